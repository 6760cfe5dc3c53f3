"""Sums of money: figures and words with a currency, caps and floors, VAT, ranges and shares.

The rules are in `rules/money/`: currencies, number words, the words beside a sum, traps, and the
shapes with their examples.
"""

from __future__ import annotations

from spacy.language import Language

from novads.mentions.money.component import MoneyComponent, find_money
from novads.mentions.money.rules import Lexicon
from novads.ruleset import RuleSet

__all__ = ["Lexicon", "MoneyComponent", "create_money", "find_money"]


def create_money(nlp: Language, name: str, rules: list[str]) -> MoneyComponent:
    """Make the component (`nlp.add_pipe("novads_money")`).

    Args:
        nlp: the pipeline it is made for.
        name: its name there.
        rules: directories of the user's own rule files, laid over the shipped ones in order.

    Raises:
        RuleFileError: if a rule file is missing or broken.

    """
    return MoneyComponent(name, RuleSet(*rules))


Language.factory("novads_money", default_config={"rules": []}, func=create_money)
