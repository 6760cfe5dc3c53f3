"""What the fuzzer (tools/fuzz.py) and people have found: each is tried ever after."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SPEC = importlib.util.spec_from_file_location("fuzz", ROOT / "tools" / "fuzz.py")
assert SPEC is not None
assert SPEC.loader is not None
FUZZ = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(FUZZ)
CASES = sorted(path for path in (ROOT / "tests" / "cases").glob("*/*") if path.is_file())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.name}")
def test_case(case: Path) -> None:
    FUZZ.TARGETS[case.parent.name](case.read_bytes())


def test_there_are_cases() -> None:
    assert {case.parent.name for case in CASES} == set(FUZZ.TARGETS)
