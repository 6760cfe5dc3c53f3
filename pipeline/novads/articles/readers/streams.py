"""Streams that hold hostile input within bounds: expansion, and lines of any length."""

from __future__ import annotations

import codecs
import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, Protocol, cast

from novads.articles.readers.decoding import Decoded, detect_8bit, detect_unicode
from novads.articles.readers.gzip_members import GzipMembers
from novads.articles.readers.options import KIB, ReadLimits
from novads.articles.readers.source import in_mib
from novads.errors import ArticleError

__all__ = [
    "Buffered",
    "Counted",
    "DamagedError",
    "Expanded",
    "Line",
    "gunzip",
    "line_text",
    "lines",
    "unified",
]

_CHUNK = 64 * KIB


class Buffered(Protocol):
    """What is asked of a buffered stream."""

    def readline(self, size: int, /) -> bytes:
        """A line, or as much of it as `size` bytes."""

    def read1(self, size: int, /) -> bytes:
        """What there is, at most `size` bytes; nothing at the end."""


class DamagedError(ArticleError):
    """Compressed data is damaged. What follows may be read on, as far as it can be found."""


class Counted(io.RawIOBase):
    """A stream that counts what is read from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: object) -> int:
        """Read into a buffer, as `io.RawIOBase` has it."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        data = self._stream.read(len(view))
        view[: len(data)] = data
        self.count += len(data)
        return len(data)

    def close(self) -> None:
        """Close the stream below, too."""
        self._stream.close()
        super().close()


class Expanded(io.RawIOBase):
    """What comes out of a compressed stream, for as long as that stays within the limits.

    Args:
        stream: the expanded bytes.
        compressed: the bytes that they come from: a count that grows, or all of them.
        name: what to call it in errors.
        limits: how much may come out.

    Reading raises ArticleError beyond the limits, and where the compressed data is broken or ends
    too early; not before all that came until then was read. So it must not be buffered where the
    last bytes count: a buffer that meets an exception loses what it was filled with.
    """

    def __init__(
        self, stream: io.BufferedIOBase, compressed: Counted | int, name: str, limits: ReadLimits
    ) -> None:
        self._stream = stream
        self._compressed = compressed
        self._name = name
        self._limits = limits
        self._count = 0

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: object) -> int:
        """Read into a buffer, as `io.RawIOBase` has it.

        Raises:
            ArticleError: beyond the limits, and for broken or truncated data.

        """
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        try:
            # not read(): that loses what it has when the data ends too early
            data = self._stream.read1(len(view))
        except (EOFError, tarfile.ReadError):
            raise DamagedError(self._name, "truncated: its data ends too early") from None
        except (zlib.error, zipfile.BadZipFile) as error:
            raise DamagedError(self._name, f"the compressed data is broken: {error}") from None
        view[: len(data)] = data
        self._count += len(data)
        self._check()
        return len(data)

    def _check(self) -> None:
        limits = self._limits
        if self._count > limits.expanded:
            raise ArticleError(
                self._name, f"expands to more than the limit of {in_mib(limits.expanded)}"
            )
        source = self._compressed
        used = source.count if isinstance(source, Counted) else source
        if self._count > limits.ratio_from and self._count > limits.ratio * max(used, 1):
            raise ArticleError(
                self._name, f"expands to more than {limits.ratio} times its size: a zip bomb"
            )

    def close(self) -> None:
        """Close the streams below, too."""
        self._stream.close()
        if isinstance(self._compressed, Counted):
            self._compressed.close()
        super().close()


def gunzip(stream: BinaryIO, name: str, limits: ReadLimits) -> BinaryIO:
    """The expanded bytes of a gzip stream of any number of members, within the limits."""
    counted = Counted(stream)
    unpacked = GzipMembers(counted)
    return cast(BinaryIO, Expanded(unpacked, counted, name, limits))


class _Joined(io.RawIOBase):
    """A stream whose beginning was already read."""

    def __init__(self, head: bytes, stream: BinaryIO, error: Exception | None) -> None:
        self._head = head
        self._stream = stream
        self._error = error

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        data, self._head = self._head[: len(view)], self._head[len(view) :]
        if not data:
            if self._error is not None:
                raise self._error
            data = self._stream.read(len(view))
        view[: len(data)] = data
        return len(data)


