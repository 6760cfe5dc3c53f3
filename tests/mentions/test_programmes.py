"""Programmes: spans, values, canonical ids, and what is none.

`rows/programmes_found.txt` holds a marked sentence a line: each mention must be found with just
this span, value and attributes, and nothing else. In `rows/programmes_none.txt` nothing may be
found.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from novads.markup import parse_markup, value_of
from novads.mentions.programmes import ProgrammeComponent
from novads.mentions.programmes.rules import FamilyRule, MeasureRule, ProgrammeRules, UnlistedRule
from novads.objects import Programme
from novads.ruleset import RuleSet

RULES = ProgrammeRules(RuleSet())
ROWS = Path(__file__).parent / "rows"
VOCAB = Vocab()


@pytest.fixture(scope="module")
def component() -> ProgrammeComponent:
    return ProgrammeComponent("novads_programmes")


def lines(name: str) -> list[str]:
    return (ROWS / name).read_text(encoding="utf-8").splitlines()


def find(component: ProgrammeComponent, text: str) -> list[Programme]:
    found = component.find(Doc(VOCAB, words=[text], spaces=[False]))
    assert all(isinstance(mention, Programme) for mention in found)
    return [mention for mention in found if isinstance(mention, Programme)]


def attribute(mention: Programme, key: str) -> str | None:
    return {"canonical": mention.canonical, "period": mention.period, "number": mention.number}[key]


@pytest.mark.parametrize("marked", lines("programmes_found.txt"))
def test_found(component: ProgrammeComponent, marked: str) -> None:
    text, expected = parse_markup(marked)
    found = find(component, text)
    assert [(m.span.start, m.span.end, value_of(m)) for m in found] == [
        (m.start, m.end, m.value) for m in expected
    ]
    for mention, want in zip(found, expected, strict=True):
        for key, value in want.attributes:
            assert attribute(mention, key) == value
        assert text[mention.span.start : mention.span.end] == mention.span.text


@pytest.mark.parametrize("text", lines("programmes_none.txt"))
def test_none(component: ProgrammeComponent, text: str) -> None:
    assert find(component, text) == []


@pytest.mark.parametrize(
    "rule", [*RULES.families, *RULES.measures, *RULES.unlisted], ids=lambda r: str(r.id)
)
def test_rule_examples(
    component: ProgrammeComponent, rule: FamilyRule | MeasureRule | UnlistedRule
) -> None:
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
        "KF ",
        "Eiropas Reģionālās attīstības ",
        "Interreg Latvijas-Lietuvas un ",
        "programma „X ",
        "pasākums 1.1 ",
    ],
)
def test_time_grows_with_the_text(
    component: ProgrammeComponent, piece: str, assert_linear: Callable[..., None]
) -> None:
    assert_linear(lambda text: find(component, text), piece)


def test_pickles(component: ProgrammeComponent) -> None:
    copy = pickle.loads(pickle.dumps(component))
    text = "Atbalsta ERAF un apakšpasākums 19.2."
    assert find(copy, text) == find(component, text) != []


@pytest.mark.parametrize(
    ("text", "canonical", "edition", "fund"),
    [
        ("Programma URBACT III beidzas.", "URBACT_III", "URBACT III", "ERAF"),
        ("Sanāksme URBACT tīklā.", "URBACT", None, "ERAF"),
        ("URBACT, 2014.–2020. gada plānošanas periods.", "URBACT_III", "URBACT III", "ERAF"),
        ("URBACT 2014.–2020. un 2021.–2027. gada periodos.", "URBACT_III", "URBACT III", "ERAF"),
        ("Interreg VI-A Latvija–Lietuva.", "LATLIT_2127", "Interreg VI-A Latvija–Lietuva", "ERAF"),
        ("LEADER kārta.", "LEADER", None, "ELFLA"),
        ("Atbalsta ESF.", "ESF", None, "ESF"),
        ("Atbalsta VKKF.", "VKKF", None, "VKKF"),
    ],
)
def test_edition_and_fund(
    component: ProgrammeComponent, text: str, canonical: str, edition: str | None, fund: str | None
) -> None:
    first = find(component, text)[0]
    assert (first.canonical, first.edition, first.fund) == (canonical, edition, fund)


def test_every_listed_name_is_found(component: ProgrammeComponent) -> None:
    missing = []
    for row in RULES.programmes.values():
        for name in (row.name, *row.names, *row.abbreviations):
            text = f"Projekta finansējums: programma „{name}” atbalsta."
            found = [m.canonical for m in find(component, text)]
            own = {row.id, row.parent}
            if not any(canonical in own for canonical in found):
                missing.append((row.id, name, found))
    assert missing == []


def test_every_parent_and_fund_is_listed() -> None:
    for row in RULES.programmes.values():
        assert row.parent is None or row.parent in RULES.programmes
        assert row.fund is None or row.fund in RULES.programmes


def test_chain_of_measures(component: ProgrammeComponent) -> None:
    text = (
        "Darbības programmas „Izaugsme un nodarbinātība” 4.2.2. specifiskā atbalsta mērķa"
        " „Siltums” 4.2.2.1. pasākuma „Ēkas” gaita."
    )
    assert [m.number for m in find(component, text)] == [None, "4.2.2", "4.2.2.1"]


def test_own_rules_lie_over_the_shipped_ones(tmp_path: Path) -> None:
    folder = tmp_path / "programmes"
    folder.mkdir()
    (folder / "programmes.csv").write_text(
        "id,name,abbreviations,kind\nPUTNI,Putnu aizsardzības fonds,PAF,fund\n", encoding="utf-8"
    )
    own = ProgrammeComponent("own", [tmp_path])
    found = find(own, "Putnu aizsardzības fondam un ERAF")
    assert [m.canonical for m in found] == ["PUTNI", "ERAF"]
