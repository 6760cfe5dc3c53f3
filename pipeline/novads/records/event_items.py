"""Items of a programme: '11.00 Koncerts estrādē'."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import regex

from novads.mentions.quotes import find_quoted
from novads.objects import Money, Place, Span
from novads.records.event_anchors import Anchor
from novads.records.event_drafts import Draft
from novads.records.event_maker import DraftMaker
from novads.records.event_nouns import EventNouns
from novads.records.event_places import find_where
from novads.records.event_titles import title_span
from novads.records.event_words import EventLexicon, Trigger
from novads.records.reading import Unit

__all__ = ["ItemReader", "item_lead"]

_ITEM_LEAD = regex.compile(r"[\s\-–—:•*.,)]*+")
_ITEM_END = regex.compile(r"\.\s+\p{Lu}|\.$|[;,]|\s[–—(]|\s-\s|\n|\sar\s")
_TRAILING_PREPOSITION = regex.compile(r"\s+(?:pie|uz|no|pa|līdz|caur)$", regex.IGNORECASE)
_SHORTEST_TITLE: Final = 4
"""Letters that a title has at least."""


class ItemReader:
    """Reads the items that a line of a programme tells."""

    def __init__(self, lexicon: EventLexicon, nouns: EventNouns, maker: DraftMaker) -> None:
        self._lexicon = lexicon
        self._nouns = nouns
        self._maker = maker

    def read(self, unit: Unit, found: Sequence[Anchor]) -> list[Draft]:
        """The items of a programme that a line tells: '11.00 Koncerts estrādē'."""
        drafts = []
        for number, anchor in enumerate(found):
            when = anchor.when()
            if when is None:
                continue
            limit = unit.end
            for later in found[number + 1 :]:  # 'plkst. 14 un 16.30 izrāde' is one title, twice
                if any(c.isalpha() for c in _between(unit, anchor, later)):
                    limit = later.start
                    break
                anchor = later
            start = max(0, anchor.end - unit.start)
            lead = _ITEM_LEAD.match(unit.text, start)
            start = lead.end() if lead is not None else start
            end = limit - unit.start
            trigger = next(
                (t for t in self._nouns.of(unit) if start <= t.start and t.end <= end), None
            )
            where = find_where(unit, anchor.end, limit, anchor.end, self._lexicon)
            title = self._item_title(unit, start, end, trigger)
            if title is None:
                continue
            drafts.append(self._maker.draft(unit, anchor, when, trigger, title, where, item=True))
        return drafts

    def _item_title(self, unit: Unit, start: int, end: int, trigger: Trigger | None) -> Span | None:
        """What an item is called: its words up to the sentence's end, places in front left out."""
        if trigger is not None:
            span = title_span(unit, trigger, self._lexicon)
            if span.start >= unit.start + start:
                return span
        quoted = self._quoted_in(unit, start, end)
        if quoted is not None:
            return quoted
        stop = _ITEM_END.search(unit.text, start, end)
        end = stop.start() if stop is not None else end
        for mention in unit.mentions:
            at = mention.span.start - unit.start
            if isinstance(mention, Place) and at == start and mention.span.end - unit.start < end:
                lead = _ITEM_LEAD.match(unit.text, mention.span.end - unit.start)
                start = lead.end() if lead is not None else start
        for mention in unit.mentions:  # what stands behind the name tells where, or how much
            at = mention.span.start - unit.start
            if isinstance(mention, Place | Money) and start < at < end:
                end = at
                break
        text = unit.text[start:end].strip(" ,–—-:")
        text = _TRAILING_PREPOSITION.sub("", text)
        if sum(c.isalpha() for c in text) < _SHORTEST_TITLE:
            return None
        start = unit.text.index(text, start)
        return Span(start=unit.start + start, end=unit.start + start + len(text), text=text)

    def _quoted_in(self, unit: Unit, start: int, end: int) -> Span | None:
        """The quoted title of an item, where it isn't the name of who takes part."""
        for quoted in find_quoted(unit.text, start, end):
            inside = unit.start + quoted.inner_start, unit.start + quoted.inner_end
            if not quoted.is_balanced:
                continue
            if any(m.span.start < inside[1] and inside[0] < m.span.end for m in unit.mentions):
                continue
            return Span(start=inside[0], end=inside[1], text=quoted.inner(unit.text))
        return None


def _between(unit: Unit, first: Anchor, second: Anchor) -> str:
    """The words between two anchors, a joining 'un' left out."""
    return unit.lower[first.end - unit.start : second.start - unit.start].replace("un", "", 1)


def item_lead(text: str, start: int) -> int:
    """The offset behind the dashes and blanks that stand at `start`."""
    lead = _ITEM_LEAD.match(text, start)
    return lead.end() if lead is not None else start
