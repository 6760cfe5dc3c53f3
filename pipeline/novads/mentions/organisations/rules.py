"""The rule files of organisations: what their entries hold."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from novads.mentions.programmes.lexicon import ListedRule
from novads.objects import OrganisationKind
from novads.ruleset import PatternRule, Rule, RuleSet

__all__ = [
    "ForeignRule",
    "FormRule",
    "HeadRule",
    "OrganisationRule",
    "OrganisationRules",
    "PartnerRule",
    "WordsRule",
]

Behaviour = Literal["body", "venue", "house", "generic"]


class HeadRule(Rule):
    """A noun that heads names: a row of `organisations/heads.csv`."""

    declension: str
    kind: OrganisationKind
    behaviour: Behaviour
    quoted: Literal["inside", "outside", "none"]


class FormRule(Rule):
    """A legal form or group code: a row of `organisations/forms.csv`."""

    kind: OrganisationKind
    inflects: bool
    after: bool
    bare: bool


class ForeignRule(Rule):
    """Another language's word for an organisation: a row of `organisations/foreign.csv`."""

    kind: OrganisationKind
    language: str


class OrganisationRule(ListedRule):
    """An organisation known by name: a row of `organisations/organisations.csv`."""

    kind: OrganisationKind


class WordsRule(Rule):
    """A list of words: an entry of `organisations/{links,common,context}.yaml`."""

    words: tuple[str, ...]


class NearRule(Rule):
    """Beginnings of words: an entry of `organisations/near.yaml`."""

    near: tuple[str, ...]


class PartnerRule(PatternRule):
    """What opens a list of partners: an entry of `organisations/partners.yaml`."""

    opens: str


@dataclass(frozen=True)
class OrganisationRules:
    """All of `rules/organisations/`.

    Raises:
        RuleFileError: on first use of a file that is missing or broken.
    """

    ruleset: RuleSet

    @cached_property
    def heads(self) -> tuple[HeadRule, ...]:
        """The nouns that head names."""
        return self.ruleset.csv("organisations/heads.csv", HeadRule)

    @cached_property
    def forms(self) -> tuple[FormRule, ...]:
        """The legal forms and group codes."""
        return self.ruleset.csv("organisations/forms.csv", FormRule)

    @cached_property
    def foreign(self) -> tuple[ForeignRule, ...]:
        """Other languages' words for organisations."""
        return self.ruleset.csv("organisations/foreign.csv", ForeignRule)

    @cached_property
    def organisations(self) -> dict[str, OrganisationRule]:
        """The listed organisations by canonical id."""
        rows = self.ruleset.csv("organisations/organisations.csv", OrganisationRule)
        return {row.id: row for row in rows}

    @cached_property
    def partners(self) -> tuple[PartnerRule, ...]:
        """What opens a list of partners."""
        return self.ruleset.yaml("organisations/partners.yaml", PartnerRule)

    @cached_property
    def near(self) -> tuple[str, ...]:
        """Beginnings of words that speak of something that acts."""
        rows = self.ruleset.yaml("organisations/near.yaml", NearRule)
        return tuple(word for row in rows for word in row.near)

    @cached_property
    def common(self) -> frozenset[str]:
        """Words whose capital at a sentence's start says nothing."""
        rows = self.ruleset.yaml("organisations/common.yaml", WordsRule)
        return frozenset(word for row in rows for word in row.words)

    @cached_property
    def links(self) -> dict[str, frozenset[str]]:
        """The small words of names by the id of their list: units, stops, roles."""
        rows = self.ruleset.yaml("organisations/links.yaml", WordsRule)
        return {row.id: frozenset(row.words) for row in rows}

    @cached_property
    def context(self) -> dict[str, frozenset[str]]:
        """The words around names by the id of their list: place-before, acts-after."""
        rows = self.ruleset.yaml("organisations/context.yaml", WordsRule)
        return {row.id: frozenset(row.words) for row in rows}
