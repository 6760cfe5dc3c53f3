"""Countries with one letter amiss, where the text shows that a country is meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from novads.mentions.places.lexicon import PlaceName
from novads.objects import PlaceKind

__all__ = ["Misspelt"]

_SHORTEST: Final = 7


class Misspelt:
    """Countries by their nominatives with one letter missing, added or changed."""

    def __init__(self, names: Iterable[PlaceName]) -> None:
        self._spelled: dict[str, PlaceName | None] = {}
        for place in names:
            if place.kind is PlaceKind.COUNTRY and place.id.isalpha():
                for form in _without_one(place.id.lower()):
                    # what could be two countries is none
                    same = self._spelled.get(form, place) is place
                    self._spelled[form] = place if same else None

    def get(self, word: str) -> PlaceName | None:
        """The one country that the word in the nominative can be meant for; None if unsure."""
        if len(word) < _SHORTEST or not word.isalpha():
            return None
        found = {
            place.id: place
            for form in _without_one(word.lower())
            if (place := self._spelled.get(form)) is not None
        }
        return next(iter(found.values())) if len(found) == 1 else None


def _without_one(word: str) -> Iterator[str]:
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
