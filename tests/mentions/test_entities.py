"""The trained model of named entities: decoding, calibration, merging, other spaCy pipelines."""

from __future__ import annotations

import itertools
import pickle
from pathlib import Path

import numpy as np
import pytest
import spacy

import novads
from novads.errors import ModelError
from novads.mentions.component import make_span, mention_id
from novads.mentions.entities.calibration import Calibration
from novads.mentions.entities.component import EntitiesComponent
from novads.mentions.entities.crf import Crf
from novads.mentions.entities.features import shape_of, stem_of
from novads.mentions.entities.plugged import LABELS
from novads.mentions.entities.reading import Reader, attributes, capital_stems
from novads.mentions.entities.sequences import spans_of, tags_of
from novads.mentions.resolver import resolve
from novads.objects import Kind, Organisation, Place, PlaceKind

_LABELS = ("O", "B-PER", "I-PER")
_TEXT = "Vakar Ilgaraxa runāja ar Smuidri Vēsturi un Zemvarde atbildēja."


def _random_crf() -> Crf:
    random = np.random.default_rng(3)
    names = [name for form in ("Anna", "runā") for name in ("0:w=" + form, "1:l=" + form.lower())]
    return Crf(_LABELS, names, random.normal(size=(len(names), 3)), random.normal(size=(3, 3)))


def _every(crf: Crf, scores: np.ndarray) -> dict[tuple[int, ...], float]:
    """The score of every sequence of labels."""
    return {
        way: sum(scores[at, label] for at, label in enumerate(way))
        + sum(crf.transitions[a, b] for a, b in itertools.pairwise(way))
        for way in itertools.product(range(3), repeat=len(scores))
    }


def test_best_and_probabilities_are_those_of_all_ways() -> None:
    crf = _random_crf()
    scores = np.random.default_rng(5).normal(size=(5, 3)).astype(np.float32)
    ways = _every(crf, scores)
    assert tuple(crf.best(scores)) == max(ways, key=ways.__getitem__)
    total = sum(np.exp(score) for score in ways.values())
    for span in ((0, 2, "PER"), (1, 2, "PER"), (3, 5, "PER")):
        wanted = sum(
            np.exp(score)
            for way, score in ways.items()
            if way[span[0] : span[1]] == (1, *[2] * (span[1] - span[0] - 1))
            and (span[1] == 5 or way[span[1]] != 2)
        )
        (found,) = crf.probabilities(scores, [span])
        assert found == pytest.approx(wanted / total, rel=1e-4)


def test_scores_are_the_sums_of_the_attributes() -> None:
    crf = _random_crf()
    reader = Reader(crf, {}, None)
    forms, rules = ["Anna", "runā", "un", "Anna"], ["O"] * 4
    (scores,) = reader.scores_of([(forms, rules)])
    names = attributes(forms, {}, capital_stems([forms]), rules, None)
    assert scores == pytest.approx(np.stack([crf.sum_of(of) for of in names]), abs=1e-5)
    assert scores.any()


def test_weights_are_written_and_read(tmp_path: Path) -> None:
    crf = _random_crf()
    crf.write(tmp_path)
    read = Crf.read(tmp_path)
    assert read.labels == crf.labels
    for name, row in crf.rows.items():
        assert read.emissions[read.rows[name]] == pytest.approx(crf.emissions[row], abs=2e-3)
    assert read.transitions == pytest.approx(crf.transitions)


def test_missing_and_broken_weights_are_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no model of named entities there"):
        Crf.read(tmp_path)
    (tmp_path / "attributes.txt").write_text("w=a\n")
    (tmp_path / "weights.npz").write_bytes(b"nothing")
    with pytest.raises(ModelError, match="can't be read"):
        Crf.read(tmp_path)


def test_calibration_rises_and_is_never_certain() -> None:
    outcomes = [(p / 1000, (p * 7919) % 1000 < p * p / 1000) for p in range(1000)]
    fitted = Calibration.fit(outcomes)
    values = [fitted(p / 100) for p in range(101)]
    assert values == sorted(values)
    assert 0 < values[0] < 0.2
    assert 0.8 < values[-1] < 1
    assert fitted(0.5) == pytest.approx(0.25, abs=0.1)
    assert Calibration((), ())(0.7) == 0.7


def test_tags_and_spans() -> None:
    assert spans_of(["I-A", "I-A", "B-A", "O", "I-B"]) == [(0, 2, "A"), (2, 3, "A"), (4, 5, "B")]
    tokens = [(0, 3), (4, 8), (9, 10)]
    assert tags_of(tokens, [(5, 9, "X")]) == ["O", "B-X", "O"]
    assert tags_of(tokens, [(0, 8, "X"), (9, 10, "Y")]) == ["B-X", "I-X", "B-Y"]


