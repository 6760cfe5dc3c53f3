"""The rule files of project titles: what their entries hold."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from novads.mentions.organisations.rules import OrganisationRules, WordsRule
from novads.mentions.programmes.rules import ProgrammeRules
from novads.ruleset import PatternRule, RuleSet

__all__ = ["NumberRule", "TitleRules"]


class NumberRule(PatternRule):
    """A format of project numbers: an entry of `titles/numbers.yaml`."""

    pattern: str


@dataclass(frozen=True)
class TitleRules:
    """All of `rules/titles/`, and the abbreviations that other lists hold.

    Raises:
        RuleFileError: on first use of a file that is missing or broken.
    """

    ruleset: RuleSet

    @cached_property
    def numbers(self) -> tuple[NumberRule, ...]:
        """The formats of project numbers."""
        return self.ruleset.yaml("titles/numbers.yaml", NumberRule)

    @cached_property
    def triggers(self) -> dict[str, tuple[str, ...]]:
        """Patterns and words around 'projekts' by the id of their list."""
        rows = self.ruleset.yaml("titles/triggers.yaml", WordsRule)
        return {row.id: row.words for row in rows}

    @cached_property
    def not_acronyms(self) -> frozenset[str]:
        """Words in capitals that are no project's acronym."""
        rows = self.ruleset.yaml("titles/not_acronyms.yaml", WordsRule)
        words = {word for row in rows for word in row.words}
        for programme in ProgrammeRules(self.ruleset).programmes.values():
            words.update(programme.abbreviations, programme.context)
        organisations = OrganisationRules(self.ruleset)
        for organisation in organisations.organisations.values():
            words.update(organisation.abbreviations, organisation.context)
        words.update(form.id for form in organisations.forms)
        return frozenset(words)
