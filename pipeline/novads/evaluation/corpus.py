"""The annotated announcements: reading `corpus/<split>/<id>.txt`.

A file is a YAML header between two `---` lines (what the announcement is, and its records) and the
text with its mentions marked inline (`novads.markup`). Header keys that aren't known are refused.
`corpus/GUIDELINES.md` says what the annotations mean.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Final

import regex
import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from novads.errors import NovadsError
from novads.evaluation.sums import Sum, SumText
from novads.markup import MarkedMention, MarkupError, parse_markup
from novads.objects import Article, EventKind, EventStatus, FundingRole

__all__ = [
    "SPLITS",
    "CorpusError",
    "Document",
    "Genre",
    "GoldEvent",
    "GoldFunding",
    "GoldProject",
    "Header",
    "read_corpus",
    "read_document",
]

SPLITS: Final = ("dev", "test")
"""The corpus's parts. Rules are written looking at dev only."""

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=False)]


class CorpusError(NovadsError):
    """A corpus file is broken. Names the file, the line where known (from 1), and the reason."""

    def __init__(self, path: Path | str, reason: str, line: int | None = None) -> None:
        where = f"{path}:{line}" if line is not None else str(path)
        super().__init__(f"{where}: {reason}")
        self.path = Path(path)
        self.line = line
        self.reason = reason


class Genre(StrEnum):
    """What kind of announcement it is."""

    PROJECT = "project"
    EVENT = "event"
    PROGRAMME = "programme"
    """A festival's programme: many timed items."""
    VISIT = "visit"
    CALL = "call"
    CONSULTATION = "consultation"
    PROCUREMENT = "procurement"
    CONSTRUCTION = "construction"
    EXHIBITION = "exhibition"
    CLOSING = "closing"
    POSTPONEMENT = "postponement"
    NONE = "none"
    """Nothing to extract as a record."""


class _Gold(BaseModel):
    # every scalar of the header is read as text, so conversion is wanted here
    model_config = ConfigDict(frozen=True, extra="forbid")


class GoldFunding(_Gold):
    """One line of a project's money as stated: a sum or a share in percent, its payer, its role."""

    amount: SumText | None = None
    percent: Decimal | None = Field(default=None, ge=0)
    source: Text | None = None
    role: FundingRole

    @property
    def sum(self) -> Sum | None:
        """The amount, parsed."""
        return Sum.parse(self.amount) if self.amount else None


class GoldProject(_Gold):
    """A project as the text tells of it."""

    name: Text | None = None
    acronym: Text | None = None
    number: Text | None = None
    programme: Text | None = None
    lead: Text | None = None
    partners: tuple[Text, ...] = ()
    funding: tuple[GoldFunding, ...] = ()
    total: SumText | None = None
    start: Text | None = None
    end: Text | None = None


class GoldEvent(_Gold):
    """An event as the text tells of it."""

    id: Text
    kind: EventKind
    title: Text | None = None
    start: Text | None = None
    end: Text | None = None
    place: Text | None = None
    organisers: tuple[Text, ...] = ()
    part_of: Text | None = None
    status: EventStatus | None = None
    was: Text | None = Field(default=None, description="a postponed event's old start")


class Header(_Gold):
    """The header of a corpus file."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    genre: Genre
    municipality: Text
    published: dt.date | None = None
    boilerplate: bool
    projects: tuple[GoldProject, ...] = ()
    events: tuple[GoldEvent, ...] = ()


@dataclass(frozen=True)
class Document:
    """One annotated announcement: its text as the extractor gets it, and its gold.

    `text_line` is the file's line on which the text begins, `lines` the file's line of each header
    value by its path in the header: ('events', 0, 'start').
    """

    path: Path
    header: Header
    text: str
    mentions: tuple[MarkedMention, ...]
    text_line: int
    lines: dict[tuple[str | int, ...], int]

    @property
    def id(self) -> str:
        """The document's id, which is its file's name without the suffix."""
        return self.header.id

    @property
    def split(self) -> str:
        """The split it belongs to, by its folder."""
        return self.path.parent.name

    @cached_property
    def article(self) -> Article:
        """What the extractor is given: the text and the publication date, nothing of the gold."""
        return Article(text=self.text, published=self.header.published, source_id=self.id)

    def line(self, *where: str | int) -> int:
        """The line of a header value, or of the nearest thing around it."""
        path = where
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 2)

    def line_at(self, offset: int) -> int:
        """The file's line on which the text's code point at `offset` stands."""
        return self.text_line + self.text.count("\n", 0, offset)


class _Loader(yaml.BaseLoader):
    """Reads every scalar as text: YAML's own guesses (no, 1_000, 2022-05-01) are no help here."""


