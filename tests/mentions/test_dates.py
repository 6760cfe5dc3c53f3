"""Dates as municipal announcements write them: spans, EDTF values, years, times, traps."""

from __future__ import annotations

import datetime as dt
import pickle
from pathlib import Path

import pytest
import spacy

from novads.errors import RuleFileError
from novads.markup import parse_markup, value_of
from novads.mentions.component import get_mentions, set_published, set_regions
from novads.mentions.dates import create_dates
from novads.objects import DateMention, Precision, Region, RegionKind, YearSource

NLP = spacy.blank("lv")
DATES = create_dates(NLP, "dates", [])


def find(text: str, published: str | None = None) -> list[DateMention]:
    doc = NLP.make_doc(text)
    set_published(doc, dt.date.fromisoformat(published) if published else None)
    return [m for m in DATES.find(doc) if isinstance(m, DateMention)]


def check(marked: str, published: str | None = None) -> list[DateMention]:
    text, expected = parse_markup(marked)
    found = find(text, published)
    assert [(m.span.text, value_of(m)) for m in found] == [
        (text[m.start : m.end], m.value) for m in expected
    ]
    return found


@pytest.mark.parametrize(
    "marked",
    [
        # day and month
        "Sanāksme [[9. martā|DATE|XXXX-03-09]].",
        "[[5. septembra|DATE|XXXX-09-05]] sanāksmē",
        "pārcelts uz [[29. augustu|DATE|XXXX-08-29]]",
        "[[22.maijs|DATE|XXXX-05-22]]",
        "[[2017.gada 23.oktobris|DATE|2017-10-23]]",
        "mixed [[2020.gada 23. februāri|DATE|2020-02-23]]",
        "[[11. janv.|DATE|XXXX-01-11]] un [[12. jūn.|DATE|XXXX-06-12]]",
        "[[2022. gada\u00a07. augustā|DATE|2022-08-07]]",
        "SVĒTKI [[7.AUGUSTĀ|DATE|XXXX-08-07]]",
        "[[3.augustā|DATE|XXXX-08-03]]plkst. 10.00Tikaiņu muižā",
        "[[Š. g. 9. decembrī|DATE|XXXX-12-09]]",
        "[[Šāgada 9. decembrī|DATE|XXXX-12-09]]",
        "[[12. jūlijs, 2020, Svētdiena|DATE|2020-07-12]]",
        "[[Piektdien, 30, oktobrī|DATE|XXXX-10-30]]",
        "[[20.augustā (piektdien)|DATE|XXXX-08-20]]",
        "[[31. maija|DATE|XXXX-05-31]] vakarā",
        "[[18. junija|DATE|XXXX-06-18]] vakars",
        # figures
        "[[31-01-2014|DATE|2014-01-31]]",
        "[[10/05/2017|DATE|2017-05-10]]",
        "[[2022-06-04|DATE|2022-06-04]] 12:00",
        "[[2010.12.05|DATE|2010-12-05]]",
        "\\[[[01.03.2026.|DATE|2026-03-01]]\\]",
        "[[8.04.2013|DATE|2013-04-08]] Drukāt",
        "Parakstīts [[03.10.2019.|DATE|2019-10-03]]",
        # ranges
        "No [[21.-24. janvārim 2014.gada|DATE|2014-01-21/2014-01-24]]",
        "[[6. - 9. septembrī|DATE|XXXX-09-06/XXXX-09-09]]",
        "No [[3.- 13. martam|DATE|XXXX-03-03/XXXX-03-13]]",
        "[[20.–21.augustā|DATE|XXXX-08-20/XXXX-08-21]]",
        "[[20. — 21. augustā|DATE|XXXX-08-20/XXXX-08-21]]",
        "[[24.25.novembrī|DATE|XXXX-11-24/XXXX-11-25]]",
        "no [[11. marta līdz 11. aprīlim|DATE|XXXX-03-11/XXXX-04-11]]",
        "no [[2021. gada 11. marta līdz 11. aprīlim|DATE|2021-03-11/2021-04-11]]",
        "no [[11. decembra līdz 2022. gada 11. aprīlim|DATE|2021-12-11/2022-04-11]]",
        "no [[2021. gada 11. decembra līdz 11. janvārim|DATE|2021-12-11/2022-01-11]]",
        "no [[2021. gada 1. maija līdz 2022. gada 1. jūnijam|DATE|2021-05-01/2022-06-01]]",
        "[[21.07.2022.- 30.09.2023.|DATE|2022-07-21/2023-09-30]]",
        "[[01.02.2016.–31.12.2016.|DATE|2016-02-01/2016-12-31]]",
        "no [[02.12.2020.-11.01.2021.|DATE|2020-12-02/2021-01-11]]",
        "[[13. un 14. maijā|DATE|XXXX-05-13/XXXX-05-14]]",
        "[[14., 15. un 16. maijā|DATE|XXXX-05-14/XXXX-05-16]]",
        "[[13. maijā|DATE|XXXX-05-13]] un [[4. jūnijā|DATE|XXXX-06-04]]",
        "no [[8. augusta|DATE|XXXX-08-08]] plkst. 8 līdz [[9. augusta|DATE|XXXX-08-09]] plkst. 2",
        # months and what is vaguer
        "[[2014. gada jūnijā|DATE|2014-06]]",
        "no [[2021. gada jūnija līdz 2022. gada decembrim|DATE|2021-06/2022-12]]",
        "[[2015. gada marts|DATE|2015-03]]",
        "[[2008. gada 1. ceturksnī|DATE|2008-33]]",
        "[[2023. gada ceturtajam ceturksnim|DATE|2023-36]]",
        "[[2011. gada otrajā pusē|DATE|2011-41]]",
        "[[2020. gada rudenī|DATE|2020-23]] un [[2011.gada pavasarī|DATE|2011-21]]",
        "[[jūnija izskaņā|DATE|XXXX-06~]], [[oktobra nogalē|DATE|XXXX-10~]]",
        "[[gada nogalē|DATE|XXXX-12~]] un [[maija vidū|DATE|XXXX-05~]]",
        "līdz [[septembra beigām|DATE|XXXX-09~]]",
        "[[2021. gada decembra mēneša otrajā pusē|DATE|2021-12~]]",
        "[[maija otrajā nedēļā|DATE|XXXX-05~]]",
        "[[jūnija pēdējā nedēļā|DATE|XXXX-06~]], [[pēdējā ceturksnī|DATE|XXXX-36]]",
        "no [[2. līdz pat 5. maijam|DATE|XXXX-05-02/XXXX-05-05]]",
        "[[01.06.2022.|DATE|2022-06-01]]plkst.10.00",
        # years and longer
        "[[2014.-2020.gadam|DATE|2014/2020]]",
        "[[2014. – 2020.gada|DATE|2014/2020]] periods",
        "plāns [[2021-2027|DATE|2021/2027]]",
        "[[2009.-2014.|DATE|2009/2014]] periodā",
        "[[2017. – 2023. gadā|DATE|2017/2023]]",
        "dalībnieces ([[2010. -2012.g.|DATE|2010/2012]])",
        "[[70-tajiem gadiem|DATE|197X]]",
        "[[20. gs 20./30. gados|DATE|192X/193X]]",
        "[[19. gs.|DATE|18XX]] muiža",
        # words that depend on the day of writing
        "[[šogad|DATE|XXXX]], [[pērn|DATE|XXXX]], [[šodien|DATE|XXXX-XX-XX]]",
        "[[šovasar|DATE|XXXX-22]] un [[nākammēnes|DATE|XXXX-XX]]",
        "[[pagājušajā nedēļā|DATE|XXXX-XX-XX]], [[nākamajā piektdienā|DATE|XXXX-XX-XX]]",
        "[[Sestdien|DATE|XXXX-XX-XX]] pulksten 12",
        "Darbs (pie [[1. maija|DATE|XXXX-05-01]] svētkiem)",
    ],
)
def test_shape(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "text",
    [
        "Komandai 1. vieta, 9. klase, 4. kārta.",
        "28. pirmsskolas izglītības iestāde, 225. kabinets",
        "saskaņā ar 25.punktu un 19.2.2. aktivitāti",
        "Notiek 37. reizi, XXVI svētki",
        "Tālr. +371 29 12 34 56, 64812345; LV-4570, LV- 5120",
        "Projekts Nr. 8.1.2.0/17/I/036 un 2019-1-LV01-KA229-060424",
        "Nr.19-09-AL22-A019.2201-000005 un LIFE19 IPE/LV/000010",
        "Sākums plkst. 8.30, beigas 17.00 vai 23:59.",
        "Rezultāts 3:2, temperatūra -2.2 °C, +17° C",
        "Cena 12.05 EUR, 3.10 eiro, 10.12€ un 2000 EUR",
        "Platība 12.06 ha, garums 2.10 km",
        "18. novembra ielā 5 un 11. novembra krastmalā",
        "Maija Kalniņa un Augusts Liepiņš, Jūlija Ozola",
        "2100 iedzīvotāju un 1950 koki",
        "Katru gadu, reizi gadā, divus gadus",
        "Sestdienās un svētdienās slēgts, katru piektdienu",
        "Atbilst 4.2. specifiskā atbalsta mērķim un 5.6.2. SAM",
        "12 mēneši, 30 mēneši pēc līguma, 2 gadi no lēmuma",
        "Kadastra Nr. 8033 003 0123",
        "2.1. Vispārīgie jautājumi\n2.2. Budžets\n10.1. Nobeigums",
        "Pirmdien 9.00-17.00\nOtrdien 9.00-17.00\nTrešdien 9.00-17.00",
        "Koncerts „Balss 2018” un izstāde “18. novembris”",
        "IP 10.10.10.10 un versija 1.2.2020.5",
        "Mācību gada noslēgumā būs izlaidums",
    ],
)
def test_trap_gives_nothing(text: str) -> None:
    assert [(m.span.text, m.edtf, m.source) for m in find(text)] == []


