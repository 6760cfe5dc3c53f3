"""The grammar of dates, and what they can mean."""

import datetime as dt

import pytest

from novads.evaluation.edtf import compatible, parse_edtf, without_time


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022-06-18", (2022, 6, 18), (2022, 6, 18)),
        ("2022-06", (2022, 6, 1), (2022, 6, 30)),
        ("2022-06~", (2022, 6, 1), (2022, 6, 30)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("2022", (2022, 1, 1), (2022, 12, 31)),
        ("2020-22", (2020, 6, 1), (2020, 8, 31)),
        ("2020-24", (2020, 12, 1), (2021, 2, 28)),
        ("2020-36", (2020, 10, 1), (2020, 12, 31)),
        ("2020-41", (2020, 7, 1), (2020, 12, 31)),
        ("197X", (1970, 1, 1), (1979, 12, 31)),
        ("2022-06-18/2022-06-20", (2022, 6, 18), (2022, 6, 20)),
        ("2014/2020", (2014, 1, 1), (2020, 12, 31)),
        ("2022-XX-XX", (2022, 1, 1), (2022, 12, 31)),
    ],
)
def test_bounds(text: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert parse_edtf(text).bounds() == (dt.date(*first), dt.date(*last))


@pytest.mark.parametrize("text", ["XXXX-08-20", "XXXX-08-20/XXXX-08-21", "XXXX-XX-XX", "XXXX"])
def test_unknown_years_are_dates(text: str) -> None:
    assert not parse_edtf(text).has_year


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("18.06.2022", "no EDTF date"),
        ("2022-6-18", "no EDTF date"),
        ("2022-13", "no month"),
        ("2022-25", "no month"),
        ("2022-21-03", "no month"),
        ("2022-02-30", "day is out of range"),
        ("XXXX-06-31", "day is out of range"),
        ("2022-XX-05", "a day needs a month"),
        ("2022-06-20/2022-06-18", "before it starts"),
        ("/", "open at both ends"),
        ("2022-06-18T11:00", "clock time"),
        ("", "no EDTF date"),
    ],
)
def test_what_is_no_date_says_why(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_edtf(text)


def test_clock_times_where_they_are_allowed() -> None:
    date = parse_edtf("2020-09-05T11:00", clock=True)
    assert date.start is not None
    assert date.start.time == "11:00"
    assert without_time("2020-09-05T11:00") == "2020-09-05"
    with pytest.raises(ValueError, match="no EDTF date"):
        parse_edtf("2020-09-05T25:00", clock=True)
    with pytest.raises(ValueError, match="needs a day"):
        parse_edtf("2020-09T11:00", clock=True)


@pytest.mark.parametrize(
    ("one", "other", "can"),
    [
        ("2022-06-18", "2022-06", True),
        ("2022-06-18", "2022-06-17/2022-06-19", True),
        ("2022-06-18", "2022-07", False),
        ("XXXX-06-18", "2022-06-18", True),
        ("XXXX-06-18", "2022-06-19", False),
        ("2022-05/..", "2023", True),
        ("../2022-05", "2023", False),
    ],
)
def test_compatible(one: str, other: str, can: bool) -> None:
    assert compatible(parse_edtf(one), parse_edtf(other)) is can
    assert compatible(parse_edtf(other), parse_edtf(one)) is can
