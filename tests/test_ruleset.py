from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from novads.errors import RuleFileError
from novads.resources import rules_dir
from novads.ruleset import PatternRule, Rule, RuleSet


class Words(Rule):
    words: tuple[str, ...] = ()
    count: int = 0


class Shape(PatternRule):
    pattern: str


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    (tmp_path / "test").mkdir()
    return tmp_path


def write(overlay: Path, name: str, text: str) -> RuleSet:
    (overlay / "test" / name).write_text(text, encoding="utf-8")
    return RuleSet(overlay)


def test_latvian_words_and_dates_stay_text(overlay: Path) -> None:
    rules = write(overlay, "w.yaml", "- id: a\n  words: [no, jā, 17:30, 2022-06-18, ~]\n")
    with pytest.raises(RuleFileError, match=r"words\.4"):  # a lone ~ is null
        rules.yaml("test/w.yaml", Words)
    rules = write(overlay, "w.yaml", "- id: a\n  words: [no, jā, 17:30, 2022-06-18]\n  count: 3\n")
    (rule,) = rules.yaml("test/w.yaml", Words)
    assert rule.words == ("no", "jā", "17:30", "2022-06-18")
    assert rule.count == 3


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("- id: a\n- id: b\n  wrods: [x]\n", 2, "wrods"),
        ("- id: a\n- id: a\n", 2, "stands twice"),
        ("- id: a\n  words: [x]\n  words: [y]\n", 3, "stands twice"),
        ("id: a\n", 1, "not a list"),
        ("- id: a\n  words: [x\n", 3, ""),
        ("- words: [x]\n", 1, "id"),
    ],
)
def test_a_broken_yaml_file_names_file_line_and_reason(
    overlay: Path, text: str, line: int, reason: str
) -> None:
    rules = write(overlay, "w.yaml", text)
    with pytest.raises(RuleFileError) as caught:
        rules.yaml("test/w.yaml", Words)
    assert caught.value.path == overlay / "test" / "w.yaml"
    assert caught.value.line == line
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("id,count\na,1\nb,x\n", 3, "count"),
        ("# comment\nid,count\na,1,2\n", 3, "3 cells, the header has 2"),
        ("id,colour\na,red\n", 2, "colour"),
        ("id,count\na,1\na,2\n", 3, "stands twice"),
    ],
)
def test_a_broken_csv_file_names_file_line_and_reason(
    overlay: Path, text: str, line: int, reason: str
) -> None:
    rules = write(overlay, "w.csv", text)
    with pytest.raises(RuleFileError) as caught:
        rules.csv("test/w.csv", Words)
    assert caught.value.line == line
    assert reason in str(caught.value)


def test_csv_cells(overlay: Path) -> None:
    rules = write(overlay, "w.csv", '# source\nid,words,count\na,x;y,2\n"b, c",,\n')
    assert rules.csv("test/w.csv", Words) == (
        Words(id="a", words=("x", "y"), count=2),
        Words(id="b, c"),
    )


def test_a_file_that_is_not_utf8(overlay: Path) -> None:
    (overlay / "test" / "w.yaml").write_bytes("- id: ā\n".encode("windows-1257"))
    with pytest.raises(RuleFileError, match="not UTF-8"):
        RuleSet(overlay).yaml("test/w.yaml", Words)


def test_a_missing_file_and_a_missing_directory(tmp_path: Path) -> None:
    with pytest.raises(RuleFileError, match="no such rule file"):
        RuleSet().yaml("test/none.yaml", Words)
    with pytest.raises(RuleFileError, match="no such directory"):
        RuleSet(tmp_path / "none")


def test_an_overlay_replaces_and_adds(tmp_path: Path) -> None:
    for name, text in {
        "one": "- id: a\n  count: 1\n- id: b\n",
        "two": "- id: a\n- id: c\n",
    }.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "w.yaml").write_text(text, encoding="utf-8")
    rules = RuleSet(tmp_path / "one", tmp_path / "two")
    assert [(r.id, r.count) for r in rules.yaml("w.yaml", Words)] == [("a", 0), ("b", 0), ("c", 0)]
    assert pickle.loads(pickle.dumps(rules)).directories == rules.directories


def test_a_pattern_wants_examples_and_counter_examples(overlay: Path) -> None:
    rules = write(overlay, "s.yaml", "- id: a\n  pattern: x\n  examples: [x]\n")
    with pytest.raises(RuleFileError, match="counter_examples"):
        rules.yaml("test/s.yaml", Shape)
    rules = write(overlay, "s.yaml", "- {id: a, pattern: x, examples: [], counter_examples: [y]}\n")
    with pytest.raises(RuleFileError, match="examples"):
        rules.yaml("test/s.yaml", Shape)


def test_every_shipped_rule_file_is_utf8_without_trailing_blanks() -> None:
    files = [p for p in rules_dir().rglob("*") if p.suffix in (".yaml", ".csv")]
    assert files
    for path in files:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            assert line == line.rstrip(), f"{path}:{number} ends in a blank"