@pytest.mark.parametrize(
    ("marked", "published"),
    [
        ("Koncerts notiks [[18. jūnijā|DATE|2022-06-18]].", "2022-05-20"),
        ("Koncerts notiks [[8. janvārī|DATE|2023-01-08]].", "2022-12-20"),
        ("Koncerts notika [[28. decembrī|DATE|2022-12-28]].", "2023-01-04"),
        ("[[Martā|DATE|2022-03]] tika atklāta taka.", "2022-11-20"),
        ("Pieteikties līdz [[28. februārim|DATE|2023-02-28]].", "2022-09-20"),
        ("[[18. jūnijs|DATE|2022-06-18]]", "2022-06-20"),
        ("Svētki notiks [[18. jūnijā|DATE|2022-06-18]].", "2022-06-20"),
        ("[[Šogad|DATE|2022]] un [[pērn|DATE|2021]], [[nākamgad|DATE|2023]].", "2022-06-20"),
        (
            "[[Šodien|DATE|2022-03-01]], [[vakar|DATE|2022-02-28]], [[rīt|DATE|2022-03-02]].",
            "2022-03-01",
        ),
        ("[[Š.g. 20. jūnijā|DATE|2022-06-20]] sēde.", "2022-03-01"),
        ("[[Pagājušā gada rudenī|DATE|2021-23]] sākās darbi.", "2022-03-01"),
        ("[[Pērn jūnijā|DATE|2021-06]] sākās darbi.", "2022-03-01"),
        (
            "Beigs [[2024. gada 1. martā|DATE|2024-03-01]]. Būs [[5. maijā|DATE|2022-05-05]].",
            "2022-04-20",
        ),
        ("No [[2021. gada maijā|DATE|2021-05]] un [[jūnijā|DATE|2021-06]] paveiktā.", "2022-11-20"),
        ("Atvērts no [[28. decembra līdz 3. janvārim|DATE|2022-12-28/2023-01-03]].", "2022-12-20"),
        ("Bija plānots [[12. martā|DATE|2022-03-12]], notiks vēlāk.", "2022-06-10"),
        ("[[Nākamajā ziemā|DATE|2022-24]], bet ne [[šoziem|DATE|2021-24]].", "2022-03-10"),
        ("[[Pagājušajā nedēļā, 1. jūnijā|DATE|2022-06-01]] tikās.", "2022-06-10"),
        ("[[29. februārī|DATE|2024-02-29]] notiks sēde.", "2024-01-20"),
        (
            "Dibināts [[1991. gada 5. maijā|DATE|1991-05-05]]. Būs [[8. maijā|DATE|2021-05-08]].",
            "2021-04-20",
        ),
    ],
)
def test_year_by_publication_date(marked: str, published: str) -> None:
    for mention in check(marked, published):
        stated = (
            any(c.isdigit() for c in mention.span.text) and mention.edtf[:4] in mention.span.text
        )
        linked = mention.year_source is YearSource.TEXT
        assert stated or linked or mention.year_source is YearSource.PUBLISHED


