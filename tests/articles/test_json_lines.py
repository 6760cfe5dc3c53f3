from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from novads.articles.readers import read_paths
from novads.objects import Article, ErrorRecord


def test_each_line_is_an_article_or_an_error(tmp_path: Path) -> None:
    path = tmp_path / "raksti.jsonl"
    lines: list[object] = [
        {"text": "Rīgā.", "source_id": "a", "published": "2022-06-18", "url": "https://x.lv/a"},
        {"text": "Valkā."},
        {"title": "bez teksta"},
        {"text": "x", "published": "06/18/2022"},
        {"text": 5},
        {"text": "  ", "source_id": "blank"},
        ["text"],
    ]
    written = [json.dumps(line, ensure_ascii=False) for line in lines]
    path.write_text("\n\n".join([*written, "{", ""]), encoding="utf-8")
    items = list(read_paths([path]))
    first = Article(
        text="Rīgā.",
        source_id="a",
        published=dt.date(2022, 6, 18),
        url="https://x.lv/a",
        encoding="utf-8",
    )
    second = Article(text="Valkā.", source_id=f"{path.as_posix()}:3", encoding="utf-8")
    assert items[:2] == [first, second]
    errors = items[2:]
    assert all(isinstance(item, ErrorRecord) for item in errors)
    told = [(e.source_id, e.reason) for e in errors if isinstance(e, ErrorRecord)]
    assert [source.rpartition(":")[2] for source, _ in told] == ["5", "7", "9", "blank", "13", "15"]
    wanted = ("title", "published", "a number", "text: empty", "object", "JSON")
    for (_, reason), word in zip(told, wanted, strict=True):
        assert word in reason


def test_bytes_that_are_no_text_spoil_one_line_only(tmp_path: Path) -> None:
    path = tmp_path / "raksti.jsonl"
    path.write_bytes(b'{"text": "\xff"}\n{"text": "labs"}\n')
    bad, good = read_paths([path])
    assert isinstance(bad, ErrorRecord)
    assert "UTF-8" in bad.reason
    assert isinstance(good, Article)


def test_an_empty_and_a_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "raksti.jsonl"
    path.write_bytes(b"\n")
    (empty,) = read_paths([path])
    (missing,) = read_paths([tmp_path / "none.jsonl"])
    assert isinstance(empty, ErrorRecord)
    assert empty.reason == "empty"
    assert isinstance(missing, ErrorRecord)
    assert "no such file" in missing.reason
