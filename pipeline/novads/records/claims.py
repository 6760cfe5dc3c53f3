"""Claims of records, made from mentions."""

from __future__ import annotations

from novads.mentions.dates.edtf import edtf_bounds
from novads.objects import AnyMention, Claim, DateMention, Period

__all__ = ["date_claim", "mention_claim"]


def mention_claim(mention: AnyMention, source: str, confidence: float) -> Claim[str]:
    """The claim that a record's value is a mention's name."""
    name = getattr(mention, "name", mention.span.text)
    return Claim[str](
        value=name,
        mentions=(mention.id,),
        spans=(mention.span,),
        source=source,
        confidence=min(confidence, mention.confidence),
    )


def date_claim(
    date: DateMention, source: str, confidence: float
) -> tuple[Claim[Period], Claim[Period] | None]:
    """A date as the claim of a start, and of an end where it is a range."""

    def claim(edtf: str) -> Claim[Period]:
        earliest, latest = edtf_bounds(edtf)
        period = Period(edtf=edtf, earliest=earliest, latest=latest, year_source=date.year_source)
        return Claim[Period](
            value=period,
            mentions=(date.id,),
            spans=(date.span,),
            source=source,
            confidence=min(confidence, date.confidence),
        )

    first, slash, last = date.edtf.partition("/")
    return claim(first), claim(last) if slash and last not in ("", "..") else None
