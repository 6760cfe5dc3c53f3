"""Sums in sentences: a table of what is found, one of what isn't, and of what is ambiguous.

`rows/money_found.txt` holds a marked text a line; `rows/money_none.txt` lines without a sum. They
have the separators, currencies and places of the currency that the tests of price parsers and of
locale libraries know, as far as they occur in Latvian or don't depend on a language.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from novads.markup import parse_markup, value_of
from novads.mentions.money import Lexicon, find_money
from novads.ruleset import RuleSet

LEXICON = Lexicon(RuleSet())
ROWS = Path(__file__).parent / "rows"


def rows(name: str) -> list[str]:
    lines = (ROWS / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("row", rows("money_found.txt"))
def test_found(row: str) -> None:
    text, expected = parse_markup(row.replace("\\n", "\n"))
    assert [(m.span.text, m.span.start, value_of(m)) for m in find_money(text, LEXICON)] == [
        (text[m.start : m.end], m.start, m.value) for m in expected
    ]


@pytest.mark.parametrize("row", rows("money_none.txt"))
def test_none(row: str) -> None:
    assert find_money(row, LEXICON) == []


@pytest.mark.parametrize(
    ("figure", "readings"),
    [
        ("1.500 EUR", "1500 1.500"),
        ("1,500 EUR", "1500 1.500"),
        ("$1,500", "1500 1.500"),
        ("4.444 €", "4444 4.444"),
        ("EUR 12.345", "12345 12.345"),
        ("12 345,678 EUR", "12345678 12345.678"),
        ("1234.567 EUR", "1234.567 1234567"),
    ],
)
def test_two_readings(figure: str, readings: str) -> None:
    (money,) = find_money(f"Cena ir {figure} gadā.", LEXICON)
    assert money.is_ambiguous
    assert list(money.readings) == [Decimal(r) for r in readings.split()]
    assert money.amount == money.readings[0]
    assert money.problem
