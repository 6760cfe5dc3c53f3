"""Events from mentions and event nouns.

An event is found where a date or a clock time (an anchor) stands with a noun that names an event or
a verb of taking place. Dates of paperwork, registration deadlines and a project's own start and end
give none. An event told twice is one; items of a programme are parts of the event that it is of.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from itertools import count

import regex

from novads.mentions.dates import find_times
from novads.objects import (
    Claim,
    DateMention,
    Event,
    EventKind,
    EventStatus,
    OrganisationKind,
    Period,
    Precision,
)
from novads.records.claims import mention_claim
from novads.records.event_anchors import Anchor, anchors, heading_anchor, starts_with_time
from novads.records.event_drafts import Draft, merge_drafts
from novads.records.event_items import ItemReader
from novads.records.event_links import Containers, latest_date, nest, project_of
from novads.records.event_maker import DraftMaker
from novads.records.event_nouns import EventNouns
from novads.records.event_places import Where, find_where
from novads.records.event_told import SentenceReader
from novads.records.event_words import EventLexicon, Trigger
from novads.records.projects import ReadProject
from novads.records.reading import Reading, Unit
from novads.ruleset import RuleSet

__all__ = ["EventReader"]

_NEW_DATE = regex.compile(
    r"\b(?:jaun\w++\s++(?:norises\s++)?(?:datum\w*+|laik\w*+)|pārcel\w++\s++uz|notiks)\b",
    regex.IGNORECASE,
)


_OFFICIAL = frozenset({EventKind.CALL, EventKind.CONSULTATION})


class EventReader:
    """Reads the events of an article.

    Raises:
        RuleFileError: if a rule file is broken.
    """

    def __init__(self, rules: RuleSet) -> None:
        self._lexicon = EventLexicon(rules)
        self._nouns = EventNouns(self._lexicon)
        self._maker = DraftMaker(rules, self._lexicon)
        parts = (self._lexicon, self._nouns, self._maker)
        self._items = ItemReader(*parts)
        self._told = SentenceReader(*parts)
        self._containers = Containers(*parts)

    def read(
        self,
        reading: Reading,
        projects: Sequence[ReadProject],
        published: dt.date | None = None,
    ) -> list[Event]:
        """The article's events, in the order in which they are first told.

        Args:
            reading: the article's units and mentions.
            projects: its projects; their own dates give no events.
            published: the publication date, by which an event's tense is told where no verb does.

        """
        used = {
            mention
            for p in projects
            for claim in (p.project.start, p.project.end)
            if claim is not None
            for mention in claim.mentions
        }
        drafts = self._drafts(reading, used)
        self._containers.link(reading, drafts)
        drafts = merge_drafts(drafts)
        nest(drafts)
        self._organised(reading, drafts)
        tense = self._tense(reading)
        for draft in drafts:
            draft.project = draft.project or project_of(draft, projects)
            if draft.where.place is None and not draft.item:
                draft.where = self._where_above(reading, draft)
            if draft.status is EventStatus.UNKNOWN and draft.parent is not None:
                draft.status = draft.parent.status
            if draft.status is EventStatus.UNKNOWN and draft.when is not None:
                draft.status = _by_date(draft.when.value, published)
            if draft.status is EventStatus.UNKNOWN:
                draft.status = tense
        return _events(drafts)

    def _drafts(self, reading: Reading, used: Collection[str]) -> list[Draft]:
        drafts: list[Draft] = []
        day: DateMention | None = None
        first_day: DateMention | None = None
        header: tuple[Unit, Trigger] | None = None
        pending: Anchor | None = None
        for unit in reading.units:
            heading = heading_anchor(reading, unit)
            date = heading.date if heading is not None else None
            if date is not None and date.id not in used and not self._nouns.any_in(unit):
                day, pending = date, heading
                continue
            found = [
                a
                for a in anchors(
                    reading, unit, self._lexicon, day or latest_date(drafts) or first_day
                )
                if a.date is None or a.date.id not in used
            ]
            if first_day is None:
                days = [a.date for a in found if a.date and a.date.precision is Precision.DAY]
                first_day = days[0] if days else None
            triggers = self._nouns.of(unit)
            new: list[Draft] = []
            under, pending = pending, None
            if (
                under is not None
                and (under.time_start is not None or triggers)
                and not any(a.date and not a.inherited for a in found)
                and not starts_with_time(reading, unit)
            ):  # a line with the date, perhaps the hour, and below it what takes place
                new = self._items.read(unit, [under])
            if new:
                pass
            elif found and starts_with_time(reading, unit) and not self._is_sentence(unit):
                new = self._items.read(unit, found)
            elif found:
                new = self._told.read(reading, unit, found, triggers, header)
            if new:
                drafts += new
            elif drafts:
                self._go_on(unit, drafts, found)
            if unit.text.rstrip().endswith(":") and triggers:
                header = (unit, triggers[-1])
            elif header is not None and unit.paragraph > header[0].paragraph + 12:
                header = None
        return drafts

    def _is_sentence(self, unit: Unit) -> bool:
        """Whether a line that starts with a date is a sentence, and no item of a programme."""
        return bool(unit.dates) and self._lexicon.any_of("takes-place", unit.lower)

    def _go_on(self, unit: Unit, drafts: list[Draft], found: Sequence[Anchor]) -> None:
        """A sentence that tells no event of its own may go on about the last one."""
        last = drafts[-1]
        lower = unit.lower
        if unit.paragraph > last.unit.paragraph + 2:
            return
        times = list(find_times(unit.text, 0, len(unit.text)))
        if times and not unit.dates and self._lexicon.any_of("hours", lower):
            last.set_time(times[0].start, times[0].end)
            last.spans.append(unit.span())
            return
        if last.kind is EventKind.CONSTRUCTION and found and self._lexicon.any_of("ends", lower):
            ends = [a for a in found if a.date is not None]
            if ends and ends[-1].date is not None:
                last.set_end(ends[-1].date)
                last.spans.append(unit.span())
            return
        if last.status in (EventStatus.CANCELLED, EventStatus.POSTPONED):
            new = next((a for a in found if a.date is not None), None)
            when = new.when() if new is not None else None
            if when is not None and _NEW_DATE.search(unit.text):
                last.previous, last.when = last.when, when
                last.status = EventStatus.POSTPONED
                last.spans.append(unit.span())
                return
        told = self._antecedent(lower[:60], drafts)
        organisers = self._maker.organisers(unit)
        if told is None and any(c.source == "rule:organiser-label" for c in organisers):
            told = last
        if told is None:
            return
        if found and not told.item:
            told.refine(found[0].when())
        known = {claim.value for claim in told.organisers}
        told.organisers += [c for c in organisers if c.value not in known]
        if told.where.is_empty and not unit.dates:
            told.where = find_where(unit, unit.start, unit.end, unit.start, self._lexicon)
        if organisers:
            told.spans.append(unit.span())

    def _antecedent(self, lower: str, drafts: Sequence[Draft]) -> Draft | None:
        """The event that a sentence goes back to: the last with its noun, or the last of all."""
        if not self._lexicon.any_of("again", lower):
            return None
        for trigger in self._lexicon.triggers(lower):
            if trigger.weak:
                return drafts[-1]
            return next((d for d in reversed(drafts) if d.noun == trigger.noun), None)
        return drafts[-1]

    def _organised(self, reading: Reading, drafts: Sequence[Draft]) -> None:
        """Give the article's main event the organiser that is told apart from it."""
        main = next((d for d in drafts if d.parent is None), None)
        if main is None or any(d.organisers for d in drafts if d.parent is None):
            return
        for unit in reading.units[: main.unit.index + 4]:
            organisers = self._maker.organisers(unit)
            if organisers:
                main.organisers = organisers
                return
        if main.kind in _OFFICIAL:
            main.organisers = _announcing(reading.units[: main.unit.index + 1])

    def _tense(self, reading: Reading) -> EventStatus:
        """Whether the article as a whole tells of what was or of what will be."""
        statuses = [self._maker.status(unit) for unit in reading.units]
        future = statuses.count(EventStatus.PLANNED)
        past = statuses.count(EventStatus.PAST)
        if future == past:
            return EventStatus.UNKNOWN
        return EventStatus.PLANNED if future > past else EventStatus.PAST

    def _where_above(self, reading: Reading, draft: Draft) -> Where:
        """The place told before: in the paragraph, else in the article's title."""
        before = [u for u in reading.paragraph(draft.unit.paragraph) if u.start < draft.unit.start]
        for unit in (*reversed(before), *reading.units[:1]):
            found = find_where(unit, unit.start, unit.end, unit.end, self._lexicon)
            if found.place is not None and found.place.confidence > 0.6:  # in the locative
                place = found.place.model_copy(
                    update={"confidence": 0.6, "source": "rule:event-place-above"}
                )
                return Where(place, found.within, draft.where.venue)
        return draft.where


