"""Facts of Latvian grammar, and what the lists of names beside the repository say."""

import csv
import os
import pickle
import random
from pathlib import Path

import pytest

from novads.language.inflection import (
    Case,
    Casing,
    FormIndex,
    Number,
    Phrase,
    case_of,
    decline,
    decline_adjective,
    decline_phrase,
    forms,
    guess_declension,
    to_nominative,
)

SG, PL = Number.SINGULAR, Number.PLURAL
CASES = (Case.NOM, Case.GEN, Case.DAT, Case.ACC, Case.LOC)

# nominative, declension, number: nominative genitive dative accusative locative
NOUNS = """
tēvs 1 sg: tēvs tēva tēvam tēvu tēvā
tēvs 1 pl: tēvi tēvu tēviem tēvus tēvos
ceļš 1 sg: ceļš ceļa ceļam ceļu ceļā
ceļš 1 pl: ceļi ceļu ceļiem ceļus ceļos
kongress 1 sg: kongress kongresa kongresam kongresu kongresā
brālis 2 sg: brālis brāļa brālim brāli brālī
brālis 2 pl: brāļi brāļu brāļiem brāļus brāļos
lācis 2 pl: lāči lāču lāčiem lāčus lāčos
gulbis 2 sg: gulbis gulbja gulbim gulbi gulbī
kurmis 2 pl: kurmji kurmju kurmjiem kurmjus kurmjos
skapis 2 sg: skapis skapja skapim skapi skapī
grāvis 2 pl: grāvji grāvju grāvjiem grāvjus grāvjos
briedis 2 sg: briedis brieža briedim briedi briedī
lietis 2 sg: lietis lieša lietim lieti lietī
lasis 2 sg: lasis laša lasim lasi lasī
vēzis 2 pl: vēži vēžu vēžiem vēžus vēžos
dadzis 2 sg: dadzis dadža dadzim dadzi dadzī
zirnis 2 pl: zirņi zirņu zirņiem zirņus zirņos
alksnis 2 sg: alksnis alkšņa alksnim alksni alksnī
zvaigznis 2 sg: zvaigznis zvaigžņa zvaigznim zvaigzni zvaigznī
kāpslis 2 sg: kāpslis kāpšļa kāpslim kāpsli kāpslī
zizlis 2 sg: zizlis zižļa zizlim zizli zizlī
tētis 2 sg: tētis tēta tētim tēti tētī
Atis 2 sg: Atis Ata Atim Ati Atī
Valdis 2 sg: Valdis Valda Valdim Valdi Valdī
Jānis 2 sg: Jānis Jāņa Jānim Jāni Jānī
Čaikovskis 2 sg: Čaikovskis Čaikovska Čaikovskim Čaikovski Čaikovskī
teātris 2 sg: teātris teātra teātrim teātri teātrī
akmens 2 sg: akmens akmens akmenim akmeni akmenī
akmens 2 pl: akmeņi akmeņu akmeņiem akmeņus akmeņos
ūdens 2 sg: ūdens ūdens ūdenim ūdeni ūdenī
mēness 2 pl: mēneši mēnešu mēnešiem mēnešus mēnešos
suns 2 sg: suns suņa sunim suni sunī
tirgus 3 sg: tirgus tirgus tirgum tirgu tirgū
tirgus 3 pl: tirgi tirgu tirgiem tirgus tirgos
Saldus 3 sg: Saldus Saldus Saldum Saldu Saldū
māsa 4 sg: māsa māsas māsai māsu māsā
māsa 4 pl: māsas māsu māsām māsas māsās
puika 4m sg: puika puikas puikam puiku puikā
upe 5 sg: upe upes upei upi upē
upe 5 pl: upes upju upēm upes upēs
egle 5 pl: egles egļu eglēm egles eglēs
zvaigzne 5 pl: zvaigznes zvaigžņu zvaigznēm zvaigznes zvaigznēs
puse 5 pl: puses pušu pusēm puses pusēs
aste 5 pl: astes astu astēm astes astēs
pase 5 pl: pases pasu pasēm pases pasēs
universitāte 5 pl: universitātes universitāšu universitātēm universitātes universitātēs
halle 5 pl: halles haļļu hallēm halles hallēs
sacīkste 5 pl: sacīkstes sacīkšu sacīkstēm sacīkstes sacīkstēs
pils 6 sg: pils pils pilij pili pilī
pils 6 pl: pilis piļu pilīm pilis pilīs
valsts 6 pl: valstis valstu valstīm valstis valstīs
debess 6 pl: debesis debesu debesīm debesis debesīs
sirds 6 pl: sirdis siržu sirdīm sirdis sirdīs
Daugavpils 6 sg: Daugavpils Daugavpils Daugavpilij Daugavpili Daugavpilī
Cēsis 6p pl: Cēsis Cēsu Cēsīm Cēsis Cēsīs
durvis 6p pl: durvis durvju durvīm durvis durvīs
brokastis 6p pl: brokastis brokastu brokastīm brokastis brokastīs
Talsi 1p pl: Talsi Talsu Talsiem Talsus Talsos
Priekuļi 2p pl: Priekuļi Priekuļu Priekuļiem Priekuļus Priekuļos
Pļaviņas 4p pl: Pļaviņas Pļaviņu Pļaviņām Pļaviņas Pļaviņās
spēles 5p pl: spēles spēļu spēlēm spēles spēlēs
Tartu 0 sg: Tartu Tartu Tartu Tartu Tartu
RĪGA 4 sg: RĪGA RĪGAS RĪGAI RĪGU RĪGĀ
""".strip().splitlines()

