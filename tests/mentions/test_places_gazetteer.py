"""The lists of places: every row, their forms, and what their places lie in."""

from __future__ import annotations

from collections import Counter

import pytest

from novads.language.inflection import Case
from novads.mentions.places.lexicon import FILES, Gazetteer, PlaceName, listed_names
from novads.mentions.places.parents import PlaceLexicon
from novads.objects import PlaceKind
from novads.ruleset import RuleSet

RULES = RuleSet()
NAMES = listed_names(RULES)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(RULES)


@pytest.fixture(scope="module")
def lexicon() -> PlaceLexicon:
    return PlaceLexicon(RULES)


def of_kind(kind: PlaceKind) -> list[PlaceName]:
    return [place for place in NAMES.values() if place.kind is kind]


def test_the_lists_are_whole() -> None:
    parishes = {place.id for place in RULES.csv("places/parishes.csv", PlaceName)}
    assert len(parishes) == 510  # 512, two of which share their names with others
    today = [
        place
        for place in RULES.csv("places/municipalities.csv", PlaceName)
        if place.until is None and place.id.endswith(" novads")
    ]
    assert len(today) == 35  # and seven cities that are municipalities of their own: 42
    districts = [place for place in NAMES.values() if place.id.endswith(" rajons")]
    assert len(districts) == 26
    codes = {place.iso3166 for place in of_kind(PlaceKind.COUNTRY)} - {None}
    assert len(codes) > 190


def test_codes_are_of_one_shape() -> None:
    for place in NAMES.values():
        assert place.country is None or (len(place.country) == 2 and place.country.isupper())
        assert place.geonames is None or place.geonames.isdigit(), place.id
        if place.kind is PlaceKind.COUNTRY and place.iso3166 is not None:
            assert place.iso3166 == place.country, place.id
        if place.kind is PlaceKind.MUNICIPALITY and place.iso3166 is not None:
            assert place.iso3166.startswith("LV-")
            assert place.until in (None, "2025-06-30")


def test_geonames_ids_are_given_once() -> None:
    counted = Counter(place.geonames for place in NAMES.values() if place.geonames is not None)
    assert not [code for code, count in counted.items() if count > 1]


def test_what_a_place_lies_in_is_listed_and_in_force() -> None:
    for file in FILES:
        for place in RULES.csv(file, PlaceName):
            for outer in (*place.within, *place.successors):
                assert outer in NAMES, f"{place.id} lies in {outer}, which isn't listed"
                assert NAMES[outer].until is None, f"{place.id} lies in {outer}, which is no more"


def test_former_municipalities_have_successors() -> None:
    for place in of_kind(PlaceKind.MUNICIPALITY):
        if place.id.endswith(" novads"):
            assert (place.until is not None) == bool(place.successors), place.id
        if place.since is not None and place.until is not None:
            assert place.since < place.until, place.id


def test_no_list_has_a_name_twice() -> None:
    for file in FILES:
        counted = Counter(place.id for place in RULES.csv(file, PlaceName))
        assert not [name for name, count in counted.items() if count > 1], file


FORMS = """
Milāna: Milānas Milānai Milānu Milānā
Cēsis: Cēsu Cēsīm Cēsis Cēsīs
Talsi: Talsu Talsiem Talsus Talsos
Preiļi: Preiļu Preiļiem Preiļus Preiļos
Rugāji: Rugāju Rugājiem Rugājus Rugājos
Baloži: Baložu Baložiem Baložus Baložos
Ādaži: Ādažu Ādažiem Ādažus Ādažos
Zlēkas: Zlēku Zlēkām Zlēkas Zlēkās
Ogre: Ogres Ogrei Ogri Ogrē
Daugavpils: Daugavpils Daugavpilij Daugavpili Daugavpilī
Piltene: Piltenes Piltenei Pilteni Piltenē
Saldus: Saldus Saldum Saldu Saldū
Tukums: Tukuma Tukumam Tukumu Tukumā
Pļaviņas: Pļaviņu Pļaviņām Pļaviņas Pļaviņās
Saulkrasti: Saulkrastu Saulkrastiem Saulkrastus Saulkrastos
Vecmīlgrāvis: Vecmīlgrāvja Vecmīlgrāvim Vecmīlgrāvi Vecmīlgrāvī
Ķekavas novads: Ķekavas=novada Ķekavas=novadam Ķekavas=novadu Ķekavas=novadā
Madlienas pagasts: Madlienas=pagasta Madlienas=pagastam Madlienas=pagastu Madlienas=pagastā
Amerikas Savienotās Valstis: Amerikas=Savienoto=Valstu Amerikas=Savienotajās=Valstīs
Apvienotā Karaliste: Apvienotās=Karalistes Apvienotajai=Karalistei Apvienotajā=Karalistē
Igaunija: Igaunijas Igaunijai Igauniju Igaunijā
Beļģija: Beļģijas Beļģijai Beļģiju Beļģijā
Filipīnas: Filipīnu Filipīnām Filipīnās
Bahamu salas: Bahamu=salu Bahamu=salām Bahamu=salās
Peru: Peru
ASV: ASV
Tartu: Tartu
Viljandi: Viljandi
Batumi: Batumi
Šauļi: Šauļu Šauļiem Šauļos
Kuresāre: Kuresāres Kuresārei Kuresārē
Helsinki: Helsinku Helsinkiem Helsinkos
Atēnas: Atēnu Atēnām Atēnās
Sāremā: Sāremā
Vidzeme: Vidzemes Vidzemei Vidzemi Vidzemē
Melnā jūra: Melnās=jūras Melnajai=jūrai Melno=jūru Melnajā=jūrā
Rīgas jūras līcis: Rīgas=jūras=līča Rīgas=jūras=līcim Rīgas=jūras=līcī
Gaujas Nacionālais parks: Gaujas=Nacionālā=parka Gaujas=Nacionālajā=parkā
Burtnieks: Burtnieka Burtniekam Burtnieku Burtniekā
Lielais Ludzas ezers: Lielā=Ludzas=ezera Lielajam=Ludzas=ezeram Lielajā=Ludzas=ezerā
""".strip().splitlines()


