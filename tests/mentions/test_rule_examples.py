"""Every example and counter-example of the rule files, run through their components.

To have a rule file's examples run, add a row to `ROWS`: the file under `rules/`, the Pydantic model
of its entries, the function that makes the component, and how strict the row is:

- `by_rule`: what an example marks must be found by the rule itself (the mention's source is
  `rule:<id>`), and in a counter-example that rule must find nothing;
- `exact`: all mentions of the component's kind in a text are the marked ones, in examples and
  counter-examples alike; the rule needs no mention of its own (files of contexts and traps).

An entry is a `PatternRule`. The values of examples are those of a document without a publication
date, unless the rule has a field `published` (an ISO date).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

import pytest
import spacy
from spacy.language import Language

from novads.markup import parse_markup, value_of
from novads.mentions.component import MentionComponent, set_published
from novads.mentions.dates import create_dates
from novads.mentions.dates.rules import ContextRule, DatePattern
from novads.ruleset import PatternRule, RuleSet

Factory = Callable[[Language, str, list[str]], MentionComponent]


class Row(NamedTuple):
    file: str
    model: type[PatternRule]
    create: Factory
    by_rule: bool = True
    exact: bool = True


ROWS = (
    Row("dates/patterns.yaml", DatePattern, create_dates),
    Row("dates/contexts.yaml", ContextRule, create_dates, by_rule=False),
)


@cache
def language() -> Language:
    return spacy.blank("lv")


@cache
def component(create: Factory) -> MentionComponent:
    return create(language(), "tested", [])


def cases() -> Iterator[object]:
    rules = RuleSet()
    for row in ROWS:
        for rule in rules.yaml(row.file, row.model):
            for number, text in enumerate(rule.examples):
                yield pytest.param(row, rule, text, True, id=f"{row.file}-{rule.id}-{number}")
            for number, text in enumerate(rule.counter_examples):
                yield pytest.param(row, rule, text, False, id=f"{row.file}-{rule.id}-not-{number}")


@pytest.mark.parametrize(("row", "rule", "marked", "is_example"), list(cases()))
def test_rule_example(row: Row, rule: PatternRule, marked: str, is_example: bool) -> None:
    text, expected = parse_markup(marked)
    doc = language().make_doc(text)
    published = getattr(rule, "published", None)
    set_published(doc, dt.date.fromisoformat(published) if published else None)
    tested = component(row.create)
    found = sorted(tested.find(doc), key=lambda m: m.span.start)
    wanted = [(m.start, m.end, m.value) for m in expected if m.kind is tested.kind]
    by_rule = [m for m in found if m.source == f"rule:{rule.id}"]
    if row.exact:
        assert [(m.span.start, m.span.end, value_of(m)) for m in found] == wanted, text
    if not row.by_rule:
        return
    if not is_example:
        assert not by_rule, text
        return
    assert by_rule, f"{text!r}: found by {[m.source for m in found]}"
    if not row.exact:
        values = [(m.span.start, m.span.end, value_of(m)) for m in by_rule]
        assert set(values) <= set(wanted), text
