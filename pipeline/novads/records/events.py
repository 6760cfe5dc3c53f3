"""Events from mentions and event nouns.

An event is found where a date or a clock time (an anchor) stands with a noun that names an event or
a verb of taking place. Dates of paperwork, registration deadlines and a project's own start and end
give none. An event told twice is one; items of a programme are parts of the event that it is of.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import count
from typing import Final

import regex
from pydantic import Field

from novads.language.inflection import Case, to_nominative
from novads.mentions.dates import find_times
from novads.mentions.quotes import find_quoted
from novads.objects import (
    Claim,
    DateMention,
    Event,
    EventKind,
    EventStatus,
    Money,
    Organisation,
    Period,
    Place,
    Precision,
    Span,
)
from novads.records.event_anchors import Anchor, anchors, heading_anchor, starts_with_time
from novads.records.event_drafts import Draft, merge_drafts
from novads.records.event_places import Where, find_where
from novads.records.event_titles import quoted_title, title_span
from novads.records.event_words import WORD, EventLexicon, Trigger
from novads.records.masking import compile_masked, mask
from novads.records.projects import ReadProject, mention_claim
from novads.records.reading import Reading, Unit
from novads.ruleset import PatternRule, RuleSet

__all__ = ["EventReader"]

_OPEN_STARTED: Final = frozenset(
    {EventKind.CALL, EventKind.EXHIBITION, EventKind.CONSTRUCTION, EventKind.CONSULTATION}
)
"""Kinds of event that a deadline alone is a window of."""

_NEW_DATE = regex.compile(
    r"\b(?:jaun\w++\s++(?:norises\s++)?(?:datum\w*+|laik\w*+)|pārcel\w++\s++uz|notiks)\b",
    regex.IGNORECASE,
)
_PAST = regex.compile(
    # verbs of the past by their endings; nouns in -tājs, -cējs, -vējs have such forms too
    r"\b\p{L}{2,}(?<!t|zt)(?:āja|ājām|ājās|āju)\b|\b\p{L}{2,}(?<![cvdmņ])(?:ēja|ējām|ējās|ēju)\b|"
    r"\b\p{L}{2,}(?:īja|ījām|ījās|oja|ojām|ojās)\b"
)
_FUTURE = regex.compile(r"\b\p{L}{3,}sies\b")
_ITEM_LEAD = regex.compile(r"[\s\-–—:•*.,)]*+")
_ITEM_END = regex.compile(r"\.\s+\p{Lu}|\.$|[;,]|\s[–—(]|\s-\s|\n|\sar\s")
_TRAILING_PREPOSITION = regex.compile(r"\s+(?:pie|uz|no|pa|līdz|caur)$", regex.IGNORECASE)
_SHORTEST_TITLE: Final = 4
"""Letters that a title has at least."""

_CLAUSE_END = regex.compile(r"[.;:!?]|,\s|\s[–—-]\s|\(")


class OrganiserRule(PatternRule):
    """Words that say who organises an event."""

    confidence: float = Field(ge=0, le=1)
    pattern: str


class EventReader:
    """Reads the events of an article.

    Raises:
        RuleFileError: if a rule file is broken.
    """

    def __init__(self, rules: RuleSet) -> None:
        self._lexicon = EventLexicon(rules)
        self._organisers = [
            (rule, compile_masked(rule.pattern))
            for rule in rules.yaml("records/organisers.yaml", OrganiserRule)
        ]

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
        self._containers(reading, drafts)
        drafts = merge_drafts(drafts)
        _nest(drafts)
        self._organised(reading, drafts)
        tense = self._tense(reading)
        for draft in drafts:
            draft.project = draft.project or _project_of(draft, projects)
            if draft.where.place is None and not draft.item:
                draft.where = self._where_above(reading, draft)
            if draft.status is EventStatus.UNKNOWN and draft.parent is not None:
                draft.status = draft.parent.status
            if draft.status is EventStatus.UNKNOWN and draft.when is not None:
                draft.status = _by_date(draft.when.value, published)
            if draft.status is EventStatus.UNKNOWN:
                draft.status = tense
        return _events(drafts)

    # --- drafts -------------------------------------------------------------------------------

    def _drafts(self, reading: Reading, used: Collection[str]) -> list[Draft]:
        drafts: list[Draft] = []
        day: DateMention | None = None
        first_day: DateMention | None = None
        header: tuple[Unit, Trigger] | None = None
        pending: Anchor | None = None
        for unit in reading.units:
            heading = heading_anchor(reading, unit)
            date = heading.date if heading is not None else None
            if date is not None and date.id not in used and not self._has_trigger(unit):
                day, pending = date, heading
                continue
            found = [
                a
                for a in anchors(
                    reading, unit, self._lexicon, day or _latest_date(drafts) or first_day
                )
                if a.date is None or a.date.id not in used
            ]
            if first_day is None:
                days = [a.date for a in found if a.date and a.date.precision is Precision.DAY]
                first_day = days[0] if days else None
            triggers = self._triggers(unit)
            new: list[Draft] = []
            under, pending = pending, None
            if (
                under is not None
                and (under.time_start is not None or triggers)
                and not any(a.date and not a.inherited for a in found)
                and not starts_with_time(reading, unit)
            ):  # a line with the date, perhaps the hour, and below it what takes place
                new = self._items(unit, [under])
            if new:
                pass
            elif found and starts_with_time(reading, unit):
                new = self._items(unit, found)
            elif found:
                new = self._told(reading, unit, found, triggers, header)
            if new:
                drafts += new
            elif drafts:
                self._go_on(unit, drafts, found)
            if unit.text.rstrip().endswith(":") and triggers:
                header = (unit, triggers[-1])
            elif header is not None and unit.paragraph > header[0].paragraph + 12:
                header = None
        return drafts

    def _has_trigger(self, unit: Unit) -> bool:
        return any(True for _ in self._lexicon.triggers(unit.lower))

    def _triggers(self, unit: Unit) -> list[Trigger]:
        """The unit's event nouns that are no modifiers of other nouns and inside no name."""
        found = []
        for trigger in self._lexicon.triggers(unit.lower):
            start = unit.start + trigger.start
            if any(m.span.start <= start < m.span.end for m in unit.mentions):
                continue
            if not self._is_modifier(unit, trigger) and not self._goes_with(unit, trigger):
                found.append(trigger)
        return found

    def _goes_with(self, unit: Unit, trigger: Trigger) -> bool:
        """Whether a noun stands behind 'ar' or the like: what the event is held with."""
        before = [w.group() for w in WORD.finditer(unit.lower[: trigger.start])]
        return any(self._lexicon.is_one_of("with", word) for word in before[-1:])

    def _behind_quotes(self, unit: Unit, trigger: Trigger) -> int:
        """Where the text goes on behind a noun and a title quoted right behind it."""
        for quoted in find_quoted(unit.text):  # 'izstādes „Upe” atklāšana'
            if quoted.start < trigger.end or not quoted.is_balanced:
                continue
            gap = unit.text[trigger.end : quoted.start]
            return quoted.end if not gap.strip() else trigger.end
        return trigger.end

    def _is_modifier(self, unit: Unit, trigger: Trigger) -> bool:
        if not trigger.can_be(Case.GEN):
            return False
        behind = self._behind_quotes(unit, trigger)
        following = WORD.search(unit.lower, behind)
        adjacent = following is not None and not unit.text[behind : following.start()].strip()
        if behind != trigger.end and adjacent and following is not None:
            rest = unit.lower[following.start() :]
            return any(t.start == 0 for t in self._lexicon.triggers(rest))
        if not adjacent or following is None:
            return trigger.is_genitive_only
        word = following.group()
        if trigger.is_genitive_only:
            return True
        if any(t.start == 0 for t in self._lexicon.triggers(unit.lower[following.start() :])):
            return True  # 'pieredzes apmaiņas brauciens'
        at = unit.start + following.start()
        in_mention = any(m.span.start <= at < m.span.end for m in unit.mentions)
        if in_mention or self._lexicon.is_one_of("clause", word) or word.endswith(("iem", "ām")):
            return False
        if self._lexicon.is_one_of("takes-place", word) or trigger.can_be(Case.NOM):
            return self._lexicon.is_one_of("frame", word)
        venue = self._lexicon.venue(unit.lower, following.start())
        return venue is None or venue[0] != following.start()

    def _frame(self, unit: Unit) -> Trigger | None:
        """The larger event that the unit is about a part of: 'svētku ietvaros', 'festivālā'."""
        for trigger in self._lexicon.triggers(unit.lower):
            following = WORD.search(unit.lower, trigger.end)
            if following is not None and trigger.can_be(Case.GEN):
                between = unit.text[trigger.end : following.start()]
                if not between.strip(' „“”"«»') and self._lexicon.is_one_of(
                    "frame", following.group()
                ):
                    return trigger
        return None

    def _items(self, unit: Unit, found: Sequence[Anchor]) -> list[Draft]:
        """The items of a programme that a line tells: '11.00 Koncerts estrādē'."""
        drafts = []
        for number, anchor in enumerate(found):
            when = anchor.when()
            if when is None:
                continue
            limit = unit.end
            for later in found[number + 1 :]:  # 'plkst. 14 un 16.30 izrāde' is one title, twice
                if any(c.isalpha() for c in _between(unit, anchor, later)):
                    limit = later.start
                    break
                anchor = later
            start = max(0, anchor.end - unit.start)
            lead = _ITEM_LEAD.match(unit.text, start)
            start = lead.end() if lead is not None else start
            end = limit - unit.start
            trigger = next(
                (t for t in self._triggers(unit) if start <= t.start and t.end <= end), None
            )
            where = find_where(unit, anchor.end, limit, anchor.end, self._lexicon)
            title = self._item_title(unit, start, end, trigger)
            if title is None:
                continue
            drafts.append(self._draft(unit, anchor, when, trigger, title, where, item=True))
        return drafts

    def _item_title(self, unit: Unit, start: int, end: int, trigger: Trigger | None) -> Span | None:
        """What an item is called: its words up to the sentence's end, places in front left out."""
        if trigger is not None:
            span = title_span(unit, trigger, self._lexicon)
            if span.start >= unit.start + start:
                return span
        quoted = self._quoted_in(unit, start, end)
        if quoted is not None:
            return quoted
        stop = _ITEM_END.search(unit.text, start, end)
        end = stop.start() if stop is not None else end
        for mention in unit.mentions:
            at = mention.span.start - unit.start
            if isinstance(mention, Place) and at == start and mention.span.end - unit.start < end:
                lead = _ITEM_LEAD.match(unit.text, mention.span.end - unit.start)
                start = lead.end() if lead is not None else start
        for mention in unit.mentions:  # what stands behind the name tells where, or how much
            at = mention.span.start - unit.start
            if isinstance(mention, Place | Money) and start < at < end:
                end = at
                break
        text = unit.text[start:end].strip(" ,–—-:")
        text = _TRAILING_PREPOSITION.sub("", text)
        if sum(c.isalpha() for c in text) < _SHORTEST_TITLE:
            return None
        start = unit.text.index(text, start)
        return Span(start=unit.start + start, end=unit.start + start + len(text), text=text)

    def _quoted_in(self, unit: Unit, start: int, end: int) -> Span | None:
        """The quoted title of an item, where it isn't the name of who takes part."""
        for quoted in find_quoted(unit.text, start, end):
            inside = unit.start + quoted.inner_start, unit.start + quoted.inner_end
            if not quoted.is_balanced:
                continue
            if any(m.span.start < inside[1] and inside[0] < m.span.end for m in unit.mentions):
                continue
            return Span(start=inside[0], end=inside[1], text=quoted.inner(unit.text))
        return None

    def _told(
        self,
        reading: Reading,
        unit: Unit,
        found: Sequence[Anchor],
        triggers: Sequence[Trigger],
        header: tuple[Unit, Trigger] | None,
    ) -> list[Draft]:
        """The events that a sentence tells."""
        frame = self._frame(unit)
        if len(triggers) > 1:  # 'svētkos uzstājās', 'festivālā notiks koncerts'
            framing = [t for t in triggers if t.kind is EventKind.FESTIVAL and t.can_be(Case.LOC)]
            if framing and len(framing) < len(triggers):
                frame = frame or framing[0]
                triggers = [t for t in triggers if t not in framing]
        strong = [t for t in triggers if not t.weak] or list(triggers)
        strong = [t for t in strong if t.kind is EventKind.FESTIVAL] or strong
        moved = self._lexicon.any_of("postponed", unit.lower)
        if moved and (len(found) > 1 or self._lexicon.any_of("undated", unit.lower)):
            return self._postponed(unit, found, strong)
        drafts: list[Draft] = []
        for anchor in found:
            when = anchor.when()
            if when is None:
                continue
            trigger = self._nearest(unit, anchor, strong, found)
            titled = unit
            if trigger is None and header is not None and unit.paragraph > header[0].paragraph:
                titled, trigger = header
            if trigger is None and self._lexicon.any_of("registration", unit.lower):
                titled, trigger = self._call_of(reading) or (unit, None)
            if trigger is not None and trigger.kind is EventKind.OPENING:
                titled, trigger = self._opened(reading, titled, trigger)
            draft = self._accepted(unit, titled, anchor, when, trigger)
            if draft is not None:
                drafts.append(draft)
        if frame is not None and drafts:
            parent = self._parent(unit, frame, drafts[0])
            for draft in drafts:
                draft.parent = parent
            return [parent, *drafts]
        return drafts

    def _call_of(self, reading: Reading) -> tuple[Unit, Trigger] | None:
        """The call for applications that the article is about: one with a quoted title first."""
        calls = [
            (unit, trigger)
            for unit in reading.units
            for trigger in self._lexicon.triggers(unit.lower)
            if trigger.kind is EventKind.CALL
        ]
        named = [c for c in calls if quoted_title(*c) is not None]
        return next(iter(named or calls), None)

    def _opened(self, reading: Reading, unit: Unit, trigger: Trigger) -> tuple[Unit, Trigger]:
        """What a bare 'atklāšana' opens: the exhibition with a title told just before."""
        bare = title_span(unit, trigger, self._lexicon)
        if bare.end - bare.start > trigger.end - trigger.start or not unit.index:
            return unit, trigger
        before = reading.units[unit.index - 1]
        for other in self._triggers(before):
            if quoted_title(before, other) is not None:
                return before, replace(other, kind=trigger.kind, rule=trigger.rule)
        return unit, trigger

    def _nearest(
        self,
        unit: Unit,
        anchor: Anchor,
        triggers: Sequence[Trigger],
        found: Sequence[Anchor],
    ) -> Trigger | None:
        """The event noun that an anchor is of: the nearest one that isn't nearer to another."""
        start = anchor.start - unit.start

        def distance(trigger: Trigger) -> int:
            first, last = sorted((start, trigger.start))
            between = unit.text[first:last]
            return (last - first) + 60 * (between.count(";") + between.count(", savukārt"))

        if len(found) == 1 or len(triggers) < len(found):
            quoted = [t for t in triggers if self._is_quoted(unit, t)]
            if len(found) == 1 and quoted:
                return quoted[0]
        return min(triggers, key=distance, default=None)

    def _is_quoted(self, unit: Unit, trigger: Trigger) -> bool:
        span = title_span(unit, trigger, self._lexicon)
        return span.end > unit.start + trigger.end and _ends_quoted(unit, span)

    def _accepted(
        self,
        unit: Unit,
        titled: Unit,
        anchor: Anchor,
        when: Claim[Period],
        trigger: Trigger | None,
    ) -> Draft | None:
        """The draft of an anchor with its noun, if the sentence tells an event by them."""
        lower = unit.lower
        takes_place = self._lexicon.any_of("takes-place", lower)
        registers = self._lexicon.any_of("registration", lower)
        deadline = when.value.edtf.startswith("../")
        if trigger is None:
            if not takes_place or deadline or registers or anchor.inherited:
                return None
            span = self._clause(unit, anchor)
            if span is None:
                return None
        else:
            window = registers or deadline or "/" in when.value.edtf
            if trigger.kind is EventKind.CALL and not window:
                if not takes_place:
                    return None
                trigger = replace(trigger, kind=EventKind.OTHER)  # a contest that is held
            if trigger.kind is not EventKind.CALL and registers and deadline:
                return None
            if deadline and trigger.kind not in _OPEN_STARTED:
                return None
            if trigger.weak and not takes_place and titled is unit:
                return None
            span = title_span(titled, trigger, self._lexicon)
        where = find_where(unit, unit.start, unit.end, anchor.end, self._lexicon)
        return self._draft(unit, anchor, when, trigger, span, where, item=False)

    def _clause(self, unit: Unit, anchor: Anchor) -> Span | None:
        """The clause in which something takes place, where no noun names it."""
        verb = next(
            (
                w
                for w in WORD.finditer(unit.lower)
                if w.group().startswith(("notik", "norisin", "risin", "uzstā", "viesoj", "skan"))
            ),
            None,
        )
        if verb is None:
            return None
        lead = _ITEM_LEAD.match(unit.text, verb.end())
        start = lead.end() if lead is not None else verb.end()
        stop = _CLAUSE_END.search(unit.text, start)
        end = stop.start() if stop is not None else len(unit.text)
        for date in unit.dates:
            at = date.span.start - unit.start
            if start <= at < end:
                end = at
        text = unit.text[start:end].strip()
        if len(text) < 4:
            return None
        start = unit.text.index(text, start)
        return Span(start=unit.start + start, end=unit.start + start + len(text), text=text)

    def _postponed(
        self, unit: Unit, found: Sequence[Anchor], triggers: Sequence[Trigger]
    ) -> list[Draft]:
        """An event moved from one date to another within one sentence."""
        dated = [a for a in found if a.date is not None]
        if not dated or not triggers:
            return []
        if self._lexicon.any_of("undated", unit.lower):
            draft = self._moved(unit, dated[-1], triggers[0])
            draft.previous, draft.when = draft.when, None
            return [draft]
        if len(dated) < 2:
            return []
        old, new = dated[0], dated[-1]
        before = unit.lower[max(0, new.start - unit.start - 8) : new.start - unit.start]
        if "no " in before and "uz" not in before:
            old, new = new, old
        draft = self._moved(unit, new, triggers[0])
        draft.previous = old.when()
        return [draft]

    def _moved(self, unit: Unit, anchor: Anchor, trigger: Trigger) -> Draft:
        """The draft of an event that was moved to an anchor."""
        span = title_span(unit, trigger, self._lexicon)
        where = find_where(unit, unit.start, unit.end, anchor.end, self._lexicon)
        draft = self._draft(unit, anchor, anchor.when(), trigger, span, where, item=False)
        draft.status = EventStatus.POSTPONED
        return draft

    def _draft(
        self,
        unit: Unit,
        anchor: Anchor,
        when: Claim[Period] | None,
        trigger: Trigger | None,
        span: Span,
        where: Where,
        *,
        item: bool,
    ) -> Draft:
        rule = f"rule:{trigger.rule}" if trigger is not None else "rule:event-verb"
        confidence = 0.9 if trigger is not None and not trigger.weak else 0.65
        draft = Draft(
            unit=unit,
            kind=trigger.kind if trigger is not None else EventKind.OTHER,
            noun=trigger.noun if trigger is not None else None,
            weak=trigger is None or trigger.weak,
            title=Claim[str](value=span.text, spans=(span,), source=rule, confidence=confidence),
            when=when,
            at=anchor.start,
            source=rule,
            confidence=min(confidence, when.confidence if when is not None else 1.0),
            where=where,
            status=self._status(unit),
            item=item,
            quoted=_ends_quoted(unit, span),
            spans=[unit.span()],
        )
        draft.organisers = self._organisers_in(unit)
        return draft

    def _parent(self, unit: Unit, trigger: Trigger, child: Draft) -> Draft:
        """The larger event that a sentence names as the frame of another."""
        span = title_span(unit, trigger, self._lexicon)
        when = child.when
        if when is not None:
            day = when.value.model_copy(update={"time_start": None, "time_end": None})
            when = when.model_copy(
                update={"value": day, "confidence": 0.6, "source": "rule:event-frame"}
            )
        return Draft(
            unit=unit,
            kind=trigger.kind,
            noun=trigger.noun,
            weak=False,
            title=Claim[str](
                value=to_nominative(span.text),
                spans=(span,),
                source="rule:event-frame",
                confidence=0.8,
            ),
            when=when,
            at=child.at,
            source="rule:event-frame",
            confidence=0.6,
            where=find_where(unit, unit.start, unit.end, unit.start + trigger.start, self._lexicon),
            status=child.status,
            spans=[unit.span()],
        )

    # --- what comes later -----------------------------------------------------------------------

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
        organisers = self._organisers_in(unit)
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

    def _organisers_in(self, unit: Unit) -> list[Claim[str]]:
        claims: dict[str, Claim[str]] = {}
        masked = mask(unit)
        for rule, pattern in self._organisers:
            for match in pattern.finditer(masked.text, timeout=5):
                for mention in masked.mentions(*match.span("who")):
                    if isinstance(mention, Organisation | Place):
                        claim = mention_claim(mention, f"rule:{rule.id}", rule.confidence)
                        claims.setdefault(claim.value, claim)
        return list(claims.values())

    def _organised(self, reading: Reading, drafts: Sequence[Draft]) -> None:
        """Give the article's main event the organiser that is told apart from it."""
        main = next((d for d in drafts if d.parent is None), None)
        if main is None or any(d.organisers for d in drafts if d.parent is None):
            return
        for unit in reading.units[: main.unit.index + 4]:
            organisers = self._organisers_in(unit)
            if organisers:
                main.organisers = organisers
                return

    def _tense(self, reading: Reading) -> EventStatus:
        """Whether the article as a whole tells of what was or of what will be."""
        statuses = [self._status(unit) for unit in reading.units]
        future = statuses.count(EventStatus.PLANNED)
        past = statuses.count(EventStatus.PAST)
        if future == past:
            return EventStatus.UNKNOWN
        return EventStatus.PLANNED if future > past else EventStatus.PAST

    def _status(self, unit: Unit) -> EventStatus:
        lower = unit.lower
        if self._lexicon.any_of("cancelled", lower):
            return EventStatus.CANCELLED
        if self._lexicon.any_of("postponed", lower):
            return EventStatus.POSTPONED
        future = self._lexicon.any_of("future", lower) or _FUTURE.search(lower) is not None
        past = self._lexicon.any_of("past", lower) or _PAST.search(lower) is not None
        if future == past:
            return EventStatus.UNKNOWN
        return EventStatus.PLANNED if future else EventStatus.PAST

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

    # --- containers -----------------------------------------------------------------------------

    def _containers(self, reading: Reading, drafts: list[Draft]) -> None:
        """Make items parts of the event whose programme they are."""
        items = [d for d in drafts if d.item and d.parent is None]
        if not items:
            return
        whole = self._container(reading, drafts, items)
        if whole is None:
            return
        if whole not in drafts:
            drafts.insert(0, whole)
        for item in items:
            item.parent = whole

    def _container(
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
            triggers = [t for t in self._triggers(unit) if not t.weak]
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
                organisers=self._organisers_in(unit),
                status=items[0].status,
                quoted=_ends_quoted(unit, span),
                spans=[unit.span()],
            )
        return None


def _ends_quoted(unit: Unit, span: Span) -> bool:
    """Whether a title ends with a quoted one, its closing mark inside or right behind."""
    end = span.end - unit.start
    return any(c in '"”“»' for c in unit.text[end - 1 : end + 1])


_HOLDING: Final = frozenset({EventKind.VISIT, EventKind.FESTIVAL, EventKind.CONSULTATION})
"""Kinds of event of several days that others take place in."""


def _nest(drafts: Sequence[Draft]) -> None:
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


def _between(unit: Unit, first: Anchor, second: Anchor) -> str:
    """The words between two anchors, a joining 'un' left out."""
    return unit.lower[first.end - unit.start : second.start - unit.start].replace("un", "", 1)


def _latest_date(drafts: Sequence[Draft]) -> DateMention | None:
    """The day of the event told last: clock times behind it belong to it."""
    for draft in reversed(drafts):
        for date in draft.unit.dates:
            if draft.when is not None and date.id in draft.when.mentions and not date.is_range:
                return date
    return None


def _project_of(draft: Draft, projects: Sequence[ReadProject]) -> str | None:
    """The project that an event belongs to: the one named in its sentence."""
    if draft.source == "rule:event-frame":
        return None
    for read in projects:
        if draft.unit in read.units:
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
