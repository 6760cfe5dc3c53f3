"""Writing what a store holds for other programs: tables, linked data, calendars, maps, schemas."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from novads.batch.exports.calendar import write_calendar
from novads.batch.exports.geojson import read_coordinates, write_geojson
from novads.batch.exports.jsonld import write_jsonld
from novads.batch.exports.options import ExportOptions
from novads.batch.exports.schemas import write_schemas
from novads.batch.exports.tables import write_csv, write_jsonl, write_parquet
from novads.batch.store.reader import open_store

__all__ = ["FORMATS", "ExportOptions", "Written", "export_store", "read_coordinates"]

Writer = Callable[[duckdb.DuckDBPyConnection, Path, ExportOptions], Mapping[Path, int]]

FORMATS: Final[dict[str, tuple[Writer, str]]] = {
    "csv": (write_csv, "a .csv file a table, for spreadsheets"),
    "parquet": (write_parquet, "a .parquet file a table"),
    "jsonl": (write_jsonl, "a .jsonl file a table, an object a line"),
    "jsonld": (write_jsonld, "records.jsonld: events, projects and grants as schema.org has them"),
    "ical": (write_calendar, "events.ics: the events whose day is known, for calendars"),
    "geojson": (write_geojson, "places.geojson: the places named, with what takes place there"),
    "schemas": (write_schemas, "a JSON Schema of each object of an extraction"),
}
"""By name: what writes the format, and what it writes, for a person."""


@dataclass(frozen=True)
class Written:
    """A file that an export wrote, and how many rows, records or features are in it."""

    path: Path
    count: int


def export_store(
    store: Path, out: Path, formats: tuple[str, ...], options: ExportOptions | None = None
) -> list[Written]:
    """Write a store's tables and records in other formats.

    Args:
        store: the DuckDB file that a run wrote. It is only read.
        out: the folder to write to; made if it isn't there. Files there of the same names are
            replaced, each as a whole.
        formats: names in `FORMATS`.
        options: how; the defaults where left out.

    Raises:
        StoreError: the store is missing, in use, or no store of this version.
        ValueError: a format isn't known.
        OSError: a file can't be written.
    """
    for name in formats:
        if name not in FORMATS:
            raise ValueError(f"no such format: {name!r}; there are: {', '.join(FORMATS)}")
    chosen = options or ExportOptions()
    written: list[Written] = []
    with open_store(store) as connection:
        out.mkdir(parents=True, exist_ok=True)
        for name in formats:
            files = FORMATS[name][0](connection, out, chosen)
            written += [Written(path, count) for path, count in files.items()]
    return written
