"""Strict scores of named entities, with intervals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from novads.evaluation.intervals import f1_intervals
from novads.evaluation.scores import Counts
from novads.training.ner_data import NerParagraph, as_counted

__all__ = ["KINDS", "MICRO", "Found", "Row", "count", "rows"]

KINDS: Final = ("PERSON", "PLACE", "ORG")
MICRO: Final = "micro"

Found = set[tuple[int, int, str]]
"""Half-open code-point offsets and one of `KINDS`."""


@dataclass(frozen=True, slots=True)
class Row:
    """Precision, recall and F1 of a kind, in percent, and F1's 95 % interval."""

    kind: str
    gold: int
    precision: float
    recall: float
    f1: float
    low: float
    high: float

    def __str__(self) -> str:
        return (
            f"{self.kind:8}{self.gold:5}  P {self.precision:5.1f}  R {self.recall:5.1f}  "
            f"F1 {self.f1:5.1f}  [{self.low:.1f}, {self.high:.1f}]"
        )


def count(
    paragraphs: Sequence[NerParagraph], found: Sequence[Found], kinds: Iterable[str] = KINDS
) -> list[dict[str, Counts]]:
    """Each paragraph's counts for each kind and for all."""
    counted = []
    for paragraph, predicted in zip(paragraphs, found, strict=True):
        gold = as_counted(paragraph.entities)
        counts = {}
        for kind in kinds:
            one = {entity for entity in gold if entity[2] == kind}
            two = {entity for entity in predicted if entity[2] == kind}
            counts[kind] = Counts(len(one), len(two), len(one & two))
        counts[MICRO] = Counts(
            sum(c.gold for c in counts.values()),
            sum(c.predicted for c in counts.values()),
            sum(c.matched for c in counts.values()),
        )
        counted.append(counts)
    return counted


def rows(counted: Sequence[dict[str, Counts]]) -> list[Row]:
    """A row for each kind, and one for all together; intervals by drawing paragraphs."""
    intervals = f1_intervals(counted, {})
    found = []
    for kind in counted[0]:
        gold = sum(c[kind].gold for c in counted)
        predicted = sum(c[kind].predicted for c in counted)
        matched = sum(c[kind].matched for c in counted)
        low, high = intervals.get(kind, (0.0, 0.0))
        found.append(
            Row(
                kind,
                gold,
                100 * matched / max(predicted, 1),
                100 * matched / max(gold, 1),
                200 * matched / max(gold + predicted, 1),
                100 * low,
                100 * high,
            )
        )
    return found
