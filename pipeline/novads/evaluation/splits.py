"""The splits' pins: which documents a split holds, and the sha256 of what they hold.

`corpus/splits.json` keeps them, so that a score can say which corpus it is of, and a change of the
corpus is seen.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from novads.evaluation.corpus import SPLITS, CorpusError, corpus_files

__all__ = ["Pin", "Pins", "check_pins", "make_pins", "read_pins", "split_sha", "write_pins"]

FILE = "splits.json"


class Pin(BaseModel):
    """What one split is pinned to."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sha256: str
    documents: tuple[str, ...]


Pins = dict[str, Pin]


def split_sha(root: Path, split: str) -> str:
    """The sha256 over the names and contents of a split's files, sorted by name."""
    whole = hashlib.sha256()
    for path in corpus_files(root, split):
        own = hashlib.sha256(path.read_bytes()).hexdigest()
        whole.update(f"{own}  {path.name}\n".encode())
    return whole.hexdigest()


def make_pins(root: Path) -> Pins:
    """The pins of the corpus as it is."""
    return {
        split: Pin(
            sha256=split_sha(root, split),
            documents=tuple(path.stem for path in corpus_files(root, split)),
        )
        for split in SPLITS
    }


def read_pins(root: Path) -> Pins:
    """The pins kept with the corpus; empty where there are none.

    Raises:
        CorpusError: if the file is broken.
    """
    path = root / FILE
    if not path.exists():
        return {}
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        return {split: Pin.model_validate(pin) for split, pin in values.items()}
    except (ValueError, AttributeError, ValidationError) as error:
        raise CorpusError(path, f"isn't what 'corpus pin' writes: {error}") from None


def write_pins(root: Path, pins: Pins) -> Path:
    """Write the pins beside the corpus and say where."""
    path = root / FILE
    values = {split: pin.model_dump() for split, pin in pins.items()}
    path.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")
    return path


def check_pins(root: Path) -> Iterator[str]:
    """What differs between the corpus and its pins, one sentence each; nothing where all is well.

    Raises:
        CorpusError: if the pins can't be read.
    """
    pins = read_pins(root)
    for split in SPLITS:
        now = [path.stem for path in corpus_files(root, split)]
        if split not in pins:
            yield f"{split}: not pinned"
            continue
        new, gone = set(now) - set(pins[split].documents), set(pins[split].documents) - set(now)
        if new:
            yield f"{split}: not pinned yet: {', '.join(sorted(new))}"
        if gone:
            yield f"{split}: pinned, but gone: {', '.join(sorted(gone))}"
        if not new and not gone and split_sha(root, split) != pins[split].sha256:
            yield f"{split}: documents have changed since they were pinned"
