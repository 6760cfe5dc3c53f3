from __future__ import annotations

from pathlib import Path

import pytest

from novads.batch.jsonl import Writer, read_jsonl, to_line
from novads.errors import ArticleError
from novads.objects import Article, ErrorRecord, Extraction

GOOD = Extraction(article=Article(text="Rīgā.\n", source_id="ā.txt"))
BAD = ErrorRecord(source_id="b.txt", stage="read", error="ArticleError", reason="empty")


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "new" / "out.jsonl"
    with Writer(path) as writer:
        writer.write(GOOD)
        writer.write(BAD)
        assert not path.exists()
    assert list(read_jsonl(path)) == [GOOD, BAD]
    assert "Rīgā" in path.read_text(encoding="utf-8")
    assert list(tmp_path.rglob("*.part")) == []


def test_a_line_is_one_line() -> None:
    assert "\n" not in to_line(GOOD)


def test_what_was_cut_off_does_not_pass_for_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"

    def cut_off() -> None:
        with Writer(path) as writer:
            writer.write(GOOD)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cut_off()
    assert not path.exists()
    assert list(read_jsonl(tmp_path / "out.jsonl.part")) == [GOOD]


@pytest.mark.parametrize(
    ("line", "reason"),
    [("{", "not JSON"), ("[]", "neither"), ('{"extraction": {"article": {}}}', "article.text")],
)
def test_a_strange_line_names_file_and_line(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(ArticleError, match=reason) as caught:
        list(read_jsonl(path))
    assert caught.value.source_id == f"{path}:2"
