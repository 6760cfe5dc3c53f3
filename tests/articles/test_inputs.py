"""Where input comes from, and what may be chosen about it."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from novads.articles.readers import FieldNames, ReadLimits, read_paths
from novads.articles.readers.rows import parse_date
from novads.articles.readers.source import harmless
from novads.objects import Article, ErrorRecord

Read = Callable[..., list[str]]


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make(tmp_path, "a.txt", "b.txt", "b/c.txt", "b/d/e.txt", "b/d/f.md", ".g/h.txt", "i[1].txt")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*.txt", ["a.txt", "b.txt", "i[1].txt"]),
        ("?.txt", ["a.txt", "b.txt"]),
        ("[!a].txt", ["b.txt"]),
        ("**/*.txt", ["a.txt", "b/c.txt", "b/d/e.txt", "b.txt", "i[1].txt"]),
        ("b/**", ["b/c.txt", "b/d/e.txt"]),
        ("b/**/**/e.txt", ["b/d/e.txt"]),
        ("*/c.txt", ["b/c.txt"]),
        ("*", ["a.txt", "b/c.txt", "b/d/e.txt", "b.txt", "i[1].txt"]),
        (".g/*", [".g/h.txt"]),
        ("i[1].txt", ["i[1].txt"]),
    ],
)
def test_patterns(pattern: str, found: list[str]) -> None:
    assert [item.source_id for item in read_paths([pattern])] == found


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize("pattern", ["*.docx", "none/*.txt", "b/*.md", "["])
def test_a_pattern_that_finds_nothing(pattern: str) -> None:
    (record,) = read_paths([pattern])
    assert isinstance(record, ErrorRecord)
    assert record.source_id == pattern


@pytest.mark.usefixtures("tree")
def test_what_is_passed_over_is_told() -> None:
    told: list[tuple[str, str]] = []
    assert len(list(read_paths(["b"], skipped=lambda *what: told.append(what)))) == 2
    assert told == [("b/d/f.md", "not a supported kind of file")]


@pytest.mark.parametrize(
    ("suffix", "raw", "texts"),
    [
        (".txt", b"Svetki", ["Svetki"]),
        ("jsonl", b'{"text": "a"}\n{"text": "b"}\n', ["a", "b"]),
        (".csv", b"id,text\n1,a\n", ["a"]),
        (".txt.gz", gzip.compress(b"a"), ["a"]),
        (".html", b"<html><body><p>Svetki parka.</p></body></html>", ["Svetki parka."]),
    ],
)
def test_standard_input(
    monkeypatch: pytest.MonkeyPatch, suffix: str, raw: bytes, texts: list[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    items = list(read_paths(["-"], stdin=suffix))
    assert [item.text for item in items if isinstance(item, Article)] == texts
    assert not sys.stdin.buffer.closed


def test_a_zip_and_a_table_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    pq.write_table(pa.table({"text": ["a"]}), tmp_path / "a.parquet")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "a")
    for suffix, raw in (
        (".zip", out.getvalue()),
        (".parquet", (tmp_path / "a.parquet").read_bytes()),
    ):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        (article,) = read_paths(["-"], stdin=suffix)
        assert isinstance(article, Article)
        assert article.text == "a"


def test_an_unknown_kind_of_standard_input() -> None:
    (record,) = read_paths(["-"], stdin="docx")
    assert isinstance(record, ErrorRecord)
    assert record.reason.startswith("'docx' isn't supported")


ROW = {"text": "īsais", "pilnais": "garais", "diena": "2022-06-18", "date": "2001-01-01", "id": "x"}


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv", "a.parquet"])
def test_fields_that_are_named(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "a.parquet":
        pa = pytest.importorskip("pyarrow")
        pq = pytest.importorskip("pyarrow.parquet")
        pq.write_table(pa.table({key: [value] for key, value in ROW.items()}), path)
    elif name == "a.csv":
        path.write_text(";".join(ROW) + "\n" + ";".join(ROW.values()) + "\n", encoding="utf-8")
    else:
        path.write_text(json.dumps(ROW), encoding="utf-8")
    chosen = FieldNames(text="pilnais", date="diena", id="")
    (article,) = read_paths([path], fields=chosen)
    assert isinstance(article, Article)
    assert (article.text, article.published) == ("garais", dt.date(2022, 6, 18))
    assert (article.source_id or "").startswith(path.as_posix())
    (guessed,) = read_paths([path])
    assert isinstance(guessed, Article)
    assert (guessed.text, guessed.source_id) == ("īsais", "x")
    (record,) = read_paths([path], fields=FieldNames(url="saite"))
    assert isinstance(record, ErrorRecord)
    assert record.reason == "no field 'saite'; there is text, pilnais, diena, date, id"


@pytest.mark.parametrize(
    "text",
    [
        "2022-06-18",
        "2022-06-18T23:59:59+03:00",
        "2022-06-18 00:00:00",
        "20220618",
        "18.06.2022",
        "18.06.2022.",
        "18. 6. 2022., 12.30",
        "2022.06.18.",
        "Sat, 18 Jun 2022 23:30:00 +0300",
        " 2022-06-18 ",
    ],
)
def test_dates(text: str) -> None:
    assert parse_date(text) == dt.date(2022, 6, 18)


@pytest.mark.parametrize(
    "text", ["06/18/2022", "2022-13-01", "31.02.2022", "jūnijs", "Mon", "a" * 99, "2022", 5, True]
)
def test_no_dates(text: object) -> None:
    with pytest.raises(ValueError, match="is no date"):
        parse_date(text)


def test_an_extra_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a.html", "b.txt")
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    record, good = read_paths([tmp_path])
    assert isinstance(record, ErrorRecord)
    assert record.error == "MissingExtraError"
    assert "pip install 'novads[html]'" in record.reason
    assert isinstance(good, Article)


def test_a_warc_without_the_extra_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>a</p>"
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n" % len(block)
    path = tmp_path / "a.warc"
    path.write_bytes((head + block + b"\r\n\r\n") * 3)
    (record,) = read_paths([path])
    assert isinstance(record, ErrorRecord)
    assert record.error == "MissingExtraError"


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv", "a.jsonl.gz", "a.zip"])
def test_memory_does_not_grow_with_the_file(tmp_path: Path, name: str) -> None:
    def peak(count: int) -> int:
        path = tmp_path / name
        row = json.dumps({"text": "vārds " * 1500}) + "\n"
        if name == "a.csv":
            raw = b"text\n" + ("vārds " * 1500 + "\n").encode() * count
        elif name == "a.json":
            raw = f"[{','.join([row] * count)}]".encode()
        else:
            raw = (row * count).encode()
        if name == "a.zip":
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("a.jsonl", raw)
        else:
            path.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
        del raw
        items = read_paths([path], limits=ReadLimits(ratio=100_000))
        tracemalloc.start()
        assert sum(isinstance(item, Article) for item in items) == count
        held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return held

    small, large = peak(100), peak(1000)
    assert large < 1.2 * small + 100_000


def test_names_are_harmless() -> None:
    assert harmless("mape/Ķekava (1).txt") == "mape/Ķekava (1).txt"
    assert harmless("../a/../b..c") == "%2E%2E/a/%2E%2E/b..c"
    assert harmless("a\x00\u202e\udcff\ud800") == "a%00%E2%80%AE%FF%3F"
