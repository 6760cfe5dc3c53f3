from __future__ import annotations

import datetime as dt
import pickle
from pathlib import Path

import pytest
import spacy

import novads
from novads.errors import ModelError, RuleFileError
from novads.objects import Article, ErrorRecord, Extraction, Kind
from novads.pipeline import COMPONENTS

TEXTS = [
    "2022. gada 18. jūnijā Valkā notiks koncerts „Upe”.",
    "Projekta „Zaļā upe” kopējās izmaksas ir 48 454,95 EUR, ERAF finansējums – 41 186,71 EUR.",
    "",
    "Nekas nenotiek.\n\nArī šeit ne.",
]


def articles() -> list[Article]:
    return [Article(text=text, source_id=str(n)) for n, text in enumerate(TEXTS)]


def test_load_gives_an_ordinary_language(nlp: spacy.Language) -> None:
    assert isinstance(nlp, spacy.Language)
    assert tuple(nlp.pipe_names) == COMPONENTS


def test_a_doc_shows_its_mentions_to_spacy(nlp: spacy.Language) -> None:
    doc = nlp(TEXTS[0])
    assert doc.text == TEXTS[0]
    labels = {(ent.text, ent.label_) for ent in doc.ents}
    assert ("Valkā", "PLACE") in labels
    assert ("2022. gada 18. jūnijā", "DATE") in labels
    assert [span.id_ for span in doc.spans["novads"]]


def test_one_result_for_each_article_in_order(nlp: spacy.Language) -> None:
    results = list(novads.extract_many(articles(), nlp=nlp, batch_size=2))
    assert [r.article.source_id for r in results if isinstance(r, Extraction)] == list("0123")


def test_results_do_not_depend_on_batches_or_processes(nlp: spacy.Language) -> None:
    one_by_one = [novads.extract(text, nlp=nlp).model_dump() for text in TEXTS]
    batched = list(novads.extract_many([Article(text=t) for t in TEXTS], nlp=nlp))
    forked = list(novads.extract_many([Article(text=t) for t in TEXTS], nlp=nlp, n_process=2))
    assert [r.model_dump() for r in batched] == one_by_one
    assert [r.model_dump() for r in forked] == one_by_one


def test_nlp_pipe_with_two_processes(nlp: spacy.Language) -> None:
    docs = list(nlp.pipe(TEXTS, n_process=2, batch_size=2))
    assert [doc.text for doc in docs] == TEXTS
    assert docs[0].ents


def test_every_component_pickles(nlp: spacy.Language) -> None:
    for name, component in nlp.pipeline:
        copy = pickle.loads(pickle.dumps(component))
        doc = nlp.make_doc(TEXTS[0])
        assert copy(doc) is doc, name


def test_the_pipeline_goes_to_disk_and_back(nlp: spacy.Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "model")
    again = spacy.load(tmp_path / "model")
    assert [(e.text, e.label_) for e in again(TEXTS[0]).ents] == [
        (e.text, e.label_) for e in nlp(TEXTS[0]).ents
    ]


def test_the_reference_date_is_the_articles(nlp: spacy.Language) -> None:
    text = "Šogad 18. jūnijā Valkā notiks koncerts."
    dated = novads.extract(text, published=dt.date(2019, 5, 2), nlp=nlp)
    (date,) = dated.of(Kind.DATE)
    assert date.edtf == "2019-06-18"
    undated = novads.extract(text, nlp=nlp)
    (date,) = undated.of(Kind.DATE)
    assert date.edtf == "XXXX-06-18"


def test_a_bad_article_does_not_end_the_run(
    nlp: spacy.Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    component = nlp.get_pipe("novads_records")
    original = type(component).__call__

    def fail_on_one(self: object, doc: spacy.tokens.Doc) -> spacy.tokens.Doc:
        if "Zaļā upe" in doc.text:
            raise ValueError("no such river")
        return original(self, doc)

    monkeypatch.setattr(type(component), "__call__", fail_on_one)
    results = list(novads.extract_many(articles(), nlp=nlp))
    assert [type(r) for r in results] == [Extraction, ErrorRecord, Extraction, Extraction]
    error = results[1]
    assert isinstance(error, ErrorRecord)
    assert (error.source_id, error.stage, error.error) == ("1", "extract", "ValueError")
    assert "no such river" in error.reason


def test_a_users_rules_are_laid_over(tmp_path: Path) -> None:
    (tmp_path / "places").mkdir()
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "venues.csv").write_text("id\nangārs\n", encoding="utf-8")
    nlp = novads.load(rules=tmp_path)
    extraction = novads.extract("2022. gada 18. jūnijā plkst. 18 angārā notiks koncerts.", nlp=nlp)
    (event,) = extraction.events
    assert event.venue is not None
    assert event.venue.value == "angārā"


def test_a_broken_rule_file_says_where(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    path = tmp_path / "records" / "venues.csv"
    path.write_text("id,colour\nangārs,red\n", encoding="utf-8")
    with pytest.raises(RuleFileError, match=r"venues\.csv:2: colour"):
        novads.load(rules=tmp_path)


def test_a_missing_model_directory_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no such directory"):
        novads.load(stanza_dir=tmp_path / "none")


def test_each_component_works_in_another_pipeline() -> None:
    for name in COMPONENTS[1:7]:
        nlp = spacy.blank("lv")
        nlp.add_pipe(name)
        assert nlp(TEXTS[1]).text == TEXTS[1]
    nlp = spacy.blank("lv")
    nlp.add_pipe("novads_dates")
    from novads.mentions.component import get_mentions

    (date,) = get_mentions(nlp("Tikšanās 2022. gada 18. jūnijā."), "novads_dates")
    assert date.span.text == "2022. gada 18. jūnijā"