def test_shapes_and_stems() -> None:
    assert shape_of("Rīgā") == "Xxx"
    assert shape_of("A-2024") == "X-dd"
    assert stem_of("Kalniņš") == stem_of("kalniņam")[:5]


def _place(start: int, end: int, source: str, confidence: float) -> Place:
    return Place(
        id=mention_id(Kind.PLACE, start, end),
        span=make_span(" " * 100, start, end),
        source=source,
        confidence=confidence,
        name="x",
        place_kind=PlaceKind.OTHER,
    )


def _organisation(start: int, end: int, source: str, confidence: float) -> Organisation:
    return Organisation(
        id=mention_id(Kind.ORG, start, end),
        span=make_span(" " * 100, start, end),
        source=source,
        confidence=confidence,
        name="x",
    )


def test_a_rule_goes_before_a_model_though_it_be_shorter() -> None:
    rule = _place(4, 8, "rule:a", 0.6)
    kept = resolve([_organisation(0, 20, "model:ner", 0.99), rule])
    assert kept == [rule]


def test_a_model_is_heard_where_no_rule_speaks_and_it_is_sure() -> None:
    sure = _organisation(0, 5, "model:ner", 0.95)
    unsure = _organisation(10, 15, "model:ner", 0.3)
    assert resolve([unsure, sure]) == [sure]


def test_a_person_overrules_a_rule_that_is_not_certain() -> None:
    doubtful, certain = _place(0, 5, "rule:a", 0.7), _place(10, 15, "rule:b", 0.95)
    persons = [(0, 12, 0.97), (8, 20, 0.97)]
    assert resolve([doubtful, certain], persons) == [certain]
    assert resolve([doubtful, certain], [(0, 12, 0.6)]) == [doubtful, certain]


@pytest.fixture(scope="module")
def nlp() -> spacy.Language:
    return novads.load(ner="novads")


def test_the_shipped_model_finds_persons(nlp: spacy.Language) -> None:
    doc = nlp("Dzejniece Smuidra Vēstere vakar lasīja Londonā.")
    found = {(span.text, span.label_) for span in doc.spans["novads_entities"]}
    assert ("Smuidra Vēstere", "PERSON") in found
    assert all(0 <= int(span.id_) <= 1000 for span in doc.spans["novads_entities"])


def test_rules_stand_beside_the_model(nlp: spacy.Language) -> None:
    extraction = novads.extract("Dzejniece Smuidra Vēstere vakar lasīja Londonā.", nlp=nlp)
    assert [(m.span.text, m.source) for m in extraction.mentions if m.kind is Kind.PLACE] == [
        ("Londonā", "rule:places/listed")
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\n", ".", "„", "A" * 5000, "\U0001f600 Rīga"])
def test_odd_texts(nlp: spacy.Language, text: str) -> None:
    assert nlp(text).text == text


def test_the_component_is_pickled_without_weights() -> None:
    component = EntitiesComponent()
    data = pickle.dumps(component)
    assert len(data) < 1000
    assert pickle.loads(data).name == component.name


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small spaCy pipeline of another make, with another scheme's labels."""
    made = spacy.blank("lv")
    ruler = made.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "organization", "pattern": "Zemvarde"},
            {"label": "PER", "pattern": "Smuidri Vēsturi"},
            {"label": "GPE", "pattern": "Ilgaraxa"},
            {"label": "WORK_OF_ART", "pattern": "Vakar"},
        ]
    )
    path = tmp_path_factory.mktemp("other") / "model"
    made.to_disk(path)
    return path


def test_any_spacy_pipeline_can_be_plugged_in(other: Path) -> None:
    nlp = novads.load(ner=other)
    extraction = novads.extract(_TEXT, nlp=nlp)
    trained = [m for m in extraction.mentions if m.source.startswith("model:")]
    assert [(m.span.text, m.kind) for m in trained] == [
        ("Ilgaraxa", Kind.PLACE),
        ("Zemvarde", Kind.ORG),
    ]
    labels = {span.text: span.label_ for span in nlp(_TEXT).spans["novads_entities"]}
    assert labels["Smuidri Vēsturi"] == "PERSON"
    assert "Vakar" not in labels


def test_labels_are_told_apart_whatever_their_case() -> None:
    assert all(label == label.upper() for label in LABELS)
    assert set(LABELS.values()) == {"PERSON", "PLACE", "ORG"}


def test_what_is_no_pipeline_of_entities_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no spaCy pipeline can be loaded"):
        novads.load(ner=tmp_path / "nowhere")
    spacy.blank("lv").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match="no component that sets"):
        novads.load(ner=tmp_path / "blank")
