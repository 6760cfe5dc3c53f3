"""Reading articles: files of many formats, archives, folders, patterns and standard input.

One input gives one article or one error record; nothing is dropped in silence, and a bad input
never keeps the others from coming out. What is read is held in memory one article at a time. The
text is kept as it came, line ends and all. Only a byte order mark at the very start isn't part of
it; of a web page, the text is what was extracted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from novads.articles.readers.decoding import Decoded, decode_text
from novads.articles.readers.formats import SUFFIXES, read_source
from novads.articles.readers.options import FieldNames, ReadLimits
from novads.articles.readers.source import Settings, Source
from novads.articles.readers.walking import STDIN, find
from novads.objects import Article, ErrorRecord

__all__ = [
    "STDIN",
    "SUFFIXES",
    "Decoded",
    "FieldNames",
    "ReadLimits",
    "decode_text",
    "read_paths",
]


def read_paths(
    paths: Iterable[Path | str],
    *,
    fields: FieldNames | None = None,
    limits: ReadLimits | None = None,
    stdin: str = ".txt",
    skipped: Callable[[str, str], None] | None = None,
) -> Iterator[Article | ErrorRecord]:
    """The articles of the paths, in the order given; folders in the order of their files' names.

    A folder is read with all folders inside it. The same path given twice is read twice.

    Args:
        paths: files with an ending of `SUFFIXES`, folders of them, patterns of names (`*`, `?`,
            `[…]`, `**`), '-' for standard input. An article's `source_id` is its path as given,
            with forward slashes; one of a table or of JSON has its own id or else the number of
            its row or line behind the path.
        fields: the names of fields in tables and JSON; guessed by default.
        limits: how much is read before an input becomes an error record.
        stdin: what standard input is, as a file name's ending.
        skipped: told the name of each file or record that is no article, and why it is none.

    Yields:
        An article, or an error record of the stage 'read' that names the path and the reason.

    """
    settings = Settings(fields or FieldNames(), limits or ReadLimits(), skipped)
    for path in paths:
        for item in find(path, settings, stdin):
            if isinstance(item, Source):
                yield from read_source(item, settings)
            else:
                yield item
