"""The year of a date that doesn't state it, and the day of one that depends on the day of writing.

The order of evidence: what is stated; a full date right beside it that it goes on from; the
publication date (from the article's metadata, or as the page itself tells it) with the tense of the
sentence; the article's other full dates; nothing. A weekday never decides.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from novads.mentions.component import make_span
from novads.mentions.dates.points import Lacks, Point, by_reference, in_same_years
from novads.mentions.dates.reader import Draft
from novads.mentions.dates.reference import Reference
from novads.mentions.dates.tense import Tense, Tenses
from novads.mentions.dates.writing import writing_year
from novads.objects import Span, YearSource

__all__ = ["Resolved", "YearFinder"]

_NEAR: Final = 200
"""Days from the publication date within which a date is taken to be of that time."""
_FAR: Final = 550
"""Days from the publication date beyond which another date's year doesn't govern."""
_SLACK: Final = 14
"""Days by which an announcement may be changed after the day that it announces."""
_CLOSE_MISS: Final = 45
_PAST_WEIGHT: Final = 1.5
"""How much farther a past day counts, where the sentence doesn't tell."""
_LINKED: Final = 60
_WITHIN: Final = 30
"""How many full dates on each side are asked for one that makes the weekday right."""
_SENTENCE_END: Final = regex.compile(r"\n|[.!?…]\s+(?=[„“”\"«(]?\p{Lu})")
_CLAUSE_END: Final = regex.compile(r";|" + _SENTENCE_END.pattern)
_LINK: Final = regex.compile(
    r"(?:,?\s*+(?i:plkst\.?|pulksten)\s*+[\d.:]++)?+\s*+(?:[,/–—-]|,?\s*(?:un|līdz|vai|bet)\b)\s*+"
    r"(?:\p{Ll}+\s++){0,3}"
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A draft's points with their year, and where that came from."""

    draft: Draft
    first: Point
    last: Point | None
    source: YearSource
    year_from: Span | None = None
    week: tuple[dt.date, dt.date] | None = None
    """The days of a week that is told by its distance from the day of writing."""


class YearFinder:
    """Gives the drafts of one text their years."""

    def __init__(
        self, text: str, drafts: Sequence[Draft], reference: Reference | None, tenses: Tenses
    ) -> None:
        self._text = text
        self._drafts = drafts
        self._reference = reference
        self._tenses = tenses
        self._ends: list[int] | None = None
        self._full = [d for d in drafts if _governs(d) and d.first.months is not None]
        self._full_ends = [d.end for d in self._full]
        self._years = {y for d in self._full for y in _all_years(d)}
        self._only_years = [d for d in drafts if _governs(d) and d.first.months is None]
        self._written: tuple[int, Draft] | None = None
        self._asked = False

    def resolve(self) -> Iterator[Resolved]:
        """The drafts in order, each with its year if anything tells it."""
        before: Resolved | None = None
        for draft in self._drafts:
            resolved = self._one(draft, before)
            if resolved.first.year is not None and resolved.first.years is None:
                before = resolved
            yield resolved

    def _one(self, draft: Draft, before: Resolved | None) -> Resolved:
        first, last = draft.first, draft.last
        lacks = _lacks(draft)
        if lacks is Lacks.NOTHING:
            return Resolved(draft, *in_same_years(first, last), YearSource.STATED)
        if lacks is Lacks.FOREVER:
            return Resolved(draft, first, last, YearSource.UNKNOWN, week=self._week(first))
        if lacks is Lacks.SAME:
            if before is None:
                return Resolved(draft, first, last, YearSource.UNKNOWN)
            year = (before.last or before.first).year
            assert year is not None
            points = in_same_years(first.in_year(year), last)
            return Resolved(draft, *points, YearSource.TEXT, self._span(before.draft))
        if lacks is Lacks.REFERENCE:
            if self._reference is not None:
                ref = self._reference
                points = in_same_years(by_reference(first, ref.date), last)
                return Resolved(draft, *points, ref.source, ref.span)
            sole = self._sole() or self._writing()
            if sole is None or first.unit not in ("year", "season") or first.offset is None:
                return Resolved(draft, first, last, YearSource.UNKNOWN)
            points = in_same_years(first.in_year(sole[0] + first.offset), last)
            return Resolved(draft, *points, YearSource.TEXT, self._span(sole[1]))
        found = self._find(draft)
        if found is None:
            return Resolved(draft, first, last, YearSource.UNKNOWN)
        year, source, span = found
        return Resolved(draft, *in_same_years(first.in_year(year), last), source, span)

    # --- where the year comes from ---------------------------------------------------------------

    def _find(self, draft: Draft) -> tuple[int, YearSource, Span | None] | None:
        linked = self._linked(draft)
        if linked is not None:
            return self._year_after(draft, linked), YearSource.TEXT, self._span(linked)
        ref = self._reference
        if ref is not None:
            year, distance = self._nearest_to(draft, ref.date)
            if distance > _NEAR and (near := self._near_reference(draft, ref.date)) is not None:
                return _year(near), YearSource.TEXT, self._span(near)
            return year, ref.source, ref.span
        governor = self._governor(draft)
        if governor is None:
            return None
        return governor[0], YearSource.TEXT, self._span(governor[1])

    def _sole(self) -> tuple[int, Draft] | None:
        """A full date and its year, if all of the text's full dates are of that year."""
        if self._full:
            return _with_year(self._full[0]) if len(self._years) == 1 else None
        years = {_year(d) for d in self._only_years}
        return _with_year(self._only_years[0]) if len(years) == 1 else None

    def _writing(self) -> tuple[int, Draft] | None:
        """The year in which the text was written, and the date that tells it, if any does."""
        if not self._asked:
            self._written, self._asked = writing_year(self._full, self._tense), True
        return self._written

    def _linked(self, draft: Draft) -> Draft | None:
        """The full date right before it in the sentence that it goes on from ('… un 5. maijā')."""
        other = self._before(draft)
        if other is None:
            return None
        gap = self._text[other.end : draft.start]
        if len(gap) > _LINKED or _SENTENCE_END.search(gap) or not _LINK.fullmatch(gap):
            return None
        return other

    def _before(self, draft: Draft) -> Draft | None:
        """The last full date before it in the text."""
        index = bisect_right(self._full_ends, draft.start)
        return self._full[index - 1] if index else None

    def _year_after(self, draft: Draft, other: Draft) -> int:
        """The year of a date that goes on from another: a January after a December is the next."""
        point = other.last or other.first
        year = _year(other)
        ours, theirs = draft.first.months, point.months
        if ours is not None and theirs is not None and theirs[0] - ours[0] >= 9:
            return year + 1
        return year

    def _nearest_to(self, draft: Draft, ref: dt.date) -> tuple[int, int]:
        """The year by the day of writing, and how many days lie between the two."""
        options = []
        for year in (ref.year - 1, ref.year, ref.year + 1):
            first, last = in_same_years(draft.first.in_year(year), draft.last)
            opens, closes = first.bounds[0], (last or first).bounds[1]
            if opens is not None and closes is not None:
                options.append((year, (opens - ref).days, (closes - ref).days))
        if not options:
            return ref.year, 0
        tense = self._tense(draft)
        # what is announced is to come more often than not
        nearest = min(options, key=lambda o: _distance(o) * (_PAST_WEIGHT if o[2] < 0 else 1))
        if tense == "past":
            fitting = [o for o in options if o[1] <= 0][-1:]
        elif tense == "future":
            fitting = [o for o in options if o[2] >= -_SLACK][:1]
        else:
            fitting = []
        chosen = fitting[0] if fitting else nearest
        if draft.first.day and _distance(nearest) <= _CLOSE_MISS and _distance(chosen) > _NEAR:
            chosen = nearest
        return chosen[0], _distance(chosen)

    def _near_reference(self, draft: Draft, ref: dt.date) -> Draft | None:
        """The full date before it in its paragraph, unless that is of another time altogether."""
        other = self._before(draft)
        if other is None or "\n" in self._text[other.end : draft.start]:
            return None
        opens = draft.first.in_year(_year(other)).bounds[0]
        return other if opens is not None and abs((opens - ref).days) <= _FAR else None

    def _governor(self, draft: Draft) -> tuple[int, Draft] | None:
        """The full date (else the bare year) that the text as a whole dates it by, and its year.

        With several years in the text it is one whose year makes the weekday right, else the one
        before it in its paragraph, else the year of writing, else that before it or behind it.
        """
        if not self._full:
            return self._sole()
        at = bisect_right(self._full_ends, draft.start)
        before, behind = self._full[max(0, at - _WITHIN) : at], self._full[at : at + _WITHIN]
        if len(self._years) == 1:
            return _with_year(min((*before[-1:], *behind[:1]), key=lambda d: _gap(d, draft)))
        nearest = (*reversed(before), *behind)
        if draft.first.weekday is not None:
            fitting = (d for d in nearest if _fits_weekday(draft, _year(d)))
            return _with_year(next(fitting, nearest[0]))
        if before and "\n" not in self._text[before[-1].end : draft.start]:
            return _with_year(before[-1])
        return self._writing() or _with_year(nearest[0])

    def _tense(self, draft: Draft) -> Tense | None:
        if self._ends is None:
            self._ends = [m.end() for m in _CLAUSE_END.finditer(self._text)]
        index = bisect_right(self._ends, draft.start)
        start = self._ends[index - 1] if index else 0
        index = bisect_right(self._ends, draft.end)
        end = self._ends[index] if index < len(self._ends) else len(self._text)
        return self._tenses.of(self._text, start, end, draft.start, draft.end)

    def _week(self, point: Point) -> tuple[dt.date, dt.date] | None:
        if self._reference is None or point.unit != "week" or point.offset is None:
            return None
        ref = self._reference.date
        monday = ref - dt.timedelta(days=ref.weekday()) + dt.timedelta(weeks=point.offset)
        return monday, monday + dt.timedelta(days=6)

    def _span(self, draft: Draft) -> Span:
        return make_span(self._text, draft.start, draft.end)


def _lacks(draft: Draft) -> Lacks:
    """What the date lacks as a whole: one end of a range can have the year for both."""
    first, last = draft.first, draft.last
    if last is None or first.lacks is not Lacks.YEAR:
        return first.lacks
    return Lacks.NOTHING if last.lacks is Lacks.NOTHING else last.lacks


def _governs(draft: Draft) -> bool:
    point = draft.first if draft.first.year is not None else draft.last
    if point is None or point.year is None or draft.own_year or draft.is_period:
        return False
    return point.years is None and point.exists


def _year(draft: Draft) -> int:
    point = draft.last if draft.last is not None and draft.last.year is not None else draft.first
    assert point.year is not None
    return point.year


def _with_year(draft: Draft) -> tuple[int, Draft]:
    return _year(draft), draft


def _all_years(draft: Draft) -> Iterator[int]:
    for point in (draft.first, draft.last):
        if point is not None and point.year is not None:
            yield point.year


def _distance(option: tuple[int, int, int]) -> int:
    _, opens, closes = option
    return 0 if opens <= 0 <= closes else min(abs(opens), abs(closes))


def _fits_weekday(draft: Draft, year: int) -> bool:
    """Whether the weekday that stands with the date is right in that year."""
    day = draft.first.in_year(year).bounds[0]
    weekday = draft.first.weekday
    return weekday is None or day is None or day.isoweekday() == weekday


def _gap(one: Draft, other: Draft) -> int:
    return max(one.start - other.end, other.start - one.end)
