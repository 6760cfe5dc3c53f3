"""What earlier runs have done, and which of the articles they read was the first with its text."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from typing import Final

from novads.articles.duplicates import content_key
from novads.batch.journal import Entry, Journal, read_entries
from novads.batch.outcomes import Outcome, RowMaker, Task, of_error, of_result
from novads.batch.store.writer import StoreWriter
from novads.objects import Article, ErrorRecord, Extraction

__all__ = ["Earlier", "outcome_of", "read_earlier"]

_BATCH: Final = 256


@dataclass(slots=True)
class Earlier:
    """Holds a few bytes an article, no text."""

    done: set[bytes] = field(default_factory=set)
    """The keys of what needn't be done again."""
    _first: dict[bytes, str] = field(default_factory=dict)

    def first_of(self, text_key: str, article: Article) -> str | None:
        """The source id of another article with this text that came first; None if there is none.

        Articles of different dates aren't one, even word for word: 'rīt' is another day in each.
        """
        return self.first(text_key, article.published, article.source_id or "")

    def first(self, text_key: str, published: dt.date | None, source_id: str) -> str | None:
        """As `first_of`, by what it asks of an article."""
        date = published.isoformat() if published else ""
        key = hashlib.blake2b(f"{text_key} {date}".encode(), digest_size=12).digest()
        first = self._first.setdefault(key, source_id)
        return None if first == source_id else first


def read_earlier(
    journal: Journal | None,
    store: StoreWriter | None,
    retry_errors: bool,
    make_rows: RowMaker | None,
) -> Earlier:
    """What the journal and the store hold of this version; both hold the same when this returns.

    Args:
        journal: is opened to be gone on with; what is of another version is dropped from it.
        store: gets what the journal has and it has not.
        retry_errors: leave out the articles that ended in an error, so that they are done again.
        make_rows: makes rows for the store.

    Raises:
        OutputError: if the journal can't be read or written.
        StoreError: if the store can't be read or written.
    """
    earlier = Earlier()
    stored: dict[str, str] = {} if store is None else store.done()
    if journal is None:
        assert store is not None, "there is nothing to go on with"
        for key, stage in stored.items():
            if not (retry_errors and stage == "extract"):
                earlier.done.add(bytes.fromhex(key))
        for text_key, published, source_id in store.texts():
            earlier.first(text_key, published, source_id)
        return earlier

    def keep(entry: Entry) -> bool:
        if not entry.key or entry.version != journal.version:
            return False
        if retry_errors and entry.stage == "extract":
            return False
        earlier.done.add(bytes.fromhex(entry.key))
        article = entry.article
        if article is not None and article["duplicate_of"] is None:
            date = article["published"]
            published = dt.date.fromisoformat(date) if date else None
            earlier.first(content_key(article["text"]), published, entry.source_id)
        return True

    journal.resume(keep)
    if store is not None:
        _fill(journal, store, stored, make_rows)
    return earlier


def _fill(
    journal: Journal, store: StoreWriter, stored: dict[str, str], make_rows: RowMaker | None
) -> None:
    """Write to the store what only the journal has: the run was cut off between the two."""
    missing: list[Outcome] = []
    for entry, result in read_entries(journal.part, lambda entry: entry.key not in stored):
        missing.append(outcome_of(entry, result, make_rows))
        if len(missing) == _BATCH:
            store.write(missing, {})
            missing = []
    if missing:
        store.write(missing, {})


def outcome_of(
    entry: Entry, result: Extraction | ErrorRecord, make_rows: RowMaker | None
) -> Outcome:
    """The outcome that a line was written from."""
    if isinstance(result, ErrorRecord):
        return of_error(entry.key, result)
    text_key = content_key(result.article.text)
    return of_result(Task(entry.key, result.article, text_key), result, make_rows)
