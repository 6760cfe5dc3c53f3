"""The JSON Lines file of a run, which nothing that was reported as done is ever lost from.

Lines are appended to `NAME.part` and forced to the disk a batch at a time; the file gets its name
when the run has come to its end. Whatever cuts a run off, at most the last line is torn, and that
one was never reported: going on cuts it away.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import ValidationError

from novads.batch.jsonl import parse_line
from novads.batch.locking import FolderLock
from novads.batch.outcomes import Outcome
from novads.errors import NovadsError
from novads.objects import ErrorRecord, Extraction

__all__ = ["Entry", "Journal", "OutputError", "read_entries"]


class OutputError(NovadsError):
    """Results can't be written there. Names the file or folder and the reason."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = Path(path)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Entry:
    """A line that an earlier run wrote."""

    key: str
    source_id: str
    version: str
    stage: str | None
    """Of an error, the stage at which it came up; None for an extraction."""
    article: dict[str, Any] | None
    """The article of an extraction."""


class Journal:
    """Writes `folder`/`name`. A context manager; its folder is locked for as long as it is open.

    Args:
        folder: made if it isn't there.
        name: the file's name at the end.
        version: the fingerprint that is written into each line.

    Raises:
        OutputError: from all methods, if the file can't be written or read.
    """

    def __init__(self, folder: Path, name: str, version: str) -> None:
        self.folder = folder
        self.path = folder / name
        self.part = folder / f"{name}.part"
        self.version = version
        """The fingerprint of what writes."""
        self._lock = FolderLock(folder)
        self._file: BinaryIO | None = None
        self._size = 0

    def __enter__(self) -> Journal:
        try:
            if self.folder.exists() and not self.folder.is_dir():
                raise OutputError(self.folder, "not a directory")
            self.folder.mkdir(parents=True, exist_ok=True)
            if not self._lock.acquire():
                raise OutputError(self.folder, "another run writes to it; wait until it has ended")
            if not os.access(self.folder, os.W_OK):
                raise OutputError(self.folder, "the folder is read-only")
        except OSError as error:
            raise _failure(self.folder, error) from error
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
                if self._size == 0:  # nothing to go on with
                    self.part.unlink(missing_ok=True)
            self._file = None
        self._lock.release()

    def unfinished(self) -> bool:
        """Whether there is a run here that was cut off."""
        return self.part.is_file() and self.part.stat().st_size > 0

    def start(self) -> None:
        """Begin a new file. What is there under the final name stays until `finish`."""
        self._open("wb")

    def resume(self, keep: Callable[[Entry], bool]) -> None:
        """Go on with what an earlier run wrote, cut off or finished.

        Args:
            keep: called with each line, in order; lines for which it says no are dropped.
        """
        try:
            if not self.part.exists() and self.path.exists():
                os.replace(self.path, self.part)
            if self.part.exists():
                self._drop(lambda entry: not keep(entry))
        except OSError as error:
            raise _failure(self.part, error) from error
        self._open("ab")

    def write(self, outcomes: Iterable[Outcome]) -> None:
        """Append outcomes. They are on the disk when this returns."""
        assert self._file is not None, "neither started nor resumed"
        data = "".join(outcome.line(self.version) for outcome in outcomes).encode("utf-8")
        try:
            rest = memoryview(data)
            while rest:  # a disk that fills up takes a part of it first
                rest = rest[self._file.write(rest) :]
            os.fsync(self._file.fileno())
        except OSError as error:
            with suppress(OSError):  # if even this fails, going on cuts the torn line away
                os.ftruncate(self._file.fileno(), self._size)
            raise _failure(self.part, error) from error
        self._size += len(data)

    def finish(self) -> None:
        """Give the file its name."""
        assert self._file is not None, "neither started nor resumed"
        try:
            self._file.close()
            self._file = None
            os.replace(self.part, self.path)
            _sync_folder(self.folder)
        except OSError as error:
            raise _failure(self.path, error) from error

    def _open(self, mode: str) -> None:
        try:
            # unbuffered: nothing is left to be written, and to fail, when it is closed
            self._file = self.part.open(mode, buffering=0)  # type: ignore[assignment]
            self._size = os.fstat(self._file.fileno()).st_size  # type: ignore[union-attr]
            _sync_folder(self.folder)
        except OSError as error:
            raise _failure(self.part, error) from error

    def _drop(self, drop: Callable[[Entry], bool]) -> None:
        """Take some lines, and a torn last one, out of the unfinished file."""
        unwanted: set[int] = set()
        at = whole = 0
        with self.part.open("rb") as file:
            for line in file:
                entry = _entry(line)
                if entry is None or drop(entry):
                    unwanted.add(at)
                else:
                    whole = at + len(line)
                at += len(line)
        if all(start >= whole for start in unwanted):
            os.truncate(self.part, whole)
            return
        fresh = self.part.with_name(self.part.name + ".new")
        with self.part.open("rb") as old, fresh.open("wb") as new:
            at = 0
            for line in old:
                if at not in unwanted:
                    new.write(line)
                at += len(line)
            new.flush()
            os.fsync(new.fileno())
        os.replace(fresh, self.part)
        _sync_folder(self.folder)


def read_entries(
    path: Path, wanted: Callable[[Entry], bool] | None = None
) -> Iterator[tuple[Entry, Extraction | ErrorRecord]]:
    """The results in a file that a run wrote, finished or not; a torn last line is left out.

    Args:
        path: the file.
        wanted: says of which lines.

    Raises:
        OutputError: if it can't be read, or a line isn't one of ours; it says which.
    """
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                entry = _entry(line)
                if entry is None:
                    if line.endswith(b"\n") and line.strip():
                        raise OutputError(path, f"line {number} is no result of novads")
                elif wanted is None or wanted(entry):
                    yield entry, parse_line(json.loads(line))
    except ValidationError as error:
        reason = f"line {number} is no result of this novads: {error.errors()[0]['msg']}"
        raise OutputError(path, reason) from error
    except OSError as error:
        raise _failure(path, error) from error


def _entry(line: bytes) -> Entry | None:
    """What a line is; None for one that is torn, or isn't ours."""
    if not line.endswith(b"\n"):
        return None
    try:
        values = json.loads(line)
        extraction, error = values.get("extraction"), values.get("error")
        if extraction is None and error is None:
            return None
        return Entry(
            key=values.get("key", ""),
            source_id=values["source_id"] or "",
            version=values.get("version", ""),
            stage=None if error is None else error["stage"],
            article=None if extraction is None else extraction["article"],
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _sync_folder(folder: Path) -> None:
    """Have a new or renamed file survive a power cut. Not every system can open a folder."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _failure(path: Path, error: OSError) -> OutputError:
    return OutputError(path, (error.strerror or str(error)).lower())
