"""What ready-made tools find, so that the gain over them is seen.

- DATE: `dateparser.search.search_dates` for Latvian, day before month, from the publication date;
- MONEY: `price_parser` on every figure that has a currency beside it;
- PLACE: the names of a gazetteer, looked up as they are, without inflection.

The first two are optional: `pip install 'novads[baselines]'`. They say nothing of other kinds.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import regex

from novads.errors import MissingExtraError
from novads.evaluation.corpus import Document
from novads.evaluation.facts import DocumentFacts, MentionFacts, Name, level
from novads.evaluation.sums import Sum
from novads.objects import Kind

__all__ = [
    "BASELINES",
    "Baseline",
    "find_dates",
    "find_money",
    "find_places",
    "gazetteer",
    "run_baselines",
]

Baseline = Callable[[Document], Iterator[MentionFacts]]

# stands in for a publication date that isn't known: no clock is ever read
_SOME_DAY: Final = dt.date(2020, 1, 1)

_PRICE: Final = regex.compile(
    r"(?:EUR|€|Ls|LVL)\s?\d++(?:[\s.,]\d++)*+|\d++(?:[\s.,]\d++)*+\s?(?:EUR|eiro|euro|€|LVL|Ls|lat[iu])",
    regex.IGNORECASE,
)
_CURRENCY: Final = {"€": "EUR", "eur": "EUR", "eiro": "EUR", "euro": "EUR"}


def find_dates(document: Document) -> Iterator[MentionFacts]:
    """What dateparser finds; it always makes a day of it.

    Raises:
        MissingExtraError: if dateparser isn't installed.
    """
    try:
        from dateparser.search import search_dates  # type: ignore[import-not-found, import-untyped]
    except ImportError:
        raise MissingExtraError("the baseline for dates", "baselines") from None
    base = document.header.published or _SOME_DAY
    settings = {
        "DATE_ORDER": "DMY",
        "RELATIVE_BASE": dt.datetime.combine(base, dt.time()),
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    at = 0
    for surface, date in search_dates(document.text, languages=["lv"], settings=settings) or ():
        start = document.text.find(surface, at)
        if start < 0:
            continue
        at = start + len(surface)
        yield MentionFacts(start, at, Kind.DATE, f"{date:%Y-%m-%d}", "dateparser")


def find_money(document: Document) -> Iterator[MentionFacts]:
    """What price_parser reads from each figure beside a currency.

    Raises:
        MissingExtraError: if price_parser isn't installed.
    """
    try:
        from price_parser import Price  # type: ignore[import-not-found, import-untyped]
    except ImportError:
        raise MissingExtraError("the baseline for money", "baselines") from None
    for match in _PRICE.finditer(document.text):
        price = Price.fromstring(match.group())
        if price.amount is None:
            continue
        word = regex.search(r"\p{L}+|€", match.group())
        currency = _CURRENCY.get(word.group().lower(), "LVL") if word else "EUR"
        value = Sum(price.amount, currency)
        yield MentionFacts(match.start(), match.end(), Kind.MONEY, value, "price-parser")


def find_places(names: Iterable[str]) -> Baseline:
    """A lookup of these names as whole words, the longest first."""
    ordered = sorted({level(name) for name in names}, key=lambda name: (-len(name), name))
    pattern = regex.compile(r"\b(?:\L<names>)\b", names=ordered)

    def find(document: Document) -> Iterator[MentionFacts]:
        if not ordered:  # the pattern of no names matches everywhere
            return
        for match in pattern.finditer(document.text):
            name = Name(match.group())
            yield MentionFacts(match.start(), match.end(), Kind.PLACE, name, "gazetteer")

    return find


def gazetteer(rules: Path) -> list[str]:
    """The names in the gazetteers under `rules/places/`: a `name`, or the `id` that is one."""
    names: list[str] = []
    for path in sorted((rules / "places").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(line for line in file if not line.startswith("#"))
            names += [name for row in rows if (name := row.get("name") or row.get("id"))]
    return names


BASELINES: Final[dict[Kind, tuple[str, Callable[[Path], Baseline]]]] = {
    Kind.DATE: ("dateparser", lambda _rules: find_dates),
    Kind.MONEY: ("price-parser", lambda _rules: find_money),
    Kind.PLACE: ("gazetteer", lambda rules: find_places(gazetteer(rules))),
}
"""By the kind that it finds: a baseline's name, and what makes it from the rules' folder."""


def run_baselines(documents: Iterable[Document], rules: Path) -> list[DocumentFacts]:
    """All baselines together as one system: each finds its own kind.

    Raises:
        MissingExtraError: if one of them isn't installed.
    """
    made = [make(rules) for _, make in BASELINES.values()]
    return [
        DocumentFacts(document.id, tuple(m for find in made for m in find(document)))
        for document in documents
    ]
