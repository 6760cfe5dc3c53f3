"""The day of writing: what 'šogad' and days without a year are told by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import regex

from novads.mentions.component import make_span
from novads.mentions.dates.reader import Draft
from novads.objects import Span, YearSource

__all__ = ["Reference", "page_reference"]

_PARAGRAPH: Final = 200
"""The length of a line that is a paragraph of the article, in code points."""
_LINE_WORDS: Final = 5
_LETTERS: Final = regex.compile(r"\p{L}{2,}")


@dataclass(frozen=True, slots=True)
class Reference:
    """The day of writing: from the metadata, or where the page tells it (`span`)."""

    date: dt.date
    span: Span | None = None

    @property
    def source(self) -> YearSource:
        """What a year taken from it is said to come from."""
        return YearSource.PUBLISHED if self.span is None else YearSource.TEXT


def page_reference(
    text: str, drafts: Sequence[Draft], meta: Sequence[tuple[int, int]]
) -> Reference | None:
    """The page's own date: the first full date in the ranges `meta`, else one alone on a line.

    A line counts where little else stands on it, before the first paragraph, else after the last
    one; the date there is in figures or in the nominative ('20. februāris, 2017').
    """
    days = [
        d
        for d in drafts
        if d.last is None and d.first.day and d.first.year and d.first.exists and not d.own_year
    ]
    for draft in days:
        if any(start <= draft.start and draft.end <= end for start, end in meta):
            return _reference(text, draft)
    head, tail = _paragraphs(text)
    for draft in days:
        if draft.start < head and _is_alone(text, draft):
            return _reference(text, draft)
    for draft in reversed(days):
        if draft.start >= tail and _is_alone(text, draft):
            return _reference(text, draft)
    return None


def _is_alone(text: str, draft: Draft) -> bool:
    before = text[max(0, draft.start - _PARAGRAPH) : draft.start].rpartition("\n")[2]
    after = text[draft.end : draft.end + _PARAGRAPH].partition("\n")[0]
    words = _LETTERS.findall(text[draft.start : draft.end].lower())
    return len(_LETTERS.findall(f"{before} {after}")) <= _LINE_WORDS and all(
        _is_bare(word) for word in words
    )


def _is_bare(word: str) -> bool:
    """Whether a word of a date is no month in an oblique case."""
    return len(word) <= 4 or word.endswith("s") or "dien" in word


def _reference(text: str, draft: Draft) -> Reference | None:
    date = draft.first.bounds[0]
    return None if date is None else Reference(date, make_span(text, draft.start, draft.end))


def _paragraphs(text: str) -> tuple[int, int]:
    """Where the first paragraph starts, and where the last one ends; a short line is none."""
    first, last = len(text), 0
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start >= _PARAGRAPH:
            first, last = min(first, start), end
        start = end + 1
    return first, last