class _Transcoded(io.RawIOBase):
    """A UTF-16 stream as UTF-8. What is no UTF-16 comes out as what is no UTF-8."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("surrogatepass")
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        while not self._rest:
            chunk = self._stream.read(_CHUNK)
            try:
                text = self._decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError:
                text = "\udcff"  # half a unit at the end
                self._decoder.reset()
            self._rest = text.encode("utf-8", "surrogatepass")
            if not chunk:
                break
        data, self._rest = self._rest[: len(view)], self._rest[len(view) :]
        view[: len(data)] = data
        return len(data)


class Line(NamedTuple):
    """A line of a file."""

    number: int
    """From 1."""
    raw: bytes
    """With its end; in UTF-8 where the file is in UTF-16. Of a line that is too long, its start."""
    encoding: str
    """What the file is in, as far as its beginning tells."""
    too_long: bool


def unified(stream: BinaryIO) -> tuple[Buffered, str]:
    """The stream without its byte order mark and in UTF-8 if it was in UTF-16; what it is in.

    The encoding is told from the beginning of the stream: UTF-8 where that has ASCII alone.
    """
    head, error = _head(stream)
    encoding, mark = detect_unicode(head)
    joined = io.BufferedReader(_Joined(head[mark:], stream, error), _CHUNK)
    if encoding is None:
        encoding = _narrow(head)
    if encoding.startswith("utf-16"):
        return cast(Buffered, io.BufferedReader(_Transcoded(joined, encoding), _CHUNK)), encoding
    return cast(Buffered, joined), encoding


def lines(stream: BinaryIO, limit: int) -> Iterator[Line]:
    """The lines of a file, in memory one at a time and no more than `limit` bytes of each."""
    buffered, encoding = unified(stream)
    number = 0
    while raw := buffered.readline(limit):
        number += 1
        too_long = len(raw) == limit and not raw.endswith(b"\n")
        yield Line(number, raw, encoding, too_long)
        while too_long and (rest := buffered.readline(_CHUNK)):
            too_long = not rest.endswith(b"\n")


def line_text(line: Line, name: str) -> Decoded:
    """The text of a line, in UTF-8 or in what the file or else the line itself is in.

    Raises:
        ArticleError: if it has a NUL, or is in no encoding that can be told.

    """
    if b"\x00" in line.raw:
        raise ArticleError(name, f"not a text: a NUL byte at {line.raw.index(0)}")
    try:
        text = line.raw.decode("utf-8")
    except UnicodeDecodeError as error:
        eight_bit = not line.encoding.startswith("utf-")
        encoding = line.encoding if eight_bit else detect_8bit(line.raw)
        if encoding is None or line.encoding.startswith("utf-16"):
            reason = f"byte 0x{line.raw[error.start]:02x} at offset {error.start} ({error.reason})"
            raise ArticleError(name, f"not {line.encoding.upper()}: {reason}") from None
        try:
            return Decoded(line.raw.decode(encoding), encoding)
        except UnicodeDecodeError as worse:
            raise ArticleError(name, f"not {encoding}: {worse.reason}") from None
    mixed = not line.encoding.startswith("utf-16") and not line.raw.isascii()
    return Decoded(text, "utf-8" if mixed else line.encoding)


def _head(stream: BinaryIO) -> tuple[bytes, Exception | None]:
    """The beginning of the stream, and the exception that ended it."""
    head = b""
    try:
        while len(head) < _CHUNK and (chunk := stream.read(_CHUNK - len(head))):
            head += chunk
    except (ArticleError, OSError) as error:
        return head, error
    return head, None


def _narrow(head: bytes) -> str:
    """UTF-8, or the 8-bit encoding of the file's first whole lines."""
    whole = head[: head.rfind(b"\n") + 1] or head
    try:
        whole.decode("utf-8")
    except UnicodeDecodeError:
        return detect_8bit(whole) or "utf-8"
    return "utf-8"
