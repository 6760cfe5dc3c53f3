"""Clock times anywhere in a text."""

from __future__ import annotations

import pytest

from novads.mentions.dates import find_times


def read(text: str) -> list[str]:
    told = []
    for time in find_times(text, 0, len(text)):
        assert text[time.span.start : time.span.end] == time.span.text
        start, end = (t.strftime("%H:%M") if t else "" for t in (time.start, time.end))
        told.append(start + (f"-{end}" if end else ""))
    return told


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("plkst. 17.00", "17:00"),
        ("plkst.17", "17:00"),
        ("Plkst.12.30 sākums", "12:30"),
        ("pulksten 17", "17:00"),
        ("pulkst. 9:05", "09:05"),
        ("pl. 15 turpat", "15:00"),
        ("plkst. 900 un plkst. 1000", "09:00 10:00"),
        ("plkst. 1800 zālē", "18:00"),
        ("plkst. 14 un 19", "14:00 19:00"),
        ("plkst. 14, 16.30", "14:00 16:30"),
        ("no plkst. 9 līdz 16", "09:00-16:00"),
        ("no plkst. 9.00 līdz plkst. 15.30", "09:00-15:30"),
        ("no plkst. 17.30 - 19.00", "17:30-19:00"),
        ("plkst. 9-18", "09:00-18:00"),
        ("9.00 - 17.00", "09:00-17:00"),
        ("17.30-19.00 Inešos", "17:30-19:00"),
        ("11.00 Koncerts\n12.30 Pusdienas", "11:00 12:30"),
        ("līdz 23:59", "-23:59"),
        ("līdz plkst. 13.", "-13:00"),
        ("plkst. 24.00", "00:00"),
        ("0:00", "00:00"),
        ("3.augustāplkst. 10.00Tikaiņu", "10:00"),
        ("plkst. 16. Pēc tam", "16:00"),
        ("plkst. 23.00 – 1. janvāris", "23:00"),
        ("plkst. 10 līdz 1. decembra plkst. 16", "10:00 16:00"),
        ("Pulksten astoņos brokastis", "08:00"),
        ("plkst. 8.30 un deviņos vakarā", "08:30 21:00"),
        ("divos naktī, desmitos dienā, trijos dienā", "02:00 10:00 15:00"),
    ],
)
def test_times(text: str, times: str) -> None:
    assert read(text) == times.split()


@pytest.mark.parametrize(
    "text",
    [
        "12.50 EUR",
        "3.10 eiro un 10.12€",
        "EUR 12.50",
        "12.05.2022.",
        "rīcība 2.30 pasākums",
        "Nr. 10.15",
        "IP 10.10.10.10",
        "LV-4570",
        "29 12 34 56",
        "25:70",
        "2.2 °C",
        "10.30 ha",
        "1.20.3. punkts",
        "95.10%",
        "plkst. 31",
        "divos novados un piecos pagastos",
    ],
)
def test_no_times(text: str) -> None:
    assert read(text) == []


def test_offsets_are_the_whole_texts() -> None:
    text = "Talka plkst. 9. Zupa plkst. 12."
    (time,) = find_times(text, 16, len(text))
    assert (time.span.start, time.span.text) == (21, "plkst. 12")