@pytest.mark.parametrize(
    "marked",
    [
        "[[Maijā|DATE|2022-05]] tikās visi. Beigs [[2022. gada 7. augustā|DATE|2022-08-07]].",
        "[[11. jūnijā|DATE|2021-06-11]] svētki.\n\nInformācija [[01.06.2021.|DATE|2021-06-01]]",
        "([[2003. gada 18. jūnija|DATE|2003-06-18]] noteikumi) [[5. maijā|DATE|XXXX-05-05]]",
        "Programma [[2014.-2020. gadam|DATE|2014/2020]]. Atklāšana [[5. maijā|DATE|XXXX-05-05]].",
        "Svētki [[2018. gadā|DATE|2018]] būs [[5. maijā|DATE|2018-05-05]].",
        "[[2020. gada 5. maijā|DATE|2020-05-05]] un [[tā paša gada novembrī|DATE|2020-11]].",
        "[[Otrdiena, 17. aprīlis, 2018|DATE|2018-04-17]] 15:41\n\n[[Rīt|DATE|2018-04-18]] talka.",
        "[[2019. gada 5. maijā|DATE|2019-05-05]] sēde.\n[[2021. gada 7. maijā|DATE|2021-05-07]], "
        "bet [[9. maijā|DATE|2021-05-09]] koncerts.",
    ],
)
def test_year_by_the_text(marked: str) -> None:
    for mention in check(marked):
        assert (mention.year_from is not None) == (mention.year_source is YearSource.TEXT)


