"""Whether a model's confidences are what they say: the reliability plot of its mentions.

The counts come with the model's files: its recipe writes them (`python -m novads.training ner`),
by the paragraphs of LVTB's dev split, which the model and its calibration were made without.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from novads.resources import models_dir

__all__ = ["Plot", "Point", "read_plot"]

_SIDE: Final = 200.0
_LEFT: Final = 34.0
_TOP: Final = 12.0


@dataclass(frozen=True, slots=True)
class Point:
    """Mentions of like confidence: where they stand in SVG user units, and what they are."""

    x: float
    y: float
    radius: float
    series: int
    title: str


@dataclass(frozen=True, slots=True)
class Plot:
    """A whole plot: a square with 0 to 1 on either side, in SVG user units."""

    side: float
    left: float
    top: float
    series: tuple[str, ...]
    points: tuple[Point, ...]


def read_plot(directory: Path | None = None) -> Plot | None:
    """The plot of a model's directory; None is the shipped one. None comes back without counts."""
    path = (directory or models_dir() / "ner") / "settings.json"
    try:
        groups = json.loads(path.read_text(encoding="utf-8")).get("reliability", {})
    except (OSError, ValueError):
        return None
    points = [
        Point(
            x=round(_LEFT + _SIDE * given, 1),
            y=round(_TOP + _SIDE * (1 - right / count), 1),
            radius=round(2 + min(count, 200) ** 0.5 / 2, 1),
            series=series,
            title=f"{kind}: of {count} with confidence {given:.2f} {right} are right",
        )
        for series, (kind, bins) in enumerate(sorted(groups.items()))
        for given, right, count in bins
    ]
    return Plot(_SIDE, _LEFT, _TOP, tuple(sorted(groups)), tuple(points)) if points else None
