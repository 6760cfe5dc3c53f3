"""The command `run`: articles in, events and projects out."""

from __future__ import annotations

import datetime as dt
import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.markup import escape

from novads.errors import NovadsError
from novads.objects import Extraction

__all__ = ["EPILOG", "EXIT_SOME_FAILED", "EXIT_STOPPED", "EXIT_USAGE", "EngineName", "run"]

EXIT_USAGE: Final = 2
EXIT_SOME_FAILED: Final = 3
EXIT_STOPPED: Final = 4

EPILOG: Final = (
    "Other commands, each with its own --help: [bold]export[/] (a store as CSV, Parquet, calendar, "
    "map…), [bold]query[/] (ask a store in SQL), [bold]fill[/] (make a store of an "
    "articles.jsonl). A file of such a name is read as ./export."
)

_SHOWN: Final = 20
_IN = "What to read"
_OUT = "What to write"
_HOW = "How to read it"
_GO = "Long runs"
_MANY = "Many machines"


class EngineName(StrEnum):
    """Who does the articles."""

    LOCAL = "local"
    RAY = "ray"


def _date(value: str | None) -> dt.date | None:
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no date; write it as YYYY-MM-DD") from None


def _print_schema(wanted: bool) -> None:
    if wanted:
        schema = Extraction.model_json_schema(mode="serialization")
        typer.echo(json.dumps(schema, ensure_ascii=False, indent=2))
        raise typer.Exit


