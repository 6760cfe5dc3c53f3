"""Who carries a project out: the one who leads it, and the partners."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

import regex
from pydantic import Field

from novads.objects import (
    AnyMention,
    Claim,
    FundingRole,
    Organisation,
    OrganisationKind,
    Place,
    PlaceKind,
)
from novads.records.claims import mention_claim
from novads.records.funding import Sum
from novads.records.masking import Masked, compile_masked
from novads.records.reading import Unit
from novads.ruleset import PatternRule, Rule, RuleSet

__all__ = ["CarrierReader", "PartnerRule"]

_ACTING_PLACES: Final = frozenset({PlaceKind.CITY, PlaceKind.MUNICIPALITY, PlaceKind.PARISH})
_CARRIER_KINDS: Final = frozenset(
    {
        OrganisationKind.MUNICIPALITY,
        OrganisationKind.ASSOCIATION,
        OrganisationKind.EDUCATION,
        OrganisationKind.CULTURE,
        OrganisationKind.COMPANY,
        OrganisationKind.HEALTH,
        OrganisationKind.CHURCH,
        OrganisationKind.GOVERNMENT,
        OrganisationKind.OTHER,
    }
)
_HIRED = regex.compile(
    r"\b(?:būvdarb|būvniec|būvuzraudz|autoruzraudz|iepirkum|līgum|piegādā|projektētāj|izstrādā|"
    r"uzvarētāj|darbus veic|veic|apgād|drukā)\w*+",
    regex.IGNORECASE,
)
_OUTSIDE = regex.compile(
    r"\b(?:atbalst(?:a|īja|ījis|ījusi|ījuši)|finansē\w*+|piešķ\w++|apmeklē\w*+|stāst\w++|apsprie\w++|"
    r"apstiprin\w++|vērtē\w*+|raksta|ziņo)\b",
    regex.IGNORECASE,
)
"""What those do who don't carry a project out."""
_DELEGATES = regex.compile(
    r"\s++(?:\p{L}++\s++){0,2}?(?:skolēn|audzēkņ|jaunie[tš]|pārstāv|dalībniek|darbiniek|speciālist|"
    r"skolotāj|pedagog|delegācij|komand|student|studej|bērn|domes|vadīb)\w*+",
    regex.IGNORECASE,
)


_PARTNERS = regex.compile(
    r"\b(?:(?:sadarbības|projekta\s++)?partner(?!līg)|līdzdarboj|konsorcij|apvieno)\w*+",
    regex.IGNORECASE,
)

OUTRIGHT: Final = 0.9
"""From this confidence on, a rule's words name the leader outright."""


class PartnerRule(PatternRule):
    """Words that say who carries a project out."""

    part: Literal["lead", "partner"]
    confidence: float = Field(ge=0, le=1)
    pattern: str


class SupervisingBody(Rule):
    """A body that pays for projects or supervises them; the id is its name."""


