"""Writing the store: a batch of articles a transaction."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import duckdb

import novads
from novads.batch.outcomes import Outcome
from novads.batch.store.rows import Row
from novads.batch.store.schema import StoreError, check_schema, create_schema

__all__ = ["Counts", "StoreWriter"]

Counts = dict[str, int]
"""Numbers for a row of `runs`, by column."""

_ARTICLE_TABLES: Final = (
    "articles",
    "mentions",
    "events",
    "projects",
    "funding",
    "warnings",
    "errors",
)
_SETTINGS: Final = {
    # writing needs little; what a run takes must not depend on the machine's memory
    "memory_limit": "256MB",
    "threads": "1",
}
_HERE: Final = Path(__file__).parent


class StoreWriter:
    """Writes outcomes to a DuckDB file. A context manager; one process can have it open.

    Args:
        path: made if it isn't there; its folder too.
        version: the fingerprint that is written with each article.

    Raises:
        StoreError: from all methods, if the file can't be opened, read or written.
    """

    def __init__(self, path: Path, version: str) -> None:
        self.path = path
        self._version = version
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._shapes: dict[str, str] = {}
        self._columns: dict[str, tuple[str, ...]] = {}
        self._present: set[str] = set()
        self._run: int | None = None

    def __enter__(self) -> StoreWriter:
        with self._told():
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise StoreError(self.path, (error.strerror or str(error)).lower()) from error
            self._connection = duckdb.connect(str(self.path), config=dict(_SETTINGS))
        try:
            with self._told():
                if not check_schema(self._db, self.path):
                    with self._transaction():
                        create_schema(self._db, novads.__version__)
                self._read_columns()
                self._present = {
                    row[0]
                    for table in ("articles", "errors")
                    for row in self._db.execute(f"SELECT article_id FROM {table}").fetchall()
                }
        except BaseException:
            self._connection.close()
            self._connection = None
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @property
    def _db(self) -> duckdb.DuckDBPyConnection:
        assert self._connection is not None, "the store isn't open"
        return self._connection

    def done(self) -> dict[str, str]:
        """The keys of the articles and errors that are in the store under this version.

        Returns:
            Of each key, the stage of its error, or an empty string.
        """
        with self._told():
            return dict(
                self._db.execute(
                    "SELECT article_id, '' FROM articles WHERE version = $v "
                    "UNION ALL SELECT article_id, stage FROM errors WHERE version = $v",
                    {"v": self._version},
                ).fetchall()
            )

    def texts(self) -> Iterator[tuple[str, dt.date | None, str]]:
        """The key, date and source id of each text of this version, duplicates left out."""
        with self._told():
            cursor = self._db.cursor().execute(
                "SELECT text_key, published, source_id FROM articles "
                "WHERE duplicate_of IS NULL AND version = ?",
                [self._version],
            )
            while rows := cursor.fetchmany(10_000):
                yield from rows

    def begin_run(self, options: dict[str, Any], started: dt.datetime) -> None:
        """Enter a new run into the log.

        Args:
            options: what was asked for; JSON values.
            started: when, in UTC.
        """
        with self._told():
            (self._run,) = self._db.execute(  # type: ignore[misc]
                "INSERT INTO runs SELECT coalesce(max(run_id), 0) + 1, $started, NULL, 'running', "
                "$novads, $version, $options, 0, 0, 0, 0, 0, 0 FROM runs RETURNING run_id",
                {
                    "started": started.replace(tzinfo=None),
                    "novads": novads.__version__,
                    "version": self._version,
                    "options": json.dumps(options, ensure_ascii=False),
                },
            ).fetchone()

    def write(
        self, outcomes: Iterable[Outcome], counts: Counts, version: str | None = None
    ) -> None:
        """Write outcomes in one transaction; what was there under their keys is replaced.

        Args:
            outcomes: made with rows, or errors.
            counts: the run's numbers so far.
            version: of what made the outcomes, if not the writer's.
        """
        version = version or self._version
        tables: dict[str, list[Row]] = {}
        keys = []
        # of the same article given twice, once is enough
        for outcome in {outcome.key: outcome for outcome in outcomes}.values():
            keys.append(outcome.key)
            if outcome.is_error:
                error = json.loads(outcome.body)
                tables.setdefault("errors", []).append(
                    {"article_id": outcome.key, "version": version} | error
                )
                continue
            assert outcome.rows is not None, "outcomes for a store are made with rows"
            for table, rows in json.loads(outcome.rows).items():
                tables.setdefault(table, []).extend(rows)
        for row in tables.get("articles", ()):
            row["version"] = version
        with self._told(), self._transaction():
            self._delete([key for key in keys if key in self._present])
            for table, rows in tables.items():
                self._insert(table, rows)
            self._count(counts)
        self._present.update(keys)

    def delete(self, keys: list[str]) -> None:
        """Take articles out, with all that was read from them."""
        with self._told(), self._transaction():
            self._delete(keys)
        self._present.difference_update(keys)

    def finish(self, state: str, finished: dt.datetime, counts: Counts) -> None:
        """Link duplicates and projects across articles, and close the run's entry in the log.

        Args:
            state: 'finished' or 'stopped'.
            finished: when, in UTC.
            counts: the run's numbers.
        """
        with self._told():
            self._db.execute("SET memory_limit = '2GB'")  # it looks at all articles at once
            with self._transaction():
                self._db.execute((_HERE / "dossiers.sql").read_text(encoding="utf-8"))
                self._count(counts)
                self._db.execute(
                    "UPDATE runs SET state = ?, finished = ? WHERE run_id = ?",
                    [state, finished.replace(tzinfo=None), self._run],
                )
            self._db.execute("CHECKPOINT")

    def _read_columns(self) -> None:
        for table in _ARTICLE_TABLES:
            columns = self._db.execute(
                "SELECT column_name, data_type FROM duckdb_columns() "
                "WHERE table_name = ? AND schema_name = 'main' ORDER BY column_index",
                [table],
            ).fetchall()
            self._columns[table] = tuple(name for name, _ in columns)
            self._shapes[table] = json.dumps([{name: _shape(kind) for name, kind in columns}])

    def _insert(self, table: str, rows: list[Row]) -> None:
        if not rows:
            return
        # one statement a table: rows one by one would cost more than reading the articles
        self._db.execute(
            f"INSERT INTO {table} ({', '.join(self._columns[table])}) "
            f"SELECT unnest(from_json($rows, $shape), max_depth := 2)",
            {"rows": json.dumps(rows, ensure_ascii=False), "shape": self._shapes[table]},
        )

    def _delete(self, keys: list[str]) -> None:
        if keys:
            for table in _ARTICLE_TABLES:
                self._db.execute(
                    f"DELETE FROM {table} WHERE article_id IN (SELECT unnest($keys))",
                    {"keys": keys},
                )

    def _count(self, counts: Counts) -> None:
        if self._run is not None and counts:
            columns = ", ".join(f"{name} = ${name}" for name in counts)
            self._db.execute(
                f"UPDATE runs SET {columns} WHERE run_id = $run_id",
                {**counts, "run_id": self._run},
            )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN")
        try:
            yield
        except BaseException:
            # after an I/O error DuckDB may refuse to roll back; nothing was committed either way
            with suppress(duckdb.Error):
                self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except duckdb.Error as error:
            raise StoreError(self.path, _reason(error)) from error


def _shape(kind: str) -> object:
    """The type of a column as `from_json` wants it."""
    if kind.endswith("[]"):
        return [_shape(kind[:-2])]
    return "VARCHAR" if kind == "JSON" else kind


def _reason(error: duckdb.Error) -> str:
    """What is wrong, for a person, by what DuckDB says."""
    text = str(error)
    if "lock" in text.lower() and isinstance(error, duckdb.IOException):
        return "another program has it open; two runs can't write to one store"
    if "not a valid DuckDB database file" in text:
        return "not a DuckDB database; choose another file"
    if "Permission denied" in text or "read-only" in text.lower():
        return "it can't be written: permission denied or read-only"
    if "No space left" in text or "could not write" in text.lower():
        return f"it can't be written; is the disk full? ({text.splitlines()[0]})"
    return text.splitlines()[0]
