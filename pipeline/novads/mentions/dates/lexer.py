"""Text to date atoms: one linear scan that turns what dates are built of into one-letter codes.

A run of anything else is one 'x', which no pattern crosses. So the patterns run over a few letters
instead of the text, and can't be slow whatever the text is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import regex

from novads.mentions.dates.rules import Entry, Lexicon

__all__ = ["Atoms", "Lexer"]

_PIECE: Final = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
_DASHES: Final = "-‐‑‒–—―−─－"
_MARKS: Final = {".": ".", ",": ",", "/": "/", "(": "<", ")": ">"} | dict.fromkeys(_DASHES, "-")
_OTHER: Final = Entry("x")
_WIDEST_GAP: Final = 3
_CLOCK_WORDS: Final = ("plkst", "pulkst", "pl")
# a year-like figure before these counts something ('2000 EUR') or is part of a larger one
_COUNTED: Final = re.compile(
    r"[^\S\n]?(?:[€$%°]|EUR|LVL|Ls\b|USD|Eur\b|EURO|m[²2³3]?\b|km\b|kg\b|ha\b|gab\b"
    r"|[,.]\d{1,2}\b[^.]|[^\S\n]\d{3}\b)"
)
_SMALL_THEN_CAPITAL: Final = regex.compile(r"\p{Ll}(?=\p{Lu})")
_NEXT_WORD: Final = re.compile(r"[^\S\n]+([^\W\d_]+)")
# words behind a bare year that don't make it a count
_AFTER_YEAR: Final = frozenset(
    (
        "un",
        "līdz",
        "vai",
        "ir",
        "notiks",
        "notika",
        "notiek",
        "norisināsies",
        "norisinājās",
        "sāksies",
        "aicina",
        "gaida",
        "pulcēs",
        "būs",
        "tiks",
        "plkst",
        "pl",
        "no",
        "pulksten",
        "ar",
    )
)
_EARLIEST, _LATEST = 1100, 2100
_LONGEST_WORD: Final = 24


@dataclass(frozen=True, slots=True)
class Atoms:
    """What dates are built of in a stretch of text: a code, half-open offsets and a value each."""

    codes: str
    starts: Sequence[int]
    ends: Sequence[int]
    values: Sequence[Any]


class Lexer:
    """Finds the atoms of a text by the lexicon of date words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = lexicon.words
        self._tens = lexicon.codes["TENS"]
        self._year_words = frozenset(lexicon.codes[a] for a in ("GADA", "GADU", "GADOS"))

    def lex(self, text: str, start: int, stop: int, skip: Sequence[tuple[int, int]] = ()) -> Atoms:
        """The atoms of `text[start:stop]`.

        Args:
            text: the article.
            start: where to begin.
            stop: where to end.
            skip: sorted half-open ranges whose figures are known to be something else.

        """
        codes: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        values: list[Any] = []

        def put(code: str, at: int, end: int, value: Any = None) -> None:
            codes.append(code)
            starts.append(at)
            ends.append(end)
            values.append(value)

        words = self._words
        skip_starts = [s for s, _ in skip]
        before = start
        last = "x"
        lower = text.lower()
        if len(lower) != len(text):  # of a few foreign letters the small one is two code points
            lower = text
        for match in _PIECE.finditer(lower, start, stop):
            at, end = match.span()
            piece = match.group()
            found = words.get(piece)
            unknown = found is None and last == "x" and piece[0].isalpha()
            if unknown and not piece.endswith(_CLOCK_WORDS):  # most words of a text
                before = end
                continue
            if last != "x" and at > before and _breaks(text, before, at, last):
                put("x", before, at)
                last = "x"
            before = end
            first = piece[0]
            rest = False
            if first.isdigit():
                if (last == "x" and at and text[at - 1].isalpha()) or (
                    skip and _is_in(skip, skip_starts, at)
                ):
                    entry = _OTHER
                else:
                    entry = self._figure(text, at, end, stop, last)
            elif first.isalpha():
                if found is None and (cut := _cut(text, at, end, piece)):
                    found = words.get(piece[:cut])
                    if found is not None:
                        end, rest = at + cut, True
                entry = found or _OTHER
                if entry.code == "O" and last == self._tens and 0 < entry.value < 10:
                    # 'divdesmit trešajā': one ordinal of two words
                    entry = Entry("O", values.pop() + entry.value)
                    at = starts.pop()
                    ends.pop()
                    codes.pop()
            else:
                entry = Entry(_MARKS.get(piece, "x"))
            if entry.code != "x" or last != "x":
                put(entry.code, at, end, entry.value)
                last = entry.code
            if rest:
                put("x", end, before)
                last = "x"
        return Atoms("".join(codes), starts, ends, values)

    def _figure(self, text: str, at: int, end: int, stop: int, last: str) -> Entry:
        """A day or month, another short number, or a year; anything else is no date's."""
        length = end - at
        if length <= 2:
            value = int(text[at:end])
            return Entry("d" if 1 <= value <= 31 else "h", value)
        if length != 4:
            return _OTHER
        value = int(text[at:end])
        apart_from_number = last in "dhYZ" and text[at - 1].isspace()
        if not _EARLIEST <= value <= _LATEST or apart_from_number:
            return _OTHER
        if _COUNTED.match(text, end, stop):
            return _OTHER
        following = _NEXT_WORD.match(text, end, min(stop, end + _LONGEST_WORD))
        if following is None or not following[1][0].islower() or following[1] in _AFTER_YEAR:
            return Entry("Y", value)
        known = self._words.get(following[1])
        return Entry("Y" if known is not None and known.code in self._year_words else "Z", value)


def _cut(text: str, at: int, end: int, piece: str) -> int:
    """Where a word that lost the blank behind it ends: 'augustāplkst', 'aprīlīNr'; 0 if nowhere."""
    for word in _CLOCK_WORDS:
        if piece.endswith(word):
            return len(piece) - len(word)
    glued = _SMALL_THEN_CAPITAL.search(text, at, end)
    return glued.end() - at if glued else 0


def _breaks(text: str, start: int, end: int, last: str) -> bool:
    """Whether the gap is more than a space or two: a new line, a column of a table."""
    gap = text[start:end]
    if "\n" in gap:
        # a line that was broken inside a date goes on with a small letter
        return gap.count("\n") > 1 or last not in ".dhYZ" or not text[end].islower()
    return "\t" in gap or end - start > _WIDEST_GAP


def _is_in(ranges: Sequence[tuple[int, int]], starts: Sequence[int], at: int) -> bool:
    index = bisect_right(starts, at) - 1
    return index >= 0 and at < ranges[index][1]
