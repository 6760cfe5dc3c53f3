"""The version of all that decides what is read from an article: code, rules, models, libraries."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Final

import novads
from novads.resources import models_dir, rules_dir

__all__ = ["fingerprint"]

_LIBRARIES: Final = ("spacy", "stanza")
_WITHOUT: Final = ("batch", "evaluation", "training", "_data")
"""Parts of the package that don't bear on what is read from an article."""
_ENDINGS: Final = (".py", ".yaml", ".csv", ".json", ".pt", ".bin", ".npz", ".cfg", ".tsv", ".txt")


def fingerprint(
    *, rules: Path | str | None = None, models: Iterable[Path | str] = (), options: object = None
) -> str:
    """The fingerprint of what reads articles: results of one fingerprint belong together.

    It covers novads' version and code, the shipped rules and those laid over them, the shipped
    models and others in use, and the versions of Stanza and spaCy. Where files lie and when they
    were written doesn't matter; what is in them does.

    Args:
        rules: the user's directory of rules.
        models: directories or files of other models in use.
        options: whatever else bears on the results; its `repr` counts.

    Returns:
        16 hexadecimal digits.

    Raises:
        OSError: if a file can't be read.
    """
    digest = hashlib.blake2b(digest_size=8)
    libraries = [f"{name} {version(name)}" for name in _LIBRARIES]
    digest.update(repr([novads.__version__, libraries, options]).encode("utf-8", "replace"))
    package = Path(novads.__file__).parent
    folders: list[Path] = [package, rules_dir(), models_dir()]
    if rules is not None:
        folders.append(Path(rules))
    for folder in [*folders, *map(Path, models)]:
        digest.update(b"\x00folder")
        for name, path in _files(folder, _WITHOUT if folder == package else ()):
            digest.update(f"\x00{name}\x00".encode("utf-8", "replace"))
            digest.update(hashlib.blake2b(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(folder: Path, without: tuple[str, ...]) -> Iterator[tuple[str, Path]]:
    """The files that matter, by their names below the folder, in the order of these."""
    if folder.is_file():
        yield folder.name, folder
        return
    found = {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.suffix in _ENDINGS and path.is_file()
    }
    for name in sorted(found):
        if name.split("/")[0] not in without:
            yield name, found[name]
