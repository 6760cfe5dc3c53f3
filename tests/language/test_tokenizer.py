from __future__ import annotations

import json
import pickle
import shutil
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from novads.errors import ModelError
from novads.language.tokenizer import StanzaTokenizer, make_nlp
from novads.resources import models_dir


@pytest.fixture(scope="module")
def plain() -> spacy.Language:
    return make_nlp()


def tokens(nlp: spacy.Language, text: str) -> list[str]:
    return [token.text for token in nlp(text) if not token.is_space]


def sentences(nlp: spacy.Language, text: str) -> list[str]:
    return [sent.text.strip() for sent in nlp(text).sents]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Tikšanās 18. jūnijā.", ["Tikšanās", "18.", "jūnijā", "."]),
        ("Sākums plkst. 17.00 zālē", ["Sākums", "plkst.", "17.00", "zālē"]),
        ("Ir maize, medus u.c. labumi.", ["Ir", "maize", ",", "medus", "u.c.", "labumi", "."]),
        ("Līdz š.g. 20. maijam.", ["Līdz", "š.g.", "20.", "maijam", "."]),
        ("Ap 48 454,95 EUR.", ["Ap", "48 454,95", "EUR", "."]),
        ("SIA „Upe” darbi", ["SIA", "„", "Upe", "”", "darbi"]),
    ],
)
def test_tokens(plain: spacy.Language, text: str, wanted: list[str]) -> None:
    assert tokens(plain, text) == wanted


@pytest.mark.parametrize(
    "sentence",
    [
        "Ķekavas novada svētki notiks 18. jūnijā Ķekavā.",
        "Pasākums sāksies plkst. 17.00 Tautas namā.",
        "Varēs nopirkt medu, sieru u.c. gardumus.",
        "Pieteikties var līdz š.g. 20. jūnijam.",
        "Darbus 2022. gada 7. augustā pabeidza SIA „Celtnieks”.",
        "Sapulce notiks J. Raiņa ielā 5, Lubānas pag., Madonas nov., plkst. 18.",
        "Projekta Nr. 8.1.2.0/17/I/036 izmaksas ir 3,2 milj. eiro.",
    ],
)
def test_ordinals_and_abbreviations_end_no_sentence(plain: spacy.Language, sentence: str) -> None:
    both = f"{sentence} Visi ir laipni aicināti piedalīties."
    assert sentences(plain, both) == [sentence, "Visi ir laipni aicināti piedalīties."]


def test_a_blank_line_ends_a_sentence(plain: spacy.Language) -> None:
    assert sentences(plain, "Svētki Rojā\n\nSestdien dosimies jūrā") == [
        "Svētki Rojā",
        "Sestdien dosimies jūrā",
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("18.00 Gājiens\n19.30 Koncerts", ["18.00 Gājiens", "19.30 Koncerts"]),
        ("Ogrē atklāj parku\nParks ir liels.", ["Ogrē atklāj parku", "Parks ir liels."]),
        ("Konkursā var\npiedalīties ikviens.", ["Konkursā var\npiedalīties ikviens."]),
        ("Vērtēs:\r\na) ideju,\r\nb) darbu", ["Vērtēs:", "a) ideju,", "b) darbu"]),
        ("\u200b\nRīgā", ["\u200b", "Rīgā"]),
    ],
)
def test_a_line_ends_a_sentence_unless_it_is_wrapped(
    plain: spacy.Language, text: str, wanted: list[str]
) -> None:
    assert sentences(plain, text) == wanted


