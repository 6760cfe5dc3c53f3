"""Two systems on the same documents: what differs, for certain or by chance."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from novads.evaluation.corpus import CorpusError, Document
from novads.evaluation.floors import HELD
from novads.evaluation.intervals import Difference, compare_f1
from novads.evaluation.predictions import read_predictions
from novads.evaluation.report import Report, judge_document, make_report, read_report
from novads.evaluation.splits import split_sha

__all__ = ["BY_DOCUMENT", "Comparison", "compare_reports", "load_report"]

BY_DOCUMENT: Final = "value/micro"
"""The measure by which a document is told to be better or worse."""


@dataclass(frozen=True)
class Comparison:
    """B against A on one split.

    `better` and `worse` hold documents with their F1 by `BY_DOCUMENT` in A and in B, the greatest
    change first; an F1 that is undefined counts as no change.
    """

    split: str
    differences: dict[str, Difference]
    better: list[tuple[str, float, float]]
    worse: list[tuple[str, float, float]]


def load_report(path: Path, corpus: Path, documents: list[Document]) -> Report:
    """A report: read where `path` is one (.json), made where it holds predictions (.jsonl).

    Raises:
        CorpusError: if the file is neither, or broken.
    """
    if path.suffix == ".json":
        return read_report(path)
    results = read_predictions(path, documents)
    judged = [judge_document(d, r) for d, r in zip(documents, results, strict=True)]
    shas = {split: split_sha(corpus, split) for split in {d.split for d in documents}}
    return make_report(path.stem, shas, judged)


def compare_reports(a: Report, b: Report, split: str) -> Comparison:
    """B against A on one split.

    Raises:
        CorpusError: if they are of different states of the corpus, or of different documents.
    """
    one = {d.id: d.measures for d in a.of(split)}
    two = {d.id: d.measures for d in b.of(split)}
    both = f"{a.system} and {b.system}"
    if a.corpus.get(split) != b.corpus.get(split):
        raise CorpusError(split, f"{both} were scored on different states of the corpus")
    if one.keys() != two.keys():
        raise CorpusError(split, f"{both} were scored on different documents")
    ids = sorted(one)
    differences = compare_f1([one[i] for i in ids], [two[i] for i in ids], _measures(a))
    changes = []
    for i in ids:
        before, after = one[i][BY_DOCUMENT].f1, two[i][BY_DOCUMENT].f1
        if before is not None and after is not None and before != after:
            changes.append((i, before, after))
    changes.sort(key=lambda change: (-abs(change[2] - change[1]), change[0]))
    return Comparison(
        split,
        differences,
        better=[c for c in changes if c[2] > c[1]],
        worse=[c for c in changes if c[2] < c[1]],
    )


def _measures(report: Report) -> list[str]:
    """What is compared: the measures that have floors, less the macro ones."""
    known = {name for d in report.documents for name in d.counts}
    return [name for name in HELD if name in known]
