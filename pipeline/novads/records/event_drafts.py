"""Events while they are put together: drafts, and telling which drafts are one event."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Final

from rapidfuzz import fuzz

from novads.objects import Claim, DateMention, EventKind, EventStatus, Period, Span
from novads.records.event_places import Where
from novads.records.reading import Unit

__all__ = ["SAME_TITLE", "Draft", "merge_drafts"]

SAME_TITLE: Final = 80.0
"""Titles with at least this rapidfuzz token-set ratio (0-100) name one event, on one date."""

_MEETINGS: Final = frozenset({EventKind.MEETING, EventKind.SEMINAR})


@dataclass(eq=False)
class Draft:
    """An event as far as it is known."""

    unit: Unit
    kind: EventKind
    noun: str | None
    weak: bool
    title: Claim[str] | None
    when: Claim[Period] | None
    at: int
    source: str
    confidence: float
    where: Where = field(default_factory=Where)
    previous: Claim[Period] | None = None
    organisers: list[Claim[str]] = field(default_factory=list)
    participants: list[Claim[str]] = field(default_factory=list)
    status: EventStatus = EventStatus.UNKNOWN
    parent: Draft | None = None
    project: str | None = None
    item: bool = False
    quoted: bool = False
    spans: list[Span] = field(default_factory=list)

    def set_time(self, start: dt.time | None, end: dt.time | None) -> None:
        """Add clock times told later, where none are known."""
        if self.when is None or self.when.value.time_start is not None:
            return
        period = self.when.value.model_copy(update={"time_start": start, "time_end": end})
        self.when = self.when.model_copy(update={"value": period})

    def set_end(self, date: DateMention) -> None:
        """Add an end told later, where only a start is known."""
        if self.when is None or "/" in self.when.value.edtf or "/" in date.edtf:
            return
        old = self.when.value
        if old.earliest and date.latest and date.latest < old.earliest:
            return
        if date.edtf == old.edtf:
            return
        period = old.model_copy(
            update={"edtf": f"{old.edtf}/{date.edtf}", "latest": date.latest or old.latest}
        )
        self.when = self.when.model_copy(
            update={
                "value": period,
                "mentions": (*self.when.mentions, date.id),
                "spans": (*self.when.spans, date.span),
            }
        )

    def refine(self, when: Claim[Period] | None) -> None:
        """Take dates told later that say more exactly when, within what is known."""
        if when is None or self.when is None:
            return
        if _within(when.value, self.when.value) and when.value.edtf != self.when.value.edtf:
            self.when = when

    def take(self, other: Draft) -> None:
        """Add what another draft of the same event knows."""
        better_title = other.title is not None and (
            self.title is None or (self.weak and not other.weak) or (other.quoted > self.quoted)
        )
        if better_title:
            self.title, self.noun, self.kind = other.title, other.noun, other.kind
            self.weak, self.quoted = other.weak, other.quoted
        if self.when is None or (other.when is not None and _finer(other.when, self.when)):
            self.when = other.when
        if self.where.place is None:
            self.where = Where(
                other.where.place, other.where.within, self.where.venue or other.where.venue
            )
        elif self.where.venue is None:
            self.where = Where(self.where.place, self.where.within, other.where.venue)
        known = {claim.value for claim in self.organisers}
        self.organisers += [c for c in other.organisers if c.value not in known]
        known = {claim.value for claim in self.participants}
        self.participants += [c for c in other.participants if c.value not in known]
        if self.status is EventStatus.UNKNOWN:
            self.status = other.status
        if other.parent is not self:
            self.parent = self.parent or other.parent
        self.project = self.project or other.project
        self.previous = self.previous or other.previous
        self.spans += [span for span in other.spans if span not in self.spans]


def _finer(new: Claim[Period], old: Claim[Period]) -> bool:
    """Whether the new date says more of the same day: a clock time, a closed end."""
    first, second = new.value, old.value
    if first.edtf == second.edtf:
        return first.time_start is not None and second.time_start is None
    return _within(first, second)


def merge_drafts(drafts: list[Draft]) -> list[Draft]:
    """The drafts with those of one event told twice made one, in the text's order."""
    kept: list[Draft] = []
    became: dict[int, Draft] = {}
    for draft in drafts:
        twin = next((k for k in kept if _same(k, draft)), None)
        if twin is None:
            kept.append(draft)
        else:
            twin.take(draft)
            became[id(draft)] = twin
    for draft in kept:
        while draft.parent is not None and id(draft.parent) in became:
            draft.parent = became[id(draft.parent)]
        if draft.parent is draft:
            draft.parent = None
    return kept


def _same(first: Draft, second: Draft) -> bool:
    if first.parent is second or second.parent is first:
        return False
    if not _same_time(first.when, second.when):
        return False
    if first.item and second.item:
        return False
    if first.title is None or second.title is None:
        return True
    one, two = first.title.value.casefold(), second.title.value.casefold()
    if fuzz.token_set_ratio(one, two) >= SAME_TITLE:
        return True
    if first.quoted and second.quoted:
        return False
    if first.noun == second.noun and not (first.item or second.item):
        return True
    if first.weak or second.weak:
        return not (first.item or second.item)
    related = first.kind is second.kind or {first.kind, second.kind} <= _MEETINGS
    return (
        related
        and not (first.item or second.item)
        and not (first.quoted or second.quoted)
        and _same_place(first.where, second.where)
    )


def _within(inner: Period, outer: Period) -> bool:
    """Whether a period starts inside another that says less exactly when."""
    if inner.earliest is None or inner.latest is None:
        return False
    if outer.earliest is None or outer.latest is None:
        return False
    vague = len(outer.edtf) < len("2022-06-18") and "/" not in outer.edtf
    return vague and outer.earliest <= inner.earliest <= outer.latest


def _same_time(first: Claim[Period] | None, second: Claim[Period] | None) -> bool:
    if first is None or second is None:
        return False
    one, two = first.value, second.value
    if one.edtf != two.edtf:
        return _within(one, two) or _within(two, one)
    return one.time_start is None or two.time_start is None or one.time_start == two.time_start


def _same_place(first: Where, second: Where) -> bool:
    if first.place is None or second.place is None:
        return True
    one = {first.place.value, *(c.value for c in first.within)}
    two = {second.place.value, *(c.value for c in second.within)}
    return bool(one & two)
