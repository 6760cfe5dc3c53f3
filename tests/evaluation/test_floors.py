"""Floors rise, and fall only with a reason."""

from pathlib import Path

import pytest

from novads.evaluation.corpus import CorpusError
from novads.evaluation.floors import (
    Floors,
    check_floors,
    lower_floor,
    raise_floors,
    read_floors,
    write_floors,
)
from novads.evaluation.report import DocumentScores, Report, figures

MEASURES = ("value/DATE",)


def report(matched: int, sha: str = "a" * 64) -> Report:
    """A report in which so many of 3 dates are right."""
    scores = DocumentScores(id="d", split="dev", counts={"value/DATE": (3, 3, matched)})
    return Report(
        system="s",
        corpus={"dev": sha},
        figures={"dev": figures([scores.measures])},
        documents=(scores,),
    )


def test_floors_rise_and_never_fall() -> None:
    floors, done = raise_floors(Floors(), report(2))
    assert floors.floors["dev"].f1 == {"value/DATE": 0.6666}
    assert done == ["dev value/DATE: none → 0.6666"]
    assert list(check_floors(floors, report(2))) == []
    risen, _ = raise_floors(floors, report(3))
    assert risen.floors["dev"].f1 == {"value/DATE": 1.0}
    same, done = raise_floors(risen, report(1))
    assert same == risen
    assert done == []


def test_below_a_floor() -> None:
    floors, _ = raise_floors(Floors(), report(2))
    assert list(check_floors(floors, report(1))) == [
        "dev value/DATE: F1 0.3333 is below the floor of 0.6666"
    ]


def test_floors_belong_to_a_state_of_the_corpus() -> None:
    floors, _ = raise_floors(Floors(), report(2))
    changed = report(3, "b" * 64)
    assert "another state" in next(check_floors(floors, changed))
    with pytest.raises(ValueError, match="takes a reason"):
        raise_floors(floors, changed)
    moved, _ = raise_floors(floors, report(1, "b" * 64), reason="forty documents were added")
    assert moved.floors["dev"].f1 == {"value/DATE": 0.3333}
    assert moved.changes[0].reason == "forty documents were added"


def test_lowering_keeps_the_reason(tmp_path: Path) -> None:
    floors, _ = raise_floors(Floors(), report(3))
    lowered = lower_floor(floors, "dev", "value/DATE", 0.5, "the scheme counts ranges otherwise")
    write_floors(tmp_path, lowered)
    again = read_floors(tmp_path)
    assert again == lowered
    assert again.floors["dev"].f1["value/DATE"] == 0.5
    assert again.changes[0].before == 1.0
    with pytest.raises(ValueError, match="reason"):
        lower_floor(floors, "dev", "value/DATE", 0.5, "  because  ")
    with pytest.raises(ValueError, match="isn't between"):
        lower_floor(lowered, "dev", "value/DATE", 0.7, "this would be raising it")
    with pytest.raises(ValueError, match="no floor"):
        lower_floor(floors, "test", "value/DATE", 0.5, "there is no such floor")


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "floors.json").write_text('{"floors": {"dev": {"sha256": "a", "f1": {"m": 2}}}}')
    with pytest.raises(CorpusError, match=r"floors.json: floors.dev.f1.m"):
        read_floors(tmp_path)
    assert read_floors(tmp_path / "none") == Floors()
