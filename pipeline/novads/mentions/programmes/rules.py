"""The rule files of programmes: what their entries hold."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from novads.mentions.programmes.lexicon import ListedRule
from novads.ruleset import PatternRule, Rule, RuleSet

__all__ = [
    "ContextRule",
    "FamilyRule",
    "MeasureRule",
    "NotFundingRule",
    "ProgrammeRule",
    "ProgrammeRules",
    "UnlistedRule",
]


class ProgrammeRule(ListedRule):
    """A fund, a programme or an edition of one: a row of `programmes/programmes.csv`."""

    parent: str | None = None
    fund: str | None = None
    start: int | None = None
    end: int | None = None
    edition: str | None = None


class FamilyRule(PatternRule):
    """A cooperation programme told by the regions in its name: `programmes/families.yaml`."""

    region: str
    canonical: str | None = None


class MeasureRule(PatternRule):
    """A word for numbered parts of programmes: `programmes/measures.yaml`."""

    nominative: str
    head: str
    single: bool


class UnlistedRule(PatternRule):
    """Words before the quoted name of a programme: `programmes/unlisted.yaml`."""

    words: str
    context: bool


class ContextRule(Rule):
    """Beginnings of words that speak of funding: `programmes/context.yaml`."""

    near: tuple[str, ...]


class NotFundingRule(Rule):
    """Words before 'programma' that speak against funding: `programmes/not_funding.yaml`."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class ProgrammeRules:
    """All of `rules/programmes/`.

    Raises:
        RuleFileError: on first use of a file that is missing or broken.
    """

    ruleset: RuleSet

    @cached_property
    def programmes(self) -> dict[str, ProgrammeRule]:
        """The listed programmes by canonical id."""
        rows = self.ruleset.csv("programmes/programmes.csv", ProgrammeRule)
        return {row.id: row for row in rows}

    @cached_property
    def families(self) -> tuple[FamilyRule, ...]:
        """The cooperation programmes told by regions."""
        return self.ruleset.yaml("programmes/families.yaml", FamilyRule)

    @cached_property
    def measures(self) -> tuple[MeasureRule, ...]:
        """The words for numbered parts."""
        return self.ruleset.yaml("programmes/measures.yaml", MeasureRule)

    @cached_property
    def unlisted(self) -> tuple[UnlistedRule, ...]:
        """The words before quoted names."""
        return self.ruleset.yaml("programmes/unlisted.yaml", UnlistedRule)

    @cached_property
    def near(self) -> tuple[str, ...]:
        """Beginnings of words that speak of funding."""
        rows = self.ruleset.yaml("programmes/context.yaml", ContextRule)
        return tuple(word for row in rows for word in row.near)

    @cached_property
    def not_funding(self) -> frozenset[str]:
        """Words before 'programma' that speak against funding."""
        rows = self.ruleset.yaml("programmes/not_funding.yaml", NotFundingRule)
        return frozenset(word for row in rows for word in row.words)

    def fund_of(self, canonical: str | None) -> str | None:
        """The canonical id of the fund that a programme draws on, or is an edition's; else None."""
        seen: set[str] = set()
        while canonical in self.programmes and canonical not in seen:
            seen.add(canonical)
            row = self.programmes[canonical]
            if row.fund is not None:
                return row.fund
            if row.kind == "fund":
                return row.id
            canonical = row.parent
        return None

    def edition_of(self, canonical: str, period: tuple[int, int] | None) -> ProgrammeRule | None:
        """The edition of a programme (itself, if it is one) that runs in these years, or None."""
        row = self.programmes.get(canonical)
        if row is not None and row.edition:
            return row
        if period is None:
            return None
        for other in self.programmes.values():
            if other.parent == canonical and other.edition and (other.start, other.end) == period:
                return other
        return None
