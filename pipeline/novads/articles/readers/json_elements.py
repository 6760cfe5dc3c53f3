"""The elements of a JSON list, one at a time, however long the list is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from novads.articles.readers.options import KIB
from novads.articles.readers.streams import Line, unified
from novads.errors import ArticleError

__all__ = ["elements"]

_CHUNK: Final = 64 * KIB
_GAP: Final = re.compile(rb"[ \t\r\n,]*+")
_OUTSIDE: Final = re.compile(rb'["{}\[\],]')
_INSIDE: Final = re.compile(rb'[^"\\]*+(?:\\[\s\S][^"\\]*+)*+')
"""Goes on to the quote that ends a string, or else to what of it the chunk has."""


def elements(stream: BinaryIO, limit: int, name: str) -> Iterator[Line]:
    """The elements of the list that a file holds, or the objects that it holds one after another.

    They are told apart by brackets and quotes alone: whether one is sound JSON shows when it is
    parsed. No more than `limit` bytes of one are kept.

    Raises:
        ArticleError: if the file holds neither list nor object, or ends within one.
        OSError: if it can't be read.

    """
    reader, encoding = unified(stream)
    scanner = _Scanner(limit)
    number = 0
    while chunk := reader.read1(_CHUNK):
        for raw, too_long in scanner.feed(chunk, name):
            number += 1
            yield Line(number, raw, encoding, too_long)
    scanner.close(name)


class _Scanner:
    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._base: int | None = None
        """How deep the elements lie: 1 in a list, 0 one after another; None before the first."""
        self._depth = 0
        self._piece: bytearray | None = None
        """The element so far; None between elements."""
        self._too_long = False
        self._in_string = False
        self._escaped = False
        self._done = False

    def feed(self, chunk: bytes, name: str) -> Iterator[tuple[bytes, bool]]:
        at = 0
        while at < len(chunk):
            if self._piece is None:
                at = self._begin(chunk, at, name)
                continue
            end, complete = self._advance(chunk, at)
            self._keep(chunk[at:end])
            at = end
            if complete:
                yield bytes(self._piece), self._too_long
                self._piece = None

    def close(self, name: str) -> None:
        if self._piece is not None or (self._base == 1 and not self._done):
            raise ArticleError(name, "truncated: it ends within the list or an object")

    def _keep(self, part: bytes) -> None:
        assert self._piece is not None
        room = self._limit - len(self._piece)
        self._too_long = self._too_long or len(part) > room
        self._piece += part[: max(room, 0)]

    def _begin(self, chunk: bytes, at: int, name: str) -> int:
        """Go on to the next element's first byte."""
        gap = _GAP.match(chunk, at)
        at = gap.end() if gap else at
        if at == len(chunk):
            return at
        first = chunk[at : at + 1]
        if self._done:
            raise ArticleError(name, "not JSON: something follows the list")
        if self._base is None:
            if first not in (b"[", b"{"):
                raise ArticleError(name, "not JSON: neither a list nor an object")
            self._base = self._depth = 1 if first == b"[" else 0
            return at + 1 if first == b"[" else at
        if self._base == 1 and first == b"]":
            self._done = True
            return at + 1
        self._piece = bytearray()
        self._too_long = self._in_string = self._escaped = False
        return at

    def _advance(self, chunk: bytes, at: int) -> tuple[int, bool]:
        """Where the element ends in the chunk, and whether it does end there."""
        while at < len(chunk):
            if self._escaped:
                self._escaped = False
                at += 1
                continue
            if self._in_string:
                inside = _INSIDE.match(chunk, at)
                at = inside.end() if inside else at
                if at < len(chunk):
                    self._in_string = chunk[at : at + 1] != b'"'
                    self._escaped = self._in_string  # a backslash that ends the chunk
                at += 1
                continue
            mark = _OUTSIDE.search(chunk, at)
            if mark is None:
                break
            at = mark.end()
            char = mark.group()
            if char == b'"':
                self._in_string = True
            elif char in b"{[":
                self._depth += 1
            elif self._depth == self._base:  # a number or a word ends before what parts the list
                parted = self._base == 1 and char in b",]"
                return at - 1 if parted else at, True
            elif char in b"}]":
                self._depth -= 1
                if self._depth == self._base:
                    return at, True
        return len(chunk), False