ADJECTIVES = """
lielais sg: lielais lielā lielajam lielo lielajā
lielais pl: lielie lielo lielajiem lielos lielajos
lielā sg: lielā lielās lielajai lielo lielajā
lielā pl: lielās lielo lielajām lielās lielajās
liels sg: liels liela lielam lielu lielā
liels pl: lieli lielu lieliem lielus lielos
liela sg: liela lielas lielai lielu lielā
liela pl: lielas lielu lielām lielas lielās
zaļš sg: zaļš zaļa zaļam zaļu zaļā
vadošais sg: vadošais vadošā vadošajam vadošo vadošajā
pirmais sg: pirmais pirmā pirmajam pirmo pirmajā
galējais sg: galējais galējā galējam galējo galējā
galējā pl: galējās galējo galējām galējās galējās
Centrālā sg: Centrālā Centrālās Centrālajai Centrālo Centrālajā
""".strip().splitlines()

# nominative: genitive / dative / accusative / locative
PHRASES = """
Ķekavas novada pašvaldība: Ķekavas novada pašvaldības / Ķekavas novada pašvaldībai / Ķekavas novada pašvaldību / Ķekavas novada pašvaldībā
Eiropas Sociālais fonds: Eiropas Sociālā fonda / Eiropas Sociālajam fondam / Eiropas Sociālo fondu / Eiropas Sociālajā fondā
Centrālā finanšu un līgumu aģentūra: Centrālās finanšu un līgumu aģentūras / Centrālajai finanšu un līgumu aģentūrai / Centrālo finanšu un līgumu aģentūru / Centrālajā finanšu un līgumu aģentūrā
Latvijas Nacionālais kultūras centrs: Latvijas Nacionālā kultūras centra / Latvijas Nacionālajam kultūras centram / Latvijas Nacionālo kultūras centru / Latvijas Nacionālajā kultūras centrā
Vides aizsardzības un reģionālās attīstības ministrija: Vides aizsardzības un reģionālās attīstības ministrijas / Vides aizsardzības un reģionālās attīstības ministrijai / Vides aizsardzības un reģionālās attīstības ministriju / Vides aizsardzības un reģionālās attīstības ministrijā
Eiropas Lauksaimniecības fonds lauku attīstībai: Eiropas Lauksaimniecības fonda lauku attīstībai / Eiropas Lauksaimniecības fondam lauku attīstībai / Eiropas Lauksaimniecības fondu lauku attīstībai / Eiropas Lauksaimniecības fondā lauku attīstībai
biedrība „Zaļā zeme”: biedrības „Zaļā zeme” / biedrībai „Zaļā zeme” / biedrību „Zaļā zeme” / biedrībā „Zaļā zeme”
Lielā iela: Lielās ielas / Lielajai ielai / Lielo ielu / Lielajā ielā
Jaunais Rīgas teātris: Jaunā Rīgas teātra / Jaunajam Rīgas teātrim / Jauno Rīgas teātri / Jaunajā Rīgas teātrī
Vecā Rīga: Vecās Rīgas / Vecajai Rīgai / Veco Rīgu / Vecajā Rīgā
Dziesmu svētki: Dziesmu svētku / Dziesmu svētkiem / Dziesmu svētkus / Dziesmu svētkos
KULDĪGAS NOVADS: KULDĪGAS NOVADA / KULDĪGAS NOVADAM / KULDĪGAS NOVADU / KULDĪGAS NOVADĀ
Sabiedrība ar ierobežotu atbildību: Sabiedrības ar ierobežotu atbildību / Sabiedrībai ar ierobežotu atbildību / Sabiedrību ar ierobežotu atbildību / Sabiedrībā ar ierobežotu atbildību
""".strip().splitlines()  # noqa: E501

