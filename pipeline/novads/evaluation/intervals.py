"""Bootstrap intervals over documents, and whether two systems differ.

Documents are drawn with replacement (Efron 1979), as whole documents, because the mentions of one
text aren't independent. Two systems are compared on the same documents: the difference's interval
by the paired bootstrap, its p-value by approximate randomisation (Noreen 1989): how often a
difference at least as great comes when each document's results change sides by a coin's toss.
Everything is seeded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from novads.evaluation.scores import Counts, Measures

__all__ = ["SAMPLES", "SEED", "Difference", "Interval", "compare_f1", "f1_intervals"]

SAMPLES: Final = 2000
SEED: Final = 20220618

Interval = tuple[float, float]
"""The 2.5th and the 97.5th percentile."""

_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Difference:
    """B's F1 less A's on the same documents, its 95 % interval and two-sided p-value."""

    a: float
    b: float
    low: float
    high: float
    p: float

    @property
    def difference(self) -> float:
        """How much better B is; negative where it is worse."""
        return self.b - self.a


def f1_intervals(
    documents: Sequence[Mapping[str, Counts]],
    means: Mapping[str, Sequence[str]],
    *,
    samples: int = SAMPLES,
    seed: int = SEED,
) -> dict[str, Interval]:
    """The 95 % interval of F1 for each measure.

    A measure that is undefined, and any measure of fewer than two documents, has none.

    Args:
        documents: each document's counts.
        means: measures that are the mean of others' F1 (macro), with the names of those.
        samples: how many times the documents are drawn.
        seed: of the random numbers.
    """
    if len(documents) < 2:
        return {}
    names = sorted({name for document in documents for name in document})
    table = _table(documents, names)
    weights = _draws(len(documents), samples, seed)
    rates = dict(zip(names, _f1(np.tensordot(weights, table, axes=(1, 0))).T, strict=True))
    for name, parts in means.items():
        rates[name] = _mean(np.stack([rates[part] for part in parts]))
    return {name: _interval(rate) for name, rate in rates.items() if not np.isnan(rate).all()}


def compare_f1(
    a: Sequence[Measures],
    b: Sequence[Measures],
    measures: Sequence[str],
    *,
    samples: int = SAMPLES,
    seed: int = SEED,
) -> dict[str, Difference]:
    """B against A for each measure that both define, over the same documents in the same order."""
    if len(a) != len(b):
        raise ValueError(f"{len(a)} documents against {len(b)}")
    if not a:
        return {}
    one, two = _table(a, measures), _table(b, measures)
    observed = _f1(two.sum(axis=0)[None])[0] - _f1(one.sum(axis=0)[None])[0]
    weights = _draws(len(a), samples, seed)
    drawn = _f1(np.tensordot(weights, two, axes=(1, 0))) - _f1(
        np.tensordot(weights, one, axes=(1, 0))
    )
    tosses = np.random.default_rng(seed + 1).integers(0, 2, size=(samples, len(a)))
    changed = np.tensordot(tosses, two - one, axes=(1, 0))
    shuffled = np.abs(_f1(two.sum(axis=0) - changed) - _f1(one.sum(axis=0) + changed))
    result = {}
    for k, name in enumerate(measures):
        if np.isnan(observed[k]):
            continue
        # a hair below, so that an equal difference counts in spite of rounding
        as_great = int(np.sum(shuffled[:, k] >= abs(observed[k]) - 1e-12))
        low, high = _interval(drawn[:, k])
        result[name] = Difference(
            a=float(_f1(one.sum(axis=0)[None])[0][k]),
            b=float(_f1(two.sum(axis=0)[None])[0][k]),
            low=low,
            high=high,
            p=(as_great + 1) / (samples + 1),
        )
    return result


def _table(documents: Sequence[Mapping[str, Counts]], names: Sequence[str]) -> _Floats:
    """Counts as numbers: documents × measures × (gold, predicted, matched)."""
    none = Counts()
    rows = [[document.get(name, none) for name in names] for document in documents]
    return np.array(
        [[(c.gold, c.predicted, c.matched) for c in row] for row in rows], dtype=np.float64
    ).reshape(len(documents), len(names), 3)


def _draws(documents: int, samples: int, seed: int) -> _Floats:
    """How often each document is drawn, for each sample."""
    rng = np.random.default_rng(seed)
    return rng.multinomial(documents, [1 / documents] * documents, size=samples).astype(np.float64)


def _f1(totals: _Floats) -> _Floats:
    both = totals[..., 0] + totals[..., 1]
    rates: _Floats = np.divide(
        2 * totals[..., 2], both, out=np.full(both.shape, np.nan), where=both > 0
    )
    return rates


def _mean(rates: _Floats) -> _Floats:
    """The mean over the first axis of what is defined there."""
    defined = ~np.isnan(rates)
    count = defined.sum(axis=0)
    mean: _Floats = np.divide(
        np.where(defined, rates, 0.0).sum(axis=0),
        count,
        out=np.full(count.shape, np.nan),
        where=count > 0,
    )
    return mean


def _interval(rate: _Floats) -> Interval:
    low, high = np.percentile(rate[~np.isnan(rate)], [2.5, 97.5])
    return float(low), float(high)
