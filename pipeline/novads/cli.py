"""The command line: `novads PATH… --out DIR`, which `run.py` calls too."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from novads.errors import NovadsError
from novads.objects import ErrorRecord, Extraction
from novads.terminal import print_extraction, print_summary

__all__ = ["EXIT_SOME_FAILED", "EXIT_USAGE", "main"]

EXIT_SOME_FAILED = 3
EXIT_USAGE = 2

app = typer.Typer(
    add_completion=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)


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


@app.command()
def run(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH…",
            help="Text files (.txt, UTF-8, one article each), JSON Lines files (.jsonl: text, "
            "source_id, title, url, published) and folders of them; - reads one article from "
            "standard input.",
            show_default=False,
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="DIR",
            help="Write articles.jsonl here: one line an article, its extraction or its error.",
            show_default=False,
        ),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Publication date (YYYY-MM-DD) of the articles: the reference for days "
            "without a year and for words like 'šogad'.",
            show_default=False,
        ),
    ] = None,
    rules: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Your own rule files, laid over the shipped ones: same layout, "
            "an entry with a known id replaces it.",
            show_default=False,
        ),
    ] = None,
    stanza_dir: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="A Stanza model directory to take the Latvian tokenizer from, such as one that "
            'stanza.download("lv") filled. Default: the shipped tokenizer.',
            show_default=False,
        ),
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Worker processes.")] = 1,
    schema: Annotated[
        bool,
        typer.Option(
            "--schema",
            callback=_print_schema,
            is_eager=True,
            help="Print the JSON Schema of an extraction, and end.",
        ),
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print the closing summary only.")
    ] = False,
) -> None:
    """Read Latvian announcements and tell their events and projects.

    A readable summary goes to standard output, progress and errors to standard error.

    Exit codes: 0 all well, 3 some articles failed (the others came out), 2 wrong usage.
    """
    from novads.articles.readers import read_paths
    from novads.batch.local import process, run
    from novads.pipeline import load

    reference = _date(published)
    errors = Console(stderr=True, highlight=False)
    if out is not None and out.exists() and not out.is_dir():
        errors.print(f"[red]Error:[/] {out}: not a directory")
        raise typer.Exit(EXIT_USAGE)
    console = Console(highlight=False)

    items = list(read_paths(paths))
    if reference is not None:
        items = [
            item
            if isinstance(item, ErrorRecord) or item.published
            else item.model_copy(update={"published": reference})
            for item in items
        ]
    try:
        with errors.status("Loading the pipeline…"):
            nlp = load(rules=rules, stanza_dir=stanza_dir)
    except NovadsError as error:
        errors.print(f"[red]Error:[/] {error}", markup=True)
        raise typer.Exit(EXIT_USAGE) from None

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=errors,
        transient=True,
    ) as progress:
        task = progress.add_task("Articles", total=len(items))

        def seen(result: Extraction | ErrorRecord) -> None:
            progress.advance(task)
            if isinstance(result, ErrorRecord):
                progress.console.print(
                    f"[red]Error:[/] {result.source_id}: {result.reason}", soft_wrap=True
                )
            elif not quiet:
                print_extraction(console, result)

        from novads.batch.local import RunSummary

        try:
            if out is not None:
                summary = run(items, nlp, out, n_process=workers, seen=seen)
            else:
                summary = RunSummary()
                for result in process(items, nlp, n_process=workers):
                    summary.count(result)
                    seen(result)
        except OSError as error:
            errors.print(f"[red]Error:[/] {out}: {error.strerror or error}")
            raise typer.Exit(EXIT_USAGE) from None
    print_summary(console, summary, out)
    if summary.errors:
        raise typer.Exit(EXIT_SOME_FAILED)


def main() -> None:
    """Run the command line. Ends quietly where the reader of a pipe has gone."""
    try:
        app()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
