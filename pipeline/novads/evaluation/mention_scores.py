"""Scoring mentions: strict, overlapping, and by value; and what became of each.

- *strict*: the span and the kind are right;
- *overlap*: the kind is right and the spans share a code point;
- *value*: the kind is right, the spans share a code point, and the normalised value is right (EDTF,
  amount and currency, nominative name, or a programme's canonical id).

Each mention is matched once at most: exact ones first, then as many as can be, with the greatest
overlap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from novads.evaluation.alignment import match
from novads.evaluation.facts import MentionFacts
from novads.evaluation.scores import Counts, Measures
from novads.objects import Kind

__all__ = ["MODES", "ErrorType", "Judged", "judge", "score_mentions"]

MODES: Final = ("strict", "overlap", "value")
"""The ways of matching, as they stand in measures: 'strict/DATE', 'overlap/micro'."""

_MANY: Final = 10**9
"""Outweighs any overlap: the number of pairs counts first, then how much they share."""


class ErrorType(StrEnum):
    """What became of a mention."""

    CORRECT = "correct"
    WRONG_VALUE = "wrong value"
    WRONG_SPAN = "wrong span"
    WRONG_KIND = "wrong kind"
    MISSED = "missed"
    SPURIOUS = "spurious"


@dataclass(frozen=True, slots=True)
class Judged:
    """A gold mention with the prediction that it was matched to, or one of them alone."""

    type: ErrorType
    gold: MentionFacts | None
    predicted: MentionFacts | None

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds that it concerns: two where the kind is wrong."""
        return tuple({m.kind: None for m in (self.gold, self.predicted) if m is not None})

    @property
    def start(self) -> int:
        """Where the first of the two begins."""
        return min(m.start for m in (self.gold, self.predicted) if m is not None)


def score_mentions(gold: Sequence[MentionFacts], predicted: Sequence[MentionFacts]) -> Measures:
    """One document's counts by mode and kind, and by mode over all kinds ('strict/micro')."""
    measures: Measures = {}
    for mode in MODES:
        total = Counts()
        for kind in Kind:
            of_gold = [m for m in gold if m.kind is kind]
            of_predicted = [m for m in predicted if m.kind is kind]
            pairs = len(_pairs(mode, of_gold, of_predicted))
            counts = Counts(len(of_gold), len(of_predicted), pairs)
            measures[f"{mode}/{kind.value}"] = counts
            total += counts
        measures[f"{mode}/micro"] = total
    return measures


def judge(gold: Sequence[MentionFacts], predicted: Sequence[MentionFacts]) -> list[Judged]:
    """What became of each mention, in the text's order. Every mention stands in it once."""
    pairs = match(
        gold,
        predicted,
        _likeness,
        order=(_order, _order),
        exact=lambda g, p: g.same_span(p) and g.same_value(p),
    )
    judged = [Judged(_type(gold[i], predicted[j]), gold[i], predicted[j]) for i, j in pairs]
    left, right = {i for i, _ in pairs}, {j for _, j in pairs}
    judged += [Judged(ErrorType.MISSED, g, None) for i, g in enumerate(gold) if i not in left]
    judged += [
        Judged(ErrorType.SPURIOUS, None, p) for j, p in enumerate(predicted) if j not in right
    ]
    return sorted(judged, key=lambda one: (one.start, one.type.value, repr(one)))


def _pairs(
    mode: str, gold: Sequence[MentionFacts], predicted: Sequence[MentionFacts]
) -> list[tuple[int, int]]:
    """The pairs of mentions of one kind that match in this mode."""

    def right(g: MentionFacts, p: MentionFacts) -> bool:
        return mode != "value" or g.same_value(p)

    def worth(g: MentionFacts, p: MentionFacts) -> int:
        shared = g.overlap(p)
        return _MANY + shared if mode != "strict" and shared and right(g, p) else 0

    def exact(g: MentionFacts, p: MentionFacts) -> bool:
        return g.same_span(p) and right(g, p)

    return match(gold, predicted, worth, order=(_order, _order), exact=exact)


def _likeness(gold: MentionFacts, predicted: MentionFacts) -> int:
    """How much two mentions have in common: kind before span before value."""
    shared = gold.overlap(predicted)
    if not shared:
        return 0
    rank = 1
    if gold.kind is predicted.kind:
        rank += 4 + 2 * gold.same_span(predicted) + gold.same_value(predicted)
    return _MANY * rank + shared


def _type(gold: MentionFacts, predicted: MentionFacts) -> ErrorType:
    if gold.kind is not predicted.kind:
        return ErrorType.WRONG_KIND
    if not gold.same_span(predicted):
        return ErrorType.WRONG_SPAN
    return ErrorType.CORRECT if gold.same_value(predicted) else ErrorType.WRONG_VALUE


def _order(mention: MentionFacts) -> tuple[int, int, str, str, str]:
    return mention.start, mention.end, mention.kind.value, repr(mention.value), mention.source
