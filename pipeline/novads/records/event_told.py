"""Events that a sentence tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import regex

from novads.language.inflection import Case
from novads.objects import Claim, EventKind, Period, Span
from novads.records.event_anchors import Anchor
from novads.records.event_drafts import Draft
from novads.records.event_items import item_lead
from novads.records.event_maker import DraftMaker, ends_quoted
from novads.records.event_nouns import EventNouns
from novads.records.event_places import find_where
from novads.records.event_titles import quoted_title, title_span
from novads.records.event_words import WORD, EventLexicon, Trigger
from novads.records.reading import Reading, Unit

__all__ = ["SentenceReader"]

_OPEN_STARTED: Final = frozenset(
    {EventKind.CALL, EventKind.EXHIBITION, EventKind.CONSTRUCTION, EventKind.CONSULTATION}
)
"""Kinds of event that a deadline alone is a window of."""
_CLAUSE_END = regex.compile(r"[.;:!?]|,\s|\s[–—-]\s|\(")


class SentenceReader:
    """Reads the events that a sentence tells by its dates and event nouns."""

    def __init__(self, lexicon: EventLexicon, nouns: EventNouns, maker: DraftMaker) -> None:
        self._lexicon = lexicon
        self._nouns = nouns
        self._maker = maker
        self._call: tuple[Reading | None, tuple[Unit, Trigger] | None] = (None, None)

    def read(
        self,
        reading: Reading,
        unit: Unit,
        found: Sequence[Anchor],
        triggers: Sequence[Trigger],
        header: tuple[Unit, Trigger] | None,
    ) -> list[Draft]:
        """The events that a sentence tells."""
        frame = self._nouns.frame(unit)
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
            parent = self._maker.parent(unit, frame, drafts[0])
            for draft in drafts:
                draft.parent = parent
            return [parent, *drafts]
        return drafts

    def _call_of(self, reading: Reading) -> tuple[Unit, Trigger] | None:
        """The call for applications that the article is about: one with a quoted title first."""
        if self._call[0] is not reading:
            self._call = (reading, self._find_call(reading))
        return self._call[1]

    def _find_call(self, reading: Reading) -> tuple[Unit, Trigger] | None:
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
        for other in self._nouns.of(before):
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
        return span.end > unit.start + trigger.end and ends_quoted(unit, span)

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
        return self._maker.draft(unit, anchor, when, trigger, span, where, item=False)

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
        start = item_lead(unit.text, verb.end())
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
            draft = self._maker.moved(unit, dated[-1], triggers[0])
            draft.previous, draft.when = draft.when, None
            return [draft]
        if len(dated) < 2:
            return []
        old, new = dated[0], dated[-1]
        before = unit.lower[max(0, new.start - unit.start - 8) : new.start - unit.start]
        if "no " in before and "uz" not in before:
            old, new = new, old
        draft = self._maker.moved(unit, new, triggers[0])
        draft.previous = old.when()
        return [draft]
