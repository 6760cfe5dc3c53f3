"""A text's words with their offsets, split as the form index splits names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import regex

__all__ = ["Word", "words_of"]

_TOKEN: Final = regex.compile(
    r"(?:pag|nov|raj|šos|bulv|pr|J|K|A|R|E|M|P|V|T|Kr|Fr)\.(?=[\s,)]|\p{Lu})|"
    r"[\p{L}\p{M}\p{N}]++(?:[-‑’'.][\p{L}\p{M}\p{N}]++)*+|[^\s\p{L}\p{M}\p{N}]"
)
_SENTENCE_END: Final = frozenset(".!?:…")


@dataclass(frozen=True, slots=True)
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


def words_of(text: str, start: int, end: int) -> list[Word]:
    """The words of `text[start:end]`."""
    words: list[Word] = []
    fresh = True
    at = start
    for match in _TOKEN.finditer(text, start, end):
        token = match.group()
        breaks = "\n" in text[at : match.start()]
        fresh = fresh or breaks
        is_word = token[0].isalnum()
        words.append(
            Word(
                match.start(),
                match.end(),
                token,
                token.lower(),
                token[0].isupper(),
                fresh and is_word,
                breaks,
            )
        )
        if is_word:
            fresh = False
        elif token in _SENTENCE_END or (token in "•*–—-" and breaks):
            fresh = True
        at = match.end()
    return words
