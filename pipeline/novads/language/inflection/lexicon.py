"""The words whose inflection their ending doesn't tell, and the head nouns of the genre.

Both are rule files under `rules/language/`; this module reads the shipped ones once.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from novads.language.inflection.cases import Gender
from novads.ruleset import Rule, RuleSet

__all__ = ["AdjectiveRule", "HeadRule", "IrregularRule", "binding_adjectives", "irregular"]

_PREFIX = 2  # the fewest letters that a compound has before a listed word


class IrregularRule(Rule):
    """A noun (the id is its nominative) whose ending misleads.

    `palatalises` is "both" where usage has the genitive plural in two ways; `compounds` says that
    words which end in this one inflect in the same way.
    """

    declension: str
    palatalises: Literal["yes", "no", "both", ""] = ""
    compounds: Literal["yes", "no"] = "no"


class HeadRule(Rule):
    """A head noun of names: its nominative is the id, with declension code and gender."""

    declension: str
    gender: Gender


class AdjectiveRule(Rule):
    """A definite adjective (the id is its masculine nominative) that agrees with a name's head."""


@lru_cache(maxsize=1)
def _irregulars() -> dict[str, IrregularRule]:
    return {rule.id: rule for rule in RuleSet().csv("language/irregular.csv", IrregularRule)}


@lru_cache(maxsize=65536)
def irregular(word: str) -> IrregularRule | None:
    """What is listed of a nominative (lower case), or of the word that a compound ends in."""
    table = _irregulars()
    if (rule := table.get(word)) is not None:
        return rule
    for start in range(_PREFIX, len(word) - 1):
        rule = table.get(word[start:])
        if rule is not None and rule.compounds == "yes":
            return rule
    return None


@lru_cache(maxsize=1)
def binding_adjectives() -> frozenset[str]:
    """Stems of the adjectives that agree with the head of a name across genitives between."""
    rules = RuleSet().csv("language/head_adjectives.csv", AdjectiveRule)
    return frozenset(rule.id.removesuffix("ais") for rule in rules)
