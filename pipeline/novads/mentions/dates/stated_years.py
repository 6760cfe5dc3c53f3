"""The years that drafts state by themselves, and which of them date others."""

from __future__ import annotations

from collections.abc import Iterator

from novads.mentions.dates.reader import Draft

__all__ = ["all_years", "fits_weekday", "gap", "governs", "with_year", "year_of"]


def governs(draft: Draft) -> bool:
    """Whether dates without a year may take its year: it is no period, law or founding day."""
    point = draft.first if draft.first.year is not None else draft.last
    if point is None or point.year is None or draft.own_year or draft.is_period:
        return False
    return point.years is None and point.exists


def year_of(draft: Draft) -> int:
    """The year that it states, of a range the last one's."""
    point = draft.last if draft.last is not None and draft.last.year is not None else draft.first
    assert point.year is not None
    return point.year


def with_year(draft: Draft) -> tuple[int, Draft]:
    """The year that it states, and itself."""
    return year_of(draft), draft


def all_years(draft: Draft) -> Iterator[int]:
    """The years that its ends state."""
    for point in (draft.first, draft.last):
        if point is not None and point.year is not None:
            yield point.year


def fits_weekday(draft: Draft, year: int) -> bool:
    """Whether the weekday that stands with the date is right in that year."""
    day = draft.first.in_year(year).bounds[0]
    weekday = draft.first.weekday
    return weekday is None or day is None or day.isoweekday() == weekday


def gap(one: Draft, other: Draft) -> int:
    """How many code points lie between two drafts."""
    return max(one.start - other.end, other.start - one.end)