@pytest.mark.parametrize("gap", ["\n", "\r\n", "\t", "  ", "\n\n", "\u2028", " \n "])
def test_a_gap_divides_a_number(plain: spacy.Language, gap: str) -> None:
    assert tokens(plain, f"Tālrunis 26{gap}001 darbadienās") == [
        *("Tālrunis", "26", "001", "darbadienās")
    ]


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u202f"])
def test_a_single_blank_does_not(plain: spacy.Language, blank: str) -> None:
    text = f"Projekta izmaksas ir 48{blank}454,95 EUR."
    assert f"48{blank}454,95" in tokens(plain, text)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ēka celta 19. gs.", "Pērn to pārbūvēja."),
        ("Kopā tas maksāja 28 900,00.", "Pārējo sedza dome."),
        ("Tās summa bija EUR 3 207,50.", "ERAF sedza pusi."),
        ("Dome piešķīra EUR 28 900.", "„Rīts” saņēma pusi."),
        ("Sāksim plkst. 17:30.", "Aicinām visus!"),
        ("Tirgos medu, sieru u.c.", "Ieeja būs brīva."),
        ("Sanāksme sāksies plkst. 14.00.", "Vietu skaits ir ierobežots."),
        ("Līgumu parakstīja 11.05.2022.", "Darbi ilgs gadu."),
    ],
)
def test_numbers_and_abbreviations_that_do_end_a_sentence(
    plain: spacy.Language, first: str, second: str
) -> None:
    assert sentences(plain, f"{first} {second}") == [first, second]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Skat. www.novads.lv.", ["www.novads.lv", "."]),
        ("Skat. vietni (www.novads.lv).", ["www.novads.lv", ")", "."]),
        ("Skat. „https://novads.lv/a-b”, un", ["https://novads.lv/a-b", "”", ",", "un"]),
        (
            "Skat. https://lv.wikipedia.org/wiki/Ogre_(upe)",
            [
                "https://lv.wikipedia.org/wiki/Ogre_(upe)",
            ],
        ),
    ],
)
def test_punctuation_is_no_part_of_an_address(
    plain: spacy.Language, text: str, wanted: list[str]
) -> None:
    assert tokens(plain, text)[-len(wanted) :] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Gaidām bērnus...un vecākus", ["Gaidām", "bērnus", "...", "un", "vecākus"]),
        ("Cena 3...5 eiro", ["Cena", "3", "...", "5", "eiro"]),
        ("Atbalsts 85% apmērā", ["Atbalsts", "85", "%", "apmērā"]),
        ("“Oga”(Ogrē)", ["“", "Oga", "”", "(", "Ogrē", ")"]),
    ],
)
def test_punctuation_stands_apart(plain: spacy.Language, text: str, wanted: list[str]) -> None:
    assert tokens(plain, text) == wanted


def test_a_lone_surrogate_is_told(plain: spacy.Language) -> None:
    with pytest.raises(ValueError, match="isn't valid Unicode"):
        plain("Rīga \ud800")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        "  sākas ar blankiem",
        "beidzas ar blankiem \n",
        "divi  blanki,\tcilne\u00a0un\u202fšauri",
        "rinda\r\notra rinda\r\n\r\nrindkopa",
        "nulle\x00 un vadības\x1f zīmes",
        "e\u0301 salikts, 🙂, \u200bbez platuma\u200b.",
        "a" * 2000,
    ],
)
def test_the_text_is_never_changed(plain: spacy.Language, text: str) -> None:
    doc = plain(text)
    assert doc.text == text
    assert all(doc.text[t.idx : t.idx + len(t)] == t.text for t in doc)


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        st.one_of(
            st.sampled_from(' \n\t\u00a0.,„”"()-–0123456789āčēģīķļņšūžABCabc'),
            st.characters(exclude_categories=("Cs",)),
        ),
        max_size=80,
    )
)
def test_any_text_comes_back(plain: spacy.Language, text: str) -> None:
    doc = plain(text)
    assert doc.text == text
    assert all(t.is_space or not any(c in "\t\n" for c in t.text) for t in doc)
    if doc:
        assert "".join(s.text_with_ws for s in doc.sents) == text


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *("Svētki notiks 18. jūnijā plkst. 17.00.", "SIA „Upe”", "48\u00a0454,95", "EUR,"),
                *("š.g.", "u.c. preces", "\u00a0", "  ", "\n", "\n\n", "\r\n", "\t", "🙂", "līdz"),
            ]
        ),
        max_size=12,
    ).map(" ".join)
)
def test_batches_change_nothing(plain: spacy.Language, text: str) -> None:
    def reading(doc: spacy.tokens.Doc) -> list[tuple[int, str, bool | None]]:
        return [(token.idx, token.text, token.is_sent_start) for token in doc]

    alone = reading(plain(text))
    long = "Dome lēma par budžetu. " * 60
    among = [reading(doc) for doc in plain.pipe([long, text, "", long, text])]
    assert among[1] == among[4] == alone
    assert all(doc[0][2] for doc in among if doc)


