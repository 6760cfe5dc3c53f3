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
    assert plain(text).text == text


def test_batches_are_as_single_texts(plain: spacy.Language) -> None:
    texts = ["Pirmais teksts. Otrs teikums.", "", "18. jūnijā\n\nRojā", "Ļoti īss"] * 3
    single = [[t.text for t in plain(text)] for text in texts]
    assert [[t.text for t in doc] for doc in plain.pipe(texts, batch_size=5)] == single
    pairs = list(plain.pipe(((text, n) for n, text in enumerate(texts)), as_tuples=True))
    assert [n for _, n in pairs] == list(range(len(texts)))
    assert [doc.text for doc, _ in pairs] == texts


def test_batches_go_through_bulk_process(
    plain: spacy.Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokenizer = plain.tokenizer
    sizes = []
    original = tokenizer._stanza.bulk_process

    def counting(texts: list[str]) -> object:
        sizes.append(len(texts))
        return original(texts)

    monkeypatch.setattr(tokenizer._stanza, "bulk_process", counting)
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
