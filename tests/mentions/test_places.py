"""Places: spans, nominatives, kinds, codes, what they lie in, and what is none.

`rows/places_found.txt` holds a marked sentence a line: each mention must be found with just this
span, value and attributes, and nothing else. In `rows/places_none.txt` nothing may be found.
"""

from __future__ import annotations

import pickle
import time
from pathlib import Path

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from novads.markup import parse_markup, value_of
from novads.mentions.places import PlaceFinder
from novads.mentions.places.lexicon import ContextRule, HeadRule
from novads.objects import Place
from novads.ruleset import PatternRule, RuleSet

ROWS = Path(__file__).parent / "rows"
VOCAB = Vocab()
RULES = [
    *RuleSet().yaml("places/heads.yaml", HeadRule),
    *RuleSet().yaml("places/contexts.yaml", ContextRule),
]


@pytest.fixture(scope="module")
def finder() -> PlaceFinder:
    return PlaceFinder("novads_places", RuleSet())


def lines(name: str) -> list[str]:
    return (ROWS / name).read_text(encoding="utf-8").splitlines()


def find(finder: PlaceFinder, text: str) -> list[Place]:
    found = finder.find(Doc(VOCAB, words=[text], spaces=[False]))
    return [mention for mention in found if isinstance(mention, Place)]


def attribute(mention: Place, key: str, found: list[Place]) -> str | None:
    if key == "within":
        return next((m.name for m in found if m.id == mention.within), None)
    if key == "kind":
        return mention.place_kind.value
    return mention.country if key == "country" else mention.ids.get(key)


@pytest.mark.parametrize("marked", lines("places_found.txt"))
def test_found(finder: PlaceFinder, marked: str) -> None:
    text, expected = parse_markup(marked)
    found = find(finder, text)
    assert [(m.span.text, value_of(m)) for m in found] == [
        (text[m.start : m.end], m.value) for m in expected
    ]
    assert [m.span.start for m in found] == [m.start for m in expected]
    for mention, want in zip(found, expected, strict=True):
        for key, value in want.attributes:
            assert attribute(mention, key, found) == value, key


@pytest.mark.parametrize("text", lines("places_none.txt"))
def test_none(finder: PlaceFinder, text: str) -> None:
    assert [m.span.text for m in find(finder, text)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.id))
def test_rule_examples(finder: PlaceFinder, rule: PatternRule) -> None:
    for example in rule.examples:
        text, expected = parse_markup(example)
        found = [(m.span.start, m.span.end, value_of(m)) for m in find(finder, text)]
        assert found == [(m.start, m.end, m.value) for m in expected], text
    for text in rule.counter_examples:
        assert not any(m.source.endswith(f"/{rule.id}") for m in find(finder, text)), text


def test_a_name_told_once_is_known_again(finder: PlaceFinder) -> None:
    found = find(finder, "Skrējiens Rojā. Vai Roja ir gatava? Roju pazīst visi.")
    assert [(m.span.text, m.name) for m in found] == [
        ("Rojā", "Roja"),
        ("Roja", "Roja"),
        ("Roju", "Roja"),
    ]


def test_a_misspelt_country_is_told(finder: PlaceFinder) -> None:
    *_, country = find(finder, "Draugi no Tyresö (Ziedrija) brauc.")
    assert (country.name, country.country, country.problem) == (
        "Zviedrija",
        "SE",
        "misspelt: Ziedrija",
    )


def test_the_component_pickles(finder: PlaceFinder) -> None:
    again = pickle.loads(pickle.dumps(finder))
    assert [m.name for m in find(again, "Svētki Ogrē.")] == ["Ogre"]


@pytest.mark.parametrize(
    "piece",
    [
        "Ogres novada ",
        "Ogres, ",
        "Ogre un ",
        "„Ogre ",
        "Ogres kultūras nama ",
        "kultūras ",
        "centra ",
        "parka ezera ",
        "Raiņa, ",
        "Aa-Bb ",
        "sv. Jāņa ",
        "Liel",
        "18. novembra ",
        "1-",
        "iela 3-",
        "ceļš Ogre – ",
        "A. ",
        "(Vācija) ",
        "Zutenē, ",
        "un Zutenes ",
        "\n",
        " ",
    ],
)
def test_hostile_input_takes_linear_time(finder: PlaceFinder, piece: str) -> None:
    text = "Ogres " + piece * (50_000 // len(piece))
    find(finder, text[:1000])
    start = time.process_time()
    find(finder, text)
    assert time.process_time() - start < 3
