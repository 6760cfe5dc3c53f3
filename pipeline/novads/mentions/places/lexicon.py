"""What is known of places: listed names, and nouns that make a name of the words before them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from novads.language.inflection import Case, FormIndex, Number, forms
from novads.objects import PlaceKind
from novads.ruleset import PatternRule, Rule, RuleSet

__all__ = ["Gazetteer", "HeadForm", "HeadRule", "Heads", "PlaceName"]

FILES: Final = (
    "places/countries.csv",
    "places/municipalities.csv",
    "places/towns.csv",
    "places/villages.csv",
    "places/foreign.csv",
    "places/regions.csv",
    "places/nature.csv",
)
"""Lists of names; of one name in several, the first list's counts."""


class PlaceName(Rule):
    """A listed place; the id is its nominative."""

    kind: PlaceKind
    declension: str | None = None
    country: str | None = None
    geonames: str | None = None
    iso3166: str | None = None
    care: Literal["yes"] | None = None
    """The name is also a word or a surname."""

    @property
    def ids(self) -> dict[str, str]:
        """Its identifiers by scheme."""
        known = {"geonames": self.geonames, "iso3166": self.iso3166}
        return {scheme: value for scheme, value in known.items() if value is not None}


class HeadRule(PatternRule):
    """Nouns that name a place with the capitalised words in front of them."""

    kind: PlaceKind
    nouns: tuple[str, ...]
    short: tuple[str, ...]
    where: Literal["anywhere", "locative"]
    hall: bool = False
    """Whether it is a part of a house, whose name stands in front."""
    most: int = 3
    """Capitalised words that the name has in front of the noun, at most."""
    between: tuple[str, ...] = ()
    """Words in small letters that may stand inside the name."""


class Gazetteer:
    """Listed places by any form of their names.

    Raises:
        RuleFileError: if a rule file is broken.
    """

    def __init__(self, rules: RuleSet) -> None:
        self.index: FormIndex[PlaceName] = FormIndex()
        self.names: dict[str, PlaceName] = {}
        for file in FILES:
            for place in rules.csv(file, PlaceName):
                if place.id not in self.names:
                    self.names[place.id] = place
                    self.index.add(place.id, place, place.declension)


@dataclass(frozen=True)
class HeadForm:
    """A form of a head noun."""

    rule: HeadRule
    nominative: str
    modifiers: tuple[str, ...]
    """Lower-case words that belong in front: 'kultūras' of 'kultūras nams'."""
    cases: frozenset[tuple[Case, Number]]
    abbreviated: bool = False

    @property
    def is_locative(self) -> bool:
        """Whether the form can be a locative."""
        return any(case is Case.LOC for case, _ in self.cases)


class Heads:
    """Head nouns by any of their forms.

    Raises:
        RuleFileError: if a rule file is broken.
    """

    def __init__(self, rules: RuleSet) -> None:
        self._forms: dict[str, list[HeadForm]] = {}
        self.modifiers: set[str] = set()
        for rule in rules.yaml("places/heads.yaml", HeadRule):
            for noun in rule.nouns:
                *modifiers, head = noun.split()
                self.modifiers.update(modifiers)
                for form, readings in forms(head).items():
                    self._add(form, HeadForm(rule, head, tuple(modifiers), frozenset(readings)))
            for short in rule.short:
                cases = frozenset((case, Number.SINGULAR) for case in Case)
                self._add(short, HeadForm(rule, rule.nouns[0], (), cases, abbreviated=True))
        for found in self._forms.values():  # the longest compound first
            found.sort(key=lambda f: -len(f.modifiers))

    def _add(self, form: str, head: HeadForm) -> None:
        self._forms.setdefault(form, []).append(head)

    def of(self, word: str) -> list[HeadForm]:
        """What a word in lower case can be a form of, compounds first."""
        return self._forms.get(word, [])
