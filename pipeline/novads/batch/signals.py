"""Ctrl-C, and being asked to end: a run writes what it has first."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

__all__ = ["StopFlag", "stop_on_signals"]


class StopFlag:
    """Whether the run was asked to stop."""

    def __init__(self) -> None:
        self.is_set = False

    def __call__(self) -> bool:
        """Whether it was."""
        return self.is_set


@contextmanager
def stop_on_signals() -> Iterator[StopFlag]:
    """A flag that Ctrl-C (SIGINT) and SIGTERM set; a second Ctrl-C is a KeyboardInterrupt.

    Only the main thread may call this.
    """
    flag = StopFlag()

    def handle(number: int, _frame: Any) -> None:
        if flag.is_set and number == signal.SIGINT:
            raise KeyboardInterrupt
        flag.is_set = True

    before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield flag
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