def run(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH…",
            help="Files, folders and patterns: .txt and .html (an article each), .jsonl, .json, "
            ".csv and .parquet (an article a row), .warc, .zip and .tar of them, also with .gz; "
            "- reads standard input.",
            show_default=False,
        ),
    ],
    out: Annotated[
        str | None,
        typer.Option(
            "--out",
            "-o",
            metavar="DIR",
            help="Write articles.jsonl here: one line an article, its extraction or its error.",
            show_default=False,
            rich_help_panel=_OUT,
        ),
    ] = None,
    store: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.duckdb",
            help="Write a DuckDB database: articles, mentions, events, projects, funding… "
            "What is there stays; the same article is replaced.",
            show_default=False,
            rich_help_panel=_OUT,
        ),
    ] = None,
    show: Annotated[
        int,
        typer.Option(
            min=0, metavar="N", help="Print so many articles' results.", rich_help_panel=_OUT
        ),
    ] = _SHOWN,
    quiet: Annotated[
        bool,
        typer.Option("--quiet", "-q", help="Print the closing summary only.", rich_help_panel=_OUT),
    ] = False,
    published: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Publication date (YYYY-MM-DD) of the articles that don't tell theirs: the "
            "reference for days without a year and for words like 'šogad'.",
            show_default=False,
            rich_help_panel=_IN,
        ),
    ] = None,
    text_field: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="The field (column, key) with the text, in tables and JSON. Fields not named are "
            "guessed.",
            show_default=False,
            rich_help_panel=_IN,
        ),
    ] = None,
    id_field: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="… with the id.", show_default=False, rich_help_panel=_IN
        ),
    ] = None,
    date_field: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="… with the publication date.",
            show_default=False,
            rich_help_panel=_IN,
        ),
    ] = None,
    url_field: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="… with the address.", show_default=False, rich_help_panel=_IN
        ),
    ] = None,
    title_field: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="… with the title.", show_default=False, rich_help_panel=_IN
        ),
    ] = None,
    stdin_format: Annotated[
        str,
        typer.Option(
            metavar="SUFFIX",
            help="What standard input is, as a file name's ending: .jsonl, .csv.gz, .warc…",
            rich_help_panel=_IN,
        ),
    ] = ".txt",
    ner: Annotated[
        str | None,
        typer.Option(
            metavar="PACKAGE_OR_DIR",
            help="Where names that no rule knows come from: 'novads' is the shipped model, 'none' "
            "nowhere, anything else a spaCy pipeline.",
            show_default=False,
            rich_help_panel=_HOW,
        ),
    ] = None,
    rules: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Your own rule files, laid over the shipped ones: same layout, "
            "an entry with a known id replaces it.",
            show_default=False,
            rich_help_panel=_HOW,
        ),
    ] = None,
    stanza_dir: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="A Stanza model directory to take the Latvian tokenizer from, such as one that "
            'stanza.download("lv") filled. Default: the shipped tokenizer.',
            show_default=False,
            rich_help_panel=_HOW,
        ),
    ] = None,
    schema: Annotated[
        bool,
        typer.Option(
            "--schema",
            callback=_print_schema,
            is_eager=True,
            help="Print the JSON Schema of an extraction, and end.",
            rich_help_panel=_OUT,
        ),
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option(
            min=0,
            metavar="N",
            help="Worker processes; one a core is best. 0 reads in this very process: without a "
            "limit on time, and what crashes on an article ends the run. Default: 1; on Ray, what "
            "the cluster has room for.",
            show_default=False,
            rich_help_panel=_GO,
        ),
    ] = None,
    timeout: Annotated[
        float,
        typer.Option(
            min=0.1,
            metavar="SECONDS",
            help="An article that takes longer becomes an error record.",
            rich_help_panel=_GO,
        ),
    ] = 60.0,
    max_chars: Annotated[
        int,
        typer.Option(
            min=1,
            metavar="N",
            help="An article with more characters becomes an error record.",
            rich_help_panel=_GO,
        ),
    ] = 1_000_000,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume",
            help="Go on where a run was cut off, or add what is new. What was read by other rules, "
            "models or code is done again.",
            rich_help_panel=_GO,
        ),
    ] = False,
    retry_errors: Annotated[
        bool,
        typer.Option(
            "--retry-errors",
            help="With --resume: do again the articles that failed.",
            rich_help_panel=_GO,
        ),
    ] = False,
    restart: Annotated[
        bool,
        typer.Option(
            "--restart",
            help="Throw away what a run that was cut off has written to --out, and begin anew.",
            rich_help_panel=_GO,
        ),
    ] = False,
    engine: Annotated[
        EngineName,
        typer.Option(
            help="'ray': on the machines of a Ray cluster (extra 'ray'). PATH… and --out may be "
            "addresses such as s3://…, and --out gets many files.",
            rich_help_panel=_MANY,
        ),
    ] = EngineName.LOCAL,
    address: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Of the Ray cluster: 'auto', or HOST:PORT. Default: Ray is started here.",
            show_default=False,
            rich_help_panel=_MANY,
        ),
    ] = None,
) -> None:
    """Read Latvian announcements and tell their events and projects.

    A readable summary goes to standard output, progress and errors to standard error.

    Exit codes: 0 all well, 3 some articles failed (the others came out), 4 stopped before the end
    (Ctrl-C, a full disk; --resume goes on), 2 wrong usage.
    """
    from novads.articles.readers import FieldNames
    from novads.batch.engines import PipelineLoader
    from novads.batch.outcomes import RowMaker
    from novads.cli_session import Session

    errors = Console(stderr=True, highlight=False)
    reference = _date(published)
    if resume and restart:
        raise typer.BadParameter("--resume goes on and --restart begins anew: which?")
    if resume and out is None and store is None:
        raise typer.BadParameter("--resume needs the --out or --store of the run to go on with")
    if engine is EngineName.RAY and (out is None or resume or restart or workers == 0):
        raise typer.BadParameter(
            "--engine ray needs --out, and goes with neither --resume nor --restart nor --workers 0"
        )
    if address is not None and engine is not EngineName.RAY:
        raise typer.BadParameter("--address goes with --engine ray")
    if retry_errors and not resume:
        raise typer.BadParameter("--retry-errors goes with --resume")
    for option, folder in (("--rules", rules), ("--stanza-dir", stanza_dir)):
        if folder is not None and not folder.is_dir():
            raise typer.BadParameter(f"{folder}: no such directory", param_hint=option)
    overlay = None if rules is None else str(rules)
    session = Session(
        paths=paths,
        fields=FieldNames(text_field, id_field, date_field, url_field, title_field),
        stdin=stdin_format,
        published=reference,
        out=out,
        store=store,
        loader=PipelineLoader(overlay, None if stanza_dir is None else str(stanza_dir), ner),
        make_rows=None if store is None else RowMaker(overlay),
        workers=workers,
        timeout=timeout,
        max_chars=max_chars,
        resume=resume,
        retry_errors=retry_errors,
        restart=restart,
        show=0 if quiet else show,
        console=Console(highlight=False),
        errors=errors,
    )
    try:
        summary = session.run_on_ray(address) if engine is EngineName.RAY else session.run()
    except NovadsError as error:
        errors.print(f"[red]Error:[/] {escape(str(error))}", soft_wrap=True)
        raise typer.Exit(EXIT_STOPPED if session.has_begun else EXIT_USAGE) from None
    if summary.stopped:
        raise typer.Exit(EXIT_STOPPED)
    if summary.errors:
        raise typer.Exit(EXIT_SOME_FAILED)
