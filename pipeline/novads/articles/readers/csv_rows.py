"""The rows of a CSV file, each of them bounded, and the good ones found again after a bad one."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from typing import Final, NamedTuple

from novads.articles.readers.source import in_mib
from novads.articles.readers.streams import Line, line_text
from novads.errors import ArticleError

__all__ = ["DELIMITERS", "BadRow", "Row", "rows", "sniff"]

DELIMITERS: Final = (";", ",", "\t", "|")
"""What is tried between cells, the usual one in Latvia first."""

_SEPARATOR: Final = re.compile(rb"sep=(.)\r?\n")


class Row(NamedTuple):
    """The cells of a row."""

    number: int
    """The line that it begins on, from 1."""
    cells: list[str]
    encoding: str


class BadRow(NamedTuple):
    """A row that can't be read."""

    number: int
    reason: str


class _BadLineError(Exception):
    """A line that can't be part of a row; the lines behind it may be."""


class _Feed:
    """The lines for a CSV parser. Keeps those of the row under way, to give them again."""

    def __init__(self, lines: Iterator[Line], limit: int, name: str) -> None:
        self._lines = lines
        self._again: deque[Line] = deque()
        self._limit = limit
        self._name = name
        self._size = 0
        self.kept: list[Line] = []
        self.encoding = "utf-8"

    def __iter__(self) -> _Feed:
        return self

    def begin(self) -> None:
        """A new row begins."""
        self.kept = []
        self._size = 0

    def retry(self) -> None:
        """Give all lines of the row again but the first."""
        self._again.extendleft(reversed(self.kept[1:]))

    def peek(self) -> Line | None:
        """The next line that isn't blank, which is still to come."""
        while not self._again:
            line = next(self._lines, None)
            if line is None:
                return None
            if line.raw.strip():
                self._again.append(line)
        return self._again[0]

    def drop(self) -> None:
        """Leave out the line that was peeked at."""
        self._again.popleft()

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self.kept.append(line)
        self._size += len(line.raw)
        if line.too_long or self._size > self._limit:
            raise _BadLineError(f"a row larger than the limit of {in_mib(self._limit)}")
        try:
            text, self.encoding = line_text(line, self._name)
        except ArticleError as error:
            raise _BadLineError(error.reason) from None
        return text


def sniff(lines: Iterator[Line], limit: int, name: str, delimiter: str | None) -> tuple[_Feed, str]:
    """The lines, and the delimiter: as given, as a first line `sep=` says, or as the header shows.

    Raises:
        ArticleError: if there is no header.

    """
    feed = _Feed(lines, limit, name)
    first = feed.peek()
    if first is None:
        raise ArticleError(name, "empty")
    stated = _SEPARATOR.fullmatch(first.raw.lower())
    if stated is not None:
        feed.drop()
        return feed, stated[1].decode("latin-1")
    if delimiter is not None:
        return feed, delimiter
    header = line_text(first, name).text if not first.too_long else ""
    # within quotes there may be any of them
    bare = re.sub(r'"[^"]*"', "", header)
    return feed, max(DELIMITERS, key=bare.count)


def rows(feed: _Feed, delimiter: str, limit: int) -> Iterator[Row | BadRow]:
    """The rows of the lines. After a row that can't be read, reading goes on with its second line.

    So a quote that is never closed costs its own row, not the rest of the file.

    Raises:
        ArticleError: if the lines themselves can't be read on.
        OSError: likewise.

    """
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    while True:
        feed.begin()
        # the limit is the whole process's: put back at once what others have set
        before = csv.field_size_limit(limit)
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _BadLineError) as error:
            yield BadRow(feed.kept[0].number, _reason(error, len(feed.kept)))
            feed.retry()
            continue
        finally:
            csv.field_size_limit(before)
        if cells:
            yield Row(feed.kept[0].number, cells, feed.encoding)


def _reason(error: Exception, lines: int) -> str:
    if isinstance(error, _BadLineError):
        return f"{error}; is a quote unclosed?" if lines > 1 else str(error)
    if "unexpected end of data" in str(error):
        return "a quote that opens here is never closed"
    return f"not CSV: {error}"
