"""Articles from JSON: an object a line (.jsonl, .ndjson), or a list of objects (.json)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from novads.articles.readers.json_elements import elements
from novads.articles.readers.rows import Columns, find_columns, row_article
from novads.articles.readers.source import Outcome, Settings, Source, error_record, in_mib
from novads.articles.readers.streams import Line, line_text, lines
from novads.errors import ArticleError

__all__ = ["read_json", "read_json_lines"]


def read_json_lines(source: Source, settings: Settings) -> Iterator[Outcome]:
    """The articles of a file with an object a line. Blank lines are none."""
    with source.open() as stream:
        yield from _objects(lines(stream, settings.limits.record), source, settings)


def read_json(source: Source, settings: Settings) -> Iterator[Outcome]:
    """The articles of a file with a list of objects, or with objects one after another."""
    with source.open() as stream:
        found = elements(stream, settings.limits.record, source.name)
        yield from _objects(found, source, settings)


def _objects(pieces: Iterable[Line], source: Source, settings: Settings) -> Iterator[Outcome]:
    known: dict[tuple[str, ...], Columns] = {}
    empty = True
    for piece in pieces:
        if piece.raw.strip():
            empty = False
            yield _object(piece, f"{source.name}:{piece.number}", settings, known)
    if empty:
        yield error_record(source.name, "empty")


def _object(
    piece: Line, where: str, settings: Settings, known: dict[tuple[str, ...], Columns]
) -> Outcome:
    if piece.too_long:
        return error_record(where, f"larger than the limit of {in_mib(settings.limits.record)}")
    try:
        text, encoding = line_text(piece, where)
        row = json.loads(text)
        if not isinstance(row, dict):
            return error_record(where, "not an object")
        names = tuple(row)
        if names not in known:
            if len(known) >= 64:  # objects of every other shape shall not fill the memory
                known.clear()
            known[names] = find_columns(names, settings.fields, where)
        return row_article(row, known[names], where, settings, encoding)
    except ArticleError as error:
        return error_record(where, error.reason)
    except json.JSONDecodeError as error:
        return error_record(where, f"not JSON: {error.msg} at {error.pos}")
    except RecursionError:
        return error_record(where, "not JSON that can be read: nested too deeply")
    except ValueError as error:  # a number of more digits than Python reads
        return error_record(where, f"not JSON that can be read: {error}")
