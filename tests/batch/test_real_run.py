"""From files to a store, with the real pipeline and two workers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import spacy

import novads
from novads.batch.store.reader import open_store
from novads.batch.store.schema import TABLES, VIEWS
from novads.objects import Article, Extraction

ROOT = Path(__file__).resolve().parents[2]

TEXTS = {
    "a.txt": "2022. gada 18. jūnijā plkst. 17.00 Valkas kultūras namā notiks koncerts „Upe”.",
    "b.txt": "Valkas novada pašvaldība 2021. gadā sākusi projektu „Zaļā upe pilsētai”. Projekta "
    "kopējās izmaksas ir 48 454,95 EUR, no tām 41 186,71 EUR ir Eiropas Reģionālās attīstības "
    "fonda finansējums.",
    "c.txt": "2022. gada 18. jūnijā plkst. 17.00 Valkas kultūras namā notiks koncerts „Upe”.\n",
    "d.txt": "Šodien līst.",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("real")
    (folder / "raksti").mkdir()
    for name, text in TEXTS.items():
        (folder / "raksti" / name).write_text(text, encoding="utf-8")
    command = ("raksti", "--out", "out", "--store", "s.duckdb", "--workers", "2", "--quiet")
    done = subprocess.run(
        [sys.executable, str(ROOT / "run.py"), *command],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env=os.environ | {"TZ": "Pacific/Kiritimati"},
    )
    assert done.returncode == 0, done.stderr
    assert "4 articles" in done.stdout
    return folder


def test_the_workers_read_what_the_library_reads(folder: Path, nlp: spacy.Language) -> None:
    lines = [json.loads(x) for x in (folder / "out/articles.jsonl").read_text().splitlines()]
    assert [line["source_id"] for line in lines] == [f"raksti/{name}" for name in TEXTS]
    for line in lines:
        found = Extraction.model_validate_json(json.dumps(line["extraction"]))
        if found.article.duplicate_of is None:
            article = Article(**found.article.model_dump())
            assert next(iter(novads.extract_many([article], nlp=nlp))) == found
    assert lines[2]["extraction"]["article"]["duplicate_of"] == "raksti/a.txt"


def test_the_store_answers_the_usual_questions(folder: Path) -> None:
    with open_store(folder / "s.duckdb") as store:

        def ask(sql: str) -> list[tuple[object, ...]]:
            return store.execute(sql).fetchall()

        assert ask("SELECT month, place, events FROM events_by_month_and_place") == [
            ("2022-06", "Valkas kultūras nams", 1)
        ]
        assert [
            tuple(map(str, row))
            for row in ask(
                "SELECT programme, currency, projects, total, fund_share "
                "FROM funding_by_programme_and_year"
            )
        ] == [("ERAF", "EUR", "1", "48454.9500", "41186.7100")]
        assert [tuple(map(str, row)) for row in ask("FROM funding_by_municipality_and_fund")] == [
            ("Valkas novads", "ERAF", "EUR", "1", "41186.7100")
        ]
        # offsets count code points from 0, SQL's substr from 1
        assert ask(
            "SELECT count(*) FROM mentions JOIN articles USING (article_id) "
            "WHERE substr(articles.text, span_start + 1, span_end - span_start) <> mentions.text"
        ) == [(0,)]
        assert ask("SELECT state, articles, duplicates, errors FROM runs") == [
            ("finished", 4, 1, 0)
        ]


def test_every_table_view_and_what_matters_in_them_is_documented(folder: Path) -> None:
    with open_store(folder / "s.duckdb") as store:
        comments = dict(
            store.execute(
                "SELECT table_name, comment FROM duckdb_tables() UNION ALL "
                "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal"
            ).fetchall()
        )
    assert set(comments) == {*TABLES, *VIEWS, "store_info"}
    assert all(comments.values())
    page = (ROOT / "docs" / "store.md").read_text(encoding="utf-8")
    for name in (*TABLES, *VIEWS):
        assert f"`{name}`" in page, name
