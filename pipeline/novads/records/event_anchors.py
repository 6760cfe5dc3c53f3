"""When: the dates and clock times of a unit that an event can hang on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from novads.mentions.dates import ClockTime, find_times
from novads.objects import Claim, DateMention, Period, Precision
from novads.records.event_words import EventLexicon
from novads.records.reading import Reading, Unit

__all__ = ["Anchor", "anchors", "heading_anchor", "starts_with_time"]

_LEAD = regex.compile(
    r"[\s\-–—•*·▪►✓◦,]*+(?:no\s*+)?(?:plkst\.?+|pulksten|pl\.)?[\s,]*+", regex.IGNORECASE
)
_FILLER = regex.compile(r"[\s\d,.:;()–—-]|\b(?:no|līdz|dien\w*|programma\w*|plkst|pulksten)\b")
_MOST_FILLER = 24
"""A line with a date and at most this many other letters is the heading of what follows it."""


@dataclass(frozen=True)
class Anchor:
    """A moment that an event can hang on. Offsets are into the article's text."""

    start: int
    end: int
    date: DateMention | None
    time_start: dt.time | None
    time_end: dt.time | None
    inherited: bool = False
    """Whether the date stands elsewhere: in a heading, or in an earlier sentence."""
    until: DateMention | None = None
    """The date that it lasts until, where a clock time parts it from the first."""

    def when(self, *, confidence: float = 0.9) -> Claim[Period] | None:
        """The claim of the period that the anchor tells; None without a date."""
        if self.date is None:
            return None
        edtf = self.date.edtf
        earliest, latest = self.date.earliest, self.date.latest
        dates = [self.date]
        if self.until is not None and _follows(self.date, self.until):
            edtf, latest = f"{edtf}/{self.until.edtf}", self.until.latest
            dates.append(self.until)
        if self.date.is_deadline and "/" not in edtf:
            edtf, earliest = f"../{edtf}", None
        period = Period(
            edtf=edtf,
            earliest=earliest,
            latest=latest,
            time_start=None if edtf.startswith("../") else self.time_start,
            time_end=self.time_end or (self.time_start if edtf.startswith("../") else None),
            year_source=self.date.year_source,
        )
        return Claim[Period](
            value=period,
            mentions=tuple(date.id for date in dates),
            spans=tuple(date.span for date in dates),
            source="rule:event-date-inherited" if self.inherited else "rule:event-date",
            confidence=min(confidence, self.date.confidence, 0.75 if self.inherited else 1.0),
        )


def anchors(
    reading: Reading, unit: Unit, lexicon: EventLexicon, inherited: DateMention | None
) -> Iterator[Anchor]:
    """The unit's anchors, in order: its dates with their times, and times without a date.

    Args:
        reading: the article.
        unit: where to look.
        lexicon: tells dates of paperwork, which no event hangs on.
        inherited: the date that clock times without one belong to.

    """
    times = list(find_times(reading.text, unit.start, unit.end))
    dates = [d for d in unit.dates if not _is_of_paperwork(unit, d, lexicon)]
    ends: set[str] = set()
    for index, date in enumerate(dates):
        if date.id in ends:
            continue
        limit = dates[index + 1].span.start if index + 1 < len(dates) else unit.end
        own = [t for t in times if date.span.end <= t.span.start < limit]
        if index == 0 and not own:
            own = [t for t in times if t.span.end <= date.span.start]
        following = dates[index + 1] if index + 1 < len(dates) else None
        if following is not None and _lasts_until(unit, date, own, following):
            ends.add(following.id)
            after = [t for t in times if following.span.end <= t.span.start]
            yield Anchor(
                date.span.start,
                following.span.end,
                date,
                own[0].start if own else None,
                after[0].start if after else None,
                until=following,
            )
            continue
        if date.is_range and len(own) == 1 and own[0].end is None:
            # 'no 1. līdz 5. maijam plkst. 16.00': the hour is that of the end
            yield Anchor(date.span.start, own[0].span.end, date, None, own[0].start)
            continue
        if not own:
            time_start, time_end = date.time_start, date.time_end
            yield Anchor(date.span.start, date.span.end, date, time_start, time_end)
            continue
        for number, time in enumerate(own):
            if number and not _new_item(unit, own[number - 1], time, lexicon):
                continue
            start = date.span.start if not number else time.span.start
            yield Anchor(start, time.span.end, date, time.start, time.end, inherited=bool(number))
    if not dates and inherited is not None and not unit.dates:
        previous: ClockTime | None = None
        for time in times:
            if previous is None or _new_item(unit, previous, time, lexicon):
                yield Anchor(
                    time.span.start, time.span.end, inherited, time.start, time.end, inherited=True
                )
            previous = time


def _lasts_until(
    unit: Unit, date: DateMention, times: list[ClockTime], following: DateMention
) -> bool:
    """Whether two dates are the ends of one time: 'no 8. maija plkst. 8 līdz 9. maijam'."""
    if date.is_range or following.is_range:
        return False
    start = times[0].span.end if times else date.span.end
    between = unit.lower[start - unit.start : following.span.start - unit.start]
    return between.strip(" ,") == "līdz"


def _new_item(unit: Unit, before: ClockTime, time: ClockTime, lexicon: EventLexicon) -> bool:
    """Whether something of its own happens at a later clock time of the same unit."""
    between = unit.lower[before.span.end - unit.start : time.span.start - unit.start]
    if between.strip() in ("un", ",", "/"):  # 'plkst. 14 un 16.30': it happens twice
        return True
    return any(True for _ in lexicon.triggers(between)) or ";" in between


def _is_of_paperwork(unit: Unit, date: DateMention, lexicon: EventLexicon) -> bool:
    """Whether a date is that of a contract, a decision or a law, or of a birth."""
    if date.precision in (Precision.YEAR, Precision.DECADE):
        return True
    start, end = date.span.start - unit.start, date.span.end - unit.start
    near = unit.lower[max(0, start - 30) : start] + " " + unit.lower[end : end + 45]
    return lexicon.any_of("paperwork", near)


def starts_with_time(reading: Reading, unit: Unit) -> bool:
    """Whether a line starts with a clock time, or with a date and one: an item of a programme."""
    first = next(iter(find_times(reading.text, unit.start, unit.end)), None)
    if first is None:
        return False
    lead = unit.text[: first.span.start - unit.start]
    if unit.alone and unit.dates and unit.dates[0].span.end <= first.span.start:
        date = unit.dates[0].span
        lead = lead[: date.start - unit.start] + lead[date.end - unit.start :]
    return _LEAD.fullmatch(lead) is not None


def heading_anchor(reading: Reading, unit: Unit) -> Anchor | None:
    """The anchor of a line that is little more than a date: what follows takes place then."""
    if len(unit.dates) != 1 or not unit.alone:
        return None
    date = unit.dates[0]
    rest = unit.lower[: date.span.start - unit.start] + unit.lower[date.span.end - unit.start :]
    if len(_FILLER.sub("", rest)) > _MOST_FILLER:
        return None
    time = next(iter(find_times(reading.text, unit.start, unit.end)), None)
    start, end = (time.start, time.end) if time is not None else (None, None)
    return Anchor(unit.start, unit.end, date, start, end, inherited=True)


def _follows(first: DateMention, last: DateMention) -> bool:
    """Whether a date can be the end of what another begins; in a muddled text it lies before."""
    if "/" in first.edtf or "/" in last.edtf:
        return False
    return not (first.earliest and last.latest and last.latest < first.earliest)
