"""Where the shipped rules and models are."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["models_dir", "rules_dir"]

_PACKAGE = Path(__file__).resolve().parent


def _shipped(name: str) -> Path:
    """The wheel's copy if there is one, else the repository's top-level folder."""
    packaged = _PACKAGE / "_data" / name
    return packaged if packaged.is_dir() else _PACKAGE.parents[1] / name


def models_dir() -> Path:
    """The directory of trained weights: $NOVADS_MODELS, else the shipped one."""
    override = os.environ.get("NOVADS_MODELS")
    return Path(override) if override else _shipped("models")


def rules_dir() -> Path:
    """The directory of rule files: $NOVADS_RULES, else the shipped one."""
    override = os.environ.get("NOVADS_RULES")
    return Path(override) if override else _shipped("rules")
