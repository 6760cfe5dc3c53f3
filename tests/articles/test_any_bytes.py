"""Whatever the bytes, reading gives articles and error records, and never an exception."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from novads.articles.readers import SUFFIXES, ReadLimits, read_paths
from novads.objects import Article, ErrorRecord

LIMITS = ReadLimits(article=2000, record=3000, expanded=100_000, ratio_from=10_000, spooled=50_000)


def seeds() -> dict[str, bytes]:
    """A sound file of each format."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "Svētki parkā.")
        archive.writestr("b/c.jsonl", '{"text": "rinda"}\n')
    tarred = io.BytesIO()
    with tarfile.open(fileobj=tarred, mode="w") as tar:
        info = tarfile.TarInfo("a.txt")
        info.size = 6
        tar.addfile(info, io.BytesIO(b"Svetki"))
    page = '<html><meta charset="windows-1257"><body><p>Svētki parkā.</p></body></html>'
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    block += b"10\r\n<p>Svetki.</p>\r\n\r\n0\r\n\r\n"
    rows = [{"text": "Svētki", "date": "2022-06-18"}, {"text": 'a "b" \\ c'}]
    return {
        ".txt": "Svētki parkā.".encode("utf-16"),
        ".html": page.encode("windows-1257"),
        ".jsonl": "\n".join(map(json.dumps, rows)).encode(),
        ".json": json.dumps(rows).encode(),
        ".csv": 'text;date\n"Svētki; ""parkā""";18.06.2022.\nb;\n'.encode("windows-1257"),
        ".warc": b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x.lv/\r\n"
        b"Content-Length: %d\r\n\r\n" % len(block) + block + b"\r\n\r\n",
        ".zip": packed.getvalue(),
        ".tar": tarred.getvalue(),
    }


SEEDS = seeds()
EDITS = st.lists(
    st.tuples(st.integers(0, 2**16), st.integers(0, 12), st.binary(max_size=12)), max_size=6
)


def damaged(raw: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    """The bytes with some of them taken out and others put in."""
    for at, cut, put in edits:
        at %= len(raw) + 1
        raw = raw[:at] + put + raw[at + cut :]
    return raw


def check(path: Path) -> None:
    items = list(read_paths([path], limits=LIMITS))
    assert items
    for item in items:
        assert isinstance(item, (Article, ErrorRecord))
        assert item.model_dump_json()
        kinds = {unicodedata.category(char) for char in item.source_id or ""}
        assert kinds.isdisjoint(("Cc", "Cf", "Cs", "Zl", "Zp"))


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".jsonl.gz"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(raw=st.binary(max_size=300))
def test_any_bytes(tmp_path: Path, suffix: str, raw: bytes) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(raw)
    check(path)


@pytest.mark.parametrize("suffix", SEEDS)
@pytest.mark.parametrize("packed", [False, True])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(edits=EDITS)
def test_damaged_files(
    tmp_path: Path, suffix: str, packed: bool, edits: list[tuple[int, int, bytes]]
) -> None:
    path = tmp_path / f"a{suffix}{'.gz' if packed else ''}"
    raw = SEEDS[suffix]
    path.write_bytes(damaged(gzip.compress(raw), edits) if packed else damaged(raw, edits))
    check(path)
