"""Sums of money: a table of what is found, a table of what isn't, and properties."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from decimal import Decimal

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from novads.markup import parse_markup, value_of
from novads.mentions.component import get_mentions, set_regions
from novads.mentions.money import Lexicon, find_money
from novads.objects import Money, Region, RegionKind
from novads.ruleset import RuleSet

LEXICON = Lexicon(RuleSet())

FOUND = [
    # currency after, separators
    "Kopējās izmaksas ir [[151 050,00 EUR|MONEY|151050.00 EUR]].",
    "Kopējās izmaksas ir [[48\u00a0454,95 EUR|MONEY|48454.95 EUR]].",
    "Kopējās izmaksas ir [[48\u202f454,95\u00a0EUR|MONEY|48454.95 EUR]].",
    "Kopējās izmaksas ir [[331 014.60 EUR|MONEY|331014.60 EUR]].",
    "Izmaksas ir [[97860,06 EUR|MONEY|97860.06 EUR]] un [[358639.55 EUR|MONEY|358639.55 EUR]].",
    "Pašvaldība sedz [[109 886.97EUR|MONEY|109886.97 EUR]].",
    "Līgums par [[11,690,504 €|MONEY|11690504 EUR]] parakstīts.",
    "Līgums par [[1.234.567,89 EUR|MONEY|1234567.89 EUR]].",
    "Līgums par [[1,234,567.89 EUR|MONEY|1234567.89 EUR]].",
    "Summa [[480’506.67 EUR|MONEY|480506.67 EUR]].",
    "Summa [[480'506,67 EUR|MONEY|480506.67 EUR]].",
    "Summa [[299 880,6 EUR|MONEY|299880.6 EUR]].",
    "Tas ir [[183 000 eiro|MONEY|183000 EUR]] jeb [[9980 eiro|MONEY|9980 EUR]] gadā.",
    "Budžets ir [[2 000 577 EUR|MONEY|2000577 EUR]], iepriekš [[1 495 209 EUR|MONEY|1495209 EUR]].",
    "Izlietoti [[11 787 647 euro|MONEY|11787647 EUR]].",
    "Balva – [[5200 Eur|MONEY|5200 EUR]]; [[7000,50 EURO|MONEY|7000.50 EUR]].",
    "Cena [[0,50 EUR|MONEY|0.50 EUR]] gabalā.",
    "Tarifs ir [[0,123 EUR|MONEY|0.123 EUR]] par kilovatstundu.",
    "Cena [[20,- EUR|MONEY|20 EUR]].",
    "Maksa [[5€|MONEY|5 EUR]] personai.",
    "Kopā [[100\nEUR|MONEY|100 EUR]] par darbu.",
    # before, both
    "Finansējums [[EUR 70 657,91|MONEY|70657.91 EUR]], no tā [[EUR 3920|MONEY|3920 EUR]].",
    "Finansējums [[EUR 11 354 188,46 EUR|MONEY|11354188.46 EUR]].",
    "Finansējums [[€ 3,2 milj.|MONEY|3200000 EUR]] apmērā.",
    "Budžets [[EUR 12 500|MONEY|12500 EUR]] 2019. gadā.",
    "Atbalsts [[EUR70 000|MONEY|70000 EUR]].",
    "Kopā 2021. gadā [[EUR 500|MONEY|500 EUR]].",
    "Projektam 2021 [[EUR 500|MONEY|500 EUR]].",
    # a number in front
    "2022. gadā [[48 454,95 EUR|MONEY|48454.95 EUR]] piešķirti.",
    "Gadā 2022 [[350 EUR|MONEY|350 EUR]] piešķirti.",
    "Gadā 2022 [[48 454,95 EUR|MONEY|48454.95 EUR]] piešķirti.",
    "Projektam Nr. 5 [[100 000 EUR|MONEY|100000 EUR]].",
    "Adrese LV-4570 [[20 EUR|MONEY|20 EUR]].",
    "Par 120 m2 [[500 EUR|MONEY|500 EUR]] mēnesī.",
    "Aktivitātei 19.2.2 [[10 000 EUR|MONEY|10000 EUR]].",
    "Rīcībai 19.2 [[100 000 EUR|MONEY|100000 EUR]].",
    "Datums 12.05.2021 [[100 EUR|MONEY|100 EUR]].",
    "Plkst. 17.00 [[5 EUR|MONEY|5 EUR]].",
    "Izmaksas ir[[151 050 EUR|MONEY|151050 EUR]].",
    # words
    "Izmaksas [[3,2 milj. eiro|MONEY|3200000 EUR]].",
    "Ieguldīs [[1,5 miljonus eiro|MONEY|1500000 EUR]].",
    "Piešķirti [[14 tūkstoši eiro|MONEY|14000 EUR]] un [[75,2 mlj. EUR|MONEY|75200000 EUR]].",
    "Piešķirti [[29,18 miljoni euro|MONEY|29180000 EUR]].",
    "Piešķirti [[3,245 milj. eiro|MONEY|3245000 EUR]].",
    "Piešķirti [[19,49 milj. €|MONEY|19490000 EUR]].",
    "Piešķirts [[pusmiljons eiro|MONEY|500000 EUR]].",
    "Piešķirts [[pusotrs miljons eiro|MONEY|1500000 EUR]].",
    "Iegūs [[pusotru miljonu eiro|MONEY|1500000 EUR]].",
    "Tas ir [[trīs ar pusi miljoni eiro|MONEY|3500000 EUR]].",
    "Tas ir [[divarpus tūkstoši latu|MONEY|2500 LVL]].",
    "Ieguldīts [[miljons eiro|MONEY|1000000 EUR]].",
    "Balva [[simts eiro|MONEY|100 EUR]] vai [[divi tūkstoši eiro|MONEY|2000 EUR]].",
    "Balva [[divsimt piecdesmit eiro|MONEY|250 EUR]].",
    "Balva [[trīs tūkstoši četri simti divdesmit pieci eiro|MONEY|3425 EUR]].",
    "Kopā [[2 miljoni 300 tūkstoši eiro|MONEY|2300000 EUR]].",
    "Kopā [[14 tūkst. EUR|MONEY|14000 EUR]], [[2 mljrd. eiro|MONEY|2000000000 EUR]].",
    "2022 [[divi tūkstoši eiro|MONEY|2000 EUR]].",
    "[[SIMTS EIRO|MONEY|100 EUR]] katram.",
    "Kopā [[€1.5m|MONEY|1500000 EUR]] un [[500k EUR|MONEY|500000 EUR]].",
    # spelled-out copies
    "Balva [[divdesmit tūkstoši (20 000) eiro|MONEY|20000 EUR]].",
    "Balva [[20 000 (divdesmit tūkstoši) eiro un 00 centi|MONEY|20000.00 EUR]].",
    "Maksa [[500,00 (pieci simti) EURO|MONEY|500.00 EUR]].",
    "Maksa [[500 EUR (pieci simti eiro)|MONEY|500 EUR]].",
    "Maksa [[EUR 100,00 (viens simts eiro un 00 centi)|MONEY|100.00 EUR]] mēnesī.",
    "Maksa [[4000,00 (..) EURO|MONEY|4000.00 EUR]].",
    "Maksa [[12 149,22 (..)|MONEY|12149.22 EUR]], agrāk [[10 EUR|MONEY|10 EUR]].",
    "Nodeva ir [[28,46 euro|MONEY|28.46 EUR]] ([[Ls 20|MONEY|20 LVL]]).",
    "Grants [[EUR 12 345|MONEY|12345 EUR]], 67 skolām.",
    "Vērtība [[8 miljoni eiro|MONEY|8000000 EUR]] ([[5,6 miljoni latu|MONEY|5600000 LVL]]).",
    # lats and others
    "Izmaksas [[24200 LVL|MONEY|24200 LVL]].",
    "Izmaksas [[131 422,55 lati|MONEY|131422.55 LVL]].",
    "Izmaksas [[Ls 12000|MONEY|12000 LVL]], [[4400,41 lats|MONEY|4400.41 LVL]].",
    "Izmaksas [[LVL 142 318,4|MONEY|142318.4 LVL]]; [[Ls 5,-|MONEY|5 LVL]]",
    "Ieeja [[2 lati un 50 santīmi|MONEY|2.50 LVL]], bērniem [[50 santīmu|MONEY|0.50 LVL]].",
    "Ieeja [[3 eiro un 50 centi|MONEY|3.50 EUR]]; [[1 eiro 20 centi|MONEY|1.20 EUR]].",
    "Ieeja [[50 eirocenti|MONEY|0.50 EUR]].",
    "Budžets [[75 milj. dāņu kronas|MONEY|75000000 DKK]].",
    "Ziedoja [[12 000 zviedru kronu|MONEY|12000 SEK]], [[900 Igaunijas kronas|MONEY|900 EEK]].",
    "Cena [[$20|MONEY|20 USD]], [[35 USD|MONEY|35 USD]], [[50 ASV dolāru|MONEY|50 USD]].",
    "Cena [[20 sterliņu mārciņas|MONEY|20 GBP]], [[40 zlotu|MONEY|40 PLN]].",
    "Cena [[300 Lietuvas litu|MONEY|300 LTL]], [[2000 Ukrainas grivnas|MONEY|2000 UAH]].",
    # ranges and lists
    "Ieeja [[5-10 EUR|MONEY|5..10 EUR]].",
    "Ieeja [[5 – 10 eiro|MONEY|5..10 EUR]].",
    "Atbalsts no [[3000|MONEY|3000 EUR]] līdz [[5000 eiro|MONEY|5000 EUR]].",
    "Atbalsts [[3000 līdz 5000 eiro|MONEY|3000..5000 EUR]].",
    "Atbalsts no [[3000 eiro|MONEY|3000 EUR]] līdz [[5000 eiro|MONEY|5000 EUR]].",
    "Atbalsts [[EUR 3000–5000|MONEY|3000..5000 EUR]].",
    "Atbalsts [[2–3 milj. eiro|MONEY|2000000..3000000 EUR]].",
    "Maksa [[2,50–3,00 EUR|MONEY|2.50..3.00 EUR]].",
    "Maksa [[20 – 50 centi|MONEY|0.20..0.50 EUR]].",
    "Biļetes [[3|MONEY|3 EUR]] un [[5 eiro|MONEY|5 EUR]].",
    "Biļetes [[3|MONEY|3 EUR]], [[5|MONEY|5 EUR]] vai [[7 eiro|MONEY|7 EUR]].",
    "Biļetes [[3|MONEY|3 EUR]]/[[5 EUR|MONEY|5 EUR]].",
    "Biļete [[500EUR|MONEY|500 EUR]]/[[1000EUR|MONEY|1000 EUR]].",
    "Cenas: [[7,00|MONEY|7.00 EUR]]; [[10,00|MONEY|10.00 EUR]]; [[15,00 EUR|MONEY|15.00 EUR]]",
    # no currency
    "Izmaksas ir [[293 346.69|MONEY|293346.69 EUR]], ES [[200 000,00 EUR|MONEY|200000.00 EUR]].",
    "Finansējums: [[30 000|MONEY|30000 EUR]], no tā [[5000 EUR|MONEY|5000 EUR]] sedz dome.",
    "Piešķirti [[440 tūkstoši|MONEY|440000 EUR]], vajag [[100 tūkstošus eiro|MONEY|100000 EUR]].",
    "ELFLA [[220500,00|MONEY|220500.00 EUR]]; dome [[24500,00 EUR|MONEY|24500.00 EUR]]",
]

NOT_FOUND = [
    "Novadā dzīvo 2100 iedzīvotāju.",
    "Zvaniet pa tālruni +371 29 12 34 56 vai 65 123 456.",
    "Tālr. 29123456, fakss 65 12 34 56.",
    "Smilšu iela 8, Cēsis, LV-4101.",
    "Indekss LV- 5120 eiro zonā.",
    "2022. gada 7. augustā plkst. 17.00.",
    "No 2014.-2020. gadam.",
    "ERAF sedz 85% no izmaksām, pašvaldība 15,00 %.",
    "Projekts Nr. 8.1.2.0/17/I/036.",
    "Projekta numurs 12-09-LL03-L413201-000013.",
    "Reģistrācijas Nr. 40003245752.",
    "Platība ir 12 345,67 m2.",
    "Ceļa garums ir 1,25 km, izmaksas precizēs.",
    "Piedalījās 1 234 cilvēki un 14 tūkstoši skatītāju.",
    "Divi tūkstoši skatītāju ieradās svētkos.",
    "Miljons skatītāju.",
    "UEFA EURO 2020 fināls.",
    "Euro 6 dzinējs.",
    "Eiropas Savienība, 27 valstis.",
    "Ieeja bez maksas, sākums 19.00.",
    "Vairāki tūkstoši eiro ziedoti.",
    "Dažus simtus eiro saņēma katrs.",
    "Simtiem tūkstošu eiro vērts īpašums.",
    "Darbības programmas 4.2.2.1. pasākums.",
    "19.2.2. aktivitāte, 4. kārta.",
    "Zivs svēra 12 mārciņas.",
    "Pasniegtas 3 kronas.",
    "Eiro ieviesa 2014. gadā.",
    "Latvijas simtgade, 100 gadi.",
    "5 eirofondu pieteikumi.",
    "Pieteikties uz 3 latviešu valodas kursiem.",
    "Pulcēšanās plkst. 9.30–10.00.",
    "Rezultāts 3:2, vārti 12,45 minūtē.",
    "Koordinātas 56,123 un 24,456.",
    "Kopējais finansējums apstiprināts 12.05.2021.",
    "Finansējuma intensitāte 85,00 procenti.",
    "Izmaksu tāme, 3. pielikums, 12. lpp.",
    "50 centri piedalījās.",
    "Budžets apstiprināts ar 12 balsīm.",
    "Atbalsts 1 234 ģimenēm un 500 senioriem.",
    "Dzimis 1988./1989. gadā.",
    "Trase 10 km, finišs 12,50 km.",
    "Līdzekļi piešķirti 25 projektiem.",
    "EUR un LVL ir valūtas.",
    "Novadā 12 345, 67 skolas un 12 bibliotēkas.",
    "Direktīvas 91/383/EEK 1. panta 2. punkts.",
]


@pytest.mark.parametrize("marked", FOUND)
def test_found(marked: str) -> None:
    text, expected = parse_markup(marked)
    found = find_money(text, LEXICON)
    assert [(m.span.text, value_of(m)) for m in found] == [
        (text[m.start : m.end], m.value) for m in expected
    ]
    assert [m.span.start for m in found] == [m.start for m in expected]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_not_found(text: str) -> None:
    assert find_money(text, LEXICON) == []


def only(text: str) -> Money:
    (money,) = find_money(text, LEXICON)
    return money


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("Maksā 1.234 EUR.", ("1234", "1.234")),
        ("Maksā 1,234 EUR.", ("1234", "1.234")),
        ("Maksā 12 345.678 EUR.", ("12345678", "12345.678")),
        ("Maksā 1234,567 EUR.", ("1234.567", "1234567")),
        ("Lote Nr. 5 100 000 EUR.", ("100000", "5100000")),
        ("Maksā 10-15 000 EUR.", ("10000", "10")),
        ("Maksā 500 EUR (seši simti eiro).", ("500", "600")),
    ],
)
def test_ambiguous_figures_show_all_readings(text: str, readings: tuple[str, ...]) -> None:
    money = only(text)
    assert money.is_ambiguous
    assert money.readings == tuple(map(Decimal, readings))
    assert money.amount == money.readings[0]
    assert money.problem
    assert money.confidence < 0.8


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Maksā 4086,00,00 EUR.", "4086"),
        ("Maksā 4086,50,00 EUR.", "4086.50"),
        ("Maksā 1.500.00 EUR.", "1500.00"),
        ("Maksā 1.250 000 EUR.", "1250000"),
        ("Maksā 12 345, 67 EUR.", "12345.67"),
        ("Maksā 12.34.567 EUR.", "12"),
    ],
)
def test_faulty_figures_are_marked(text: str, amount: str) -> None:
    money = only(text)
    assert money.amount == Decimal(amount)
    assert money.problem
    assert money.span.text.endswith("EUR")


@pytest.mark.parametrize(
    ("text", "qualifiers", "percent"),
    [
        ("Līdz 10 000 EUR bez PVN.", ["up_to", "without_vat"], None),
        ("Ne vairāk kā 3000 eiro (ar PVN).", ["up_to", "with_vat"], None),
        ("Vairāk kā 84 000 EUR.", ["more_than"], None),
        ("Ap 9 milj. eiro.", ["about"], None),
        ("200 latu robežās.", ["up_to"], None),
        ("Nepārsniedzot EUR 5 000 000,00.", ["up_to"], None),
        ("Līdz pat 1000 eiro.", ["up_to"], None),
        ("9980 eiro, ieskaitot pievienotās vērtības nodokli.", ["with_vat"], None),
        ("ERAF sedz 85% jeb 12 000 EUR.", [], "85"),
        ("ERAF sedz 12 000 EUR (79.74%).", [], "79.74"),
        ("ERAF sedz 12 000 EUR jeb 85 procentus.", [], "85"),
        ("Cena 605 EUR (21% PVN).", [], None),
        ("Cena 605 EUR.", [], None),
    ],
)
def test_words_beside(text: str, qualifiers: list[str], percent: str | None) -> None:
    money = only(text)
    assert list(money.qualifiers) == qualifiers
    assert money.percent == (None if percent is None else Decimal(percent))


def test_currency_of_the_time_is_marked() -> None:
    money = only("2019. gadā kopējās izmaksas ir 293 346.69, darbi pabeigti.")
    assert (money.amount, money.currency) == (Decimal("293346.69"), "EUR")
    assert money.problem == "no currency is stated in the article"
    assert only("2009. gadā kopējās izmaksas ir 293 346.69, darbi.").currency == "LVL"
    assert find_money("Kopējās izmaksas ir 293 346.69, darbi.", LEXICON) == []


# --- properties ---

AMOUNTS = st.decimals(min_value=0, max_value=Decimal("999999999.99"), places=2)
SPACE = st.sampled_from([" ", "\u00a0", "\u202f"])
FRAMES = [
    ("{n}{g}EUR", "EUR"),
    ("{n}{g}eiro", "EUR"),
    ("{n} Eur", "EUR"),
    ("{n}{g}€", "EUR"),
    ("EUR{g}{n}", "EUR"),
    ("€{n}", "EUR"),
    ("EUR {n} EUR", "EUR"),
    ("{n} euro", "EUR"),
    ("{n}{g}LVL", "LVL"),
    ("Ls{g}{n}", "LVL"),
    ("{n} latu", "LVL"),
    ("{n} (..) EURO", "EUR"),
    ("{n} zviedru kronas", "SEK"),
]
CONTEXTS = [
    "{}",
    "Kopējās izmaksas ir {}.",
    "2021. gadā {} piešķīra dome.",
    "ERAF finansējums – {}; pārējo sedz dome.",
    "({})",
    "Darbi maksās līdz {}, bet ne vairāk.",
    "„Projekts”: {}\nPlkst. 17.00",
]


def written(amount: Decimal, thousands: str, decimal: str, places: int) -> str:
    whole, _, cents = f"{amount:,.2f}".partition(".")
    return whole.replace(",", thousands) + (decimal + cents if places else "")


@given(
    amount=AMOUNTS,
    shape=st.sampled_from(
        [("s", ","), ("s", "."), ("", ","), ("", "."), (".", ","), (",", "."), ("’", ".")]
    ),
    space=SPACE,
    gap=SPACE,
    frame=st.sampled_from(FRAMES),
    context=st.sampled_from(CONTEXTS),
    cents=st.booleans(),
)
def test_any_amount_in_any_shape(
    amount: Decimal,
    shape: tuple[str, str],
    space: str,
    gap: str,
    frame: tuple[str, str],
    context: str,
    cents: bool,
) -> None:
    thousands, decimal = shape
    if not cents and thousands in (".", ","):
        thousands = " "  # 1.234 alone has two readings: tested above
    if not cents:
        amount = amount.to_integral_value()
    figure = written(amount, space if thousands == "s" else thousands, decimal, 2 if cents else 0)
    surface = frame[0].format(n=figure, g=gap)
    text = context.format(surface)
    (money,) = find_money(text, LEXICON)
    assert money.span.text == surface
    assert money.span.start == text.index(surface)
    assert money.amount == amount
    assert money.currency == frame[1]
    assert money.problem is None
    assert not money.readings


@given(st.text(alphabet="0123456789 .,'’-–()%EURlatsnoīdz\n€LVmiljonu", max_size=80))
def test_anything_is_read_without_failing(text: str) -> None:
    for money in find_money(text, LEXICON):
        assert text[money.span.start : money.span.end] == money.span.text


# --- cost ---


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1 ",
        "1.",
        "1,",
        "100 ",
        "1 EUR ",
        "EUR 1 ",
        "simts ",
        "miljons ",
        "1 - ",
        "no 1 līdz ",
        "1 (",
        "1 un ",
        "(..)",
        "5% jeb ",
        "12,34; ",
        "izmaksas 12,34 ",
    ],
)
def test_cost_grows_no_faster_than_the_input(unit: str, assert_linear: Callable[..., None]) -> None:
    assert_linear(lambda text: find_money(text, LEXICON), unit)


# --- component ---


def test_component_looks_in_the_regions_and_travels() -> None:
    nlp = spacy.blank("lv")
    component = nlp.add_pipe("novads_money")
    text = "Cena 5 EUR. Izvēlne 6 EUR"
    doc = nlp.make_doc(text)
    set_regions(
        doc,
        [
            Region(start=0, end=11, kind=RegionKind.BODY, source="rule:test"),
            Region(start=11, end=len(text), kind=RegionKind.NAVIGATION, source="rule:test"),
        ],
    )
    copy = pickle.loads(pickle.dumps(component))
    for each in (component, copy):
        (money,) = get_mentions(each(doc), "novads_money")
        assert money.span.text == "5 EUR"
