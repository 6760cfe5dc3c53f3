"""A worker process, as the run sees it and as it runs."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import queue
import signal
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any, Final

from novads.batch.engines import Loader
from novads.batch.outcomes import Outcome, RowMaker, Task, of_result
from novads.errors import NovadsError

__all__ = ["Batch", "Worker"]

# a fork would take torch's threads and locks along in whatever state they are
_CONTEXT: Final = multiprocessing.get_context("spawn")

READY: Final = "ready"
FAILED: Final = "failed"


@dataclass(slots=True)
class Batch:
    """Tasks that a worker does in one go, with their places in the order of results."""

    tasks: list[tuple[int, Task]] = field(default_factory=list)
    alone: bool = False
    """Whether it is one article that is tried by itself, after its batch went wrong."""


class Worker:
    """A process with an extractor of its own.

    Args:
        loader: loads the extractor there.
        make_rows: makes rows for the store there, if wanted.
        threads: how many threads torch may use there.
    """

    def __init__(self, loader: Loader, make_rows: RowMaker | None, threads: int) -> None:
        self.connection, theirs = _CONTEXT.Pipe()
        self.process = _CONTEXT.Process(
            target=_work, args=(theirs, loader, make_rows, threads), daemon=True
        )
        self.process.start()
        theirs.close()
        self.is_ready = False
        self.batches: deque[Batch] = deque()
        self.since = time.monotonic()
        """When it last gave a sign of life."""
        self._outbox: queue.SimpleQueue[list[Task] | None] = queue.SimpleQueue()
        # a thread of its own sends: a full pipe must not keep us from reading what comes back
        threading.Thread(target=self._send, daemon=True).start()

    def give(self, batch: Batch) -> None:
        """Queue a batch for it."""
        if not self.batches:
            self.since = time.monotonic()
        self.batches.append(batch)
        self._outbox.put([task for _, task in batch.tasks])

    def receive(self) -> Iterator[tuple[int, Outcome]]:
        """The outcomes that have come in, with their places in the order.

        Raises:
            EOFError: if the process has ended; what it sent before that comes out first.
            NovadsError: if it couldn't load its extractor.
        """
        while self.connection.poll():
            try:
                message: Any = self.connection.recv()
            except OSError as error:  # cut off in the middle of a message
                raise EOFError from error
            self.since = time.monotonic()
            if message == READY:
                self.is_ready = True
            elif isinstance(message, Outcome):
                batch = self.batches[0]
                place, _ = batch.tasks.pop(0)
                if not batch.tasks:
                    self.batches.popleft()
                yield place, message
            else:
                raise NovadsError(message[1])

    def end(self) -> int | None:
        """Kill it, if it is alive. Its exit code, as far as it is known."""
        self._outbox.put(None)
        self.process.kill()
        self.process.join()
        self.connection.close()
        return self.process.exitcode

    def _send(self) -> None:
        while (tasks := self._outbox.get()) is not None:
            try:
                self.connection.send(tasks)
            except (OSError, ValueError):  # it is gone; whoever receives will notice
                return


def _work(
    connection: Connection[Any, Any], loader: Loader, make_rows: RowMaker | None, threads: int
) -> None:
    """What the process does."""
    # Ctrl-C goes to the whole group; it is the run's to decide what becomes of it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, str(threads))
    # when the run is killed its end of the pipe is closed, and there is nobody to work for
    with contextlib.suppress(EOFError, OSError):
        try:
            extract = loader()
        except NovadsError as error:
            connection.send((FAILED, str(error)))
            return
        # what was loaded stays to the end: no collection has to look at it again
        gc.collect()
        gc.freeze()
        connection.send(READY)
        while True:
            tasks: list[Task] = connection.recv()
            articles = [task.article for task in tasks if task.article is not None]
            for task, result in zip(tasks, extract(articles), strict=True):
                connection.send(of_result(task, result, make_rows))
