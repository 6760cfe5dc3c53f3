"""What gold and prediction are compared by: one shape that either is turned into.

Values are compared after levelling what typography leaves open: white space, the shape of quotes
and of dashes. Upper and lower case count.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

import regex

from novads.evaluation.corpus import Document, GoldEvent, GoldFunding, GoldProject
from novads.evaluation.sums import Sum
from novads.markup import MarkedMention, value_of
from novads.objects import (
    AnyMention,
    Claim,
    Event,
    Extraction,
    Funding,
    FundingRole,
    Kind,
    Money,
    Period,
    Programme,
    Project,
)

__all__ = [
    "DocumentFacts",
    "EventFacts",
    "FundingFacts",
    "MentionFacts",
    "Name",
    "ProjectFacts",
    "from_extraction",
    "from_gold",
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


# --- gold -------------------------------------------------------------------------------------


def from_gold(document: Document) -> DocumentFacts:
    """The annotations of a corpus document."""
    keys = {level(m.value): m.get("id") for m in document.mentions if m.kind is Kind.PROGRAMME}
    return DocumentFacts(
        document.id,
        tuple(gold_mention(m) for m in document.mentions),
        tuple(_gold_project(p, keys) for p in document.header.projects),
        tuple(_gold_event(e) for e in document.header.events),
    )


def gold_mention(mention: MarkedMention) -> MentionFacts:
    """One annotated mention.

    Raises:
        ValueError: if a MONEY value is no sum.
    """
    value: str | Sum | Name
    match mention.kind:
        case Kind.MONEY:
            value = Sum.parse(mention.value)
        case Kind.DATE:
            value = mention.value
        case Kind.PROGRAMME:
            value = Name(level(mention.value), mention.get("id"))
        case _:
            value = Name(level(mention.value))
    return MentionFacts(mention.start, mention.end, mention.kind, value)


def _gold_project(project: GoldProject, keys: dict[str, str | None]) -> ProjectFacts:
    def name(text: str | None) -> Name | None:
        return None if text is None else Name(level(text), keys.get(level(text)))

    def line(funding: GoldFunding) -> FundingFacts:
        return FundingFacts(funding.sum, funding.percent, name(funding.source), funding.role)

    return ProjectFacts(
        name=_levelled(project.name),
        acronym=_levelled(project.acronym),
        number=_levelled(project.number),
        programme=name(project.programme),
        lead=name(project.lead),
        partners=tuple(Name(level(p)) for p in project.partners),
        funding=tuple(line(f) for f in project.funding),
        total=Sum.parse(project.total) if project.total else None,
        start=project.start,
        end=project.end,
    )


def _gold_event(event: GoldEvent) -> EventFacts:
    return EventFacts(
        id=event.id,
        kind=event.kind.value,
        title=_levelled(event.title),
        start=event.start,
        end=event.end,
        place=Name(level(event.place)) if event.place else None,
        organisers=tuple(Name(level(o)) for o in event.organisers),
        part_of=event.part_of,
        status=event.status.value if event.status else None,
        was=event.was,
    )


# --- prediction -------------------------------------------------------------------------------


def from_extraction(extraction: Extraction, document_id: str) -> DocumentFacts:
    """What an extraction says. Computed figures are left out: gold holds only what is stated."""
    keys = {m.id: m.canonical for m in extraction.mentions if isinstance(m, Programme)}
    return DocumentFacts(
        document_id,
        tuple(_mention(m) for m in extraction.mentions),
        tuple(_project(p, keys) for p in extraction.projects),
        tuple(_event(e) for e in extraction.events),
    )


def _mention(mention: AnyMention) -> MentionFacts:
    value: str | Sum | Name
    match mention:
        case Money():
            value = Sum(mention.amount, mention.currency, mention.upper)
        case Programme():
            value = Name(level(mention.name), mention.canonical)
        case _ if mention.kind is Kind.DATE:
            value = value_of(mention)
        case _:
            value = Name(level(value_of(mention)))
    return MentionFacts(mention.span.start, mention.span.end, mention.kind, value, mention.source)


def _name(claim: Claim[str] | None, keys: dict[str, str | None]) -> Name | None:
    if claim is None:
        return None
    named = [keys[m] for m in claim.mentions if keys.get(m)]
    return Name(level(claim.value), named[0] if named else None)


def _names(claims: Iterable[Claim[str]], keys: dict[str, str | None]) -> tuple[Name, ...]:
    return tuple(name for claim in claims if (name := _name(claim, keys)) is not None)


def _line(funding: Funding, keys: dict[str, str | None]) -> FundingFacts | None:
    amount = percent = None
    if funding.amount is not None and funding.currency and not funding.amount.computed:
        amount = Sum(funding.amount.value, funding.currency)
    if funding.percent is not None and not funding.percent.computed:
        percent = funding.percent.value
    if amount is None and percent is None:
        return None
    return FundingFacts(amount, percent, _name(funding.payer, keys), funding.role)


def _project(project: Project, keys: dict[str, str | None]) -> ProjectFacts:
    lines = (_line(funding, keys) for funding in project.funding)
    total = _line(project.total, keys) if project.total else None
    return ProjectFacts(
        name=_text(project.name),
        acronym=_text(project.acronym),
        number=_text(project.number),
        programme=_name(project.programme, keys),
        lead=_name(project.lead, keys),
        partners=_names(project.partners, keys),
        funding=tuple(line for line in lines if line is not None),
        total=total.amount if total else None,
        start=_first(project.start),
        end=_last(project.end),
    )


def _event(event: Event) -> EventFacts:
    return EventFacts(
        id=event.id,
        kind=event.kind.value,
        title=_text(event.title),
        start=event.when.value.start if event.when else None,
        end=event.when.value.end if event.when else None,
        place=_name(event.place, {}),
        organisers=_names(event.organisers, {}),
        part_of=event.part_of,
        status=None if event.status.value == "unknown" else event.status.value,
        was=_first(event.previous),
    )


def _text(claim: Claim[str] | None) -> str | None:
    return None if claim is None else level(claim.value)


def _first(claim: Claim[Period] | None) -> str | None:
    return None if claim is None else claim.value.start


def _last(claim: Claim[Period] | None) -> str | None:
    if claim is None:
        return None
    return claim.value.end or claim.value.start


def _levelled(text: str | None) -> str | None:
    return None if text is None else level(text)
