"""Where: the place of an event, what contains it, and venues without a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import regex

from novads.objects import Claim, Place, PlaceKind, Span
from novads.records.event_words import EventLexicon
from novads.records.reading import Unit

__all__ = ["Where", "find_where"]

_SPECIFIC: Final = {
    PlaceKind.VENUE: 0,
    PlaceKind.ADDRESS: 1,
    PlaceKind.STREET: 2,
    PlaceKind.NATURE: 3,
    PlaceKind.OTHER: 3,
    PlaceKind.VILLAGE: 4,
    PlaceKind.CITY: 5,
    PlaceKind.ROAD: 5,
    PlaceKind.PARISH: 6,
    PlaceKind.MUNICIPALITY: 7,
    PlaceKind.REGION: 8,
    PlaceKind.COUNTRY: 9,
}
_ORIGIN = regex.compile(
    r"\b(?:no|starp|līdz|caur|pret|par)\s++(?:\w++\s++){0,2}$", regex.IGNORECASE
)
_NEAR = regex.compile(r"\b(?:pie|uz|pa)\s++$", regex.IGNORECASE)
_LOCATIVE: Final = ("ā", "ē", "ī", "ū", "os", "ās", "ēs", "īs")


@dataclass(frozen=True)
class Where:
    """The most specific named place, the named places that contain it, and an unnamed venue."""

    place: Claim[str] | None = None
    within: tuple[Claim[str], ...] = ()
    venue: Claim[str] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing tells where."""
        return self.place is None and self.venue is None


def find_where(unit: Unit, start: int, end: int, at: int, lexicon: EventLexicon) -> Where:
    """Where the event is that stands at offset `at`, by the unit's text from `start` to `end`.

    All offsets are into the article's text. Places in the locative go before others; a place
    that something comes from ('no Igaunijas') is not where it is.
    """
    named: list[tuple[int, int, int, Place]] = []
    for place in unit.places:
        if not (start <= place.span.start < end):
            continue
        before = unit.text[: place.span.start - unit.start]
        if _ORIGIN.search(before[-40:]):
            continue
        rank = _case_rank(place, before)
        distance = abs(place.span.start - at)
        named.append((rank, _SPECIFIC[place.place_kind], distance, place))
    claim: Claim[str] | None = None
    within: tuple[Claim[str], ...] = ()
    if named:
        best_rank = min(rank for rank, _, _, _ in named)
        pool = [item for item in named if item[0] == best_rank]
        best = min(pool, key=lambda item: (_far(item, at, unit), item[1], item[2]))[3]
        claim = _claim(best, 0.9 if best_rank == 0 else 0.6)
        chain = [p for _, _, _, p in named if p is not best and _contains(unit, p, best)]
        within = tuple(_claim(p, 0.85) for p in sorted(chain, key=_generality))
    venue = None
    found = lexicon.venue(unit.lower[: end - unit.start], max(0, start - unit.start))
    if found is not None and not _inside_mention(unit, found):
        text = unit.text[found[0] : found[1]]
        span = Span(start=unit.start + found[0], end=unit.start + found[1], text=text)
        venue = Claim[str](value=text, spans=(span,), source="rule:venue-noun", confidence=0.85)
    return Where(claim, within, venue)


def _generality(place: Place) -> int:
    return _SPECIFIC[place.place_kind]


def _case_rank(place: Place, before: str) -> int:
    """0 for a place in the locative or behind 'pie', 1 for one in apposition, 2 for the rest."""
    words = place.span.text.rstrip("0123456789-/ABCDEFGabcdefg., ").lower()
    if words.endswith(_LOCATIVE) or _NEAR.search(before[-6:]):
        return 0
    if place.place_kind in (PlaceKind.ADDRESS, PlaceKind.VENUE):
        return 1
    return 2


def _far(item: tuple[int, int, int, Place], at: int, unit: Unit) -> int:
    """Whether a place stands in another clause than the event."""
    place = item[3]
    first, last = sorted((place.span.start, at))
    between = unit.text[first - unit.start : last - unit.start]
    return between.count(";") + between.count(", savukārt") + between.count(" bet ")


def _contains(unit: Unit, outer: Place, inner: Place) -> bool:
    """Whether one place is told to contain the other: 'Milānā, Itālijā', 'Talsu novada Rojā'."""
    if inner.within == outer.id:
        return True
    if _SPECIFIC[outer.place_kind] <= _SPECIFIC[inner.place_kind]:
        return False
    first, second = sorted((outer.span, inner.span), key=lambda s: s.start)
    gap = unit.text[first.end - unit.start : second.start - unit.start]
    return len(gap) <= 3 and not gap.strip(" ,(")


def _claim(place: Place, confidence: float) -> Claim[str]:
    return Claim[str](
        value=place.name,
        mentions=(place.id,),
        spans=(place.span,),
        source="rule:event-place",
        confidence=min(confidence, place.confidence),
    )


def _inside_mention(unit: Unit, found: tuple[int, int]) -> bool:
    start, end = unit.start + found[0], unit.start + found[1]
    return any(m.span.start <= start and end <= m.span.end for m in unit.mentions)
