"""Finding files: folders, patterns of names, standard input; in the order of their names."""

from __future__ import annotations

import fnmatch
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Final, cast

from novads.articles.readers.formats import SUFFIXES, suffix_of
from novads.articles.readers.source import (
    Outcome,
    Settings,
    Source,
    error_record,
    failure,
    harmless,
)
from novads.errors import ArticleError

__all__ = ["STDIN", "find"]

STDIN: Final = "-"
"""The path that means standard input; it is the source id of what is read from there, too."""

_MAGIC: Final = re.compile(r"[*?\[]")


def find(path: Path | str, settings: Settings, stdin: str) -> Iterator[Source | Outcome]:
    """The inputs of a path, and the error records of what can't be one.

    Links to folders inside a folder are not followed: they may lead back to where they stand.

    Args:
        path: a file, a folder, a pattern (`*`, `?`, `[…]`, and `**` for any folders), or '-'.
        settings: who is told of files that are passed over.
        stdin: the ending of a file name that says what standard input is.

    """
    text = os.fspath(path)
    if not text:
        yield error_record("", "an empty path", "FileNotFoundError")
    elif text == STDIN:
        suffix = suffix_of(f"x.{stdin.lstrip('.')}")
        if suffix is None:
            yield error_record(STDIN, f"{stdin!r} isn't supported; supported: {_supported()}")
        else:
            yield Source(STDIN, suffix, _open_stdin)
    elif "\x00" in text:
        yield error_record(harmless(text), "no such file or folder", "FileNotFoundError")
    elif os.path.isdir(text):
        yield from _folder(text, _Tally(settings), None)
    elif _MAGIC.search(text) and not os.path.lexists(text):
        yield from _pattern(text, settings)
    else:
        yield _file(text)


class _Tally:
    """What was found so far."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.found = False


def _open_stdin() -> BinaryIO:
    return cast(BinaryIO, _Kept(sys.stdin.buffer))


class _Kept:
    """Standard input, which isn't ours to close."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.read = stream.read

    def __enter__(self) -> _Kept:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def close(self) -> None:
        """Leave it open."""


def _file(text: str) -> Source | Outcome:
    suffix, name = suffix_of(text), _name(text)
    if suffix is None and os.path.lexists(text):
        ending = os.path.splitext(name)[1] or "no suffix"
        return error_record(name, f"{ending} isn't supported; supported: {_supported()}")
    return _source(text, suffix or "")


def _source(text: str, suffix: str) -> Source | Outcome:
    if os.path.exists(text) and not os.path.isfile(
        text
    ):  # reading a pipe or a device may never end
        return error_record(_name(text), "not a file")
    path = Path(text)

    def open_file() -> BinaryIO:
        return path.open("rb")

    return Source(_name(text), suffix or ".txt", open_file, path)


def _name(text: str) -> str:
    return harmless(Path(text).as_posix())


def _folder(
    folder: str, tally: _Tally, accept: Callable[[str], bool] | None
) -> Iterator[Source | Outcome]:
    """The files in the folder and in those inside it, sorted by name, and its error record.

    Args:
        folder: where to look.
        tally: what was found so far.
        accept: which paths are wanted, or None for all; a folder that is wanted is so with all
            that is in it.

    """
    failed: list[OSError] = []
    yield from _walk(folder, tally, accept, failed)
    yield from (failure(_name(error.filename or folder), error) for error in failed)
    if not tally.found and not failed and accept is None:
        yield error_record(_name(folder), f"no {_supported()} file in this folder")


def _walk(
    folder: str, tally: _Tally, accept: Callable[[str], bool] | None, failed: list[OSError]
) -> Iterator[Source | Outcome]:
    names: list[str] = []
    folders: set[str] = set()
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                is_link = entry.is_symlink()
                # entry.is_dir() raises for a link to itself
                is_folder = os.path.isdir(entry.path) if is_link else entry.is_dir()
                if is_folder and is_link:
                    tally.settings.skip(_name(entry.path), "a link to a folder")
                    continue
                names.append(entry.name)
                if is_folder:
                    folders.add(entry.name)
    except OSError as error:
        failed.append(error)
        return
    for name in sorted(names):
        path = os.path.join(folder, name)
        wanted = accept is None or accept(path)
        if name in folders:
            yield from _walk(path, tally, None if wanted else accept, failed)
        elif wanted:
            suffix = suffix_of(name)
            if suffix is None:
                tally.settings.skip(_name(path), "not a supported kind of file")
            else:
                tally.found = True
                yield _source(path, suffix)


def _pattern(pattern: str, settings: Settings) -> Iterator[Source | Outcome]:
    steps = Path(pattern).parts
    first = next(i for i, step in enumerate(steps) if _MAGIC.search(step))
    base = str(Path(*steps[:first])) if first else "."

    def accept(path: str) -> bool:
        return _fits(os.path.relpath(path, base).split(os.sep), steps[first:])

    tally = _Tally(settings)
    failed = False
    if os.path.isdir(base):
        for item in _folder(base, tally, accept):
            failed = failed or not isinstance(item, Source)
            yield item
    if not tally.found and not failed:
        yield failure(
            harmless(pattern),
            ArticleError(pattern, f"no {_supported()} file has a name like this"),
        )


def _fits(parts: list[str], steps: tuple[str, ...]) -> bool:
    """Whether a path's parts fit a pattern's steps. As in a shell, `*` finds no hidden names."""
    if not steps:
        return not parts
    if steps[0] != "**":
        return bool(parts) and _fits_name(parts[0], steps[0]) and _fits(parts[1:], steps[1:])
    if len(steps) == 1:
        return bool(parts) and not any(part.startswith(".") for part in parts)
    if _fits(parts, steps[1:]):
        return True
    return bool(parts) and not parts[0].startswith(".") and _fits(parts[1:], steps)


def _fits_name(name: str, step: str) -> bool:
    hidden = name.startswith(".") and step[0] in "*?["
    return not hidden and fnmatch.fnmatchcase(name, step)


def _supported() -> str:
    return ", ".join(SUFFIXES)
