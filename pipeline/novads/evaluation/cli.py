"""The command line of `evaluate.py`."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from novads.batch.jsonl import Writer
from novads.errors import NovadsError
from novads.evaluation import cli_corpus, cli_floors
from novads.evaluation.baselines import BASELINES, run_baselines
from novads.evaluation.cli_general import score_general
from novads.evaluation.comparing import BY_DOCUMENT, compare_reports, load_report
from novads.evaluation.corpus import Document
from novads.evaluation.floors import check_floors, read_floors
from novads.evaluation.options import (
    CORPUS,
    EXIT_BELOW,
    EXIT_BROKEN,
    REPORT,
    REPORTS,
    CorpusOption,
    HtmlOption,
    JsonOption,
    SplitOption,
    documents_of,
    err,
    load_pipeline,
    out,
    write_text,
)
from novads.evaluation.page import write_page
from novads.evaluation.predictions import Result, predict, read_predictions
from novads.evaluation.report import (
    Report,
    judge_document,
    judge_facts,
    make_report,
    read_report,
)
from novads.evaluation.splits import split_sha
from novads.evaluation.tables import (
    percent,
    print_baselines,
    print_comparison,
    print_errors,
    print_report,
)
from novads.objects import Kind
from novads.resources import rules_dir

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["main"]

app = typer.Typer(
    add_completion=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)
app.add_typer(cli_corpus.app, name="corpus")
app.add_typer(cli_floors.app, name="floors")

RulesOption = Annotated[
    Path | None,
    typer.Option("--rules", metavar="DIR", help="Rule files, as in run.py.", show_default=False),
]
AgainstOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--against",
        metavar="REPORT",
        help="An earlier version's --json report, for the page's chart by version; repeatable.",
        show_default=False,
    ),
]


ErrorsOption = Annotated[
    list[Kind] | None,
    typer.Option(
        "--errors",
        metavar="KIND",
        help="Print every mention of this kind that isn't right; repeatable.",
        show_default=False,
    ),
]


@app.callback(invoke_without_command=True)
def score_novads(
    context: typer.Context,
    corpus: CorpusOption = CORPUS,
    split: SplitOption = "all",
    json_file: JsonOption = None,
    html: HtmlOption = None,
    against: AgainstOption = None,
    errors: ErrorsOption = None,
    predictions_out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write what was predicted as JSON Lines, to score or compare it later.",
            show_default=False,
        ),
    ] = None,
    floors: Annotated[
        bool, typer.Option("--floors", help="Hold the scores against corpus/floors.json.")
    ] = False,
    fullstack: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Score on FullStack's named entities instead: a clone of the public repository.",
            show_default=False,
        ),
    ] = None,
    treebank_dev: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="lv_lvtb-ud-dev.conllu, whose paragraphs --fullstack scores.",
            show_default=False,
        ),
    ] = None,
    euroeval: Annotated[
        bool,
        typer.Option("--euroeval", help="Score on EuroEval's test split of a whole --fullstack."),
    ] = False,
    baselines: Annotated[
        bool,
        typer.Option(
            "--baselines", help="Score dateparser, price-parser and a plain gazetteer beside it."
        ),
    ] = False,
    name: Annotated[str, typer.Option(help="What to call this version.")] = "novads",
    rules: RulesOption = None,
) -> None:
    """Score novads on the annotated announcements in corpus/.

    Exit codes: 0 all well, 1 a floor isn't held, 2 wrong usage or a broken corpus.
    """
    if context.invoked_subcommand is not None:
        return
    if fullstack is not None or treebank_dev is not None or euroeval:
        if fullstack is None or (treebank_dev is None) is not euroeval:
            raise typer.BadParameter("--fullstack goes with --treebank-dev or with --euroeval")
        score_general(fullstack, treebank_dev, rules, json_file)
        return
    documents = documents_of(corpus, split)
    results = _predict(documents, load_pipeline(rules))
    if predictions_out is not None:
        with Writer(predictions_out) as writer:
            for result in results:
                writer.write(result)
    others = [read_report(path) for path in against or ()]
    baseline = _baselines(corpus, documents) if baselines else None
    if baseline is not None:
        others.insert(0, baseline)
    beside = corpus / REPORTS / REPORT
    json_file = json_file or beside.with_suffix(".json")
    html = html or beside.with_suffix(".html")
    report = _report(name, corpus, documents, results, json_file, html, others, errors or ())
    if baseline is not None:
        names = {kind: name for kind, (name, _) in BASELINES.items()}
        print_baselines(out, report, baseline, names)
    if floors:
        _hold(corpus, report)


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
    html: HtmlOption = None,
    against: AgainstOption = None,
    errors: ErrorsOption = None,
) -> None:
    """Score the predictions of another system, or of an earlier run.

    A line belongs to the document whose id its source_id is (folders and .txt don't count); it must
    have been read from the document's text as `corpus plain` writes it.
    """
    documents = documents_of(corpus, split)
    results = read_predictions(predictions, documents)
    name = name or predictions.stem
    others = [read_report(path) for path in against or ()]
    _report(name, corpus, documents, results, json_file, html, others, errors or ())


@app.command()
def compare(
    a: Annotated[Path, typer.Argument(metavar="A", help="A report (.json) or predictions.")],
    b: Annotated[Path, typer.Argument(metavar="B", help="Another one.")],
    corpus: CorpusOption = CORPUS,
    split: SplitOption = "all",
) -> None:
    """Tell how much better B is than A, whether by more than chance, and on which documents."""
    documents = documents_of(corpus, split)
    one, two = (load_report(path, corpus, documents) for path in (a, b))
    for name in dict.fromkeys(d.split for d in documents):
        compared = compare_reports(one, two, name)
        title = f"{name}: A = {one.system}, B = {two.system}; F1"
        print_comparison(out, title, compared.differences)
        for what, changes in (("better", compared.better), ("worse", compared.worse)):
            out.print(f"{len(changes)} documents {what} ({BY_DOCUMENT})")
            for document, before, after in changes:
                out.print(f"  {document}: {percent(before)} → {percent(after)}")


def _predict(documents: list[Document], nlp: Language) -> list[Result]:
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
    html: Path | None,
    others: list[Report],
    errors: Collection[Kind],
) -> Report:
    """Judge, print, and write what was asked for."""
    judged = [judge_document(d, result) for d, result in zip(documents, results, strict=True)]
    report = make_report(name, _shas(corpus, documents), judged)
    print_report(out, report)
    print_errors(out, judged, errors)
    failed: dict[str, list[str]] = {}
    for one in judged:
        if one.predicted.failed:
            failed.setdefault(one.predicted.failed, []).append(one.document.id)
    for reason, ids in failed.items():
        err.print(f"[yellow]Failed:[/] {escape(', '.join(ids))}: {escape(reason)}", soft_wrap=True)
    if json_file is not None:
        write_text(json_file, report.model_dump_json(indent=1) + "\n")
    if html is not None:
        html.parent.mkdir(parents=True, exist_ok=True)
        write_page(html, report, judged, others)
        out.print(f"Written: {html}", soft_wrap=True)
    return report


def _baselines(corpus: Path, documents: list[Document]) -> Report:
    found = run_baselines(documents, rules_dir())
    judged = [judge_facts(d, facts) for d, facts in zip(documents, found, strict=True)]
    return make_report("ready-made tools", _shas(corpus, documents), judged)


def _shas(corpus: Path, documents: list[Document]) -> dict[str, str]:
    return {split: split_sha(corpus, split) for split in {d.split for d in documents}}


def _hold(corpus: Path, report: Report) -> None:
    held = read_floors(corpus)
    broken = list(check_floors(held, report))
    for line in broken:
        err.print(f"[red]Below:[/] {line}", soft_wrap=True)
    if broken:
        raise typer.Exit(EXIT_BELOW)
    count = sum(len(one.f1) for split, one in held.floors.items() if split in report.figures)
    out.print(f"{count} floors held")


def main() -> None:
    """Run the command line; an error that names its place ends it with exit code 2."""
    try:
        app()
    except NovadsError as error:
        err.print(f"[red]Error:[/] {escape(str(error))}", soft_wrap=True)
        raise SystemExit(EXIT_BROKEN) from None
    except OSError as error:
        err.print(f"[red]Error:[/] {error.filename}: {error.strerror}", soft_wrap=True)
        raise SystemExit(EXIT_BROKEN) from None
