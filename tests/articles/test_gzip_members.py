from __future__ import annotations

import gzip
import io
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novads.articles.readers.gzip_members import GzipMembers
from novads.articles.readers.streams import Counted


def pieces(raw: bytes, size: int = 1000) -> tuple[bytes, list[str]]:
    """All that comes out, and the exceptions on the way."""
    members = GzipMembers(Counted(io.BytesIO(raw)))
    out, errors = b"", []
    while True:
        try:
            data = members.read1(size)
        except (EOFError, zlib.error) as error:
            errors.append(type(error).__name__)
            continue
        if not data:
            return out, errors
        assert len(data) <= size
        out += data


@given(st.lists(st.tuples(st.binary(max_size=3000), st.integers(0, 3))), st.integers(1, 5000))
def test_as_gzip_has_it(parts: list[tuple[bytes, int]], size: int) -> None:
    raw = b"".join(gzip.compress(part) + b"\0" * zeros for part, zeros in parts)
    assert pieces(raw, size) == (b"".join(part for part, _ in parts), [])


@pytest.mark.parametrize("cut", range(1, 24, 3))
def test_a_member_that_is_cut_costs_itself(cut: int) -> None:
    one, two = gzip.compress(b"viens" * 10), gzip.compress(b"divi")
    out, errors = pieces(one[:-cut] + two + one)
    assert out.endswith(b"divi" + b"viens" * 10)
    assert errors


def test_damage_without_end_comes_to_an_end() -> None:
    out, errors = pieces(b"\x1f\x8b\x08" * 10_000 + gzip.compress(b"a"))
    assert not out
    assert len(errors) > 90
