"""Reading a surface form back: what a known head noun, or an unseen word, can be."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from novads.language.inflection.cases import Case, Gender, Number
from novads.language.inflection.lexicon import HeadRule
from novads.language.inflection.nouns import decline, gender_of, own_number
from novads.language.inflection.sounds import unpalatalised
from novads.ruleset import RuleSet

__all__ = ["Heads", "Reading", "default_heads", "recase", "unseen_readings"]

_CASE_ORDER = tuple(Case)
_SHORTEST_TAIL = 4  # letters of a known head at the end of a compound
_SHORTEST_STEM = 2


class Reading(NamedTuple):
    """One way to read a surface form: its nominative (in `number`), and what it stands for."""

    nominative: str
    declension: str
    gender: Gender
    case: Case
    number: Number


class Heads:
    """The head nouns of `rules/language/heads.csv`, looked up by any of their forms.

    Args:
        rules: the rule files to read; by default the shipped ones.

    Raises:
        RuleFileError: the file is missing or broken.
        ValueError: a row's nominative doesn't fit its declension.
    """

    def __init__(self, rules: RuleSet | None = None) -> None:
        self._forms: dict[str, list[Reading]] = {}
        for rule in (rules or RuleSet()).csv("language/heads.csv", HeadRule):
            for reading in _readings_of(rule.id, rule.declension, rule.gender):
                self._forms.setdefault(reading[0], []).append(reading[1])
        for readings in self._forms.values():
            readings.sort(key=_preference)

    def readings(self, word: str, *, compounds: bool = True) -> tuple[Reading, ...]:
        """What a form can be, the likeliest first; empty if no head noun has it.

        With `compounds`, a word that ends in a head's form is read as a compound of that head
        (pirmsskolā, dabasparkam). Nominatives come in lower case.
        """
        folded = word.lower()
        if (known := self._forms.get(folded)) is not None:
            return tuple(known)
        if not compounds:
            return ()
        for start in range(2, len(folded) - _SHORTEST_TAIL + 1):
            if (known := self._forms.get(folded[start:])) is not None:
                prefix = folded[:start]
                return tuple(r._replace(nominative=prefix + r.nominative) for r in known)
        return ()

    def is_nominative(self, word: str) -> bool:
        """Whether a word is a listed head in its own nominative, and no genitive."""
        cases = {reading.case for reading in self.readings(word)}
        return Case.NOM in cases and Case.GEN not in cases


@lru_cache(maxsize=1)
def default_heads() -> Heads:
    """The shipped head nouns, read once."""
    return Heads()


def recase(word: str, like: str) -> str:
    """A lower-case word with capitals as in `like`: all, the first letter only, or none."""
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


def _preference(reading: Reading) -> tuple[bool, bool, int]:
    plural_of_singular = reading.number is Number.PLURAL and not reading.declension.endswith("p")
    return plural_of_singular, reading.case is Case.VOC, _CASE_ORDER.index(reading.case)


def _readings_of(nominative: str, declension: str, gender: Gender) -> Iterator[tuple[str, Reading]]:
    own = own_number(declension, nominative)
    for number in (own,) if own is Number.PLURAL or declension == "0" else tuple(Number):
        paradigm = decline(nominative, declension, number=number)
        for case, variants in paradigm.items():
            if case is Case.VOC:
                continue
            for form in variants:
                base = paradigm[Case.NOM][0]
                yield form, Reading(base, declension, gender, case, number)


# endings of names with the declensions that have them, the likeliest first; `unseen_readings` puts
# nominatives before oblique cases that look the same
_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ais", ("adj_def",)),
    ("ajam", ("adj_def",)),
    ("ajai", ("adj_def",)),
    ("ajā", ("4", "1", "adj_def")),
    ("iem", ("1p",)),
    ("am", ("1", "4m")),
    ("ai", ("4",)),
    ("as", ("4", "4p")),
    ("ām", ("4p",)),
    ("ās", ("4p",)),
    ("ā", ("4", "1")),
    ("ei", ("5",)),
    ("es", ("5", "5p")),
    ("em", ("5m",)),
    ("ēm", ("5p",)),
    ("ēs", ("5p",)),
    ("ē", ("5",)),
    ("im", ("2",)),
    ("ij", ("6",)),
    ("īm", ("6p",)),
    ("īs", ("6p",)),
    ("is", ("2", "6p")),
    ("ī", ("2", "6")),
    ("um", ("3",)),
    ("ū", ("3",)),
    ("us", ("3", "1p")),
    ("os", ("1p",)),
    ("u", ("4", "1", "1p", "4p", "5p", "6p", "3")),
    ("i", ("1p", "2", "5", "6")),
    ("a", ("4", "1", "2")),
    ("e", ("5",)),
    ("s", ("1", "6")),
    ("š", ("1",)),
)
_NOMINATIVES = {
    "1": ("s", "š"),
    "2": ("is",),
    "3": ("us",),
    "4": ("a",),
    "4m": ("a",),
    "5": ("e",),
    "5m": ("e",),
    "6": ("s",),
    "1p": ("i",),
    "4p": ("as",),
    "5p": ("es",),
    "6p": ("is",),
    "adj_def": ("ais", "ā"),
}


@lru_cache(maxsize=16384)
def unseen_readings(word: str) -> tuple[Reading, ...]:
    """What an unlisted noun's form can be, by its ending alone, the likeliest first.

    Singular nouns and plural-only ones; the last reading is always that of an indeclinable word.
    Nominatives come in lower case.
    """
    folded = word.lower()
    found: list[Reading] = []
    ending, codes = next((e for e in _ENDINGS if folded.endswith(e[0])), ("", ()))
    stem = folded[: len(folded) - len(ending)]
    if len(stem) >= _SHORTEST_STEM:
        for code in codes:
            for candidate in (stem, *unpalatalised(stem)):
                found.extend(_unseen(candidate, code, folded, word))
    unique = dict.fromkeys(found)
    # feminine plural-only names are few: -as, -es are first of all genitives
    ordered = sorted(unique, key=lambda r: r.case is not Case.NOM or r.declension in {"4p", "5p"})
    own = Reading(folded, "0", Gender.MASCULINE, Case.NOM, Number.SINGULAR)
    indeclinable = [own._replace(case=case) for case in Case if case is not Case.VOC]
    return (*ordered, *indeclinable)


def _unseen(stem: str, code: str, folded: str, word: str) -> Iterator[Reading]:
    for ending in _NOMINATIVES[code]:
        nominative = stem + ending
        if ending == "š" and not stem.endswith(("ļ", "j", "ņ", "ž", "č", "š")):
            continue
        # capitals matter to the paradigm: names of two syllables in -tis keep their stem
        paradigm = decline(recase(nominative, word.capitalize()), code)
        for case, variants in paradigm.items():
            if case is not Case.VOC and folded in (form.lower() for form in variants):
                gender = gender_of(nominative, code)
                yield Reading(nominative, code, gender, case, own_number(code, nominative))
