"""Runs: what is written, gone on with, told once; in one process, with a stub that reads."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from stubs import Rows, Stub, articles, extract

from novads.batch.engines import InProcess
from novads.batch.journal import Journal, OutputError
from novads.batch.local import RESULTS, Run, RunSummary
from novads.batch.outcomes import Outcome
from novads.batch.store.reader import open_store
from novads.batch.store.writer import StoreWriter
from novads.objects import Article, ErrorRecord, Extraction

ERROR = ErrorRecord(source_id="x.txt", stage="read", error="ArticleError", reason="empty")

Item = Article | ErrorRecord


class Counting:
    """A stub that counts what it is given."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> object:
        def counted(batch: list[Article]) -> Iterable[Extraction | ErrorRecord]:
            self.count += len(batch)
            return extract(batch)

        return counted


def run(
    items: Iterable[Item],
    out: Path | None = None,
    store: Path | None = None,
    *,
    version: str = "v1",
    resume: bool = False,
    retry_errors: bool = False,
    loader: object = None,
    stop_after: int | None = None,
    max_chars: int = 1_000_000,
) -> RunSummary:
    seen: list[Outcome] = []
    make_rows = Rows() if store is not None else None
    engine = InProcess(loader or Stub(), make_rows)  # type: ignore[arg-type]
    journal = Journal(out, RESULTS, version) if out is not None else None
    writer = StoreWriter(store, version) if store is not None else None
    if journal is not None:
        journal.__enter__()
    if writer is not None:
        writer.__enter__()
    try:
        return Run(
            engine,
            journal,
            writer,
            max_chars=max_chars,
            seen=seen.append,
            should_stop=lambda: stop_after is not None and len(seen) >= stop_after,
        )(items, resume=resume, retry_errors=retry_errors, make_rows=make_rows)
    finally:
        if writer is not None:
            writer.__exit__()
        if journal is not None:
            journal.__exit__()


def keys(folder: Path, name: str = RESULTS) -> list[str]:
    return [json.loads(line)["source_id"] for line in (folder / name).read_text().splitlines()]


def table(store: Path, name: str) -> list[tuple[object, ...]]:
    with open_store(store) as connection:
        return connection.execute(f"SELECT * FROM {name}").fetchall()


def test_each_input_has_one_line_in_order(tmp_path: Path) -> None:
    items: list[Item] = [*articles(3), ERROR]
    summary = run(items, tmp_path)
    assert keys(tmp_path) == [item.source_id for item in items]
    assert (summary.articles, summary.events, summary.errors) == (3, 3, 1)
    assert list(tmp_path.glob("*.part")) == []


def test_the_same_text_elsewhere_is_linked_and_told_once(tmp_path: Path) -> None:
    first = Article(text="Koncerts Valkā.", source_id="a", published=dt.date(2022, 6, 1))
    copy = Article(text="Koncerts  Valkā.\n", source_id="b", published=dt.date(2022, 6, 1), url="u")
    later = Article(text="Koncerts Valkā.", source_id="c", published=dt.date(2023, 6, 1))
    counting = Counting()
    summary = run([first, copy, later, first], tmp_path, tmp_path / "s.duckdb", loader=counting)
    assert counting.count == 2
    assert (summary.articles, summary.duplicates, summary.repeated) == (3, 1, 1)
    lines = [json.loads(line) for line in (tmp_path / RESULTS).read_text().splitlines()]
    assert [line["extraction"]["article"]["duplicate_of"] for line in lines] == [None, "a", None]
    assert [len(line["extraction"]["events"]) for line in lines] == [1, 0, 1]
    with open_store(tmp_path / "s.duckdb") as store:
        linked = store.execute(
            "SELECT b.source_id, a.source_id FROM articles b "
            "JOIN articles a ON b.duplicate_of_id = a.article_id"
        ).fetchall()
        assert linked == [("b", "a")]
        assert store.execute("SELECT count(*) FROM events").fetchall() == [(2,)]


@pytest.mark.parametrize("with_store", [False, True])
def test_a_run_that_was_stopped_is_gone_on_with(tmp_path: Path, with_store: bool) -> None:
    def store(name: str) -> Path | None:
        return tmp_path / name if with_store else None

    items: list[Item] = [*articles(400), ERROR, *articles(5, start=2), *articles(200, start=400)]
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    run(items, whole, store("whole.duckdb"))
    first = run(items, cut, store("cut.duckdb"), stop_after=256)
    assert first.stopped
    assert 256 <= first.articles < 600
    assert not (cut / RESULTS).exists()
    counting = Counting()
    second = run(items, cut, store("cut.duckdb"), resume=True, loader=counting)
    assert second.already_done == first.articles + first.errors
    assert counting.count == 600 - first.articles
    assert (cut / RESULTS).read_bytes() == (whole / RESULTS).read_bytes()
    if with_store:
        for name in ("articles", "events", "projects", "funding", "dossiers", "errors"):
            assert table(tmp_path / "cut.duckdb", name) == table(tmp_path / "whole.duckdb", name)


