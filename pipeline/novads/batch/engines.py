"""What does the articles of a run: an engine takes tasks and gives outcomes, in the same order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Protocol

from novads.batch.outcomes import Outcome, RowMaker, Task, of_result
from novads.objects import Article, ErrorRecord, Extraction

__all__ = [
    "BATCH",
    "BATCH_CHARS",
    "Engine",
    "Extractor",
    "InProcess",
    "Loader",
    "PipelineLoader",
    "batches",
]

BATCH: Final = 32
"""Articles that are tokenised at once."""
BATCH_CHARS: Final = 100_000
"""A batch ends with the article that brings it to so many characters."""

Extractor = Callable[[list[Article]], Iterator[Extraction | ErrorRecord]]
"""Reads articles: one extraction or error record for each, in order."""


class Loader(Protocol):
    """Loads an extractor in the process that runs it; can be sent to other processes."""

    def __call__(self) -> Extractor:
        """Load it.

        Raises:
            NovadsError: if it can't be loaded; it says why.
        """


@dataclass(frozen=True, slots=True)
class PipelineLoader:
    """Loads novads' own pipeline, as `novads.load` does."""

    rules: str | None = None
    stanza_dir: str | None = None
    ner: str | None = None

    def __call__(self) -> Extractor:
        """Load it.

        Raises:
            RuleFileError: if a rule file is broken.
            ModelError: if a model is missing or can't be loaded.
        """
        from novads.pipeline import extract_many, load

        nlp = load(rules=self.rules, stanza_dir=self.stanza_dir, ner=self.ner)
        return lambda articles: extract_many(articles, nlp=nlp, batch_size=max(1, len(articles)))


class Engine(Protocol):
    """Does tasks. The outcomes don't depend on which engine it is."""

    def run(self, tasks: Iterable[Task]) -> Iterator[Outcome | None]:
        """The outcome of each task, in order.

        Args:
            tasks: taken as they are needed.

        Yields:
            An outcome, or None where none has come for a while.

        Raises:
            NovadsError: if no article at all can be done.
        """


@dataclass(slots=True)
class InProcess:
    """Does articles in this process, one batch after another.

    There is no limit on an article's time, and what ends the process ends the run: for both, use
    `novads.batch.workers.Workers`.

    Args:
        loader: is called at the first article.
        make_rows: makes rows for a store, if wanted.
    """

    loader: Loader
    make_rows: RowMaker | None = None
    _extract: Extractor | None = field(default=None, init=False)

    def run(self, tasks: Iterable[Task]) -> Iterator[Outcome | None]:
        """The outcome of each task, in order.

        Raises:
            NovadsError: if the extractor can't be loaded.
        """
        for batch in batches(tasks):
            articles = [task.article for task in batch if task.article is not None]
            results = iter(self._results(articles))
            for task in batch:
                if task.ready is not None:
                    yield task.ready
                else:
                    yield of_result(task, next(results), self.make_rows)

    def _results(self, articles: list[Article]) -> Iterator[Extraction | ErrorRecord]:
        if articles:
            self._extract = self._extract or self.loader()
            yield from self._extract(articles)


def batches(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    """The tasks in groups that are tokenised at once."""
    batch: list[Task] = []
    size = 0
    for task in tasks:
        batch.append(task)
        size += len(task.article.text) if task.article is not None else 0
        if len(batch) >= BATCH or size >= BATCH_CHARS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