def test_batches_are_as_single_texts(plain: spacy.Language) -> None:
    texts = ["Pirmais teksts. Otrs teikums.", "", "18. jūnijā\n\nRojā", "Ļoti īss"] * 3
    single = [[t.text for t in plain(text)] for text in texts]
    assert [[t.text for t in doc] for doc in plain.pipe(texts, batch_size=5)] == single
    pairs = list(plain.pipe(((text, n) for n, text in enumerate(texts)), as_tuples=True))
    assert [n for _, n in pairs] == list(range(len(texts)))
    assert [doc.text for doc, _ in pairs] == texts


def test_batches_go_through_the_network_at_once(
    plain: spacy.Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokenizer = plain.tokenizer
    sizes = []
    original = tokenizer._blocks.tokens

    def counting(texts: list[str]) -> object:
        sizes.append(len(texts))
        return original(texts)

    monkeypatch.setattr(tokenizer._blocks, "tokens", counting)
    assert len(list(plain.pipe(["Viens."] * 7, batch_size=3))) == 7
    assert sizes == [3, 3, 1]


def test_two_processes(plain: spacy.Language) -> None:
    texts = ["Pirmais teksts. Otrs teikums.", "18. jūnijā Rojā"] * 4
    docs = list(plain.pipe(texts, n_process=2, batch_size=2))
    assert [doc.text for doc in docs] == texts
    assert [len(list(doc.sents)) for doc in docs] == [2, 1] * 4


def test_it_pickles_without_its_model(plain: spacy.Language) -> None:
    data = pickle.dumps(StanzaTokenizer(plain.vocab))
    assert len(pickle.dumps(plain.tokenizer)) < len(data) + 1000
    assert pickle.loads(data)("18. jūnijā").text == "18. jūnijā"


def test_a_pipeline_goes_to_disk_and_back(plain: spacy.Language, tmp_path: Path) -> None:
    plain.to_disk(tmp_path / "nlp")
    again = spacy.load(tmp_path / "nlp")
    assert type(again) is type(plain)
    assert tokens(again, "Līdz š.g. 20. maijam.") == tokens(plain, "Līdz š.g. 20. maijam.")


def test_a_users_own_stanza_directory(plain: spacy.Language, tmp_path: Path) -> None:
    folder = tmp_path / "stanza" / "lv" / "tokenize"
    folder.mkdir(parents=True)
    shipped = models_dir() / "stanza" / "lv" / "tokenize" / "novads.pt"
    shutil.copy(shipped, folder / "lvtb.pt")
    resources = {
        "lv": {
            "lang_name": "Latvian",
            "tokenize": {"lvtb": {"md5": "0"}},
            "packages": {"default": {"tokenize": "lvtb", "pos": "lvtb_charlm"}},
        }
    }
    (tmp_path / "stanza" / "resources.json").write_text(json.dumps(resources), encoding="utf-8")
    own = make_nlp(str(tmp_path / "stanza"))
    assert tokens(own, "Tikšanās 18. jūnijā.") == ["Tikšanās", "18.", "jūnijā", "."]


@pytest.mark.parametrize(
    ("resources", "reason"),
    [
        (None, "no resources.json"),
        ("{", "no Latvian models"),
        ('{"en": {}}', "no Latvian models"),
        ('{"lv": {}}', "It has: none"),
    ],
)
def test_a_directory_without_models_says_so(
    tmp_path: Path, resources: str | None, reason: str
) -> None:
    if resources is not None:
        (tmp_path / "resources.json").write_text(resources, encoding="utf-8")
    with pytest.raises(ModelError, match=reason) as caught:
        make_nlp(str(tmp_path))
    assert str(tmp_path) in str(caught.value)


def test_weights_that_can_not_be_loaded(tmp_path: Path) -> None:
    folder = tmp_path / "lv" / "tokenize"
    folder.mkdir(parents=True)
    (folder / "broken.pt").write_bytes(b"not weights")
    (tmp_path / "resources.json").write_text(
        '{"lv": {"lang_name": "Latvian", "packages": {}, "tokenize": {"broken": {}}}}'
    )
    with pytest.raises(ModelError, match="can't load"):
        make_nlp(str(tmp_path))
