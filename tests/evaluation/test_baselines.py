"""The baselines find what they can; those that aren't installed are skipped here."""

from pathlib import Path

import pytest

from novads.evaluation.baselines import find_dates, find_money, find_places, gazetteer
from novads.evaluation.corpus import Document


def test_places_are_looked_up_as_they_are(project: Document) -> None:
    # Smiltenē is a form of it, and isn't found
    found = list(find_places(["Smiltene", "Smiltenes novada dome", "novada"])(project))
    surfaces = [project.text[m.start : m.end] for m in found]
    assert surfaces == ["Smiltenes novada dome", "Smiltenes novada dome"]


def test_the_gazetteer_is_read_from_the_rules(tmp_path: Path) -> None:
    (tmp_path / "places").mkdir()
    (tmp_path / "places" / "towns.csv").write_text(
        "# a comment\nid,name\n1,Ogre\nTalsi,\n", encoding="utf-8"
    )
    assert gazetteer(tmp_path) == ["Ogre", "Talsi"]


def test_money(project: Document) -> None:
    pytest.importorskip("price_parser")
    found = [(project.text[m.start : m.end], str(m.value)) for m in find_money(project)]
    assert found == [
        ("10 000 eiro", "10000 EUR"),
        ("9000 eiro", "9000 EUR"),
        ("1000,00 eiro", "1000.00 EUR"),
    ]


def test_dates(festival: Document) -> None:
    pytest.importorskip("dateparser")
    for mention in find_dates(festival):
        assert festival.text[mention.start : mention.end].strip()
