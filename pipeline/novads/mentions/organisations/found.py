"""What the searches for organisations give back, before it becomes a mention."""

from __future__ import annotations

from dataclasses import dataclass

from novads.objects import OrganisationKind

__all__ = ["Found"]


@dataclass(frozen=True, slots=True)
class Found:
    """An organisation's name: half-open code-point offsets, nominative, kind, rule, confidence."""

    start: int
    end: int
    name: str
    kind: OrganisationKind
    source: str
    confidence: float
    canonical: str | None = None
