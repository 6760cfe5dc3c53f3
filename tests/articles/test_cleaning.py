"""Telling an article from the rest of its page: whole pages, lines of every rule, properties."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from novads.articles.cleaning import find_regions
from novads.articles.rules import LineRule, MenuEntry, SectionRule
from novads.objects import Region, RegionKind
from novads.ruleset import RuleSet

KINDS = {
    "B": RegionKind.BODY,
    "H": RegionKind.HEADING,
    "C": RegionKind.CALENDAR,
    "N": RegionKind.NAVIGATION,
    "S": RegionKind.SHARING,
    "K": RegionKind.COOKIES,
    "P": RegionKind.CAPTION,
    "T": RegionKind.COMMENTS,
    "W": RegionKind.WIDGET,
    "R": RegionKind.RELATED,
    "L": RegionKind.LISTING,
    "M": RegionKind.META,
}

MENU_THEN_ARTICLE = """
N Pāriet uz saturu
N Izvēlne
N Sākums
N Jaunumi
N Pašvaldība
N Izglītība
N Kontakti
W Piektdiena, 22. augusts
W Vārda dienas: Rudīte, Everita
W +17° C, vējš 4.53 m/s
N Sākums > Jaunumi > Projekti
H Vecpilī atjaunos ūdenstorni
M 12.03.2021
B Vecpils pagastā sākti ūdenstorņa atjaunošanas darbi, un tos plānots pabeigt līdz rudenim.
S Dalies
S Facebook Twitter
B Darbus veic uzņēmums no Kuldīgas, bet projekta kopējās izmaksas ir 45 200,00 EUR.
B Projekta vadītāja Anna Liepa,
B tālr. 12345678, e-pasts: anna@vecpils.example
S Drukāt
N Atpakaļ
R Saistītās ziņas
R Skolā sākas remonts
R Izsludināta cenu aptauja par malku
N © 2021 Vecpils pašvaldība
"""

RESUMES = """
H Dziesmu diena Rītos
B Sestdien, 5. septembrī, Rītu estrādē notiks dziesmu diena, un tajā piedalīsies septiņi kori.
P Foto 1
P Foto: Jānis Kalns
R Lasi arī:
R Kori gatavojas svētkiem
B Pēc koncerta visi dalībnieki kopā ar skatītājiem dosies gājienā uz parku, kur būs zaļumballe.
S Share on Facebook
B Ieeja ir bez maksas, un pasākumu atbalsta Rītu novada pašvaldība kopā ar uzņēmējiem.
T Komentāri (2)
T Ilze, pirms 10 gadiem
T Man ļoti patika tas koncerts, un es noteikti braukšu vēl un ņemšu līdzi draugus.
T Atbildēt
T Pēteris, pirms 9 gadiem
T Bija labi, bet skaņa vietām bija par klusu, un mēs neko nedzirdējām.
"""

PROGRAMME = """
H Kalnu pagasta svētku programma
B 18. jūnijs
B 11.00 Koncerts estrādē
B 12.30 Zupas vārīšana
B 13.00 Amatnieku tirgus
B Sestdiena, 19. jūnijs
B 10.00 Dievkalpojums baznīcā
B 21.00 Balle
B Ieeja brīva
"""

CARD = """
H ES projekts
B Projekta nosaukums: „Zaļais loks”
B Projekta numurs: 4.5.1.1/21/I/004
B Projekta partneri:
B Kalnu novada pašvaldība
B Lejas novada pašvaldība
B Biedrība „Zaļie”
B Kopējās izmaksas: 120 000,00 EUR
B ERAF finansējums: 102 000,00 EUR
"""

PARTNERS = """
H Tikšanās Milānā
B Kalnu novada delegācija piedalījās sanāksmē Milānā, kur satikās septiņu valstu partneri:
B Milānas pilsēta (Itālija)
B Nīcgales pagasts
B Budaörša (Ungārija)
B Rīgas plānošanas reģions
B Sanāksmē pārrunāja projekta gaitu un nākamos darbus, kas jāpabeidz līdz gada beigām.
"""

ONLY_CALENDAR = """
C Notikumu kalendārs
C Calendar of Notikumi
C Pi Pir
C Ot Otr
C Tr Tre
C Ce Cet
C 9 notikumi,
C Izstāde par bitēm
C 5 notikumi,
C Lasītāju klubs
"""

LISTING_AFTER = """
H Atklāta jauna taka
B Purva malā atklāta jauna taka, un to jau pirmajā dienā izstaigāja vairāk nekā simts cilvēku.
L Tuvākie pasākumi
L 12. jūnijā plkst. 18.00 Koncerts Ozolu estrādē
L 15. jūnijā Izstādes atklāšana muzejā
K Šī vietne izmanto sīkdatnes, lai uzlabotu tās darbību.
K Piekrītu
"""

PAGE_DATES = """
N Aktualitātes
H Skolā siltinās jumtu
M Publicēts: 12.03.2021.
B Bērzu skolā šovasar siltinās jumtu, un darbi sāksies uzreiz pēc izlaiduma jūnija vidū.
B Autore: Ilze Ozola
M Pievienots 2021. gada 3. martā
W Skatījumi: 120
"""

TEASERS = """
H Iesvētīts zvans
B Ozolu baznīcā iesvētīts jaunais zvans, ko draudze kopā ar novada ļaudīm krāja trīs gadus.
R Jaunākās ziņas
R Sākas pieteikšanās nometnei
R 12.03.2020
R Nometne šogad notiks pie ezera, un tajā bērni mācīsies airēt un peldēt kopā ar treneriem...
N Lasīt vairāk
R Remonts kultūras namā
R 10.03.2020
R Kultūras nama lielajā zālē maina grīdu, tāpēc pasākumi līdz rudenim notiks skolas telpās...
N Lasīt vairāk
"""

CALENDAR_IN_THE_MIDDLE = """
H Izsludina konkursu
C Kalendārs
C Maijs 2021
C Pi Ot Tr Ce Pk Se Sv
C 1 2 3 4 5 6 7
C 8 9 10 11 12 13 14
B Kalnu novada pašvaldība izsludina projektu konkursu, kurā var pieteikties ikviena biedrība.
B Pieteikumi jāiesniedz līdz 28. jūlijam plkst. 12.00 pašvaldībā vai nosūtot pa pastu.
"""

TITLE_AFTER_SIDEBAR = """
R Jaunākās ziņas
R Izsole pagastā
R Atvērta skatu platforma
H Skolēni iestāda ozolus pie pils
B Kalnu skolas skolēni kopā ar vecākiem pie pils iestādīja simts ozolu, un talku vadīja mežzinis.
"""

EVENT_CARD = """
H Atpakaļ uz skolu
B Datums: 2018. gada 5. maijs
B Laiks: 18.00
B Kategorijas: bērni līdz 12 gadiem, jaunieši
B Vieta: Kalnu skola
S Dalies
B Sestdiena, 5. maijs
B 11.00 Atklāšana
B 12.00 Koncerts pagalmā
"""

UPCOMING_IS_THE_ARTICLE = """
H Tuvākie pasākumi
B 5. martā plkst. 12.00 Lasītāju klubs bibliotēkā
B 7. martā Sieviešu dienas koncerts
B Citi pasākumi
B 9. martā slēpošana
"""

SUBHEADINGS = """
H Konkurss biedrībām
B Kalnu novada pašvaldība izsludina konkursu, un tajā var piedalīties visas novada biedrības.
H Kontakti
B Papildu informāciju sniedz projekta vadītāja Anna Liepa, kas strādā pašvaldības otrajā stāvā.
H Izglītība
B Konkursā atbalstīs arī izglītības ieceres, ja tās ir vērstas uz sadarbību starp paaudzēm.
"""

PAGES = {
    "event-card": EVENT_CARD,
    "upcoming-is-the-article": UPCOMING_IS_THE_ARTICLE,
    "subheadings": SUBHEADINGS,
    "menu-then-article": MENU_THEN_ARTICLE,
    "article-resumes": RESUMES,
    "programme": PROGRAMME,
    "card": CARD,
    "partners": PARTNERS,
    "only-calendar": ONLY_CALENDAR,
    "listing-after": LISTING_AFTER,
    "page-dates": PAGE_DATES,
    "teasers": TEASERS,
    "calendar-in-the-middle": CALENDAR_IN_THE_MIDDLE,
    "title-after-sidebar": TITLE_AFTER_SIDEBAR,
}


def tagged(page: str) -> tuple[list[RegionKind], list[str]]:
    lines = [line.split(" ", 1) for line in page.strip().splitlines()]
    return [KINDS[tag] for tag, _ in lines], [text for _, text in lines]


def kind_at(regions: tuple[Region, ...], offset: int) -> RegionKind | None:
    return next((r.kind for r in regions if r.start <= offset < r.end), None)


@pytest.mark.parametrize("joint", ["\n", "\n\n", "\r\n", "\n  \n\t"])
@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_page(page: str, joint: str) -> None:
    kinds, lines = tagged(page)
    text = joint.join(lines)
    regions = find_regions(text)
    at = 0
    found = []
    for line in lines:
        at = text.index(line, at)
        found.append(kind_at(regions, at))
        at += len(line)
    assert list(zip(found, lines, strict=True)) == list(zip(kinds, lines, strict=True))


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_each_region_names_a_rule(page: str) -> None:
    rules = RuleSet()
    names = {r.id for r in rules.yaml("cleaning/lines.yaml", LineRule)}
    names |= {r.id for r in rules.yaml("cleaning/sections.yaml", SectionRule)}
    names |= {"body", "title", "subheading", "menu", "menu-line"}
    regions = find_regions("\n".join(tagged(page)[1]))
    assert {r.source.removeprefix("rule:") for r in regions} <= names


RULES: list[LineRule] = [
    *RuleSet().yaml("cleaning/lines.yaml", LineRule),
    *RuleSet().yaml("cleaning/sections.yaml", SectionRule),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_examples(rule: LineRule) -> None:
    pattern = regex.compile(rule.pattern, regex.IGNORECASE)
    for line in rule.examples:
        assert pattern.fullmatch(line), line
    for line in rule.counter_examples:
        assert not pattern.fullmatch(line), line


def test_rule_ids_are_unique() -> None:
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))


def test_menu_entries_are_unique_in_any_case() -> None:
    entries = [e.id.lower() for e in RuleSet().csv("cleaning/menu.csv", MenuEntry)]
    assert len(entries) == len(set(entries))


PIECES = [line for page in PAGES.values() for line in tagged(page)[1]]


@given(
    st.lists(st.sampled_from(PIECES) | st.text(alphabet="abĀ 1.,:-\n\r\u2028\u00a0", max_size=20)),
    st.sampled_from(["\n", "\n\n", "\r\n"]),
)
def test_regions_cover_all_that_is_not_blank(pieces: list[str], joint: str) -> None:
    text = joint.join(pieces)
    regions = find_regions(text)
    at = 0
    for region in regions:
        assert at <= region.start < region.end
        assert not text[at : region.start].strip()
        at = region.end
    assert not text[at:].strip()


@pytest.mark.parametrize("text", ["", "\n \n", "\u00a0"])
def test_blank_page_has_no_regions(text: str) -> None:
    assert find_regions(text) == ()


def test_one_paragraph_is_body() -> None:
    text = "Šodien bez virsraksta notiks talka, un uz to aicināts ikviens pagasta iedzīvotājs."
    (region,) = find_regions(text)
    assert region.kind is RegionKind.BODY


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "1 ",
        "- ",
        "a\n",
        "Sākums\n",
        "Dalies ",
        "logo a ",
        "1 notikumi,\n",
        "12.03.2021\n",
        "Komentāri\n",
        "facebook ",
        "sīkdatnes ",
        "° c ",
        "Lasi arī\n",
        "LV ",
    ],
)
def test_cost_grows_no_faster_than_the_input(unit: str, assert_linear: Callable[..., None]) -> None:
    assert_linear(find_regions, unit, size=20_000)


@pytest.mark.parametrize(
    "unit", ["a ", "-", "logo a", "1 ", "facebook", "Dalies ar ", "12.", "sīkdat"]
)
def test_no_line_of_any_length_is_slow(unit: str, assert_linear: Callable[..., None]) -> None:
    assert_linear(find_regions, (unit * 400)[:320] + "\n", size=6_400)


def test_cleaning_needs_no_spacy() -> None:
    code = "import novads.articles.cleaning, sys; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
