"""Reading articles from files, folders and standard input.

One input gives one article or one error record; nothing is dropped in silence, and a bad input
never keeps the others from coming out. The text is kept as it came, line ends and all. Only a UTF-8
byte order mark at the very start isn't part of it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePath
from typing import Final

from pydantic import ValidationError

from novads.articles.readers.options import FieldNames, ReadLimits
from novads.errors import ArticleError
from novads.objects import Article, ErrorRecord

__all__ = ["STDIN", "SUFFIXES", "FieldNames", "ReadLimits", "decode_text", "read_paths"]

SUFFIXES: Final = (".txt", ".jsonl")
"""The file name endings that are read, in lower case."""

STDIN: Final = "-"
"""The path that means standard input; it is the source id of what is read from there, too."""

_CONTROL: Final = frozenset(range(0x20)) - set(b"\t\n\v\f\r\x1b\x1a\x1c\x1d\x1e\x1f")


def read_paths(
    paths: Iterable[Path | str],
    *,
    fields: FieldNames | None = None,
    limits: ReadLimits | None = None,
    stdin: str = ".txt",
    skipped: Callable[[str, str], None] | None = None,
) -> Iterator[Article | ErrorRecord]:
    """The articles of the paths, in the order given; folders in the order of their files' names.

    A folder is read with all folders inside it. The same path given twice is read twice.

    Args:
        paths: text files (.txt, UTF-8, one article each), JSON Lines files (.jsonl, an object a
            line with the fields of `Article`), folders of them, '-' for one article from standard
            input. An article's `source_id` is its path as given, with forward slashes; one of a
            JSON Lines file may state its own, and else has the line's number behind the path.
        fields: the names of fields in tables and JSON; guessed by default.
        limits: how much is read before an input becomes an error record.
        stdin: what standard input is, as a file name's ending.
        skipped: told the name of each file or record that is no article, and why it is none.

    Yields:
        An article, or an error record of the stage 'read' that names the path and the reason.

    """
    for path in paths:
        if not str(path):
            yield _record("", "FileNotFoundError", "an empty path")
        elif str(path) == STDIN:
            yield _article(STDIN, lambda: sys.stdin.buffer.read())
        else:
            yield from _read_path(Path(path))


def _read_path(path: Path) -> Iterator[Article | ErrorRecord]:
    if not path.is_dir():
        if path.exists() and path.suffix.lower() not in SUFFIXES:
            reason = f"{path.suffix or 'no suffix'} isn't supported; supported: {_supported()}"
            yield _record(path, "ArticleError", reason)
        else:
            yield from _file(path)
        return
    found = False
    failed: list[OSError] = []
    for file in _files(path, failed):
        found = True
        yield from _file(file)
    for error in failed:
        yield _record(Path(error.filename or path), type(error).__name__, _reason(error))
    if not found and not failed:
        yield _record(path, "ArticleError", f"no {_supported()} file in this folder")


def _file(path: Path) -> Iterator[Article | ErrorRecord]:
    if path.suffix.lower() == ".jsonl":
        yield from _json_lines(path)
    else:
        yield _article(path.as_posix(), path.read_bytes)


def _json_lines(path: Path) -> Iterator[Article | ErrorRecord]:
    """The articles of a JSON Lines file. A bad line gives an error record, the others come out."""
    try:
        file = path.open("rb")
    except OSError as error:
        yield _record(path, type(error).__name__, _reason(error))
        return
    found = False
    with file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                found = True
                yield _json_line(line, f"{path.as_posix()}:{number}")
    if not found:
        yield _record(path, "ArticleError", "empty")


def _json_line(line: bytes, where: str) -> Article | ErrorRecord:
    try:
        text = decode_text(line, where)
        article = Article.model_validate_json(text)
    except ArticleError as error:
        return _record(where, "ArticleError", error.reason)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        reason = f"{field}: {first['msg']}" if field else first["msg"]
        return _record(where, "ArticleError", reason)
    if not article.text.strip():
        return _record(article.source_id or where, "ArticleError", "text: empty")
    return article if article.source_id else article.model_copy(update={"source_id": where})


def _files(folder: Path, failed: list[OSError]) -> Iterator[Path]:
    """The readable kinds of file in the folder and in those inside it, sorted by path."""
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        failed.append(error)
        return
    for entry in entries:
        # a link to a folder may lead back to where it stands
        if entry.is_dir():
            if not entry.is_symlink():
                yield from _files(entry, failed)
        elif entry.suffix.lower() in SUFFIXES:
            yield entry


def decode_text(raw: bytes, source_id: str) -> str:
    """The text of an article's bytes: UTF-8, without its byte order mark.

    Raises:
        ArticleError: if it is no text, not UTF-8, or blank.

    """
    if b"\x00" in raw:
        raise ArticleError(source_id, f"not a text file: a NUL byte at {raw.index(0)}")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte = raw[error.start]
        raise ArticleError(
            source_id, f"not UTF-8: byte 0x{byte:02x} at offset {error.start} ({error.reason})"
        ) from None
    if sum(byte in _CONTROL for byte in raw[:4096]) * 20 > min(len(raw), 4096):
        raise ArticleError(source_id, "not a text file: it is full of control characters")
    if not text.strip():
        raise ArticleError(source_id, "empty" if not text else "nothing but blanks in it")
    return text


def _article(source_id: str, read: Callable[[], bytes]) -> Article | ErrorRecord:
    try:
        text = decode_text(read(), source_id)
    except ArticleError as error:
        return _record(source_id, "ArticleError", error.reason)
    except OSError as error:
        return _record(source_id, type(error).__name__, _reason(error))
    return Article(text=text, source_id=source_id)


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    return (error.strerror or str(error) or type(error).__name__).lower()


def _record(path: PurePath | str, error: str, reason: str) -> ErrorRecord:
    source_id = path if isinstance(path, str) else path.as_posix()
    return ErrorRecord(source_id=source_id, stage="read", error=error, reason=reason)


def _supported() -> str:
    return ", ".join(SUFFIXES)
