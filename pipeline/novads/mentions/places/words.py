"""A text's words with their offsets, split as the form index splits names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import regex

__all__ = ["QUOTES", "Word", "words_of"]

QUOTES: Final = frozenset('"“”„«»')
"""Quotation marks."""

_MONTHS: Final = (
    "Janvāra|Februāra|Marta|Aprīļa|Maija|Jūnija|Jūlija|Augusta|Septembra|Oktobra|Novembra|Decembra"
)
# abbreviations and ordinals keep their dot; a capital's dot is an initial's
_TOKEN: Final = regex.compile(
    r"(?:pag|nov|raj|šos|bulv|pr|ev|lut|luter|pareizt|kat|[Ss]v|\p{Lu}|Kr|Fr)\.(?=[\s,):;]|\p{Lu}|$)|"
    rf"\d{{1,2}}\.(?=\s?(?:\p{{Ll}}|(?:{_MONTHS})\b))|"
    r"[\p{L}\p{M}\p{N}]++(?:[-‑’'.][\p{L}\p{M}\p{N}]++)*+|[^\s\p{L}\p{M}\p{N}]"
)
_SENTENCE_END: Final = frozenset(".!?…")
_BULLETS: Final = frozenset("•*–—-◦·")


@dataclass(slots=True)
class Word:
    """A word or a punctuation mark: half-open code-point offsets into the text."""

    start: int
    end: int
    text: str
    lower: str
    is_capital: bool
    """Whether it begins with a capital letter."""
    starts_sentence: bool
    """Whether its capital may be that of a sentence, not of a name."""
    breaks: bool
    """Whether a line ends between it and the word before."""
    quoted: bool = False
    """Whether it stands inside a quoted title or name."""

    @property
    def is_initial(self) -> bool:
        """Whether it is a capital with a dot, or the like of 'Sv.'."""
        return self.is_capital and self.text.endswith(".")

    @property
    def is_ordinal(self) -> bool:
        """Whether it is a figure with a dot."""
        return self.text.endswith(".") and self.text[0].isdigit()


def words_of(text: str, start: int, end: int) -> list[Word]:
    """The words of `text[start:end]`."""
    words: list[Word] = []
    fresh = True
    at = start
    for match in _TOKEN.finditer(text, start, end):
        token = match.group()
        first, last = match.span()
        breaks = first > at and "\n" in text[at:first]
        fresh = fresh or breaks
        is_word = token[0].isalnum()
        words.append(
            Word(
                first,
                last,
                token,
                token.lower(),
                token[0].isupper(),
                fresh and is_word,
                breaks,
            )
        )
        if is_word:
            fresh = False
        elif token in _SENTENCE_END or (breaks and token in _BULLETS):
            fresh = True
        at = last
    return words
