"""A random date in every Latvian phrasing comes back as it was, with its bounds."""

from __future__ import annotations

import calendar
import datetime as dt

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from novads.mentions.component import set_published
from novads.mentions.dates import create_dates, edtf_bounds
from novads.mentions.dates.rules import MonthRule, WeekdayRule
from novads.objects import DateMention
from novads.ruleset import RuleSet

NLP = spacy.blank("lv")
DATES = create_dates(NLP, "dates", [])
MONTHS = RuleSet().yaml("dates/months.yaml", MonthRule)
WEEKDAYS = RuleSet().yaml("dates/weekdays.yaml", WeekdayRule)
NOMINATIVE, GENITIVE, DATIVE, ACCUSATIVE, LOCATIVE = range(5)

days = st.dates(dt.date(1950, 1, 1), dt.date(2049, 12, 31))
dashes = st.sampled_from(["-", "–", "—", " - ", " – ", "- ", ".-", ". – "])
spaces = st.sampled_from(["", " ", "\u00a0", "\u202f"])


def month(day: dt.date, case: int) -> str:
    return MONTHS[day.month - 1].forms[case]


def find(text: str, published: dt.date | None = None) -> list[DateMention]:
    doc = NLP.make_doc(text)
    set_published(doc, published)
    return [m for m in DATES.find(doc) if isinstance(m, DateMention)]


def the_one(before: str, phrase: str, after: str = ", parkā.") -> DateMention:
    (mention,) = find(before + phrase + after)
    assert mention.span.text == phrase
    return mention


DAY_PHRASES = {
    "locative": lambda d, s: f"{d.year}. gada {d.day}.{s}{month(d, LOCATIVE)}",
    "tight": lambda d, s: f"{d.year}.gada {d.day}.{month(d, ACCUSATIVE)}",
    "dative": lambda d, s: f"{d.year}.{s}gada {d.day}. {month(d, DATIVE)}",
    "nominative": lambda d, s: f"{d.day}.{s}{month(d, NOMINATIVE)}, {d.year}",
    "genitive": lambda d, s: f"{d.year}. g. {d.day}.{s}{month(d, GENITIVE)}",
    "year last": lambda d, s: f"{d.day}.{s}{month(d, LOCATIVE)} {d.year}. gadā",
    "figures": lambda d, s: f"{d.day:02}.{d.month:02}.{d.year}.",
    "short figures": lambda d, s: f"{d.day}.{d.month}.{d.year}",
    "iso": lambda d, s: f"{d.year}-{d.month:02}-{d.day:02}",
    "dashed": lambda d, s: f"{d.day:02}-{d.month:02}-{d.year}",
    "slashed": lambda d, s: f"{d.day:02}/{d.month:02}/{d.year}",
    "year first": lambda d, s: f"{d.year}.{d.month:02}.{d.day:02}",
    "weekday": lambda d, s: (
        f"{WEEKDAYS[d.weekday()].adverb}, {d.year}. gada {d.day}.{s}{month(d, LOCATIVE)}"
    ),
    "weekday behind": lambda d, s: (
        f"{d.year}. gada {d.day}. {month(d, LOCATIVE)} ({WEEKDAYS[d.weekday()].adverb})"
    ),
    "capitals": lambda d, s: f"{d.year}. GADA {d.day}.{s}{month(d, LOCATIVE).upper()}",
}


@pytest.mark.parametrize("name", DAY_PHRASES)
@settings(max_examples=40, deadline=None)
@given(day=days, space=spaces)
def test_day(name: str, day: dt.date, space: str) -> None:
    mention = the_one("Notika ", DAY_PHRASES[name](day, space))
    assert mention.edtf == day.isoformat()
    assert mention.earliest == mention.latest == day
    assert mention.problem is None


@settings(max_examples=60, deadline=None)
@given(day=days, space=spaces, case=st.sampled_from([LOCATIVE, DATIVE, ACCUSATIVE, GENITIVE]))
def test_day_without_year(day: dt.date, space: str, case: int) -> None:
    mention = the_one("Notika ", f"{day.day}.{space}{month(day, case)}")
    assert mention.edtf == f"XXXX-{day.month:02}-{day.day:02}"
    assert mention.earliest is None
    assert mention.latest is None


@settings(max_examples=60, deadline=None)
@given(published=days, ahead=st.integers(1, 300))
def test_day_to_come(published: dt.date, ahead: int) -> None:
    day = published + dt.timedelta(days=ahead)
    (mention,) = find(f"Koncerts notiks {day.day}. {month(day, LOCATIVE)}.", published)
    assert mention.edtf == day.isoformat()


@settings(max_examples=60, deadline=None)
@given(published=days, ago=st.integers(0, 300))
def test_day_gone_by(published: dt.date, ago: int) -> None:
    day = published - dt.timedelta(days=ago)
    (mention,) = find(f"Koncerts notika {day.day}. {month(day, LOCATIVE)}.", published)
    assert mention.edtf == day.isoformat()


