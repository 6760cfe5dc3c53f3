"""A real announcement, web boilerplate and all, read with no publication date."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
import spacy

import novads
from novads.objects import EventKind, Extraction, FundingRole, Kind, YearSource


@pytest.fixture(scope="module")
def seed(nlp: spacy.Language, shared: Path) -> Extraction:
    text = (shared / "seed" / "article.txt").read_text(encoding="utf-8")
    return novads.extract(text, nlp=nlp)


def test_one_project(seed: Extraction) -> None:
    (project,) = seed.projects
    assert project.acronym is not None
    assert project.acronym.value == "CITIES4CSR"
    assert project.programme is not None
    assert project.programme.value == "URBACT"
    assert project.edition is not None
    assert project.edition.value == "URBACT III"
    assert project.lead is not None
    assert project.lead.value == "Milānas pilsēta"
    assert [p.value for p in project.partners] == ["Ķekavas novada pašvaldība"]
    assert project.end is not None
    assert project.end.value.edtf == "2022-08-07"


def test_its_money(seed: Extraction) -> None:
    (project,) = seed.projects
    lines = [
        (line.amount and line.amount.value, line.currency, line.payer and line.payer.value)
        for line in project.funding
    ]
    assert lines == [
        (Decimal("48454.95"), "EUR", "Eiropas Reģionālās attīstības fonds"),
        (Decimal("8550.87"), "EUR", "Ķekavas novada pašvaldība"),
    ]
    assert project.total is not None
    assert project.total.role is FundingRole.TOTAL
    assert project.total.amount is not None
    assert project.total.amount.value == Decimal("57005.82")
    assert project.total.amount.computed
    assert len(project.total.amount.mentions) == 2


def test_the_events(seed: Extraction) -> None:
    wholes = {e.part_of for e in seed.events}
    told = {e.when.value.edtf: e for e in seed.events if e.id not in wholes and e.when}
    assert set(told) == {"2022-06-18", "2022-05", "2022-06~"}
    assert sum(e.id not in wholes for e in seed.events) == 3

    talks = told["2022-06-18"]
    assert talks.title is not None
    assert "iedzīvotāju iesaisti un mobilitāti" in talks.title.value
    assert talks.place is not None
    assert talks.place.value == "Ķekavas novads"
    (whole,) = [e for e in seed.events if e.id == talks.part_of]
    assert whole.title is not None
    assert whole.title.value == "Ķekavas novada svētki"

    meeting = told["2022-05"]
    assert meeting.kind is EventKind.MEETING
    assert meeting.place is not None
    assert meeting.place.value == "Milāna"
    assert [c.value for c in meeting.within] == ["Itālija"]

    closing = told["2022-06~"]
    assert closing.place is not None
    assert closing.place.value == "Brisele"
    assert [c.value for c in closing.within] == ["Beļģija"]
    assert "Milānas pilsēta" in [c.value for c in closing.organisers]
    assert closing.when is not None
    assert closing.when.value.earliest == dt.date(2022, 6, 21)
    assert closing.when.value.latest == dt.date(2022, 6, 30)


def test_the_year_is_inferred_and_says_so(seed: Extraction) -> None:
    for mention in seed.of(Kind.DATE):
        if mention.span.text == "2022. gada 7. augustā":
            assert mention.year_source is YearSource.STATED
        else:
            assert mention.year_source is YearSource.TEXT
            assert mention.year_from.text == "2022. gada 7. augustā"


def test_nothing_from_behind_the_article(seed: Extraction) -> None:
    end = seed.article.text.index("Notikumu kalendārs")
    assert all(m.span.end <= end for m in seed.mentions)
    spans = [s for record in (*seed.events, *seed.projects) for s in record.spans]
    assert spans
    assert all(s.end <= end for s in spans)
