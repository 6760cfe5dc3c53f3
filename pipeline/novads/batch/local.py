"""A run: articles in, results out, with nothing lost whatever cuts it off.

Results are written a batch at a time, first to JSON Lines and then to the store, and told only when
they are on the disk. Going on reads what is there and does the rest; what was read by other rules,
models or code is done again.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from novads.articles.duplicates import content_key
from novads.batch.earlier import Earlier, read_earlier
from novads.batch.engines import Engine
from novads.batch.journal import Journal
from novads.batch.keys import article_key, error_key
from novads.batch.outcomes import Outcome, RowMaker, Task, of_duplicate, of_error
from novads.batch.store.writer import StoreWriter
from novads.objects import Article, ErrorRecord

__all__ = ["MAX_CHARS", "RESULTS", "Run", "RunSummary", "key_of", "task_of"]

RESULTS: Final = "articles.jsonl"
"""The name of the JSON Lines file."""

MAX_CHARS: Final = 1_000_000
"""Characters that an article may have by default."""

_COMMIT: Final = 256
"""Outcomes that are written at once."""
_COMMIT_SECONDS: Final = 1.0
"""Seconds that an outcome waits at most to be written, while others come in."""


@dataclass
class RunSummary:
    """What became of a run's articles."""

    articles: int = 0
    """Those that came out, duplicates among them."""
    duplicates: int = 0
    already_done: int = 0
    """Those that an earlier run had done."""
    repeated: int = 0
    """Those that this run was given more than once, as the very same article of the same source."""
    events: int = 0
    projects: int = 0
    warnings: int = 0
    errors: int = 0
    stopped: bool = False
    """Whether it was asked to stop before the end."""

    def count(self, outcome: Outcome) -> None:
        """Add one outcome."""
        if outcome.is_error:
            self.errors += 1
            return
        self.articles += 1
        self.duplicates += outcome.is_duplicate
        self.events += outcome.events
        self.projects += outcome.projects
        self.warnings += outcome.warnings


@dataclass(slots=True)
class Run:
    """A run over articles, called once.

    Args:
        engine: does the articles.
        journal: an open JSON Lines file to write to, if any.
        store: an open store to write to, if any; the engine then makes rows.
        max_chars: a longer article becomes an error record.
        seen: called with each outcome once it is written.
        should_stop: asked now and then; True ends the run with what is done until then.
    """

    engine: Engine
    journal: Journal | None = None
    store: StoreWriter | None = None
    max_chars: int = MAX_CHARS
    seen: Callable[[Outcome], None] | None = None
    should_stop: Callable[[], bool] | None = None
    summary: RunSummary = field(default_factory=RunSummary, init=False)
    """What became of the articles so far."""

    def __call__(
        self,
        items: Iterable[Article | ErrorRecord],
        *,
        resume: bool = False,
        retry_errors: bool = False,
        make_rows: RowMaker | None = None,
        options: dict[str, Any] | None = None,
    ) -> RunSummary:
        """Do the articles.

        Args:
            items: articles, and errors from reading them; taken as they are needed.
            resume: go on with what is in the journal or the store, rather than begin anew.
            retry_errors: when going on, do again the articles that ended in an error.
            make_rows: makes rows for duplicates and for what the journal has and the store has not;
                needed with a store.
            options: for the store's log of runs.

        Raises:
            OutputError: if the journal can't be written or read.
            StoreError: if the store can't be written or read.
            NovadsError: if the extractor can't be loaded.
        """
        summary = self.summary
        if self.store is not None:
            self.store.begin_run(options or {}, _now())
        earlier = Earlier()
        if resume:
            earlier = read_earlier(self.journal, self.store, retry_errors, make_rows)
        elif self.journal is not None:
            self.journal.start()
        outcomes = self.engine.run(self._tasks(items, earlier, make_rows))
        batch: list[Outcome] = []
        written = time.monotonic()
        try:
            for outcome in outcomes:
                if outcome is not None:
                    batch.append(outcome)
                waited = time.monotonic() - written
                if batch and (len(batch) >= _COMMIT or waited >= _COMMIT_SECONDS):
                    self._write(batch)
                    batch, written = [], time.monotonic()
                if self._asked_to_stop():
                    summary.stopped = True
                    break
        finally:
            outcomes.close()  # type: ignore[attr-defined]
        self._write(batch)
        if self.journal is not None and not summary.stopped:
            self.journal.finish()
        if self.store is not None:
            state = "stopped" if summary.stopped else "finished"
            self.store.finish(state, _now(), _counts(summary))
        return summary

    def _asked_to_stop(self) -> bool:
        return self.should_stop is not None and self.should_stop()

    def _write(self, batch: Sequence[Outcome]) -> None:
        if not batch:
            return
        if self.journal is not None:
            self.journal.write(batch)
        for outcome in batch:
            self.summary.count(outcome)
        if self.store is not None:
            self.store.write(batch, _counts(self.summary))
        if self.seen is not None:
            for outcome in batch:
                self.seen(outcome)

    def _tasks(
        self,
        items: Iterable[Article | ErrorRecord],
        earlier: Earlier,
        make_rows: RowMaker | None,
    ) -> Iterator[Task]:
        here: set[bytes] = set()
        make_rows = make_rows if self.store is not None else None
        for item in items:
            if self._asked_to_stop():
                return
            key = key_of(item)
            short = bytes.fromhex(key)
            if short in here:
                self.summary.repeated += 1
                continue
            here.add(short)
            if short in earlier.done:
                self.summary.already_done += 1
                continue
            yield task_of(key, item, self.max_chars, earlier.first_of, make_rows)


def key_of(item: Article | ErrorRecord) -> str:
    """The key of an article, or of the error from reading one."""
    return article_key(item) if isinstance(item, Article) else error_key(item)


def task_of(
    key: str,
    item: Article | ErrorRecord,
    max_chars: int,
    first_of: Callable[[str, Article], str | None],
    make_rows: RowMaker | None = None,
) -> Task:
    """What there is to do about an article, or what became of it already.

    Args:
        key: the item's key.
        item: the article, or the error from reading it.
        max_chars: a longer article is an error.
        first_of: by an article's text key and itself, the source id of the one that it repeats.
        make_rows: makes rows for a store, if wanted.
    """
    if isinstance(item, ErrorRecord):
        return Task(key, ready=of_error(key, item))
    if len(item.text) > max_chars:
        return Task(key, ready=of_error(key, _too_long(item, max_chars)))
    task = Task(key, article=item, text_key=content_key(item.text))
    first = first_of(task.text_key, item)
    if first is None:
        return task
    copy = item.model_copy(update={"duplicate_of": first})
    return Task(key, ready=of_duplicate(task, copy, make_rows))


def _too_long(article: Article, limit: int) -> ErrorRecord:
    return ErrorRecord(
        source_id=article.source_id or "",
        stage="extract",
        error="ArticleError",
        reason=f"{len(article.text)} characters, the limit is {limit}",
    )


def _counts(summary: RunSummary) -> dict[str, int]:
    counts = asdict(summary)
    names = ("articles", "duplicates", "already_done", "events", "projects", "errors")
    return {name: counts[name] for name in names}


def _now() -> dt.datetime:
    """The time for the log of runs: nothing else asks for it."""
    return dt.datetime.now(dt.UTC)
