"""Which reader reads which file, by the ending of its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import BinaryIO, Final

from novads.articles.readers.archives import tar_members, zip_members
from novads.articles.readers.html_pages import read_html
from novads.articles.readers.json_files import read_json, read_json_lines
from novads.articles.readers.source import Outcome, Settings, Source, error_record, failure
from novads.articles.readers.streams import gunzip
from novads.articles.readers.tables import read_csv, read_parquet
from novads.articles.readers.text_files import read_text
from novads.articles.readers.warc import read_warc
from novads.errors import ArticleError, MissingExtraError

__all__ = ["SUFFIXES", "read_source", "suffix_of"]

Opener = Callable[[Source, Settings, Callable[[str], str | None]], Iterator[Source | Outcome]]
Reader = Callable[[Source, Settings], Iterator[Outcome]]

_READERS: Final[dict[str, Reader]] = {
    ".txt": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".json": read_json,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".parquet": read_parquet,
    ".warc": read_warc,
}

_ARCHIVES: Final[dict[str, Opener]] = {".zip": zip_members, ".tar": tar_members}

SUFFIXES: Final = (*_READERS, *_ARCHIVES)
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
    return last + packed if last in SUFFIXES else None


def read_source(source: Source, settings: Settings) -> Iterator[Outcome]:
    """The articles of an input. What keeps it from being read on becomes an error record."""
    suffix = source.suffix
    inner = source
    if suffix.endswith(".gz"):
        suffix = suffix.removesuffix(".gz")
        inner = replace(source, suffix=suffix, open=_unpacked(source, settings), path=None)
    try:
        if suffix in _ARCHIVES:
            yield from _read_members(inner, settings)
        else:
            yield from _READERS[suffix](inner, settings)
    except MissingExtraError as error:
        yield error_record(source.name, str(error), type(error).__name__)
    except (ArticleError, OSError) as error:
        yield failure(source.name, error)


def _read_members(archive: Source, settings: Settings) -> Iterator[Outcome]:
    empty = True
    for member in _ARCHIVES[archive.suffix](archive, settings, suffix_of):
        empty = False
        if isinstance(member, Source):
            yield from read_source(member, settings)
        else:
            yield member
    if empty:
        yield error_record(archive.name, f"no {', '.join(SUFFIXES)} file in this archive")


def _unpacked(source: Source, settings: Settings) -> Callable[[], BinaryIO]:
    return lambda: gunzip(source.open(), source.name, settings.limits)
