"""`evaluate.py --fullstack`: scoring on the public named entities of general text."""

from __future__ import annotations

from pathlib import Path

from novads.errors import NovadsError
from novads.evaluation.euroeval import TRAINED_ON as EUROEVAL_TRAINED_ON
from novads.evaluation.euroeval import read_euroeval
from novads.evaluation.fullstack import TRAINED_ON, Paragraph, read_paragraphs, score_paragraph
from novads.evaluation.options import load_pipeline, out, write_text
from novads.evaluation.report import figures
from novads.evaluation.tables import print_general
from novads.objects import Article, ErrorRecord

__all__ = ["score_general"]


def score_general(
    fullstack: Path, treebank_dev: Path | None, rules: Path | None, json_file: Path | None
) -> None:
    """Score on the paragraphs of LVTB's dev split, or, without it, on EuroEval's test split.

    Raises:
        CorpusError: if the data isn't there, or isn't what it should be.
        NovadsError: if a paragraph can't be processed.
    """
    if treebank_dev is not None:
        paragraphs = read_paragraphs(fullstack, treebank_dev)
        title = f"FullStack, {len(paragraphs)} paragraphs of LVTB's dev split"
        trained_on = TRAINED_ON
    else:
        paragraphs = read_euroeval(fullstack)["test"]
        title = f"EuroEval's fullstack-ner-lv, {len(paragraphs)} test sentences"
        trained_on = EUROEVAL_TRAINED_ON
    _score(title, paragraphs, trained_on, rules, json_file)


def _score(
    title: str,
    paragraphs: list[Paragraph],
    trained_on: str,
    rules: Path | None,
    json_file: Path | None,
) -> None:
    from novads.pipeline import extract_many

    articles = (Article(text=p.text, source_id=p.id) for p in paragraphs)
    scored = []
    results = extract_many(articles, nlp=load_pipeline(rules))
    for paragraph, result in zip(paragraphs, results, strict=True):
        if isinstance(result, ErrorRecord):
            raise NovadsError(f"{paragraph.id}: {result.error}: {result.reason}")
        scored.append(score_paragraph(paragraph, result))
    made = figures(scored)
    print_general(out, title, made)
    out.print(trained_on)
    if json_file is not None:
        values = ",\n".join(f' "{name}": {f.model_dump_json()}' for name, f in made.items())
        write_text(json_file, f"{{\n{values}\n}}\n")
