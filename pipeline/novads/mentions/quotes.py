r"""Quoted stretches of Latvian text: one linear scan for all the styles that sites use.

„X”, “X”, "X", „X", «X», “X“, „X\", ''X'', ‘X’, ,,X”, nested in one another, and with the opening
or the closing mark missing. A mark that can open and close (", “, ”) is told by what stands beside
it, and by what is open. Nothing runs across a blank line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import regex

__all__ = ["MAX_LENGTH", "Quoted", "find_quoted", "straight_quotes"]

MAX_LENGTH: Final = 400
"""The longest quoted stretch, in code points: a mark farther away belongs to another pair."""

_MAX_DEPTH: Final = 8  # deeper nesting than this is noise; it would cost time and mean nothing

# a backslash is a left-over of escaping; a blank line ends everything that is open
_MARK: Final = regex.compile(
    r"(?<blank>\n[^\S\n]*\n)|\\?(?<mark>''|‘‘|’’|,,(?=[^\s,])|[„“”\"«»‟″]|[‘’‚'])"
)
_SPELLING: Final = regex.compile(r"\\?(?:''|‘‘|’’|,,(?=[^\s,])|[„“”\"«»‟″])")
_OPENING: Final = frozenset({"„", "«", ",,", "‚"})
_CLOSING: Final = frozenset({"»"})
_SINGLE: Final = frozenset({"‘", "’", "'", "‚"})
_BEFORE_OPENING: Final = frozenset("([{-–—/:|>„“«")
_AFTER_CLOSING: Final = frozenset(".,;:!?)]}-–—/|<…”»")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quoted stretch: half-open code-point offsets, with its marks and without them.

    A stretch whose closing mark is missing is unclosed and reaches to the end of its line; one
    whose opening mark is missing is unopened and reaches back to the line's start or to the quote
    before it. Where it really ends, whoever asks must tell.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    opened: bool = True
    closed: bool = True

    @property
    def is_balanced(self) -> bool:
        """Whether both marks are there."""
        return self.opened and self.closed

    def inner(self, text: str) -> str:
        """What stands between the marks."""
        return text[self.inner_start : self.inner_end]


@dataclass(slots=True)
class _Open:
    start: int
    inner: int
    mark: str


def straight_quotes(text: str) -> str:
    """The text with every double quotation mark written as a straight one."""
    return _SPELLING.sub('"', text)


def find_quoted(text: str, start: int = 0, end: int | None = None) -> list[Quoted]:
    """The quoted stretches of `text[start:end]`, sorted by start, outer before inner.

    Time grows linearly with the text.
    """
    stop = len(text) if end is None else end
    found: list[Quoted] = []
    stack: list[_Open] = []
    floor = start  # nothing that starts later reaches back over it
    for match in _MARK.finditer(text, start, stop):
        if match["blank"] is not None:
            _drop(text, stack, match.start(), found)
            floor = match.end()
            continue
        mark = match["mark"]
        while stack and match.start() - stack[-1].start > MAX_LENGTH:
            _unclosed(text, stack.pop(), stop, found)
        opens = _opens(text, match.start(), match.end(), mark, start, stop, stack)
        if opens is None:
            continue
        if opens:
            if len(stack) < _MAX_DEPTH:
                stack.append(_Open(match.start(), match.end(), mark))
            continue
        if stack:
            opened = stack.pop()
            _add(text, found, opened.start, match.end(), opened.inner, match.start())
        elif mark not in _SINGLE:
            line = max(floor, text.rfind("\n", floor, match.start()) + 1)
            line = max(line, match.start() - MAX_LENGTH)
            _add(text, found, line, match.end(), line, match.start(), opened=False)
        floor = max(floor, match.end())
    _drop(text, stack, stop, found)
    found.sort(key=lambda q: (q.start, -q.end))
    return found


def _opens(
    text: str, at: int, after: int, mark: str, start: int, stop: int, stack: list[_Open]
) -> bool | None:
    """Whether the mark opens (True) or closes (False); None if it is no quotation mark here."""
    previous = text[at - 1] if at > start else " "
    following = text[after] if after < stop else " "
    free_left = previous.isspace() or previous in _BEFORE_OPENING
    free_right = following.isspace() or following in _AFTER_CLOSING
    if mark in _SINGLE:
        if previous.isalnum() and following.isalnum():
            return None  # an apostrophe
        if stack and stack[-1].mark in _SINGLE and not previous.isspace():
            return False
        return True if free_left and following.isalnum() and mark != "‚" else None
    if mark in _OPENING:
        return True
    if mark in _CLOSING:
        return False
    if free_left and not free_right:
        return True
    if free_right and not free_left:
        if not stack and previous.isdigit() and mark in {'"', "″", "''", "’’"}:
            return None  # inches or seconds
        return False
    return not stack


def _add(
    text: str,
    found: list[Quoted],
    start: int,
    end: int,
    inner_start: int,
    inner_end: int,
    *,
    opened: bool = True,
    closed: bool = True,
) -> None:
    while inner_start < inner_end and text[inner_start].isspace():
        inner_start += 1
    while inner_end > inner_start and text[inner_end - 1].isspace():
        inner_end -= 1
    if not opened:
        start = inner_start
    if inner_start < inner_end:
        found.append(Quoted(start, end, inner_start, inner_end, opened, closed))


def _unclosed(text: str, opened: _Open, stop: int, found: list[Quoted]) -> None:
    if opened.mark in _SINGLE:
        return
    limit = min(stop, opened.start + MAX_LENGTH)
    line = text.find("\n", opened.inner, limit)
    end = limit if line < 0 else line
    _add(text, found, opened.start, end, opened.inner, end, closed=False)


def _drop(text: str, stack: list[_Open], stop: int, found: list[Quoted]) -> None:
    while stack:
        _unclosed(text, stack.pop(), stop, found)
