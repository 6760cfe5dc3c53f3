"""Filling a store with what a run wrote to JSON Lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from novads.batch.earlier import outcome_of
from novads.batch.journal import Entry, OutputError, read_entries
from novads.batch.outcomes import Outcome, RowMaker
from novads.batch.store.writer import StoreWriter
from novads.objects import ErrorRecord, Extraction

__all__ = ["fill_store"]

_BATCH: Final = 256


def fill_store(results: Path, store: Path, rules: str | None = None) -> int:
    """Write the results of a JSON Lines file to a store; the same articles there are replaced.

    Args:
        results: what a run wrote, finished or cut off; or the folder of a run on Ray.
        store: the DuckDB file; made if it isn't there.
        rules: the user's rules by which places are looked up.

    Returns:
        How many articles and errors were written.

    Raises:
        OutputError: if the file can't be read, or isn't what a run wrote.
        StoreError: if the store can't be opened or written.
    """
    if not results.exists():
        raise OutputError(results, "no such file or folder")
    make_rows = RowMaker(rules)
    counts = {"articles": 0, "errors": 0}
    with StoreWriter(store, "") as writer:
        writer.begin_run({"filled_from": str(results)}, dt.datetime.now(dt.UTC))
        batch: list[Outcome] = []
        version = ""
        for entry, result in _entries(results):
            if batch and (len(batch) == _BATCH or entry.version != version):
                writer.write(batch, counts, version)
                batch = []
            version = entry.version
            batch.append(outcome_of(entry, result, make_rows))
            counts["errors" if batch[-1].is_error else "articles"] += 1
        if batch:
            writer.write(batch, counts, version)
        writer.finish("finished", dt.datetime.now(dt.UTC), counts)
    return sum(counts.values())


def _entries(results: Path) -> Iterator[tuple[Entry, Extraction | ErrorRecord]]:
    files = sorted(results.glob("articles*.jsonl")) if results.is_dir() else [results]
    if not files:
        raise OutputError(results, "no articles*.jsonl in this folder")
    for file in files:
        yield from read_entries(file)
