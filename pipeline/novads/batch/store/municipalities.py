"""Which municipality an event is in or a project is of, and how that is known.

The names of Latvian municipalities and of their institutions go together by rule: 'Valkas novada
pašvaldība' is an institution of 'Valkas novads', 'Rīgas valstspilsētas pašvaldība' one of the city
'Rīga'. Nothing else is concluded from a name.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

import regex

from novads.objects import Event, Extraction, FundingRole, Place, PlaceKind, Project

if TYPE_CHECKING:  # it brings spaCy in, which the process that writes has no need of
    from novads.mentions.places.parents import PlaceLexicon

__all__ = ["Municipalities"]

Known = tuple[str, str] | tuple[None, None]
"""A municipality and how it is known, or nothing."""

_OF_NOVADS: Final = regex.compile(r"^(?P<name>\p{Lu}[\p{L}\- ]*?) novada\b")
_OF_CITY: Final = regex.compile(r"^(?P<name>\p{Lu}\p{L}++) (?:valsts)?pilsētas\b")
# the cities that are municipalities of their own, by their genitives: Law on Administrative
# Territories and Populated Areas (2020), annex
_CITIES: Final = {
    "Daugavpils": "Daugavpils",
    "Jelgavas": "Jelgava",
    "Jūrmalas": "Jūrmala",
    "Liepājas": "Liepāja",
    "Rēzeknes": "Rēzekne",
    "Rīgas": "Rīga",
    "Ventspils": "Ventspils",
}


class Municipalities:
    """Tells municipalities by what the text states and by the lists of places.

    Args:
        places: the listed places.
    """

    def __init__(self, places: PlaceLexicon) -> None:
        self._places = places

    def of_event(self, event: Event, extraction: Extraction) -> Known:
        """The municipality that the event is in, and 'stated', 'listed' or 'article'."""
        named = [claim for claim in (event.place, *event.within) if claim is not None]
        for claim in named:
            if self._is_municipality(claim.value):
                return self._today(claim.value), "stated"
        for claim in named:
            if (found := self._first(self._places.parents(claim.value))) is not None:
                return found, "listed"
        behind = {mention for claim in named for mention in claim.mentions}
        places = [m for m in extraction.mentions if isinstance(m, Place) and m.id in behind]
        if any(place.country not in (None, "LV") for place in places):
            return None, None
        return self._only_one(extraction)

    def of_project(self, project: Project, extraction: Extraction) -> Known:
        """The municipality whose project it is, and 'lead', 'payer' or 'article'."""
        if project.lead is not None and (found := self._behind(project.lead.value)) is not None:
            return found, "lead"
        payers = {
            found
            for line in project.funding
            if line.role is FundingRole.MUNICIPALITY and line.payer is not None
            if (found := self._behind(line.payer.value)) is not None
        }
        if len(payers) == 1:
            return payers.pop(), "payer"
        return self._only_one(extraction)

    def _behind(self, name: str) -> str | None:
        """The municipality whose institution has this name, in the nominative."""
        if (match := _OF_NOVADS.match(name)) is not None:
            return self._today(f"{match['name']} novads")
        if (match := _OF_CITY.match(name)) is not None:
            return _CITIES.get(match["name"])
        return None

    def _only_one(self, extraction: Extraction) -> Known:
        names = {
            self._today(mention.name)
            for mention in extraction.mentions
            if isinstance(mention, Place)
            and mention.place_kind is PlaceKind.MUNICIPALITY
            and mention.country in (None, "LV")
        }
        return (names.pop(), "article") if len(names) == 1 else (None, None)

    def _is_municipality(self, name: str) -> bool:
        place = self._places.get(name)
        return name in _CITIES.values() or (
            place is not None and place.kind is PlaceKind.MUNICIPALITY
        )

    def _first(self, names: Iterable[str]) -> str | None:
        return next((name for name in names if self._is_municipality(name)), None)

    def _today(self, name: str) -> str:
        """The municipality that a former one lies in today, or the same."""
        return self._first(self._places.parents(name)) or name
