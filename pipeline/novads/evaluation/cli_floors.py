"""`evaluate.py floors …`: raising and, with a reason, lowering the scores that must be held."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from novads.evaluation.floors import lower_floor, raise_floors, read_floors, write_floors
from novads.evaluation.options import CORPUS, EXIT_BROKEN, REPORT, REPORTS, CorpusOption, err, out
from novads.evaluation.report import read_report

__all__ = ["app"]

app = typer.Typer(help="The scores in corpus/floors.json that a version must hold.")


@app.command("raise")
def raise_(
    report: Annotated[
        Path | None,
        typer.Argument(
            metavar="[REPORT]",
            help="A report that evaluate.py wrote; left out, its last one.",
            show_default="corpus/reports/evaluation.json",
        ),
    ] = None,
    corpus: CorpusOption = CORPUS,
    reason: Annotated[
        str | None,
        typer.Option(
            help="Why the floors are set anew; needed where the corpus has changed.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Raise the floors to a report's scores. None is ever lowered."""
    report = report or (corpus / REPORTS / REPORT).with_suffix(".json")
    try:
        floors, done = raise_floors(read_floors(corpus), read_report(report), reason=reason)
    except ValueError as error:
        err.print(f"[red]Error:[/] {error}; give --reason", soft_wrap=True)
        raise typer.Exit(EXIT_BROKEN) from None
    for line in done or ["nothing to raise"]:
        out.print(line)
    write_floors(corpus, floors)


@app.command()
def lower(
    measure: Annotated[str, typer.Argument(help="Such as value/DATE.")],
    to: Annotated[float, typer.Argument(help="The new floor, 0 to 1.")],
    reason: Annotated[str, typer.Option(help="Why; it is kept in the file.")],
    yes: Annotated[
        bool, typer.Option("--lower-the-floor", help="Say that this is meant to lower a floor.")
    ] = False,
    split: Annotated[str, typer.Option(help="Whose floor it is.")] = "test",
    corpus: CorpusOption = CORPUS,
) -> None:
    """Lower one floor. It takes a reason and --lower-the-floor."""
    if not yes:
        err.print("[red]Error:[/] floors only rise; to lower one all the same: --lower-the-floor")
        raise typer.Exit(EXIT_BROKEN)
    try:
        floors = lower_floor(read_floors(corpus), split, measure, to, reason)
    except ValueError as error:
        err.print(f"[red]Error:[/] {error}", soft_wrap=True)
        raise typer.Exit(EXIT_BROKEN) from None
    write_floors(corpus, floors)
    out.print(f"{split} {measure}: {to:.4f}")
