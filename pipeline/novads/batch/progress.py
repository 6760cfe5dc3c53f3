"""How far a run is: articles done, rate, errors, and the time left where it can be known."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn

from novads.articles.readers.options import FieldNames, ReadLimits
from novads.articles.readers.source import Settings, Source
from novads.articles.readers.walking import STDIN, find

__all__ = ["RunProgress", "count_articles"]

_ONE_EACH: Final = (".txt", ".txt.gz", ".html", ".htm", ".html.gz", ".htm.gz")
_EVERY: Final = 10.0
"""Seconds between two lines where there is no terminal to draw on."""
_RATE_OVER: Final = 30.0
"""Seconds over which the rate is measured."""


def count_articles(paths: Iterable[str]) -> int | None:
    """How many articles the paths hold, if their files' names tell; None if one would have to look.

    Args:
        paths: as `novads.articles.readers.read_paths` takes them.
    """
    settings = Settings(FieldNames(), ReadLimits(), None)
    count = 0
    for path in paths:
        if path == STDIN:
            return None
        for item in find(path, settings, ".txt"):
            if isinstance(item, Source) and item.suffix not in _ONE_EACH:
                return None
            count += 1
    return count


class RunProgress:
    """Tells how far a run is: a bar on a terminal, else a line now and then. A context manager.

    Args:
        console: where to.
        total: how many articles there are, if that is known.
        clock: seconds, monotonic.
    """

    def __init__(
        self,
        console: Console,
        total: int | None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.console = console
        self._total = total
        self._clock = clock
        self._done = 0
        self._errors = 0
        self._passed_over = 0
        self._marks: list[tuple[float, int]] = []
        self._told = clock()
        self._bar: Progress | None = None
        self._task = TaskID(0)
        if console.is_terminal:
            self._bar = Progress(
                TextColumn("Articles"),
                BarColumn(),
                TextColumn("{task.fields[line]}"),
                console=console,
                transient=True,
            )
            self._task = self._bar.add_task("", total=total, line="loading…")

    def __enter__(self) -> RunProgress:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _value: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self, *, error: bool = False, passed_over: int = 0) -> None:
        """One more outcome is written.

        Args:
            error: whether it is an error.
            passed_over: how many articles needn't be done at all, in sum.
        """
        self._passed_over = passed_over
        self.at(self._done + 1, self._errors + error)

    def at(self, done: int, errors: int) -> None:
        """So many outcomes are written.

        Args:
            done: how many, in sum.
            errors: how many of them are errors.
        """
        self._done, self._errors = done, errors
        now = self._clock()
        if not self._marks or now - self._marks[-1][0] >= 0.5:
            self._marks.append((now, self._done))
            while now - self._marks[0][0] > _RATE_OVER and len(self._marks) > 2:
                self._marks.pop(0)
        if self._bar is not None:
            done = self._done + self._passed_over
            self._bar.update(self._task, completed=done, line=self.line())
        elif now - self._told >= _EVERY and self._rate() is not None:
            self._told = now
            self.console.print(self.line(), soft_wrap=True)

    def line(self) -> str:
        """Where it stands, in words."""
        done = self._done + self._passed_over
        of = f"{done}/{self._total}" if self._total is not None else f"{done}"
        parts = [f"{of} article" + ("s" if of != "1" else "")]
        if (rate := self._rate()) is not None:
            parts.append(f"{rate:.1f}/s")
            if self._total is not None and self._total > done:
                parts.append(f"{_duration((self._total - done) / rate)} left")
        if self._errors:
            parts.append(f"{self._errors} error" + ("s" if self._errors > 1 else ""))
        return ", ".join(parts)

    def _rate(self) -> float | None:
        """Articles a second, lately."""
        if len(self._marks) < 2:
            return None
        (first, before), (last, after) = self._marks[0], self._marks[-1]
        return (after - before) / (last - first)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes:02d} min"
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"
