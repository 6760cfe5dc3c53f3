"""Articles from text files: the whole file is one."""

from __future__ import annotations

from collections.abc import Iterator

from novads.articles.readers.decoding import decode_text
from novads.articles.readers.rows import make_article
from novads.articles.readers.source import Outcome, Settings, Source, read_bounded

__all__ = ["read_text"]


def read_text(source: Source, settings: Settings) -> Iterator[Outcome]:
    """The file's text, as it is.

    Raises:
        ArticleError: if it is too large, no text, blank, or in no encoding that can be told.
        OSError: if it can't be read.

    """
    with source.open() as stream:
        raw = read_bounded(stream, 2 * settings.limits.article, source.name)
    text, encoding = decode_text(raw, source.name)
    yield make_article(text, source.name, settings, encoding=encoding)
