"""Score floors: F1 that a version must hold, kept in `corpus/floors.json`.

Floors only rise. Lowering one, or moving the floors to a corpus that has changed, takes a reason,
which stays in the file. A floor holds for one split, as it was pinned.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from novads.evaluation.corpus import CorpusError
from novads.evaluation.report import Report

__all__ = [
    "HELD",
    "Change",
    "Floors",
    "SplitFloors",
    "check_floors",
    "lower_floor",
    "raise_floors",
    "read_floors",
    "write_floors",
]

FILE: Final = "floors.json"

HELD: Final = (
    *(f"value/{kind}" for kind in ("DATE", "PLACE", "ORG", "PROGRAMME", "MONEY", "PROJECT")),
    "strict/micro",
    "overlap/micro",
    "value/micro",
    "value/macro",
    "project/found",
    "project/micro",
    "event/found",
    "event/micro",
)
"""The measures that have floors."""

Rate = Annotated[float, Field(ge=0, le=1)]
Reason = Annotated[str, StringConstraints(min_length=10, strip_whitespace=True)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SplitFloors(_Model):
    """The floors of one split: F1 (0 to 1) by measure, for the corpus with this sha256."""

    sha256: str
    f1: dict[str, Rate]


class Change(_Model):
    """A floor that was lowered, or floors that were moved to a changed corpus, and why."""

    what: Literal["lowered", "moved"]
    split: str
    measure: str | None = None
    before: Rate | None = None
    after: Rate | None = None
    reason: Reason


class Floors(_Model):
    """All floors, by split, and every change that wasn't a rise."""

    floors: dict[str, SplitFloors] = {}
    changes: tuple[Change, ...] = ()


def read_floors(root: Path) -> Floors:
    """The floors kept with the corpus; none where there is no file.

    Raises:
        CorpusError: if the file is broken.
    """
    path = root / FILE
    if not path.exists():
        return Floors()
    try:
        return Floors.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "it"
        raise CorpusError(path, f"{where}: {first['msg']}") from None


def write_floors(root: Path, floors: Floors) -> Path:
    """Write the floors beside the corpus and say where."""
    path = root / FILE
    path.write_text(floors.model_dump_json(indent=1, exclude_none=True) + "\n", encoding="utf-8")
    return path


def check_floors(floors: Floors, report: Report) -> Iterator[str]:
    """What isn't held, one sentence each; nothing where all floors are.

    Only the splits that the report is of are looked at.
    """
    for split, figures in report.figures.items():
        if split not in floors.floors:
            continue
        held = floors.floors[split]
        if held.sha256 != report.corpus[split]:
            yield f"{split}: the floors are for another state of the corpus; move them"
            continue
        for measure, floor in held.f1.items():
            figure = figures.get(measure)
            f1 = figure.f1 if figure else None
            if f1 is None:
                yield f"{split} {measure}: the floor is {floor:.4f}, but it is undefined"
            elif f1 < floor:
                yield f"{split} {measure}: F1 {f1:.4f} is below the floor of {floor:.4f}"


def raise_floors(
    floors: Floors,
    report: Report,
    *,
    reason: str | None = None,
    measures: Sequence[str] = HELD,
) -> tuple[Floors, list[str]]:
    """The floors raised to the report's F1, cut to four digits, and what was done.

    None is lowered. Where the corpus has changed, the split's floors are set anew, which takes a
    reason.

    Raises:
        ValueError: if the corpus has changed and no reason is given.
    """
    done: list[str] = []
    by_split, changes = dict(floors.floors), list(floors.changes)
    for split, figures in report.figures.items():
        sha = report.corpus[split]
        old: Mapping[str, float] = {}
        if split in by_split and by_split[split].sha256 != sha:
            if reason is None:
                raise ValueError(f"{split} has changed: moving its floors takes a reason")
            changes.append(Change(what="moved", split=split, reason=reason))
            done.append(f"{split}: moved to the corpus as it is now")
        elif split in by_split:
            old = by_split[split].f1
        new = dict(old)
        for measure in measures:
            f1 = figures[measure].f1 if measure in figures else None
            if f1 is None:
                continue
            # cut, not rounded: a floor above the score it was taken from would never be held
            floor = math.floor(f1 * 10_000) / 10_000
            if floor > new.get(measure, -1.0):
                before = f"{new[measure]:.4f}" if measure in new else "none"
                done.append(f"{split} {measure}: {before} → {floor:.4f}")
                new[measure] = floor
        by_split[split] = SplitFloors(sha256=sha, f1=new)
    return Floors(floors=by_split, changes=tuple(changes)), done


def lower_floor(floors: Floors, split: str, measure: str, to: float, reason: str) -> Floors:
    """The floors with one lowered, and the reason kept.

    Raises:
        ValueError: if there is no such floor, `to` isn't below it or is no rate, or the reason is
            shorter than ten characters.
    """
    if split not in floors.floors or measure not in floors.floors[split].f1:
        raise ValueError(f"there is no floor for {split} {measure}")
    held = floors.floors[split]
    before = held.f1[measure]
    if not 0 <= to < before:
        raise ValueError(f"{to} isn't between 0 and the floor of {before}")
    try:
        change = Change(
            what="lowered", split=split, measure=measure, before=before, after=to, reason=reason
        )
    except ValidationError as error:
        raise ValueError(f"the reason: {error.errors()[0]['msg']}") from None
    lowered = SplitFloors(sha256=held.sha256, f1={**held.f1, measure: to})
    return Floors(floors={**floors.floors, split: lowered}, changes=(*floors.changes, change))
