"""Reading figures: which number a string of digit groups and separators means.

Latvian writes thousands in groups of three with a space (plain, no-break, narrow) and decimals with
a comma; sites also use dots, commas and apostrophes, in every mixture. A figure that can be read in
two ways gives both readings; one that can't be right as it stands says what is wrong with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import regex

__all__ = ["SPACES", "Figure", "Run", "read_figure"]

SPACES: Final = " \\t\u00a0\u2002\u2007\u2008\u2009\u200a\u202f\u205f"
"""The blanks that group digits or stand in a line, for a regex character class."""

_APOSTROPHES: Final = "'’‘ʼ´`′"
RUN_PATTERN: Final = rf"\d++(?:(?:[{SPACES}]{{1,2}}|[.,{_APOSTROPHES}])\d++)*+"
"""Digits with single separators between them (two blanks count as one)."""

_GROUP: Final = regex.compile(r"\d++")
_MAX_GROUPS: Final = 8
_MAX_DIGITS: Final = 15
TWO_READINGS: Final = "the figure can be read in two ways"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as read: half-open offsets into the text, its value and how it was written."""

    start: int
    end: int
    amount: Decimal
    decimals: int = 0
    grouped: bool = False
    readings: tuple[Decimal, ...] = ()
    problem: str | None = None


class Run:
    """A maximal run of digit groups in a text, cut into its groups.

    Only the groups next to either end are looked at, so that the cost of a run doesn't grow with
    the square of its length.
    """

    def __init__(self, text: str, start: int, end: int) -> None:
        self.start, self.end = start, end
        spans = [m.span() for m in _GROUP.finditer(text, start, end)]
        self.count = len(spans)
        self._text = text
        self._spans = spans

    def _figure(self, first: int, last: int) -> Figure | None:
        spans = self._spans[first:last]
        text = self._text
        groups = [text[a:b] for a, b in spans]
        marks = [_mark(text[spans[i][1] : spans[i + 1][0]]) for i in range(len(spans) - 1)]
        return read_figure(groups, marks, spans[0][0], spans[-1][1])

    def _after_blank(self, index: int) -> bool:
        return index == 0 or self._text[self._spans[index][0] - 1].isspace()

    def suffix(self, skip: int = 0) -> Figure | None:
        """The longest well-formed figure that ends where the run does.

        It starts at the run's start or after a blank. `skip` groups at the run's start are left
        out: they belong to something else.
        """
        for first in range(max(skip, self.count - _MAX_GROUPS), self.count):
            if self._after_blank(first):
                figure = self._figure(first, self.count)
                if figure is not None:
                    return figure
        return None

    def prefix(self) -> Figure | None:
        """The longest well-formed figure that starts where the run does and ends before a blank."""
        for last in range(min(self.count, _MAX_GROUPS), 0, -1):
            if last == self.count or self._after_blank(last):
                figure = self._figure(0, last)
                if figure is not None:
                    return figure
        return None

    def group_text(self, index: int) -> str:
        """The digits of one group."""
        start, end = self._spans[index]
        return self._text[start:end]

    def broken(self) -> Figure | None:
        """The first number of a last stretch without blanks that is no well-formed figure."""
        first = self.count - 1
        while first > 0 and not self._after_blank(first):
            first -= 1
        digits = self.group_text(first)
        if len(digits) > _MAX_DIGITS:
            return None
        return Figure(
            self._spans[first][0],
            self.end,
            Decimal(digits),
            problem="the figure is not well formed",
        )


def _mark(separator: str) -> str:
    if separator[0].isspace():
        return " "
    return "'" if separator in _APOSTROPHES else separator


def _is_grouped(groups: list[str], marks: list[str]) -> bool:
    """Whether the groups are thousands: one to three digits, then threes."""
    return (
        len(groups) > 1
        and 1 <= len(groups[0]) <= 3
        and groups[0][0] != "0"
        and all(len(g) == 3 for g in groups[1:])
    )


def read_figure(groups: list[str], marks: list[str], start: int = 0, end: int = 0) -> Figure | None:
    """The figure of digit groups with separators between them; None if it isn't well formed.

    Args:
        groups: digits between separators.
        marks: the separators: ' ', "'", '.' or ','.
        start: offset of the figure, for the result.
        end: offset after it.
    """
    if sum(map(len, groups)) > _MAX_DIGITS:
        return None
    if not marks:
        digits = groups[0]
        if len(digits) > 1 and digits[0] == "0":
            return None
        return Figure(start, end, Decimal(digits))
    whole = Decimal("".join(groups)) if _is_grouped(groups, marks) else None
    if whole is not None and (len(set(marks)) == 1 and (marks[0] in " '" or len(marks) > 1)):
        return Figure(start, end, whole, grouped=True)
    if marks[-1] in ".,":
        return _with_decimals(groups, marks, whole, start, end)
    if whole is not None:  # 1.250 000: groups of three, but the marks differ
        return Figure(
            start, end, whole, grouped=True, problem="thousands are set off by different marks"
        )
    return None


def _with_decimals(
    groups: list[str], marks: list[str], whole: Decimal | None, start: int, end: int
) -> Figure | None:
    head, decimals = groups[:-1], groups[-1]
    last = marks[-1]
    inner = marks[:-1]
    grouped = bool(inner)
    problem: str | None = None
    if grouped:
        if not _is_grouped(head, inner):
            return _doubled(groups, marks, start, end)
        if last in inner:
            if len(set(inner)) > 1 or len(decimals) != 2:
                return None
            problem = "one mark for thousands and decimals"
        elif len(set(inner)) > 1:
            problem = "thousands are set off by different marks"
    elif len(head[0]) > 1 and head[0][0] == "0":
        return None
    value = Decimal("".join(head) + "." + decimals)
    if len(decimals) == 3 and head != ["0"]:
        read_whole = whole if whole is not None else Decimal("".join(groups))
        return Figure(
            start,
            end,
            read_whole if whole is not None else value,
            decimals=0 if whole is not None else 3,
            grouped=whole is not None,
            readings=(read_whole, value) if whole is not None else (value, read_whole),
            problem=TWO_READINGS,
        )
    return Figure(start, end, value, len(decimals), grouped, problem=problem)


def _doubled(groups: list[str], marks: list[str], start: int, end: int) -> Figure | None:
    """4086,00,00: the decimals stand twice. Short ones may be dates and are left alone."""
    if marks[-1] != marks[-2] or len(groups[-1]) != 2 or len(groups[-2]) != 2:
        return None
    head, inner = groups[:-2], marks[:-2]
    if not (_is_grouped(head, inner) or (len(head) == 1 and len(head[0]) > 2)):
        return None
    if head[0][0] == "0":
        return None
    cents = groups[-2]
    amount = Decimal("".join(head) + ("" if cents == "00" else "." + cents))
    return Figure(start, end, amount, 2, len(head) > 1, problem="the decimals stand twice")
