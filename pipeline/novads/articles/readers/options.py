"""What may be chosen about reading: the names of fields, and the limits on hostile input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["KIB", "MIB", "FieldNames", "ReadLimits"]

KIB: Final = 2**10
MIB: Final = 2**20


@dataclass(frozen=True, slots=True)
class FieldNames:
    """The fields (columns, keys) of tables and JSON that hold what an article has.

    None has the field guessed by its name (`novads.articles.readers.rows.GUESSES`); an empty
    string says that there is none, so that nothing is guessed. A field that is named must be there.
    """

    text: str | None = None
    id: str | None = None
    date: str | None = None
    url: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """How much is read before an input becomes an error record. Sizes are in bytes.

    They bound memory and the work that a hostile input can make; none of them cuts a text short.
    """

    article: int = 8 * MIB
    """One article's text, and one page's HTML."""
    tags: int = 100_000
    """Tags of a web page, and a fiftieth of that attributes of one tag: what parsing costs."""
    record: int = 32 * MIB
    """One line of JSON Lines, one element of a JSON list, one row of a table, as stored."""
    expanded: int = 64 * 2**30
    """What one compressed file or archive may hold when expanded."""
    ratio: int = 250
    """Expanded bytes for each compressed byte, once more than `ratio_from` came out."""
    ratio_from: int = 16 * MIB
    spooled: int = 2**30
    """A file that must be read back and forth (.zip, .parquet) inside an archive or from standard
    input: it is kept in a nameless temporary file meanwhile."""
    members: int = 2_000_000
    """Files in one archive."""
