"""The recipe of the model of named entities, on a handful of made-up sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from novads.evaluation.fullstack import Entity
from novads.mentions.entities.model import Model
from novads.mentions.entities.reading import Reader, capital_stems
from novads.ruleset import RuleSet
from novads.training.ner_data import COUNTED, NerParagraph, as_counted, read_split
from novads.training.ner_scores import MICRO, count, rows
from novads.training.ner_train import Input, Settings, Variant, calibrate, predict, train
from novads.training.ner_words import listed_words

_SENTENCES = (
    ("Anna Vējone brauca uz Zemvardi .", "B-person I-person O O B-GPE O"),
    ("Vakar Juris Vējonis brauca uz Ilgaraxu .", "O B-person I-person O O B-GPE O"),
    ("Ilze Smuidre dzīvo Zemvardē .", "B-person I-person O B-GPE O"),
    ("Uz Zemvardi brauca Juris Smuidris .", "O B-GPE O B-person I-person O"),
)
_TWO_LINES = (
    "1\tAnna\tAnna\tPROPN\tn\t_\tB-person\tO\t_\t_\n2\truna\trunāt\tVERB\tv\t_\tO\tO\t_\t_\n\n"
)


def _paragraph(name: str, text: str, tags: str) -> tuple[NerParagraph, list[Input]]:
    forms = tuple(text.split())
    offsets, at = [], 0
    for form in forms:
        offsets.append((at, at + len(form)))
        at += len(form) + 1
    labels = tuple(tags.split())
    given = Input(tuple(offsets), forms, ("O",) * len(forms), capital_stems([forms]), labels)
    entities, entity = [], None
    for (start, end), tag in zip(offsets, labels, strict=True):
        if tag.startswith("B-"):
            entity = Entity(start, end, tag[2:])
            entities.append(entity)
        elif tag.startswith("I-") and entity is not None:
            entity = entities[-1] = Entity(entity.start, end, entity.label)
    return NerParagraph(name, text, (tuple(offsets),), (labels,), tuple(entities)), [given]


@pytest.fixture(scope="module")
def made() -> list[tuple[NerParagraph, list[Input]]]:
    return [_paragraph(f"c1-p{n}", *sentence) for n, sentence in enumerate(_SENTENCES)]


def test_what_was_trained_is_found_again_after_writing(
    made: list[tuple[NerParagraph, list[Input]]], tmp_path: Path
) -> None:
    pytest.importorskip("pycrfsuite")
    paragraphs, inputs = [p for p, _ in made], [given for _, given in made]
    crf = train(inputs, {}, Settings(l1=0.01, l2=0.001), Variant("all"))
    reader = Reader(crf, {}, None)
    Model(reader, COUNTED, calibrate(reader, paragraphs, inputs)).write(tmp_path)
    model = Model.read(tmp_path)
    found = [predict(model.reader, given) for given in inputs]
    assert found == [as_counted(p.entities) for p in paragraphs]
    assert set(model.calibrations) == {"PERSON", "PLACE"}


def test_a_variant_lacks_attributes(made: list[tuple[NerParagraph, list[Input]]]) -> None:
    pytest.importorskip("pycrfsuite")
    inputs = [given for _, given in made]
    crf = train(inputs, {}, Settings(l1=0.01), Variant("few", without=("0:", "inside=")))
    assert crf.rows
    assert not any(name.startswith(("0:", "inside=")) for name in crf.rows)


def test_scores_are_strict(made: list[tuple[NerParagraph, list[Input]]]) -> None:
    (paragraph, _), *_ = made
    found = {(0, 11, "PERSON"), (22, 29, "PLACE")}  # the place is a letter short
    assert paragraph.text[22:30] == "Zemvardi"
    counted = count([paragraph], [found])
    assert (counted[0]["PERSON"].matched, counted[0]["PLACE"].matched) == (1, 0)
    assert counted[0][MICRO].predicted == 2
    assert [row.f1 for row in rows(counted) if row.kind == MICRO] == [50.0]


def test_the_listed_words_are_there_in_their_forms() -> None:
    words = listed_words(RuleSet())
    assert "towns" in words["ogrē"]
    assert "given" in words["annai"]
    assert "role" in words["ministres"]
    assert "head" in words["ministriju"]


def test_dev_is_kept_apart(tmp_path: Path) -> None:
    data = tmp_path / "NamedEntities" / "data"
    data.mkdir(parents=True)
    for name in ("c1-p1", "c1-p2"):
        text = f"# sent_id = a-{name}s1\n# text = Anna runa\n{_TWO_LINES}"
        (data / f"{name}.conll2003").write_text(text, encoding="utf-8")
    treebank = tmp_path / "dev.conllu"
    treebank.write_text("# sent_id = a-c1-p1s1\n", encoding="utf-8")
    split = read_split(tmp_path, treebank)
    assert [p.id for p in split.dev] == ["c1-p1"]
    assert [p.id for p in split.training + split.validation] == ["c1-p2"]
    assert as_counted(split.dev[0].entities) == {(0, 4, "PERSON")}
