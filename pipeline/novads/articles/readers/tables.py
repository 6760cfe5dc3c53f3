"""Articles from tables: CSV, TSV and Parquet, a row each."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from novads.articles.readers.csv_rows import BadRow, rows, sniff
from novads.articles.readers.rows import Columns, find_columns, row_article
from novads.articles.readers.source import (
    Outcome,
    Settings,
    Source,
    error_record,
    spooled,
)
from novads.articles.readers.streams import lines
from novads.errors import ArticleError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["read_csv", "read_parquet"]

_BATCH = 64


def read_csv(source: Source, settings: Settings) -> Iterator[Outcome]:
    """The articles of a CSV or TSV file with a header. The delimiter is told from the header.

    Raises:
        ArticleError: if there is no header, or no field in it for the text.
        OSError: if the file can't be read.

    """
    limit = settings.limits.record
    with source.open() as stream:
        delimiter = "\t" if source.suffix == ".tsv" else None
        feed, delimiter = sniff(lines(stream, limit), limit, source.name, delimiter)
        header: list[str] | None = None
        columns: Columns | None = None
        number = 0
        for row in rows(feed, delimiter, limit):
            where = f"{source.name}:{row.number}"
            if isinstance(row, BadRow):
                if header is None:
                    raise ArticleError(source.name, f"no header: {row.reason}")
                yield error_record(where, row.reason)
            elif header is None or columns is None:
                header = [name.strip() for name in row.cells]
                columns = find_columns(header, settings.fields, source.name)
            elif len(row.cells) != len(header):
                reason = f"{len(row.cells)} cells in a row, {len(header)} in the header"
                yield error_record(where, reason)
            else:
                values = dict(zip(reversed(header), reversed(row.cells), strict=True))
                yield row_article(values, columns, where, settings, row.encoding)
            number += 1
        if number <= 1:
            yield error_record(source.name, "empty: it has no rows")


def read_parquet(source: Source, settings: Settings) -> Iterator[Outcome]:
    """The articles of a Parquet file, by DuckDB, a few rows in memory at a time.

    Raises:
        ArticleError: if it is no Parquet, broken, or has no field for the text.
        OSError: if the file can't be read.

    """
    import duckdb  # which takes a while to load

    with spooled(source, settings.limits.spooled, named=True) as file:
        path = source.path or file.name
        connection = duckdb.connect(
            ":memory:",
            config={
                "threads": 1,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            },
        )
        try:
            yield from _parquet_rows(connection, os.fspath(path), source, settings)
        except duckdb.Error as error:
            first = str(error).partition("\n")[0].replace(os.fspath(path), source.name)
            raise ArticleError(source.name, f"not Parquet that can be read: {first}") from None
        finally:
            connection.close()


def _parquet_rows(
    connection: DuckDBPyConnection, path: str, source: Source, settings: Settings
) -> Iterator[Outcome]:
    # DuckDB takes the name for a pattern
    escaped = re.sub(r"([*?\[])", r"[\1]", path)
    relation = "read_parquet(?, hive_partitioning = false)"
    described = connection.execute(f"DESCRIBE SELECT * FROM {relation}", [escaped]).fetchall()
    columns = find_columns([name for name, *_ in described], settings.fields, source.name)
    wanted = [
        name
        for name in (columns.text, columns.id, columns.date, columns.url, columns.title)
        if name is not None
    ]
    selected = ", ".join('"' + name.replace('"', '""') + '"' for name in dict.fromkeys(wanted))
    result: Any = connection.execute(f"SELECT {selected} FROM {relation}", [escaped])
    names = list(dict.fromkeys(wanted))
    number = 0
    while batch := result.fetchmany(_BATCH):
        for values in batch:
            number += 1
            row = dict(zip(names, values, strict=True))
            yield row_article(row, columns, f"{source.name}:{number}", settings, "utf-8")
    if not number:
        yield error_record(source.name, "empty: it has no rows")
