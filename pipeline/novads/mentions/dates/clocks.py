"""Which clock time belongs to which date."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

import regex

from novads.mentions.dates.reader import Draft
from novads.mentions.dates.times import ClockTime

__all__ = ["Clocks"]

_FILLER: Final = regex.compile(
    r"[\s,;:()–—-]*+(?:\b(?:no|ap|ieskaitot|ar|sākot|sākums|līdz|dien\p{Ll}*)\b[\s,;:()–—-]*+)*+"
)
_SENTENCE_END: Final = regex.compile(r"\n|[.!?…]\s+(?=[„“”\"«(]?\p{Lu})")


class Clocks:
    """Which clock time belongs to which date."""

    def __init__(self, text: str, times: Sequence[ClockTime], drafts: Sequence[Draft]) -> None:
        self._text = text
        self._drafts = drafts
        starts = [d.start for d in drafts]
        self._times = []
        for time in times:
            index = bisect_right(starts, time.span.end - 1) - 1
            if index < 0 or drafts[index].end <= time.span.start:
                self._times.append(time)
        self._starts = [t.span.start for t in self._times]

    def of(self, index: int) -> ClockTime | None:
        """The time behind the date in its sentence, before any other date; else right before it."""
        draft = self._drafts[index]
        at = bisect_left(self._starts, draft.end)
        if at < len(self._times):
            time = self._times[at]
            following = self._drafts[index + 1].start if index + 1 < len(self._drafts) else None
            if (following is None or time.span.start < following) and not _SENTENCE_END.search(
                self._text, draft.end, time.span.start + 1
            ):
                return time
        if at and draft.start - 8 <= self._times[at - 1].span.end <= draft.start:
            time = self._times[at - 1]
            return time if _FILLER.fullmatch(self._text, time.span.end, draft.start) else None
        return None
