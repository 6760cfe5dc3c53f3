"""The facts of a real announcement, retold in the corpus in other words and another order."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import spacy

import novads
from novads.evaluation.corpus import read_document
from novads.objects import Extraction, Kind, YearSource

DOCUMENT = Path(__file__).resolve().parents[1] / "corpus" / "dev" / "kekava-2022-urbact.txt"


@pytest.fixture(scope="module")
def retold(nlp: spacy.Language) -> Extraction:
    return novads.extract(read_document(DOCUMENT).text, nlp=nlp)


def test_the_project(retold: Extraction) -> None:
    (project,) = retold.projects
    claims = (project.acronym, project.programme, project.edition, project.lead)
    assert [claim.value for claim in claims if claim is not None] == [
        "CITIES4CSR",
        "URBACT",
        "URBACT III",
        "Milānas pilsēta",
    ]
    assert [claim.value for claim in project.partners] == ["Ķekavas novada pašvaldība"]
    assert project.end is not None
    assert project.end.value.edtf == "2022-08-07"


def test_its_money(retold: Extraction) -> None:
    (project,) = retold.projects
    assert [
        (line.amount and line.amount.value, line.payer and line.payer.value)
        for line in project.funding
    ] == [
        (Decimal("48454.95"), "Eiropas Reģionālās attīstības fonds"),
        (Decimal("8550.87"), "Ķekavas novada pašvaldība"),
    ]
    assert project.total is not None
    assert project.total.amount is not None
    assert project.total.amount.value == Decimal("57005.82")
    assert project.total.amount.computed


def test_when_and_where(retold: Extraction) -> None:
    told = {
        (event.when.value.edtf, event.place.value)
        for event in retold.events
        if event.when is not None and event.place is not None
    }
    assert told == {
        ("2022-05", "Milāna"),
        ("2022-06-18", "Ķekavas novads"),
        ("2022-06~", "Brisele"),
    }


def test_the_year_comes_from_the_one_full_date(retold: Extraction) -> None:
    inferred = [m for m in retold.of(Kind.DATE) if m.year_source is not YearSource.STATED]
    assert [m.edtf for m in inferred] == ["2022-05", "2022-06-18", "2022-06~"]
    assert {m.year_from.text for m in inferred} == {"2022. gada 7. augustā"}
