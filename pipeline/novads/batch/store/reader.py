"""Opening a store to read it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from novads.batch.store.schema import StoreError, check_schema

__all__ = ["open_store"]


@contextmanager
def open_store(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a store that can't change it.

    Raises:
        StoreError: if it isn't there, is being written, or is no store of this schema.
    """
    if not path.is_file():
        raise StoreError(path, "no such file; a run with --store writes one")
    try:
        connection = duckdb.connect(str(path), read_only=True)
    except duckdb.Error as error:
        raise StoreError(path, f"can't be opened; is a run writing it? ({error})") from error
    try:
        connection.execute("SET TimeZone = 'UTC'")
        if not check_schema(connection, path):
            raise StoreError(path, "an empty database, no novads store")
        yield connection
    finally:
        connection.close()
