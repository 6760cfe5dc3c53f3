"""What each sum of money is for, and who pays it.

Every sum is read in its own clause: the stretch of its sentence that the neighbouring sums leave
it. A role cue in the clause (`rules/records/funding.yaml`) says what the sum is; a payer is tied to
it by a gap of linking words alone (`rules/records/funding_links.yaml`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

import regex
from pydantic import Field

from novads.objects import (
    Claim,
    Funding,
    FundingRole,
    Money,
    MoneyQualifier,
    Organisation,
    OrganisationKind,
    Place,
    Programme,
    Span,
)
from novads.records.reading import Unit
from novads.ruleset import PatternRule, Rule, RuleSet

__all__ = ["SHARES", "FundingReader", "Sum"]

SHARES: Final = frozenset(
    {
        FundingRole.FUND,
        FundingRole.STATE,
        FundingRole.MUNICIPALITY,
        FundingRole.PARTNER,
        FundingRole.PRIVATE,
        FundingRole.OWN,
    }
)
"""Roles whose sums add up to the total."""

OTHER_WORDS: Final = 3
"""So many words that no list knows may stand between a payer and its sum."""

_PERCENT = regex.compile(r"(?<![\d.,])(?P<number>\d{1,3}(?:[.,]\d{1,4})?+)\s?+(?:%|procent\w++)")
_STRONG_CUT = regex.compile(
    r";|\n|\b(?:no\s+(?:tām|tā|tiem|kuriem|kurām|kā|kopējās\s+summas)|t(?:aj|a)[āi]\s+skaitā|"
    r"t\.\s?sk\.|savukārt|bet|pārēj\w+|atlikuš\w+)\b?",
    regex.IGNORECASE,
)
_COMMA = regex.compile(r",(?!\d)")
_AND = regex.compile(r"\bun\b|\(|\bko\b|\bkas\b")
_NO_QUOTES = str.maketrans("", "", '„“”"«»')
_WORD = regex.compile(r"[\p{L}]+(?:[.])?|[–—\-:(),~]|\d[\d.,]*\s?%|\d+")


class FundingCue(PatternRule):
    """Words that say what a sum is for."""

    role: FundingRole
    priority: int = Field(ge=1, le=5)
    pattern: str
    side: Literal["left", "right", "both"]


class FundingPayer(PatternRule):
    """A common noun that names a payer without a proper name."""

    role: FundingRole
    pattern: str


class FundingLink(Rule):
    """Words that tie a payer to a sum."""

    side: Literal["left", "right"]
    stems: tuple[str, ...]
    words: tuple[str, ...]
    cuts: tuple[str, ...]


@dataclass(frozen=True)
class Sum:
    """A sum (or a share in percent alone) with its role and payer, as its clause tells them."""

    start: int
    end: int
    unit: Unit
    role: FundingRole | None
    source: str
    confidence: float
    money: Money | None = None
    percent: Claim[Decimal] | None = None
    payer: Claim[str] | None = None

    def line(self) -> Funding:
        """The funding line of it."""
        amount = None
        currency = None
        qualifiers: tuple[MoneyQualifier, ...] = ()
        if self.money is not None:
            amount = Claim[Decimal](
                value=self.money.amount,
                mentions=(self.money.id,),
                spans=(self.money.span,),
                source=self.money.source,
                confidence=self.money.confidence,
            )
            currency = self.money.currency
            qualifiers = self.money.qualifiers
        return Funding(
            amount=amount,
            currency=currency,
            percent=self.percent,
            payer=self.payer,
            role=self.role or FundingRole.OTHER,
            qualifiers=qualifiers,
        )


@dataclass(frozen=True)
class _Item:
    start: int
    end: int
    money: Money | None
    percent: Decimal | None
    percent_span: Span | None


class FundingReader:
    """Reads the sums of a unit of text.

    Raises:
        RuleFileError: if a rule file is broken.
    """

    def __init__(self, rules: RuleSet) -> None:
        self._cues = [
            (cue, regex.compile(cue.pattern, regex.IGNORECASE))
            for cue in rules.yaml("records/funding.yaml", FundingCue)
        ]
        links = rules.yaml("records/funding_links.yaml", FundingLink)
        self._links = {link.side: link for link in links}
        self._common = [
            (payer, regex.compile(payer.pattern, regex.IGNORECASE))
            for payer in rules.yaml("records/funding_payers.yaml", FundingPayer)
        ]

    def sums(self, unit: Unit) -> list[Sum]:
        """The unit's sums, in order, each with its role and payer.

        Whether labels stand in front of their sums or behind them isn't known beforehand: both
        readings are made, and the one that explains more sums is kept.
        """
        items = list(_items(unit))
        usual = _labels_first(unit)
        first = self._read(unit, items, labels_first=usual)
        if len(items) < 2:
            return first
        other = self._read(unit, items, labels_first=not usual)
        return other if _explained(other) > _explained(first) else first

    def _read(self, unit: Unit, items: Sequence[_Item], *, labels_first: bool) -> list[Sum]:
        out = []
        for index, item in enumerate(items):
            left, right = unit.start, unit.end
            if index:
                left = _cut(unit, items[index - 1], item, labels_first=labels_first)
            if index + 1 < len(items):
                right = _cut(unit, item, items[index + 1], labels_first=labels_first)
            out.append(self._sum(unit, item, left, right))
        return out

    def _sum(self, unit: Unit, item: _Item, left: int, right: int) -> Sum:
        payer, payer_role = self._payer(unit, item, left, right)
        cue = self._cue(unit, item, left, right)
        role: FundingRole | None = None
        source, confidence = "rule:funding-unknown", 0.5
        if cue is not None and (payer_role is None or cue.role not in SHARES):
            role, source, confidence = cue.role, f"rule:{cue.id}", 0.9
        elif payer_role is not None:
            role, source, confidence = payer_role, "rule:funding-payer", 0.9
        elif (common := self._common_payer(unit, item, left, right)) is not None:
            role, source, confidence = common.role, f"rule:{common.id}", 0.7
        if role is not None and role not in SHARES and role is not FundingRole.LOAN:
            payer = None  # a whole has no single payer
        if role in SHARES and payer is None and role is FundingRole.STATE:
            payer = _generic_payer(unit, left, right)
        percent = None
        if item.percent is not None and item.percent_span is not None:
            percent = Claim[Decimal](
                value=item.percent, spans=(item.percent_span,), source="rule:percent"
            )
        return Sum(
            start=item.start,
            end=item.end,
            unit=unit,
            role=role,
            source=source,
            confidence=confidence,
            money=item.money,
            percent=percent,
            payer=payer,
        )

    def _cue(self, unit: Unit, item: _Item, left: int, right: int) -> FundingCue | None:
        best: tuple[int, int, int] | None = None
        found: FundingCue | None = None
        before = _gap(unit, left, item.start)
        after = _gap(unit, item.end, right)
        for order, (cue, pattern) in enumerate(self._cues):
            distances = []
            if cue.side in ("left", "both"):
                distances += [len(before) - m.end() for m in pattern.finditer(before)]
            if cue.side in ("right", "both"):
                # words behind a sum belong to it less surely than those in front
                distances += [m.start() + 8 for m in pattern.finditer(after)]
            if distances:
                rank = (-cue.priority, min(distances), order)
                if best is None or rank < best:
                    best, found = rank, cue
        return found

    def _payer(
        self, unit: Unit, item: _Item, left: int, right: int
    ) -> tuple[Claim[str] | None, FundingRole | None]:
        candidates: list[tuple[int, int, Organisation | Programme | Place]] = []
        for mention in unit.mentions:
            if not isinstance(mention, Organisation | Programme | Place):
                continue
            start, end = mention.span.start, mention.span.end
            if left <= start and end <= item.start:
                gap = _gap(unit, end, item.start)
                if self._is_link(gap, "left"):
                    candidates.append((len(gap), 1, mention))
            elif item.end <= start and end <= right:
                gap = _gap(unit, item.end, start)
                if self._is_link(gap, "right"):
                    candidates.append((len(gap), 0, mention))
        for _, _, mention in sorted(candidates, key=lambda c: (c[0], c[1])):
            role = _role_of(mention)
            if role is not None:
                claim = Claim[str](
                    value=mention.name,
                    mentions=(mention.id,),
                    spans=(mention.span,),
                    source="rule:funding-payer",
                    confidence=0.9,
                )
                return claim, role
        return None, None

    def _common_payer(self, unit: Unit, item: _Item, left: int, right: int) -> FundingPayer | None:
        """The nearest common noun that names a payer: 'valsts', 'pašvaldība', 'partneri'."""
        best: tuple[int, FundingPayer] | None = None
        before, after = _gap(unit, left, item.start), _gap(unit, item.end, right)
        for payer, pattern in self._common:
            distances = [len(before) - m.end() for m in pattern.finditer(before)]
            distances += [m.start() for m in pattern.finditer(after)]
            if distances and (best is None or min(distances) < best[0]):
                best = (min(distances), payer)
        return best[1] if best is not None else None

    def _is_link(self, gap: str, side: Literal["left", "right"]) -> bool:
        """Whether the words between a payer and a sum tie them: known ones, and a few others."""
        link = self._links[side]
        others = 0
        for token in _WORD.findall(gap):
            word = token.lower()
            if word in link.words or word.endswith("%") or word.isdigit():
                continue
            if word.startswith(link.cuts):
                return False
            if not word.startswith(link.stems):
                others += 1
        return others <= OTHER_WORDS


def _gap(unit: Unit, start: int, end: int) -> str:
    """The text between two offsets, the project's own name left out."""
    text = unit.text[start - unit.start : end - unit.start]
    for title in unit.titles:
        if start <= title.span.start and title.span.end <= end:
            text = text.replace(title.span.text, "")
    return text.translate(_NO_QUOTES)


