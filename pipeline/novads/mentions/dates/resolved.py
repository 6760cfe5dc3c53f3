"""A date whose year was looked for, and what it lacked before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from novads.mentions.dates.points import Lacks, Point
from novads.mentions.dates.reader import Draft
from novads.objects import Span, YearSource

__all__ = ["Resolved", "is_deictic_year", "lacks_of"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A draft's points with their year, and where that came from."""

    draft: Draft
    first: Point
    last: Point | None
    source: YearSource
    year_from: Span | None = None
    week: tuple[dt.date, dt.date] | None = None
    """The days of a week that is told by its distance from the day of writing."""


def lacks_of(draft: Draft) -> Lacks:
    """What the date lacks as a whole: one end of a range can have the year for both."""
    first, last = draft.first, draft.last
    if last is None or first.lacks is not Lacks.YEAR:
        return first.lacks
    return Lacks.NOTHING if last.lacks is Lacks.NOTHING else last.lacks


def is_deictic_year(resolved: Resolved) -> bool:
    """'pērn', 'nākamajā gadā', whose year is known."""
    draft = resolved.draft
    return (
        draft.first.unit == "year"
        and draft.first.months is None
        and draft.last is None
        and resolved.first.year is not None
    )
