"""Which reader reads which file, by the ending of its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import BinaryIO, Final

from novads.articles.readers.json_files import read_json, read_json_lines
from novads.articles.readers.source import Outcome, Settings, Source, error_record, failure
from novads.articles.readers.streams import gunzip
from novads.articles.readers.text_files import read_text
from novads.errors import ArticleError, MissingExtraError

__all__ = ["SUFFIXES", "read_source", "suffix_of"]

Reader = Callable[[Source, Settings], Iterator[Outcome]]

_READERS: Final[dict[str, Reader]] = {
    ".txt": read_text,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".json": read_json,
}

SUFFIXES: Final = tuple(_READERS)
"""The file name endings that are read, in lower case; each may have .gz behind it."""

_SPELLINGS: Final = {".tgz": ".tar.gz"}


def suffix_of(name: str) -> str | None:
    """The ending of a file's name by which its format is known, or None if it is not read."""
    suffix, packed = name.lower(), ""
    for short, long in _SPELLINGS.items():
        if suffix.endswith(short):
            suffix = suffix.removesuffix(short) + long
    if suffix.endswith(".gz"):
        suffix, packed = suffix.removesuffix(".gz"), ".gz"
    last = suffix[suffix.rfind(".") :] if "." in suffix else ""
    return last + packed if last in _READERS else None


def read_source(source: Source, settings: Settings) -> Iterator[Outcome]:
    """The articles of an input. What keeps it from being read on becomes an error record."""
    suffix = source.suffix
    inner = source
    if suffix.endswith(".gz"):
        suffix = suffix.removesuffix(".gz")
        inner = replace(source, suffix=suffix, open=_unpacked(source, settings), path=None)
    try:
        yield from _READERS[suffix](inner, settings)
    except MissingExtraError as error:
        yield error_record(source.name, str(error), type(error).__name__)
    except (ArticleError, OSError) as error:
        yield failure(source.name, error)


def _unpacked(source: Source, settings: Settings) -> Callable[[], BinaryIO]:
    return lambda: gunzip(source.open(), source.name, settings.limits)
