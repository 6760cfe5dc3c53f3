from __future__ import annotations

from pathlib import Path

import pytest

from novads.resources import models_dir, rules_dir


def test_the_shipped_folders_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOVADS_MODELS", raising=False)
    monkeypatch.delenv("NOVADS_RULES", raising=False)
    assert (models_dir() / "stanza" / "resources.json").is_file()
    assert (rules_dir() / "language").is_dir()


def test_the_environment_names_others(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NOVADS_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("NOVADS_RULES", str(tmp_path / "rules"))
    assert models_dir() == tmp_path / "models"
    assert rules_dir() == tmp_path / "rules"
