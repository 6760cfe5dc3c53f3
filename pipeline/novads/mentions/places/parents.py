"""What a listed place lies in: for records, which may tell more of a place than its name."""

from __future__ import annotations

from novads.mentions.places.lexicon import PlaceName, listed_names
from novads.objects import PlaceKind
from novads.ruleset import RuleSet

__all__ = ["PlaceLexicon"]


class PlaceLexicon:
    """Looks up listed places by their nominatives.

    The municipalities of Latvia are those in force since 1 July 2021 (Varakļānu novads joined
    Madonas novads on 1 July 2025). Nothing is guessed: of several places of one name, and of
    places that the lists don't tell of, nothing is said.

    Args:
        rules: the rule files to read; by default the shipped ones.

    Raises:
        RuleFileError: if a rule file is broken.
    """

    def __init__(self, rules: RuleSet | None = None) -> None:
        self._names = listed_names(rules or RuleSet())
        self._countries: dict[str, str] = {}
        for place in self._names.values():
            if place.kind is not PlaceKind.COUNTRY or place.country is None:
                continue
            known = self._countries.get(place.country)
            # the name in use is a single word: Latvija, not Latvijas Republika
            if known is None or (" " in known and " " not in place.id):
                self._countries[place.country] = place.id

    def get(self, name: str) -> PlaceName | None:
        """What the lists hold of a place, by its nominative; None if it isn't listed."""
        return self._names.get(name)

    def country(self, code: str) -> str | None:
        """The Latvian name of the country with an ISO 3166-1 alpha-2 code; None if unlisted."""
        return self._countries.get(code)

    def parents(self, name: str) -> tuple[str, ...]:
        """What a place lies in today, the nearest first: Smiltenes novads, Latvija.

        A former municipality lies in its successor, where there is only one.

        Args:
            name: the nominative, as lists and mentions have it.
        """
        place = self._names.get(name)
        if place is None or place.kind is PlaceKind.COUNTRY:
            return ()
        country = self._countries.get(place.country) if place.country is not None else None
        found: list[str] = []
        while place is not None:
            outer = place.successors or place.within
            if len(outer) != 1 or outer[0] in found:
                break
            found.append(outer[0])
            place = self._names.get(outer[0])
        return (*found, country) if country is not None else tuple(found)