_FENCE = regex.compile(r"\A---\n(?<header>(?:.*\n)*?)---\n")


def read_document(path: Path) -> Document:
    """Read one corpus file.

    Raises:
        CorpusError: if it can't be read, isn't UTF-8, or its header or markup is broken; it names
            the file, the line and the reason.
    """
    try:
        raw = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise CorpusError(path, f"not UTF-8: byte {error.object[error.start]:#x}", line) from None
    except OSError as error:
        raise CorpusError(path, error.strerror or str(error)) from None
    if "\r" in raw:
        raise CorpusError(path, "has CR line ends", raw[: raw.index("\r")].count("\n") + 1)
    match = _FENCE.match(raw)
    if match is None:
        raise CorpusError(path, "no header between two '---' lines", 1)
    header, lines = _read_header(path, match["header"])
    if header.id != path.stem:
        raise CorpusError(path, f"the id is {header.id!r}, the file's name {path.stem!r}", 2)
    marked = raw[match.end() :].removesuffix("\n")
    text_line = raw.count("\n", 0, match.end()) + 1
    try:
        text, mentions = parse_markup(marked)
    except MarkupError as error:
        line = text_line + marked.count("\n", 0, error.offset)
        raise CorpusError(path, error.reason, line) from None
    return Document(path, header, text, tuple(mentions), text_line, lines)


def read_corpus(root: Path, splits: tuple[str, ...] = SPLITS) -> Iterator[Document]:
    """The documents of the splits, sorted by id within each.

    Raises:
        CorpusError: for the first broken file, and where there is no such corpus.
    """
    for split in splits:
        yield from (read_document(path) for path in corpus_files(root, split))


def corpus_files(root: Path, split: str) -> list[Path]:
    """The files of a split, sorted by name. An empty or missing split gives none.

    Raises:
        CorpusError: if `root` is no directory.
    """
    if not root.is_dir():
        raise CorpusError(root, "no such directory")
    return sorted((root / split).glob("*.txt"))


def _read_header(path: Path, text: str) -> tuple[Header, dict[tuple[str | int, ...], int]]:
    lines: dict[tuple[str | int, ...], int] = {}
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if not isinstance(node, yaml.MappingNode):
            raise CorpusError(path, "the header is no mapping of keys to values", 2)
        _note_lines(path, node, (), lines)
        values = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        reason = error.problem or "not YAML"
        raise CorpusError(path, reason, mark.line + 2 if mark else None) from None
    finally:
        loader.dispose()
    try:
        return Header.model_validate(values), lines
    except ValidationError as error:
        first = error.errors()[0]
        where = tuple(part for part in first["loc"])
        line = 2
        for length in range(len(where), 0, -1):
            if where[:length] in lines:
                line = lines[where[:length]]
                break
        name = ".".join(str(part) for part in where)
        raise CorpusError(path, f"{name}: {first['msg']}", line) from None


def _note_lines(
    path: Path, node: Any, at: tuple[str | int, ...], lines: dict[tuple[str | int, ...], int]
) -> None:
    """Fill `lines` (of the file: the header starts on its second), refusing keys given twice."""
    lines.setdefault(at, node.start_mark.line + 2)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            below = (*at, str(key.value))
            if below in lines:
                reason = f"the key {key.value!r} stands twice"
                raise CorpusError(path, reason, key.start_mark.line + 2)
            lines[below] = key.start_mark.line + 2
            _note_lines(path, value, below, lines)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _note_lines(path, value, (*at, index), lines)
