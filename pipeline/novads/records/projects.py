"""Projects from mentions: names, programme, partners, money and dates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal

import regex
from pydantic import Field

from novads.mentions.dates.edtf import edtf_bounds
from novads.objects import (
    AnyMention,
    Claim,
    DateMention,
    Funding,
    FundingRole,
    Organisation,
    Period,
    Place,
    PlaceKind,
    Programme,
    Project,
    ProjectTitle,
    SourceWarning,
    TitleKind,
)
from novads.records.frames import ProgrammeFrame
from novads.records.funding import SHARES, FundingReader, Sum
from novads.records.masking import Masked, compile_masked, mask
from novads.records.naming import NamedProject, assign_units, name_projects
from novads.records.reading import Reading, Unit
from novads.ruleset import PatternRule, Rule, RuleSet

__all__ = ["ProjectReader", "date_claim", "mention_claim"]

_ACTING_PLACES: Final = frozenset({PlaceKind.CITY, PlaceKind.MUNICIPALITY, PlaceKind.PARISH})
_CALL = regex.compile(
    r"\bprojektu\s++(?:\w++\s++){0,2}(?:konkurs|iesniegum|pieteikum|kārt|atlas|uzsaukum)\w*+"
    r"|\b(?:iesniegt|pieteikt|gaida|aicina\w*+)\s++(?:\w++\s++){0,4}projekt(?:u|us|iem)\b",
    regex.IGNORECASE,
)
_ONE_PROJECT = regex.compile(r"\bprojekt(?:s|a|am|u|ā)\b", regex.IGNORECASE)
_PAPERWORK = regex.compile(
    r"\b(?:līgum|lēmum|parakst|apstiprin|noslēgts|noslēgta|iesniegt|iesniedz|iesniegum)\w*+",
    regex.IGNORECASE,
)
_ROUNDING = Decimal("1.00")
"""Shares may miss the total by this much, in the currency's unit, before a warning is given."""


class PartnerRule(PatternRule):
    """Words that say who carries a project out."""

    part: Literal["lead", "partner"]
    confidence: float = Field(ge=0, le=1)
    pattern: str


class SupervisingBody(Rule):
    """A body that pays for projects or supervises them; the id is its name."""


class ProjectDateRule(PatternRule):
    """Words that say when a project runs."""

    part: Literal["period", "start", "end"]
    confidence: float = Field(ge=0, le=1)
    pattern: str


@dataclass(frozen=True)
class ReadProject:
    """A project, the units that tell of it, and what doesn't agree in it."""

    project: Project
    units: tuple[Unit, ...]
    warnings: tuple[SourceWarning, ...]


class ProjectReader:
    """Reads the projects of an article.

    Raises:
        RuleFileError: if a rule file is broken.
    """

    def __init__(self, rules: RuleSet, funding: FundingReader) -> None:
        self._funding = funding
        self._frame = ProgrammeFrame(rules)
        self._partners = [
            (rule, compile_masked(rule.pattern))
            for rule in rules.yaml("records/partners.yaml", PartnerRule)
        ]
        bodies = rules.csv("records/not_carriers.csv", SupervisingBody)
        self._not_carriers = frozenset(body.id for body in bodies)
        self._dates = [
            (rule, compile_masked(rule.pattern))
            for rule in rules.yaml("records/project_dates.yaml", ProjectDateRule)
        ]

    def read(self, reading: Reading) -> list[ReadProject]:
        """The article's projects, in the order in which they are first named."""
        named = name_projects(reading)
        if named:
            assign_units(reading, named)
        elif _tells_of_a_project(reading):
            named = [NamedProject(units=list(reading.units))]
        return [self._project(f"project-{n}", p) for n, p in enumerate(named, start=1)]

    def _project(self, record_id: str, named: NamedProject) -> ReadProject:
        masked = [mask(unit) for unit in named.units]
        sums = [s for unit in named.units for s in self._funding.sums(unit)]
        lead, partners = self._carriers(masked, sums)
        start, end = self._period(masked)
        programme, edition, programmes = self._frame.read(named)
        funding, total, warnings = _money(record_id, named, sums)
        project = Project(
            id=record_id,
            name=_title_claim(named.first(TitleKind.TITLE)),
            acronym=_title_claim(named.first(TitleKind.ACRONYM)),
            number=_title_claim(named.first(TitleKind.NUMBER)),
            programme=programme,
            edition=edition,
            programmes=programmes,
            lead=lead,
            partners=partners,
            funding=funding,
            total=total,
            start=start,
            end=end,
            spans=tuple(unit.span() for unit in named.units if named.is_named_in(unit)),
            source="rule:project-named" if named.titles else "rule:project-unnamed",
            confidence=0.95 if named.titles else 0.7,
        )
        return ReadProject(project, tuple(named.units), warnings)

    def _carriers(
        self, masked: Sequence[Masked], sums: Sequence[Sum]
    ) -> tuple[Claim[str] | None, tuple[Claim[str], ...]]:
        """Who leads the project, and its partners.

        Where one is named the leader outright, others that carry the project out are partners.
        Without either, the one municipality that pays a share of its own leads it.
        """
        leads: list[Claim[str]] = []
        partners: list[Claim[str]] = []
        for rule, pattern in self._partners:
            for one in masked:
                for match in pattern.finditer(one.text, timeout=5):
                    for mention in one.mentions(*match.span("who")):
                        if not self._can_act(one.unit, mention, lead=rule.part == "lead"):
                            continue
                        claim = mention_claim(mention, f"rule:{rule.id}", rule.confidence)
                        (leads if rule.part == "lead" else partners).append(claim)
        lead = max(leads, key=lambda claim: claim.confidence, default=None)
        if lead is None and not partners:
            paying = {
                s.payer.value: s.payer
                for s in sums
                if s.role is FundingRole.MUNICIPALITY and s.payer is not None
            }
            if len(paying) == 1:
                (payer,) = paying.values()
                lead = payer.model_copy(update={"source": "rule:lead-pays", "confidence": 0.6})
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

    def _period(
        self, masked: Sequence[Masked]
    ) -> tuple[Claim[Period] | None, Claim[Period] | None]:
        start: Claim[Period] | None = None
        end: Claim[Period] | None = None
        for rule, pattern in self._dates:
            for one in masked:
                for match in pattern.finditer(one.text, timeout=5):
                    date = one.mentions(*match.span("date"))[0]
                    if not isinstance(date, DateMention) or date.is_period:
                        continue
                    if _PAPERWORK.search(match.group()):
                        continue
                    first, last = date_claim(date, f"rule:{rule.id}", rule.confidence)
                    if last is not None:
                        start, end = start or first, end or last
                    elif rule.part == "start" and not date.is_deadline:
                        start = start or first
                    elif rule.part == "end" or (rule.part == "period" and date.is_deadline):
                        end = end or first
        if start and end:
            began, ended = start.value.earliest, end.value.latest
            if began and ended and ended < began:
                return start, None
        return start, end


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


