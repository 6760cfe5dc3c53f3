"""A run on this machine: articles in, JSON Lines out, with counts of what became of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from novads.batch.jsonl import Writer
from novads.objects import Article, ErrorRecord, Extraction
from novads.pipeline import extract_many

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["RunSummary", "process", "run"]

RESULTS = "articles.jsonl"


@dataclass
class RunSummary:
    """What became of a run's articles."""

    articles: int = 0
    events: int = 0
    projects: int = 0
    warnings: int = 0
    errors: list[ErrorRecord] = field(default_factory=list)

    def count(self, result: Extraction | ErrorRecord) -> None:
        """Add one result."""
        if isinstance(result, ErrorRecord):
            self.errors.append(result)
            return
        self.articles += 1
        self.events += len(result.events)
        self.projects += len(result.projects)
        self.warnings += len(result.warnings)


def process(
    items: Iterable[Article | ErrorRecord],
    nlp: Language,
    *,
    batch_size: int = 64,
    n_process: int = 1,
) -> Iterator[Extraction | ErrorRecord]:
    """One result for each item; errors from reading pass through in their place."""
    batch: list[Article | ErrorRecord] = []
    for item in items:
        batch.append(item)
        if len(batch) >= batch_size * n_process:
            yield from _process_batch(batch, nlp, batch_size, n_process)
            batch = []
    yield from _process_batch(batch, nlp, batch_size, n_process)


def _process_batch(
    batch: list[Article | ErrorRecord], nlp: Language, batch_size: int, n_process: int
) -> Iterator[Extraction | ErrorRecord]:
    articles = [item for item in batch if isinstance(item, Article)]
    results = extract_many(articles, nlp=nlp, batch_size=batch_size, n_process=n_process)
    for item in batch:
        yield item if isinstance(item, ErrorRecord) else next(results)


def run(
    items: Iterable[Article | ErrorRecord],
    nlp: Language,
    out: Path,
    *,
    batch_size: int = 64,
    n_process: int = 1,
    seen: Callable[[Extraction | ErrorRecord], None] | None = None,
) -> RunSummary:
    """Process the items and write `out`/articles.jsonl.

    Args:
        items: articles, and errors from reading them, in order.
        nlp: a pipeline from `novads.load()`.
        out: the directory to write to; made if it isn't there.
        batch_size: articles tokenised at once.
        n_process: worker processes.
        seen: called with each result once it is written.

    Raises:
        OSError: if the output can't be written.
    """
    summary = RunSummary()
    with Writer(out / RESULTS) as writer:
        for result in process(items, nlp, batch_size=batch_size, n_process=n_process):
            writer.write(result)
            summary.count(result)
            if seen is not None:
                seen(result)
    return summary