SURFACES = [
    ("Ķekavas novada pašvaldībai", "Ķekavas novada pašvaldība"),
    ("ĶEKAVAS NOVADA PAŠVALDĪBAI", "ĶEKAVAS NOVADA PAŠVALDĪBA"),
    ("Centrālajai vēlēšanu komisijai", "Centrālā vēlēšanu komisija"),
    ("Eiropas Sociālā fonda Plus", "Eiropas Sociālais fonds Plus"),
    ("biedrības „Mūsu mājas”", "biedrība „Mūsu mājas”"),
    ('nodibinājumam "Rokrokā"', 'nodibinājums "Rokrokā"'),
    ("„Siguldas” novada pašvaldībai", "„Siguldas” novada pašvaldība"),
    ("Ogres Lielajā ielā", "Ogres Lielā iela"),
    ("Dobeles pirmsskolā", "Dobeles pirmsskola"),
    ("Saeimas", "Saeima"),
    ("Milānā", "Milāna"),
    ("Briselē", "Brisele"),
    ("Talsos", "Talsi"),
    ("pašvaldībām", "pašvaldības"),
    ("Rīgas domes deputāts", "Rīgas domes deputāts"),
    ("SIA „Saule”", "SIA „Saule”"),
    ("SIA", "SIA"),
    ("eTwinning", "eTwinning"),
    ("Rīgas domes deputātam", "Rīgas domes deputāts"),
    ("Latvijas valsts simtgadei", "Latvijas valsts simtgade"),
    ("Jelgavas 4. vidusskolā", "Jelgavas 4. vidusskola"),
    (
        "Igaunijas–Latvijas programmā 2014.–2020. gadam",
        "Igaunijas–Latvijas programma 2014.–2020. gadam",
    ),
    ("Fonds atvērtai sabiedrībai", "Fonds atvērtai sabiedrībai"),
    ("Centrālās Baltijas jūras reģiona programmas", "Centrālās Baltijas jūras reģiona programma"),
    ("Vietējās rīcības grupas", "Vietējā rīcības grupa"),
    ("Valsts kultūrkapitāla fonda", "Valsts kultūrkapitāla fonds"),
    ("", ""),
]


def rows(lines, split="/"):
    for line in lines:
        label, cells = line.split(": ", 1)
        yield label, [cell.strip() for cell in cells.split(split)]


def table(lines):
    return [(*label.split(), cells.split()) for label, (cells,) in rows(lines)]


@pytest.mark.parametrize(("nominative", "declension", "number", "expected"), table(NOUNS))
def test_nouns(nominative, declension, number, expected):
    paradigm = decline(nominative, declension, number=Number(number))
    assert [paradigm[case][0] for case in CASES] == expected


@pytest.mark.parametrize(("nominative", "number", "expected"), table(ADJECTIVES))
def test_adjectives(nominative, number, expected):
    paradigm = decline_adjective(nominative, number=Number(number))
    assert [paradigm[case][0] for case in CASES] == expected


@pytest.mark.parametrize(("nominative", "expected"), list(rows(PHRASES)))
def test_phrases_there_and_back(nominative, expected):
    paradigm = decline_phrase(nominative)
    assert [paradigm[case][0] for case in CASES[1:]] == expected
    assert paradigm[Case.NOM] == (nominative,)
    if nominative != "Vecā Rīga":  # without a list, Rīgu can't be told from the genitive plural
        assert [to_nominative(form) for form in expected] == [nominative] * 4


@pytest.mark.parametrize(("surface", "nominative"), SURFACES)
def test_to_nominative(surface, nominative):
    assert to_nominative(surface) == nominative


@pytest.mark.parametrize(
    ("nominative", "code"),
    [
        ("novads", "1"),
        ("ceļš", "1"),
        ("lācis", "2"),
        ("akmens", "2"),
        ("Saldus", "3"),
        ("Rīga", "4"),
        ("Ogre", "5"),
        ("Ventspils", "6"),
        ("dalībvalsts", "6"),
        ("Baloži", "1p"),
        ("Atēnas", "4p"),
        ("Cēsis", "6p"),
        ("Oslo", "0"),
        ("Kalē", "0"),
        ("LIAA", "0"),
        ("mācīšanās", "refl"),
        ("Lielais", "adj_def"),
    ],
)
def test_guess_declension(nominative, code):
    assert guess_declension(nominative) == code


def test_a_name_of_one_thing_has_no_plural():
    assert forms("Rīga", number=SG)["Rīgas"] == {(Case.GEN, SG)}
    assert (Case.NOM, PL) in forms("Rīga")["Rīgas"]


