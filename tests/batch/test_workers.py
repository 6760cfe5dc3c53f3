"""Worker processes: the same outcomes, whatever becomes of a worker."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from stubs import Rows, Stub, articles

from novads.batch.engines import Engine, InProcess
from novads.batch.keys import article_key
from novads.batch.outcomes import Outcome, Task, of_error
from novads.batch.workers import Workers
from novads.errors import NovadsError
from novads.objects import Article, ErrorRecord


def tasks(items: Iterable[Article]) -> list[Task]:
    return [Task(article_key(item), article=item) for item in items]


def done(engine: Engine, todo: list[Task]) -> list[Outcome]:
    return [outcome for outcome in engine.run(iter(todo)) if outcome is not None]


def test_outcomes_and_their_order_do_not_depend_on_the_workers() -> None:
    todo = tasks(articles(100))
    bad = ErrorRecord(source_id="x.txt", stage="read", error="ArticleError", reason="empty")
    todo.insert(50, Task("k", ready=of_error("k", bad)))
    here = done(InProcess(Stub(), Rows()), todo)
    assert [outcome.key for outcome in here] == [task.key for task in todo]
    assert here == done(Workers(Stub(), 3, make_rows=Rows()), todo)


def test_what_kills_its_worker_is_told_and_the_others_come_out() -> None:
    items = articles(40)
    items[7] = Article(text="CRASH", source_id="bad.txt")
    outcomes = done(Workers(Stub(), 2), tasks(items))
    assert [o.key for o in outcomes] == [article_key(item) for item in items]
    errors = [o.error() for o in outcomes if o.is_error]
    assert [(e.source_id, e.error) for e in errors] == [("bad.txt", "WorkerDied")]
    assert "SIGSEGV" in errors[0].reason


def test_what_takes_too_long_is_told_and_the_others_come_out() -> None:
    items = articles(40)
    items[0] = Article(text="HANG", source_id="slow.txt")
    items[39] = Article(text="HANG more", source_id="slow2.txt")
    outcomes = done(Workers(Stub(), 2, timeout=0.7), tasks(items))
    assert [o.key for o in outcomes] == [article_key(item) for item in items]
    errors = [o.error() for o in outcomes if o.is_error]
    assert [(e.source_id, e.error) for e in errors] == [
        ("slow.txt", "TimeoutError"),
        ("slow2.txt", "TimeoutError"),
    ]
    assert "0.7 seconds" in errors[0].reason


def test_an_extractor_that_does_not_load_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUB_LOADS", "no")
    with pytest.raises(NovadsError, match="doesn't load"):
        done(Workers(Stub(), 2), tasks(articles(3)))


def test_reading_goes_no_further_ahead_than_a_bound() -> None:
    taken = 0

    def endless() -> Iterable[Task]:
        nonlocal taken
        for n in range(100_000):
            taken += 1
            yield Task(str(n), article=Article(text="HANG" if n == 0 else "labi", source_id=str(n)))

    outcomes = Workers(Stub(), 1, timeout=600).run(endless())
    for _ in range(8):
        assert next(outcomes) is None
    outcomes.close()  # type: ignore[attr-defined]
    assert taken < 5000
