"""The engine of one machine: worker processes that each load the pipeline.

Each worker gets batches of articles and has the next one waiting. Where a batch goes wrong, because
its worker died or an article took too long, its articles are tried again one by one, so that the
one that is at fault is known for sure; that one becomes an error record.
"""

from __future__ import annotations

import os
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator
from multiprocessing.connection import wait
from typing import Final

from novads.batch.engines import BATCH, BATCH_CHARS, Loader
from novads.batch.outcomes import Outcome, RowMaker, Task, of_error
from novads.batch.worker import Batch, Worker
from novads.errors import NovadsError
from novads.objects import ErrorRecord

__all__ = ["TIMEOUT", "Workers"]

TIMEOUT: Final = 60.0
"""Seconds that an article may take by default."""

_LOADING: Final = 600.0
"""Seconds that a worker may take to load its extractor."""
_STARTS: Final = 3
"""Workers that may die before they are ready, one after another."""
_QUEUE: Final = 2
"""Batches that a worker has at a time: the one it does, and the next."""
_WINDOW: Final = 1024
"""Tasks that may be ahead of the one whose outcome is due."""
_TICK: Final = 0.25
"""Seconds after which it is said that nothing has come."""


class Workers:
    """Does articles in several processes.

    Args:
        loader: loads an extractor in each of them.
        count: how many processes.
        timeout: seconds that an article may take; its worker is killed then.
        make_rows: makes rows for a store, if wanted.
        keep: leave the processes up after a run, for the next one; `close` ends them.
    """

    def __init__(
        self,
        loader: Loader,
        count: int = 1,
        *,
        timeout: float = TIMEOUT,
        make_rows: RowMaker | None = None,
        keep: bool = False,
    ) -> None:
        self._loader = loader
        self._count = count
        self._timeout = timeout
        self._make_rows = make_rows
        self._keep = keep
        self._threads = max(1, (os.cpu_count() or 1) // count)
        self._workers: list[Worker] = []
        self._again: deque[Batch] = deque()
        self._ready: dict[int, Outcome] = {}
        self._read = 0
        self._given = 0
        self._ended = False
        self._bad_starts = 0

    def run(self, tasks: Iterable[Task]) -> Iterator[Outcome | None]:
        """The outcome of each task, in order, and None where none has come for a while.

        Raises:
            NovadsError: if the extractor can't be loaded.
        """
        source = iter(tasks)
        self._read = self._given = 0
        self._ended = False
        ended_well = False
        try:
            while True:
                self._hand_out(source)
                if self._given in self._ready:
                    while self._given in self._ready:
                        outcome = self._ready.pop(self._given)
                        self._given += 1
                        yield outcome
                elif self._ended and self._given == self._read:
                    ended_well = True
                    return
                else:
                    self._wait()
                    yield None
        finally:
            if not (self._keep and ended_well):
                self.close()

    def close(self) -> None:
        """End the processes, whatever they do."""
        for worker in self._workers:
            worker.end()
        self._workers.clear()
        self._again.clear()
        self._ready.clear()

    def _hand_out(self, source: Iterator[Task]) -> None:
        while (worker := self._free()) is not None or len(self._workers) < self._count:
            batch = self._again.popleft() if self._again else self._next(source)
            if not batch.tasks:
                return
            if worker is None or (worker.batches and len(self._workers) < self._count):
                worker = Worker(self._loader, self._make_rows, self._threads)
                self._workers.append(worker)
            worker.give(batch)

    def _free(self) -> Worker | None:
        """The worker with the least to do, if it can take more."""
        best = min(self._workers, key=lambda worker: len(worker.batches), default=None)
        return best if best is not None and len(best.batches) < _QUEUE else None

    def _next(self, source: Iterator[Task]) -> Batch:
        """The next batch of articles; what needs no doing is ready at once."""
        batch = Batch()
        size = 0
        while (
            not self._ended
            and len(batch.tasks) < BATCH
            and size < BATCH_CHARS
            and self._read - self._given < _WINDOW
        ):
            task = next(source, None)
            if task is None:
                self._ended = True
                break
            if task.article is None:
                assert task.ready is not None, "a task is an article or is done"
                self._ready[self._read] = task.ready
            else:
                batch.tasks.append((self._read, task))
                size += len(task.article.text)
            self._read += 1
        return batch

    def _wait(self) -> None:
        by_connection = {worker.connection: worker for worker in self._workers}
        for connection in wait(list(by_connection), timeout=_TICK):
            worker = by_connection[connection]  # type: ignore[index]
            try:
                self._ready.update(worker.receive())
            except EOFError:
                self._lost(worker, None)
        now = time.monotonic()
        for worker in list(self._workers):
            if not worker.is_ready:
                if now - worker.since > _LOADING:
                    raise NovadsError(f"a worker didn't load within {_LOADING:g} seconds")
            elif worker.batches and now - worker.since > self._timeout:
                self._lost(worker, f"took longer than the limit of {self._timeout:g} seconds")

    def _lost(self, worker: Worker, too_long: str | None) -> None:
        """Take leave of a worker that died or has to; its work is done again by others."""
        self._workers.remove(worker)
        exit_code = worker.end()
        batches = list(worker.batches)
        if not worker.is_ready:
            self._bad_starts += 1
            if self._bad_starts >= _STARTS:
                raise NovadsError(f"workers die while they load: {_told(exit_code)}")
        else:
            self._bad_starts = 0
            if batches:
                current = batches.pop(0)
                if current.alone:
                    place, task = current.tasks[0]
                    self._ready[place] = _failed(task, too_long, exit_code)
                else:
                    batches[:0] = [Batch([one], alone=True) for one in current.tasks]
        self._again.extendleft(reversed(batches))


def _failed(task: Task, too_long: str | None, exit_code: int | None) -> Outcome:
    assert task.article is not None
    return of_error(
        task.key,
        ErrorRecord(
            source_id=task.article.source_id or "",
            stage="extract",
            error="TimeoutError" if too_long else "WorkerDied",
            reason=too_long or f"its worker process died: {_told(exit_code)}",
        ),
    )


def _told(exit_code: int | None) -> str:
    if exit_code is None or exit_code >= 0:
        return f"exit code {exit_code}"
    name = signal.Signals(-exit_code).name
    return f"{name}; out of memory?" if name == "SIGKILL" else name
