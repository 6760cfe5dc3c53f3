"""What the tests share: the whole pipeline, loaded once, and where shared data may lie."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable
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


@pytest.fixture
def assert_linear() -> Callable[..., None]:
    """Check that the cost of `run(text)` grows no faster than the text, repeated `piece`.

    Four times the text may cost ten times as much: a quadratic rule would cost sixteen times. It is
    the processor's time that counts, the best of several runs, so that a busy machine doesn't.
    """

    def cost(run: Callable[[str], object], text: str) -> float:
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            run(text)
            best = min(best, time.process_time() - start)
        return best

    def check(run: Callable[[str], object], piece: str, size: int = 25_000) -> None:
        text = (piece * (4 * size // len(piece) + 1))[: 4 * size]
        gc.collect()
        gc.disable()
        try:
            run(text[:1000])
            small, large = cost(run, text[:size]), cost(run, text)
        finally:
            gc.enable()
        assert large < 10 * small + 0.05, f"{size} took {small:.3f} s, {4 * size} {large:.3f} s"

    return check
