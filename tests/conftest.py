"""What the tests share: the whole pipeline, loaded once, and where shared data may lie."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import spacy

import novads

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def nlp() -> spacy.Language:
    """The whole pipeline."""
    return novads.load()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared data: $NOVADS_SHARED, or `shared` beside the repository."""
    folder = Path(os.environ.get("NOVADS_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"no shared data: neither $NOVADS_SHARED nor {folder.name}/ beside the clone")
    return folder
