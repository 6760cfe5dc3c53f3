"""Reading corpus files: what stands in them comes out, and what is broken is named."""

from pathlib import Path

import pytest

from novads.evaluation.corpus import CorpusError, Document, Genre, read_corpus, read_document
from novads.objects import FundingRole, Kind

from .conftest import PROJECT


def test_header_text_and_mentions(project: Document) -> None:
    assert project.header.genre is Genre.PROJECT
    assert project.split == "dev"
    assert project.header.projects[0].funding[0].role is FundingRole.FUND
    assert project.text.startswith("Smiltenes novada dome ar biedrību")
    assert project.text.endswith("Smiltenē.")
    for mention in project.mentions:
        assert mention.end <= len(project.text)
    dates = [project.text[m.start : m.end] for m in project.mentions if m.kind is Kind.DATE]
    assert dates == ["oktobrī", "9. oktobrī"]


def test_the_extractor_is_told_nothing_of_the_gold(project: Document) -> None:
    told = project.article.model_dump(exclude_defaults=True)
    assert set(told) == {"text", "published", "source_id"}
    assert "[[" not in told["text"]


def test_lines_are_of_the_file(project: Document) -> None:
    lines = project.path.read_text(encoding="utf-8").splitlines()
    assert "partners:" in lines[project.line("projects", 0, "partners") - 1]
    assert "place: Smiltene" in lines[project.line("events", 0, "place") - 1]
    at = project.text.index("Kopā")
    assert lines[project.line_at(at) - 1].startswith("Kopā")


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("genre: project", "genre: poem", 3, "genre: Input should be"),
        ("genre: project", "genre: project\nauthor: me", 4, "author: Extra inputs"),
        ("kind: opening", "kind: ball", 20, "events.0.kind: Input should be"),
        ("role: fund}", "role: gift}", 14, "projects.0.funding.0.role"),
        ("9000 EUR, p", "9.000 EURO, p", 14, "no sum such as"),
        ("9000 EUR, p", "9000 EUT, p", 14, "no currency code"),
        ("published: 2021-03-02", "published: 2021-02-30", 5, "published"),
        ("    place: Smiltene", "    place: Smiltene\n    place: Rīga", 24, "stands twice"),
        ("events:\n", "events: [\n", None, ""),
        ("|DATE|2021-10]]", "|DAY|2021-10]]", 30, "unknown kind 'DAY'"),
        ("[[oktobrī|", "[[[[oktobrī|", 30, "mentions don't nest"),
        ("id: smiltene-2021-parks", "id: smiltene-2021", 2, "the file's name"),
        ("id: smiltene-2021-parks", "id: Smiltene", 2, "id: String should match"),
        ("---\nid", "id", 1, "no header"),
    ],
)
def test_a_broken_file_is_named_with_line_and_reason(
    tmp_path: Path, old: str, new: str, line: int | None, reason: str
) -> None:
    path = tmp_path / "smiltene-2021-parks.txt"
    assert old in PROJECT
    path.write_text(PROJECT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CorpusError) as raised:
        read_document(path)
    assert str(raised.value).startswith(str(path))
    assert reason in raised.value.reason
    if line is not None:
        assert raised.value.line == line


def test_bytes_that_are_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "smiltene-2021-parks.txt"
    path.write_bytes(PROJECT.encode("utf-8").replace("ī".encode(), b"\xee"))
    with pytest.raises(CorpusError, match="not UTF-8: byte 0xee"):
        read_document(path)


def test_a_missing_corpus(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no such directory"):
        list(read_corpus(tmp_path / "none"))


def test_every_split_in_order(corpus: Path) -> None:
    assert [d.split for d in read_corpus(corpus)] == ["dev", "test"]
