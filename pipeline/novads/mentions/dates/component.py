"""The spaCy component that finds dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar, Final

import regex
from spacy.tokens import Doc

from novads.mentions.component import (
    MentionComponent,
    get_published,
    get_regions,
    make_span,
    mention_id,
    search_regions,
    text_of,
)
from novads.mentions.dates.clocks import Clocks
from novads.mentions.dates.filters import without_opening_hours, without_titles
from novads.mentions.dates.points import Point
from novads.mentions.dates.reader import Draft, Reader
from novads.mentions.dates.reference import Reference, page_reference
from novads.mentions.dates.resolved import Resolved
from novads.mentions.dates.tense import Tenses
from novads.mentions.dates.times import ClockTime, find_times
from novads.mentions.dates.years import YearFinder
from novads.objects import AnyMention, DateMention, Kind, Precision, RegionKind, YearSource
from novads.ruleset import RuleSet

__all__ = ["DateComponent", "find_dates"]

_UNTIL: Final = regex.compile(
    r"\b(?i:līdz(?:\s+pat)?|ne\s+vēlāk\s+kā|vēlākais|termiņ\p{L}{1,3}\s*+[:–-])(?:\s+līdz)?\s+",
    regex.REVERSE,
)
_FROM: Final = regex.compile(r"\b[Nn]o\s+", regex.REVERSE)
_WINDOW: Final = 40
_SENTENCE_END: Final = regex.compile(r"\n|[.!?…]\s+(?=[„“”\"«(]?\p{Lu})")
_ORDER: Final = list(Precision)
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def find_dates(
    text: str,
    reader: Reader,
    tenses: Tenses,
    *,
    ranges: Iterable[tuple[int, int]] | None = None,
    published: dt.date | None = None,
    meta: Sequence[tuple[int, int]] = (),
) -> list[DateMention]:
    """The dates in the text, in its order.

    Args:
        text: the article's text; the offsets of the mentions point into it.
        reader: the compiled rules.
        tenses: the words that tell a sentence's tense.
        ranges: half-open ranges of the text to look in; None is all of it.
        published: the publication date of the article's metadata.
        meta: half-open ranges of the text that tell the page's own date.
    """
    drafts: list[Draft] = []
    times: list[ClockTime] = []
    for start, end in ranges if ranges is not None else ((0, len(text)),):
        found = find_times(text, start, end)
        times += found
        clock = [(t.span.start, t.span.end) for t in found if t.is_marked]
        drafts += reader.read(text, start, end, clock)
    drafts = without_opening_hours(text, without_titles(text, drafts))
    if not drafts:
        return []
    reference = Reference(published) if published else page_reference(text, drafts, meta)
    resolved = list(YearFinder(text, drafts, reference, tenses).resolve())
    clocks = Clocks(text, times, drafts)
    return [_mention(text, r, i, drafts, clocks) for i, r in enumerate(resolved)]


def _mention(
    text: str, resolved: Resolved, index: int, drafts: Sequence[Draft], clocks: Clocks
) -> DateMention:
    draft, first, last = resolved.draft, resolved.first, resolved.last
    edtf = first.edtf if last is None else f"{first.edtf}/{last.edtf}"
    earliest, latest = first.bounds[0], (last or first).bounds[1]
    if resolved.week is not None:
        earliest, latest = resolved.week
    precision = first.precision
    if last is not None:
        precision = min(precision, last.precision, key=_ORDER.index)
    until = _UNTIL.match(text, max(0, draft.start - _WINDOW), draft.start)
    ends = until is not None and last is None
    is_deadline = ends and _is_deadline(text, index, drafts, until.start() if until else None)
    time = clocks.of(index) if precision is Precision.DAY and first.years is None else None
    time_start = time.start if time is not None else None
    time_end = time.end if time is not None else None
    if time_end is None and (ends or draft.by_word):
        time_start, time_end = None, time_start
    problem = _problem(first, last)
    source = resolved.source
    if source is YearSource.UNKNOWN and first.years is not None:
        source = YearSource.STATED
    if problem is not None and earliest is not None and latest is not None and latest < earliest:
        earliest = latest = None
    return DateMention(
        id=mention_id(Kind.DATE, draft.start, draft.end),
        span=make_span(text, draft.start, draft.end),
        source=f"rule:{draft.shape.rule.id}",
        confidence=draft.shape.rule.confidence,
        problem=problem,
        edtf=edtf,
        earliest=earliest,
        latest=latest,
        precision=precision,
        time_start=time_start,
        time_end=time_end,
        time_span=time.span if time is not None else None,
        year_source=source,
        year_from=resolved.year_from,
        is_range=last is not None,
        is_deadline=is_deadline,
        is_period=draft.is_period,
    )


def _is_deadline(text: str, index: int, drafts: Sequence[Draft], until: int | None) -> bool:
    """Whether the 'līdz' that stands before the date has no 'no' that opens the stretch."""
    if until is None or index == 0:
        return until is not None
    before = drafts[index - 1]
    opened = _FROM.match(text, max(0, before.start - _WINDOW), before.start)
    gap = text[before.end : until]
    return opened is None or len(gap) > _WINDOW or _SENTENCE_END.search(gap) is not None


def _problem(first: Point, last: Point | None) -> str | None:
    points: Iterator[Point] = (p for p in (first, last) if p is not None)
    for point in points:
        if not point.exists:
            return "no such date"
        day = point.bounds[0]
        if point.day is None or point.weekday is None or day is None:
            continue
        if day.isoweekday() != point.weekday:
            return f"weekday does not match: {day} is a {_DAYS[day.weekday()]}"
    return None


class DateComponent(MentionComponent):
    """Finds dates (`novads_dates`)."""

    kind: ClassVar[Kind] = Kind.DATE

    def __init__(self, name: str, rules: RuleSet) -> None:
        super().__init__(name)
        self.rules = rules
        self._reader = Reader(rules)
        self._tenses = Tenses(rules)

    def __reduce__(self) -> tuple[Any, ...]:
        return DateComponent, (self.name, self.rules)

    def find(self, doc: Doc) -> list[AnyMention]:
        """The dates in the regions that give mentions."""
        meta = [(r.start, r.end) for r in get_regions(doc) if r.kind is RegionKind.META]
        return list(
            find_dates(
                text_of(doc),
                self._reader,
                self._tenses,
                ranges=search_regions(doc),
                published=get_published(doc),
                meta=meta,
            )
        )