@pytest.mark.parametrize("row", FORMS)
def test_forms_find_the_name(gazetteer: Gazetteer, row: str) -> None:
    name, forms = row.split(": ")
    for form in (name, *forms.split()):
        found = {entry.nominative for entry in gazetteer.index.lookup(form.replace("=", " "))}
        assert name in found, form


@pytest.mark.parametrize(
    ("form", "cases"),
    [
        ("Cēsīs", {Case.LOC}),
        ("Cēsu", {Case.GEN}),
        ("Talsos", {Case.LOC}),
        ("Daugavpils", {Case.NOM, Case.GEN}),
        ("Valmieru", {Case.ACC}),
    ],
)
def test_cases(gazetteer: Gazetteer, form: str, cases: set[Case]) -> None:
    assert gazetteer.cases(form) == cases


@pytest.mark.parametrize("form", ["rīga", "rīgā", "ogre", "saldus", "cēsis", "tartu"])
def test_small_letters_find_nothing(gazetteer: Gazetteer, form: str) -> None:
    assert not gazetteer.index.lookup(form)


@pytest.mark.parametrize("form", ["SALDŪ", "BROCĒNU NOVADĀ", "LUBĀNAS", "CĒSĪS", "IGAUNIJĀ"])
def test_capitals_find_the_name(gazetteer: Gazetteer, form: str) -> None:
    assert gazetteer.index.lookup(form)


@pytest.mark.parametrize(
    ("name", "parents"),
    [
        ("Milāna", ("Itālija",)),
        ("Verona", ("Itālija",)),
        ("Smiltene", ("Smiltenes novads", "Latvija")),
        ("Brocēni", ("Saldus novads", "Latvija")),
        ("Brocēnu novads", ("Saldus novads", "Latvija")),
        ("Varakļāni", ("Madonas novads", "Latvija")),
        ("Taurupes pagasts", ("Ogres novads", "Latvija")),
        ("Taurupe", ("Ogres novads", "Latvija")),
        ("Majori", ("Jūrmala", "Latvija")),
        ("Ķekavas novads", ("Latvija",)),
        ("Rīga", ("Latvija",)),
        ("Vidzeme", ("Latvija",)),
        ("Inčukalna novads", ("Latvija",)),  # it was divided between two
        ("Salas pagasts", ("Latvija",)),  # there are two of them
        ("Skotija", ("Lielbritānija",)),
        ("Latvija", ()),
        ("Latvijas Republika", ()),
        ("Baltijas jūra", ()),
        ("Neesmu", ()),
    ],
)
def test_parents(lexicon: PlaceLexicon, name: str, parents: tuple[str, ...]) -> None:
    assert lexicon.parents(name) == parents


def test_every_chain_of_parents_ends(lexicon: PlaceLexicon) -> None:
    for name in NAMES:
        assert len(lexicon.parents(name)) <= 3
        assert name not in lexicon.parents(name)


def test_countries_by_their_codes(lexicon: PlaceLexicon) -> None:
    assert lexicon.country("LV") == "Latvija"
    assert lexicon.country("IT") == "Itālija"
    assert lexicon.country("XX") is None
    place = lexicon.get("Milāna")
    assert place is not None
    assert place.country == "IT"
    assert place.ids == {"geonames": "3173435"}
    assert lexicon.get("Neesmu") is None
