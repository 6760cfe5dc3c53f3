"""What must be true of a corpus file beyond its syntax: values, records, repeats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import regex

from novads.evaluation.corpus import Document, GoldEvent, GoldProject
from novads.evaluation.edtf import Edtf, compatible, parse_edtf
from novads.evaluation.facts import level
from novads.evaluation.sums import Sum
from novads.markup import MarkedMention
from novads.objects import Kind, TitleKind

__all__ = ["Finding", "check_document"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something wrong with a corpus file, on a line of it. A hint may be right as it is."""

    path: Path
    line: int
    reason: str
    hint: bool = False

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.reason}"


_ATTRIBUTES: Final = {Kind.PROGRAMME: {"id"}, Kind.PROJECT: {"type"}}
_ACTORS: Final = (Kind.ORG, Kind.PLACE)
_PAYERS: Final = (Kind.ORG, Kind.PLACE, Kind.PROGRAMME)
_EDGES: Final = regex.compile(r"\A[\s,;:]|[\s,;:]\Z")


def check_document(
    document: Document, programmes: frozenset[str] = frozenset()
) -> Iterator[Finding]:
    """What is wrong with one document.

    Args:
        document: the document, as read.
        programmes: the canonical ids that a PROGRAMME may carry; empty is any.
    """
    yield from _Checker(document, programmes).findings()


