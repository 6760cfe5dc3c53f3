"""What events belong to: the larger event that they are part of, and the project."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

import regex

from novads.objects import Claim, DateMention, EventKind, Period
from novads.records.event_drafts import Draft
from novads.records.event_maker import DraftMaker, ends_quoted
from novads.records.event_nouns import EventNouns
from novads.records.event_places import find_where
from novads.records.event_titles import title_span
from novads.records.event_words import EventLexicon
from novads.records.projects import ReadProject
from novads.records.reading import Reading

__all__ = ["Containers", "latest_date", "nest", "project_of"]

_HOLDING: Final = frozenset({EventKind.VISIT, EventKind.FESTIVAL, EventKind.CONSULTATION})
"""Kinds of event of several days that others take place in."""


class Containers:
    """Finds the event whose programme items are of."""

    def __init__(self, lexicon: EventLexicon, nouns: EventNouns, maker: DraftMaker) -> None:
        self._lexicon = lexicon
        self._nouns = nouns
        self._maker = maker

    def link(self, reading: Reading, drafts: list[Draft]) -> None:
        """Make items parts of the event whose programme they are."""
        items = [d for d in drafts if d.item and d.parent is None]
        if not items:
            return
        whole = self._whole_of(reading, drafts, items)
        if whole is None:
            return
        if whole not in drafts:
            drafts.insert(0, whole)
        for item in items:
            item.parent = whole

    def _whole_of(
        self, reading: Reading, drafts: Sequence[Draft], items: Sequence[Draft]
    ) -> Draft | None:
        told = [d for d in drafts if not d.item and d.parent is None and not d.weak]
        before = [d for d in told if d.at < items[0].at and _covers(d.when, items[0].when)]
        festival = [d for d in before if d.kind is EventKind.FESTIVAL] or before
        if festival:
            return festival[0]
        if len(items) < 2:
            return None
        for unit in reading.units:
            if unit.start >= items[0].unit.start:
                break
            triggers = [t for t in self._nouns.of(unit) if not t.weak]
            if not triggers:
                continue
            trigger = triggers[0]
            span = title_span(unit, trigger, self._lexicon)
            where = find_where(unit, unit.start, unit.end, unit.start, self._lexicon)
            return Draft(
                unit=unit,
                kind=trigger.kind,
                noun=trigger.noun,
                weak=False,
                title=Claim[str](
                    value=span.text, spans=(span,), source="rule:event-of-items", confidence=0.8
                ),
                when=_whole_period(items),
                at=unit.start,
                source="rule:event-of-items",
                confidence=0.8,
                where=where,
                organisers=self._maker.organisers(unit),
                status=items[0].status,
                quoted=ends_quoted(unit, span),
                spans=[unit.span()],
            )
        return None


def nest(drafts: Sequence[Draft]) -> None:
    """Make an event told within the days of a visit, festival or consultation a part of it."""
    for draft in drafts:
        if draft.parent is not None or draft.when is None:
            continue
        for other in drafts:
            if other is draft or other.kind not in _HOLDING or other.when is None:
                continue
            outer, inner = other.when.value, draft.when.value
            if "/" not in outer.edtf or outer.edtf == inner.edtf or other.parent is draft:
                continue
            if None in (outer.earliest, outer.latest, inner.earliest, inner.latest):
                continue
            assert outer.earliest is not None
            assert outer.latest is not None
            assert inner.earliest is not None
            assert inner.latest is not None
            if outer.earliest <= inner.earliest and inner.latest <= outer.latest:
                draft.parent = other
                break


def _covers(outer: Claim[Period] | None, inner: Claim[Period] | None) -> bool:
    """Whether an event that is told to be on some days may hold an item of those days."""
    if outer is None or inner is None:
        return False
    first, second = outer.value, inner.value
    if first.earliest is None or first.latest is None or second.earliest is None:
        return first.edtf == second.edtf
    return first.earliest <= second.earliest <= first.latest and first.time_start is None


def _whole_period(items: Sequence[Draft]) -> Claim[Period] | None:
    """From the first item's day to the last one's."""
    claims = [d.when for d in items if d.when is not None and "/" not in d.when.value.edtf]
    dated = [c for c in claims if c.value.earliest is not None and c.value.latest is not None]
    if not dated:
        return None
    first = min(dated, key=lambda c: (c.value.earliest or dt.date.max, c.value.edtf))
    last = max(dated, key=lambda c: (c.value.latest or dt.date.min, c.value.edtf))
    edtf = first.value.edtf
    if last.value.edtf != edtf:
        edtf = f"{edtf}/{last.value.edtf}"
    mentions = dict.fromkeys((*first.mentions, *last.mentions))
    return Claim[Period](
        value=Period(
            edtf=edtf,
            earliest=first.value.earliest,
            latest=last.value.latest,
            year_source=first.value.year_source,
        ),
        mentions=tuple(mentions),
        spans=tuple(dict.fromkeys((*first.spans, *last.spans))),
        source="rule:event-of-items",
        confidence=0.8,
        computed="/" in edtf,
    )


def latest_date(drafts: Sequence[Draft]) -> DateMention | None:
    """The day of the event told last: clock times behind it belong to it."""
    for draft in reversed(drafts):
        for date in draft.unit.dates:
            if draft.when is not None and date.id in draft.when.mentions and not date.is_range:
                return date
    return None


def project_of(draft: Draft, projects: Sequence[ReadProject]) -> str | None:
    """The project that an event belongs to: the one named in its sentence."""
    if draft.source == "rule:event-frame":
        return None
    for read in projects:
        if draft.unit.index in read.indices:
            named = {claim.mentions[0] for claim in _name_claims(read)}
            values = {claim.value for claim in _name_claims(read)}
            if any(t.id in named or t.name in values for t in draft.unit.titles):
                return read.project.id
    if len(projects) == 1 and regex.search(r"\bprojekt(?:a|s|ā|u)\b", draft.unit.lower):
        return projects[0].project.id
    return None


def _name_claims(read: ReadProject) -> list[Claim[str]]:
    project = read.project
    return [c for c in (project.name, project.acronym, project.number) if c is not None]
