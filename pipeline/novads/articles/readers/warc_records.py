"""The records of a WARC file (ISO 28500), each within bounds.

Written for hostile and damaged files: headers have a limit, and after a record that is broken the
next one is looked for, instead of giving up on the rest of the file.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from novads.articles.readers.options import KIB, MIB
from novads.articles.readers.source import harmless, in_mib
from novads.articles.readers.streams import Counted, DamagedError
from novads.errors import ArticleError

__all__ = ["BadRecord", "Headers", "Record", "http_body", "http_head", "records"]

_VERSION: Final = re.compile(rb"WARC/\d\.\d\s*")
_LONGEST_HEAD: Final = 256 * KIB
_CHUNK_SIZE: Final = re.compile(rb"[0-9a-fA-F]{1,8}")

Headers = dict[str, str]
"""Header values by name in lower case; of a name that comes twice, the first."""


@dataclass
class Record:
    """A record, to be read before the next is asked for."""

    headers: Headers
    length: int
    """The bytes of its block, as stated."""
    block: BinaryIO
    left: int
    """The bytes not read yet."""
    damaged: bool = False
    """Whether reading it failed. The next record is looked for then."""

    def read(self, size: int) -> bytes:
        """As many bytes of the block, fewer at its end.

        Raises:
            DamagedError: where its compressed data is damaged.

        """
        try:
            data = self.block.read(min(size, self.left))
        except DamagedError:
            self.left, self.damaged = 0, True
            raise
        self.left -= len(data)
        return data


@dataclass(frozen=True)
class BadRecord:
    """What can't be read as a record."""

    number: int
    """How many records came before it, and one."""
    reason: str


def records(stream: BinaryIO, name: str) -> Iterator[Record | BadRecord]:
    """The records of an uncompressed WARC file.

    Raises:
        ArticleError: if it doesn't begin with a record.
        OSError: if it can't be read.

    """
    reader = io.BufferedReader(Counted(stream), 64 * KIB)
    number, lost = 0, False
    while True:
        try:
            line = reader.readline(_LONGEST_HEAD)
        except DamagedError as error:
            if not lost:
                yield BadRecord(number + 1, error.reason)
            lost = True
            continue
        if not line:
            break
        if not line.strip():
            continue
        if not _VERSION.fullmatch(line):
            if not number:
                raise ArticleError(name, "not a WARC file")
            if not lost:
                yield BadRecord(number + 1, "no record begins where one should")
            lost = True
            continue
        number, lost = number + 1, False
        try:
            headers = _headers(reader)
        except DamagedError:
            headers = None
        length = (headers or {}).get("content-length", "")
        if headers is None or not (length.isascii() and length.isdigit() and len(length) < 16):
            yield BadRecord(number, "the record's header is broken")
            lost = True
            continue
        record = Record(headers, int(length), reader, int(length))
        yield record
        try:
            while record.left and record.read(MIB):
                pass
        except DamagedError as error:
            yield BadRecord(number, error.reason)
        lost = record.damaged
        if record.left:
            address = harmless(headers.get("warc-target-uri", "")) or "this record"
            yield BadRecord(number, f"truncated: the file ends within {address}")
    if not number and not lost:
        raise ArticleError(name, "empty")


def _headers(reader: BinaryIO) -> Headers | None:
    """The header lines up to the blank one, or None if they are too long or end too early."""
    headers: Headers = {}
    left, last = _LONGEST_HEAD, ""
    while line := reader.readline(left + 1):
        left -= len(line)
        if left < 0:
            return None
        text = line.decode("utf-8", errors="replace").rstrip("\r\n")
        if not text.strip():
            return headers
        key, colon, value = text.partition(":")
        if text[0] in " \t" and last:
            headers[last] += " " + text.strip()
        elif colon:
            last = key.strip().lower()
            headers.setdefault(last, value.strip())
    return None


def http_head(block: bytes) -> tuple[int, Headers, int] | None:
    """A response's status, its headers and where its body begins, or None if it is no HTTP."""
    stream = io.BytesIO(block)
    status = re.match(rb"HTTP/\S{1,8} +(\d{3})\b", stream.readline(_LONGEST_HEAD))
    headers = _headers(stream) if status else None
    return (int(status[1]), headers, stream.tell()) if status and headers is not None else None


def http_body(body: bytes, headers: Headers, limit: int, name: str) -> bytes:
    """A response's body, put together from its chunks and decompressed.

    Raises:
        ArticleError: if it is compressed in a way that isn't read, broken, or larger than `limit`.

    """
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = _dechunked(body)
    coding = headers.get("content-encoding", "").lower()
    if coding not in ("", "identity"):
        body = _decompressed(body, coding, limit, name)
    if len(body) > limit:
        raise ArticleError(name, f"larger than the limit of {in_mib(limit)}")
    return body


def _dechunked(body: bytes) -> bytes:
    """The chunks in one. Crawlers that store a body without its chunks leave the header be."""
    parts: list[bytes] = []
    at = 0
    while size := _CHUNK_SIZE.match(body, at):
        start = body.find(b"\r\n", size.end()) + 2
        length = int(size[0], 16)
        if start < 2 or start - at > KIB or (not parts and start + length > len(body)):
            break
        if not length:
            return b"".join(parts)
        parts.append(body[start : start + length])
        at = start + length + 2
    return b"".join(parts) if parts else body


def _decompressed(body: bytes, coding: str, limit: int, name: str) -> bytes:
    if coding in ("gzip", "x-gzip"):
        windows = [16 + zlib.MAX_WBITS]
    elif coding == "deflate":  # some servers leave out the wrapping
        windows = [zlib.MAX_WBITS, -zlib.MAX_WBITS]
    else:
        raise ArticleError(name, f"compressed in a way that isn't read: {coding[:40]!r}")
    if coding != "deflate" and body[:2] != b"\x1f\x8b":
        return body  # stored decompressed, the header left as it was
    for bits in windows:
        decompressor = zlib.decompressobj(bits)
        try:
            data = decompressor.decompress(body, limit + 1)
        except zlib.error:
            continue
        if not decompressor.eof and len(data) <= limit:
            raise ArticleError(name, "truncated: the page's compressed data ends too early")
        return data
    raise ArticleError(name, "the page's compressed data is broken")