def test_the_span_that_the_year_came_from() -> None:
    mention, full = find("Maijā tikās partneri. Projekts beigsies 2022. gada 7. augustā.")
    assert mention.year_from == full.span
    assert mention.year_source is YearSource.TEXT
    assert full.year_source is YearSource.STATED


def test_the_pages_own_date() -> None:
    text = "Pasākumi\nPublicēts 20.12.2022. plkst. 10.00\nŠogad svinēsim 28. decembrī."
    doc = NLP.make_doc(text)
    set_regions(
        doc,
        [
            Region(start=0, end=8, kind=RegionKind.HEADING, source="rule:test"),
            Region(start=8, end=44, kind=RegionKind.META, source="rule:test"),
            Region(start=44, end=len(text), kind=RegionKind.BODY, source="rule:test"),
        ],
    )
    _, year, day = (m for m in DATES.find(doc) if isinstance(m, DateMention))
    assert (year.edtf, day.edtf) == ("2022", "2022-12-28")
    assert day.year_source is YearSource.TEXT


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2022. gada jūnija izskaņā", "2022-06-21", "2022-06-30", Precision.PART_OF_MONTH),
        ("2022. gada jūnija sākumā", "2022-06-01", "2022-06-10", Precision.PART_OF_MONTH),
        ("2022. gada februāra beigās", "2022-02-21", "2022-02-28", Precision.PART_OF_MONTH),
        ("2022. gada maija otrajā nedēļā", "2022-05-08", "2022-05-14", Precision.PART_OF_MONTH),
        ("2022. gada maija pirmajā pusē", "2022-05-01", "2022-05-15", Precision.PART_OF_MONTH),
        ("2024. gada februārī", "2024-02-01", "2024-02-29", Precision.MONTH),
        ("2022. gada 2. ceturksnī", "2022-04-01", "2022-06-30", Precision.QUARTER),
        ("2022. gada otrajā pusē", "2022-07-01", "2022-12-31", Precision.HALF_YEAR),
        ("2022. gada ziemā", "2022-12-01", "2023-02-28", Precision.SEASON),
        ("2022. gada nogalē", "2022-12-01", "2022-12-31", Precision.PART_OF_MONTH),
        ("2014.-2020. gadam", "2014-01-01", "2020-12-31", Precision.YEAR),
        ("90. gados", "1990-01-01", "1999-12-31", Precision.DECADE),
        ("2022. gada 5. maija līdz jūnijam", "2022-05-05", "2022-06-30", Precision.DAY),
        ("5. maijā", None, None, Precision.DAY),
        ("sestdien", None, None, Precision.DAY),
    ],
)
def test_bounds(text: str, earliest: str | None, latest: str | None, precision: Precision) -> None:
    (mention,) = find(text)
    assert (mention.earliest, mention.latest) == (
        dt.date.fromisoformat(earliest) if earliest else None,
        dt.date.fromisoformat(latest) if latest else None,
    )
    assert mention.precision is precision


