"""The HTML page of a report: each document with gold and prediction side by side.

One self-contained file: no script, style or picture from elsewhere. The texts and names in it are
escaped, so that nothing that stands in an announcement is ever run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from novads.evaluation.charts import Chart, grouped_bars
from novads.evaluation.facts import MentionFacts
from novads.evaluation.mention_scores import MODES, ErrorType, Judged
from novads.evaluation.record_scores import EVENT_FIELDS, PROJECT_FIELDS, JudgedRecord
from novads.evaluation.reliability import read_plot
from novads.evaluation.report import Judgement, Report
from novads.evaluation.tables import percent
from novads.objects import Kind

__all__ = ["render_page", "write_page"]

RECORDS = ("project/found", "project/micro", "event/found", "event/micro")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text as shown: plain, or a mention with what became of it."""

    text: str
    judged: Judged | None = None
    mention: MentionFacts | None = None


def write_page(
    path: Path, report: Report, judged: Sequence[Judgement], others: Sequence[Report]
) -> None:
    """Write the page to a file.

    Args:
        path: the file.
        report: the report whose page it is.
        judged: the documents of the report.
        others: reports of other versions on the same corpus, for the chart by version.
    """
    path.write_text(render_page(report, judged, others), encoding="utf-8")


def render_page(report: Report, judged: Sequence[Judgement], others: Sequence[Report] = ()) -> str:
    """The page as text."""
    environment = Environment(
        loader=PackageLoader("novads.evaluation"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["percent"] = percent
    environment.filters["slug"] = lambda text: str(text).replace(" ", "-").replace("/", "-")
    return environment.get_template("page.html.j2").render(
        report=report,
        kinds=[kind.value for kind in Kind],
        modes=MODES,
        types=[one.value for one in ErrorType],
        splits=[_split(report, judged, split) for split in report.figures],
        charts=_charts(report, others),
        reliability=read_plot(),
        documents=[_document(one) for one in judged],
    )


def _split(report: Report, judged: Sequence[Judgement], split: str) -> dict[str, Any]:
    """One split's tables: figures, and how many errors of each type each kind has."""
    counted: Counter[tuple[str, str]] = Counter()
    for one in judged:
        if one.document.split == split:
            for mention in one.mentions:
                counted.update((kind.value, mention.type.value) for kind in mention.kinds)
    figures = report.figures[split]
    records = [
        (what, field, figures[f"{what}/{field}"])
        for what, fields in (("project", PROJECT_FIELDS), ("event", EVENT_FIELDS))
        for field in ("found", *(f.name for f in fields), "micro")
    ]
    return {
        "name": split,
        "size": len(report.of(split)),
        "sha": report.corpus[split],
        "figures": figures,
        "counted": counted,
        "records": records,
    }


def _charts(report: Report, others: Sequence[Report]) -> list[Chart]:
    """By kind for each split, and by version where there are others."""
    charts = []
    for split, figures in report.figures.items():
        rows = {
            row: [figures.get(f"{mode}/{row}") for mode in MODES]
            for row in (*(kind.value for kind in Kind), "micro")
        }
        charts.append(grouped_bars(f"{split}: F1 by kind", rows, MODES))
    versions = [*others, report]
    for split in report.figures if others else ():
        measures = [*(f"value/{kind.value}" for kind in Kind), "value/micro", *RECORDS]
        rows = {
            measure: [version.figures.get(split, {}).get(measure) for version in versions]
            for measure in measures
        }
        charts.append(grouped_bars(f"{split}: F1 by version", rows, [v.system for v in versions]))
    return charts


def _document(one: Judgement) -> dict[str, Any]:
    errors = [judged for judged in one.mentions if judged.type is not ErrorType.CORRECT]
    text = one.document.text
    return {
        "id": one.document.id,
        "split": one.document.split,
        "genre": one.document.header.genre.value,
        "municipality": one.document.header.municipality,
        "published": one.document.header.published,
        "failed": one.predicted.failed,
        "f1": one.measures["value/micro"].f1,
        "gold": _pieces(text, [(j, j.gold) for j in one.mentions if j.gold]),
        "predicted": _pieces(text, [(j, j.predicted) for j in one.mentions if j.predicted]),
        "errors": [_error(text, judged) for judged in errors],
        "records": [_record(one, record) for record in one.records],
    }


def _pieces(text: str, marked: list[tuple[Judged, MentionFacts]]) -> list[_Piece]:
    """The text cut at its mentions. Of mentions that overlap the first is shown in the text."""
    pieces: list[_Piece] = []
    at = 0
    for judged, mention in sorted(marked, key=lambda m: (m[1].start, -m[1].end)):
        if mention.start < at:
            continue
        pieces.append(_Piece(text[at : mention.start]))
        pieces.append(_Piece(text[mention.start : mention.end], judged, mention))
        at = mention.end
    pieces.append(_Piece(text[at:]))
    return [piece for piece in pieces if piece.text]


def _error(text: str, judged: Judged) -> dict[str, Any]:
    gold, predicted = judged.gold, judged.predicted
    return {
        "type": judged.type.value,
        "kinds": [kind.value for kind in judged.kinds],
        "gold": _shown(text, gold),
        "predicted": _shown(text, predicted),
        "source": predicted.source if predicted else "",
    }


def _shown(text: str, mention: MentionFacts | None) -> dict[str, str] | None:
    if mention is None:
        return None
    return {
        "text": text[mention.start : mention.end],
        "kind": mention.kind.value,
        "value": str(mention.value),
        "at": f"{mention.start}–{mention.end}",
    }


def _record(one: Judgement, record: JudgedRecord) -> dict[str, Any]:
    """A record's row of the comparison: its name on either side, and the fields that differ."""
    if record.what == "project":
        golds: Sequence[Any] = one.gold.projects
        predictions: Sequence[Any] = one.predicted.projects
    else:
        golds, predictions = one.gold.events, one.predicted.events
    gold = None if record.gold is None else golds[record.gold]
    predicted = None if record.predicted is None else predictions[record.predicted]
    return {
        "what": record.what,
        "gold": _record_name(gold),
        "predicted": _record_name(predicted),
        "type": "missed" if predicted is None else "spurious" if gold is None else "aligned",
        "errors": record.errors,
    }


def _record_name(record: Any) -> str | None:
    if record is None:
        return None
    names = [
        getattr(record, key, None) for key in ("name", "title", "acronym", "number", "programme")
    ]
    named = [str(name) for name in names if name]
    start = getattr(record, "start", None)
    return (named[0] if named else "(unnamed)") + (f", {start}" if start else "")
