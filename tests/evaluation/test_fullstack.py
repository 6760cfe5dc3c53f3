"""Reading FullStack's named entities and scoring on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from novads.evaluation import euroeval
from novads.evaluation.corpus import CorpusError
from novads.evaluation.euroeval import draw, read_euroeval
from novads.evaluation.fullstack import read_paragraphs, score_paragraph
from novads.evaluation.scores import Counts
from novads.objects import Article, Extraction, Kind, Place, PlaceKind, Span


def lines(text: str, rows: list[tuple[str, str]]) -> str:
    """A sentence as the named-entity layer has it."""
    made = [f"# text = {text}"]
    for number, (form, tag) in enumerate(rows, start=1):
        made.append("\t".join([str(number), form, "_", "_", "_", "_", tag, "O", "_", "_"]))
    return "\n".join(made) + "\n\n"


@pytest.fixture
def clone(tmp_path: Path) -> tuple[Path, Path]:
    """A clone with one paragraph of the dev split and one that isn't of it."""
    data = tmp_path / "FullStack" / "NamedEntities" / "data"
    data.mkdir(parents=True)
    first = lines(
        "Jānis brauc uz Ogri.",
        [("Jānis", "B-person"), ("brauc", "O"), ("uz", "O"), ("Ogri", "B-GPE"), (".", "O")],
    )
    second = lines(
        "2019. gadā Ogre,", [("2019.", "B-time"), ("gadā", "I-time"), ("Ogre", "B-GPE"), (",", "O")]
    )
    (data / "c1-p2.conll2003").write_text(
        "# newpar id = c1-p2\n" + first + second, encoding="utf-8"
    )
    (data / "c1-p3.conll2003").write_text(first, encoding="utf-8")
    dev = tmp_path / "dev.conllu"
    dev.write_text("# sent_id = a-c1-p2s1\n# sent_id = a-c1-p2s2\n# sent_id = a-c9-p9s1\n")
    return tmp_path / "FullStack", dev


def test_entities_stand_at_their_offsets(clone: tuple[Path, Path]) -> None:
    (paragraph,) = read_paragraphs(*clone)
    assert paragraph.id == "c1-p2"
    assert paragraph.text == "Jānis brauc uz Ogri. 2019. gadā Ogre,"
    found = [(e.label, paragraph.text[e.start : e.end]) for e in paragraph.entities]
    assert found == [("person", "Jānis"), ("GPE", "Ogri"), ("time", "2019. gadā"), ("GPE", "Ogre")]
    assert [m.kind for m in paragraph.mentions] == [Kind.PLACE, Kind.DATE, Kind.PLACE]


def test_scores_leave_values_and_other_kinds_out(clone: tuple[Path, Path]) -> None:
    (paragraph,) = read_paragraphs(*clone)
    place = Place(
        id="PLACE:15-19",
        span=Span(start=15, end=19, text="Ogri"),
        source="rule:x",
        name="Ogre",
        place_kind=PlaceKind.CITY,
    )
    extraction = Extraction(article=Article(text=paragraph.text), mentions=(place,))
    scored = score_paragraph(paragraph, extraction)
    assert scored["strict/PLACE"] == Counts(2, 1, 1)
    assert scored["overlap/micro"] == Counts(3, 1, 1)
    assert not any("value" in measure or "PROJECT" in measure for measure in scored)


def test_entities_that_touch_are_two(tmp_path: Path, clone: tuple[Path, Path]) -> None:
    path = clone[0] / "NamedEntities" / "data" / "c1-p2.conll2003"
    path.write_text(lines("Ogre Rīga", [("Ogre", "B-GPE"), ("Rīga", "B-GPE")]), encoding="utf-8")
    (paragraph,) = read_paragraphs(*clone)
    assert [(e.start, e.end) for e in paragraph.entities] == [(0, 4), (5, 9)]


def test_what_is_no_clone_is_named(clone: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="not a clone of FullStack"):
        read_paragraphs(tmp_path, clone[1])
    with pytest.raises(CorpusError, match="no sentence ids"):
        read_paragraphs(clone[0], clone[0] / "NamedEntities" / "data" / "c1-p3.conll2003")
    broken = clone[0] / "NamedEntities" / "data" / "c1-p2.conll2003"
    broken.write_text("# text = A\n1\tA\n")
    with pytest.raises(CorpusError, match=r"c1-p2.conll2003:2: 2 columns"):
        read_paragraphs(*clone)


def test_euroevals_split_is_drawn_as_pandas_does() -> None:
    sizes = {"validation": 3, "test": 4, "training": 2}
    drawn = draw(list("abcdefghijkl"), sizes, 4242)
    # pandas: s.sample(n=3, random_state=4242), then of the rest
    expected = {"validation": "eji", "test": "gkfd", "training": "la"}
    assert {name: "".join(items) for name, items in drawn.items()} == expected
    with pytest.raises(ValueError, match="larger sample"):
        draw([1], sizes, 4242)


def test_a_clone_that_is_not_whole_has_another_split(clone: tuple[Path, Path]) -> None:
    with pytest.raises(CorpusError, match="2 paragraphs, the public corpus has 3947"):
        read_euroeval(clone[0])


def test_euroevals_sentences(clone: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(euroeval, "PARAGRAPHS", 2)
    monkeypatch.setattr(euroeval, "SIZES", {"test": 3})
    drawn = read_euroeval(clone[0])["test"]
    texts = ["2019. gadā Ogre,", "Jānis brauc uz Ogri.", "Jānis brauc uz Ogri."]
    assert sorted(p.text for p in drawn) == texts
    assert all(p.text[e.start : e.end] for p in drawn for e in p.entities)


def test_the_public_data(shared: Path) -> None:
    data = shared / "data"
    dev = data / "UD_Latvian-LVTB" / "lv_lvtb-ud-dev.conllu"
    if not dev.exists():
        pytest.skip("no treebank in the shared data")
    paragraphs = read_paragraphs(data / "FullStack", dev)
    assert len(paragraphs) > 500
    for paragraph in paragraphs:
        for entity in paragraph.entities:
            surface = paragraph.text[entity.start : entity.end]
            assert surface == surface.strip() != ""
