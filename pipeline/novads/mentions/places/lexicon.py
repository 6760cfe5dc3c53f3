"""What is known of places: listed names, nouns that make names, and what tells of a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from novads.language.inflection import Case, FormIndex, Number, forms
from novads.objects import PlaceKind
from novads.ruleset import PatternRule, Rule, RuleSet

__all__ = [
    "CommonWords",
    "ContextRule",
    "Contexts",
    "Gazetteer",
    "HeadForm",
    "HeadRule",
    "Heads",
    "PlaceName",
    "is_genitive",
    "listed_names",
    "starts_council",
]

FILES: Final = (
    "places/countries.csv",
    "places/municipalities.csv",
    "places/parishes.csv",
    "places/towns.csv",
    "places/villages.csv",
    "places/foreign.csv",
    "places/regions.csv",
    "places/nature.csv",
    "places/venues.csv",
)
"""Lists of names; of one name in several, the first list's counts."""

_GENITIVES: Final = ("as", "es", "us", "a", "u", "pils", "guns", "sāls", "ņu")


_COUNCILS: Final = (
    "pašvaldīb",
    "dome",
    "domi",
    "domē",
    "administrācij",
    "padom",
    "pārvald",
    "bāriņties",
    "būvvald",
)


def starts_council(lower: str) -> bool:
    """Whether a word in lower case makes the name in front of it a council's."""
    return lower.startswith(_COUNCILS)


def is_genitive(lower: str) -> bool:
    """Whether a word in lower case can be a noun's genitive, by its ending."""
    return lower.endswith(_GENITIVES)


class PlaceName(Rule):
    """A listed place; the id is its nominative."""

    kind: PlaceKind
    declension: str | None = None
    country: str | None = None
    geonames: str | None = None
    iso3166: str | None = None
    care: Literal["word", "name"] | None = None
    """What else the name is: a common word, or a surname or given name."""
    forms: tuple[str, ...] = ()
    """Forms beside those of its declension, where more than the last word inflects."""
    within: tuple[str, ...] = ()
    """The municipality or city it is in today; several for places of one name."""
    centre: str | None = None
    """The town that a municipality is governed from."""
    since: str | None = None
    """A municipality's first day, as ISO 8601 writes it."""
    until: str | None = None
    """A former municipality's last day."""
    successors: tuple[str, ...] = ()
    """The municipalities that a former one is in today."""

    @property
    def ids(self) -> dict[str, str]:
        """Its identifiers by scheme."""
        known = {"geonames": self.geonames, "iso3166": self.iso3166}
        return {scheme: value for scheme, value in known.items() if value is not None}


class HeadRule(PatternRule):
    """Nouns that name a place with the capitalised words in front of them."""

    kind: PlaceKind
    nouns: tuple[str, ...]
    short: tuple[str, ...] = ()
    """Abbreviations of the first noun."""
    where: Literal["anywhere", "locative"] = "anywhere"
    hall: bool = False
    """Whether it is a part of a house, whose name stands in front."""
    most: int = 3
    """Capitalised words that the name has in front of the noun, at most."""
    full: bool = False
    """Whether a listed name alone in front doesn't make a name: 'Talsu centrā'."""
    listed: bool = False
    """Whether the name in front must be a listed one."""
    between: tuple[str, ...] = ()
    """Words in small letters that may stand inside the name."""


class ContextRule(PatternRule):
    """Words beside a name that tell that it is a place."""

    nouns: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class CommonWords(Rule):
    """Words that are no names where they begin a sentence."""

    words: tuple[str, ...]


def listed_names(rules: RuleSet) -> dict[str, PlaceName]:
    """The listed places by their nominatives; of one name in several lists, the first list's.

    Raises:
        RuleFileError: if a rule file is broken.
    """
    names: dict[str, PlaceName] = {}
    for file in FILES:
        for place in rules.csv(file, PlaceName):
            names.setdefault(place.id, place)
    return names


class Gazetteer:
    """Listed places by any form of their names.

    Raises:
        RuleFileError: if a rule file is broken.
    """

    def __init__(self, rules: RuleSet) -> None:
        self.index: FormIndex[PlaceName] = FormIndex()
        self.names = listed_names(rules)
        for place in self.names.values():
            self.index.add(place.id, place, place.declension)
            for form in place.forms:
                self.index.add(form, place, "0")
        self._cases: dict[str, frozenset[Case]] = {}

    def cases(self, word: str) -> frozenset[Case]:
        """The cases that a word can be of a listed name in; empty if none is listed."""
        known = self._cases.get(word)
        if known is None:
            entries = self.index.lookup(word) if word.isalpha() else ()
            known = frozenset(case for entry in entries for case, _ in entry.cases)
            if len(self._cases) < 10_000:
                self._cases[word] = known
        return known


