"""Scores as tables for the terminal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from rich import box
from rich.markup import escape
from rich.table import Table

from novads.evaluation.mention_scores import MODES, ErrorType
from novads.objects import Kind

if TYPE_CHECKING:
    from rich.console import Console

    from novads.evaluation.intervals import Difference
    from novads.evaluation.report import Figure, Judgement, Report

__all__ = [
    "percent",
    "print_baselines",
    "print_comparison",
    "print_errors",
    "print_general",
    "print_report",
]


def percent(rate: float | None) -> str:
    """The rate in percent with one decimal; n/a where it is undefined."""
    return "n/a" if rate is None else f"{100 * rate:.1f}"


def print_report(console: Console, report: Report) -> None:
    """Print each split's mention and record scores."""
    for split, figures in report.figures.items():
        documents = report.of(split)
        failed = sum(d.failed is not None for d in documents)
        note = f", {failed} failed" if failed else ""
        title = f"{report.system} · {split}: {len(documents)} documents{note}"
        console.print(_mention_table(title, figures))
        console.print(_record_table(figures))
        console.print()


def print_errors(console: Console, judged: Iterable[Judgement], kinds: Collection[Kind]) -> None:
    """Print each mention of these kinds that isn't right, one line each, by document."""
    for one in judged:
        text = one.document.text
        for error in one.mentions:
            if error.type is ErrorType.CORRECT or not set(error.kinds) & set(kinds):
                continue
            shown = [
                f"{m.kind.value} {text[m.start : m.end]!r} = {m.value}" if m else "–"
                for m in (error.gold, error.predicted)
            ]
            source = error.predicted.source if error.predicted else ""
            line = f"{one.document.id}:{one.document.line_at(error.start)}: {error.type.value}: "
            line += " → ".join(shown) + (f"  ({source})" if source else "")
            console.print(escape(line), soft_wrap=True)


def print_baselines(
    console: Console, report: Report, baseline: Report, names: Mapping[Kind, str]
) -> None:
    """Print a system beside the baseline of each kind that has one: F1 in every mode.

    Args:
        console: where to.
        report: the system's report.
        baseline: the baselines' report on the same documents.
        names: the baselines' names, by kind.
    """
    for split, figures in report.figures.items():
        table = Table(title=escape(f"{split}: F1 beside ready-made tools"), title_justify="left")
        table.add_column("mention")
        table.add_column("system")
        for mode in MODES:
            table.add_column(mode, justify="right")
        table.add_column("value 95 %", justify="right")
        for kind, name in names.items():
            for system, shown in ((name, baseline.figures[split]), (report.system, figures)):
                row = [shown[f"{mode}/{kind.value}"] for mode in MODES]
                cells = [percent(figure.f1) for figure in row]
                table.add_row(kind.value, escape(system), *cells, _interval(row[-1]))
            table.add_section()
        console.print(table)


def print_general(console: Console, title: str, figures: Mapping[str, Figure]) -> None:
    """Print figures of a corpus that has no values and no records: one row a kind."""
    table = Table(
        title=escape(title), title_justify="left", box=box.SIMPLE_HEAD, collapse_padding=True
    )
    table.add_column("mention")
    for name in (
        "gold",
        "pred.",
        "strict P",
        "R",
        "F1",
        "95 %",
        "overlap P",
        "R",
        "F1",
        "95 %",
    ):
        table.add_column(name, justify="right")
    rows = dict.fromkeys(measure.split("/")[1] for measure in figures)
    for row in rows:
        strict, overlap = figures[f"strict/{row}"], figures[f"overlap/{row}"]
        cells = [str(strict.gold), str(strict.predicted)]
        for figure in (strict, overlap):
            cells += [percent(figure.precision), percent(figure.recall), percent(figure.f1)]
            cells.append(_interval(figure))
        if row == "micro":
            table.add_section()
        table.add_row(row, *cells)
    console.print(table)


def print_comparison(console: Console, title: str, differences: Mapping[str, Difference]) -> None:
    """Print the paired differences of F1."""
    table = Table(title=escape(title), title_justify="left")
    table.add_column("measure")
    for name in ("A", "B", "B - A", "95 % interval", "p"):
        table.add_column(name, justify="right")
    for name, d in differences.items():
        sure = d.low > 0 or d.high < 0
        style = ("green" if d.difference > 0 else "red") if sure else ""
        table.add_row(
            name,
            percent(d.a),
            percent(d.b),
            f"{100 * d.difference:+.1f}",
            f"{100 * d.low:+.1f} … {100 * d.high:+.1f}",
            f"{d.p:.4f}",
            style=style,
        )
    console.print(table)


def _mention_table(title: str, figures: Mapping[str, Figure]) -> Table:
    table = Table(
        title=escape(title),
        title_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        collapse_padding=True,
    )
    table.add_column("mention", no_wrap=True)
    table.add_column("gold", justify="right")
    table.add_column("pred.", justify="right")
    for mode in MODES:
        for rate in ("P", "R", "F1"):
            # the mode stands over its first column; the others' heads are left free of it
            table.add_column(
                f"{mode if rate == 'P' else ''}\n{rate}", justify="right", no_wrap=True
            )
    table.add_column("F1\n95 %", justify="right", no_wrap=True)
    rows = [kind.value for kind in Kind] + ["micro", "macro"]
    for row in rows:
        shown = [figures[f"{mode}/{row}"] for mode in MODES]
        cells = [
            percent(rate)
            for figure in shown
            for rate in (figure.precision, figure.recall, figure.f1)
        ]
        if row == "micro":
            table.add_section()
        table.add_row(
            row, str(shown[0].gold), str(shown[0].predicted), *cells, _interval(shown[-1], 0)
        )
    return table


def _record_table(figures: Mapping[str, Figure]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("record field")
    for name in ("gold", "predicted", "right", "P", "R", "F1", "95 %"):
        table.add_column(name, justify="right")
    for what in ("project", "event"):
        for measure, figure in figures.items():
            if not measure.startswith(f"{what}/"):
                continue
            table.add_row(
                measure.replace("/", " "),
                str(figure.gold),
                str(figure.predicted),
                str(figure.matched),
                percent(figure.precision),
                percent(figure.recall),
                percent(figure.f1),
                _interval(figure),
                style="bold" if measure.endswith(("/found", "/micro")) else "",
            )
        table.add_section()
    return table


def _interval(figure: Figure, digits: int = 1) -> str:
    if figure.low is None or figure.high is None:
        return "n/a"
    return f"{100 * figure.low:.{digits}f}–{100 * figure.high:.{digits}f}"
