"""A run as the command line does it: what to open, and what to tell while it goes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from novads.articles.readers import FieldNames, read_paths
from novads.batch.engines import Engine, InProcess, PipelineLoader
from novads.batch.journal import Journal, OutputError
from novads.batch.local import RESULTS, Run, RunSummary
from novads.batch.outcomes import Outcome, RowMaker
from novads.batch.progress import RunProgress, count_articles
from novads.batch.signals import stop_on_signals
from novads.batch.store.writer import StoreWriter
from novads.batch.version import fingerprint
from novads.batch.workers import Workers
from novads.objects import Article, ErrorRecord
from novads.terminal import print_extraction, print_summary

__all__ = ["Session"]


@dataclass
class Session:
    """What was asked for on the command line; `novads run --help` tells what each is."""

    paths: list[str]
    fields: FieldNames
    stdin: str
    published: dt.date | None
    out: str | None
    store: Path | None
    loader: PipelineLoader
    make_rows: RowMaker | None
    workers: int | None
    timeout: float
    max_chars: int
    resume: bool
    retry_errors: bool
    restart: bool
    show: int
    console: Console
    errors: Console
    has_begun: bool = field(default=False, init=False)
    """Whether anything was written that --resume could go on with."""
    _shown: int = field(default=0, init=False)

    def run(self) -> RunSummary:
        """Do the run, and print what comes of it.

        Raises:
            NovadsError: if it can't be begun, or can't go on; it says why.
        """
        with ExitStack() as stack:
            stop = stack.enter_context(stop_on_signals())
            version = self._version()
            journal = store = None
            if self.out is not None:
                journal = stack.enter_context(Journal(Path(self.out), RESULTS, version))
                if journal.unfinished() and not self.resume and not self.restart:
                    raise OutputError(
                        journal.part,
                        "a run was cut off here; --resume goes on with it, --restart begins anew",
                    )
            if self.store is not None:
                store = stack.enter_context(StoreWriter(self.store, version))
            total = None if self.errors.is_terminal is False else count_articles(self.paths)
            progress = stack.enter_context(RunProgress(self.errors, total))
            run = Run(
                engine=self._engine(),
                journal=journal,
                store=store,
                max_chars=self.max_chars,
                should_stop=stop,
            )
            run.seen = lambda outcome: self._seen(outcome, progress, run.summary)
            summary = run(
                self._items(),
                resume=self.resume,
                retry_errors=self.retry_errors,
                make_rows=self.make_rows,
                options=self._options(),
            )
        written = [] if self.out is None else [str(self._written(summary))]
        if self.store is not None:
            written.append(str(self.store))
        print_summary(self.console, summary, written)
        return summary

    def run_on_ray(self, address: str | None) -> RunSummary:
        """Do the run on a Ray cluster, and print what comes of it.

        Args:
            address: of the cluster; None starts Ray on this machine.

        Raises:
            NovadsError: if it can't be begun, or fails; it says why.
        """
        from novads.batch.distributed import RayRun
        from novads.batch.filling import fill_store

        assert self.out is not None, "a run on Ray writes to a folder"
        with RunProgress(self.errors, None) as progress:
            summary = RayRun(
                loader=self.loader,
                version=self._version(),
                fields=self.fields,
                published=self.published,
                workers=self.workers or 0,
                timeout=self.timeout,
                max_chars=self.max_chars,
                seen=progress.at,
            ).run(self.paths, self.out, address)
        written = [self.out]
        if self.store is not None:
            fill_store(Path(self.out), self.store, self.loader.rules)
            written.append(str(self.store))
        print_summary(self.console, summary, written)
        return summary

    def _version(self) -> str:
        loader = self.loader
        models = [d for d in (loader.stanza_dir, loader.ner) if d is not None and Path(d).is_dir()]
        try:
            return fingerprint(rules=loader.rules, models=models, options=loader.ner)
        except OSError as error:
            raise OutputError(error.filename or "", error.strerror or str(error)) from error

    def _engine(self) -> Engine:
        if self.workers == 0:
            return InProcess(self.loader, self.make_rows)
        return Workers(
            self.loader, self.workers or 1, timeout=self.timeout, make_rows=self.make_rows
        )

    def _items(self) -> Iterator[Article | ErrorRecord]:
        for item in read_paths(self.paths, fields=self.fields, stdin=self.stdin):
            if isinstance(item, Article) and item.published is None and self.published is not None:
                yield item.model_copy(update={"published": self.published})
            else:
                yield item

    def _written(self, summary: RunSummary) -> Path:
        assert self.out is not None
        return Path(self.out) / (RESULTS + ".part" if summary.stopped else RESULTS)

    def _options(self) -> dict[str, object]:
        return {
            "paths": self.paths,
            "rules": self.loader.rules,
            "stanza_dir": self.loader.stanza_dir,
            "ner": self.loader.ner,
            "published": None if self.published is None else self.published.isoformat(),
            "workers": self.workers,
            "timeout": self.timeout,
            "max_chars": self.max_chars,
            "resume": self.resume,
        }

    def _seen(self, outcome: Outcome, progress: RunProgress, summary: RunSummary) -> None:
        self.has_begun = self.out is not None or self.store is not None
        passed_over = summary.already_done + summary.repeated
        progress.advance(error=outcome.is_error, passed_over=passed_over)
        if outcome.is_error:
            error = outcome.error()
            progress.console.print(
                f"[red]Error:[/] {escape(error.source_id)}: {escape(error.reason)}", soft_wrap=True
            )
        elif self._shown < self.show:
            print_extraction(self.console, outcome.extraction())
            self._shown += 1
        elif self._shown == self.show > 0:
            self.console.print("[dim]Further articles are not printed; --show prints more.[/]")
            self._shown += 1
