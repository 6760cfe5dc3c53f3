"""Organisations: spans, values, kinds, canonical ids, and what is none.

`rows/organisations_found.txt` holds a marked sentence a line: each mention must be found with
just this span, value and attributes, and nothing else. In `rows/organisations_none.txt` nothing
may be found.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from novads.markup import parse_markup, value_of
from novads.mentions.organisations import OrganisationComponent
from novads.mentions.organisations.rules import OrganisationRules, PartnerRule
from novads.objects import Organisation
from novads.ruleset import RuleSet

RULES = OrganisationRules(RuleSet())
ROWS = Path(__file__).parent / "rows"
VOCAB = Vocab()


@pytest.fixture(scope="module")
def component() -> OrganisationComponent:
    return OrganisationComponent("novads_organisations")


def lines(name: str) -> list[str]:
    return (ROWS / name).read_text(encoding="utf-8").splitlines()


def find(component: OrganisationComponent, text: str) -> list[Organisation]:
    found = component.find(Doc(VOCAB, words=[text], spaces=[False]))
    assert all(isinstance(mention, Organisation) for mention in found)
    return [mention for mention in found if isinstance(mention, Organisation)]


def attribute(mention: Organisation, key: str) -> str | None:
    return {"canonical": mention.canonical, "kind": mention.org_kind.value}[key]


@pytest.mark.parametrize("marked", lines("organisations_found.txt"))
def test_found(component: OrganisationComponent, marked: str) -> None:
    text, expected = parse_markup(marked)
    found = find(component, text)
    assert [(m.span.start, m.span.end, value_of(m)) for m in found] == [
        (m.start, m.end, m.value) for m in expected
    ]
    for mention, want in zip(found, expected, strict=True):
        for key, value in want.attributes:
            assert attribute(mention, key) == value
        assert text[mention.span.start : mention.span.end] == mention.span.text


@pytest.mark.parametrize("text", lines("organisations_none.txt"))
def test_none(component: OrganisationComponent, text: str) -> None:
    assert find(component, text) == []


@pytest.mark.parametrize("rule", RULES.partners, ids=lambda r: str(r.id))
def test_rule_examples(component: OrganisationComponent, rule: PartnerRule) -> None:
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
        "SIA „",
        "Ogres novada ",
        "skolas un ",
        "Projekta partneri: ",
        "Rīga, ",
        "pašvaldība ",
    ],
)
def test_time_grows_with_the_text(
    component: OrganisationComponent, piece: str, assert_linear: Callable[..., None]
) -> None:
    assert_linear(lambda text: find(component, text), piece)


def test_pickles(component: OrganisationComponent) -> None:
    copy = pickle.loads(pickle.dumps(component))
    text = "SIA „Alfa” un Ogres novada dome."
    assert find(copy, text) == find(component, text) != []


@pytest.mark.parametrize(
    ("text", "kind", "canonical"),
    [
        ("Lēma Ogres novada dome.", "municipality", None),
        ("Ziņo LAD.", "government", "lad"),
        ("Ziņo Lauku atbalsta dienests.", "government", "lad"),
        ("Darbus veic SIA „Alfa”.", "company", None),
        ("Talko biedrība „Alfa”.", "association", None),
        ("Mācās Ogres vidusskola.", "education", None),
        ("Dzied koris „Alfa”.", "group", None),
        ("Svin Ogres luteriskā draudze.", "church", None),
        ("Lemj Eiropas Komisija.", "international", "eiropas-komisija"),
        ("Ārstē Ogres rajona slimnīca.", "health", None),
    ],
)
def test_kind_and_canonical(
    component: OrganisationComponent, text: str, kind: str, canonical: str | None
) -> None:
    (only,) = find(component, text)
    assert (only.org_kind, only.canonical) == (kind, canonical)


def test_every_listed_name_is_found(component: OrganisationComponent) -> None:
    missing = []
    for row in RULES.organisations.values():
        for name in (row.name, *row.names, *row.abbreviations):
            found = [m.canonical for m in find(component, f"Projektu atbalsta {name}.")]
            if row.id not in found and not row.quoted:
                missing.append((row.id, name, found))
    assert missing == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Koncerts Ogres vidusskolā.", []),
        ("Ogres vidusskola aicina.", ["Ogres vidusskola"]),
        ("Ogres vidusskolas direktore.", ["Ogres vidusskola"]),
        ("Remontē Ogres vidusskolas ēku.", []),
        ("Iet uz Ogres vidusskolu.", []),
        ("Satiekas Ogres tautas namā.", []),
        ("Atjauno Ogres tautas nama jumtu.", []),
        ("Ogres tautas nams aicina.", ["Ogres tautas nams"]),
        ("Kinoteātrī „Gaisma” rāda filmu.", []),
        ("Bērnudārzs „Gaisma” rīko svētkus.", ["Gaisma"]),
    ],
)
def test_place_or_actor(component: OrganisationComponent, text: str, names: list[str]) -> None:
    assert [m.name for m in find(component, text)] == names