def test_a_store_alone_is_gone_on_with(tmp_path: Path) -> None:
    run(articles(400), None, tmp_path / "s.duckdb", stop_after=1)
    counting = Counting()
    summary = run(articles(400), None, tmp_path / "s.duckdb", resume=True, loader=counting)
    assert summary.already_done + counting.count == 400
    assert summary.already_done >= 256
    assert len(table(tmp_path / "s.duckdb", "articles")) == 400


@pytest.mark.parametrize("torn", [b'{"source_id":"raksti/x', b'{"a":1}', b"\x00\x00\x00"])
def test_a_torn_last_line_is_cut_away(tmp_path: Path, torn: bytes) -> None:
    run(articles(300), tmp_path / "cut", stop_after=1)
    with (tmp_path / "cut" / (RESULTS + ".part")).open("ab") as file:
        file.write(torn)
    run(articles(300), tmp_path / "cut", resume=True)
    run(articles(300), tmp_path / "whole")
    assert (tmp_path / "cut" / RESULTS).read_bytes() == (tmp_path / "whole" / RESULTS).read_bytes()


def test_a_store_that_lags_behind_is_filled_from_the_lines(tmp_path: Path) -> None:
    run(articles(300), tmp_path, stop_after=1)
    counting = Counting()
    summary = run(articles(300), tmp_path, tmp_path / "s.duckdb", resume=True, loader=counting)
    assert counting.count == 300 - summary.already_done
    run(articles(300), None, tmp_path / "whole.duckdb")
    for name in ("articles", "events", "projects", "funding"):
        assert sorted(table(tmp_path / "s.duckdb", name), key=repr) == sorted(
            table(tmp_path / "whole.duckdb", name), key=repr
        )


def test_nothing_is_done_twice_and_what_is_new_is_added(tmp_path: Path) -> None:
    store = tmp_path / "s.duckdb"
    run(articles(10), tmp_path, store)
    counting = Counting()
    summary = run(articles(12), tmp_path, store, resume=True, loader=counting)
    assert (counting.count, summary.already_done, summary.articles) == (2, 10, 2)
    assert keys(tmp_path) == [a.source_id for a in articles(12)]
    assert len(table(store, "articles")) == 12


def test_other_rules_have_the_articles_done_again(tmp_path: Path) -> None:
    store = tmp_path / "s.duckdb"
    run(articles(10), tmp_path, store)
    counting = Counting()
    run(articles(10), tmp_path, store, resume=True, loader=counting, version="v2")
    assert counting.count == 10
    assert keys(tmp_path) == [a.source_id for a in articles(10)]
    with open_store(store) as connection:
        versions = connection.execute(
            "SELECT version, count(*) FROM articles GROUP BY 1"
        ).fetchall()
    assert versions == [("v2", 10)]
    assert len(table(store, "events")) == 10


def test_an_altered_text_is_done_again(tmp_path: Path) -> None:
    run(articles(3), tmp_path)
    items = articles(3)
    items[1] = items[1].model_copy(update={"text": "Cits teksts."})
    counting = Counting()
    run(items, tmp_path, resume=True, loader=counting)
    assert counting.count == 1


def test_errors_are_done_again_only_when_asked(tmp_path: Path) -> None:
    items: list[Item] = [*articles(3), Article(text="FAIL", source_id="f"), ERROR]
    store = tmp_path / "s.duckdb"
    run(items, tmp_path, store)
    counting = Counting()
    run(items, tmp_path, store, resume=True, loader=counting)
    assert counting.count == 0
    run(items, tmp_path, store, resume=True, retry_errors=True, loader=counting)
    assert counting.count == 1
    assert sorted(keys(tmp_path)) == sorted(item.source_id or "" for item in items)
    assert len(table(store, "errors")) == 2


def test_an_article_that_is_too_long_is_an_error(tmp_path: Path) -> None:
    summary = run([Article(text="x" * 11, source_id="long"), *articles(1)], tmp_path, max_chars=100)
    assert summary.errors == 0
    summary = run([Article(text="x" * 101, source_id="long")], tmp_path, max_chars=100)
    assert summary.errors == 1
    line = json.loads((tmp_path / RESULTS).read_text())
    assert line["error"]["reason"] == "101 characters, the limit is 100"


def test_strings_that_are_no_unicode_become_errors(tmp_path: Path) -> None:
    items = [
        Article(text="Labi.", source_id="a", title="\ud800"),
        Article(text="\udc80", source_id="b\udcff"),
        Article(text="NUL \x00 un \u202e un e\u0301", source_id="c"),
    ]
    summary = run(items, tmp_path, tmp_path / "s.duckdb")
    assert (summary.articles, summary.errors) == (1, 2)
    with open_store(tmp_path / "s.duckdb") as connection:
        texts = connection.execute("SELECT text FROM articles").fetchall()
    assert texts == [(items[2].text,)]


def test_two_runs_do_not_share_a_folder(tmp_path: Path) -> None:
    with Journal(tmp_path, RESULTS, "v"), pytest.raises(OutputError, match="another run"):
        run(articles(1), tmp_path)
    run(articles(1), tmp_path)


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="not a directory"):
        run(articles(1), tmp_path / "file")
    with pytest.raises(OutputError):
        run(articles(1), tmp_path / "file" / "below")