@settings(max_examples=80, deadline=None)
@given(first=days, length=st.integers(1, 500), dash=dashes, shape=st.integers(0, 5))
def test_range(first: dt.date, length: int, dash: str, shape: int) -> None:
    last = first + dt.timedelta(days=length)
    years = f"{first.year}. gada ", f"{last.year}. gada "
    word = dash.replace(".", "")
    phrases = [
        f"{years[0]}{first.day}. {month(first, GENITIVE)} līdz "
        f"{years[1]}{last.day}. {month(last, DATIVE)}",
        f"{first.day:02}.{first.month:02}.{first.year}.{word}"
        f"{last.day:02}.{last.month:02}.{last.year}.",
    ]
    if length < 300:  # the year on one side tells the other's
        phrases += [
            f"{years[0]}{first.day}. {month(first, GENITIVE)} līdz "
            f"{last.day}. {month(last, DATIVE)}",
            f"{first.day}. {month(first, GENITIVE)} līdz {years[1]}{last.day}. "
            f"{month(last, DATIVE)}",
        ]
    if (first.year, first.month) == (last.year, last.month):
        phrases += [
            f"{years[0]}{first.day}{dash}{last.day}. {month(last, LOCATIVE)}",
            f"{years[0]}{first.day}. un {last.day}.{month(last, LOCATIVE)}",
        ]
    mention = the_one("Skatāma ", phrases[shape % len(phrases)])
    assert mention.edtf == f"{first}/{last}"
    assert (mention.earliest, mention.latest) == (first, last)
    assert mention.is_range


@settings(max_examples=40, deadline=None)
@given(day=days, case=st.sampled_from([NOMINATIVE, GENITIVE, DATIVE, ACCUSATIVE, LOCATIVE]))
def test_month(day: dt.date, case: int) -> None:
    mention = the_one("Sākums: ", f"{day.year}. gada {month(day, case)}")
    assert mention.edtf == f"{day.year}-{day.month:02}"
    last = calendar.monthrange(day.year, day.month)[1]
    assert (mention.earliest, mention.latest) == (day.replace(day=1), day.replace(day=last))


@settings(max_examples=60, deadline=None)
@given(
    day=days,
    part=st.sampled_from(
        [
            ("sākumā", 1, 10),
            ("vidū", 11, 20),
            ("beigās", 21, 31),
            ("izskaņā", 21, 31),
            ("nogalē", 21, 31),
            ("pirmajā pusē", 1, 15),
            ("2. pusē", 16, 31),
        ]
    ),
)
def test_part_of_month(day: dt.date, part: tuple[str, int, int]) -> None:
    words, first, end = part
    mention = the_one("Notiks ", f"{day.year}. gada {month(day, GENITIVE)} {words}")
    assert mention.edtf == f"{day.year}-{day.month:02}~"
    end = min(end, calendar.monthrange(day.year, day.month)[1])
    assert (mention.earliest, mention.latest) == (day.replace(day=first), day.replace(day=end))
    opens, closes = edtf_bounds(mention.edtf)
    assert opens is not None
    assert closes is not None
    assert opens <= day.replace(day=first) <= day.replace(day=end) <= closes


@settings(max_examples=60, deadline=None)
@given(year=st.integers(1900, 2090), length=st.integers(1, 9), dash=dashes)
def test_years(year: int, length: int, dash: str) -> None:
    last = year + length
    dash = dash if not dash.startswith(".") else "." + dash[1:]
    assert the_one("Plāns ", f"{year}{dash}{last}. gadam").edtf == f"{year}/{last}"
    assert the_one("Celta ", f"{year}. gadā").edtf == str(year)


@settings(max_examples=100, deadline=None)
@given(first=days, last=days)
def test_bounds_of_edtf(first: dt.date, last: dt.date) -> None:
    assert edtf_bounds(first.isoformat()) == (first, first)
    assert edtf_bounds(f"{first}/{last}") == (first, last)
    assert edtf_bounds(f"../{last}") == (None, last)
    assert edtf_bounds(f"{first}/..") == (first, None)
    opens, closes = edtf_bounds(f"{first.year}-{first.month:02}")
    assert opens is not None
    assert closes is not None
    assert opens.day == 1
    assert (closes + dt.timedelta(days=1)).day == 1
    assert opens <= first <= closes
    assert edtf_bounds(str(first.year)) == (
        dt.date(first.year, 1, 1),
        dt.date(first.year, 12, 31),
    )


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2020-21", "2020-03-01", "2020-05-31"),
        ("2020-24", "2020-12-01", "2021-02-28"),
        ("2023-24", "2023-12-01", "2024-02-29"),
        ("2020-33", "2020-01-01", "2020-03-31"),
        ("2020-36", "2020-10-01", "2020-12-31"),
        ("2020-41", "2020-07-01", "2020-12-31"),
        ("197X", "1970-01-01", "1979-12-31"),
        ("18XX", "1800-01-01", "1899-12-31"),
        ("2014/2020", "2014-01-01", "2020-12-31"),
        ("2022-06-XX", "2022-06-01", "2022-06-30"),
    ],
)
def test_bounds_of_vaguer_edtf(edtf: str, earliest: str, latest: str) -> None:
    assert edtf_bounds(edtf) == (dt.date.fromisoformat(earliest), dt.date.fromisoformat(latest))


