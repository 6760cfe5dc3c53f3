"""The exceptions that novads raises, under one root."""

from __future__ import annotations

from pathlib import Path

__all__ = ["ArticleError", "MissingExtraError", "ModelError", "NovadsError", "RuleFileError"]


class NovadsError(Exception):
    """The root of every exception that novads raises on purpose."""


class ArticleError(NovadsError):
    """An article can't be read or processed. Names the article and the reason."""

    def __init__(self, source_id: str, reason: str) -> None:
        super().__init__(f"{source_id}: {reason}")
        self.source_id = source_id
        self.reason = reason


class RuleFileError(NovadsError):
    """A rule file is broken. Names the file, the line where known (from 1), and the reason."""

    def __init__(self, path: Path | str, reason: str, line: int | None = None) -> None:
        where = f"{path}:{line}" if line is not None else str(path)
        super().__init__(f"{where}: {reason}")
        self.path = Path(path)
        self.line = line
        self.reason = reason


class ModelError(NovadsError):
    """A model directory is missing something or can't be loaded."""


class MissingExtraError(NovadsError):
    """A feature needs an optional dependency that isn't installed."""

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(f"{feature} needs an extra: pip install 'novads[{extra}]'")
        self.extra = extra
