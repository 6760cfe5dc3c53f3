"""An extraction as rows of the store's tables, ready for JSON: strings, numbers and lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any, Final

from novads.batch.store.municipalities import Municipalities
from novads.objects import (
    AnyMention,
    Claim,
    DateMention,
    Event,
    Extraction,
    Funding,
    FundingRole,
    Money,
    Organisation,
    Period,
    Place,
    Programme,
    Project,
    ProjectTitle,
)

__all__ = ["Row", "record_rows"]

Row = dict[str, Any]

_AMOUNT: Final = (16, 4)
"""Digits before and behind the point of DECIMAL(20, 4)."""
_PERCENT: Final = (5, 4)


def record_rows(
    article_id: str, extraction: Extraction, municipalities: Municipalities
) -> dict[str, list[Row]]:
    """The rows of one article in all tables but articles and dossiers.

    Args:
        article_id: the article's key.
        extraction: what was read from it.
        municipalities: tells where events and projects are at home.

    Returns:
        The rows by table; each names the article.
    """
    known = {m.id: m for m in extraction.mentions}
    tables: dict[str, Iterable[Row]] = {
        "mentions": (_mention(m) for m in extraction.mentions),
        "events": (_event(e, extraction, known, municipalities) for e in extraction.events),
        "projects": (_project(p, extraction, known, municipalities) for p in extraction.projects),
        "funding": (row for p in extraction.projects for row in _funding_lines(p, known)),
        "warnings": (
            {
                "code": w.code,
                "message": w.message,
                "record_id": w.record,
                "mentions": list(w.mentions),
            }
            for w in extraction.warnings
        ),
    }
    return {
        table: [{"article_id": article_id} | _without_nothing(row) for row in rows]
        for table, rows in tables.items()
    }


def _without_nothing(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None}


def _number(value: Decimal | None, digits: tuple[int, int]) -> str | None:
    """The number if the column holds it exactly."""
    if value is None or abs(value) >= 10 ** digits[0]:
        return None
    rounded = round(value, digits[1])
    return f"{rounded:f}" if rounded == value else None


def _iso(value: dt.date | dt.time | None) -> str | None:
    return None if value is None else value.isoformat()


def _value(claim: Claim[str] | None) -> str | None:
    return None if claim is None else claim.value


def _values(claims: Iterable[Claim[str]]) -> list[str]:
    return [claim.value for claim in claims]


# --- mentions ---------------------------------------------------------------------------------


def _mention(mention: AnyMention) -> Row:
    row: Row = {
        "mention_id": mention.id,
        "kind": mention.kind.value,
        "span_start": mention.span.start,
        "span_end": mention.span.end,
        "text": mention.span.text,
        "source": mention.source,
        "confidence": mention.confidence,
        "problem": mention.problem,
    }
    return row | _FIELDS[type(mention)](mention)


def _date(mention: DateMention) -> Row:
    return {
        "value": mention.edtf,
        "subkind": mention.precision.value,
        "edtf": mention.edtf,
        "earliest": _iso(mention.earliest),
        "latest": _iso(mention.latest),
        "time_start": _iso(mention.time_start),
        "time_end": _iso(mention.time_end),
        "year_source": mention.year_source.value,
    }


def _money(mention: Money) -> Row:
    upper = "" if mention.upper is None else f"-{mention.upper:f}"
    return {
        "value": f"{mention.amount:f}{upper} {mention.currency}",
        "amount": _number(mention.amount, _AMOUNT),
        "upper": _number(mention.upper, _AMOUNT),
        "currency": mention.currency,
        "role": None if mention.role is None else mention.role.value,
        "percent": _number(mention.percent, _PERCENT),
        "qualifiers": [q.value for q in mention.qualifiers],
    }


def _place(mention: Place) -> Row:
    return {
        "value": mention.name,
        "subkind": mention.place_kind.value,
        "country": mention.country,
        "ids": dict(mention.ids) or None,
        "within": mention.within,
    }


def _organisation(mention: Organisation) -> Row:
    return {
        "value": mention.name,
        "subkind": mention.org_kind.value,
        "canonical": mention.canonical,
    }


def _programme(mention: Programme) -> Row:
    return {
        "value": mention.name,
        "canonical": mention.canonical,
        "edition": mention.edition,
        "period": mention.period,
        "fund": mention.fund,
        "number": mention.number,
    }


def _title(mention: ProjectTitle) -> Row:
    return {"value": mention.name, "subkind": mention.title_kind.value}


_FIELDS: Final[dict[type, Callable[[Any], Row]]] = {
    DateMention: _date,
    Money: _money,
    Place: _place,
    Organisation: _organisation,
    Programme: _programme,
    ProjectTitle: _title,
}


# --- records ----------------------------------------------------------------------------------


def _event(
    event: Event,
    extraction: Extraction,
    known: dict[str, AnyMention],
    municipalities: Municipalities,
) -> Row:
    when = event.when.value if event.when else None
    municipality, by = municipalities.of_event(event, extraction)
    place = next(
        (m for m in _behind(event.place, known) if isinstance(m, Place)),
        None,
    )
    return {
        "event_id": event.id,
        "kind": event.kind.value,
        "title": _value(event.title),
        **_period(when),
        "previous_edtf": event.previous.value.edtf if event.previous else None,
        "place": _value(event.place),
        "venue": _value(event.venue),
        "within": _values(event.within),
        "municipality": municipality,
        "municipality_by": by,
        "country": place.country if place else None,
        "place_ids": (dict(place.ids) or None) if place else None,
        "organisers": _values(event.organisers),
        "participants": _values(event.participants),
        "project_id": event.project,
        "part_of": event.part_of,
        "status": event.status.value,
        "sentences": [span.text for span in event.spans],
        "source": event.source,
        "confidence": event.confidence,
    }


def _period(when: Period | None) -> Row:
    if when is None:
        return {}
    return {
        "edtf": when.edtf,
        "starts": when.start,
        "ends": when.end,
        "earliest": _iso(when.earliest),
        "latest": _iso(when.latest),
        "time_start": _iso(when.time_start),
        "time_end": _iso(when.time_end),
        "year_source": when.year_source.value,
    }


def _project(
    project: Project,
    extraction: Extraction,
    known: dict[str, AnyMention],
    municipalities: Municipalities,
) -> Row:
    municipality, by = municipalities.of_project(project, extraction)
    amount = project.total.amount if project.total else None
    start = project.start.value if project.start else None
    end = project.end.value if project.end else None
    return {
        "project_id": project.id,
        "name": _value(project.name),
        "acronym": _value(project.acronym),
        "number": _value(project.number),
        "programme": _value(project.programme),
        "edition": _value(project.edition),
        "fund": _fund(project.programme, known),
        "programmes": _values(project.programmes),
        "lead": _value(project.lead),
        "partners": _values(project.partners),
        "municipality": municipality,
        "municipality_by": by,
        "total": _number(amount.value, _AMOUNT) if amount else None,
        "currency": project.total.currency if project.total else None,
        "total_computed": amount.computed if amount else None,
        "start_edtf": start.edtf if start else None,
        "start_earliest": _iso(start.earliest) if start else None,
        "end_edtf": end.edtf if end else None,
        "end_latest": _iso(end.latest) if end else None,
        "sentences": [span.text for span in project.spans],
        "source": project.source,
        "confidence": project.confidence,
    }


def _funding_lines(project: Project, known: dict[str, AnyMention]) -> Iterator[Row]:
    if project.total is not None:
        yield _funding(project.total, 0, project, known)
    for number, line in enumerate(project.funding, start=1):
        yield _funding(line, number, project, known)


def _funding(line: Funding, number: int, project: Project, known: dict[str, AnyMention]) -> Row:
    first = line.amount or line.percent
    assert first is not None  # Funding's own validator sees to it
    fund = _fund(line.payer, known)
    if fund is None and line.role is FundingRole.FUND:
        fund = _fund(project.programme, known)
    return {
        "project_id": project.id,
        "line": number,
        "is_total": number == 0,
        "role": line.role.value,
        "amount": _number(line.amount.value, _AMOUNT) if line.amount else None,
        "currency": line.currency,
        "percent": _number(line.percent.value, _PERCENT) if line.percent else None,
        "payer": _value(line.payer),
        "payer_id": next(
            (
                m.canonical
                for m in _behind(line.payer, known)
                if isinstance(m, Organisation | Programme) and m.canonical is not None
            ),
            None,
        ),
        "fund": fund,
        "qualifiers": [q.value for q in line.qualifiers],
        "computed": first.computed,
        "text": next((span.text for span in first.spans), None),
        "source": first.source,
        "confidence": first.confidence,
    }


def _behind(claim: Claim[str] | None, known: dict[str, AnyMention]) -> list[AnyMention]:
    return [known[m] for m in claim.mentions] if claim is not None else []


def _fund(claim: Claim[str] | None, known: dict[str, AnyMention]) -> str | None:
    """The canonical id of the fund, or else the programme, that the claim rests on."""
    for mention in _behind(claim, known):
        if isinstance(mention, Programme) and (mention.fund or mention.canonical):
            return mention.fund or mention.canonical
    return None
