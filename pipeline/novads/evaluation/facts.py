"""What gold and prediction are compared by: one shape that either is turned into.

Values are compared after levelling what typography leaves open: white space, the shape of quotes
and of dashes. Upper and lower case count.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

import regex

from novads.evaluation.sums import Sum
from novads.objects import FundingRole, Kind

__all__ = [
    "DocumentFacts",
    "EventFacts",
    "FundingFacts",
    "MentionFacts",
    "Name",
    "ProjectFacts",
    "level",
]

_QUOTES = regex.compile(r"''|[«»“”„‟″❝❞＂]")
_APOSTROPHES = regex.compile(r"[‘’‚‛`´]")
_DASHES = regex.compile(r"[‐‑‒–—―−]")
_SPACES = regex.compile(r"[\s\p{Zs}]+")


def level(text: str) -> str:
    """The text with runs of white space as one space, and quotes and dashes of one shape."""
    text = _QUOTES.sub('"', text)
    text = _APOSTROPHES.sub("'", text)
    text = _DASHES.sub("-", text)
    return _SPACES.sub(" ", text).strip()


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the nominative, levelled, and the canonical id where one is known.

    Two names are the same where both have an id and the ids are equal, or where the names are.
    """

    text: str
    key: str | None = None

    def same(self, other: Name) -> bool:
        """Whether both name the same."""
        if self.key is not None and other.key is not None:
            return self.key == other.key
        return self.text == other.text

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class MentionFacts:
    """One mention: half-open code-point offsets, kind, and its value (by kind, see `value`)."""

    start: int
    end: int
    kind: Kind
    value: str | Sum | Name
    source: str = ""
    """The rule or model that found it; empty for gold. It is shown, never compared."""

    def overlap(self, other: MentionFacts) -> int:
        """The number of code points that the spans share."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def same_span(self, other: MentionFacts) -> bool:
        """Whether both stand at the same offsets."""
        return (self.start, self.end) == (other.start, other.end)

    def same_value(self, other: MentionFacts) -> bool:
        """Whether the kinds are equal and the values too."""
        if self.kind is not other.kind:
            return False
        if isinstance(self.value, Name) and isinstance(other.value, Name):
            return self.value.same(other.value)
        return self.value == other.value


@dataclass(frozen=True, slots=True)
class FundingFacts:
    """A funding line. `amount` or `percent` is None where it isn't stated, and so is the payer."""

    amount: Sum | None
    percent: Decimal | None
    source: Name | None
    role: FundingRole

    def same_figure(self, other: FundingFacts) -> bool:
        """Whether the amounts are equal, or, where one has none, the shares in percent."""
        if self.amount is not None and other.amount is not None:
            return self.amount == other.amount
        return self.percent is not None and self.percent == other.percent

    def same_payer(self, other: FundingFacts) -> bool:
        """Whether the payers are the same; where one isn't named, whether the roles are."""
        if self.source is not None and other.source is not None:
            return self.source.same(other.source)
        return self.role is other.role

    def __str__(self) -> str:
        figure = str(self.amount) if self.amount else f"{self.percent} %"
        return f"{figure} · {self.source or '–'} ({self.role.value})"


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """A project's stated values; None or empty where there is none."""

    name: str | None = None
    acronym: str | None = None
    number: str | None = None
    programme: Name | None = None
    lead: Name | None = None
    partners: tuple[Name, ...] = ()
    funding: tuple[FundingFacts, ...] = ()
    total: Sum | None = None
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class EventFacts:
    """An event's stated values. Dates are EDTF strings, with the clock time where there is one."""

    id: str
    kind: str
    title: str | None = None
    start: str | None = None
    end: str | None = None
    place: Name | None = None
    organisers: tuple[Name, ...] = ()
    part_of: str | None = None
    status: str | None = None
    was: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """All that is compared of one document. `failed` says why there is no prediction."""

    id: str
    mentions: tuple[MentionFacts, ...] = ()
    projects: tuple[ProjectFacts, ...] = ()
    events: tuple[EventFacts, ...] = ()
    failed: str | None = field(default=None)