@pytest.mark.parametrize("edtf", ["XXXX-06-18", "XXXX-XX-XX", "XXXX", "2023-02-29"])
def test_what_has_no_bounds(edtf: str) -> None:
    assert edtf_bounds(edtf) == (None, None)


@pytest.mark.parametrize("edtf", ["", "2022-13", "2022-6-1", "drīz", "2022-06-01/drīz"])
def test_what_is_no_edtf(edtf: str) -> None:
    with pytest.raises(ValueError, match=r"EDTF|no month"):
        edtf_bounds(edtf)


LONG_PHRASES = {
    "two figures": lambda d: (f"{d.day:02}.{d.month:02}.{d.year % 100:02}.", d.isoformat()),
    "roman": lambda d: (f"{d.day}.{ROMANS[d.month - 1]}.{d.year}.", d.isoformat()),
    "month first": lambda d: (
        f"{month(d, NOMINATIVE).capitalize()} {d.day}, {d.year}",
        d.isoformat(),
    ),
    "slash": lambda d: (f"{month(d, NOMINATIVE).upper()}/{d.year}", f"{d.year}-{d.month:02}"),
    "quarter": lambda d: (
        f"{d.year}. gada {(d.month + 2) // 3}. ceturksnī",
        f"{d.year}-{32 + (d.month + 2) // 3}",
    ),
    "roman quarter": lambda d: (
        f"{d.year}. gada {ROMANS[(d.month + 2) // 3 - 1]} ceturksnī",
        f"{d.year}-{32 + (d.month + 2) // 3}",
    ),
    "half": lambda d: (
        f"{d.year}. gada {'pirmajā' if d.month < 7 else 'otrajā'} pusgadā",
        f"{d.year}-{40 if d.month < 7 else 41}",
    ),
    "week": lambda d: (
        f"{d.year}. gada {month(d, GENITIVE)} trešajā nedēļā",
        f"{d.year}-{d.month:02}~",
    ),
    "weekday of a week": lambda d: (
        f"nākamās nedēļas {WEEKDAYS[d.weekday()].forms[4]}",
        "XXXX-XX-XX",
    ),
    "listed years": lambda d: (
        f"{d.year}., {d.year + 1}. un {d.year + 2}. gadā",
        f"{d.year}/{d.year + 2}",
    ),
    "school year": lambda d: (
        f"{d.year}./{d.year + 1}. mācību gadā",
        f"{d.year}/{d.year + 1}",
    ),
    "decade": lambda d: (f"{d.year // 10 * 10}. gados", f"{d.year // 10}X"),
    "no accents": lambda d: (
        f"{d.year}. gada {d.day}. {month(d, LOCATIVE).translate(BARE)}",
        d.isoformat(),
    ),
}
ROMANS = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
BARE = str.maketrans("āīļū", "ailu")


@pytest.mark.parametrize("name", LONG_PHRASES)
@settings(max_examples=40, deadline=None)
@given(day=days)
def test_other_phrases(name: str, day: dt.date) -> None:
    phrase, edtf = LONG_PHRASES[name](day)
    (mention,) = find(f"Sākums: {phrase}\nVieta: skola.")
    assert mention.span.text == phrase
    assert mention.edtf == edtf
    if "XX" not in edtf:
        opens, closes = edtf_bounds(edtf)
        assert opens is not None
        assert closes is not None
        assert mention.earliest is not None
        assert mention.latest is not None
        assert opens <= mention.earliest <= mention.latest <= closes


ENDS = {
    "day": lambda d, case: (f"{d.day}. {month(d, case)}", f"-{d.month:02}-{d.day:02}"),
    "month": lambda d, case: (month(d, case), f"-{d.month:02}"),
    "part": lambda d, case: (
        f"{month(d, GENITIVE)} {'vidus' if case == GENITIVE else 'beigām'}",
        f"-{d.month:02}~",
    ),
}


@pytest.mark.parametrize("last", ENDS)
@pytest.mark.parametrize("first", ENDS)
@settings(max_examples=20, deadline=None)
@given(day=days, length=st.integers(32, 330))
def test_range_of_any_ends(first: str, last: str, day: dt.date, length: int) -> None:
    end = day + dt.timedelta(days=length)
    opens, closes = ENDS[first](day, GENITIVE), ENDS[last](end, DATIVE)
    same = day.year == end.year
    year = "" if same else f"{end.year}. gada "
    phrase = f"{day.year}. gada {opens[0]} līdz {year}{closes[0]}"
    mention = the_one("Notiks no ", phrase)
    assert mention.edtf == f"{day.year}{opens[1]}/{end.year}{closes[1]}"
    assert mention.earliest is not None
    assert mention.latest is not None
    assert mention.earliest <= mention.latest
