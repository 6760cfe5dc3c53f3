"""The schema of the store: making it, and checking that a store has it.

The tables and views are in `schema.sql` and `views.sql` beside this file, with a comment on each
table and column, which DuckDB keeps (`SELECT * FROM duckdb_columns()`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import duckdb

from novads.errors import NovadsError

__all__ = ["SCHEMA_VERSION", "TABLES", "VIEWS", "StoreError", "check_schema", "create_schema"]

SCHEMA_VERSION: Final = 1
"""Raised whenever a table or column changes."""

TABLES: Final = (
    "articles",
    "mentions",
    "events",
    "projects",
    "funding",
    "dossiers",
    "warnings",
    "errors",
    "runs",
)
"""The tables that hold data, in the order in which an analyst meets them."""

VIEWS: Final = (
    "current_projects",
    "current_funding",
    "funding_by_programme_and_year",
    "funding_by_municipality_and_fund",
    "events_by_month_and_place",
    "event_organisers",
    "event_participants",
    "project_partners",
)
"""The views that answer the usual questions."""

_HERE: Final = Path(__file__).parent


class StoreError(NovadsError):
    """A store can't be opened, read or written. Names the file and the reason."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = Path(path)
        self.reason = reason


def create_schema(connection: duckdb.DuckDBPyConnection, written_by: str) -> None:
    """Make all tables and views in an empty database.

    Args:
        connection: an open connection that may write.
        written_by: the version of novads.

    Raises:
        duckdb.Error: if the database isn't empty or can't be written.

    """
    connection.execute((_HERE / "schema.sql").read_text(encoding="utf-8"))
    connection.execute((_HERE / "views.sql").read_text(encoding="utf-8"))
    connection.execute("INSERT INTO store_info VALUES (?, ?)", [SCHEMA_VERSION, written_by])


def check_schema(connection: duckdb.DuckDBPyConnection, path: Path | str) -> bool:
    """Whether the database is a store of this schema: True; False for an empty database.

    Raises:
        StoreError: if it is some other database, or a store of another schema version.

    """
    names = {
        row[0]
        for row in connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE NOT internal"
        ).fetchall()
    }
    if not names:
        return False
    if "store_info" not in names:
        raise StoreError(path, "a DuckDB database, but no novads store; choose another file")
    rows = connection.execute("SELECT schema_version, written_by FROM store_info").fetchall()
    if len(rows) != 1:
        raise StoreError(path, "damaged: it doesn't say which version of the schema it has")
    version, written_by = rows[0]
    if version < SCHEMA_VERSION:
        raise StoreError(
            path,
            f"written by novads {written_by} with schema {version}; this novads writes schema "
            f"{SCHEMA_VERSION}. Make a new store: run again with another --store, or fill one from "
            "what the run wrote: novads fill articles.jsonl NEW.duckdb",
        )
    if version > SCHEMA_VERSION:
        raise StoreError(
            path,
            f"written by novads {written_by} with schema {version}, which is newer than this "
            f"novads' schema {SCHEMA_VERSION}; update novads",
        )
    return True
