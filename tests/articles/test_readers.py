"""Reading articles: one input, one outcome."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from novads.articles.readers import SUFFIXES, read_paths
from novads.objects import Article, ErrorRecord


def only(path: Path | str) -> Article | ErrorRecord:
    (item,) = read_paths([path])
    return item


def write(path: Path, raw: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    return path


def test_text_comes_as_it_is(tmp_path: Path) -> None:
    raw = "Ķekavā\r\n\r\nsākas  svētki\u00a0\n"
    article = only(write(tmp_path / "a.txt", raw.encode()))
    assert isinstance(article, Article)
    assert article.text == raw
    assert article.title is None
    assert article.published is None


def test_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    article = only(write(tmp_path / "a.txt", b"\xef\xbb\xbf\xc4\xb6ekava"))
    assert isinstance(article, Article)
    assert article.text == "Ķekava"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b" \r\n\t\n", "nothing but blanks in it"),
        (b"abc\xe2\x28\x81", "not UTF-8: byte 0xe2 at offset 3 (invalid continuation byte)"),
        (
            "svētki Ķekavā".encode()[:-1],
            "not UTF-8: byte 0xc4 at offset 14 (unexpected end of data)",
        ),
        ("Здравствуйте".encode("windows-1251"), "not UTF-8: byte 0xc7 at offset 0"),
        (b"PK\x03\x04\x00\x00", "not a text file: a NUL byte at 4"),
        (bytes(range(1, 9)) * 20, "not a text file: it is full of control characters"),
    ],
)
def test_what_is_no_article(tmp_path: Path, raw: bytes, reason: str) -> None:
    path = write(tmp_path / "a.txt", raw)
    record = only(path)
    assert isinstance(record, ErrorRecord)
    assert record.source_id == path.as_posix()
    assert record.stage == "read"
    assert record.error == "ArticleError"
    assert record.reason.startswith(reason)


def test_missing_path(tmp_path: Path) -> None:
    record = only(tmp_path / "none.txt")
    assert isinstance(record, ErrorRecord)
    assert (record.error, record.reason) == ("FileNotFoundError", "no such file or folder")


def test_unsupported_suffix(tmp_path: Path) -> None:
    record = only(write(tmp_path / "a.docx", b"x"))
    assert isinstance(record, ErrorRecord)
    assert record.reason == f".docx isn't supported; supported: {', '.join(SUFFIXES)}"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", b"x")
    path.chmod(0)
    record = only(path)
    assert isinstance(record, ErrorRecord)
    assert (record.error, record.reason) == ("PermissionError", "permission denied")


def test_a_file_that_fails_to_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.txt", b"x")

    def refuse(self: Path, mode: str) -> BinaryIO:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    record = only(path)
    assert isinstance(record, ErrorRecord)
    assert (record.error, record.reason) == ("PermissionError", "permission denied")


def test_folder_is_sorted_and_deep_and_the_good_come_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "in" / "b.txt", b"b")
    write(tmp_path / "in" / "a.TXT", b"a")
    write(tmp_path / "in" / "c" / "d.txt", b"\xff")
    write(tmp_path / "in" / "c" / "e.txt", b"e")
    write(tmp_path / "in" / "notes.md", b"-")
    (tmp_path / "in" / "c" / "loop").symlink_to(tmp_path / "in", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    items = list(read_paths(["in", "missing", Path("in/b.txt")]))
    assert [item.source_id for item in items] == [
        "in/a.TXT",
        "in/b.txt",
        "in/c/d.txt",
        "in/c/e.txt",
        "missing",
        "in/b.txt",
    ]
    assert [type(item).__name__ for item in items] == [
        "Article",
        "Article",
        "ErrorRecord",
        "Article",
        "ErrorRecord",
        "Article",
    ]


def test_folder_without_texts(tmp_path: Path) -> None:
    write(tmp_path / "notes.md", b"-")
    record = only(tmp_path)
    assert isinstance(record, ErrorRecord)
    assert record.reason == f"no {', '.join(SUFFIXES)} file in this folder"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Ķekava\r\n".encode())))
    article = only("-")
    assert isinstance(article, Article)
    assert (article.source_id, article.text) == ("-", "Ķekava\r\n")


def test_empty_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    record = only("-")
    assert isinstance(record, ErrorRecord)
    assert (record.source_id, record.reason) == ("-", "empty")
