"""Roads by their numbers and ends: 'P52 Dagda–Andrupene', 'Alūksne – Strautiņi'."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from novads.mentions.places.finds import Find
from novads.objects import PlaceKind

__all__ = ["find_roads"]

_NAME: Final = r"\p{Lu}\p{Ll}++(?:-\p{Lu}\p{Ll}++)?+"
_TAIL: Final = "(?:purvs|stacija|skola|ezers|muiža|ferma|kapi|mežs|tilts|karjers|centrs)"
_END: Final = rf"{_NAME}(?:[^\S\n]{_NAME}){{0,2}}+(?:[^\S\n]{_TAIL}\b)?+"
_CHAIN: Final = rf"{_END}(?:[^\S\n]?[–—-][^\S\n]?{_END}){{1,6}}+"
_ROAD: Final = regex.compile(
    r"\b(?i:auto|dzelz)?(?i:ceļ(?:š|a|am|u|ā|i|iem|us|os)|šosej(?:a|as|ai|u|ā|ām|ās))"
    r"[^\S\n]++(?:posm\p{Ll}{1,3}[^\S\n]++)?(?:Nr\.?[^\S\n]?)?["
    r"„\"“]?"
    rf"(?P<road>(?P<number>[A-Z]\d{{1,4}})(?:[^\S\n]*+[„\"“(]?{_CHAIN})?+|{_CHAIN})"
)


def find_roads(text: str, start: int, end: int) -> Iterator[Find]:
    """The roads of `text[start:end]`; their finds cover no words by number."""
    for match in _ROAD.finditer(text, start, end):
        first, last = match.span("road")
        name = match["road"]
        yield Find(0, 0, first, last, name, PlaceKind.ROAD, "places/contexts/road", 0.9)
