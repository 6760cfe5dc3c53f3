"""From what a model thinks of a span to how often it is right: a rising function."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Calibration"]


@dataclass(frozen=True, slots=True)
class Calibration:
    """Straight lines between corners; what lies outside has the outermost corner's value.

    Args:
        given: the model's own probabilities, rising.
        true: the share that was right at each.
    """

    given: tuple[float, ...]
    true: tuple[float, ...]

    def __call__(self, probability: float) -> float:
        """The calibrated confidence, from 0 to 1."""
        if not self.given:
            return probability
        at = bisect_right(self.given, probability)
        if at == 0:
            return self.true[0]
        if at == len(self.given):
            return self.true[-1]
        low, high = self.given[at - 1], self.given[at]
        share = (probability - low) / (high - low)
        return self.true[at - 1] + share * (self.true[at] - self.true[at - 1])

    @classmethod
    def fit(cls, outcomes: Iterable[tuple[float, bool]], fewest: int = 15) -> Calibration:
        """Isotonic regression (pool adjacent violators) over groups of at least `fewest`.

        Each pool is smoothed by half an outcome of either kind, so that nothing is ever certain.

        Args:
            outcomes: what the model thought of each span it found, and whether it was right.
            fewest: how many spans a corner rests on.
        """
        ordered = sorted(outcomes)
        groups = [ordered[at : at + fewest] for at in range(0, len(ordered), fewest)]
        if len(groups) > 1 and len(groups[-1]) < fewest:
            groups[-2:] = [groups[-2] + groups[-1]]
        pools: list[list[tuple[float, bool]]] = []
        for group in groups:
            pools.append(list(group))
            while len(pools) > 1 and _share(pools[-2]) >= _share(pools[-1]):
                pools[-2:] = [pools[-2] + pools[-1]]
        given = [sum(p for p, _ in pool) / len(pool) for pool in pools]
        return cls(*_distinct(given, [_share(pool) for pool in pools]))


def _share(pool: Sequence[tuple[float, bool]]) -> float:
    return (sum(right for _, right in pool) + 0.5) / (len(pool) + 1)


def _distinct(given: list[float], true: list[float]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Corners whose places differ once rounded."""
    corners = {round(x, 4): round(y, 4) for x, y in zip(given, true, strict=True)}
    return tuple(corners), tuple(corners.values())
