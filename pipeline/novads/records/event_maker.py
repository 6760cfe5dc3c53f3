"""Making drafts of events: name, time, place, status, organisers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import regex
from pydantic import Field

from novads.language.inflection import to_nominative
from novads.objects import Claim, EventKind, EventStatus, Organisation, Period, Place, Span
from novads.records.claims import mention_claim
from novads.records.event_anchors import Anchor
from novads.records.event_drafts import Draft
from novads.records.event_places import Where, find_where
from novads.records.event_titles import title_span
from novads.records.event_words import EventLexicon, Trigger
from novads.records.masking import compile_masked, mask
from novads.records.reading import Unit
from novads.ruleset import PatternRule, RuleSet

__all__ = ["DraftMaker", "OrganiserRule", "ends_quoted"]

_PAST = regex.compile(
    # verbs of the past by their endings; nouns in -tājs, -cējs, -vējs have such forms too
    r"\b\p{L}{2,}(?<!t|zt)(?:āja|ājām|ājās|āju)\b|\b\p{L}{2,}(?<![cvdmņ])(?:ēja|ējām|ējās|ēju)\b|"
    r"\b\p{L}{2,}(?:īja|ījām|ījās|oja|ojām|ojās)\b"
)
_FUTURE = regex.compile(r"\b\p{L}{3,}sies\b")


class OrganiserRule(PatternRule):
    """Words that say who organises an event, or who takes part in it."""

    confidence: float = Field(ge=0, le=1)
    pattern: str


class DraftMaker:
    """Makes drafts.

    Raises:
        RuleFileError: if a rule file is broken.
    """

    def __init__(self, rules: RuleSet, lexicon: EventLexicon) -> None:
        self._lexicon = lexicon
        self._organisers, self._participants = (
            [
                (rule, compile_masked(rule.pattern))
                for rule in rules.yaml(f"records/{name}.yaml", OrganiserRule)
            ]
            for name in ("organisers", "participants")
        )

    def draft(
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
        """A draft of the event at an anchor, named by `span`."""
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
            status=self.status(unit),
            item=item,
            quoted=ends_quoted(unit, span),
            spans=[unit.span()],
        )
        draft.organisers = self.organisers(unit)
        organising = {claim.value for claim in draft.organisers}
        draft.participants = [c for c in self.participants(unit) if c.value not in organising]
        return draft

    def moved(self, unit: Unit, anchor: Anchor, trigger: Trigger) -> Draft:
        """The draft of an event that was moved to an anchor."""
        span = title_span(unit, trigger, self._lexicon)
        where = find_where(unit, unit.start, unit.end, anchor.end, self._lexicon)
        draft = self.draft(unit, anchor, anchor.when(), trigger, span, where, item=False)
        draft.status = EventStatus.POSTPONED
        return draft

    def parent(self, unit: Unit, trigger: Trigger, child: Draft) -> Draft:
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

    def organisers(self, unit: Unit) -> list[Claim[str]]:
        """Who the unit says organises what it tells of."""
        return _named(unit, self._organisers)

    def participants(self, unit: Unit) -> list[Claim[str]]:
        """Who the unit says takes part in what it tells of."""
        return _named(unit, self._participants)

    def status(self, unit: Unit) -> EventStatus:
        """What the unit's verbs say: planned, past, moved or cancelled."""
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


def _named(unit: Unit, rules: Sequence[tuple[OrganiserRule, Any]]) -> list[Claim[str]]:
    """Those whom the rules name in the unit, each once, in the rules' order."""
    claims: dict[str, Claim[str]] = {}
    masked = mask(unit)
    if not masked.has("O", "P"):
        return []
    for rule, pattern in rules:
        for match in pattern.finditer(masked.text, timeout=5):
            for mention in masked.mentions(*match.span("who")):
                if isinstance(mention, Organisation | Place):
                    claim = mention_claim(mention, f"rule:{rule.id}", rule.confidence)
                    claims.setdefault(claim.value, claim)
    return list(claims.values())


def ends_quoted(unit: Unit, span: Span) -> bool:
    """Whether a title ends with a quoted one, its closing mark inside or right behind."""
    end = span.end - unit.start
    return any(c in '"”“»' for c in unit.text[end - 1 : end + 1])
