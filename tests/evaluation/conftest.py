"""A small corpus, and a system that says of each document just what its gold says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import settings

from novads.evaluation.corpus import Document, GoldEvent, GoldProject, read_document
from novads.evaluation.sums import Sum
from novads.markup import MarkedMention
from novads.objects import (
    AnyMention,
    Claim,
    DateMention,
    Event,
    EventStatus,
    Extraction,
    Funding,
    FundingRole,
    Kind,
    Money,
    Organisation,
    Period,
    Place,
    PlaceKind,
    Precision,
    Programme,
    Project,
    ProjectTitle,
    Span,
    TitleKind,
)

# the same examples in every run, however slow the machine
settings.register_profile("novads", deadline=None, derandomize=True)
settings.load_profile("novads")

PROJECT = """---
id: smiltene-2021-parks
genre: project
municipality: Smiltenes novads
published: 2021-03-02
boilerplate: false
projects:
  - name: Parks visiem
    number: 21-09-AL01
    programme: LEADER
    lead: Smiltenes novada dome
    partners: [biedrība "Zaļais loks"]
    funding:
      - {amount: 9000 EUR, percent: "90", source: ELFLA, role: fund}
      - {amount: 1000.00 EUR, source: Smiltenes novada dome, role: municipality}
    total: 10000 EUR
    end: 2021-10
events:
  - id: e1
    kind: opening
    title: parka atklāšana
    start: 2021-10-09T12:00
    place: Smiltene
    organisers: [Smiltenes novada dome]
    status: planned
---
[[Smiltenes novada dome|ORG]] ar biedrību īsteno [[LEADER|PROGRAMME||id=LEADER]] projektu \
“[[Parks visiem|PROJECT]]” (Nr. [[21-09-AL01|PROJECT||type=number]]).
Partneris: [[biedrība “Zaļais loks”|ORG|biedrība "Zaļais loks"]].
Kopā [[10 000 eiro|MONEY|10000 EUR]], no tiem [[9000 eiro|MONEY|9000 EUR]] (90 %) sedz \
[[ELFLA|PROGRAMME||id=ELFLA]], [[1000,00 eiro|MONEY|1000.00 EUR]] – [[Smiltenes novada dome|ORG]].
Darbi beigsies [[oktobrī|DATE|2021-10]]; parka atklāšana [[9. oktobrī|DATE|2021-10-09]] plkst. 12 \
[[Smiltenē|PLACE|Smiltene]].
"""

FESTIVAL = """---
id: lubana-2019-svetki
genre: programme
municipality: Lubānas novads
boilerplate: true
events:
  - id: e0
    kind: festival
    title: Ezera svētki
    start: 2019-07-13
    place: Lubāna
    status: planned
  - id: e1
    kind: concert
    title: vakara koncerts
    start: 2019-07-13T21:00
    place: Lubāna
    part_of: e0
    status: planned
---
Sākums | Kontakti

[[Lubānā|PLACE|Lubāna]] [[2019. gada 13. jūlijā|DATE|2019-07-13]] notiks Ezera svētki.
21.00 vakara koncerts; ieeja [[5 eiro|MONEY|5 EUR]].
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus folder with a document in each split."""
    root = tmp_path / "corpus"
    for split, name, content in (
        ("dev", "smiltene-2021-parks", PROJECT),
        ("test", "lubana-2019-svetki", FESTIVAL),
    ):
        (root / split).mkdir(parents=True)
        (root / split / f"{name}.txt").write_text(content, encoding="utf-8")
    return root


@pytest.fixture
def project(corpus: Path) -> Document:
    """The document about a park."""
    return read_document(corpus / "dev" / "smiltene-2021-parks.txt")


@pytest.fixture
def festival(corpus: Path) -> Document:
    """The document about a festival."""
    return read_document(corpus / "test" / "lubana-2019-svetki.txt")


@pytest.fixture
def oracle() -> Callable[[Document], Extraction]:
    """A system that is always right."""
    return right_extraction


def right_extraction(document: Document) -> Extraction:
    """The extraction that says what the gold says."""
    return Extraction(
        article=document.article,
        mentions=tuple(_mention(document.text, m) for m in document.mentions),
        projects=tuple(_project(i, p) for i, p in enumerate(document.header.projects)),
        events=tuple(_event(e) for e in document.header.events),
    )


def _mention(text: str, m: MarkedMention) -> AnyMention:
    common = {
        "id": f"{m.kind}:{m.start}-{m.end}",
        "span": Span(start=m.start, end=m.end, text=text[m.start : m.end]),
        "source": "rule:oracle",
    }
    match m.kind:
        case Kind.DATE:
            return DateMention(**common, edtf=m.value, precision=Precision.UNKNOWN)
        case Kind.MONEY:
            s = Sum.parse(m.value)
            return Money(**common, amount=s.amount, currency=s.currency, upper=s.upper)
        case Kind.PLACE:
            return Place(**common, name=m.value, place_kind=PlaceKind.OTHER)
        case Kind.ORG:
            return Organisation(**common, name=m.value)
        case Kind.PROGRAMME:
            return Programme(**common, name=m.value, canonical=m.get("id"))
        case Kind.PROJECT:
            kind = TitleKind(m.get("type") or "title")
            return ProjectTitle(**common, name=m.value, title_kind=kind)


def _claim(value: str | None) -> Claim[str] | None:
    return None if value is None else Claim[str](value=value, source="rule:oracle")


def _period(start: str | None, end: str | None = None) -> Claim[Period] | None:
    if start is None and end is None:
        return None
    (first, _, from_time), (last, _, to_time) = (
        (date or "").partition("T") for date in (start, end)
    )
    edtf = f"{first or '..'}/{last}" if last and last != first else first
    period = Period(
        edtf=edtf,
        time_start=dt.time.fromisoformat(from_time) if from_time else None,
        time_end=dt.time.fromisoformat(to_time) if to_time else None,
    )
    return Claim[Period](value=period, source="rule:oracle")


def _funding(
    amount: str | None, percent: Decimal | None, payer: str | None, role: FundingRole
) -> Funding:
    s = Sum.parse(amount) if amount else None
    return Funding(
        amount=Claim[Decimal](value=s.amount, source="rule:oracle") if s else None,
        currency=s.currency if s else None,
        percent=Claim[Decimal](value=percent, source="rule:oracle") if percent else None,
        payer=_claim(payer),
        role=role,
    )


def _project(index: int, p: GoldProject) -> Project:
    return Project(
        id=f"p{index}",
        name=_claim(p.name),
        acronym=_claim(p.acronym),
        number=_claim(p.number),
        programme=_claim(p.programme),
        lead=_claim(p.lead),
        partners=tuple(c for x in p.partners if (c := _claim(x))),
        funding=tuple(_funding(f.amount, f.percent, f.source, f.role) for f in p.funding),
        total=_funding(p.total, None, None, FundingRole.TOTAL) if p.total else None,
        start=_period(p.start),
        end=_period(p.end),
        source="rule:oracle",
    )


def _event(e: GoldEvent) -> Event:
    return Event(
        id=f"x{e.id}",
        kind=e.kind,
        title=_claim(e.title),
        when=_period(e.start, e.end),
        previous=_period(e.was),
        place=_claim(e.place),
        organisers=tuple(c for x in e.organisers if (c := _claim(x))),
        part_of=f"x{e.part_of}" if e.part_of else None,
        status=e.status or EventStatus.UNKNOWN,
        source="rule:oracle",
    )
