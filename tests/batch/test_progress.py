"""What a run tells while it goes."""

from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console

from novads.batch.progress import RunProgress, count_articles


def test_articles_are_counted_where_names_tell(tmp_path: Path) -> None:
    for name in ("a.txt", "b.html", "c.txt.gz"):
        (tmp_path / name).write_text("x")
    assert count_articles([str(tmp_path)]) == 3
    assert count_articles([str(tmp_path), "-"]) is None
    (tmp_path / "d.jsonl").write_text("x")
    assert count_articles([str(tmp_path)]) is None


def test_rate_time_left_and_errors() -> None:
    now = 0.0
    file = io.StringIO()
    with RunProgress(Console(file=file), 100, clock=lambda: now) as progress:
        for n in range(40):
            now = n / 2
            progress.advance(error=n == 3, passed_over=20)
        assert progress.line() == "60/100 articles, 2.0/s, 20 s left, 1 error"
    assert file.getvalue().splitlines()[0] == "41/100 articles, 2.0/s, 30 s left, 1 error"


def test_nothing_is_made_up_where_the_total_is_unknown() -> None:
    progress = RunProgress(Console(file=io.StringIO()), None, clock=lambda: 0.0)
    progress.advance()
    assert progress.line() == "1 article"
