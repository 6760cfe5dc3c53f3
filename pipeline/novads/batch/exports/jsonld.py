"""Events, projects and their money as JSON-LD with schema.org's terms.

What schema.org has no term for stands under `urn:novads:`: when a project starts and ends (a
`Project` is an organisation to schema.org), who leads it, the role of a sum, a share in percent,
the EDTF of a date that is no calendar day, and the kind and status in novads' own words.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import duckdb
import regex

from novads.batch.exports.options import ExportOptions, whole_file

__all__ = ["CONTEXT", "write_jsonld"]

CONTEXT: Final = {
    "@vocab": "https://schema.org/",
    "novads": "urn:novads:",
    "startDate": {"@type": "Date"},
    "url": {"@type": "@id"},
    "superEvent": {"@type": "@id"},
    "fundedItem": {"@type": "@id"},
    "eventStatus": {"@type": "@vocab"},
}
_EVENT_TYPES: Final = {
    "festival": "Festival",
    "concert": "MusicEvent",
    "exhibition": "ExhibitionEvent",
    "seminar": "EducationEvent",
}
_STATUSES: Final = {
    "planned": "EventScheduled",
    "postponed": "EventPostponed",
    "cancelled": "EventCancelled",
}
_ISO: Final = regex.compile(r"\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2})?)?)?")
_URL: Final = regex.compile(r"https?://[^\s<>\"{}|\\^`]++")
_EVENTS: Final = """
    SELECT e.*, a.url, a.published FROM events e JOIN articles a USING (article_id)
    ORDER BY article_id, event_id
"""
_PROJECTS: Final = """
    SELECT p.*, a.url, a.published FROM projects p JOIN articles a USING (article_id)
    ORDER BY article_id, project_id
"""
_FUNDING: Final = """
    SELECT * FROM funding WHERE amount IS NOT NULL OR percent IS NOT NULL
    ORDER BY article_id, project_id, line
"""


def write_jsonld(
    connection: duckdb.DuckDBPyConnection, out: Path, options: ExportOptions
) -> Mapping[Path, int]:
    """Write `records.jsonld`: a graph of Event, Project and MonetaryGrant, one node a line."""
    path = out / "records.jsonld"
    count = 0
    with whole_file(path) as file:
        file.write('{"@context":' + json.dumps(CONTEXT) + ',\n"@graph":[')
        for query, make in ((_EVENTS, _event), (_PROJECTS, _project), (_FUNDING, _line)):
            cursor = connection.execute(query)
            names = [column[0] for column in cursor.description or ()]
            while rows := cursor.fetchmany(1000):
                for row in rows:
                    node = _without_empty(make(dict(zip(names, row, strict=True))))
                    file.write(",\n" if count else "\n")
                    file.write(json.dumps(node, ensure_ascii=False))
                    count += 1
        file.write("\n]}\n")
    return {path: count}


def _event(event: dict[str, Any]) -> dict[str, Any]:
    return {
        "@id": _id(event, event["event_id"]),
        "@type": _EVENT_TYPES.get(event["kind"], "Event"),
        "name": event["title"],
        "startDate": _iso(event["starts"]),
        "endDate": _iso(event["ends"]),
        "novads:edtf": event["edtf"],
        "previousStartDate": _iso(event["previous_edtf"]),
        "location": _place(event),
        "organizer": [_organisation(name) for name in event["organisers"] or ()],
        "contributor": [_organisation(name) for name in event["participants"] or ()],
        "eventStatus": _STATUSES.get(event["status"]),
        "novads:status": event["status"],
        "novads:kind": event["kind"],
        "superEvent": _id(event, event["part_of"]) if event["part_of"] else None,
        "description": " ".join(event["sentences"] or ()),
        "subjectOf": _article(event),
    }


def _project(project: dict[str, Any]) -> dict[str, Any]:
    number = project["number"]
    return {
        "@id": _id(project, project["project_id"]),
        "@type": "Project",
        "name": project["name"] or project["acronym"] or number,
        "alternateName": project["acronym"],
        "identifier": {"@type": "PropertyValue", "value": number} if number else None,
        "novads:lead": _organisation(project["lead"]) if project["lead"] else None,
        "member": [_organisation(name) for name in project["partners"] or ()],
        "novads:startDate": project["start_edtf"],
        "novads:endDate": project["end_edtf"],
        "novads:fundingScheme": _scheme(project["programme"]),
        "areaServed": _named("AdministrativeArea", project["municipality"]),
        "novads:dossier": project["dossier_id"],
        "subjectOf": _article(project),
    }


def _line(line: dict[str, Any]) -> dict[str, Any]:
    """A line of a project's money: a grant where a fund pays, else an amount with its role."""
    node: dict[str, Any] = {
        "@id": f"{_id(line, line['project_id'])}/funding/{line['line']}",
        "novads:role": line["role"],
        "novads:percent": _number(line["percent"]),
    }
    amount = {"value": _number(line["amount"]), "currency": line["currency"]}
    project = _id(line, line["project_id"])
    if line["role"] == "fund" and not line["is_total"]:
        node |= {"@type": "MonetaryGrant", "fundedItem": project, "funder": _scheme(line["payer"])}
        if line["amount"] is not None:
            node["amount"] = {"@type": "MonetaryAmount", **amount}
        return node
    payer = _named("Organization", line["payer"])
    return {
        **node,
        **amount,
        "@type": "MonetaryAmount",
        "novads:of": project,
        "novads:payer": payer,
    }


def _number(value: Decimal | None) -> str | None:
    return None if value is None else format(value.normalize(), "f")


def _id(row: dict[str, Any], record: str) -> str:
    return f"urn:novads:{row['article_id']}/{record}"


def _iso(edtf: str | None) -> str | None:
    """A date that is one in ISO 8601 as schema.org has it; None for the others."""
    return edtf if edtf and _ISO.fullmatch(edtf) else None


def _place(event: dict[str, Any]) -> dict[str, Any] | None:
    name = event["place"] or event["venue"]
    if not name:
        return None
    place: dict[str, Any] = {"@type": "Place", "name": name}
    inner = place
    for outer in event["within"] or ():
        inner["containedInPlace"] = {"@type": "Place", "name": outer}
        inner = inner["containedInPlace"]
    if event["country"]:
        place["address"] = {"@type": "PostalAddress", "addressCountry": event["country"]}
    geonames = (event["place_ids"] or {}).get("geonames") if event["place"] else None
    if geonames:
        place["sameAs"] = f"https://sws.geonames.org/{geonames}/"
    return place


def _organisation(name: str) -> dict[str, Any]:
    return {"@type": "Organization", "name": name}


def _named(kind: str, name: str | None) -> dict[str, Any] | None:
    return {"@type": kind, "name": name} if name else None


def _scheme(name: str | None) -> dict[str, Any] | None:
    return _named("FundingScheme", name)


def _article(row: dict[str, Any]) -> dict[str, Any] | None:
    url, published = row["url"], row["published"]
    if not url and not published:
        return None
    return _without_empty(
        {
            "@type": "NewsArticle",
            "url": url if url and _URL.fullmatch(url) else None,
            "datePublished": published.isoformat() if published else None,
        }
    )


def _without_empty(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if value not in (None, "", [])}
