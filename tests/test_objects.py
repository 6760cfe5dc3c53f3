from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from novads.objects import (
    Article,
    Claim,
    DateMention,
    Event,
    EventKind,
    Extraction,
    Funding,
    FundingRole,
    Kind,
    Money,
    Period,
    Place,
    PlaceKind,
    Precision,
    Project,
    SourceWarning,
    Span,
    YearSource,
)

TEXT = "Milānā 18. jūnijā par 100 EUR"


def span(text: str) -> Span:
    start = TEXT.index(text)
    return Span(start=start, end=start + len(text), text=text)


def date(**changes: Any) -> DateMention:
    values: dict[str, Any] = {
        "id": "DATE:7-17",
        "span": span("18. jūnijā"),
        "source": "rule:test",
        "edtf": "2022-06-18",
        "earliest": dt.date(2022, 6, 18),
        "latest": dt.date(2022, 6, 18),
        "precision": Precision.DAY,
    }
    return DateMention(**(values | changes))


def money(**changes: Any) -> Money:
    values: dict[str, Any] = {
        "id": "MONEY:22-29",
        "span": span("100 EUR"),
        "source": "rule:test",
        "amount": Decimal("100"),
        "currency": "EUR",
    }
    return Money(**(values | changes))


def place(**changes: Any) -> Place:
    values: dict[str, Any] = {
        "id": "PLACE:0-6",
        "span": span("Milānā"),
        "source": "rule:test",
        "name": "Milāna",
        "place_kind": PlaceKind.CITY,
    }
    return Place(**(values | changes))


def claim(value: Any, *mentions: str) -> Any:
    return Claim(value=value, mentions=mentions, source="rule:test")


def test_a_span_is_as_long_as_its_text() -> None:
    with pytest.raises(ValidationError, match="3 long, its text 2"):
        Span(start=0, end=3, text="ab")


def test_a_span_does_not_end_before_it_starts() -> None:
    with pytest.raises(ValidationError, match="before it starts"):
        Span(start=3, end=1, text="")


def test_a_spans_text_is_what_stands_at_its_offsets() -> None:
    wrong = Span(start=0, end=6, text="Milāna")
    with pytest.raises(ValidationError, match="says 'Milāna'"):
        Extraction(article=Article(text=TEXT), mentions=(place(span=wrong),))


@pytest.mark.parametrize("amount", ["-1", "-0.01"])
def test_money_is_never_negative(amount: str) -> None:
    with pytest.raises(ValidationError):
        money(amount=Decimal(amount))


def test_money_is_no_float() -> None:
    with pytest.raises(ValidationError):
        money(amount=1.5)


@pytest.mark.parametrize("currency", ["eur", "EURO", "€", ""])
def test_a_currency_is_an_iso_4217_code(currency: str) -> None:
    with pytest.raises(ValidationError):
        money(currency=currency)


def test_a_range_of_sums_does_not_end_below_its_start() -> None:
    with pytest.raises(ValidationError, match="below its start"):
        money(upper=Decimal("99"))


def test_a_date_does_not_end_before_it_starts() -> None:
    with pytest.raises(ValidationError, match="before it starts"):
        date(latest=dt.date(2022, 6, 17))


def test_a_year_from_the_text_names_where() -> None:
    with pytest.raises(ValidationError, match="taken from the text"):
        date(year_source=YearSource.TEXT)


def test_a_project_does_not_end_before_it_starts() -> None:
    start = Period(edtf="2022", earliest=dt.date(2022, 1, 1), latest=dt.date(2022, 12, 31))
    end = Period(edtf="2021", earliest=dt.date(2021, 1, 1), latest=dt.date(2021, 12, 31))
    with pytest.raises(ValidationError, match="before it starts"):
        Project(id="p", start=claim(start), end=claim(end), source="rule:test")


def test_a_funding_line_has_an_amount_or_a_percentage() -> None:
    with pytest.raises(ValidationError, match="an amount or a percentage"):
        Funding(role=FundingRole.FUND)
    with pytest.raises(ValidationError, match="has a currency"):
        Funding(role=FundingRole.FUND, amount=claim(Decimal(1)))


