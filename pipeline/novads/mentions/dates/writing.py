"""The year in which a text was written, by its own full dates and their verbs.

It serves where neither the metadata nor the page tells the day of writing, and the text names days
of several years: what was lies before the day of writing, what will be lies behind it, and a range
told of in neither tense runs at that time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final

from novads.mentions.dates.points import in_same_years
from novads.mentions.dates.reader import Draft
from novads.mentions.dates.tense import Tense

__all__ = ["writing_year"]

_CLOSE: Final = 3
"""Years between what was and what will be within which the text is news of the former."""
_MOST: Final = 60
"""How many full dates are asked."""


def writing_year(
    drafts: Sequence[Draft], tense: Callable[[Draft], Tense | None]
) -> tuple[int, Draft] | None:
    """The year in which the text was most likely written, and the date that tells it, if any does.

    Args:
        drafts: the text's full dates, each with a year of its own.
        tense: tells the tense of the sentence that a date stands in.
    """
    lower: tuple[dt.date, Draft] | None = None
    upper: tuple[dt.date, Draft] | None = None
    for draft in drafts[:_MOST]:
        first, last = in_same_years(draft.first, draft.last)
        opens, closes = first.bounds[0], (last or first).bounds[1]
        if opens is None or closes is None:
            continue
        told = tense(draft)
        runs = told is None and last is not None
        if (told == "past" or runs) and (lower is None or opens > lower[0]):
            lower = opens, draft
        if (told == "future" or runs) and (upper is None or closes < upper[0]):
            upper = closes, draft
    if lower is not None and upper is not None and lower[0] > upper[0]:
        return None
    if upper is None or (lower is not None and upper[0].year - lower[0].year <= _CLOSE):
        best = lower
    else:
        best = upper
    return None if best is None else (best[0].year, best[1])
