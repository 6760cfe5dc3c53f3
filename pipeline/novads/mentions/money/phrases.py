"""Finding the figures and number words of a text, and which of them stand together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import regex

from novads.mentions.money.figures import RUN_PATTERN, Run
from novads.mentions.money.numerals import HALF, Term
from novads.mentions.money.rules import BLANK, Lexicon

__all__ = ["Item", "read_phrases"]

_SCAN: Final = regex.compile(rf"(?<run>{RUN_PATTERN})|\p{{L}}++")
_GAP: Final = regex.compile(rf"{BLANK}{{1,3}}|{BLANK}{{0,3}}\n{BLANK}{{0,3}}")
_HALF: Final = regex.compile(r"\s+ar\s+pusi(?!\p{L})", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """A figure run or a number word."""

    start: int
    end: int
    term: Term | None
    run: Run | None


def _items(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[Item]:
    terms = lexicon.terms
    for match in _SCAN.finditer(text, start, end):
        if match.lastgroup == "run":
            yield Item(match.start(), match.end(), None, Run(text, match.start(), match.end()))
            continue
        word = match.group().lower()
        stop = match.end()
        if text[stop : stop + 1] == "." and word + "." in terms:
            yield Item(match.start(), stop + 1, terms[word + "."], None)
        elif word in terms:
            yield Item(match.start(), stop, terms[word], None)


def read_phrases(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[list[Item]]:
    """Items with nothing but a blank between them ('3,2 milj.', 'trīs ar pusi miljoni')."""
    phrase: list[Item] = []
    for item in _items(text, start, end, lexicon):
        if phrase:
            last = phrase[-1]
            gap = (last.end, item.start)
            half = _HALF.match(text, last.end, last.end + 16)
            if half is not None and half.end() < item.start and text[half.end()].isspace():
                phrase.append(Item(half.start() + 1, half.end(), HALF, None))
                gap = (half.end(), item.start)
            glued = gap[0] == gap[1] and item.term is not None and item.term.kind == "scale"
            if not (glued or _GAP.fullmatch(text, *gap)) or (
                item.run is not None and "\n" in text[slice(*gap)]
            ):
                yield phrase
                phrase = []
        phrase.append(item)
    if phrase:
        yield phrase
