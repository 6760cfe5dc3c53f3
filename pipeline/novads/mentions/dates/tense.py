"""Whether a sentence is about what was or about what will be, by its verbs."""

from __future__ import annotations

from typing import Final, Literal

import regex

from novads.mentions.dates.rules import TenseRule
from novads.ruleset import RuleSet

__all__ = ["Tense", "Tenses"]

Tense = Literal["past", "future"]

_WORD: Final = regex.compile(r"\p{L}{3,}")
_SHORTEST: Final = 5
_DEADLINE: Final = regex.compile(r"\blīdz\s+(?:pat\s+)?+", regex.REVERSE | regex.IGNORECASE)
_SINCE: Final = regex.compile(r"\bkopš\s+", regex.REVERSE | regex.IGNORECASE)
_REACH: Final = 300
_COMMA: Final = 25
"""How much farther away a verb behind a comma is."""


class Tenses:
    """The words and endings of `rules/dates/tense.yaml`."""

    def __init__(self, rules: RuleSet) -> None:
        self._words: dict[str, Tense | None] = {}
        endings: list[tuple[str, Tense]] = []
        prefixes: list[tuple[str, Tense]] = []
        for rule in rules.yaml("dates/tense.yaml", TenseRule):
            if rule.tense == "none":
                self._words |= dict.fromkeys(rule.words)
                continue
            self._words |= dict.fromkeys(rule.words, rule.tense)
            endings += [(ending, rule.tense) for ending in rule.endings]
            prefixes += [(prefix, rule.tense) for prefix in rule.prefixes]
        self._endings, self._prefixes = tuple(endings), tuple(prefixes)

    def of(self, text: str, start: int, end: int, date_start: int, date_end: int) -> Tense | None:
        """The tense of the sentence `text[start:end]` by the verb nearest to the date in it.

        A date behind 'kopš' is gone by; one behind 'līdz' in a sentence without a verb is to come.
        """
        if _SINCE.match(text, max(start, date_start - _REACH), date_start) is not None:
            return "past"
        best: Tense | None = None
        nearest = _REACH + 1
        begin, stop = max(start, date_start - _REACH), min(end, date_end + _REACH)
        before: Tense | None = None
        for match in _WORD.finditer(text, begin, stop):
            at, after = match.span()
            between = (after, date_start) if after <= date_start else (date_end, at)
            gap = between[1] - between[0]
            if gap >= 0:
                gap += _COMMA * text.count(",", *between)
            tense = self._tense(match.group().lower())
            if before == "past" and tense == "future":
                tense = "past"  # 'bija plānots'
            if tense is not None and 0 <= gap < nearest:
                best, nearest = tense, gap
            before = tense
        if best is None and _DEADLINE.match(text, begin, date_start) is not None:
            return "future"
        return best

    def _tense(self, word: str) -> Tense | None:
        if word in self._words:
            return self._words[word]
        if len(word) < _SHORTEST:
            return None
        by_ending = (tense for ending, tense in self._endings if word.endswith(ending))
        by_prefix = (tense for prefix, tense in self._prefixes if word.startswith(prefix))
        return next(by_ending, None) or next(by_prefix, None)
