"""Every example and counter-example of rules/money."""

from __future__ import annotations

import pytest

from novads.markup import parse_markup, value_of
from novads.mentions.money.component import find_money
from novads.mentions.money.rules import (
    CueRule,
    CurrencyRule,
    Lexicon,
    QualifierRule,
    ShapeRule,
    ShareRule,
    TrapRule,
)
from novads.ruleset import PatternRule, RuleSet

RULES = RuleSet()
LEXICON = Lexicon(RULES)
FILES: dict[str, type[PatternRule]] = {
    "currencies": CurrencyRule,
    "qualifiers": QualifierRule,
    "traps": TrapRule,
    "cues": CueRule,
    "shapes": ShapeRule,
    "shares": ShareRule,
}
CASES = [
    pytest.param(name, rule, text, id=f"{name}-{rule.id}-{i}")
    for name, model in FILES.items()
    for rule in RULES.yaml(f"money/{name}.yaml", model)
    for i, text in enumerate((*rule.examples, *rule.counter_examples))
]


@pytest.mark.parametrize(("name", "rule", "marked"), CASES)
def test_example(name: str, rule: PatternRule, marked: str) -> None:
    text, expected = parse_markup(marked)
    found = find_money(text, LEXICON)
    assert [(m.span.start, m.span.end, value_of(m)) for m in found] == [
        (m.start, m.end, m.value) for m in expected
    ], text
    for mention, mark in zip(found, expected, strict=True):
        if (qualifiers := mark.get("qualifiers")) is not None:
            assert ",".join(mention.qualifiers) == qualifiers
        elif name == "qualifiers":
            assert mention.qualifiers == ()
        if (percent := mark.get("percent")) is not None:
            assert f"{mention.percent}" == percent
        elif name == "shares":
            assert mention.percent is None
    if isinstance(rule, CurrencyRule) and marked in rule.examples:
        assert {m.currency for m in found} == {rule.code}
    if isinstance(rule, ShapeRule):
        used = rule.id in {m.source.removeprefix("rule:") for m in found}
        assert used == (marked in rule.examples)