@dataclass(frozen=True, slots=True)
class HeadForm:
    """A form of a head noun."""

    rule: HeadRule
    nominative: str
    modifiers: tuple[str, ...]
    """Lower-case words that belong in front: 'kultūras' of 'kultūras nams'."""
    cases: frozenset[tuple[Case, Number]]
    abbreviated: bool = False

    def can_be(self, case: Case) -> bool:
        """Whether the form can stand in the case."""
        return any(found is case for found, _ in self.cases)

    @property
    def is_locative(self) -> bool:
        """Whether the form is a locative and nothing else."""
        return all(case is Case.LOC for case, _ in self.cases)

    @property
    def is_plural(self) -> bool:
        """Whether the form can only be a plural's."""
        return all(number is Number.PLURAL for _, number in self.cases)


class Heads:
    """Head nouns by any of their forms.

    Raises:
        RuleFileError: if a rule file is broken.
    """

    def __init__(self, rules: RuleSet) -> None:
        self.forms: dict[str, list[HeadForm]] = {}
        self.modifiers: set[str] = set()
        for rule in rules.yaml("places/heads.yaml", HeadRule):
            for noun in rule.nouns:
                *modifiers, head = noun.split()
                self.modifiers.update(modifiers)
                for form, readings in forms(head).items():
                    cases = frozenset(r for r in readings if r[0] is not Case.VOC)
                    if cases:
                        self._add(form, HeadForm(rule, head, tuple(modifiers), cases))
            for short in rule.short:
                cases = frozenset((case, Number.SINGULAR) for case in Case)
                self._add(short, HeadForm(rule, rule.nouns[0], (), cases, abbreviated=True))
        for found in self.forms.values():  # the longest compound first
            found.sort(key=lambda f: -len(f.modifiers))
        tails = {form[-4:] for form, found in self.forms.items() if len(form) >= 4 and found}
        self._tails = frozenset(tails)

    def _add(self, form: str, head: HeadForm) -> None:
        self.forms.setdefault(form, []).append(head)

    def of(self, word: str) -> list[HeadForm]:
        """What a word in lower case can be a form of, compounds first."""
        return self.forms.get(word, [])

    def may_end(self, word: str) -> bool:
        """Whether a longer word may end in a head's form: a quick look before a slow one."""
        return word[-4:] in self._tails

    def is_genitive(self, word: str) -> bool:
        """Whether the word in lower case is a head's genitive."""
        return any(form.can_be(Case.GEN) for form in self.of(word))


class Contexts:
    """Words beside names, by rule.

    Raises:
        RuleFileError: if a rule file is broken.
    """

    def __init__(self, rules: RuleSet) -> None:
        self._words: dict[str, set[str]] = {}
        self._nouns: dict[str, dict[str, set[tuple[str, ...]]]] = {}
        for rule in rules.yaml("places/contexts.yaml", ContextRule):
            self._words[rule.id] = set(rule.words)
            nouns: dict[str, set[tuple[str, ...]]] = {}
            for noun in rule.nouns:
                *modifiers, head = noun.split()
                for form in forms(head):
                    nouns.setdefault(form, set()).add(tuple(modifiers))
            self._nouns[rule.id] = nouns
        self.given_names = frozenset(
            form.lower()
            for rule in rules.yaml("places/given_names.yaml", CommonWords)
            for name in rule.words
            for form in forms(name)
        )
        self.common = frozenset(
            word for rule in rules.yaml("places/common.yaml", CommonWords) for word in rule.words
        )

    def has(self, rule: str, word: str) -> bool:
        """Whether a word in lower case is one of the rule's, in any form."""
        return word in self._words[rule] or word in self._nouns[rule]

    def modifiers(self, rule: str, word: str) -> set[tuple[str, ...]]:
        """The words that may stand before a noun of the rule; empty if it is none."""
        return self._nouns[rule].get(word, set())

    def is_lived_at(self, word: str) -> bool:
        """Whether what a word in lower case names lies, lives or belongs at a place."""
        return self.has("lies-at", word)

    def starts_name(self, word: str) -> bool:
        """Whether a capitalised word behind a genitive belongs to a place, not to a person."""
        return self.has("lies-at", word) or self.has("part", word)
