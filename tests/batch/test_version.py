"""The fingerprint of what reads articles."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from novads.batch.version import fingerprint
from novads.resources import rules_dir


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped rules, taken for them."""
    shutil.copytree(rules_dir(), tmp_path / "rules")
    monkeypatch.setenv("NOVADS_RULES", str(tmp_path / "rules"))
    return tmp_path / "rules"


def test_it_depends_on_what_is_in_the_files_alone(rules: Path, tmp_path: Path) -> None:
    before = fingerprint()
    file = rules / "dates" / "months.yaml"
    file.touch()
    (rules / "README.md").write_text("for people")
    assert fingerprint() == before
    file.write_text(file.read_text(encoding="utf-8") + "# x\n", encoding="utf-8")
    assert fingerprint() != before


def test_it_covers_rules_and_models_of_the_user(rules: Path, tmp_path: Path) -> None:
    mine, model = tmp_path / "mine", tmp_path / "model"
    mine.mkdir()
    model.mkdir()
    (mine / "a.yaml").write_text("[]")
    (model / "weights.pt").write_bytes(b"1")
    plain, with_mine = fingerprint(), fingerprint(rules=mine)
    with_model = fingerprint(models=[model])
    assert len({plain, with_mine, with_model}) == 3
    (mine / "a.yaml").rename(mine / "b.yaml")
    assert fingerprint(rules=mine) != with_mine
    (model / "weights.pt").write_bytes(b"2")
    assert fingerprint(models=[model]) != with_model