def test_reflexive_nouns_lack_dative_and_locative():
    paradigm = decline("iepazīšanās")
    assert paradigm[Case.ACC] == ("iepazīšanos",)
    assert Case.DAT not in paradigm
    assert Case.LOC not in paradigm
    assert decline("iepazīšanās", number=PL)[Case.GEN] == ("iepazīšanos",)


def test_vocative():
    assert decline("draugs")[Case.VOC] == ("draug", "draugs")
    assert decline("brālis")[Case.VOC] == ("brāli",)


@pytest.mark.parametrize(
    ("nominative", "code", "number", "reason"),
    [
        ("Rīga", "7", None, "unknown declension"),
        ("Rīga", "1", None, "doesn't end in"),
        ("Talsi", "1p", SG, "plural only"),
    ],
)
def test_refusals(nominative, code, number, reason):
    with pytest.raises(ValueError, match=reason):
        decline(nominative, code, number=number)


def test_the_caller_marks_the_head():
    phrase = Phrase.parse("Dons pie Rostovas krasta", head=0)
    assert phrase.decline()[Case.GEN] == ("Dona pie Rostovas krasta",)
    with pytest.raises(ValueError, match="no word number 9"):
        Phrase.parse("Vecā Rīga", head=9)


def test_case_of():
    assert case_of("Ķekavas novada pašvaldībai") == {(Case.DAT, SG)}
    assert (Case.GEN, SG) in case_of("biedrības „Saule”")
    assert case_of("Eiropas Sociālā fonda") == {(Case.GEN, SG)}


@pytest.fixture(scope="module")
def index():
    return FormIndex(
        [
            ("Saldus", 1, "3"),
            ("Saldus novads", 2, ""),
            ("Ķekavas novada pašvaldība", 3),
            ("Ķekavas novads", 4),
            ("Salas", 5, "4p"),
            ("Tartu", 6, "0"),
            ("biedrība „Saldus sirds”", 7),
        ]
    )


def test_the_longest_name_wins(index):
    words = FormIndex.split("Vakar Ķekavas novada pašvaldībai un Ķekavas novadam")
    match = index.longest_match(words, 1)
    assert (match.start, match.end) == (1, 4)
    assert [(e.payload, e.cases) for e in match.entries] == [(3, {(Case.DAT, SG)})]
    assert index.longest_match(words, 5).entries[0].payload == 4
    assert index.longest_match(words, 0) is None
    assert index.longest_match(words, 2) is None


def test_letter_case(index):
    def found(text, **how):
        return [(e.payload, e.casing) for e in index.lookup(text, **how)]

    assert found("Saldū") == [(1, Casing.EXACT)]
    assert found("SALDŪ") == [(1, Casing.UPPER)]
    assert found("SALDUS NOVADĀ") == [(2, Casing.UPPER)]
    assert found("salās") == []
    assert found("salās", fold=True) == [(5, Casing.FOLDED)]
    assert found("Saldus Novadā", fold=True) == [(2, Casing.FOLDED)]
    assert found("Biedrībai „Saldus sirds”") == [(7, Casing.EXACT)]
    assert found("Salds") == []


def test_an_index_pickles(index):
    again = pickle.loads(pickle.dumps(index))
    assert again.lookup("Tartu")[0].nominative == "Tartu"
    assert len(again) == len(index)


def test_any_text_is_taken_without_an_error():
    letters = 'aāsšeiīuoģn „”"()-.1 AĀSIE'
    shuffle = random.Random(7)
    for _ in range(3000):
        text = "".join(shuffle.choice(letters) for _ in range(shuffle.randint(0, 14)))
        assert Phrase.split(text).text == text
        assert decline_phrase(text)[Case.NOM][0] == text
        assert case_of(text)
        assert isinstance(to_nominative(text), str)


def facts():
    folder = os.environ.get("NOVADS_SHARED") or Path(__file__).parents[2].parent / "shared"
    path = Path(folder) / "facts"
    if not path.is_dir():
        pytest.skip(f"the lists of names aren't there: {path} (set NOVADS_SHARED)")
    return path


def places():
    with (facts() / "places_seed.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_listed_places_have_the_listed_forms():
    wrong = []
    for row in places():
        paradigm = decline_phrase(row["nominative"], declension=row["declension"])
        wrong += [
            (row["nominative"], case)
            for case in ("gen", "dat", "acc", "loc")
            if row[case] not in paradigm[Case(case)]
        ]
    assert wrong == []


def test_listed_tokens_are_forms_of_their_nominatives():
    codes = {row["nominative"]: row["declension"] for row in places()}
    lines = (facts() / "inflection_check.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t")[1:] for line in lines if line and not line.startswith("#")]
    missed = [(t, n) for t, n in pairs if t not in forms(n, codes.get(n))]
    assert len(missed) <= 0.01 * len(pairs), missed