def _title_claim(title: ProjectTitle | None) -> Claim[str] | None:
    return mention_claim(title, title.source, title.confidence) if title is not None else None


def _tells_of_a_project(reading: Reading) -> bool:
    """Whether an article without any project's name tells of one all the same."""
    if not any(_ONE_PROJECT.search(unit.text) for unit in reading.units):
        return False
    if any(_CALL.search(unit.text) for unit in reading.units):
        return False
    return bool(reading.of(Programme))


def _money(
    record_id: str, named: NamedProject, sums: Iterable[Sum]
) -> tuple[tuple[Funding, ...], Funding | None, tuple[SourceWarning, ...]]:
    lines: list[Funding] = []
    total: Funding | None = None
    eligible: Funding | None = None
    seen: set[tuple[Any, ...]] = set()
    for one in sums:
        if one.role is None or one.role in (
            FundingRole.PRICE,
            FundingRole.PRIZE,
            FundingRole.CEILING,
        ):
            continue
        line = one.line()
        if one.role is FundingRole.TOTAL:
            total = total or (line if line.amount is not None else None)
            continue
        key = (
            line.amount.value if line.amount else None,
            line.percent.value if line.percent and not line.amount else None,
            line.currency,
        )
        if key in seen:
            continue
        seen.add(key)
        lines.append(line)
        if one.role is FundingRole.ELIGIBLE and eligible is None:
            eligible = line
    shares = [x for x in lines if x.role in SHARES and x.amount is not None]
    if total is None:
        total = eligible or _computed_total(shares)
    return tuple(lines), total, tuple(_checks(record_id, total, shares))


def _computed_total(shares: Sequence[Funding]) -> Funding | None:
    """The sum of the shares, where they are in one currency and more than one."""
    amounts = [s.amount for s in shares if s.amount is not None]
    if len(amounts) < 2 or len({s.currency for s in shares}) != 1:
        return None
    return Funding(
        amount=Claim[Decimal](
            value=sum((a.value for a in amounts), Decimal(0)),
            mentions=tuple(m for a in amounts for m in a.mentions),
            spans=tuple(s for a in amounts for s in a.spans),
            source="rule:total-computed",
            confidence=min(a.confidence for a in amounts),
            computed=True,
        ),
        currency=shares[0].currency,
        role=FundingRole.TOTAL,
    )


def _checks(
    record_id: str, total: Funding | None, shares: Sequence[Funding]
) -> Iterable[SourceWarning]:
    """What doesn't agree: shares against the stated total, percentages against amounts."""
    if total is None or total.amount is None or total.amount.computed:
        return
    whole = total.amount.value
    same = [s for s in shares if s.currency == total.currency and s.amount is not None]
    added = sum((s.amount.value for s in same if s.amount is not None), Decimal(0))
    if len(same) > 1 and abs(added - whole) > _ROUNDING:
        parts = " + ".join(f"{s.amount.value:f}" for s in same if s.amount is not None)
        yield SourceWarning(
            code="shares-do-not-add-up",
            message=f"{parts} = {added:f}, but the stated total is {whole:f} {total.currency}",
            record=record_id,
            mentions=tuple(m for s in same if s.amount is not None for m in s.amount.mentions),
        )
    for share in same:
        if share.percent is None or share.amount is None or whole == 0:
            continue
        real = share.amount.value * 100 / whole
        if abs(real - share.percent.value) > Decimal("1.0"):
            yield SourceWarning(
                code="percentage-does-not-fit",
                message=f"{share.amount.value:f} of {whole:f} {total.currency} is {real:.2f} %, "
                f"not {share.percent.value:f} %",
                record=record_id,
                mentions=share.amount.mentions,
            )
