"""The component that stores a page's regions on the doc."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
import spacy

from novads.articles.cleaning import find_regions
from novads.articles.component import RegionComponent
from novads.errors import RuleFileError
from novads.language.doc_data import get_regions, search_regions
from novads.objects import RegionKind
from novads.ruleset import RuleSet

PAGE = (
    "Sākums > Jaunumi\n"
    "Atklās taku\n"
    "Sestdien purva malā atklās taku, un uz to aicināts ikviens novadnieks.\n"
    "Dalies ar šo rakstu\n"
)


def test_it_stores_the_regions() -> None:
    nlp = spacy.blank("lv")
    assert isinstance(nlp.add_pipe("novads_regions"), RegionComponent)
    doc = nlp(PAGE)
    assert get_regions(doc) == find_regions(PAGE)
    assert [PAGE[a:b] for a, b in search_regions(doc)] == [
        "Atklās taku\nSestdien purva malā atklās taku, un uz to aicināts ikviens novadnieks."
    ]


def test_it_travels() -> None:
    nlp = spacy.blank("lv")
    component = pickle.loads(pickle.dumps(nlp.add_pipe("novads_regions")))
    assert get_regions(component(nlp.make_doc(PAGE))) == find_regions(PAGE)
    docs = list(nlp.pipe([PAGE, PAGE], n_process=2, batch_size=1))
    assert [get_regions(doc) for doc in docs] == [find_regions(PAGE)] * 2


def test_users_rules_lie_on_top(tmp_path: Path) -> None:
    folder = tmp_path / "cleaning"
    folder.mkdir()
    rule = (
        "- id: our-banner\n  kind: caption\n  pattern: atklās\\s+taku\n"
        "  examples: [Atklās taku]\n  counter_examples: [Atklās skolu]\n"
    )
    (folder / "lines.yaml").write_text(rule, encoding="utf-8")
    nlp = spacy.blank("lv")
    nlp.add_pipe("novads_regions", config={"rules": [str(tmp_path)]})
    kinds = {region.source: region.kind for region in get_regions(nlp(PAGE))}
    assert kinds["rule:our-banner"] is RegionKind.CAPTION
    assert kinds["rule:breadcrumb"] is RegionKind.NAVIGATION


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("pattern: '('", "our"),
        ("pattern: a\n  paterns: b", "paterns"),
        ("kind: weather\n  pattern: a", "kind"),
    ],
)
def test_a_broken_rule_file_is_named(tmp_path: Path, rule: str, reason: str) -> None:
    folder = tmp_path / "cleaning"
    folder.mkdir()
    kind = "" if "kind" in rule else "  kind: meta\n"
    (folder / "lines.yaml").write_text(
        f"- id: our\n{kind}  {rule}\n  examples: [a]\n  counter_examples: [b]\n"
    )
    with pytest.raises(RuleFileError, match=reason) as caught:
        find_regions("", RuleSet(tmp_path))
    assert caught.value.path == folder / "lines.yaml"
