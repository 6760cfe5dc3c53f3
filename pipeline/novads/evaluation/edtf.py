"""The EDTF dates that the corpus may hold: their grammar, and the days that they can mean.

It is the evaluation's own reading, kept apart from the one that the extractor uses, so that a
mistake in the one is not a mistake in the other. Level 1 of ISO 8601-2:2019, with quarters (33-36)
and halves of a year (40-41) of level 2, and clock times to the minute where they are allowed.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

import regex

__all__ = ["Edtf", "EdtfDate", "compatible", "parse_edtf", "without_time"]

_DATE = regex.compile(
    r"(?<year>\d{4}|\d{3}X|\d{2}XX|XXXX)"
    r"(?:-(?<month>\d{2}|XX)(?:-(?<day>\d{2}|XX))?)?"
    r"(?<mark>[?~%])?"
    r"(?:T(?<time>(?:[01]\d|2[0-3]):[0-5]\d))?"
)

# months from and to; a winter goes on into the year after
_PARTS: dict[int, tuple[int, int]] = {
    21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14),
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
    40: (1, 6), 41: (7, 12),
}  # fmt: skip

# a leap year that stands for an unknown one, so that 29 February is a day of it
_ANY_YEAR = 2000


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """One date: the digits as written (X where unknown), '~', '?' or '%', and the clock time."""

    year: str
    month: str | None = None
    day: str | None = None
    mark: str | None = None
    time: str | None = None

    @property
    def has_year(self) -> bool:
        """Whether any digit of the year is known."""
        return self.year != "XXXX"

    @property
    def bounds(self) -> tuple[dt.date, dt.date]:
        """The first and the last day it can mean; an unknown year is taken to be 2000."""
        low = int(self.year.replace("X", "0")) if self.has_year else _ANY_YEAR
        high = int(self.year.replace("X", "9")) if self.has_year else _ANY_YEAR
        low = max(low, 1)
        if self.month is None or self.month == "XX":
            return dt.date(low, 1, 1), dt.date(high, 12, 31)
        month = int(self.month)
        if month in _PARTS:
            first, last = _PARTS[month]
            if last > 12:
                last, high = last - 12, high + 1
            return dt.date(low, first, 1), _last_day(high, last)
        if self.day is None or self.day == "XX":
            return dt.date(low, month, 1), _last_day(high, month)
        day = int(self.day)
        return dt.date(low, month, day), dt.date(high, month, day)


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date, or an interval of two of them; an open end is None."""

    start: EdtfDate | None
    end: EdtfDate | None
    is_interval: bool

    @property
    def has_year(self) -> bool:
        """Whether every date in it has a year."""
        return all(d.has_year for d in (self.start, self.end) if d is not None)

    def bounds(self, *, any_year: bool = False) -> tuple[dt.date, dt.date]:
        """The first and the last day it can mean; `any_year` moves it all to one year."""
        first = self.start.bounds[0] if self.start else dt.date.min
        last = self.end.bounds[1] if self.end else dt.date.max
        if not any_year:
            return first, last
        start = _moved(first) if self.start else dt.date(_ANY_YEAR, 1, 1)
        end = _moved(last) if self.end else dt.date(_ANY_YEAR, 12, 31)
        return (start, end) if start <= end else (dt.date(_ANY_YEAR, 1, 1), end)


def parse_edtf(text: str, *, clock: bool = False) -> Edtf:
    """Read an EDTF string.

    Args:
        text: such as 2022-06-18, 2022-06~, 2014/2020, XXXX-08-20, 2022-33.
        clock: whether a clock time may follow, as in 2020-09-05T11:00.

    Raises:
        ValueError: if it isn't of the grammar, or no such day exists; the message says which.
    """
    first, slash, last = text.partition("/")
    if not slash:
        date = _date(text, clock)
        return Edtf(date, date, False)
    start, end = _end(first, clock), _end(last, clock)
    if start is None and end is None:
        raise ValueError(f"{text!r} is open at both ends")
    whole = Edtf(start, end, True)
    # without a year, December to January is no contradiction
    if start and end and whole.has_year and end.bounds[1] < start.bounds[0]:
        raise ValueError(f"{text!r} ends before it starts")
    return whole


def compatible(one: Edtf, other: Edtf) -> bool:
    """Whether the two can mean a day in common (by month and day where a year is unknown)."""
    any_year = not (one.has_year and other.has_year)
    (a, b), (c, d) = one.bounds(any_year=any_year), other.bounds(any_year=any_year)
    return a <= d and c <= b


def without_time(text: str) -> str:
    """The EDTF string without its clock times: 2020-09-05T11:00 gives 2020-09-05."""
    return regex.sub(r"T\d\d:\d\d", "", text)


def _end(text: str, clock: bool) -> EdtfDate | None:
    return None if text in ("", "..") else _date(text, clock)


def _date(text: str, clock: bool) -> EdtfDate:
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no EDTF date")
    date = EdtfDate(*match.group("year", "month", "day", "mark", "time"))
    if date.time and not clock:
        raise ValueError(f"{text!r}: a clock time doesn't belong here")
    if date.time and date.day is None:
        raise ValueError(f"{text!r}: a clock time needs a day")
    if date.month and date.month.isdigit():
        month = int(date.month)
        if not 1 <= month <= 12 and (month not in _PARTS or date.day):
            raise ValueError(f"{text!r}: there is no month, season or quarter {month}")
    try:
        if date.day and date.day.isdigit() and date.month == "XX":
            raise ValueError("a day needs a month")
        _ = date.bounds
    except ValueError as error:
        raise ValueError(f"{text!r}: {error}") from None
    return date


def _last_day(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _moved(day: dt.date) -> dt.date:
    return day.replace(year=_ANY_YEAR)
