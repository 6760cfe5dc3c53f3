"""Dates in sentences: a table of what is found and one of what isn't.

`rows/dates_found.txt` holds a marked text a line; `rows/dates_none.txt` lines without a date.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import spacy

from novads.markup import parse_markup, value_of
from novads.mentions.component import set_published
from novads.mentions.dates import create_dates

NLP = spacy.blank("lv")
DATES = create_dates(NLP, "dates", [])
ROWS = Path(__file__).parent / "rows"
PUBLISHED = len("@2022-05-20 ")


def rows(name: str) -> list[str]:
    lines = (ROWS / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def find(text: str, published: dt.date | None) -> list[tuple[str, int, str]]:
    doc = NLP.make_doc(text)
    set_published(doc, published)
    return [(m.span.text, m.span.start, value_of(m)) for m in DATES.find(doc)]


@pytest.mark.parametrize("row", rows("dates_found.txt"))
def test_found(row: str) -> None:
    published = dt.date.fromisoformat(row[1 : PUBLISHED - 1]) if row.startswith("@") else None
    text, expected = parse_markup(row[PUBLISHED if published else 0 :].replace("\\n", "\n"))
    assert find(text, published) == [(text[m.start : m.end], m.start, m.value) for m in expected]


@pytest.mark.parametrize("row", rows("dates_none.txt"))
def test_none(row: str) -> None:
    assert find(row, None) == []
