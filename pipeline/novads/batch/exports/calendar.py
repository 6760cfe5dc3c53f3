"""Events as an iCalendar file (RFC 5545)."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import duckdb

from novads.batch.exports.options import ExportOptions, whole_file

__all__ = ["write_calendar"]

_ZONE: Final = "Europe/Riga"
_TIME_ZONE: Final = (
    # Latvia's rule since 1997: the European Union's summer time
    "BEGIN:VTIMEZONE",
    f"TZID:{_ZONE}",
    "BEGIN:DAYLIGHT",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0300",
    "TZNAME:EEST",
    "DTSTART:19970330T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZOFFSETFROM:+0300",
    "TZOFFSETTO:+0200",
    "TZNAME:EET",
    "DTSTART:19971026T040000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
)
_STATUS: Final = {"cancelled": "CANCELLED", "postponed": "TENTATIVE"}
_QUERY: Final = """
    SELECT e.article_id, e.event_id, e.kind, e.title, e.starts, e.ends, e.place, e.venue, e.within,
           e.organisers, e.part_of, e.status, a.url, a.source_id, a.published
    FROM events e JOIN articles a USING (article_id)
    WHERE regexp_full_match(e.starts, '\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2})?')
    ORDER BY e.starts, e.article_id, e.event_id
"""


def write_calendar(
    connection: duckdb.DuckDBPyConnection, out: Path, options: ExportOptions
) -> Mapping[Path, int]:
    """Write `events.ics`: the events that are known to the day; a vague date gives no entry.

    Clock times are Latvian local time. An event without one is a whole day's. An entry's stamp is
    the article's publication date, as no clock is read; without one, the event's own day.
    """
    path = out / "events.ics"
    count = 0
    with whole_file(path) as file:
        header = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//novads//events//LV", *_TIME_ZONE)
        for line in header:
            file.write(line + "\r\n")
        cursor = connection.execute(_QUERY)
        names = [column[0] for column in cursor.description or ()]
        while rows := cursor.fetchmany(1000):
            for row in rows:
                for line in _event(dict(zip(names, row, strict=True))):
                    file.write("".join(_folded(line)))
                count += 1
        file.write("END:VCALENDAR\r\n")
    return {path: count}


def _event(event: dict[str, Any]) -> Iterator[str]:
    key = f"{event['article_id']}/{event['event_id']}"
    yield "BEGIN:VEVENT"
    yield f"UID:{hashlib.sha256(key.encode()).hexdigest()[:32]}@novads"
    yield f"DTSTAMP:{(event['published'] or _day(event['starts'])):%Y%m%d}T000000Z"
    yield from _when(event["starts"], event["ends"])
    yield f"SUMMARY:{_text(event['title'] or event['kind'])}"
    where = [event["venue"], event["place"], *(event["within"] or ())]
    if any(where):
        yield f"LOCATION:{_text(', '.join(dict.fromkeys(w for w in where if w)))}"
    yield f"CATEGORIES:{_text(event['kind'])}"
    if event["organisers"]:
        yield f"DESCRIPTION:{_text('Rīko: ' + ', '.join(event['organisers']))}"
    if event["url"] and event["url"].isascii() and not any(c.isspace() for c in event["url"]):
        yield f"URL:{event['url']}"
    if event["part_of"]:
        parent = f"{event['article_id']}/{event['part_of']}"
        yield f"RELATED-TO:{hashlib.sha256(parent.encode()).hexdigest()[:32]}@novads"
    if event["status"] in _STATUS:
        yield f"STATUS:{_STATUS[event['status']]}"
    yield "END:VEVENT"


def _when(starts: str, ends: str | None) -> Iterator[str]:
    """The start, and the end where it is exact too. A day ends with the next day's beginning."""
    if "T" in starts:
        begin = dt.datetime.fromisoformat(starts)
        yield f"DTSTART;TZID={_ZONE}:{begin:%Y%m%dT%H%M%S}"
        if ends and "T" in ends and _is_exact(ends):
            end = dt.datetime.fromisoformat(ends)
            if end > begin:
                yield f"DTEND;TZID={_ZONE}:{end:%Y%m%dT%H%M%S}"
        return
    first = _day(starts)
    last = _day(ends) if ends and _is_exact(ends) else first
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{max(first, last) + dt.timedelta(days=1):%Y%m%d}"


def _is_exact(edtf: str) -> bool:
    try:
        _day(edtf)
    except ValueError:
        return False
    return True


def _day(edtf: str) -> dt.date:
    return dt.date.fromisoformat(edtf.partition("T")[0])


def _text(value: str) -> str:
    """A TEXT value: backslashes, commas, semicolons and line breaks escaped."""
    value = value.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return " ".join(value.split())


def _folded(line: str) -> Iterable[str]:
    """The line, folded before its 76th octet, never inside a character."""
    size = 0
    for char in line:
        octets = len(char.encode())
        if size + octets > 75:
            yield "\r\n "
            size = 1
        yield char
        size += octets
    yield "\r\n"