def _announcing(units: Sequence[Unit]) -> list[Claim[str]]:
    """The municipality that an official announcement begins with: it holds what it announces."""
    for unit in units:
        for organisation in unit.organisations:
            if organisation.org_kind is OrganisationKind.MUNICIPALITY:
                return [mention_claim(organisation, "rule:organiser-announces", 0.5)]
    return []


def _by_date(period: Period, published: dt.date | None) -> EventStatus:
    if published is None:
        return EventStatus.UNKNOWN
    if period.latest is not None and period.latest < published:
        return EventStatus.PAST
    if period.earliest is not None and period.earliest > published:
        return EventStatus.PLANNED
    return EventStatus.UNKNOWN


def _events(drafts: Sequence[Draft]) -> list[Event]:
    ordered = sorted(drafts, key=lambda d: (d.unit.start, d.at, d.parent is not None))
    numbers = count(1)
    ids = {id(draft): f"event-{next(numbers)}" for draft in ordered}
    events = []
    for draft in ordered:
        parent = ids.get(id(draft.parent)) if draft.parent is not None else None
        events.append(
            Event(
                id=ids[id(draft)],
                kind=draft.kind,
                title=draft.title,
                when=draft.when,
                previous=draft.previous,
                place=draft.where.place,
                within=draft.where.within,
                venue=draft.where.venue,
                organisers=tuple(draft.organisers),
                participants=tuple(draft.participants),
                project=draft.project,
                part_of=parent,
                status=draft.status,
                spans=tuple(draft.spans),
                source=draft.source,
                confidence=draft.confidence,
            )
        )
    return events
