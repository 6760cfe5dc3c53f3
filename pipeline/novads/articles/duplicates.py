"""Telling articles with the same text, such as one announcement at several addresses."""

from __future__ import annotations

import hashlib
import unicodedata

from novads.objects import Article

__all__ = ["Duplicates", "content_key"]


def content_key(text: str) -> str:
    """A key that texts share when they differ in blanks, line breaks and composition only.

    Returns:
        32 hexadecimal digits (BLAKE2b over the NFC form with every run of blanks as one).
    """
    normal = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.blake2b(normal.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


class Duplicates:
    """Remembers the first article of each text. Holds a key and a source id for each, no text."""

    def __init__(self) -> None:
        self._first: dict[bytes, str] = {}

    def add(self, key: str, source_id: str) -> None:
        """Take up what an earlier run has read. The first id of a key stays."""
        self._first.setdefault(bytes.fromhex(key), source_id)

    def mark(self, article: Article) -> Article:
        """The article, with `duplicate_of` set where one with its text came before it.

        The same source id again isn't its own duplicate.
        """
        own = article.source_id or ""
        first = self._first.setdefault(bytes.fromhex(content_key(article.text)), own)
        if first == own:
            return article
        return article.model_copy(update={"duplicate_of": first})
