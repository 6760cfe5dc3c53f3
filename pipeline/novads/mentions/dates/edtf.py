"""The days that an EDTF string can mean, and the strings of single dates.

EDTF is ISO 8601-2:2019, level 1, with the quarters (33-36) and halves of a year (40, 41) of level
2. Seasons are the northern meteorological ones: spring (21) is March to May, and winter (24) goes
from December of its year to the end of the February after.
"""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Final

import regex

__all__ = ["SUBYEARS", "day_exists", "edtf_bounds", "last_day"]

SUBYEARS: Final[dict[int, tuple[int, int]]] = {
    21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14),
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
    40: (1, 6), 41: (7, 12),
}  # fmt: skip
"""First and last month of each season, quarter and half-year code; 14 is the next February."""

_DATE: Final = regex.compile(
    r"(?<year>\d{4}|\d{3}X|\d\dXX|XXXX)(?:-(?<month>\d\d|XX)(?:-(?<day>\d\d|XX))?)?[~?%]?"
)
_LEAP_YEAR: Final = 2000

Bounds = tuple[dt.date | None, dt.date | None]


def last_day(year: int, month: int) -> dt.date:
    """The last day of a month (1-12; 13 and 14 are January and February of the year after)."""
    if month > 12:
        year, month = year + 1, month - 12
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def day_exists(year: int | None, month: int, day: int) -> bool:
    """Whether there is such a day; without a year, in any year."""
    if not 1 <= month <= 12:
        return False
    return 1 <= day <= calendar.monthrange(_LEAP_YEAR if year is None else year, month)[1]


def edtf_bounds(edtf: str) -> Bounds:
    """The first and the last day (both included) that an EDTF date or interval can mean.

    A bound is None where the year isn't known, where the interval is open ('..' or nothing), and
    where there is no such day. '2022-06~' is the whole of June: the words it was read from may
    tell more, and then a mention's own bounds are narrower.

    Raises:
        ValueError: if it isn't EDTF of the kinds that this package writes.
    """
    first, slash, last = edtf.partition("/")
    start = _bounds(first, edtf, is_end=bool(slash))
    return (start[0], _bounds(last, edtf, is_end=True)[1]) if slash else start


def _bounds(date: str, whole: str, *, is_end: bool) -> Bounds:
    if is_end and date in ("", ".."):
        return None, None
    match = _DATE.fullmatch(date)
    if match is None:
        raise ValueError(f"{whole!r} is no EDTF date or interval")
    year, month, day = match.group("year", "month", "day")
    if year == "XXXX":
        return None, None
    low, high = max(int(year.replace("X", "0")), 1), int(year.replace("X", "9"))
    if month is None or month == "XX":
        return dt.date(low, 1, 1), dt.date(high, 12, 31)
    number = int(month)
    if number in SUBYEARS:
        opens, closes = SUBYEARS[number]
        return dt.date(low, opens, 1), last_day(high, closes)
    if not 1 <= number <= 12:
        raise ValueError(f"{whole!r}: there is no month, season or quarter {number}")
    if day is None or day == "XX":
        return dt.date(low, number, 1), last_day(high, number)
    if not day_exists(low, number, int(day)):
        return None, None
    return dt.date(low, number, int(day)), dt.date(high, number, int(day))