class CarrierReader:
    """Reads who carries a project out.

    Raises:
        RuleFileError: if a rule file is broken.
    """

    def __init__(self, rules: RuleSet) -> None:
        self._rules = [
            (rule, compile_masked(rule.pattern))
            for rule in rules.yaml("records/partners.yaml", PartnerRule)
        ]
        bodies = rules.csv("records/not_carriers.csv", SupervisingBody)
        self._not_carriers = frozenset(body.id for body in bodies)

    def read(
        self, masked: Sequence[Masked], naming: Sequence[Unit], sums: Sequence[Sum]
    ) -> tuple[Claim[str] | None, tuple[Claim[str], ...]]:
        """Who leads the project, and its partners.

        Where one is named the leader outright, others that carry the project out are partners.
        Without any, the one municipality that pays a share of its own leads it, or else the
        organisation that the sentences naming the project are about.

        Args:
            masked: the units that tell of the project.
            naming: those of them that name it.
            sums: the sums in them.

        """
        ranked: list[tuple[float, Claim[str]]] = []
        partners: list[Claim[str]] = []
        acting = [one for one in masked if one.has("O", "P")]
        for rule, pattern in self._rules:
            # 'vadošais partneris ir Mertolas pilsēta': said outright, a town too
            strict = rule.part == "lead" and rule.confidence < OUTRIGHT
            for one in acting:
                for match in pattern.finditer(one.text, timeout=5):
                    for mention in one.mentions(*match.span("who")):
                        if not self._can_act(one.unit, mention, lead=strict):
                            continue
                        claim = mention_claim(mention, f"rule:{rule.id}", rule.confidence)
                        if rule.part == "lead":
                            ranked.append((rule.confidence, claim))
                        else:
                            partners.append(claim)
        certainty, lead = max(ranked, key=lambda one: one[0], default=(0.0, None))
        leads = [claim for _, claim in ranked]
        if lead is None and not partners:
            lead = _paying(sums)
        taken = {claim.value for claim in (*partners, *leads)}
        if lead is None:
            told = [*self._told_of(naming, sums), *self._told_of([m.unit for m in masked], sums)]
            lead = next((c for c in told if c.value not in taken), None)
        also = self._among_partners(masked, sums)
        if certainty >= OUTRIGHT:
            told_in = {unit.paragraph for unit in naming}
            also += self._delegating([m.unit for m in masked if m.unit.paragraph in told_in])
        partners += [c for c in also if c.value not in taken]
        others: dict[str, Claim[str]] = {}
        for claim in (*partners, *leads):
            if lead is None or claim.value != lead.value:
                others.setdefault(claim.value, claim)
        ordered = sorted(others.values(), key=lambda claim: claim.spans[0].start)
        return lead, tuple(ordered)

    def _can_act(self, unit: Unit, mention: AnyMention, *, lead: bool) -> bool:
        """Whether a mention can carry out a project.

        Funders and supervisors can't; a place only as the town or novads it names, and not where
        it says in brackets where a partner is from.
        """
        if isinstance(mention, Organisation):
            return mention.name not in self._not_carriers
        if not isinstance(mention, Place) or lead or mention.place_kind not in _ACTING_PLACES:
            return False
        before = unit.text[: mention.span.start - unit.start].rstrip()
        return not before.endswith("(")

    def _delegating(self, naming: Sequence[Unit]) -> list[Claim[str]]:
        """Those whose people take part in the project, as the sentences that name it say."""
        return [
            mention_claim(m, "rule:partner-sends-people", 0.6)
            for unit in naming
            for m in unit.organisations
            if self._can_act(unit, m, lead=False)
            and _DELEGATES.match(unit.text, m.span.end - unit.start)
        ]

    def _among_partners(self, masked: Sequence[Masked], sums: Sequence[Sum]) -> list[Claim[str]]:
        """The organisations named in a sentence about partners."""
        paying = {s.payer.value for s in sums if s.payer is not None}
        return [
            mention_claim(m, "rule:partner-among-partners", 0.55)
            for one in masked
            if _PARTNERS.search(one.text)
            for m in one.unit.organisations
            if m.org_kind in _CARRIER_KINDS
            and m.name not in paying
            and self._can_act(one.unit, m, lead=True)
            and not _HIRED.search(one.unit.text, 0, m.span.start - one.unit.start)
        ]

    def _told_of(self, naming: Sequence[Unit], sums: Sequence[Sum]) -> list[Claim[str]]:
        """The organisations that can be what the sentences naming the project are about."""
        paying = {s.payer.value for s in sums if s.payer is not None and s.role is FundingRole.FUND}
        return [
            mention_claim(m, "rule:lead-told-of", 0.5)
            for unit in naming
            for m in unit.organisations
            if m.org_kind in _CARRIER_KINDS
            and m.name not in paying
            and self._can_act(unit, m, lead=True)
            and not _HIRED.search(unit.text, 0, m.span.start - unit.start)
            and not _OUTSIDE.search(unit.text)
        ]


def _paying(sums: Sequence[Sum]) -> Claim[str] | None:
    """The one municipality that pays a share of its own."""
    paying = {
        s.payer.value: s.payer
        for s in sums
        if s.role is FundingRole.MUNICIPALITY and s.payer is not None
    }
    if len(paying) != 1:
        return None
    (payer,) = paying.values()
    return payer.model_copy(update={"source": "rule:lead-pays", "confidence": 0.6})