def _role_of(mention: Organisation | Programme | Place) -> FundingRole | None:
    if isinstance(mention, Programme):
        return FundingRole.FUND
    if isinstance(mention, Place):
        return None
    match mention.org_kind:
        case OrganisationKind.MUNICIPALITY:
            return FundingRole.MUNICIPALITY
        case OrganisationKind.FUNDER | OrganisationKind.INTERNATIONAL:
            return FundingRole.FUND
        case OrganisationKind.GOVERNMENT:
            return FundingRole.STATE
        case _:
            return FundingRole.PARTNER


_STATE_BUDGET = regex.compile(r"\bvalsts\s+budžet\w+", regex.IGNORECASE)


def _generic_payer(unit: Unit, left: int, right: int) -> Claim[str] | None:
    found = _STATE_BUDGET.search(unit.text, left - unit.start, right - unit.start)
    if found is None:
        return None
    start = unit.start + found.start()
    span = Span(start=start, end=start + len(found.group()), text=found.group())
    return Claim[str](
        value="valsts budžets", spans=(span,), source="rule:state-budget", confidence=0.9
    )


def _items(unit: Unit) -> Iterator[_Item]:
    """The unit's sums, each with the percentage that stands beside it, and lone percentages."""
    percents = [
        (unit.start + m.start(), unit.start + m.end(), Decimal(m["number"].replace(",", ".")))
        for m in _PERCENT.finditer(unit.text)
    ]
    items: list[_Item] = []
    used: set[int] = set()
    for money in unit.money:
        percent, span = money.percent, None
        for index, (start, end, number) in enumerate(percents):
            if index in used:
                continue
            near = _beside(unit, (start, end), (money.span.start, money.span.end))
            if (percent is None and near) or (
                percent == number and abs(start - money.span.end) < 60
            ):
                percent = number
                span = Span(
                    start=start, end=end, text=unit.text[start - unit.start : end - unit.start]
                )
                used.add(index)
                break
        items.append(
            _Item(money.span.start, money.span.end, money, percent if span else None, span)
        )
    for index, (start, end, number) in enumerate(percents):
        if index not in used:
            text = unit.text[start - unit.start : end - unit.start]
            items.append(_Item(start, end, None, number, Span(start=start, end=end, text=text)))
    yield from sorted(items, key=lambda item: item.start)


