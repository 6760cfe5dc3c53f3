"""Which word is a project's acronym, and where it is repeated."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

import regex

__all__ = ["ACRONYM", "is_acronym", "repeats"]

ACRONYM: Final = r"[\p{Lu}\p{N}][\p{L}\p{N}+&]*+(?:[-@!][\p{L}\p{N}]++)*+"
"""A word that could be an acronym, as a pattern: CITIES4CSR, BluAct, EST-LAT."""

_ROMAN: Final = regex.compile(r"[IVXLC]++\.?")
_DIGIT_INSIDE: Final = regex.compile(r"\p{L}\d++\p{L}")  # Coast4us
_NUMBERED: Final = regex.compile(r"\d[\d.,/-]*+")


def is_acronym(word: str, listed: Collection[str], *, alone: bool = False) -> bool:
    """Whether a word beside 'projekts' is a project's acronym.

    Args:
        word: as it is written.
        listed: abbreviations that are no project's.
        alone: ask more of it: it stands before 'projekts', or in a line of capitals.
    """
    capitals = sum(c.isupper() for c in word)
    digits = sum(c.isdigit() for c in word)
    if word in listed or word.upper() in listed or len(word) < 3 or len(word) > 30:
        return False
    if _ROMAN.fullmatch(word) or _NUMBERED.fullmatch(word) or capitals == 0:
        return False
    if capitals < 2:
        return _DIGIT_INSIDE.search(word) is not None
    if not alone:
        return True
    is_mixed = not word.isupper() and word[1:].lower() != word[1:]
    return capitals >= 4 or (digits > 0 and capitals >= 2) or is_mixed


def repeats(text: str, start: int, stop: int, words: Collection[str]) -> Iterator[tuple[int, int]]:
    """Where the acronyms stand in `text[start:stop]`, each as a whole word."""
    if not words:
        return
    alternatives = "|".join(regex.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))
    pattern = regex.compile(rf"(?<![\w/@#.-])(?:{alternatives})(?![\w@]|[./-]\w)")
    for match in pattern.finditer(text, start, stop):
        yield match.start(), match.end()
