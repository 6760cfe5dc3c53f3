"""From a surface form to a nominative, for names that no list holds."""

from __future__ import annotations

from dataclasses import replace

from novads.language.inflection.adjectives import adjective_readings, decline_adjective
from novads.language.inflection.cases import Case, Number
from novads.language.inflection.heads import (
    Heads,
    Reading,
    default_heads,
    recase,
    unseen_readings,
)
from novads.language.inflection.nouns import evenly_cased, guess_declension
from novads.language.inflection.phrases import Phrase

__all__ = ["case_of", "to_nominative"]

_DATIVES = ("ai", "am", "ei", "im", "ij", "um")
_PLURAL_DATIVES = ("iem", "ām", "ēm", "īm")


def to_nominative(phrase: str, heads: Heads | None = None) -> str:
    """The likeliest nominative of a phrase as it stands in a text.

    The head is the rightmost known head noun before a quoted name or a preposition (else the last
    word there). It and its adjectives are put in the nominative, in the number they stand in; all
    other words, quotation marks and capitals stay. Of equally good readings the singular is taken:
    "biedrības" gives "biedrība". A phrase with no head, such as SIA „Saule", comes back as it is.

    Args:
        phrase: the name without its context.
        heads: known head nouns; by default the shipped ones.
    """
    found, readings = _analyse(phrase, heads or default_heads())
    if found.head is None or not readings:
        return phrase
    best = readings[0]
    if best.declension == "0":
        return phrase
    changes = {found.head: recase(best.nominative, found.words[found.head])}
    for index in found.agreeing_with(best.gender, best.case, best.number):
        word = found.words[index]
        for stem, definite, *form in adjective_readings(word.lower(), best.gender):
            if (*form,) == (best.case, best.number):
                changes[index] = recase(_adjective(stem, definite, best), word)
                break
    return found.with_words(changes)


def case_of(phrase: str, heads: Heads | None = None) -> set[tuple[Case, Number]]:
    """The cases and numbers that a phrase can stand in, by its head and the adjectives with it.

    For a phrase with no head, or one whose head never changes, every case of the singular.
    """
    _, readings = _analyse(phrase, heads or default_heads())
    if not readings:
        return {(case, Number.SINGULAR) for case in Case if case is not Case.VOC}
    found = {(r.case, r.number) for r in readings if r.declension != "0"}
    return found or {(r.case, r.number) for r in readings}


def _adjective(stem: str, definite: bool, like: Reading) -> str:
    """An adjective's nominative in the gender and number of its head."""
    ending = "ais" if definite else "s"
    if like.gender == "f":
        ending = "ā" if definite else "a"
    if not definite and like.gender == "m" and stem.endswith(("š", "ļ", "ž", "j")):
        ending = "š"
    singular = stem + ending
    return decline_adjective(singular, definite=definite, number=like.number)[Case.NOM][0]


def _analyse(text: str, heads: Heads) -> tuple[Phrase, tuple[Reading, ...]]:
    phrase = Phrase.split(text)
    candidates = phrase.candidates()
    if not candidates:
        return phrase, ()
    for number in reversed(candidates):
        if heads.is_nominative(phrase.words[number]) and number != candidates[-1]:
            found = replace(phrase, head=number)
            return found, _agreed(found, heads.readings(phrase.words[number]))
    for compounds in (False, True):
        for number in reversed(candidates):
            readings = heads.readings(phrase.words[number], compounds=compounds)
            if readings and not _is_modifier(phrase, number, candidates[-1], readings):
                found = replace(phrase, head=number)
                return found, _agreed(found, readings)
    last = candidates[-1]
    word = phrase.words[last]
    if guess_declension(word) == "0" and (word.isupper() or not evenly_cased(word)):
        return phrase, ()  # an abbreviation
    if not word.isalpha():
        return phrase, ()
    found = replace(phrase, head=last)
    return found, _agreed(found, unseen_readings(word))


def _is_modifier(phrase: Phrase, number: int, last: int, readings: tuple[Reading, ...]) -> bool:
    """Whether a known head is a genitive before an unknown noun ("domes deputāts").

    A capitalised word after a head is taken for its name ("fonda Plus"), a dative for its purpose
    ("fonda lauku attīstībai"), unless it is a singular right behind it ("domes deputātam").
    """
    word = phrase.words[last]
    if number == last or not word.islower():
        return False
    if word.endswith(_PLURAL_DATIVES) or (word.endswith(_DATIVES) and number + 1 != last):
        return False
    return any(reading.case is Case.GEN for reading in readings)


def _agreed(phrase: Phrase, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The readings that the adjective right before the head agrees with, if there is one."""
    assert phrase.head is not None
    before = phrase.head - 1
    if before < 0 or before in phrase.verbatim:
        return readings
    agreed = tuple(
        r
        for r in readings
        if r.declension != "0" and before in phrase.agreeing_with(r.gender, r.case, r.number)
    )
    return agreed or readings
