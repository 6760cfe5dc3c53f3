"""`evaluate.py corpus …`: checking and pinning the corpus."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from novads.evaluation.checks import Finding, check_document
from novads.evaluation.cli_exchange import export, import_
from novads.evaluation.corpus import (
    SPLITS,
    CorpusError,
    Document,
    corpus_files,
    read_corpus,
    read_document,
)
from novads.evaluation.duplicates import find_duplicates
from novads.evaluation.options import (
    CORPUS,
    EXIT_BROKEN,
    CorpusOption,
    SplitOption,
    documents_of,
    err,
    out,
    splits_of,
)
from novads.evaluation.splits import check_pins, make_pins, write_pins
from novads.evaluation.stats import count_corpus, municipalities, years
from novads.mentions.programmes.rules import ProgrammeRule
from novads.ruleset import RuleSet

__all__ = ["app"]

app = typer.Typer(help="Check, pin, import and export the annotated announcements.")

app.command("export")(export)
app.command("import")(import_)


@app.command()
def check(
    corpus: CorpusOption = CORPUS,
    split: SplitOption = "all",
    hints: Annotated[
        bool,
        typer.Option("--hints", help="Tell of repeats that aren't marked, too; they may be right."),
    ] = False,
    pins: Annotated[
        bool, typer.Option("--pins/--no-pins", help="Hold the splits against corpus/splits.json.")
    ] = True,
) -> None:
    """Check offsets, values, records, duplicates, leakage between splits, and pins.

    Every fault names its file, its line and its reason. Exit code 2 if there is any.
    """
    documents, faults = _read_all(corpus, split)
    findings: list[Finding] = []
    programmes = frozenset(
        rule.id for rule in RuleSet().csv("programmes/programmes.csv", ProgrammeRule)
    )
    for document in documents:
        findings += check_document(document, programmes)
    seen: dict[str, Document] = {}
    for document in documents:
        if document.id in seen:
            findings.append(Finding(document.path, 2, f"{seen[document.id].path} has the same id"))
        seen[document.id] = document
    faults += [str(finding) for finding in sorted(findings) if not finding.hint]
    faults += [str(pair) for pair in find_duplicates(documents)]
    if pins:
        faults += [f"{corpus}: {reason}" for reason in check_pins(corpus)]
    for fault in faults:
        err.print(f"[red]Error:[/] {escape(fault)}", soft_wrap=True)
    if hints:
        for finding in sorted(findings):
            if finding.hint:
                err.print(f"[yellow]Hint:[/] {escape(str(finding))}", soft_wrap=True)
    for name in splits_of(split):
        of_split = [d for d in documents if d.split == name]
        mentions = sum(len(d.mentions) for d in of_split)
        projects = sum(len(d.header.projects) for d in of_split)
        events = sum(len(d.header.events) for d in of_split)
        out.print(
            f"{name}: {len(of_split)} documents, {mentions} mentions, "
            f"{projects} projects, {events} events"
        )
    if faults:
        out.print(f"{len(faults)} faults")
        raise typer.Exit(EXIT_BROKEN)


@app.command()
def pin(corpus: CorpusOption = CORPUS) -> None:
    """Write the splits' documents and sha256 to corpus/splits.json."""
    pins = make_pins(corpus)
    path = write_pins(corpus, pins)
    for split, one in pins.items():
        out.print(f"{split}: {len(one.documents)} documents, sha256 {one.sha256}")
    out.print(f"Written: {path}", soft_wrap=True)


@app.command()
def stats(corpus: CorpusOption = CORPUS) -> None:
    """Count what the corpus consists of, as Markdown."""
    splits = [list(read_corpus(corpus, (split,))) for split in SPLITS]
    rows = [("", SPLITS), *((label, map(str, counts)) for label, counts in count_corpus(splits))]
    for number, (label, cells) in enumerate(rows):
        out.print(f"| {label} | {' | '.join(cells)} |")
        if number == 0:
            out.print("|---" * (len(SPLITS) + 1) + "|")
    whole = [document for split in splits for document in split]
    for title, counted in (("Years", years(whole)), ("Municipalities", municipalities(whole))):
        told = ", ".join(f"{name} {count}" for name, count in counted)
        out.print(f"\n{title} ({len(counted)}): {told}.", soft_wrap=True)


@app.command()
def plain(
    target: Annotated[
        Path,
        typer.Option(
            "--out",
            metavar="PATH",
            help="A .jsonl file (a line for each: source_id, text, and published where the page "
            "told it), or a folder for a .txt file each.",
        ),
    ],
    corpus: CorpusOption = CORPUS,
    split: SplitOption = "all",
) -> None:
    """Write the bare texts, as a system under test should get them."""
    documents = documents_of(corpus, split)
    if target.suffix == ".jsonl":
        target.parent.mkdir(parents=True, exist_ok=True)
        lines = []
        for document in documents:
            article = document.article
            values = {"source_id": article.source_id, "text": article.text}
            if article.published is not None:
                values["published"] = article.published.isoformat()
            lines.append(json.dumps(values, ensure_ascii=False) + "\n")
        target.write_text("".join(lines), encoding="utf-8", newline="\n")
    else:
        target.mkdir(parents=True, exist_ok=True)
        for document in documents:
            path = target / f"{document.id}.txt"
            path.write_text(document.text, encoding="utf-8", newline="\n")
    out.print(f"Written: {len(documents)} texts to {target}", soft_wrap=True)


def _read_all(corpus: Path, split: str) -> tuple[list[Document], list[str]]:
    """Every document that can be read, and what is wrong with the others."""
    documents, faults = [], []
    for name in splits_of(split):
        for path in corpus_files(corpus, name):
            try:
                documents.append(read_document(path))
            except CorpusError as error:
                faults.append(str(error))
    if not documents and not faults:
        raise CorpusError(corpus, f"no documents in {split}")
    return documents, faults
