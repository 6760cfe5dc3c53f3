from __future__ import annotations

import pickle
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from novads.errors import ModelError
from novads.language.morphology.component import MorphologyComponent
from novads.language.morphology.features import features, shape
from novads.language.morphology.lemmas import Lemmatizer
from novads.language.morphology.lexicon import Ending, LemmaRule, Lexicon, alike
from novads.language.morphology.tagger import Tagger
from novads.language.morphology.tags import (
    coarse_tag,
    join_tag,
    lemma_kind,
    split_tag,
    universal,
)
from novads.language.tokenizer import make_nlp
from novads.resources import models_dir

MODEL = models_dir() / "morphology"
SENTENCE = ["Bērni", "lasa", "grāmatas", "Rīgas", "bibliotēkā", "."]

SHIPPED = Tagger.load()

NOM = "NOUN Case=Nom|Gender=Fem|Number=Sing"
LOC = "NOUN Case=Loc|Gender=Fem|Number=Sing"
VERB = "VERB Polarity=Neg|Tense=Pres"
NAME = "PROPN Case=Loc|Gender=Fem|Number=Sing"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(
        tags=[NOM, LOC, VERB, NAME, "PUNCT"],
        rules=[
            LemmaRule(False, "", 0, ""),
            LemmaRule(False, "", 1, "a"),
            LemmaRule(False, "", 1, "īt"),
            LemmaRule(True, "", 1, "a"),
        ],
        forms={
            "upe": ((0, 1, 0),),
            "pļava": ((0, 3, 0),),
            "mājā": ((1, 2, 1),),
            "runa": ((0, 2, 0), (2, 5, 2)),
            "rīgā": ((3, 4, 3),),
        },
        endings={
            "ā": (
                Ending("a", "NOUNFem", False, ((1, 9),)),
                Ending("a", "PROPNFem", False, ((3, 4),)),
            ),
            "a": (Ending("īt", "VERB", True, ((2, 3),)),),
        },
    )


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return SHIPPED


@pytest.fixture(scope="module")
def nlp() -> Language:
    made = make_nlp()
    made.add_pipe("novads_morphology")
    return made


def test_tags() -> None:
    assert universal("Typo=Yes|Number=Sing|Case=Nom|ExtPos=ADV") == "Case=Nom|Number=Sing"
    assert universal("_") == ""
    assert split_tag(join_tag("NOUN", "Case=Nom")) == ("NOUN", "Case=Nom")
    assert split_tag(join_tag("ADP", "")) == ("ADP", "")
    assert lemma_kind(NOM) == "NOUNFem"
    assert lemma_kind("PROPN Abbr=Yes") == "PROPN"
    assert coarse_tag("VERB Case=Nom|Number=Sing|Tense=Past|VerbForm=Part") == (
        "VERB Tense=Past|VerbForm=Part"
    )
    assert coarse_tag(NOM) == "NOUN"


@pytest.mark.parametrize(
    ("form", "wanted"),
    [("Rīgas", "Xxx"), ("2023.", "00."), ("SIA", "XX"), ("e-pasts", "x-xx"), ("“", "“")],
)
def test_shape(form: str, wanted: str) -> None:
    assert shape(form) == wanted


@pytest.mark.parametrize(
    ("rule", "form", "lemma"),
    [
        (LemmaRule(False, "", 1, "a"), "Mājā", "māja"),
        (LemmaRule(True, "", 1, "a"), "Rīgā", "Rīga"),
        (LemmaRule(False, "ne", 1, "īt"), "Nerunā", "runīt"),
        (LemmaRule(False, "ne", 1, "īt"), "runā", None),
        (LemmaRule(False, "", 4, "a"), "arī", None),
        (LemmaRule(False, "", 1, ""), "a", None),
    ],
)
def test_rule(rule: LemmaRule, form: str, lemma: str | None) -> None:
    assert rule.apply(form) == lemma


def test_alike() -> None:
    assert alike("pilsēta", "pilsētu") == 6
    assert alike("pils", "pilsēta") == 4
    assert alike("", "a") == 0


def test_readings(lexicon: Lexicon) -> None:
    assert lexicon.readings("Pļavā") == ([(1, "pļava", 9)], False)
    assert lexicon.readings("nerunā") == ([], True)
    assert lexicon.readings("neruna") == ([(2, "runīt", 3)], False)
    assert lexicon.readings("neaizruna") == ([(2, "aizrunīt", 3)], True)
    assert lexicon.readings("") == ([], True)
    assert lexicon.knows("Rīga", "PROPNFem")
    assert lexicon.knows("pierunīt", "VERB")
    assert not lexicon.knows("pieupe", "NOUNFem")


def test_features(lexicon: Lexicon) -> None:
    found = dict(features("Pļavā", lexicon))
    assert {"wpļavā", "hXxx", "sļavā", "pp", "n0", "A1", "aNOUN"} <= found.keys()
    assert "spļavā" not in found
    seen = dict(features("runa", lexicon))
    assert seen["T2"] == pytest.approx(5 / 7)
    assert seen["UVERB"] == pytest.approx(5 / 7)
    assert "n4" in seen
    assert "wgada00" in dict(features("gada25", lexicon))


