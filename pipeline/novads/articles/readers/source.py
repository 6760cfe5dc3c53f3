"""What the readers of all formats share: an input with a name, and what it becomes."""

from __future__ import annotations

import os
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast
from urllib.parse import quote

from novads.articles.readers.options import MIB, FieldNames, ReadLimits
from novads.errors import ArticleError
from novads.objects import Article, ErrorRecord

__all__ = [
    "Outcome",
    "Settings",
    "Source",
    "error_record",
    "failure",
    "harmless",
    "in_mib",
    "read_bounded",
    "spooled",
]

Outcome = Article | ErrorRecord


@dataclass(frozen=True, slots=True)
class Settings:
    """What was chosen for a reading."""

    fields: FieldNames = field(default_factory=FieldNames)
    limits: ReadLimits = field(default_factory=ReadLimits)
    skipped: Callable[[str, str], None] | None = None

    def skip(self, name: str, reason: str) -> None:
        """Tell of something that is no article and is passed over."""
        if self.skipped is not None:
            self.skipped(name, reason)


@dataclass(frozen=True, slots=True)
class Source:
    """One input: a file, a member of an archive, or standard input."""

    name: str
    """What it is called in source ids; `harmless`."""
    suffix: str
    """Its format, as the ending of a file name, in lower case."""
    open: Callable[[], BinaryIO]
    """Opens it for reading from its start. May raise OSError."""
    path: Path | None = None
    """Where it lies on the disk, for formats that are read back and forth."""
    depth: int = 0
    """How many archives it lies in."""


def harmless(name: str) -> str:
    """A file's name as it may be shown and stored anywhere.

    Control and formatting characters, undecodable bytes, and the steps of a path that would climb
    out of a folder are percent-encoded; everything else stays as it is.
    """
    safe = "".join(_escape(char) if _is_odd(char) else char for char in name)
    if ".." not in safe:
        return safe
    return "/".join("%2E%2E" if step == ".." else step for step in safe.split("/"))


def _is_odd(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def _escape(char: str) -> str:
    if "\udc80" <= char <= "\udcff":
        return quote(os.fsencode(char))
    return quote(char, errors="replace")


def error_record(name: str, reason: str, error: str = "ArticleError") -> ErrorRecord:
    """The error record of something that couldn't be read."""
    return ErrorRecord(source_id=name, stage="read", error=error, reason=reason)


def failure(name: str, error: ArticleError | OSError) -> ErrorRecord:
    """The error record of an exception."""
    if isinstance(error, ArticleError):
        return error_record(name, error.reason)
    if isinstance(error, FileNotFoundError):
        return error_record(name, "no such file or folder", type(error).__name__)
    reason = (error.strerror or str(error) or type(error).__name__).lower()
    return error_record(name, reason, type(error).__name__)


def in_mib(size: int) -> str:
    """A number of bytes for a person."""
    if size >= MIB:
        return f"{size / MIB:.10g} MiB" if size % MIB == 0 else f"{size / MIB:.1f} MiB"
    return f"{size} bytes"


def read_bounded(stream: BinaryIO, limit: int, name: str) -> bytes:
    """All bytes of the stream.

    Raises:
        ArticleError: if there are more than `limit`; no more than that is read.
        OSError: if it can't be read.

    """
    chunks: list[bytes] = []
    left = limit + 1
    while left > 0 and (chunk := stream.read(min(left, MIB))):
        chunks.append(chunk)
        left -= len(chunk)
    if left <= 0:
        raise ArticleError(name, f"larger than the limit of {in_mib(limit)}")
    return b"".join(chunks)


@contextmanager
def spooled(source: Source, limit: int, *, named: bool = False) -> Iterator[BinaryIO]:
    """The input as a file that can be read back and forth.

    A file on the disk is opened as it is; anything else is copied to a temporary file with a name
    of our own (`named`) or none, which is gone afterwards.

    Raises:
        ArticleError: if it is larger than `limit`.
        OSError: if it can't be read or copied.

    """
    if source.path is not None:
        with source.path.open("rb") as file:
            yield file
        return
    with tempfile.NamedTemporaryFile() if named else tempfile.TemporaryFile() as file:
        with source.open() as stream:
            size = 0
            while chunk := stream.read(MIB):
                size += len(chunk)
                if size > limit:
                    raise ArticleError(source.name, f"larger than the limit of {in_mib(limit)}")
                file.write(chunk)
        file.flush()
        file.seek(0)
        yield cast(BinaryIO, file)
