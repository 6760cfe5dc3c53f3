"""A store's tables as CSV, Parquet and JSON Lines."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import duckdb

from novads.batch.exports.options import ExportOptions, whole_file
from novads.batch.store.schema import TABLES

__all__ = ["write_csv", "write_jsonl", "write_parquet"]

_CHUNK: Final = 2000
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins with one of these is a formula to a spreadsheet."""


def write_csv(
    connection: duckdb.DuckDBPyConnection, out: Path, options: ExportOptions
) -> Mapping[Path, int]:
    """One CSV file a table: UTF-8 with a byte order mark, CRLF, as Excel opens it right.

    A list is one cell, its items parted by '; '. A text that a spreadsheet would take for a formula
    gets an apostrophe in front; numbers and dates stay bare.
    """
    written = {}
    for table, query in _queries(connection):
        path = out / f"{table}.csv"
        count = 0
        with whole_file(path, encoding="utf-8-sig") as file:
            writer = csv.writer(file, delimiter=";" if options.locale == "lv" else ",")
            names, rows = _rows(connection, query)
            writer.writerow(names)
            for row in rows:
                writer.writerow([_cell(value, options) for value in row])
                count += 1
        written[path] = count
    return written


def write_jsonl(
    connection: duckdb.DuckDBPyConnection, out: Path, options: ExportOptions
) -> Mapping[Path, int]:
    """One JSON Lines file a table. Sums are strings, so that no cent is lost."""
    written = {}
    for table, query in _queries(connection):
        path = out / f"{table}.jsonl"
        count = 0
        with whole_file(path) as file:
            names, rows = _rows(connection, query)
            for row in rows:
                values = {n: _json(v) for n, v in zip(names, row, strict=True) if v is not None}
                file.write(json.dumps(values, ensure_ascii=False) + "\n")
                count += 1
        written[path] = count
    return written


def write_parquet(
    connection: duckdb.DuckDBPyConnection, out: Path, options: ExportOptions
) -> Mapping[Path, int]:
    """One Parquet file a table, with the store's own column types."""
    written = {}
    for table, query in _queries(connection):
        path = out / f"{table}.parquet"
        part = path.with_name(path.name + ".part")
        connection.execute(f"COPY ({query}) TO '{_quoted(part)}' (FORMAT parquet, CODEC zstd)")
        os.replace(part, path)
        found = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        written[path] = found[0] if found else 0
    return written


def _queries(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str]]:
    """Each table and the query of its rows, in an order that doesn't depend on the run."""
    for table in TABLES:
        columns = [
            row[0]
            for row in connection.execute(
                "SELECT column_name FROM duckdb_columns() WHERE table_name = ? "
                "ORDER BY column_index",
                [table],
            ).fetchall()
        ]
        keys = [c for c in columns if c.endswith("_id") or c in ("line", "span_start", "code")]
        yield table, f"SELECT * FROM {table} ORDER BY {', '.join(keys)}"


def _rows(
    connection: duckdb.DuckDBPyConnection, query: str
) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description or ()]

    def rows() -> Iterator[tuple[Any, ...]]:
        while chunk := cursor.fetchmany(_CHUNK):
            yield from chunk

    return names, rows()


def _cell(value: Any, options: ExportOptions) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal | float):
        number = format(value.normalize(), "f") if isinstance(value, Decimal) else repr(value)
        return number.replace(".", ",") if options.locale == "lv" else number
    if isinstance(value, dict):
        value = [f"{key}: {item}" for key, item in value.items()]
    if isinstance(value, list):
        value = "; ".join(str(item) for item in value)
    text = str(value)
    if isinstance(value, str) and text.startswith(_FORMULA):
        return "'" + text
    return text


def _json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, list):
        return [_json(item) for item in value]
    if isinstance(value, str | int | float | dict):
        return value
    return value.isoformat()


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
