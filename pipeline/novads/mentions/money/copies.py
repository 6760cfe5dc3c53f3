"""Spelled-out copies of sums: '500,00 (pieci simti) EUR', '4000,00 (..) EUR'."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import regex

from novads.mentions.money.numerals import evaluate
from novads.mentions.money.rules import BLANK, Lexicon

__all__ = ["Copy", "copy_at", "value_in_words"]

_COPY: Final = regex.compile(rf"{BLANK}{{0,2}}\(\s?([^()\n]{{1,240}})\)")
_ELLIPSIS: Final = regex.compile(r"\s*(?:\.{2,3}|…)\s*$")
_WORD: Final = regex.compile(r"\p{L}+|\d+")
_COPY_FILLERS: Final = frozenset({"un", "ar", "komats", "pilni", "nulle"})
_NOT_DIGIT: Final = regex.compile(r"\D|[.,]\d{2}\s*$")
_FIGURE_MARKS: Final = "0123456789 .,\u00a0\u202f"
_LONGEST: Final = 250


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy in brackets: the offset after it, and its words ('' where they were left out)."""

    end: int
    words: str


def copy_at(text: str, at: int, lexicon: Lexicon, *, in_figures: bool = False) -> Copy | None:
    """The copy in brackets at the offset, or None: the brackets may hold anything else.

    A copy `in_figures` is that of a number in words: 'divdesmit tūkstoši (20 000) eiro'.
    """
    match = _COPY.match(text, at, at + _LONGEST)
    if match is None:
        return None
    inside = match.group(1)
    if _ELLIPSIS.match(inside):
        return Copy(match.end(), "")
    words = [w.lower() for w in _WORD.findall(inside)]
    if in_figures and words and all(word.isdigit() for word in words):
        return Copy(match.end(), inside)
    if not words or words[0] not in lexicon.terms:
        return None
    for word in words:
        if not (word.isdigit() or word in _COPY_FILLERS or lexicon.is_money_word(word)):
            return None
    return Copy(match.end(), inside)


def value_in_words(words: str, lexicon: Lexicon) -> Decimal | None:
    """The number that the words start with (or that the figure is); None where they make none."""
    if not words.strip(_FIGURE_MARKS):
        digits = _NOT_DIGIT.sub("", words)
        return Decimal(digits) if digits else None
    terms = []
    for word in _WORD.findall(words):
        term = lexicon.terms.get(word.lower())
        if term is None:
            break
        terms.append(term)
    return evaluate(terms) if terms else None
