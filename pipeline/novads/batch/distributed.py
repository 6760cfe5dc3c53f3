"""Many machines: the same readers and the same workers, on Ray Data.

Each input file is read by one task, wherever there is room; the articles are done by actors that
each load the pipeline once, in a worker process of their own, so that an article that hangs or
crashes becomes an error record just as on one machine; and the results are written in many files.
What a machine had that goes away is done again elsewhere.

Ray is imported when a run begins: it is an optional extra.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import posixpath
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, BinaryIO, Final, cast

from novads.articles.duplicates import content_key
from novads.articles.readers.formats import read_source, suffix_of
from novads.articles.readers.options import MIB, FieldNames, ReadLimits
from novads.articles.readers.source import Outcome as Item
from novads.articles.readers.source import Settings, Source
from novads.articles.readers.walking import find
from novads.batch.earlier import Earlier
from novads.batch.engines import BATCH, Loader
from novads.batch.local import MAX_CHARS, RunSummary, key_of, task_of
from novads.batch.workers import TIMEOUT, Workers
from novads.errors import MissingExtraError, NovadsError
from novads.objects import Article, ErrorRecord

__all__ = ["RayRun"]

_READING: Final = 0.25
"""Processors that a task which reads or writes takes: several go on one."""
_ROWS: Final = 64
"""Articles that a reading task hands on at once."""
_LINES: Final = 2000
"""Lines in a file that is written, more or less."""
_COUNTS: Final = ("error", "duplicate", "events", "projects", "warnings")

Place = tuple[int, int]
"""Which file, and which of the articles in it."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a reading task has to know."""

    fields: FieldNames
    published: dt.date | None
    max_chars: int

    def items(self, name: str, path: str) -> Iterator[Item]:
        """The articles of a file, on this machine or behind any address that fsspec knows."""
        settings = Settings(self.fields, ReadLimits(), None)
        if "://" in path:
            found: Iterator[Source | Item] = iter(
                [Source(name, suffix_of(path) or ".txt", lambda: _open(path))]
            )
        else:
            found = find(path, settings, ".txt")
        for source in found:
            if isinstance(source, Source):
                source = replace(source, name=name)
            for item in read_source(source, settings) if isinstance(source, Source) else (source,):
                if isinstance(item, Article) and item.published is None:
                    yield item.model_copy(update={"published": self.published})
                else:
                    yield item

    def rows(self, batch: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """The articles of a batch of files, as rows that Ray can carry."""
        columns = (batch[name] for name in ("file", "name", "path", "ready"))
        for file, name, path, ready in zip(*columns, strict=True):
            rows: list[tuple[int, str]] = []
            if ready:  # what is wrong with it is known already
                yield _columns(int(file), [(0, str(ready))])
                continue
            for row, item in enumerate(self.items(str(name), str(path))):
                rows.append((row, _packed(item)))
                if len(rows) == _ROWS:
                    yield _columns(int(file), rows)
                    rows = []
            yield _columns(int(file), rows)

    def keys(self, batch: dict[str, Any]) -> dict[str, Any]:
        """What tells whether an article was there before."""
        import numpy as np

        keys: list[str] = []
        for packed in batch["item"]:
            item = _unpacked(packed)
            text = ""
            if isinstance(item, Article) and len(item.text) <= self.max_chars:
                date = item.published.isoformat() if item.published else ""
                text = f"{content_key(item.text)}|{date}|{item.source_id or ''}"
            keys.append(f"{key_of(item)}|{text}".encode("utf-8", "backslashreplace").decode())
        return {
            "file": batch["file"],
            "row": batch["row"],
            "key": np.array(keys, dtype=object),
        }


class _Actor:
    """Loads the pipeline once, and does batches of articles."""

    def __init__(
        self,
        loader: Loader,
        timeout: float,
        max_chars: int,
        version: str,
        linked: Any,
    ) -> None:
        import ray

        self._workers = Workers(loader, 1, timeout=timeout, keep=True)
        self._max_chars = max_chars
        self._version = version
        self._linked: dict[Place, str | None] = ray.get(linked[0])

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        """A line of JSON and what the summary counts, for each article."""
        import numpy as np

        tasks = []
        places = []
        for file, row, packed in zip(batch["file"], batch["row"], batch["item"], strict=True):
            place = (int(file), int(row))
            if place in self._linked and self._linked[place] is None:
                continue  # the very same article again
            places.append(place)
            item = _unpacked(packed)
            first = self._linked.get(place)
            tasks.append(task_of(key_of(item), item, self._max_chars, partial(_given, first)))
        outcomes = [one for one in self._workers.run(tasks) if one is not None]
        counts = [(o.is_error, o.is_duplicate, o.events, o.projects, o.warnings) for o in outcomes]
        columns: dict[str, Any] = {
            "file": np.array([file for file, _ in places], dtype=np.int64),
            "row": np.array([row for _, row in places], dtype=np.int64),
            "line": np.array([o.line(self._version) for o in outcomes], dtype=object),
        }
        for position, name in enumerate(_COUNTS):
            columns[name] = np.array([int(count[position]) for count in counts], dtype=np.int64)
        return columns


@dataclass
class RayRun:
    """A run on a Ray cluster.

    Args:
        loader: loads the extractor in each worker; what it names must be on every machine.
        version: the fingerprint that is written into each line.
        fields: names of fields in tables and JSON.
        published: date of the articles that don't tell theirs.
        workers: how many actors; 0 is as many as the cluster has processors, less those that
            reading and writing need.
        timeout: seconds that an article may take.
        max_chars: a longer article becomes an error record.
        seen: called now and then with how many articles are written, and how many of them failed.
    """

    loader: Loader
    version: str
    fields: FieldNames = field(default_factory=FieldNames)
    published: dt.date | None = None
    workers: int = 0
    timeout: float = TIMEOUT
    max_chars: int = MAX_CHARS
    seen: Callable[[int, int], None] | None = None

    def run(self, paths: list[str], out: str, address: str | None = None) -> RunSummary:
        """Do the articles of the paths, and write `out`/articles-FILE-ROW.jsonl, in their order.

        Args:
            paths: files, folders and patterns, on file systems that all machines see, or addresses
                of any kind that fsspec knows (s3://…).
            out: a folder likewise. It must be empty, or not be there.
            address: of a running cluster; None starts Ray on this machine, unless it runs.

        Raises:
            MissingExtraError: if Ray isn't installed.
            NovadsError: if the folder isn't empty, or the run fails as a whole.
        """
        try:
            import ray
            import ray.data
            from ray.exceptions import RayError
        except ImportError as error:
            raise MissingExtraError("running on Ray", "ray") from error
        filesystem, folder = _file_system(out)
        if filesystem.exists(folder) and filesystem.ls(folder):
            raise NovadsError(f"{out}: not empty; a run on Ray begins anew in a folder of its own")
        if not ray.is_initialized():
            ray.init(address=address, log_to_driver=False, configure_logging=False)
        context = ray.data.DataContext.get_current()
        context.execution_options.preserve_order = True
        context.enable_progress_bars = False
        logging.getLogger("ray.data").setLevel(logging.WARNING)
        # a block is what one actor does at a time: some hundred articles
        context.target_max_block_size = MIB
        try:
            return self._run(ray, _files(paths), filesystem, folder)
        except RayError as error:
            raise NovadsError(f"the run on Ray failed: {error}") from error

    def _run(
        self, ray: Any, files: list[dict[str, Any]], filesystem: Any, folder: str
    ) -> RunSummary:
        summary = RunSummary()
        reading = _Reading(self.fields, self.published, self.max_chars)
        items = ray.data.from_items(files, override_num_blocks=len(files)).map_batches(
            reading.rows, batch_size=1, num_cpus=_READING
        )
        linked = self._linked(items, reading, summary)
        actors = self.workers or _actors(ray.cluster_resources().get("CPU", 1))
        filesystem.makedirs(folder, exist_ok=True)
        results = items.map_batches(
            _Actor,
            fn_constructor_args=(
                self.loader,
                self.timeout,
                self.max_chars,
                self.version,
                # in a list, so that it goes by reference
                [ray.put(linked)],
            ),
            batch_size=BATCH,
            compute=ray.data.ActorPoolStrategy(size=actors),
            num_cpus=1,
        )
        writing = _Writing(filesystem, folder)
        written = results.map_batches(writing.write, batch_size=_LINES, num_cpus=_READING)
        totals: Counter[str] = Counter()
        for counts in written.iter_batches(batch_size=None):
            for name, values in counts.items():
                totals[name] += int(values.sum())
            if self.seen is not None:
                self.seen(totals["lines"], totals["error"])
        summary.errors = totals["error"]
        summary.articles = totals["lines"] - totals["error"]
        summary.duplicates = totals["duplicate"]
        summary.events, summary.projects = totals["events"], totals["projects"]
        summary.warnings = totals["warnings"]
        return summary

    def _linked(
        self, items: Any, reading: _Reading, summary: RunSummary
    ) -> dict[Place, str | None]:
        """The articles whose text came before, with where; None is the very same article again.

        The articles are read once for this alone: who was first is known only with all at hand.
        """
        earlier = Earlier()
        linked: dict[Place, str | None] = {}
        keys = items.map_batches(reading.keys, batch_size=_ROWS, num_cpus=_READING)
        for batch in keys.iter_batches(batch_size=None):
            for file, row, told in zip(batch["file"], batch["row"], batch["key"], strict=True):
                key, text_key, date, source_id = [*str(told).split("|", 3), "", ""][:4]
                place = (int(file), int(row))
                if bytes.fromhex(key) in earlier.done:
                    summary.repeated += 1
                    linked[place] = None
                    continue
                earlier.done.add(bytes.fromhex(key))
                if not text_key:
                    continue
                published = dt.date.fromisoformat(date) if date else None
                first = earlier.first(text_key, published, source_id)
                if first is not None:
                    linked[place] = first
        return linked


@dataclass(frozen=True, slots=True)
class _Writing:
    """Writes lines, in files named by the first article in each."""

    filesystem: Any
    folder: str

    def write(self, batch: dict[str, Any]) -> dict[str, Any]:
        """Write a batch; what is to be counted comes back.

        Done again after a machine was lost, it writes the same file.
        """
        import numpy as np

        count = len(batch["line"])
        if count:
            name = f"articles-{int(batch['file'][0]):06}-{int(batch['row'][0]):09}.jsonl"
            path = posixpath.join(self.folder, name)
            with self.filesystem.open(path + ".part", "wb") as file:
                file.write("".join(batch["line"]).encode("utf-8"))
            self.filesystem.mv(path + ".part", path)
        sums = {name: np.array([int(sum(batch[name]))]) for name in _COUNTS}
        return {"lines": np.array([count])} | sums


def _files(paths: list[str]) -> list[dict[str, Any]]:
    """The files of the paths, each by the name that it has in source ids and where it lies."""
    found: list[tuple[str, str, str]] = []
    settings = Settings(FieldNames(), ReadLimits(), None)
    for path in paths:
        if "://" in path:
            found += [(name, name, "") for name in _remote(path)]
            continue
        for item in find(path, settings, ".txt"):
            if isinstance(item, Source) and item.path is not None:
                found.append((item.name, str(item.path.absolute()), ""))
            elif isinstance(item, Source):
                raise NovadsError(f"{path}: Ray reads files, not standard input")
            else:
                found.append(("", "", _packed(item)))
    return [
        {"file": number, "name": name, "path": path, "ready": ready}
        for number, (name, path, ready) in enumerate(found)
    ]


def _remote(address: str) -> list[str]:
    """The files at an address, of a folder those that are read."""
    filesystem, path = _file_system(address)
    if any(char in path for char in "*?["):
        names = sorted(filesystem.glob(path))
    elif filesystem.isdir(path):
        names = sorted(filesystem.find(path))
    else:
        return [address]
    return [filesystem.unstrip_protocol(name) for name in names if suffix_of(name)]


def _file_system(address: str) -> tuple[Any, str]:
    """The file system of a path or an address, and the path in it."""
    try:
        import fsspec  # type: ignore[import-untyped]
    except ImportError as error:
        raise MissingExtraError("reading and writing on Ray", "ray") from error
    try:
        filesystem, path = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise NovadsError(f"{address}: {error}") from error
    return filesystem, str(path)


def _open(address: str) -> BinaryIO:
    import fsspec  # type: ignore[import-untyped]

    return cast(BinaryIO, fsspec.open(address, "rb").open())


def _given(first: str | None, _text_key: str, _article: Article) -> str | None:
    return first


def _actors(processors: float) -> int:
    """How many actors there can be, so that reading and writing find a processor, too."""
    return max(1, int(processors - max(1.0, processors / 16)))


def _packed(item: Item) -> str:
    """An article or error as ASCII: Ray's tables hold no lone surrogates."""
    name = "article" if isinstance(item, Article) else "error"
    values = item.model_dump()
    if isinstance(item, Article) and item.published is not None:
        values["published"] = item.published.isoformat()
    return json.dumps({name: values})


def _unpacked(packed: str) -> Item:
    values = json.loads(packed)
    if "error" in values:
        return ErrorRecord(**values["error"])
    article = values["article"]
    if article["published"] is not None:
        article["published"] = dt.date.fromisoformat(article["published"])
    return Article(**article)


def _columns(file: int, rows: list[tuple[int, str]]) -> dict[str, Any]:
    import numpy as np

    return {
        "file": np.full(len(rows), file, dtype=np.int64),
        "row": np.array([row for row, _ in rows], dtype=np.int64),
        "item": np.array([item for _, item in rows], dtype=object),
    }
