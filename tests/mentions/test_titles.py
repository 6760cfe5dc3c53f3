"""Projects' titles, acronyms and numbers, and what is none of a project's.

`rows/titles_found.txt` holds a marked sentence a line: each mention must be found with just this
span, value and attributes, and nothing else. In `rows/titles_none.txt` nothing may be found.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from novads.markup import parse_markup, value_of
from novads.mentions.titles import TitleComponent
from novads.mentions.titles.rules import NumberRule, TitleRules
from novads.objects import ProjectTitle
from novads.ruleset import RuleSet

RULES = TitleRules(RuleSet())
ROWS = Path(__file__).parent / "rows"
VOCAB = Vocab()


@pytest.fixture(scope="module")
def component() -> TitleComponent:
    return TitleComponent("novads_titles")


def lines(name: str) -> list[str]:
    return (ROWS / name).read_text(encoding="utf-8").splitlines()


def find(component: TitleComponent, text: str) -> list[ProjectTitle]:
    found = component.find(Doc(VOCAB, words=[text], spaces=[False]))
    assert all(isinstance(mention, ProjectTitle) for mention in found)
    return [mention for mention in found if isinstance(mention, ProjectTitle)]


def attribute(mention: ProjectTitle, key: str) -> str | None:
    return {"type": mention.title_kind.value}[key]


@pytest.mark.parametrize("marked", lines("titles_found.txt"))
def test_found(component: TitleComponent, marked: str) -> None:
    text, expected = parse_markup(marked)
    found = find(component, text)
    assert [(m.span.start, m.span.end, value_of(m)) for m in found] == [
        (m.start, m.end, m.value) for m in expected
    ]
    for mention, want in zip(found, expected, strict=True):
        for key, value in want.attributes:
            assert attribute(mention, key) == value
        assert text[mention.span.start : mention.span.end] == mention.span.text


@pytest.mark.parametrize("text", lines("titles_none.txt"))
def test_none(component: TitleComponent, text: str) -> None:
    assert find(component, text) == []


@pytest.mark.parametrize("rule", RULES.numbers, ids=lambda r: str(r.id))
def test_rule_examples(component: TitleComponent, rule: NumberRule) -> None:
    for example in rule.examples:
        text, expected = parse_markup(example)
        found = find(component, text)
        assert [(m.span.start, m.span.end, value_of(m)) for m in found] == [
            (m.start, m.end, m.value) for m in expected
        ]
    for text in rule.counter_examples:
        assert not any(m.source.endswith(rule.id) for m in find(component, text))


@pytest.mark.parametrize(
    "piece",
    [
        "„",
        '"a ',
        "1",
        "1.2.",
        "no 1. līdz ",
        "A",
        "\n",
        "X. ",
        "projekts „",
        "Projekta Nr. ",
        "PROJEKTS A1B ",
        "projekta X1Y2 („",
        "projekts: ",
        "12-",
    ],
)
def test_time_grows_with_the_text(
    component: TitleComponent, piece: str, assert_linear: Callable[..., None]
) -> None:
    assert_linear(lambda text: find(component, text), piece)


def test_pickles(component: TitleComponent) -> None:
    copy = pickle.loads(pickle.dumps(component))
    text = "Projekts „Upe” (Nr. LLI-100)."
    assert find(copy, text) == find(component, text) != []