def test_every_mention_that_a_record_names_exists() -> None:
    event = Event(id="e", kind=EventKind.OTHER, place=claim("Milāna", "PLACE:9-9"), source="x")
    with pytest.raises(ValidationError, match="'PLACE:9-9', which does not exist"):
        Extraction(article=Article(text=TEXT), mentions=(place(),), events=(event,))


def test_every_record_that_a_record_names_exists() -> None:
    orphan = Event(id="e", kind=EventKind.OTHER, part_of="f", source="x")
    with pytest.raises(ValidationError, match="part of 'f'"):
        Extraction(article=Article(text=TEXT), events=(orphan,))
    own = Event(id="e", kind=EventKind.OTHER, part_of="e", source="x")
    with pytest.raises(ValidationError, match="no other event"):
        Extraction(article=Article(text=TEXT), events=(own,))
    of_none = Event(id="e", kind=EventKind.OTHER, project="p", source="x")
    with pytest.raises(ValidationError, match="project 'p'"):
        Extraction(article=Article(text=TEXT), events=(of_none,))
    warning = SourceWarning(code="c", message="m", record="p")
    with pytest.raises(ValidationError, match="record 'p'"):
        Extraction(article=Article(text=TEXT), warnings=(warning,))


def test_ids_are_unique() -> None:
    with pytest.raises(ValidationError, match="two mentions"):
        Extraction(article=Article(text=TEXT), mentions=(place(), place()))


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(ValidationError):
        place(nonsense=1)


def test_an_extraction_goes_to_json_and_back() -> None:
    period = Period(
        edtf="2022-06-18", time_start=dt.time(17), time_end=dt.time(19), earliest=None, latest=None
    )
    event = Event(
        id="e",
        kind=EventKind.MEETING,
        when=claim(period, "DATE:7-17"),
        place=claim("Milāna", "PLACE:0-6"),
        source="rule:test",
    )
    project = Project(
        id="p",
        total=Funding(
            amount=claim(Decimal("48454.95"), "MONEY:22-29"),
            currency="EUR",
            role=FundingRole.TOTAL,
        ),
        source="rule:test",
    )
    whole = Extraction(
        article=Article(text=TEXT, published=dt.date(2022, 7, 1)),
        mentions=(place(), date(), money()),
        events=(event,),
        projects=(project,),
    )
    dumped = whole.model_dump_json()
    assert "Milānā" in dumped  # Latvian letters stand as they are
    assert '"start":"2022-06-18T17:00"' in dumped
    assert '"end":"2022-06-18T19:00"' in dumped
    assert Extraction.model_validate_json(dumped) == whole


@pytest.mark.parametrize(
    ("edtf", "times", "start", "end"),
    [
        ("2022-06-18", (None, None), "2022-06-18", None),
        ("2022-06-18", (dt.time(11), None), "2022-06-18T11:00", None),
        ("2022-06-18", (dt.time(11), dt.time(13)), "2022-06-18T11:00", "2022-06-18T13:00"),
        ("2022-06-18/2022-06-20", (None, None), "2022-06-18", "2022-06-20"),
        ("../2022-06-20", (None, dt.time(16)), None, "2022-06-20T16:00"),
        ("2022-06~", (None, None), "2022-06~", None),
        ("XXXX-11-03", (None, None), "XXXX-11-03", None),
    ],
)
def test_a_periods_ends(
    edtf: str, times: tuple[dt.time | None, dt.time | None], start: str | None, end: str | None
) -> None:
    period = Period(edtf=edtf, time_start=times[0], time_end=times[1])
    assert (period.start, period.end) == (start, end)


def test_mentions_are_found_by_kind_and_id() -> None:
    whole = Extraction(article=Article(text=TEXT), mentions=(place(), date(), money()))
    assert whole.of(Kind.MONEY) == (money(),)
    assert whole.mention("PLACE:0-6") == place()
    with pytest.raises(KeyError):
        whole.mention("PLACE:1-2")


def test_the_json_schema_names_every_object() -> None:
    schema = Extraction.model_json_schema(mode="serialization")
    wanted = {"Article", "DateMention", "Money", "Place", "Organisation", "Programme"}
    assert wanted | {"ProjectTitle", "Event", "Project", "Funding"} <= set(schema["$defs"])
