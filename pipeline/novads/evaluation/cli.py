"""The command line of `evaluate.py`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from novads.batch.jsonl import Writer
from novads.errors import NovadsError
from novads.evaluation import cli_corpus
from novads.evaluation.corpus import Document
from novads.evaluation.options import (
    CORPUS,
    EXIT_BROKEN,
    CorpusOption,
    JsonOption,
    SplitOption,
    documents_of,
    err,
    out,
)
from novads.evaluation.predictions import Result, predict, read_predictions
from novads.evaluation.report import Judgement, Report, judge_document, make_report
from novads.evaluation.splits import split_sha
from novads.evaluation.tables import print_report

__all__ = ["main"]

app = typer.Typer(
    add_completion=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)

app.add_typer(cli_corpus.app, name="corpus")


@app.callback(invoke_without_command=True)
def score_novads(
    context: typer.Context,
    corpus: CorpusOption = CORPUS,
    split: SplitOption = "all",
    json_file: JsonOption = None,
    predictions_out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write what was predicted as JSON Lines, to score or compare it later.",
            show_default=False,
        ),
    ] = None,
    rules: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Your own rule files, as in run.py.", show_default=False),
    ] = None,
) -> None:
    """Score novads on the annotated announcements in corpus/.

    Exit codes: 0 all well, 1 a floor isn't held, 2 wrong usage or a broken corpus.
    """
    if context.invoked_subcommand is not None:
        return
    documents = documents_of(corpus, split)
    results = _predict(documents, rules)
    if predictions_out is not None:
        with Writer(predictions_out) as writer:
            for result in results:
                writer.write(result)
    _report("novads", corpus, documents, results, json_file)


@app.command()
def score(
    predictions: Annotated[
        Path,
        typer.Option("--predictions", metavar="FILE", help="JSON Lines, as run.py writes them."),
    ],
    corpus: CorpusOption = CORPUS,
    split: SplitOption = "all",
    name: Annotated[
        str | None, typer.Option(help="What to call the system.", show_default=False)
    ] = None,
    json_file: JsonOption = None,
) -> None:
    """Score the predictions of another system, or of an earlier run."""
    documents = documents_of(corpus, split)
    results = read_predictions(predictions, documents)
    _report(name or predictions.stem, corpus, documents, results, json_file)


def _predict(documents: list[Document], rules: Path | None) -> list[Result]:
    from novads.pipeline import load

    with err.status("Loading the pipeline…"):
        nlp = load(rules=rules)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=err,
        transient=True,
    ) as progress:
        task = progress.add_task("Documents", total=len(documents))
        return list(predict(documents, nlp, seen=lambda: progress.advance(task)))


def _report(
    name: str,
    corpus: Path,
    documents: list[Document],
    results: list[Result],
    json_file: Path | None,
) -> tuple[Report, list[Judgement]]:
    judgements = [
        judge_document(document, result)
        for document, result in zip(documents, results, strict=True)
    ]
    shas = {split: split_sha(corpus, split) for split in {d.split for d in documents}}
    report = make_report(name, shas, judgements)
    print_report(out, report)
    for one in judgements:
        if one.predicted.failed:
            err.print(f"[yellow]Failed:[/] {one.document.id}: {one.predicted.failed}")
    if json_file is not None:
        json_file.write_text(report.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return report, judgements


def main() -> None:
    """Run the command line; an error that names its place ends it with exit code 2."""
    try:
        app()
    except NovadsError as error:
        err.print(f"[red]Error:[/] {error}", soft_wrap=True)
        raise SystemExit(EXIT_BROKEN) from None
