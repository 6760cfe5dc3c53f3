"""Input that is broken or meant to break: each becomes an error record, and the rest comes out."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import stat
import sys
import tarfile
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from novads.articles.readers import ReadLimits, read_paths
from novads.articles.readers.html_pages import _too_costly
from novads.objects import Article, ErrorRecord

MIB = 2**20
SMALL = ReadLimits(
    article=MIB, record=2 * MIB, expanded=40 * MIB, ratio=100, ratio_from=MIB, spooled=8 * MIB
)


def read(*paths: Path | str, limits: ReadLimits | None = None) -> list[Article | ErrorRecord]:
    return list(read_paths(paths, limits=limits))


def told(items: list[Article | ErrorRecord], path: Path) -> list[tuple[str, str]]:
    """What became of each: the end of its name, and its text or the reason."""
    return [
        (
            (item.source_id or "").removeprefix(path.as_posix()),
            item.text if isinstance(item, Article) else item.reason,
        )
        for item in items
    ]


@pytest.fixture
def _flat_memory() -> Iterator[None]:
    """Check that no more than 48 MiB are held at any time."""
    tracemalloc.start()
    yield
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 48 * MIB


# --- compressed data ---


def test_truncated_gzip(tmp_path: Path) -> None:
    lines = "".join(
        json.dumps({"text": f"raksts {i} {os.urandom(40).hex()}"}) + "\n" for i in range(3000)
    )
    path = tmp_path / "a.jsonl.gz"
    packed = gzip.compress(lines.encode())
    path.write_bytes(packed[: len(packed) // 2])
    *articles, last = read(path)
    assert len(articles) > 1000
    assert all(isinstance(item, Article) for item in articles)
    assert isinstance(last, ErrorRecord)
    assert told([last], path) == [("", "truncated: its data ends too early")]


@pytest.mark.parametrize("name", ["a.txt.gz", "a.tar.gz", "a.csv.gz", "a.warc.gz", "a.json.gz"])
def test_what_is_no_gzip(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"not compressed at all")
    (record,) = read(path)
    assert isinstance(record, ErrorRecord)
    assert record.source_id.partition("!")[0] == path.as_posix()
    assert "broken" in record.reason


def test_gzip_with_a_wrong_checksum(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    packed = bytearray(gzip.compress(b"teksts"))
    packed[-5] ^= 1
    path.write_bytes(packed)
    (record,) = read(path)
    assert isinstance(record, ErrorRecord)
    assert "broken" in record.reason


def zeros(size: int, line: bytes = b"0" * MIB) -> bytes:
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb") as file:
        for _ in range(size // len(line)):
            file.write(line)
    return out.getvalue()


@pytest.mark.usefixtures("_flat_memory")
@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.json.gz", "a.csv.gz", "a.warc.gz", "a.tar.gz"])
def test_gzip_bomb(tmp_path: Path, name: str) -> None:
    start = {
        "a.json.gz": b"[" + b" " * (MIB - 1),
        "a.csv.gz": b"text\n".ljust(MIB, b"0"),
        "a.warc.gz": b"WARC/1.0\r\nContent-Length: 99999999\r\n\r\n".ljust(MIB, b"0"),
        "a.tar.gz": tarfile.TarInfo("a.png").tobuf()[:124] + b"77777777777\0",
    }.get(name, b"0" * MIB)
    if name == "a.tar.gz":
        info = tarfile.TarInfo("a.png")
        info.size = 2**33
        start = info.tobuf(tarfile.GNU_FORMAT)
    path = tmp_path / name
    path.write_bytes(gzip.compress(start) + zeros(64 * MIB))
    items = read(path, limits=SMALL)
    last = items[-1]
    assert isinstance(last, ErrorRecord)
    assert last.source_id == path.as_posix()
    assert "a zip bomb" in last.reason


@pytest.mark.usefixtures("_flat_memory")
def test_text_that_expands_beyond_what_an_article_is(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(zeros(64 * MIB))
    limits = ReadLimits(article=MIB)
    assert told(read(path, limits=limits), path) == [("", "larger than the limit of 2 MiB")]


def test_more_than_may_ever_come_out(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    line = json.dumps({"text": os.urandom(300).hex()}).encode() + b"\n"
    path.write_bytes(gzip.compress(line * 100))
    limits = ReadLimits(expanded=20_000)
    *_, last = read(path, limits=limits)
    assert told([last], path) == [("", "expands to more than the limit of 20000 bytes")]


@pytest.mark.usefixtures("_flat_memory")
def test_zip_bomb(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("bomb.jsonl", "w") as file:
            for _ in range(64):
                file.write(b"0" * MIB)
        archive.writestr("good.txt", "labs")
    assert told(read(path, limits=SMALL), path) == [
        ("!/bomb.jsonl:1", "larger than the limit of 2 MiB"),
        ("!/bomb.jsonl", "expands to more than 100 times its size: a zip bomb"),
        ("!/good.txt", "labs"),
    ]


def test_zip_whose_files_overlap(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "a" * 1000)
        first = archive.infolist()[0]
        for i in range(9):
            copy = zipfile.ZipInfo(f"a{i}.txt")
            copy.header_offset, copy.CRC = first.header_offset, first.CRC
            copy.compress_size = copy.file_size = first.file_size
            archive.filelist.append(copy)
            archive.NameToInfo[copy.filename] = copy
        archive._didModify = True  # type: ignore[attr-defined]
    path = tmp_path / "a.zip"
    path.write_bytes(out.getvalue())
    assert told(read(path), path) == [("", "its files overlap: a zip bomb")]


# --- archives ---


def test_broken_archives(tmp_path: Path) -> None:
    good = io.BytesIO()
    with zipfile.ZipFile(good, "w") as archive:
        archive.writestr("a.txt", "teksts")
    for name, raw in {
        "a.zip": b"PK\x03\x04 no zip",
        "b.zip": good.getvalue()[:-10],
        "c.tar": b"no tar at all" * 100,
        "d.tar": b"",
        "e.zip": b"",
    }.items():
        path = tmp_path / name
        path.write_bytes(raw)
        (record,) = read(path)
        assert isinstance(record, ErrorRecord)
        assert record.source_id == path.as_posix()
        assert "that can be read" in record.reason


def test_zip_member_that_fails_its_check(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "AAAAAAAA")
        archive.writestr("b.txt", "labs")
    path.write_bytes(path.read_bytes().replace(b"AAAAAAAA", b"AAAABAAA"))
    bad, good = read(path)
    assert isinstance(bad, ErrorRecord)
    assert bad.source_id.endswith("a.zip!/a.txt")
    assert "broken" in bad.reason
    assert isinstance(good, Article)


@pytest.mark.parametrize("keep", [700, 1024 + 100])
def test_truncated_tar(tmp_path: Path, keep: int) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:") as archive:
        for name in ("a.txt", "b.txt"):
            info = tarfile.TarInfo(name)
            info.size = 600
            archive.addfile(info, io.BytesIO(b"x" * 600))
    path = tmp_path / "a.tar"
    path.write_bytes(out.getvalue()[:keep])
    items = read(path)
    assert isinstance(items[-1], ErrorRecord)
    assert "truncated" in " ".join(reason for _, reason in told(items, path))


def test_tar_that_lacks_its_end(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:") as archive:
        info = tarfile.TarInfo("a.txt")
        info.size = 1
        archive.addfile(info, io.BytesIO(b"x"))
    path = tmp_path / "a.tar"
    path.write_bytes(out.getvalue()[:1024])
    assert told(read(path), path) == [
        ("!/a.txt", "x"),
        ("", "truncated: the archive has no end"),
    ]


CLIMBING = ["../../etc/a.txt", "/etc/a.txt", "a/../../b.txt", "C:\\a.txt", "..\\a.txt"]


@pytest.mark.parametrize("name", CLIMBING)
@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_names_that_lead_out_of_an_archive(tmp_path: Path, name: str, kind: str) -> None:
    path = tmp_path / "in" / f"a.{kind}"
    path.parent.mkdir()
    if kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(name, "x")
            archive.writestr("good.txt", "labs")
    else:
        with tarfile.open(path, "w") as tar:
            for member, raw in ((name, b"x"), ("good.txt", b"labs")):
                info = tarfile.TarInfo(member)
                info.size = len(raw)
                tar.addfile(info, io.BytesIO(raw))
    before = sorted(tmp_path.rglob("*"))
    bad, good = read(path)
    assert isinstance(bad, ErrorRecord)
    assert bad.reason == "its name leads out of the archive"
    assert ".." not in bad.source_id.removeprefix(path.as_posix()).split("/")
    assert isinstance(good, Article)
    assert sorted(tmp_path.rglob("*")) == before


def test_names_with_control_and_direction_characters(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a\x1b[31m\u202etxt.b\n.txt", "x")
    assert told(read(path), path) == [("!/a%1B[31m%E2%80%AEtxt.b%0A.txt", "x")]


def test_a_file_without_a_name(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo(""), "x")
        archive.writestr("good.txt", "labs")
    assert told(read(path), path) == [("!/good.txt", "labs")]


def test_encrypted_zip(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("slepens.txt", "x")
        archive.writestr("good.txt", "labs")
    raw = bytearray(path.read_bytes())
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)
    assert told(read(path), path) == [("!/slepens.txt", "encrypted"), ("!/good.txt", "labs")]


def test_links_and_devices_in_archives(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as tar:
        for name, kind in (
            ("a.txt", tarfile.SYMTYPE),
            ("b.txt", tarfile.LNKTYPE),
            ("c.txt", tarfile.FIFOTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            tar.addfile(info)
    reasons = [reason for _, reason in told(read(path), path)]
    assert reasons == ["a link; links in archives aren't followed"] * 2 + ["not a plain file"]
    packed = tmp_path / "a.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        link = zipfile.ZipInfo("a.txt")
        link.create_system = 3
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    ((_, reason),) = told(read(packed), packed)
    assert reason.startswith("a link")


@pytest.mark.usefixtures("_flat_memory")
def test_tar_with_a_name_of_a_hundred_megabytes(tmp_path: Path) -> None:
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 100 * MIB
    path = tmp_path / "a.tar.gz"
    path.write_bytes(gzip.compress(info.tobuf(tarfile.GNU_FORMAT)) + zeros(100 * MIB))
    assert told(read(path), path) == [("", "a name in it is longer than 1 MiB")]


def test_archives_with_nothing_to_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.png", "x")
        archive.writestr("__MACOSX/._a.txt", b"\0\0")
    ((name, reason),) = told(read(path), path)
    assert (name, reason.endswith("file in this archive")) == ("", True)


def test_too_many_files(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for i in range(4):
            archive.writestr(f"{i}.txt", "x")
    limits = ReadLimits(members=3)
    assert told(read(path, limits=limits), path) == [("", "more than 3 files in it")]


def test_a_large_archive_within_an_archive(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.txt", os.urandom(9 * MIB))
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
    assert told(read(path, limits=SMALL), path) == [
        ("!/inner.zip", "larger than the limit of 8 MiB")
    ]


# --- web archives ---


def warc(*bodies: bytes, head: bytes = b"Content-Type: text/html\r\n") -> bytes:
    out = b""
    for i, body in enumerate(bodies):
        block = b"HTTP/1.1 200 OK\r\n" + head + b"\r\n" + body
        out += b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x.lv/%d\r\n" % i
        out += b"Content-Length: %d\r\n\r\n" % len(block) + block + b"\r\n\r\n"
    return out


def body(text: str) -> bytes:
    return f"<html><body><p>{text}</p></body></html>".encode()


def test_truncated_warc(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(warc(body("Svētki parkā."), body("Otrais raksts."))[:-30])
    assert told(read(path), path) == [
        ("!/-/http://x.lv/0", "Svētki parkā."),
        ("!/2", "truncated: the file ends within http://x.lv/1"),
    ]
    packed = tmp_path / "a.warc.gz"
    one, two = gzip.compress(warc(body("Svētki."))), gzip.compress(warc(body("Otrais.")))
    packed.write_bytes(one + two[:-20])
    assert told(read(packed), packed) == [
        ("!/-/http://x.lv/0", "Svētki."),
        ("!/-/http://x.lv/0", "truncated: its data ends too early"),
    ]


def test_warc_goes_on_after_a_damaged_member(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    one, two = gzip.compress(warc(body("Svētki."))), gzip.compress(warc(body("Otrais.")))
    noise = gzip.compress(warc(body(random.Random(7).randbytes(200_000).hex())))
    wrong = bytearray(two)
    wrong[-6] ^= 1  # in its checksum
    path.write_bytes(one + noise[:-70_000] + two + b"\0" * 512 + one + b"trash" + two + wrong + one)
    *items, last = [text for _, text in told(read(path), path)]
    assert last == "Svētki."
    assert [text for text in items if "data" not in text] == ["Svētki.", "Otrais."] * 2
    assert sum("data" in text for text in items) == 3


@pytest.mark.usefixtures("_flat_memory")
def test_gzip_that_begins_again_and_again(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(warc(body("Svētki."))) + b"\x1f\x8b\x08\x08" * MIB)
    first, *others = read(path)
    assert isinstance(first, Article)
    assert len(others) < 3


def test_warc_goes_on_after_a_broken_record(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    good = warc(body("Svētki parkā."))
    broken = b"WARC/1.0\r\nContent-Length: many\r\n\r\nxx\r\n\r\n"
    endless = b"WARC/1.0\r\n" + b"X: " + b"x" * MIB + b"\r\n\r\n"
    path.write_bytes(good + broken + good + b"trash\r\ntrash\r\n" + good + endless + good)
    assert [reason for _, reason in told(read(path), path)] == [
        "Svētki parkā.",
        "the record's header is broken",
        "Svētki parkā.",
        "no record begins where one should",
        "Svētki parkā.",
        "the record's header is broken",
        "Svētki parkā.",
    ]


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (b"<p>a</p>" * 150_000, "more than the limit of 100000 tags"),
        (b"<div " + b'a=">" ' * 3000 + b">x", "a tag with more than the limit of 2000 attributes"),
        (b"<div " + b"a " * 3000 + b">x", "a tag with more than the limit of 2000 attributes"),
        (b"<div" + b"/a" * 3000 + b">x", "a tag with more than the limit of 2000 attributes"),
    ],
)
def test_pages_that_take_long_to_parse(tmp_path: Path, html: bytes, reason: str) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(html)
    assert told(read(path), path) == [("", reason)]


def test_a_page_with_a_large_picture_in_it(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    picture = f'<img alt="{"a " * 5000}" src="data:image/png;base64,{"iVBOR/w0==" * 200_000}">'
    path.write_text(f"<html><body>{picture}<p>Svētki parkā.</p></body></html>", encoding="utf-8")
    assert told(read(path), path) == [("", "Svētki parkā.")]


def test_a_page_nested_without_end(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"<div>" * 50_000 + b"x")
    (record,) = read(path)
    assert isinstance(record, ErrorRecord)


@pytest.mark.parametrize("piece", ["<a ", "<a '", '<a "', "<a \"' ", "<a b='\">", "<", "<!--"])
def test_looking_at_tags_is_linear(assert_linear: Callable[..., None], piece: str) -> None:
    assert_linear(lambda text: _too_costly(text, 10**9), piece)


def test_what_is_no_warc(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"<html>")
    assert told(read(path), path) == [("", "not a WARC file")]
    path.write_bytes(b"")
    assert told(read(path), path) == [("", "empty")]


@pytest.mark.usefixtures("_flat_memory")
def test_a_page_that_expands_to_a_bomb(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    head = b"Content-Type: text/html\r\nContent-Encoding: gzip\r\n"
    path.write_bytes(warc(zeros(100 * MIB), head=head) + warc(body("labs")))
    assert [reason for _, reason in told(read(path), path)] == [
        "larger than the limit of 8 MiB",
        "labs",
    ]


@pytest.mark.parametrize(
    ("coding", "raw", "reason"),
    [
        ("br", b"\x0b\x02", "compressed in a way that isn't read: 'br'"),
        (
            "gzip",
            gzip.compress(b"<p>" + os.urandom(99))[:-30],
            "the page's compressed data ends too",
        ),
        ("gzip", b"\x1f\x8b" + b"x" * 50, "the page's compressed data is broken"),
        ("deflate", b"\xff" * 50, "the page's compressed data is broken"),
    ],
)
def test_pages_that_are_compressed_badly(
    tmp_path: Path, coding: str, raw: bytes, reason: str
) -> None:
    path = tmp_path / "a.warc"
    head = b"Content-Type: text/html\r\nContent-Encoding: %b\r\n" % coding.encode()
    path.write_bytes(warc(raw, head=head) + warc(body("labs")))
    (_, first), (_, second) = told(read(path), path)
    assert reason in first
    assert second == "labs"


@pytest.mark.parametrize("bits", [-15, 15])
def test_both_ways_to_deflate(tmp_path: Path, bits: int) -> None:
    packer = zlib.compressobj(wbits=bits)
    raw = packer.compress(body("Svētki parkā.")) + packer.flush()
    path = tmp_path / "a.warc"
    path.write_bytes(warc(raw, head=b"Content-Type: text/html\r\nContent-Encoding: deflate\r\n"))
    assert [text for _, text in told(read(path), path)] == ["Svētki parkā."]


# --- lines, cells, characters ---


@pytest.mark.usefixtures("_flat_memory")
@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.json"])
def test_a_line_of_a_hundred_megabytes(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        opening = {"a.json": b'[{"text": "', "a.csv": b"text\n"}.get(name, b'{"text": "')
        file.write(opening)
        for _ in range(100):
            file.write(b"a" * MIB)
        file.write(
            {"a.json": b'"}, {"text": "labs"}]', "a.csv": b"\nlabs\n"}.get(
                name, b'"}\n{"text": "labs"}\n'
            )
        )
    (_, reason), (_, good) = told(read(path, limits=SMALL), path)
    assert reason == (
        "a row larger than the limit of 2 MiB"
        if name == "a.csv"
        else "larger than the limit of 2 MiB"
    )
    assert good == "labs"


@pytest.mark.usefixtures("_flat_memory")
def test_a_text_of_a_hundred_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(100 * MIB)
    assert told(read(path), path) == [("", "larger than the limit of 16 MiB")]


def test_a_cell_of_ten_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    cell = "vārds " * (10 * MIB // 7)
    path.write_text(f'id;text\n1;"{cell}"\n2;labs\n', encoding="utf-8")
    assert told(read(path), path) == [
        ("1", "text: larger than the limit of 8 MiB"),
        ("2", "labs"),
    ]
    first, _ = read(path, limits=ReadLimits(article=16 * MIB))
    assert isinstance(first, Article)
    assert first.text == cell


def test_csv_with_an_unclosed_quote(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = "".join(f"{i};labs {i}\n" for i in range(3, 100))
    path.write_text(f'id;text\n1;labs 1\n2;"nav aizvērts\n{rows}', encoding="utf-8")
    items = read(path)
    assert told(items[:3], path) == [
        ("1", "labs 1"),
        (":3", "a quote that opens here is never closed"),
        ("3", "labs 3"),
    ]
    assert len(items) == 99
    assert all(isinstance(item, Article) for item in items[2:])


def test_csv_with_an_unclosed_quote_in_a_large_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    row = "x" * 1000
    rows = "".join(f"{i};{row}\n" for i in range(3000))
    path.write_text(f'id;text\n2;"nav aizvērts\n{rows}', encoding="utf-8")
    first, *others = read(path, limits=SMALL)
    assert told([first], path) == [
        (":2", "a row larger than the limit of 2 MiB; is a quote unclosed?")
    ]
    assert len(others) == 3000


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"text;id\na;1;2\nb;2\n", [":2: 3 cells in a row, 2 in the header", "b"]),
        (b'text;id\n"a"b;1\nb;2\n', [":2: not CSV", "b"]),
        (b"text;id\na\0;1\nb;2\n", [":2: not a text: a NUL byte at 1", "b"]),
        (b"text;id\n", [": empty: it has no rows"]),
        (b"", [": empty"]),
        (b"\n\n", [": empty"]),
        (b"a;b\n1;2\n", [": no field for the text (name it: --text-field); there is a, b"]),
        (b'"text;id\n', [": no header: a quote that opens here is never closed"]),
    ],
)
def test_csv_rows_that_are_none(tmp_path: Path, raw: bytes, expected: list[str]) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(raw)
    shown = [
        item.text
        if isinstance(item, Article)
        else f"{item.source_id.removeprefix(path.as_posix())}: {item.reason}"
        for item in read(path)
    ]
    assert len(shown) == len(expected)
    for one, other in zip(shown, expected, strict=True):
        assert one.startswith(other)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b'{"text": "a\\ud800b"}', "text: a lone surrogate (U+D800) at 1"),
        (b'{"text": "a\\u0000b"}', "text: a NUL character at 1"),
        (b'{"text": "a\x00b"}', "not a text: a NUL byte at 11"),
        (
            b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
            "not JSON that can be read: nested",
        ),
        (b'{"text": "a", "n": ' + b"9" * 10_000 + b"}", "not JSON that can be read"),
        (b'{"text": ["a"]}', "text: not a text but a list"),
        (b'{"text": "a"', "not JSON"),
        (b'{"a": "b"}', "no field for the text (name it: --text-field); there is a"),
        (b"[]", "not an object"),
    ],
)
def test_json_that_is_no_article(tmp_path: Path, raw: bytes, reason: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(raw + b'\n{"text": "labs"}\n')
    bad, good = read(path)
    assert isinstance(bad, ErrorRecord)
    assert bad.reason.startswith(reason)
    assert bad.source_id == f"{path.as_posix()}:1"
    assert bad.model_dump_json()
    assert isinstance(good, Article)


def test_lone_surrogates_beside_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "a", "title": "b\\udc00", "url": "\\ud800", "id": "\\udfff"}')
    (article,) = read(path)
    assert isinstance(article, Article)
    assert article.title == "b\ufffd"
    assert article.model_dump_json()


@pytest.mark.parametrize(
    ("raw", "reasons"),
    [
        (b'[{"text": "a"}, {"text": "b"', ["a", "truncated"]),
        (b'[{"text": "a"}, 5, "x", null, [1, [2]]]', ["a"] + ["not an object"] * 4),
        (b'[{"text": "a"}] [', ["a", "not JSON: something follows the list"]),
        (b'[{"text": "a"} }, {"text": "b"}]', ["a", "not JSON", "b"]),
        (b"[}", ["not JSON", "truncated"]),
        (b"{}]", ["no field", "not JSON"]),
        (b"5", ["not JSON: neither a list nor an object"]),
        (b"[]", ["empty"]),
        (b"", ["empty"]),
    ],
)
def test_json_lists_that_are_broken(tmp_path: Path, raw: bytes, reasons: list[str]) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(raw)
    shown = [reason for _, reason in told(read(path), path)]
    assert len(shown) == len(reasons), shown
    for one, other in zip(shown, reasons, strict=True):
        assert one.startswith(other)


def test_directions_and_combining_characters_stay(tmp_path: Path) -> None:
    text = "\u202eabc\u202c ka\u0304zas \u200f\u2066x\u2069 \U0001f600 e\u0301 beigas"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": text}), encoding="utf-8")
    (tmp_path / "c.csv").write_text(f"text\n{text}\n", encoding="utf-8")
    items = read(tmp_path)
    assert [item.text for item in items if isinstance(item, Article)] == [text] * 3
    assert text.index("beigas") == len(text) - 6


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_binary_data_under_a_text_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 20)
    ((_, reason),) = told(read(path), path)
    assert reason.startswith("not a text file: a NUL byte at")


@pytest.mark.parametrize("suffix", [".txt", ".html", ".json", ".jsonl", ".csv", ".tsv", ".warc"])
def test_empty_files(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"")
    assert told(read(path), path) == [("", "empty")]


def test_parquet_that_is_none(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    path = tmp_path / "a.parquet"
    for raw in (b"", b"PAR1", b"PAR1" + os.urandom(500) + b"PAR1"):
        path.write_bytes(raw)
        (record,) = read(path)
        assert isinstance(record, ErrorRecord)
        assert record.source_id == path.as_posix()
        assert record.reason.startswith("not Parquet that can be read")


# --- files and folders ---


def test_folders_that_link_to_themselves(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("a")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in", target_is_directory=True)
    (tmp_path / "in" / "self.txt").symlink_to(tmp_path / "in" / "self.txt")
    for path in (tmp_path, f"{tmp_path}/**/*.txt"):
        items = read(path)
        assert [type(item).__name__ for item in items] == ["Article", "ErrorRecord"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    os.mkfifo(path)
    assert told(read(tmp_path), path) == [("", "not a file")]


@pytest.mark.skipif(sys.platform != "linux", reason="names are text elsewhere")
def test_a_file_name_that_is_no_text(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/sv\xe7tki\n.txt", "wb") as file:
        file.write(b"labs")
    (article,) = read(tmp_path)
    assert isinstance(article, Article)
    assert article.source_id == f"{tmp_path.as_posix()}/sv%E7tki%0A.txt"
    assert article.model_dump_json()


def test_a_path_that_cannot_be(tmp_path: Path) -> None:
    for path in ("a\0b.txt", "x" * 5000 + ".txt", ""):
        (record,) = read(path)
        assert isinstance(record, ErrorRecord)
        assert "\0" not in record.source_id