def test_week_by_the_publication_date() -> None:
    (mention,) = find("Nākamnedēļ svētki.", "2022-06-15")
    assert mention.edtf == "XXXX-XX-XX"
    assert mention.precision is Precision.WEEK
    assert (mention.earliest, mention.latest) == (dt.date(2022, 6, 20), dt.date(2022, 6, 26))


@pytest.mark.parametrize(
    ("text", "edtf", "problem"),
    [
        ("31. jūnijā", "XXXX-06-XX", "no such date"),
        ("2023. gada 29. februārī", "2023-02-XX", "no such date"),
        ("31.06.2022.", "2022-06-XX", "no such date"),
        ("2022. gada 18. jūnijā, piektdien", "2022-06-18", "weekday does not match: "),
        ("sestdien, 18.06.2022.", "2022-06-18", None),
    ],
)
def test_problem(text: str, edtf: str, problem: str | None) -> None:
    (mention,) = find(text)
    assert mention.edtf == edtf
    assert (mention.problem or "").startswith(problem or "")
    assert (mention.problem is None) == (problem is None)


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("Pieteikties līdz 28. jūlijam.", "deadline"),
        ("Pieteikties ne vēlāk kā 28. jūlijā.", "deadline"),
        ("Termiņš: 30.06.2022., plkst. 23:59", "deadline"),
        ("Skatāma no 1. maija līdz 28. jūlijam.", "range"),
        ("No 1. maija plkst. 10 līdz 28. jūlijam plkst. 12.", ""),
        ("Programma 2014.-2020. gadam.", "range period"),
        ("No 2014. līdz 2020. gadam.", "range"),
        ("Pulciņi 2023./2024. mācību gadā.", "range period"),
        ("Talka 5. maijā.", ""),
    ],
)
def test_flags(text: str, flags: str) -> None:
    found = find(text)[-1]
    told = [n for n in ("deadline", "range", "period") if getattr(found, f"is_{n}")]
    assert " ".join(told) == flags


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("18. jūnijā plkst. 17.00 parkā", "17:00", None),
        ("18. jūnijā, plkst.17, parkā", "17:00", None),
        ("18. jūnijā pulksten 9:30", "09:30", None),
        ("18. jūnijā plkst. 900 talka", "09:00", None),
        ("18. jūnijā plkst. 1830 talka", "18:30", None),
        ("18. jūnijā no plkst. 9 līdz 16", "09:00", "16:00"),
        ("18. jūnijā no plkst. 9.00 līdz plkst. 16.00", "09:00", "16:00"),
        ("18. jūnijā 9.00 - 17.00 tirgus", "09:00", "17:00"),
        ("18. jūnijā plkst. 14 un 19", "14:00", None),
        ("18. jūnijā Saieta nama zālē plkst. 14 notiks sēde", "14:00", None),
        ("Plkst. 14.00 18. jūnijā tiekamies", "14:00", None),
        ("Pieteikties līdz 28. jūlijam plkst. 12.00", None, "12:00"),
        ("No 1. marta līdz 12. aprīlim plkst. 16.00", None, "16:00"),
        ("18. jūnijā. Plkst. 14 būs koncerts", None, None),
        ("18.06.2022. 15:41", "15:41", None),
        ("2022-06-18 15:41", "15:41", None),
        ("2022-06-18T15:41:00", "15:41", None),
        ("18. jūnijā biļetes 5.50 eiro", None, None),
    ],
)
def test_clock_time_of_a_date(text: str, start: str | None, end: str | None) -> None:
    (mention,) = find(text)
    assert (mention.time_start, mention.time_end) == (
        dt.time.fromisoformat(start) if start else None,
        dt.time.fromisoformat(end) if end else None,
    )
    assert (mention.time_span is None) == (start is None and end is None)


