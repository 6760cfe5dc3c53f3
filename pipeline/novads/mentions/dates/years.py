"""The year of a date that doesn't state it, and the day of one that depends on the day of writing.

The order of evidence: what is stated; a full date right beside it that it goes on from; the
publication date (from the article's metadata, or as the page itself tells it) with the tense of the
sentence; the article's other full dates; nothing. A weekday never decides.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

import regex

from novads.mentions.component import make_span
from novads.mentions.dates.nearest import FRESH, NEAR, nearest_year
from novads.mentions.dates.points import Lacks, Point, by_reference, in_same_years
from novads.mentions.dates.reader import Draft
from novads.mentions.dates.reference import Reference
from novads.mentions.dates.resolved import Resolved, is_deictic_year, lacks_of
from novads.mentions.dates.stated_years import (
    all_years,
    fits_weekday,
    gap,
    governs,
    with_year,
    year_of,
)
from novads.mentions.dates.tense import Tense, Tenses
from novads.mentions.dates.writing import writing_year
from novads.objects import Span, YearSource

__all__ = ["YearFinder"]

_FAR: Final = 550
"""Days from the publication date beyond which another date's year doesn't govern."""
_LINKED: Final = 60
_WITHIN: Final = 30
"""How many full dates on each side are asked for one that makes the weekday right."""
_SENTENCE_END: Final = regex.compile(r"\n|[.!?…]\s+(?=[„“”\"«(]?\p{Lu})")
_LINE_END: Final = regex.compile(r"\n")
_WORD: Final = regex.compile(r"\p{L}{3,}")
_CLAUSE_END: Final = regex.compile(r";|" + _SENTENCE_END.pattern)
_LINK: Final = regex.compile(
    r"(?:,?\s*+(?i:plkst\.?|pulksten)\s*+[\d.:]++)?+\s*+(?:[,/–—-]|,?\s*(?:un|līdz|vai|bet)\b)\s*+"
    r"(?:\p{Ll}+\s++){0,3}"
)


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
        self._lines: list[int] | None = None
        self._full = [d for d in drafts if governs(d) and d.first.months is not None]
        self._draft_ends = [d.end for d in drafts]
        self._full_ends = [d.end for d in self._full]
        self._years = {y for d in self._full for y in all_years(d)}
        self._only_years = [d for d in drafts if governs(d) and d.first.months is None]
        self._year_ends = [d.end for d in self._only_years]
        self._written: tuple[int, Draft] | None = None
        self._asked = False
        self._told: Resolved | None = None

    def resolve(self) -> Iterator[Resolved]:
        """The drafts in order, each with its year if anything tells it."""
        before: Resolved | None = None
        for draft in self._drafts:
            resolved = self._one(draft, before)
            if is_deictic_year(resolved):
                self._told = resolved
            if resolved.first.year is not None and resolved.first.years is None:
                before = resolved
            yield resolved

    def _one(self, draft: Draft, before: Resolved | None) -> Resolved:
        first, last = draft.first, draft.last
        lacks = lacks_of(draft)
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
        if self._told is not None and self._is_in_clause(self._told.draft, draft):
            year = self._told.first.year
            assert year is not None
            return year, self._told.source, self._told.year_from
        beside = self._year_beside(draft)
        if beside is not None:
            return year_of(beside), YearSource.TEXT, self._span(beside)
        ref = self._reference
        if ref is not None:
            year, distance = nearest_year(draft, ref.date, self._tense(draft))
            if distance > FRESH and (told := self._chronicle(draft, ref.date)) is not None:
                return year_of(told), YearSource.TEXT, self._span(told)
            if distance > NEAR and (near := self._near_reference(draft, ref.date)) is not None:
                return year_of(near), YearSource.TEXT, self._span(near)
            return year, ref.source, ref.span
        governor = self._governor(draft)
        if governor is None:
            return None
        return governor[0], YearSource.TEXT, self._span(governor[1])

    def _sole(self) -> tuple[int, Draft] | None:
        """A full date and its year, if all of the text's full dates are of that year."""
        if self._full:
            return with_year(self._full[0]) if len(self._years) == 1 else None
        years = {year_of(d) for d in self._only_years}
        return with_year(self._only_years[0]) if len(years) == 1 else None

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
        if draft.start - other.end > _LINKED:
            return None
        gap = self._text[other.end : draft.start]
        if _SENTENCE_END.search(gap) or not _LINK.fullmatch(gap):
            return None
        return other

    def _year_beside(self, draft: Draft) -> Draft | None:
        """A bare year before it in its clause ('2019. gadā svētki notika 5. maijā')."""
        index = bisect_right(self._year_ends, draft.start) - 1
        if index < 0:
            return None
        other = self._only_years[index]
        opens = draft.first.in_year(year_of(other)).bounds[0]
        if opens is None or other.last is not None or not self._is_in_clause(other, draft):
            return None
        if self._reference is not None:
            away = (opens - self._reference.date).days
            tense = self._tense(draft)
            if abs(away) <= FRESH or (away > 0) != (tense == "future"):
                return None
        return other

    def _is_in_paragraph(self, other: Draft, draft: Draft) -> bool:
        """Whether the date that stands before another is in the same line."""
        if self._lines is None:
            self._lines = [m.start() for m in _LINE_END.finditer(self._text)]
        return bisect_right(self._lines, other.end) == bisect_right(self._lines, draft.start)

    def _is_in_clause(self, other: Draft, draft: Draft) -> bool:
        """Whether a year stands before the date in its clause, with no full date between them."""
        if draft.start - other.end > _LINKED:
            return False
        gap = self._text[other.end : draft.start]
        if "," in gap or _CLAUSE_END.search(gap):
            return False
        before = self._before(draft)
        return before is None or before.start < other.end

    def _before(self, draft: Draft) -> Draft | None:
        """The last full date before it in the text."""
        index = bisect_right(self._full_ends, draft.start)
        return self._full[index - 1] if index else None

    def _year_after(self, draft: Draft, other: Draft) -> int:
        """The year of a date that goes on from another: a January after a December is the next."""
        point = other.last or other.first
        year = year_of(other)
        ours, theirs = draft.first.months, point.months
        if ours is not None and theirs is not None and theirs[0] - ours[0] >= 9:
            return year + 1
        return year

    def _chronicle(self, draft: Draft, ref: dt.date) -> Draft | None:
        """The full date before it in its paragraph that a telling of what was goes on from.

        Of what will be it is for months and longer: days ahead are mostly the next of their name.
        """
        other = self._before(draft)
        if other is None or not self._is_in_paragraph(other, draft):
            return None
        opens, told = draft.first.in_year(year_of(other)).bounds[0], other.first.bounds[0]
        if opens is None or told is None or opens < told or abs((opens - ref).days) > 2 * _FAR:
            return None
        tense = self._tense(draft)
        if opens <= ref:
            goes_on = tense == "past" and self._tense(other) != "future"
        else:
            goes_on = told > ref and tense == "future" and draft.first.day is None
        return other if goes_on else None

    def _near_reference(self, draft: Draft, ref: dt.date) -> Draft | None:
        """The full date before it in its paragraph, unless that is of another time altogether."""
        other = self._before(draft)
        if other is None or not self._is_in_paragraph(other, draft):
            return None
        opens = draft.first.in_year(year_of(other)).bounds[0]
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
            return with_year(min((*before[-1:], *behind[:1]), key=lambda d: gap(d, draft)))
        nearest = (*reversed(before), *behind)
        if draft.first.weekday is not None:
            fitting = (d for d in nearest if fits_weekday(draft, year_of(d)))
            return with_year(next(fitting, nearest[0]))
        if before and self._is_in_paragraph(before[-1], draft):
            return with_year(before[-1])
        return self._writing() or with_year(nearest[0])

    def _tense(self, draft: Draft) -> Tense | None:
        if self._ends is None:
            self._ends = [m.end() for m in _CLAUSE_END.finditer(self._text)]
        index = bisect_right(self._ends, draft.start)
        start = self._ends[index - 1] if index else 0
        index = bisect_right(self._ends, draft.end)
        end = self._ends[index] if index < len(self._ends) else len(self._text)
        index = bisect_right(self._draft_ends, draft.start) - 1
        other = self._drafts[index] if index >= 0 else None
        if other is not None and other.first.year is not None and start < other.end:
            gap = self._text[other.end : draft.start]
            if "," in gap and _WORD.search(gap):
                start = other.end  # the verb before it is that date's
        return self._tenses.of(self._text, start, end, draft.start, draft.end)

    def _week(self, point: Point) -> tuple[dt.date, dt.date] | None:
        if self._reference is None or point.unit != "week" or point.offset is None:
            return None
        ref = self._reference.date
        monday = ref - dt.timedelta(days=ref.weekday()) + dt.timedelta(weeks=point.offset)
        return monday, monday + dt.timedelta(days=6)

    def _span(self, draft: Draft) -> Span:
        return make_span(self._text, draft.start, draft.end)