@pytest.mark.parametrize(
    ("form", "tag", "lemma"),
    [
        ("Mājā", LOC, "māja"),
        ("mājā", NOM, "māja"),  # seen with another tag of its kind
        ("pļavā", LOC, "pļava"),  # by a known lemma
        ("Rīgā", NAME, "Rīga"),
        ("Saldā", NAME, "Salda"),  # by the words that end like it
        ("“", "PUNCT", '"'),
        ("№", "PUNCT", "№"),
        ("25.", NOM, "25."),
        ("Xyzā", "X Foreign=Yes", "Xyzā"),
        ("LPSA", "PROPN Abbr=Yes", "LPSA"),
        ("Ap", "ADP", "ap"),
    ],
)
def test_lemmatizer(lexicon: Lexicon, form: str, tag: str, lemma: str) -> None:
    assert Lemmatizer(lexicon).lemma(form, tag) == lemma


def test_lexicon_on_disk_and_back(lexicon: Lexicon, tmp_path: Path) -> None:
    lexicon.write(tmp_path)
    assert Lexicon.read(tmp_path) == lexicon


def test_tagger(tagger: Tagger) -> None:
    (found,) = tagger.tag([SENTENCE])
    assert [split_tag(tag)[0] for tag, _ in found] == [
        "NOUN",
        "VERB",
        "NOUN",
        "PROPN",
        "NOUN",
        "PUNCT",
    ]
    assert [lemma for _, lemma in found] == [
        "bērns",
        "lasīt",
        "grāmata",
        "Rīga",
        "bibliotēka",
        ".",
    ]
    assert "Case=Gen" in found[3].tag
    assert "Case=Loc" in found[4].tag


def test_a_sentence_hangs_on_nothing_else(tagger: Tagger) -> None:
    others = [["Jā", "."], [], SENTENCE, ["Svētki", "notiks", "18.", "jūnijā", "Ogrē", "."] * 9]
    together = tagger.tag(others)
    assert together == [tagger.tag([sentence])[0] for sentence in others]
    assert tagger.tag([]) == []
    assert tagger.tag([[]]) == [[]]


def test_component(nlp: Language) -> None:
    text = " Ogres novadā\n\nsvētkos dziedās koris. "
    doc = nlp(text)
    assert doc.text == text
    words = [token for token in doc if not token.is_space]
    assert [(t.text, t.lemma_, t.pos_) for t in words] == [
        ("Ogres", "Ogre", "PROPN"),
        ("novadā", "novads", "NOUN"),
        ("svētkos", "svētki", "NOUN"),
        ("dziedās", "dziedāt", "VERB"),
        ("koris", "koris", "NOUN"),
        (".", ".", "PUNCT"),
    ]
    assert words[1].morph.get("Case") == ["Loc"]
    assert words[1].morph.get("Gender") == ["Masc"]
    blanks = [token for token in doc if token.is_space]
    assert {token.pos_ for token in blanks} == {"SPACE"}
    assert all(token.lemma_ == token.text and not str(token.morph) for token in blanks)


def test_component_of_a_stream(nlp: Language) -> None:
    texts = ["", "Koris dzied.", "  ", "Ogrē svin svētkus. Nāc!"] * 3

    def found(docs: Iterator[Doc] | list[Doc]) -> list[list[tuple[str, str, str]]]:
        return [[(t.pos_, str(t.morph), t.lemma_) for t in doc] for doc in docs]

    assert found(nlp.pipe(texts, batch_size=2)) == found([nlp(text) for text in texts])


def test_component_without_sentences() -> None:
    blank = spacy.blank("lv")
    blank.add_pipe("novads_morphology")
    doc = blank("Koris dzied skolā")
    assert [token.lemma_ for token in doc] == ["koris", "dziedāt", "skola"]


def test_pickled(nlp: Language) -> None:
    component = pickle.loads(pickle.dumps(nlp.get_pipe("novads_morphology")))
    assert isinstance(component, MorphologyComponent)
    assert component(nlp.make_doc("Koris dzied."))[0].lemma_ == "koris"


def test_pipeline_on_disk_and_back(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    assert spacy.load(tmp_path)("Skolā dzied.")[0].lemma_ == "skola"


def test_model_of_ones_own(tmp_path: Path) -> None:
    shutil.copytree(MODEL, tmp_path / "model")
    blank = spacy.blank("lv")
    blank.add_pipe("novads_morphology", config={"model": str(tmp_path / "model")})
    assert blank("skolā")[0].lemma_ == "skola"


def test_missing_weights(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no morphology model there \(no rules.json\)"):
        spacy.blank("lv").add_pipe("novads_morphology", config={"model": str(tmp_path)})


@pytest.mark.parametrize("name", ["rules.json", "lexicon.tsv", "network.npz"])
def test_broken_weights(tmp_path: Path, name: str) -> None:
    model = tmp_path / "model"
    shutil.copytree(MODEL, model)
    (model / name).write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match="can't be read"):
        Tagger.load(model)


def test_what_is_remembered_has_an_end(tagger: Tagger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("novads.language.morphology.tagger._REMEMBERED", 3)
    fresh = Tagger.load()
    for sentence in (SENTENCE, ["Koris", "lasa"], ["Rīgas", "koris"], SENTENCE):
        assert fresh.tag([sentence]) == tagger.tag([sentence])
    assert len(fresh._vectors) <= len(SENTENCE)


@settings(deadline=None)
@given(st.lists(st.text(max_size=12), max_size=6))
def test_any_words(words: list[str]) -> None:
    (found,) = SHIPPED.tag([words])
    assert len(found) == len(words)
    assert all(lemma or not word for word, (_, lemma) in zip(words, found, strict=True))