_BESIDE = regex.compile(r"\s*(?:[(\[)\]]|jeb|jeb\s+kopā|–|-|=)?\s*(?:apmērā|jeb)?\s*")


def _beside(unit: Unit, percent: tuple[int, int], money: tuple[int, int]) -> bool:
    """Whether nothing but a bracket or 'jeb' stands between a percentage and a sum."""
    first, second = sorted((percent, money))
    gap = unit.text[first[1] - unit.start : second[0] - unit.start]
    if second == percent and gap.rstrip().endswith("("):
        # '1000 EUR (85 %)', and not '1000 EUR (85 % ERAF, 15 % dome)'
        behind = unit.text[percent[1] - unit.start :].lstrip()
        if not behind.startswith((")", "apmērā", "no ")):
            return False
    return _BESIDE.fullmatch(gap) is not None


def _cut(unit: Unit, first: _Item, second: _Item, *, labels_first: bool) -> int:
    """The offset between two sums up to which the words belong to the first."""
    gap_start, gap_end = first.end - unit.start, second.start - unit.start
    strong = _STRONG_CUT.search(unit.text, gap_start, gap_end)
    if strong is not None:
        return unit.start + strong.start()
    commas = list(_COMMA.finditer(unit.text, gap_start, gap_end))
    if commas:
        # labels in front of their sums: what follows the last comma is the next sum's label
        return unit.start + (commas[-1] if labels_first else commas[0]).start()
    joint = _AND.search(unit.text, gap_start, gap_end)
    if joint is not None:
        return unit.start + joint.start()
    return first.end if labels_first else second.start


def _explained(sums: Sequence[Sum]) -> float:
    """How much of the sums is explained; a payer tied to two sums explains one of them."""
    payers = [s.payer.spans for s in sums if s.payer is not None]
    return sum(s.role is not None for s in sums) + 0.5 * len(set(payers))


def _labels_first(unit: Unit) -> bool:
    """Whether the unit's payers stand in front of their sums: 'ERAF – 85 EUR, dome – 15 EUR'."""
    sums = [m.span for m in unit.money]
    payers = [m.span for m in (*unit.programmes, *unit.organisations)]
    if not sums or not payers:
        return True
    return not any(p.start >= sums[-1].end for p in payers)
