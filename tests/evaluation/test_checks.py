"""What `corpus check` finds, and that it finds nothing in what is right."""

from pathlib import Path

import pytest

from novads.evaluation.checks import Finding, check_document
from novads.evaluation.corpus import read_corpus, read_document
from novads.evaluation.duplicates import find_duplicates
from novads.evaluation.splits import check_pins, make_pins, read_pins, write_pins

from .conftest import FESTIVAL, PROJECT


def faults(tmp_path: Path, content: str, name: str = "smiltene-2021-parks") -> list[Finding]:
    """What is wrong with a file of this content; hints left out."""
    path = tmp_path / f"{name}.txt"
    path.write_text(content, encoding="utf-8")
    found = check_document(read_document(path), frozenset({"LEADER", "ELFLA"}))
    return [finding for finding in found if not finding.hint]


@pytest.mark.parametrize(
    ("content", "name"),
    [(PROJECT, "smiltene-2021-parks"), (FESTIVAL, "lubana-2019-svetki")],
)
def test_nothing_is_wrong_with_what_is_right(tmp_path: Path, content: str, name: str) -> None:
    assert faults(tmp_path, content, name) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("|DATE|2021-10]]", "|DATE|10.2021]]", 30, "'10.2021' is no EDTF date"),
        ("|MONEY|9000 EUR]]", "|MONEY|9000]]", 29, "'9000' is no sum"),
        ("LEADER|PROGRAMME||id=LEADER", "LEADER|PROGRAMME||id=LIDER", 27, "no programme has"),
        ("LEADER|PROGRAMME||id=LEADER", "LEADER|PROGRAMME||key=LEADER", 27, "no attribute 'key'"),
        ("PROJECT||type=number", "PROJECT||type=code", 27, "no type of project title"),
        ("Parks visiem|PROJECT]]", "Parks visiem|PLACE]]", 8, "no PROJECT mention of type title"),
        ("programme: LEADER", "programme: Interreg", 10, "'Interreg' is the value of no PROGRAMME"),
        ("lead: Smiltenes novada dome", "lead: Smiltenes dome", 11, "no ORG or PLACE mention"),
        ("source: ELFLA", "source: ERAF", 14, "no ORG or PLACE or PROGRAMME mention"),
        ("total: 10000 EUR", "total: 10001 EUR", 16, "no MONEY mention"),
        ("end: 2021-10\n", "end: 2021-11\n", 17, "no DATE mention allows '2021-11'"),
        ("end: 2021-10\n", "end: 2021-10/2021-11\n", 17, "is an interval"),
        ("place: Smiltene\n", "place: Rīga\n", 23, "'Rīga' is the value of no PLACE mention"),
        ("title: parka atklāšana", "title: ielas atklāšana", 21, "doesn't stand in the text"),
        ("status: planned", "part_of: e9\n    status: planned", 25, "there is no event 'e9'"),
        ("status: planned", "part_of: e1\n    status: planned", 25, "'e1' is part of itself"),
        (
            "start: 2021-10-09T12:00",
            "start: 2021-10-09T12:00\n    end: 2021-10-08",
            23,
            "is before",
        ),
        ('{amount: 9000 EUR, percent: "90", source: ELFLA, ', "{", 14, "an amount or a percent"),
    ],
)
def test_faults_are_found_where_they_are(
    tmp_path: Path, old: str, new: str, line: int, reason: str
) -> None:
    assert old in PROJECT
    found = faults(tmp_path, PROJECT.replace(old, new))
    assert any(reason in finding.reason and finding.line == line for finding in found), found


@pytest.mark.parametrize(("end", "count"), [("T02:00", 0), ("T10:00", 1), ("", 1)])
def test_what_ends_after_midnight_ends_on_the_next_day(
    tmp_path: Path, end: str, count: int
) -> None:
    line = "start: 2019-07-13T21:00"
    content = FESTIVAL.replace(line, f"{line}\n    end: 2019-07-14{end}")
    assert len(faults(tmp_path, content, "lubana-2019-svetki")) == count


def test_two_events_of_one_id(tmp_path: Path) -> None:
    content = FESTIVAL.replace("id: e1", "id: e0").replace("part_of: e0", "part_of: e0")
    reasons = [f.reason for f in faults(tmp_path, content, "lubana-2019-svetki")]
    assert "two events have the id 'e0'" in reasons


def test_a_repeat_that_is_not_marked_is_a_hint(tmp_path: Path) -> None:
    path = tmp_path / "smiltene-2021-parks.txt"
    path.write_text(PROJECT + "Vairāk: ELFLA mājaslapā.\n", encoding="utf-8")
    hints = [f for f in check_document(read_document(path)) if f.hint]
    assert [(h.line, h.reason) for h in hints] == [
        (31, "'ELFLA' is marked elsewhere, but not here")
    ]


def test_texts_that_differ_in_figures_only_are_duplicates(corpus: Path) -> None:
    copy = PROJECT.replace("smiltene-2021-parks", "smiltene-2022-parks")
    copy = copy.replace("9000", "8100").replace("10 000 eiro", "12 345 eiro")
    (corpus / "test" / "smiltene-2022-parks.txt").write_text(copy, encoding="utf-8")
    pairs = list(find_duplicates(list(read_corpus(corpus))))
    assert len(pairs) == 1
    assert pairs[0].share > 0.9
    assert "between splits" in str(pairs[0])


def test_different_texts_are_no_duplicates(corpus: Path) -> None:
    assert list(find_duplicates(list(read_corpus(corpus)))) == []


def test_pins_tell_what_changed(corpus: Path) -> None:
    assert list(check_pins(corpus)) == ["dev: not pinned", "test: not pinned"]
    write_pins(corpus, make_pins(corpus))
    assert list(check_pins(corpus)) == []
    assert read_pins(corpus)["dev"].documents == ("smiltene-2021-parks",)
    changed = corpus / "dev" / "smiltene-2021-parks.txt"
    changed.write_text(PROJECT.replace("Darbi", "Viss"), encoding="utf-8")
    assert list(check_pins(corpus)) == ["dev: documents have changed since they were pinned"]
    changed.rename(corpus / "dev" / "other.txt")
    assert len(list(check_pins(corpus))) == 2
