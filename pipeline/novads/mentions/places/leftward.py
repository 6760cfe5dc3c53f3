"""The words in front of a head noun that belong to its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import regex

from novads.language.inflection import Case
from novads.mentions.places.finds import Passage
from novads.mentions.places.lexicon import Contexts, Gazetteer, HeadRule, Heads, is_genitive
from novads.mentions.places.words import Word
from novads.objects import PlaceKind

__all__ = ["Leftward", "is_definite"]

_LONGEST: Final = 16
"""Words that a name may have, so that no text is read twice over."""
_DEFINITE: Final = ("ais", "ajā", "ajam", "ajai", "ajās", "ajos", "ajiem", "ajām", "ākā", "ās", "o")
_SIZES: Final = frozenset(
    [
        "liel",
        "maz",
        "vec",
        "jaun",
        "augš",
        "lej",
        "balt",
        "meln",
        "zaļ",
        "sarkan",
        "gar",
        "centrāl",
        "apaļ",
        "dziļ",
        "svēt",
        "skaist",
        "zil",
    ]
)
_MONTHS: Final = frozenset(
    [
        "janvāra",
        "februāra",
        "marta",
        "aprīļa",
        "maija",
        "jūnija",
        "jūlija",
        "augusta",
        "septembra",
        "oktobra",
        "novembra",
        "decembra",
    ]
)
_SIZED: Final = frozenset({"mazajā", "lielajā", "mazā", "lielā", "mazās", "lielās"})
_CASES: Final = ("ā", "ai", "o", "ais", "ajā", "ajam", "ās", "ajai", "ajās", "ie", "ajos")
_ADJECTIVE: Final = regex.compile(r"(?:aj(?:ā|am|ai|ās|os)|ais|ai|ā|ās|o|ie)$")


def is_definite(word: Word) -> bool:
    """Whether a word has the ending of a definite adjective: 'Lielajā', 'Jauno'."""
    return word.lower.endswith(_DEFINITE) and not word.lower.endswith(("as", "es", "us"))


class Leftward:
    """Finds where a name begins, reading leftward from its head noun."""

    def __init__(self, gazetteer: Gazetteer, heads: Heads, contexts: Contexts) -> None:
        self._gazetteer = gazetteer
        self._heads = heads
        self._contexts = contexts

    def first(self, passage: Passage, noun: int, rule: HeadRule, shouted: bool) -> int | None:
        """The number of the first word of the name whose head is words[noun], or None."""
        words = passage.words
        first: int | None = None
        own = False  # whether a name of its own stands right of the word looked at
        crossed = False  # whether a smaller noun stands between it and that name
        capitals = 0
        at = noun - 1
        while at >= max(0, noun - _LONGEST) and not words[at + 1].breaks and not words[at].quoted:
            word = words[at]
            if word.is_initial:
                if first is None or crossed:
                    break
                first = at
            elif word.is_capital:
                if (own and crossed) or capitals >= rule.most:
                    break
                if shouted != word.text.isupper() and len(word.text) > 3 and shouted:
                    break
                is_own = not self._is_title(word, rule) and not self._is_creed(words, at)
                if not self._belongs(passage, at, noun, rule):
                    break
                begins = is_own and own and first is not None and word.starts_sentence
                if begins and first is not None and self._gazetteer.cases(words[first].text):
                    break
                first, own, crossed = at, own or is_own, False
                capitals += 1
            elif word.is_ordinal:
                if not self._is_ordinal(words, at, noun, rule, first):
                    break
                if at + 2 == noun and words[at + 1].lower.endswith(("a", "ija", "ā")):
                    first, own = at, True
                    break
            elif word.lower == "sv.":
                pass  # with the saint's name: 'Višķu sv. Jāņa baznīca'
            elif word.lower in rule.between or word.lower in self._heads.modifiers:
                crossed = crossed or own
            elif self._heads.is_genitive(word.lower):
                if rule.most == 1 or self._is_street_side(word, rule):
                    break
                crossed = crossed or own
            elif at + 1 == noun and self._is_month(words, at, rule):
                pass
            elif not (rule.hall and word.lower.endswith(("ajā", "ā", "ās", "u", "as"))):
                break
            at -= 1
        if first is None:
            return None
        if not own and (self._is_creed(words, first) or not self._is_named(words[first], rule)):
            return None
        return first

    @staticmethod
    def _is_creed(words: Sequence[Word], at: int) -> bool:
        """Whether Rome stands for a church: 'Romas katoļu baznīca'."""
        return words[at].lower == "romas" and words[at + 1].lower == "katoļu"

    def _is_street_side(self, word: Word, rule: HeadRule) -> bool:
        """Whether a street stands before what lies beside it: 'Bulduru prospekta jūras pusē'."""
        streets = any(form.rule.kind is PlaceKind.STREET for form in self._heads.of(word.lower))
        return streets and rule.kind is PlaceKind.NATURE

    def _is_title(self, word: Word, rule: HeadRule) -> bool:
        """Whether a capitalised word is no name but a noun's companion: 'Mākslu', 'Lielajā'."""
        lower = word.lower
        return lower in self._heads.modifiers or lower in rule.between or is_definite(word)

    def _is_named(self, word: Word, rule: HeadRule) -> bool:
        """Whether a capitalised adjective or common word is enough of a name: 'Lielajā ielā'."""
        if rule.kind is PlaceKind.STREET:
            return True
        return not word.starts_sentence and word.lower not in self._contexts.common

    @staticmethod
    def _is_month(words: Sequence[Word], at: int, rule: HeadRule) -> bool:
        """'18. novembra ielā': an ordinal, a month, a street."""
        return (
            rule.kind in (PlaceKind.STREET, PlaceKind.VENUE)
            and at > 0
            and words[at - 1].is_ordinal
            and words[at].lower in _MONTHS
        )

    def _is_ordinal(
        self, words: Sequence[Word], at: int, noun: int, rule: HeadRule, first: int | None
    ) -> bool:
        """Whether an ordinal belongs to the name: '18. novembra iela', 'Ogres 1. vidusskola'."""
        if at + 1 == noun:
            before = words[at - 1] if at else None
            return before is not None and before.is_capital and is_genitive(before.lower)
        alone = first is None or first == at + 1  # '18. Novembra iela'
        return alone and at + 2 == noun and self._is_month(words, at + 1, rule)

    def _belongs(self, passage: Passage, at: int, noun: int, rule: HeadRule) -> bool:
        """Whether a capitalised word is a part of the name behind it."""
        word = passage.words[at]
        lower = word.lower
        cases = self._gazetteer.cases(word.text)
        if Case.GEN in cases:
            return True
        if cases and not lower.endswith(("as", "es", "us", "u")):
            return False
        adjective = is_definite(word) or (
            lower.endswith(_CASES) and _ADJECTIVE.sub("", lower) in _SIZES
        )
        if word.starts_sentence:
            if rule.kind is PlaceKind.STREET and at + 1 == noun:
                return len(lower) > 3 and (is_genitive(lower) or adjective)
            if lower in _SIZED and at + 1 < noun:
                return True  # 'Mazajā Mežotnes pilī'
            if adjective or lower in self._contexts.common:
                return False
            if self._heads.of(lower) or lower in self._heads.modifiers:
                return False
            return len(lower) > 3 and is_genitive(lower) and not passage.is_word(lower)
        if word.text.isupper():
            return not passage.is_word(lower)
        return is_genitive(lower) or adjective or self._is_title(word, rule)
