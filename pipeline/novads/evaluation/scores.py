"""Counts of what was found, and precision, recall and F1 from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = ["Counts", "Measures", "add_measures", "mean_f1"]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are in the gold, how many were predicted, and how many of them match.

    Rates are from 0 to 1; one that is undefined (nothing to divide by) is None, never 0 or 1.
    """

    gold: int = 0
    predicted: int = 0
    matched: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.gold + other.gold,
            self.predicted + other.predicted,
            self.matched + other.matched,
        )

    @property
    def precision(self) -> float | None:
        """The share of the predicted that is right; None where nothing was predicted."""
        return self.matched / self.predicted if self.predicted else None

    @property
    def recall(self) -> float | None:
        """The share of the gold that was found; None where there is no gold."""
        return self.matched / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """2 · matched / (gold + predicted), the harmonic mean; None where both are empty."""
        both = self.gold + self.predicted
        return 2 * self.matched / both if both else None


Measures = dict[str, Counts]
"""Counts by measure. A measure is 'group/name': 'strict/DATE', 'value/micro', 'event/title'."""


def add_measures(parts: Iterable[Mapping[str, Counts]]) -> Measures:
    """The sum over documents."""
    total: Measures = {}
    for part in parts:
        for measure, counts in part.items():
            total[measure] = total.get(measure, Counts()) + counts
    return total


def mean_f1(counts: Iterable[Counts]) -> float | None:
    """The mean F1 of those that have one (macro-F1); None where none has."""
    rates = [f1 for c in counts if (f1 := c.f1) is not None]
    return sum(rates) / len(rates) if rates else None
