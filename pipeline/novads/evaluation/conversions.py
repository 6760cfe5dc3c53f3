"""Gold and predictions turned into the one shape that they are compared by."""

from __future__ import annotations

from collections.abc import Iterable

from novads.evaluation.corpus import Document, GoldEvent, GoldFunding, GoldProject
from novads.evaluation.facts import (
    DocumentFacts,
    EventFacts,
    FundingFacts,
    MentionFacts,
    Name,
    ProjectFacts,
    level,
)
from novads.evaluation.sums import Sum
from novads.markup import MarkedMention, value_of
from novads.objects import (
    AnyMention,
    Claim,
    Event,
    Extraction,
    Funding,
    Kind,
    Money,
    Period,
    Programme,
    Project,
)

__all__ = ["from_extraction", "from_gold", "gold_mention"]

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
