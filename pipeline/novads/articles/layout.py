"""The lines of a page and what can be said of one by its looks alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import regex

__all__ = [
    "Line",
    "is_content",
    "is_prose",
    "is_short",
    "is_strong_prose",
    "is_timed",
    "split_cells",
    "split_lines",
]

_LINE: Final = regex.compile(r"[^\n\r\v\f\x85\u2028\u2029]++")
_CELL_GAP: Final = regex.compile(r"\s*(?:\t|[ \u00a0]{2,}|(?<=\s)[|•·/]+(?=\s))\s*")
_ORNAMENTS: Final = "«»‹›◂▸◄►▲▼△▽≡☁☀▶←→<>[]|•·*+ \u00a0"
_FINAL: Final = regex.compile(r"[.!?…][\"'”“»’)\]]{0,3}$")
_SENTENCES: Final = regex.compile(r"[.!?…][\"'”“»)]{0,2}\s+[\"'„“«(]?\p{Lu}")
_WORD: Final = regex.compile(r"\p{L}[\p{L}\d'’-]*+")
_LABEL: Final = regex.compile(r"\p{Lu}[^:\n]{3,60}:\s+\S.{2,}")
_TIMED: Final = regex.compile(
    r"(?:plkst\.?\s?|pulksten\s)?\d{1,2}[.:]\d{2}\b.{0,3}\p{L}{3,}|.{0,12}\d{1,2}[.:]\d{2}\s?[-–—]\s?\S.{6,}",
    regex.IGNORECASE,
)
_GLUE: Final = frozenset(
    """
    un ir ar par no uz pie kas kā ka lai tika tiek bija būs vai bet arī kur kad gan jau kuru kurā
    kuras kurš kura pēc pirms līdz starp savu tas tā šī šo šis mēs jūs viņi nav tam to ne bez pa
    aicina notiks notika norisinājās jo tomēr taču savukārt kopā
    """.split()  # noqa: SIM905 - a list literal would be longer than the words
)
"""Function words and common verbs: sentences have them, headlines and menus few."""


@dataclass(frozen=True, slots=True)
class Line:
    """A non-blank line, or a cell of one: half-open offsets without the blanks at its ends.

    `bare` is its text without ornaments at the ends: arrows, bullets, brackets.
    """

    start: int
    end: int
    text: str
    words: tuple[str, ...]
    bare: str


def _line(text: str, start: int) -> Line:
    words = tuple(_WORD.findall(text[:1000]))
    return Line(start, start + len(text), text, words, text.strip(_ORNAMENTS) or text)


def split_lines(text: str) -> list[Line]:
    """The non-blank lines of the text, in order."""
    lines = []
    for match in _LINE.finditer(text):
        raw = match.group()
        stripped = raw.strip()
        if stripped:
            lines.append(_line(stripped, match.start() + len(raw) - len(raw.lstrip())))
    return lines


def split_cells(line: Line) -> list[Line]:
    """The parts of a line that wide gaps or bars set apart, as in menus put in a row."""
    cells = []
    at = 0
    for gap in (*_CELL_GAP.finditer(line.text), None):
        end = gap.start() if gap else len(line.text)
        if end > at:
            cells.append(_line(line.text[at:end], line.start + at))
        at = gap.end() if gap else end
    return cells


def _glue(line: Line) -> int:
    return sum(word.lower() in _GLUE for word in line.words)


def is_prose(line: Line) -> bool:
    """Whether the line reads like sentences, not like a title, a menu entry or a label."""
    count = len(line.words)
    if count < 5 or not _glue(line):
        return False
    if len(line.text) >= 140:
        return True
    if _FINAL.search(line.text) is None:
        return bool(_SENTENCES.search(line.text)) and count >= 12
    return count >= 7 and len(line.text) >= 45


def is_strong_prose(line: Line) -> bool:
    """Whether the line is beyond doubt a paragraph."""
    return len(line.text) >= 160 and _glue(line) >= 2 and bool(_FINAL.search(line.text))


def is_content(line: Line) -> bool:
    """Whether it is a line of a programme ('11.00 Koncerts') or of a card ('Summa: 500 EUR')."""
    return is_timed(line) or bool(_LABEL.match(line.text))


def is_timed(line: Line) -> bool:
    """Whether it is a line of a programme: '11.00 Koncerts'."""
    return bool(_TIMED.match(line.text))


def is_short(line: Line) -> bool:
    """Whether the line could be a menu entry: a few words without a sentence's end."""
    return len(line.words) <= 6 and len(line.text) <= 48 and line.text[-1:] not in ".!?;:"
