"""Which place lies in which, where the text says so; and the mentions made of finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from novads.mentions.component import make_span, mention_id
from novads.mentions.places.finds import Find
from novads.objects import Kind, Place, PlaceKind

__all__ = ["mentions_of"]

_SIZE: Final = {
    PlaceKind.COUNTRY: 6,
    PlaceKind.REGION: 5,
    PlaceKind.MUNICIPALITY: 4,
    PlaceKind.PARISH: 3,
    PlaceKind.CITY: 2,
    PlaceKind.VILLAGE: 2,
}
_GAPS: Final = frozenset({",", "(", "”,", '",', "“,", "»,"})


def mentions_of(text: str, finds: Sequence[Find]) -> Iterator[Place]:
    """The mentions of finds that stand in the text's order and don't overlap."""
    for number, find in enumerate(finds):
        within = None
        if number + 1 < len(finds) and _is_within(text, find, finds[number + 1]):
            within = finds[number + 1]
        elif number and _is_chain(text, finds[number - 1], find):
            within = finds[number - 1]
        listed = find.listed
        country = listed.country if listed is not None else None
        if country is None and within is not None and within.listed is not None:
            country = within.listed.country
        yield Place(
            id=mention_id(Kind.PLACE, find.start, find.end),
            span=make_span(text, find.start, find.end),
            source=f"rule:{find.rule}",
            confidence=find.confidence,
            problem=find.problem,
            name=find.name,
            place_kind=find.kind,
            country=country,
            ids=listed.ids if listed is not None else {},
            within=mention_id(Kind.PLACE, within.start, within.end) if within else None,
        )


def _size(find: Find) -> int:
    return _SIZE.get(find.kind, 1)


def _is_within(text: str, inner: Find, outer: Find) -> bool:
    """'Milānā, Itālijā', 'Ahima (Vācija)', 'Dārza ielā 3, Smiltenē'."""
    return text[inner.end : outer.start].strip() in _GAPS and _size(inner) < _size(outer)


def _is_chain(text: str, outer: Find, inner: Find) -> bool:
    """'Madonas novada Lubānas pagastā', 'Smiltenē, Dārza ielā 3'."""
    gap = text[outer.end : inner.start]
    is_unit = _size(outer) >= _SIZE[PlaceKind.CITY] and _size(inner) < _size(outer)
    if gap == " ":
        return is_unit
    return gap == ", " and is_unit and inner.kind in (PlaceKind.STREET, PlaceKind.ADDRESS)
