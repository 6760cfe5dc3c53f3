"""Grouped bar charts as the coordinates of an SVG drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from novads.evaluation.report import Figure

__all__ = ["Bar", "Chart", "Group", "grouped_bars"]

HEIGHT: Final = 200.0
TOP: Final = 12.0
LEFT: Final = 34.0
BAR: Final = 18.0
GAP: Final = 22.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, with its interval's ends where it has one; all in SVG user units."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    series: int
    title: str
    low: float | None
    high: float | None
    defined: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Bars that stand together under one label."""

    label: str
    middle: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole chart. `lines` are the heights of the grid with what they stand for."""

    title: str
    width: float
    height: float
    base: float
    left: float
    series: tuple[str, ...]
    groups: tuple[Group, ...]
    lines: tuple[tuple[float, str], ...]


def grouped_bars(
    title: str,
    groups: Mapping[str, Sequence[Figure | None]],
    series: Sequence[str],
) -> Chart:
    """F1 of each series in each group; a missing or undefined one leaves its place empty.

    Args:
        title: what the chart shows.
        groups: by label, one figure for each series.
        series: the names of the series.
    """
    made: list[Group] = []
    x = LEFT + GAP / 2
    for label, figures in groups.items():
        first = x
        bars = []
        for index, (name, figure) in enumerate(zip(series, figures, strict=True)):
            bars.append(_bar(x, index, f"{label} {name}", figure))
            x += BAR
        made.append(Group(label, (first + x) / 2, tuple(bars)))
        x += GAP
    return Chart(
        title=title,
        width=max(x, 200.0),
        height=TOP + HEIGHT + 40,
        base=TOP + HEIGHT,
        left=LEFT,
        series=tuple(series),
        groups=tuple(made),
        lines=tuple((_y(rate / 100), f"{rate}") for rate in (0, 25, 50, 75, 100)),
    )


def _y(rate: float) -> float:
    return round(TOP + HEIGHT * (1 - rate), 1)


def _bar(x: float, index: int, name: str, figure: Figure | None) -> Bar:
    f1 = figure.f1 if figure else None
    low, high = (figure.low, figure.high) if figure else (None, None)
    shown = "n/a" if f1 is None else f"{100 * f1:.1f}"
    interval = (
        f" ({100 * low:.1f}–{100 * high:.1f})" if low is not None and high is not None else ""
    )
    top = _y(f1 or 0.0)
    return Bar(
        x=round(x, 1),
        y=top,
        width=BAR - 3,
        height=round(TOP + HEIGHT - top, 1),
        middle=round(x + (BAR - 3) / 2, 1),
        series=index,
        title=f"{name}: F1 {shown}{interval}",
        low=None if low is None else _y(low),
        high=None if high is None else _y(high),
        defined=f1 is not None,
    )
