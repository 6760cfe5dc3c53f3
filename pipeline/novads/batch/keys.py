"""Keys that tell articles and errors apart, the same on every machine and day."""

from __future__ import annotations

import hashlib
import json

from novads.objects import Article, ErrorRecord

__all__ = ["article_key", "error_key"]


def article_key(article: Article) -> str:
    """The key of an article's content: what it says, and what its source says of it.

    Two articles have one key only if source id, text, title, url and publication date are equal.

    Returns:
        32 hexadecimal digits (BLAKE2b).
    """
    published = article.published.isoformat() if article.published else None
    return _key(article.source_id or "", article.text, article.title, article.url, published)


def error_key(error: ErrorRecord) -> str:
    """The key of an input that became no article: its source id, and what was wrong with it."""
    return _key(error.source_id, error.stage, error.error, error.reason)


def _key(*parts: str | None) -> str:
    # JSON keeps the parts apart and can write any string, lone surrogates too
    data = json.dumps(parts, ensure_ascii=True).encode("ascii")
    return hashlib.blake2b(data, digest_size=16).hexdigest()
