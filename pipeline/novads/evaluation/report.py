"""A report: each document's counts, and the figures that they add up to.

The counts of single documents are kept, so that two reports can be compared document by document.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from novads.evaluation.conversions import from_gold
from novads.evaluation.corpus import CorpusError, Document
from novads.evaluation.facts import DocumentFacts
from novads.evaluation.intervals import f1_intervals
from novads.evaluation.mention_scores import MODES, Judged, judge, score_mentions
from novads.evaluation.predictions import Result, to_facts
from novads.evaluation.record_scores import JudgedRecord, score_records
from novads.evaluation.scores import Counts, Measures, add_measures, mean_f1
from novads.objects import Kind

__all__ = [
    "MACRO",
    "DocumentScores",
    "Figure",
    "Judgement",
    "Report",
    "figures",
    "judge_document",
    "judge_facts",
    "make_report",
    "read_report",
]

MACRO: Final = {f"{mode}/macro": [f"{mode}/{kind.value}" for kind in Kind] for mode in MODES}
"""The macro measures, with the measures whose mean they are."""


@dataclass(frozen=True)
class Judgement:
    """One document with all that was found out about it."""

    document: Document
    gold: DocumentFacts
    predicted: DocumentFacts
    measures: Measures
    mentions: list[Judged]
    records: list[JudgedRecord]


class _Counts(NamedTuple):
    gold: int
    predicted: int
    matched: int


class DocumentScores(BaseModel):
    """One document's counts by measure, each as (gold, predicted, matched)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    split: str
    failed: str | None = None
    counts: dict[str, tuple[int, int, int]]

    @property
    def measures(self) -> Measures:
        """The counts as objects."""
        return {name: Counts(*counts) for name, counts in self.counts.items()}


class Figure(BaseModel):
    """A measure over a split. Rates are from 0 to 1, None where undefined."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    gold: int
    predicted: int
    matched: int
    precision: float | None
    recall: float | None
    f1: float | None
    low: float | None = Field(default=None, description="2.5th percentile of F1, bootstrap")
    high: float | None = Field(default=None, description="97.5th percentile of F1, bootstrap")


class Report(BaseModel):
    """How a system did on the corpus."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    system: str
    corpus: dict[str, str] = Field(description="sha256 of each split, as 'corpus pin' has it")
    figures: dict[str, dict[str, Figure]] = Field(description="by split, then by measure")
    documents: tuple[DocumentScores, ...]

    def of(self, split: str) -> tuple[DocumentScores, ...]:
        """The documents of one split."""
        return tuple(d for d in self.documents if d.split == split)


def judge_document(document: Document, result: Result) -> Judgement:
    """Compare what a system says of a document with its gold."""
    return judge_facts(document, to_facts(document, result))


def judge_facts(document: Document, predicted: DocumentFacts) -> Judgement:
    """The same for predictions that didn't come as an `Extraction`."""
    gold = from_gold(document)
    records, errors = score_records(gold, predicted)
    return Judgement(
        document=document,
        gold=gold,
        predicted=predicted,
        measures=score_mentions(gold.mentions, predicted.mentions) | records,
        mentions=judge(gold.mentions, predicted.mentions),
        records=errors,
    )


def figures(documents: Sequence[Measures]) -> dict[str, Figure]:
    """All measures over these documents, macro ones included, with intervals."""
    totals = add_measures(documents)
    macro = {name: parts for name, parts in MACRO.items() if all(part in totals for part in parts)}
    intervals = f1_intervals(documents, macro)
    made: dict[str, Figure] = {}
    for name, counts in totals.items():
        low, high = intervals.get(name, (None, None))
        made[name] = Figure(
            gold=counts.gold,
            predicted=counts.predicted,
            matched=counts.matched,
            precision=counts.precision,
            recall=counts.recall,
            f1=counts.f1,
            low=low,
            high=high,
        )
    for name, parts in macro.items():
        low, high = intervals.get(name, (None, None))
        together = sum((totals[part] for part in parts), Counts())
        made[name] = Figure(
            gold=together.gold,
            predicted=together.predicted,
            matched=together.matched,
            precision=_mean([totals[part].precision for part in parts]),
            recall=_mean([totals[part].recall for part in parts]),
            f1=mean_f1(totals[part] for part in parts),
            low=low,
            high=high,
        )
    return made


def make_report(system: str, corpus: dict[str, str], judgements: Iterable[Judgement]) -> Report:
    """The report of a system on the documents judged."""
    documents = tuple(
        DocumentScores(
            id=j.document.id,
            split=j.document.split,
            failed=j.predicted.failed,
            counts={
                name: _Counts(c.gold, c.predicted, c.matched) for name, c in j.measures.items()
            },
        )
        for j in judgements
    )
    splits = list(dict.fromkeys(d.split for d in documents))
    return Report(
        system=system,
        corpus={split: corpus[split] for split in splits},
        figures={
            split: figures([d.measures for d in documents if d.split == split]) for split in splits
        },
        documents=documents,
    )


def read_report(path: Path) -> Report:
    """A report that `--json` wrote.

    Raises:
        CorpusError: if it can't be read or isn't one.
    """
    try:
        return Report.model_validate_json(path.read_bytes())
    except OSError as error:
        raise CorpusError(path, error.strerror or str(error)) from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "it"
        raise CorpusError(path, f"no report: {where}: {first['msg']}") from None


def _mean(rates: Sequence[float | None]) -> float | None:
    defined = [rate for rate in rates if rate is not None]
    return sum(defined) / len(defined) if defined else None
