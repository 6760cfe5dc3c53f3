"""What reads like a date and is none: in quoted titles, and in opening hours."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

import regex

from novads.mentions.dates.reader import Draft
from novads.mentions.quotes import find_quoted

__all__ = ["without_opening_hours", "without_titles"]

_QUOTES: Final = frozenset("„“”\"«»‘’'")
_TITLE_LENGTH: Final = 120
_SPEECH: Final = regex.compile(r"[.!?]\s+\p{Lu}")
_SAYS: Final = regex.compile(
    r"\s?[,–—-]?\s(?:saka|sacīj|teic|stāst|pastāst|norād|uzsver|skaidro|atklāj|atzin|atzīst|pauž|piebil)"
)
_HOURS: Final = regex.compile(
    r"[^\S\n]*[:–—-]?[^\S\n]*(?:no[^\S\n]+)?(?:plkst\.?[^\S\n]*)?\d{1,2}(?:[.:]\d\d)?[^\S\n]*"
    r"(?:[-–—]|līdz)|[^\S\n]*[:–—-]?[^\S\n]*(?:slēgt|brīv)"
)
_MOST_SINGLE_WEEKDAYS: Final = 2


def without_titles(text: str, drafts: list[Draft]) -> list[Draft]:
    """Nothing is a date inside a quoted title; a planning period is, and so are dates in speech."""
    if not drafts or _QUOTES.isdisjoint(text):
        return drafts
    ends: list[int] = []
    starts: list[int] = []
    for q in find_quoted(text):
        if (
            q.is_balanced
            and q.inner_end - q.inner_start <= _TITLE_LENGTH
            and text[q.inner_end - 1] not in ".,…"
            and not _SPEECH.search(text, q.inner_start, q.inner_end)
            and not _SAYS.match(text, q.end)
            and (not ends or q.inner_start >= ends[-1])  # not one inside another
        ):
            starts.append(q.inner_start)
            ends.append(q.inner_end)

    def is_in_title(draft: Draft) -> bool:
        index = bisect_right(starts, draft.start) - 1
        return index >= 0 and draft.end <= ends[index]

    return [d for d in drafts if d.is_period or not is_in_title(d)]


def without_opening_hours(text: str, drafts: list[Draft]) -> list[Draft]:
    """Weekdays that begin one line after another, with hours behind them, are opening hours."""
    hours = {
        d.start
        for d in drafts
        if d.shape.rule.id == "weekday"
        and _starts_line(text, d.start)
        and _HOURS.match(text, d.end)
    }
    if len(hours) <= _MOST_SINGLE_WEEKDAYS:
        return drafts
    return [d for d in drafts if d.start not in hours]


def _starts_line(text: str, at: int) -> bool:
    return text[text.rfind("\n", 0, at) + 1 : at].strip(" -–•*") == ""
