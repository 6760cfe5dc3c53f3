"""What novads finds of FullStack's kind `time`.

FullStack marks more than days as `time`, and some days not. The mapping was set by the share of its
own marks on the paragraphs that aren't scored:

- clock times are marked (9 of 10), as one with the date that they follow, so they are joined to it;
- 'pirms trim gadiem', 'pēc divām dienām' are marked (2 of 3), other durations and ages are not (1
  of 3 and 1 of 50): of the durations those that tell how long ago or ahead are taken;
- 'šodien', 'vakar', 'šogad', 'pērn' (1 of 4), 'ziemā' and 'gada nogalē' without a year (1 of 5)
  are DATE mentions of novads that are left out; 'šonedēļ', 'šoruden', 'pagājušajā nedēļā' stay.

None of this touches what novads finds elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import regex

from novads.evaluation.facts import MentionFacts, Name
from novads.mentions.dates import DurationSense, find_durations, find_times
from novads.objects import DateMention, Kind, Precision

__all__ = ["time_expressions"]

_UNMARKED: Final = frozenset(
    f"rule:{rule}" for rule in ("season-alone", "season-part", "year-part-alone", "month-end")
)
_DEICTIC: Final = "rule:deictic"
_GAP: Final = regex.compile(r"[\s,;]*+(?:(?:no|ap|līdz)\s++)?+")


def time_expressions(text: str, dates: Iterable[DateMention]) -> list[MentionFacts]:
    """The dates, clock times and distances in time of a text, in its order, without values."""
    spans = [(d.span.start, d.span.end) for d in dates if _is_marked(d)]
    for duration in find_durations(text):
        if duration.sense in (DurationSense.AGO, DurationSense.AHEAD):
            _put(spans, duration.span.start, duration.span.end)
    for time in find_times(text, 0, len(text)):
        before = max((s for s in spans if s[1] <= time.span.start), default=None)
        if before is not None and _GAP.fullmatch(text, before[1], time.span.start):
            spans[spans.index(before)] = before[0], time.span.end
        else:
            _put(spans, time.span.start, time.span.end)
    return [MentionFacts(start, end, Kind.DATE, Name("")) for start, end in sorted(spans)]


def _is_marked(date: DateMention) -> bool:
    if date.source == _DEICTIC:
        return date.precision not in (Precision.DAY, Precision.YEAR)
    return date.source not in _UNMARKED


def _put(spans: list[tuple[int, int]], start: int, end: int) -> None:
    """Add a span where none is yet."""
    if all(end <= s or start >= e for s, e in spans):
        spans.append((start, end))
