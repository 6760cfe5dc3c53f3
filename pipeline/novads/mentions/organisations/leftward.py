"""Where a name begins: from its head leftwards over the modifiers that belong to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import regex

from novads.language.inflection import Case, Gender, Number
from novads.mentions.organisations.rules import HeadRule, OrganisationRules
from novads.mentions.organisations.words import Text, Token, adjective_endings, looks_genitive
from novads.objects import OrganisationKind

__all__ = ["UNITS", "HeadReading", "Leftward", "shares_head"]

UNITS: Final = {
    "novada": "novada",
    "novadu": "novada",
    "pagasta": "pagasta",
    "pagastu": "pagasta",
    "pilsētas": "pilsētas",
    "pilsētu": "pilsētas",
    "rajona": "rajona",
    "rajonu": "rajona",
    "valstspilsētas": "valstspilsētas",
    "ciema": "ciema",
}
"""Genitives of administrative units, each with its singular."""

_MAX_WORDS: Final = 14
_SHORTEST_CODE: Final = 4  # letters: not EUR, but URBACT and LEADER
_ADJECTIVE_STEMS: Final = (
    "āl",
    "isk",
    "īg",
    "īv",
    "oš",
    "ot",
    "ēt",
    "āt",
    "īt",
    "ēj",
    "en",
    "in",
    "er",
)
_SHORT_ADJECTIVES: Final = frozenset(
    [
        "liel",
        "maz",
        "jaun",
        "vec",
        "balt",
        "meln",
        "sarkan",
        "zil",
        "zaļ",
        "zelt",
        "pirm",
        "otr",
        "treš",
        "pēdēj",
        "augst",
        "kopēj",
        "galven",
    ]
)
_PAST: Final = regex.compile(r"(?:[āīo]jās|(?<!t)(?:ēja|āja|īja|oja))$")  # informēja, not vadītāja
_VERB: Final = regex.compile(
    r"\p{L}{3}(?:[āēīo]jās|[āēo]jas|(?<!t)(?:ēja|āja|īja|oja))$"
)  # Priecājas
_SHARED: Final = frozenset(
    {"vidusskola", "pamatskola", "sākumskola", "ģimnāzija", "pirmsskola", "bibliotēka"}
)
_ANY_ADJECTIVE: Final = ("ējā", "ējais", "ējās", "īgā", "īgais", "īgās", "ošā", "ošais", "iskā")
_NAME_ADJECTIVES: Final = ("nacionāl", "starptautisk", "vispārēj", "tehnisk", "politehnisk")
_COMMON_ENDINGS: Final = (
    "šanas",
    "tāju",
    "tājas",
    "tāja",
    "ību",
    "šanu",
    "oto",
    "āto",
    "ēto",
    "īto",
    "o",
)

HeadReading = tuple[HeadRule, Case, Number, Gender]
"""What a form of a head noun can be."""


class Leftward:
    """Finds the first word of a name whose head is known.

    Args:
        rules: the small words of names, and the common words of sentences' starts.
        heads: what the forms of head nouns (in small letters) can be.
    """

    def __init__(
        self, rules: OrganisationRules, heads: Mapping[str, tuple[HeadReading, ...]]
    ) -> None:
        self._units = rules.links["units"]
        self._stops = rules.links["stops"]
        self._roles = rules.links["roles"]
        self._common = rules.common
        self._heads = heads
        self._abbreviations = frozenset(
            short for row in rules.organisations.values() for short in row.abbreviations
        )

    def first(self, text: Text, head: int, readings: tuple[HeadReading, ...]) -> int | None:
        """The number of the first word of the name whose head is token `head`; None for no name."""
        tokens = text.tokens
        shouts = tokens[head].is_code and len(tokens[head].text) > 3
        start: int | None = None
        crossed_and = False
        at = head - 1
        floor = max(0, head - _MAX_WORDS)
        while at >= floor and not tokens[at + 1].broken:
            token = tokens[at]
            if token.kind == "mark":
                if not self._crosses_mark(text, at, start, crossed_and=crossed_and):
                    break
            elif token.kind == "number":
                break
            elif token.kind == "word":
                if token.lower == "un":
                    if not self._crosses_and(text, at, readings):
                        break
                    crossed_and = True
                elif not self._is_modifier(token, readings):
                    break
                elif self._is_capital(text, at, shouts=shouts):
                    if start is not None and not self._joins(text, at, start):
                        break
                    start = at
            at -= 1
        return None if start is None else self._without_sentence_start(text, start, head)

    def _is_capital(self, text: Text, at: int, *, shouts: bool) -> bool:
        if shouts:  # in a line of capitals only the name of a unit is a name for certain
            return text.lower(at + 1) in UNITS
        return text.tokens[at].is_capital

    def _is_modifier(self, token: Token, readings: tuple[HeadReading, ...]) -> bool:
        word = token.lower
        if word in self._stops:
            return False
        known = self._heads.get(word)
        if known is not None:
            return any(case is Case.GEN for _, case, _, _ in known)
        if len(word) == 1 and token.is_capital:  # an initial
            return True
        if token.text in self._abbreviations:
            return True
        if (
            token.text.isalpha()
            and token.is_code
            and (len(word) >= _SHORTEST_CODE or set(word) <= set("ivx"))
        ):
            return True
        if word in self._units or word in self._roles:
            return True
        if not token.is_capital and _PAST.search(word) is not None:
            return False
        return looks_genitive(word) or _agrees(word, readings)

    def _crosses_and(self, text: Text, at: int, readings: tuple[HeadReading, ...]) -> bool:
        """Whether "un" is inside a name: "Vides … un reģionālās attīstības ministrija"."""
        left, right = text.lower(at - 1), text.tokens[at + 1]
        if left in UNITS or left in self._heads:
            return False
        if not looks_genitive(left) and not _agrees(left, readings):
            return False
        if right.lower in self._heads:
            return False
        if right.is_capital:
            # "Mūzikas un Mākslas skola", but not "Ogres un Ķeguma novada pašvaldība"
            shares = shares_head(readings)
            is_name = text.tokens[at - 1].is_capital and text.lower(at + 2) not in UNITS
            return is_name and not shares
        return True

    def _crosses_mark(self, text: Text, at: int, start: int | None, *, crossed_and: bool) -> bool:
        mark, left = text.tokens[at], text.lower(at - 1)
        if mark.text == ",":
            right = text.tokens[at + 1]
            small = right.kind == "word" and not right.is_capital
            return crossed_and and small and looks_genitive(left) and left not in self._heads
        # an initial: "J. Vītola mūzikas vidusskola"
        return mark.text == "." and start == at + 1 and len(left) == 1 and not mark.gap

    def _joins(self, text: Text, at: int, start: int) -> bool:
        """Whether a capital word and the name that starts farther right make one name."""
        tokens = text.tokens
        between = [t for t in tokens[at + 1 : start] if t.kind == "word"]
        if not between:
            # nothing stands before the unit that a name begins with: a person's name would
            return text.lower(start + 1) not in UNITS or tokens[at].is_code
        if [t.lower for t in between] == ["un"]:
            return True
        if all(t.lower in self._units or t.lower in self._heads for t in between):
            return True
        last = between[-1].lower
        return last in self._heads or last in self._roles

    def _without_sentence_start(self, text: Text, start: int, head: int) -> int | None:
        """The name's first word, now that a capital at a sentence's start proves nothing."""
        token = text.tokens[start]
        if not token.first:
            return start
        if any(t.lower.startswith("ministrij") for t in text.tokens[start : head + 1]):
            return start  # ministries are called by what they deal with: "Vides …"
        proper = token.lower not in self._common and token.lower not in text.small
        if token.lower.endswith(_ANY_ADJECTIVE) and text.lower(start + 1) not in UNITS:
            proper = proper and token.lower.startswith(_NAME_ADJECTIVES)
        sounds_common = token.lower.endswith(_COMMON_ENDINGS) or _VERB.search(token.lower)
        if proper and (text.lower(start + 1) in UNITS or not sounds_common):
            return start
        for later in range(start + 1, head):
            other = text.tokens[later]
            if other.is_capital and not other.first and other.lower not in self._stops:
                return later
        return None


def shares_head(readings: tuple[HeadReading, ...]) -> bool:
    """Whether two names before "un" can share this head: 'Ogres un Ķeguma vidusskolu'."""
    rule = readings[0][0]
    if rule.kind is OrganisationKind.MUNICIPALITY:
        return True
    return rule.id in _SHARED and any(number is Number.PLURAL for _, _, number, _ in readings)


def _agrees(word: str, readings: tuple[HeadReading, ...]) -> bool:
    """Whether a word can be a definite adjective that goes with the head, in its case."""
    for (gender, ending), cases in adjective_endings.items():
        if not word.endswith(ending):
            continue
        stem = word[: len(word) - len(ending)]
        if not stem.endswith(_ADJECTIVE_STEMS) and stem not in _SHORT_ADJECTIVES:
            continue
        if any(g == gender and case in cases for _, case, _, g in readings):
            return True
    return False
