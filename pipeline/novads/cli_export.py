"""The command `export`: a store in other formats."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from novads.cli_run import EXIT_USAGE
from novads.errors import NovadsError

__all__ = ["export"]


class _Locale(StrEnum):
    EN = "en"
    LV = "lv"


def export(
    store: Annotated[
        Path, typer.Argument(metavar="FILE.duckdb", help="The store.", show_default=False)
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out", "-o", metavar="DIR", help="Write the files here.", show_default=False
        ),
    ],
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--to",
            "-t",
            metavar="NAME",
            help="csv, parquet, jsonl, jsonld, ical, geojson or schemas; may be given several "
            "times. Default: csv.",
            show_default=False,
        ),
    ] = None,
    locale: Annotated[
        _Locale,
        typer.Option(
            help="Of CSV: 'lv' has semicolons between fields and commas in numbers, as Excel with "
            "Latvian settings reads them."
        ),
    ] = _Locale.EN,
    geonames: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Where places lie, for GeoJSON: GeoNames' file of a country, such as LV.txt.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Write a store as tables, linked data, a calendar or a map. The store is never changed."""
    from novads.batch.exports import ExportOptions, export_store, read_coordinates

    console = Console(highlight=False)
    try:
        options = ExportOptions(
            locale=locale.value,  # type: ignore[arg-type]
            coordinates=read_coordinates(geonames) if geonames else {},
        )
        written = export_store(store, out, tuple(formats or ["csv"]), options)
    except (NovadsError, ValueError, OSError) as error:
        Console(stderr=True, highlight=False).print(
            f"[red]Error:[/] {escape(str(error))}", soft_wrap=True
        )
        raise typer.Exit(EXIT_USAGE) from None
    for one in written:
        console.print(f"{one.count:>9}  {escape(str(one.path))}", soft_wrap=True)
