"""JSON Lines: one line an article, with its extraction or with what went wrong.

A line is an object with `source_id` and either `extraction` or `error`. Latvian letters stand as
they are. A file appears under its name only when it is whole: until then it is `NAME.part`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from pydantic import ValidationError

from novads.errors import ArticleError
from novads.objects import ErrorRecord, Extraction

__all__ = ["Writer", "parse_line", "read_jsonl", "to_line"]


def to_line(result: Extraction | ErrorRecord) -> str:
    """The result's line, without the newline."""
    if isinstance(result, Extraction):
        name, source_id = "extraction", result.article.source_id
    else:
        name, source_id = "error", result.source_id
    key = json.dumps(source_id, ensure_ascii=False)
    return f'{{"source_id":{key},"{name}":{result.model_dump_json()}}}'


def parse_line(values: dict[str, Any]) -> Extraction | ErrorRecord:
    """The result in a line.

    Args:
        values: the line as JSON values, with an 'extraction' or an 'error'.

    Raises:
        ValidationError: if it isn't one of ours.
    """
    if "extraction" in values:
        return Extraction.model_validate_json(json.dumps(values["extraction"]))
    return ErrorRecord.model_validate_json(json.dumps(values["error"]))


class Writer:
    """Writes results to a JSON Lines file; a context manager.

    Raises:
        OSError: if the file can't be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._part = path.with_name(path.name + ".part")
        self._file: TextIO | None = None

    def __enter__(self) -> Writer:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._part.open("w", encoding="utf-8", newline="\n")
        return self

    def write(self, result: Extraction | ErrorRecord) -> None:
        """Append one result. It is on its way to the disk when this returns."""
        if self._file is None:
            raise ValueError("the writer isn't open")
        self._file.write(to_line(result) + "\n")
        self._file.flush()

    def __exit__(self, error: object, *_: object) -> None:
        if self._file is None:
            return
        self._file.close()
        self._file = None
        if error is None:  # what was cut off keeps its .part name
            os.replace(self._part, self.path)


def read_jsonl(path: Path) -> Iterator[Extraction | ErrorRecord]:
    """The results in a JSON Lines file.

    Raises:
        ArticleError: for a line that isn't one of ours; it names the file and the line.
        OSError: if the file can't be read.
    """
    with path.open(encoding="utf-8") as lines:
        yield from _read(path, lines)


def _read(path: Path, lines: Iterable[str]) -> Iterator[Extraction | ErrorRecord]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            values = json.loads(line)
        except json.JSONDecodeError as error:
            raise ArticleError(where, f"not JSON: {error}") from error
        if not isinstance(values, dict) or not ({"extraction", "error"} & values.keys()):
            raise ArticleError(where, "neither an 'extraction' nor an 'error' in it")
        try:
            yield parse_line(values)
        except ValidationError as error:
            first = error.errors()[0]
            at = ".".join(str(part) for part in first["loc"])
            raise ArticleError(where, f"{at}: {first['msg']}") from error