class _Checker:
    """The checks of one document."""

    def __init__(self, document: Document, programmes: frozenset[str]) -> None:
        self.document = document
        self.programmes = programmes

    def findings(self) -> Iterator[Finding]:
        """All that is wrong, mentions first."""
        for mention in self.document.mentions:
            yield from self._mention(mention)
        if not self.document.text.strip():
            yield self._at((), "there is no text")
        for index, project in enumerate(self.document.header.projects):
            yield from self._project(index, project)
        yield from self._events()
        yield from self._repeats()

    # --- mentions -------------------------------------------------------------------------

    def _mention(self, mention: MarkedMention) -> Iterator[Finding]:
        surface = self.document.text[mention.start : mention.end]
        for key, value in mention.attributes:
            if key not in _ATTRIBUTES.get(mention.kind, ()):
                yield self._on(mention, f"{mention.kind} {surface!r} has no attribute {key!r}")
            elif key == "id" and self.programmes and value not in self.programmes:
                yield self._on(mention, f"no programme has the id {value!r}")
            elif key == "type" and value not in set(TitleKind):
                yield self._on(mention, f"{value!r} is no type of project title")
        if _EDGES.search(surface):
            yield self._on(mention, f"{surface!r} begins or ends with a separator")
        if mention.value != mention.value.strip():
            yield self._on(mention, f"the value {mention.value!r} is padded")
        try:
            if mention.kind is Kind.DATE:
                parse_edtf(mention.value)
            elif mention.kind is Kind.MONEY:
                Sum.parse(mention.value)
        except ValueError as error:
            yield self._on(mention, f"{mention.kind} {surface!r}: {error}")

    def _repeats(self) -> Iterator[Finding]:
        """A surface that is marked in one place and not in another."""
        text = self.document.text
        inside = [(m.start, m.end) for m in self.document.mentions]
        seen: set[str] = set()
        for mention in self.document.mentions:
            surface = text[mention.start : mention.end]
            if surface in seen or len(surface) < 3:
                continue
            seen.add(surface)
            for match in regex.finditer(rf"(?<!\w){regex.escape(surface)}(?!\w)", text):
                start, end = match.span()
                if not any(a < end and start < b for a, b in inside):
                    reason = f"{surface!r} is marked elsewhere, but not here"
                    line = self.document.line_at(start)
                    yield Finding(self.document.path, line, reason, hint=True)

    # --- records --------------------------------------------------------------------------

    @cached_property
    def _values(self) -> dict[Kind, set[str]]:
        values: dict[Kind, set[str]] = {kind: set() for kind in Kind}
        for m in self.document.mentions:
            values[m.kind].add(level(m.value))
        return values

    @cached_property
    def _titles(self) -> dict[str, set[str]]:
        titles: dict[str, set[str]] = {kind.value: set() for kind in TitleKind}
        for m in self.document.mentions:
            if m.kind is Kind.PROJECT:
                titles.setdefault(m.get("type") or "title", set()).add(level(m.value))
        return titles

    @cached_property
    def _dates(self) -> list[Edtf]:
        return [d for m in self.document.mentions if (d := _date_of(m)) is not None]

    @cached_property
    def _sums(self) -> set[Sum]:
        return {s for m in self.document.mentions if (s := _sum_of(m)) is not None}

    def _project(self, index: int, project: GoldProject) -> Iterator[Finding]:
        at: tuple[str | int, ...] = ("projects", index)
        if not (project.name or project.acronym or project.number or project.programme):
            yield self._at(at, "the project has no name, acronym, number or programme")
        for key, kind in (("name", "title"), ("acronym", "acronym"), ("number", "number")):
            value = getattr(project, key)
            if value is not None and level(value) not in self._titles[kind]:
                yield self._at((*at, key), f"{key} {value!r} is no PROJECT mention of type {kind}")
        yield from self._named((*at, "programme"), project.programme, (Kind.PROGRAMME,))
        yield from self._named((*at, "lead"), project.lead, _ACTORS)
        for k, partner in enumerate(project.partners):
            yield from self._named((*at, "partners", k), partner, _ACTORS)
        for k, line in enumerate(project.funding):
            where = (*at, "funding", k)
            if line.amount is None and line.percent is None:
                yield self._at(where, "a funding line has an amount or a percentage")
            yield from self._named((*where, "source"), line.source, _PAYERS)
            yield from self._counted((*where, "amount"), line.amount)
        if len(set(project.funding)) < len(project.funding):
            yield self._at((*at, "funding"), "a funding line stands twice")
        yield from self._counted((*at, "total"), project.total)
        yield from self._dated(at, project.start, project.end)

    def _events(self) -> Iterator[Finding]:
        events = self.document.header.events
        ids = [event.id for event in events]
        parents = {event.id: event.part_of for event in events}
        for index, event in enumerate(events):
            at = ("events", index)
            if ids.index(event.id) != index:
                yield self._at((*at, "id"), f"two events have the id {event.id!r}")
            if event.part_of is not None and event.part_of not in parents:
                yield self._at((*at, "part_of"), f"there is no event {event.part_of!r}")
            elif _is_circular(event.id, parents):
                yield self._at((*at, "part_of"), f"{event.id!r} is part of itself")
            yield from self._event(at, event)

    def _event(self, at: tuple[str | int, ...], event: GoldEvent) -> Iterator[Finding]:
        if event.title is not None and level(event.title).casefold() not in self._plain:
            reason = f"the title {event.title!r} doesn't stand in the text"
            yield self._at((*at, "title"), reason)
        yield from self._named((*at, "place"), event.place, (Kind.PLACE,))
        for k, organiser in enumerate(event.organisers):
            yield from self._named((*at, "organisers", k), organiser, _ACTORS)
        yield from self._dated(at, event.start, event.end, clock=True)
        if event.was is not None:
            yield from self._dated(at, event.was, None, clock=True, key="was")

    @cached_property
    def _plain(self) -> str:
        return level(self.document.text).casefold()

    def _named(
        self, at: tuple[str | int, ...], name: str | None, kinds: tuple[Kind, ...]
    ) -> Iterator[Finding]:
        if name is not None and not any(level(name) in self._values[kind] for kind in kinds):
            allowed = " or ".join(kinds)
            yield self._at(at, f"{name!r} is the value of no {allowed} mention")

    def _counted(self, at: tuple[str | int, ...], amount: str | None) -> Iterator[Finding]:
        if amount is not None and Sum.parse(amount) not in self._sums:
            yield self._at(at, f"{amount} is the value of no MONEY mention")

    def _dated(
        self,
        at: tuple[str | int, ...],
        start: str | None,
        end: str | None,
        *,
        clock: bool = False,
        key: str = "start",
    ) -> Iterator[Finding]:
        read: list[Edtf] = []
        for name, value in ((key, start), ("end", end)):
            if value is None:
                continue
            try:
                date = parse_edtf(value, clock=clock)
            except ValueError as error:
                yield self._at((*at, name), str(error))
                continue
            if date.is_interval:
                yield self._at((*at, name), f"{value!r} is an interval: give start and end")
                continue
            read.append(date)
            days = [date, _evening_before(value)] if name == "end" else [date]
            if not any(day and compatible(day, other) for day in days for other in self._dates):
                yield self._at((*at, name), f"no DATE mention allows {value!r}")
        if len(read) == 2 and all(date.has_year for date in read):
            first, last = read[0].bounds()[0], read[1].bounds()[1]
            if last < first:
                yield self._at((*at, "end"), f"{end!r} is before {start!r}")

    def _at(self, where: tuple[str | int, ...], reason: str) -> Finding:
        return Finding(self.document.path, self.document.line(*where), reason)

    def _on(self, mention: MarkedMention, reason: str) -> Finding:
        return Finding(self.document.path, self.document.line_at(mention.start), reason)


def _date_of(mention: MarkedMention) -> Edtf | None:
    if mention.kind is not Kind.DATE:
        return None
    try:
        return parse_edtf(mention.value)
    except ValueError:
        return None


def _sum_of(mention: MarkedMention) -> Sum | None:
    if mention.kind is not Kind.MONEY:
        return None
    try:
        return Sum.parse(mention.value)
    except ValueError:
        return None


def _evening_before(value: str) -> Edtf | None:
    """The day before an end in the small hours: a ball on the 24th that ends at two on the 25th."""
    day, _, clock = value.partition("T")
    if not clock or clock >= "06:00":
        return None
    try:
        before = dt.date.fromisoformat(day) - dt.timedelta(days=1)
    except ValueError:
        return None
    return parse_edtf(before.isoformat())


def _is_circular(event: str, parents: dict[str, str | None]) -> bool:
    seen: set[str] = set()
    at: str | None = event
    while at is not None and at not in seen:
        seen.add(at)
        at = parents.get(at)
    return at == event
