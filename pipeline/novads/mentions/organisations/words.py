"""The words of a text as the search for names needs them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

import regex

from novads.language.inflection import Case

__all__ = ["Text", "Token", "adjective_endings", "looks_genitive"]

_TOKEN: Final = regex.compile(
    r"(?<word>\p{L}[\p{L}\p{M}\p{N}]*+(?:[-‑’][\p{L}\p{N}]++)*+)|(?<ordinal>\d++\.)(?=\s*+\p{L})"
    r"|(?<number>\d++)|(?<mark>[^\s\p{L}\p{N}])"
)
_ABBREVIATED: Final = frozenset(
    [
        "nr",
        "plkst",
        "t.sk",
        "utt",
        "u.c",
        "g",
        "gs",
        "m",
        "t",
        "tel",
        "tālr",
        "lpp",
        "st",
        "dr",
        "prof",
        "nov",
        "pag",
    ]
)
_SENTENCE_END: Final = frozenset(".!?…:;•·*|▪●►")
_GENITIVE: Final = ("as", "es", "a", "u", "us", "ās", "o", "ts", "ls")
_ROMAN: Final = regex.compile(r"[IVX]{1,6}")

adjective_endings: Final = {
    ("m", "ais"): {Case.NOM},
    ("m", "ā"): {Case.GEN},
    ("m", "ajam"): {Case.DAT},
    ("m", "o"): {Case.ACC, Case.GEN},
    ("m", "ajā"): {Case.LOC},
    ("m", "ie"): {Case.NOM},
    ("m", "ajiem"): {Case.DAT},
    ("f", "ā"): {Case.NOM},
    ("f", "ās"): {Case.GEN, Case.NOM},
    ("f", "ajai"): {Case.DAT},
    ("f", "o"): {Case.ACC, Case.GEN},
    ("f", "ajā"): {Case.LOC},
    ("f", "ajām"): {Case.DAT},
}
"""Endings of definite adjectives by the gender of their noun, and the cases that they stand for."""


@dataclass(slots=True)
class Token:
    """A word, ordinal, number or mark: half-open code-point offsets, as written, in small letters.

    `first` says that it begins a sentence, a line or a quotation, so that its capital means
    nothing; `gap` is whether white space stands before it, `broken` whether a line break does.
    """

    start: int
    end: int
    text: str
    lower: str
    kind: str
    first: bool
    gap: bool
    broken: bool

    @property
    def is_capital(self) -> bool:
        """Whether it is a word with a capital first letter."""
        return self.kind == "word" and self.text[0].isupper()

    @property
    def is_code(self) -> bool:
        """Whether it is written in capitals only, two letters or more, or a roman number."""
        if self.kind != "word" or not self.text.isupper():
            return False
        return len(self.text) > 1 or _ROMAN.fullmatch(self.text) is not None


def looks_genitive(word: str) -> bool:
    """Whether a word, in small letters, can be a genitive by its ending."""
    return len(word) > 2 and word.endswith(_GENITIVE)


class Text:
    """The tokens of `text[start:stop]`, looked up by number or by offset."""

    def __init__(self, text: str, start: int, stop: int) -> None:
        self.text = text
        self.tokens: list[Token] = []
        self.small: set[str] = set()  # words met in small letters
        previous_end, first = start, True
        for match in _TOKEN.finditer(text, start, stop):
            gap_text = text[previous_end : match.start()]
            broken = "\n" in gap_text
            # a signature's next line: "Laura Berzona,\nAttīstības nodaļa"
            goes_on = bool(self.tokens) and self.tokens[-1].text == "," and "\n\n" not in gap_text
            kind = match.lastgroup or "mark"
            word = match.group()
            lower = word.lower()
            token = Token(
                match.start(),
                match.end(),
                word,
                lower,
                kind,
                first or (broken and not goes_on),
                bool(gap_text),
                broken,
            )
            if kind == "word" and word[0].islower():
                self.small.add(lower)
            first = self._next_is_first(token)
            self.tokens.append(token)
            previous_end = match.end()
        self._starts = [token.start for token in self.tokens]

    def _next_is_first(self, token: Token) -> bool:
        if token.kind == "mark":
            if token.text == "." and self.tokens:
                return not self._is_abbreviation(self.tokens[-1], token)
            opens = token.text in '„“”"«(–—-' and token.first
            return token.text in _SENTENCE_END or opens or token.text in '„“”"«'
        return token.kind == "ordinal" and token.first

    @staticmethod
    def _is_abbreviation(before: Token, dot: Token) -> bool:
        if dot.gap or before.kind != "word":
            return False
        return before.lower in _ABBREVIATED or (len(before.text) == 1 and before.text.isupper())

    def at(self, offset: int) -> int:
        """The number of the first token that starts at the offset or later."""
        return bisect_left(self._starts, offset)

    def is_entry_end(self, index: int) -> bool:
        """Whether the token before is the last of its line, and the line has a figure in it."""
        if index < len(self.tokens) and not self.tokens[index].broken:
            return False
        for token in reversed(self.tokens[max(0, index - 40) : index]):
            if token.kind in {"ordinal", "number"}:
                return True
            if token.broken:
                return False
        return False

    def lower(self, index: int) -> str:
        """The token in small letters; empty outside the text."""
        return self.tokens[index].lower if 0 <= index < len(self.tokens) else ""
