"""The article as the records layer reads it: units of text with the mentions that stand in them.

A unit is a sentence, or a line where the page breaks lines between sentences (headings, lists,
project cards). Units lie in the article's own regions only, in the text's order.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

import regex

from novads.objects import (
    AnyMention,
    DateMention,
    Money,
    Organisation,
    Place,
    Programme,
    ProjectTitle,
    Region,
    RegionKind,
    Span,
)

__all__ = ["Reading", "Unit", "read"]

M = TypeVar("M", bound=AnyMention)

_BREAK = regex.compile(r"\n\s*")
_ENDS_SENTENCE = regex.compile(r"[.!?:;…][\"”“»'’)\]]*+$")
_LIST_MARK = regex.compile(r"\s*+(?:[-–—•*·▪►✓]|\d{1,2}[.)](?=\s))\s*+")


@dataclass(frozen=True)
class Unit:
    """A sentence or a line: half-open code-point offsets, and what stands in it."""

    index: int
    start: int
    end: int
    text: str
    paragraph: int
    is_heading: bool
    mentions: tuple[AnyMention, ...] = field(repr=False, default=())
    alone: bool = False
    """Whether it is the only unit of its line."""
    references: tuple[tuple[int, int, Organisation], ...] = field(repr=False, default=())
    """Bare head nouns that go back to an organisation: offsets in `text`, and the organisation."""

    def of(self, kind: type[M]) -> tuple[M, ...]:
        """The unit's mentions of one class, in order."""
        return tuple(m for m in self.mentions if isinstance(m, kind))

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """Its dates, planning periods left out."""
        return tuple(d for d in self.of(DateMention) if not d.is_period)

    @cached_property
    def money(self) -> tuple[Money, ...]:
        """Its sums of money."""
        return self.of(Money)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Its places."""
        return self.of(Place)

    @cached_property
    def organisations(self) -> tuple[Organisation, ...]:
        """Its organisations."""
        return self.of(Organisation)

    @cached_property
    def programmes(self) -> tuple[Programme, ...]:
        """Its funds and programmes."""
        return self.of(Programme)

    @cached_property
    def titles(self) -> tuple[ProjectTitle, ...]:
        """The project titles, acronyms and numbers in it."""
        return self.of(ProjectTitle)

    @cached_property
    def lower(self) -> str:
        """Its text in lower case, where that keeps the offsets, else as it is."""
        lower = self.text.lower()
        return lower if len(lower) == len(self.text) else self.text

    def span(self) -> Span:
        """The unit as a span of the article's text."""
        return Span(start=self.start, end=self.end, text=self.text)


@dataclass(frozen=True)
class Reading:
    """An article's text, its units, and the mentions of its own regions."""

    text: str
    units: tuple[Unit, ...]
    mentions: tuple[AnyMention, ...]

    def span(self, start: int, end: int) -> Span:
        """The span of the text between two offsets."""
        return Span(start=start, end=end, text=self.text[start:end])

    def of(self, kind: type[M]) -> tuple[M, ...]:
        """The article's mentions of one class, in order."""
        return tuple(m for m in self.mentions if isinstance(m, kind))

    def unit_of(self, mention: AnyMention) -> Unit:
        """The unit in which a mention starts.

        Raises:
            LookupError: if it stands in none.
        """
        found = bisect_right(self._starts, mention.span.start) - 1
        if found >= 0 and mention.span.start < self.units[found].end:
            return self.units[found]
        raise LookupError(mention.id)

    @cached_property
    def _starts(self) -> list[int]:
        return [unit.start for unit in self.units]

    @cached_property
    def _paragraphs(self) -> dict[int, tuple[Unit, ...]]:
        found: dict[int, list[Unit]] = {}
        for unit in self.units:
            found.setdefault(unit.paragraph, []).append(unit)
        return {number: tuple(units) for number, units in found.items()}

    def paragraph(self, number: int) -> tuple[Unit, ...]:
        """The units of one paragraph."""
        return self._paragraphs.get(number, ())


def read(
    text: str,
    regions: Sequence[Region],
    sentences: Iterable[tuple[int, int]],
    mentions: Sequence[AnyMention],
) -> Reading:
    """Divide the article's regions into units and give each its mentions.

    Args:
        text: the article's text.
        regions: what the parts of the page are; none means that all of it is the article.
        sentences: half-open code-point offsets of the sentences, sorted.
        mentions: flat mentions, sorted.

    """
    if not regions:
        whole = Region(start=0, end=len(text), kind=RegionKind.BODY, source="rule:none")
        regions = (whole,)
    own = [region for region in regions if region.is_article]
    starts = [region.start for region in own]
    inside = [m for m in mentions if _region_at(own, starts, m.span.start) is not None]
    inside.sort(key=lambda m: m.span.start)
    at = [m.span.start for m in inside]
    cuts = sorted({start for start, _ in sentences} | {r.start for r in own} | {r.end for r in own})
    # a sentence never ends inside a mention, whatever the tokenizer says; mentions are flat
    cuts = [c for c in cuts if not _inside(inside, at, c)]
    units: list[Unit] = []
    paragraph = -1
    previous_end = -1
    for start, end in _pieces(text, cuts):
        region = _region_at(own, starts, start)
        if region is None:
            continue
        if previous_end < 0 or "\n" in text[previous_end:start]:
            paragraph += 1
        previous_end = end
        units.append(
            Unit(
                index=len(units),
                start=start,
                end=end,
                text=text[start:end],
                paragraph=paragraph,
                is_heading=region.kind is RegionKind.HEADING,
                mentions=tuple(inside[bisect_left(at, start) : bisect_left(at, end)]),
            )
        )
    sizes = Counter(unit.paragraph for unit in units)
    units = [replace(unit, alone=sizes[unit.paragraph] == 1) for unit in units]
    return Reading(text=text, units=tuple(units), mentions=tuple(inside))


def _region_at(regions: Sequence[Region], starts: Sequence[int], offset: int) -> Region | None:
    found = bisect_right(starts, offset) - 1
    return regions[found] if found >= 0 and offset < regions[found].end else None


def _inside(mentions: Sequence[AnyMention], starts: Sequence[int], offset: int) -> bool:
    """Whether an offset lies inside the mention that starts last before it."""
    before = bisect_left(starts, offset) - 1
    return before >= 0 and offset < mentions[before].span.end


def _pieces(text: str, cuts: Sequence[int]) -> Iterable[tuple[int, int]]:
    """The stretches between the cuts, cut again at the lines, without the blanks around them."""
    bounds = [0, *cuts, len(text)]
    for start, end in pairwise(bounds):
        at = start
        for line in _BREAK.finditer(text, start, end):
            if _goes_on(text, line.start(), line.end(), end):
                continue
            yield from _stripped(text, at, line.start())
            at = line.end()
        yield from _stripped(text, at, end)


def _goes_on(text: str, line_end: int, next_start: int, limit: int) -> bool:
    """Whether a sentence goes on behind a line's end: the text was wrapped, not divided."""
    if text.count("\n", line_end, next_start) > 1 or next_start >= limit:
        return False
    before = text[max(0, line_end - 40) : line_end]
    return (
        not _ENDS_SENTENCE.search(before)
        and text[next_start].islower()
        and not _LIST_MARK.match(text, next_start)
    )


def _stripped(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    if right > left:
        yield start + left, start + right