def test_dates_in_speech_count_and_in_titles_do_not() -> None:
    check("„Sāksim [[5. maijā|DATE|XXXX-05-05]], jo tā vajag,” saka vadītājs.")
    check("Izstāde „18. novembris Latvijā” atvērta.")
    check('Plāns "Attīstības programma [[2014.-2020. gadam|DATE|2014/2020]]" apstiprināts.')


def test_the_component_pickles() -> None:
    copy = pickle.loads(pickle.dumps(DATES))
    doc = NLP.make_doc("Talka 5. maijā.")
    assert copy.find(doc) == DATES.find(doc)


def test_a_users_rules_are_laid_over_the_shipped_ones(tmp_path: Path) -> None:
    folder = tmp_path / "dates"
    folder.mkdir()
    (folder / "deictic.yaml").write_text(
        "- {id: aizparīt, unit: day, offset: 3, forms: [aizparīt]}\n", encoding="utf-8"
    )
    component = create_dates(NLP, "dates", [str(tmp_path)])
    doc = NLP.make_doc("Talka aizparīt, ne rīt.")
    set_published(doc, dt.date(2022, 6, 10))
    assert [value_of(m) for m in component.find(doc)] == ["2022-06-13", "2022-06-11"]


@pytest.mark.parametrize("pattern", ["DAY1 NOSUCHATOM", "DAY1 ("])
def test_a_broken_pattern_is_told(tmp_path: Path, pattern: str) -> None:
    folder = tmp_path / "dates"
    folder.mkdir()
    (folder / "patterns.yaml").write_text(
        f"- {{id: mine, pattern: '{pattern}', examples: [a], counter_examples: [b]}}\n",
        encoding="utf-8",
    )
    with pytest.raises(RuleFileError, match=r"patterns\.yaml.*'mine'"):
        create_dates(NLP, "dates", [str(tmp_path)])


def test_it_runs_in_several_processes() -> None:
    nlp = spacy.blank("lv")
    nlp.add_pipe("novads_dates")
    docs = nlp.pipe(["Talka 5. maijā.", "Sēde 2022. gada 6. jūnijā."], n_process=2)
    values = [[value_of(m) for m in get_mentions(doc, "novads_dates")] for doc in docs]
    assert values == [["XXXX-05-05"], ["2022-06-06"]]
