"""One end of a date as it was read: what the words state, before a missing year is found."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from novads.mentions.dates.edtf import SUBYEARS, day_exists, edtf_bounds, last_day
from novads.objects import Precision

__all__ = ["Lacks", "Part", "Point", "by_reference", "in_same_years"]


_WINTER: Final = 24


class Lacks(StrEnum):
    """What a point needs from elsewhere before it is a date."""

    NOTHING = "nothing"
    YEAR = "year"
    """Day and month or the like, without a year."""
    REFERENCE = "reference"
    """'šogad', 'šī gada': the day of writing."""
    SAME = "same"
    """'tā paša gada': the year of the date before."""
    FOREVER = "forever"
    """A weekday or a week alone: nothing gives it a date."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a month: its first and last day; 31 stands for the month's last."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Point:
    """A date, or one end of a range. What isn't stated is None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    code: int | None = None
    """A season, quarter or half-year code of EDTF."""
    part: Part | None = None
    weekday: int | None = None
    years: str | None = None
    """A decade or century: 197X, 18XX."""
    unit: str | None = None
    """The unit of a deictic word: day, week, month, season or year."""
    offset: int | None = None
    """How many units away from the day of writing."""
    lacks: Lacks = Lacks.NOTHING

    def in_year(self, year: int) -> Point:
        """The same point in a year that was found elsewhere."""
        return replace(self, year=year, lacks=Lacks.NOTHING)

    @property
    def exists(self) -> bool:
        """Whether there is such a day. If not, it is a day unknown (XX) of its month."""
        if self.day is None or self.month is None:
            return self.month is None or 1 <= self.month <= 12
        return day_exists(self.year, self.month, self.day)

    @property
    def precision(self) -> Precision:
        """How exact it is."""
        if self.years is not None:
            return Precision.DECADE
        if self.day is not None or self.unit == "day":
            return Precision.DAY
        if self.part is not None:
            return Precision.PART_OF_MONTH
        if self.month is not None or self.unit == "month":
            return Precision.MONTH
        if self.code is not None:
            if self.code < 30:
                return Precision.SEASON
            return Precision.QUARTER if self.code < 40 else Precision.HALF_YEAR
        if self.unit == "week":
            return Precision.WEEK
        if self.year is not None or self.unit == "year" or self.lacks is not Lacks.FOREVER:
            return Precision.YEAR
        return Precision.DAY if self.weekday is not None else Precision.UNKNOWN

    @property
    def edtf(self) -> str:
        """The EDTF string; an unknown year is XXXX."""
        if self.years is not None:
            return self.years
        year = "XXXX" if self.year is None else f"{self.year:04d}"
        if self.code is not None:
            return f"{year}-{self.code}"
        if self.month is None:
            return year if self.unit in (None, "year") and self.weekday is None else _unknown(self)
        if self.day is not None:
            return f"{year}-{self.month:02d}-" + (f"{self.day:02d}" if self.exists else "XX")
        return f"{year}-{self.month:02d}" + ("~" if self.part is not None else "")

    @property
    def bounds(self) -> tuple[dt.date | None, dt.date | None]:
        """The first and the last day that it can mean; None where the year isn't known."""
        if self.part is not None and self.year is not None and self.month is not None:
            last = last_day(self.year, self.month)
            end = last.replace(day=min(self.part.last, last.day))
            return last.replace(day=self.part.first), end
        return edtf_bounds(self.edtf)

    @property
    def months(self) -> tuple[int, int] | None:
        """First and last month of what is stated (14 is the next February); None for a year."""
        if self.month is not None:
            return self.month, self.month
        return None if self.code is None else SUBYEARS[self.code]


def _unknown(point: Point) -> str:
    if point.unit == "month":
        return "XXXX-XX"
    return "XXXX-XX-XX"


def in_same_years(first: Point, last: Point | None) -> tuple[Point, Point | None]:
    """Both ends with years, where at least one has its own; a range may run over New Year."""
    if last is None:
        return first, None
    if first.year is None and last.year is not None:
        back = _order(first) > _order(last)
        return first.in_year(last.year - 1 if back else last.year), last
    if last.year is None and first.year is not None:
        on = _order(last) < _order(first)
        return first, last.in_year(first.year + 1 if on else first.year)
    return first, last


def _order(point: Point) -> tuple[int, int]:
    months = point.months
    return (months[0] if months else 0, point.day or 0 if point.day else 99)


def by_reference(point: Point, ref: dt.date) -> Point:
    """What 'rīt', 'šomēnes' or 'pērn' means on the day of writing."""
    offset = point.offset or 0
    if point.unit == "day":
        day = ref + dt.timedelta(days=offset)
        return replace(
            point, year=day.year, month=day.month, day=day.day, unit=None, lacks=Lacks.NOTHING
        )
    if point.unit == "month":
        count = ref.year * 12 + ref.month - 1 + offset
        return replace(
            point, year=count // 12, month=count % 12 + 1, unit=None, lacks=Lacks.NOTHING
        )
    if point.code == _WINTER:
        return point.in_year(_winter(ref, offset))
    return point.in_year(ref.year + offset)


def _winter(ref: dt.date, offset: int) -> int:
    """The year in whose December this, the last or the next winter begins."""
    if offset > 0:
        return ref.year + 1 if ref.month == 12 else ref.year
    if offset < 0:
        return ref.year - 2 if ref.month <= 2 else ref.year - 1
    return ref.year - 1 if ref.month <= 6 else ref.year
