"""The commands about stores: `query` asks one, `fill` makes one of a JSON Lines file."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Annotated

import duckdb
import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from novads.cli_run import EXIT_USAGE
from novads.errors import NovadsError

__all__ = ["fill", "query"]

_SHOWN = 100


def query(
    store: Annotated[
        Path, typer.Argument(metavar="FILE.duckdb", help="The store.", show_default=False)
    ],
    sql: Annotated[
        str | None,
        typer.Argument(
            metavar="SQL",
            help="What to ask, such as 'FROM funding_by_programme_and_year'. Without it, the "
            "tables and views are told.",
            show_default=False,
        ),
    ] = None,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="Print CSV, all rows, rather than a table.")
    ] = False,
) -> None:
    """Ask a store a question in SQL (DuckDB's). The store is never changed."""
    from novads.batch.store.reader import open_store

    console = Console(highlight=False)
    try:
        with open_store(store) as connection:
            if sql is None:
                _print_tables(console, connection)
                return
            cursor = connection.execute(sql)
            names = [column[0] for column in cursor.description or ()]
            if as_csv:
                writer = csv.writer(sys.stdout, lineterminator="\n")
                writer.writerow(names)
                while rows := cursor.fetchmany(1000):
                    writer.writerows(rows)
            else:
                _print_rows(console, names, cursor.fetchmany(_SHOWN + 1))
    except (NovadsError, duckdb.Error) as error:
        _fail(str(error))


def fill(
    results: Annotated[
        Path,
        typer.Argument(
            metavar="articles.jsonl",
            help="What a run wrote; the .part of one that was cut off, or the folder of one on "
            "Ray, too.",
            show_default=False,
        ),
    ],
    store: Annotated[
        Path,
        typer.Argument(metavar="FILE.duckdb", help="The store to fill.", show_default=False),
    ],
    rules: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The --rules of the run, for your own places."),
    ] = None,
) -> None:
    """Fill a store with the results of an earlier run, without reading the articles again."""
    from novads.batch.filling import fill_store

    try:
        count = fill_store(results, store, None if rules is None else str(rules))
    except NovadsError as error:
        _fail(str(error))
    Console(highlight=False).print(f"{count} articles and errors → {escape(str(store))}")


def _fail(message: str) -> None:
    Console(stderr=True, highlight=False).print(f"[red]Error:[/] {escape(message)}", soft_wrap=True)
    raise typer.Exit(EXIT_USAGE) from None


def _print_tables(console: Console, connection: duckdb.DuckDBPyConnection) -> None:
    rows = connection.execute(
        "SELECT table_name, comment FROM duckdb_tables() "
        "WHERE NOT internal AND table_name <> 'store_info' UNION ALL "
        "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal"
    ).fetchall()
    counts = {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchall()[0][0]
        for name, _ in rows
    }
    _print_rows(
        console, ["table or view", "rows", "what"], [(n, counts[n], c or "") for n, c in rows]
    )


def _print_rows(console: Console, names: list[str], rows: list[tuple[object, ...]]) -> None:
    table = Table(box=None, pad_edge=False)
    for name in names:
        table.add_column(escape(name), overflow="fold")
    for row in rows[:_SHOWN]:
        table.add_row(*("" if value is None else escape(str(value)) for value in row))
    console.print(table)
    if len(rows) > _SHOWN:
        console.print(f"[dim]The first {_SHOWN} rows; --csv prints all, LIMIT fewer.[/]")
