"""Whatever the text is, the time that dates take grows no faster than the text."""

from __future__ import annotations

import datetime as dt
import gc
import time
from collections.abc import Iterator

import pytest

from novads.mentions.dates.component import find_dates
from novads.mentions.dates.reader import Reader
from novads.mentions.dates.tense import Tenses
from novads.ruleset import RuleSet

READER, TENSES = Reader(RuleSet()), Tenses(RuleSet())
SIZE = 100_000


@pytest.fixture(autouse=True)
def _no_garbage_collection() -> Iterator[None]:
    gc.disable()  # its cost is not the rules'
    yield
    gc.enable()


def seconds(text: str, published: dt.date | None = None) -> float:
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        find_dates(text, READER, TENSES, published=published)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize(
    "unit",
    [
        "0123456789",
        "no 1. līdz ",
        "MAIJS ",
        "„“",
        '"1. maijs" ',
        "1. ",
        "1.-",
        "1, ",
        "12:00-",
        "līdz plkst. ",
        "2014.-",
        "pirmdien, ",
        "nākamā gada ",
        "18. jūnijā, ",
        "1.1.",
        "10.10.2020 ",
        "divdesmit ",
        "30. jūnijā plkst. 10 līdz 31. jūlijā ",
        "2022. gada 1. maijā. X 5. maijā ",
        "sestdien\n",
        "(",
    ],
)
def test_linear(unit: str) -> None:
    text = (unit * (SIZE // len(unit) + 1))[:SIZE]
    whole, half = seconds(text), seconds(text[: SIZE // 2])
    assert whole < 3 * half + 0.05
    assert whole < 10


@pytest.mark.parametrize("first", ["2022. gada 1. maijā ", "2019. gadā ", "Pērn "])
@pytest.mark.parametrize("unit", ["5. maijā ", "3. jūnijā, un "])
def test_one_year_for_all(first: str, unit: str) -> None:
    text = (first + unit * SIZE)[: SIZE // 2]
    published = dt.date(2022, 5, 20)
    whole, half = seconds(text, published), seconds(text[: SIZE // 4], published)
    assert whole < 3 * half + 0.05
