"""Gzip, member by member: after one that is damaged, reading can go on with the next.

A crawl that was cut off and taken up again leaves half a member in the middle of its file. Python's
own `gzip` gives up on all that follows.
"""

from __future__ import annotations

import io
import zlib
from typing import Any, Final

from novads.articles.readers.options import KIB

__all__ = ["GzipMembers"]

_CHUNK: Final = 64 * KIB
_MAGIC: Final = b"\x1f\x8b\x08"
_MOST_DAMAGES: Final = 100


class GzipMembers(io.BufferedIOBase):
    """The expanded bytes of a gzip stream. Reading from it goes on after an exception.

    Args:
        stream: the compressed bytes; it is not closed.

    """

    def __init__(self, stream: io.RawIOBase) -> None:
        self._stream = stream
        self._member: Any = None
        """What expands the member under way; None between members."""
        self._input = b""
        """What was read and not expanded yet."""
        self._before = self._chunk = b""
        """The chunks read last: a member that is damaged may have taken in the next one's start."""
        self._read = 0
        """How many bytes were read."""
        self._begun = 0
        """Where the member under way begins."""
        self._damages = 0

    def readable(self) -> bool:
        """True."""
        return True

    def read1(self, size: int = _CHUNK, /) -> bytes:
        """Some bytes, at most `size`; none at the end.

        Raises:
            zlib.error: where the data is damaged. The next call goes on with the next member that
                is found; after a hundred damages there is none.
            EOFError: where it ends within a member. The next call goes on likewise, with a member
                that begins in the last 128 KiB.

        """
        while self._damages < _MOST_DAMAGES:
            if not self._input:
                self._input = self._next_chunk()
            if self._member is None and not self._begin():
                return b""
            if not self._input:  # a member that was cut short may have swallowed whole ones
                self._look_for_next()
                raise EOFError
            try:
                data: bytes = self._member.decompress(self._input, size)
            except zlib.error:
                self._look_for_next()
                raise
            self._input = self._member.unused_data or self._member.unconsumed_tail
            if self._member.eof:
                self._member = None
            if data:
                return data
        return b""

    def _next_chunk(self) -> bytes:
        chunk = self._stream.read(_CHUNK) or b""
        if chunk:
            self._before, self._chunk = self._chunk, chunk
        self._read += len(chunk)
        return chunk

    def _begin(self) -> bool:
        """Whether there is another member. Zeros between members are passed over."""
        self._input = self._input.lstrip(b"\x00")
        while len(self._input) < len(_MAGIC) and (more := self._next_chunk()):
            self._input = (self._input + more).lstrip(b"\x00")
        if not self._input:
            return False
        self._begun = self._read - len(self._input)
        if not self._input.startswith(_MAGIC):
            self._look_for_next()
            raise zlib.error("not a gzip file")
        self._member = zlib.decompressobj(16 + zlib.MAX_WBITS)
        return True

    def _look_for_next(self) -> None:
        """Go to where the next member may begin: behind the first byte of the damaged one."""
        self._damages += 1
        self._member = None
        data = self._before + self._chunk
        at = data.find(_MAGIC, max(self._begun + 1 - (self._read - len(data)), 0))
        while at < 0 and (more := self._next_chunk()):
            data = data[1 - len(_MAGIC) :] + more
            at = data.find(_MAGIC)
        self._input = data[at:] if at >= 0 else b""
