"""Which lines of a text sentences can't run out of, and tokens that cover a text without gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import regex

__all__ = ["Piece", "blocks", "covering"]

Piece = tuple[int, int, bool]
"""A token: half-open code-point offsets, and whether a sentence starts with it."""

_LINE: Final = regex.compile(r"[^\n\r\v\f\x85\u2028\u2029]++")
_ENDED: Final = regex.compile(r"[.!?:;…][\"”“»'’)\]]*+$")
_WORD: Final = regex.compile(r"\S++")
# a list item's "a)" begins a line too
_GOES_ON: Final = regex.compile(r"\p{Ll}(?!\))")
# a number holds single blanks ("48 454,95"); a gap, a tab or a line's end divides it in two
_DIVIDES: Final = regex.compile(r"\s{2,}+|[^\S \u00a0\u2007\u2009\u202f]")

# what the treebank never leaves in a token with anything else
_APART: Final = regex.compile(r"[„“”\"«»;%()\[\]–—]|\.{2,}+|…++|[?!]++|(?<!\d),|,(?!\d)")
# no ordinal has a comma, a colon or a blank in it: a dot behind one ends the sentence
_AMOUNT_ENDS: Final = regex.compile(
    r"(?:\d,\d++|\d:\d\d|\d[ \u00a0\u202f]\d{3})(\.)[\"”“»)]*+(?:\s++(?=[„“\"«(]?\p{Lu})|$)"
)
_ADDRESS: Final = ("www.", "http://", "https://", "Www.", "WWW.")
_TAIL: Final = ".,;:!?…\"”“»'’)]"


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of text that no sentence runs out of: half-open, without blanks at the ends.

    A line is one, as headings, lists and programmes have no dot at their ends; but where the next
    line begins in lower case and this one hasn't ended its sentence, the text was only wrapped.
    """
    start = end = -1
    for line in _LINE.finditer(text):
        content = line.group().strip()
        if not content:
            continue
        at = text.index(content, line.start())
        wrapped = (
            end >= 0
            and text[end:at].strip(" \t\u00a0") in ("\n", "\r\n", "\r")
            and _GOES_ON.match(content)
            and not _ENDED.search(text, max(start, end - 40), end)
        )
        if not wrapped:
            if end >= 0:
                yield start, end
            start = at
        end = at + len(content)
    if end >= 0:
        yield start, end


def covering(text: str, start: int, end: int, found: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces of a block, with what Stanza left out; a piece that isn't one token is divided.

    Args:
        text: the whole text.
        start: where the block begins.
        end: where it ends.
        found: Stanza's tokens in it, in order.

    """
    amounts = list(_AMOUNT_ENDS.finditer(text, start, end))
    dots = {amount.start(1) for amount in amounts}
    begins = {amount.end() for amount in amounts}
    at = start
    is_first = True
    for begin, stop, starts_sentence in [*found, (end, end, False)]:
        left_out = [word.span() for word in _WORD.finditer(text, at, begin)]
        for left, right in [*left_out, *_divided(text, begin, stop)]:
            dot = right - 1
            glued = left < dot and dot in dots
            starts = is_first or left in begins or (starts_sentence and left == begin)
            yield left, dot if glued else right, starts
            if glued:
                yield dot, right, False
            is_first = False
        at = stop


def _divided(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for gap in _DIVIDES.finditer(text, start, end):
        yield from _apart(text, start, gap.start())
        start = gap.end()
    yield from _apart(text, start, end)


def _apart(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A token, and the punctuation in it that is always a token of its own.

    Stanza makes one token of an address on the web and all that follows it up to the next blank.
    """
    address = _address_end(text, start, end)
    if address > start:
        yield start, address
        start = address
    for mark in _APART.finditer(text, start, end):
        if start < mark.start():
            yield start, mark.start()
        yield mark.span()
        start = mark.end()
    if start < end:
        yield start, end


def _address_end(text: str, start: int, end: int) -> int:
    """Where the address on the web ends with which the token starts; `start` if it's another."""
    if not text.startswith(_ADDRESS, start, end):
        return start
    address = text[start:end].rstrip(_TAIL)
    closes = text[start + len(address) : end].startswith(")")
    return start + len(address) + (closes and address.count("(") > address.count(")"))
