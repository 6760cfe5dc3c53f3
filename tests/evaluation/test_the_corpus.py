"""The corpus that novads comes with is sound, apart, and as it was pinned."""

from __future__ import annotations

from pathlib import Path

import pytest

from novads.evaluation.checks import check_document
from novads.evaluation.corpus import SPLITS, Document, read_corpus
from novads.evaluation.duplicates import find_duplicates
from novads.evaluation.floors import read_floors
from novads.evaluation.splits import check_pins
from novads.mentions.programmes.rules import ProgrammeRule
from novads.objects import Kind
from novads.ruleset import RuleSet

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    """All documents."""
    return list(read_corpus(CORPUS))


def test_nothing_is_wrong_with_it(documents: list[Document]) -> None:
    rules = RuleSet().csv("programmes/programmes.csv", ProgrammeRule)
    programmes = frozenset(rule.id for rule in rules)
    findings = [f for d in documents for f in check_document(d, programmes) if not f.hint]
    assert [str(finding) for finding in findings] == []


def test_no_text_is_there_twice(documents: list[Document]) -> None:
    assert [str(pair) for pair in find_duplicates(documents)] == []
    assert len({d.id for d in documents}) == len(documents)


def test_it_is_as_it_was_pinned() -> None:
    assert list(check_pins(CORPUS)) == []


def test_the_floors_can_be_read() -> None:
    assert set(read_floors(CORPUS).floors) <= set(SPLITS)


def test_every_kind_of_mention_occurs(documents: list[Document]) -> None:
    assert {m.kind for d in documents for m in d.mentions} == set(Kind)
