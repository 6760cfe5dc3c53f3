"""The year of a date by the day of writing and the tense of its sentence."""

from __future__ import annotations

import datetime as dt
from typing import Final

from novads.mentions.dates.points import in_same_years
from novads.mentions.dates.reader import Draft
from novads.mentions.dates.tense import Tense
from novads.objects import Precision

__all__ = ["FRESH", "NEAR", "nearest_year"]

FRESH: Final = 60
"""Days from the publication date within which nothing but that date is asked."""
NEAR: Final = 200
"""Days from the publication date within which a date is taken to be of that time."""
_SLACK: Final = 14
"""Days by which an announcement may be changed after the day that it announces."""
_LONGEST_MONTH: Final = 31
_SEASON_BEGUN: Final = 45
"""Days after which a season that is to come is the next of its name."""
_CLOSE_MISS: Final = 45
"""Days within which a day is the nearest one, whatever the verb beside it says."""
_PAST_WEIGHT: Final = 2
"""How much farther a past day counts, where the sentence doesn't tell."""

_Option = tuple[int, int, int]
"""A year, and how many days after the day of writing the date opens and closes in it."""


def nearest_year(draft: Draft, ref: dt.date, tense: Tense | None) -> tuple[int, int]:
    """The year of a date without one, and how many days lie between it and the day of writing.

    Args:
        draft: the date.
        ref: the day of writing.
        tense: that of the sentence, if it tells.
    """
    options: list[_Option] = []
    for year in (ref.year - 1, ref.year, ref.year + 1):
        first, last = in_same_years(draft.first.in_year(year), draft.last)
        opens, closes = first.bounds[0], (last or first).bounds[1]
        if opens is not None and closes is not None:
            options.append((year, (opens - ref).days, (closes - ref).days))
    if not options:
        return ref.year, 0
    is_season = draft.first.precision is Precision.SEASON
    # what is announced is to come more often than not
    nearest = min(options, key=lambda o: _distance(o) * (_PAST_WEIGHT if o[2] < 0 else 1))
    fitting: list[_Option] = []
    if tense == "past":
        fitting = [o for o in options if o[1] <= 0][-1:]
    elif tense == "future":
        fitting = [o for o in options if _may_come(o, is_season=is_season)][:1]
    chosen = fitting[0] if fitting else nearest
    is_day = bool(draft.first.day)
    if is_day and _distance(nearest) <= _CLOSE_MISS and _distance(chosen) > NEAR:
        chosen = nearest
    return chosen[0], _distance(chosen)


def _may_come(option: _Option, *, is_season: bool) -> bool:
    """Whether what is announced may be of that year."""
    _, opens, closes = option
    slack = _SLACK if closes - opens <= _LONGEST_MONTH else 0
    return closes >= -slack and not (is_season and opens < -_SEASON_BEGUN)


def _distance(option: _Option) -> int:
    _, opens, closes = option
    return 0 if opens <= 0 <= closes else min(abs(opens), abs(closes))
