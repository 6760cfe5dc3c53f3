from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

GOOD = "2022. gada 18. jūnijā Valkā notiks koncerts „Upe”."


def run(*arguments: str, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, str(ROOT / "run.py"), *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        timeout=300,
        env=os.environ | {"COLUMNS": "120", "NO_COLOR": "1", "TERM": "dumb"},
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


@pytest.fixture(scope="module")
def mixed(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, subprocess.CompletedProcess[str]]:
    folder = tmp_path_factory.mktemp("mixed")
    texts = folder / "texts"
    texts.mkdir()
    (texts / "good.txt").write_text(GOOD, encoding="utf-8")
    (texts / "bytes.txt").write_bytes("Ķekavā".encode("windows-1257"))
    (texts / "binary.txt").write_bytes(b"\x00\x01\x02\x00")
    (texts / "empty.txt").write_bytes(b"")
    (texts / "sub").mkdir()
    (texts / "sub" / "ž.txt").write_text("Nekas.", encoding="utf-8")
    return folder, run("texts", "missing.txt", "--out", "out", cwd=folder)


def test_good_articles_come_out_beside_bad_ones(
    mixed: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    folder, done = mixed
    assert done.returncode == 3
    lines = [
        json.loads(line)
        for line in (folder / "out" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    by_id = {line["source_id"]: line for line in lines}
    assert set(by_id) == {
        "texts/good.txt",
        "texts/sub/ž.txt",
        "texts/bytes.txt",
        "texts/binary.txt",
        "texts/empty.txt",
        "missing.txt",
    }
    assert by_id["texts/good.txt"]["extraction"]["events"][0]["title"]["value"] == "Upe"
    assert by_id["texts/bytes.txt"]["extraction"]["article"]["encoding"] == "windows-1257"
    for name, reason in {
        "texts/binary.txt": "not a text file",
        "texts/empty.txt": "empty",
        "missing.txt": "no such",
    }.items():
        assert reason.lower() in by_id[name]["error"]["reason"].lower()
        assert name in done.stderr


def test_the_summary_is_for_people(
    mixed: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    _, done = mixed
    assert "Upe" in done.stdout
    assert "2022-06-18" in done.stdout
    assert re.search(r"3 articles, 1 event, 0 projects, \d+ warnings?, 3 errors", done.stdout)


def test_all_well(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    done = run("a.txt", "--out", "out", "--quiet", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Upe" not in done.stdout


def test_standard_input_and_a_reference_date(tmp_path: Path) -> None:
    text = "Šogad 18. jūnijā Valkā notiks koncerts „Upe”."
    done = run("-", "--published", "2019-05-02", cwd=tmp_path, stdin=text.encode())
    assert done.returncode == 0, done.stderr
    assert "2019-06-18" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("a.txt", "--published", "18.06.2022"),
        ("a.txt", "--rules", "none"),
        ("a.txt", "--stanza-dir", "none"),
        ("a.txt", "--nonsense"),
        ("a.txt", "--out", "a.txt"),
        ("a.txt", "--resume"),
        ("a.txt", "--out", "out", "--resume", "--restart"),
        ("a.txt", "--out", "out", "--retry-errors"),
        ("a.txt", "--store", "a.txt"),
        ("query", "none.duckdb"),
        ("fill", "none.jsonl", "new.duckdb"),
        ("export", "none.duckdb", "--out", "out"),
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_rule_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "rules" / "records").mkdir(parents=True)
    (tmp_path / "rules" / "records" / "venues.csv").write_text("id,x\na,b\n", encoding="utf-8")
    done = run("a.txt", "--rules", "rules", cwd=tmp_path)
    assert done.returncode == 2
    assert "venues.csv:2: x" in done.stderr.replace("\n", "")


def test_the_json_schema(tmp_path: Path) -> None:
    done = run("--schema", cwd=tmp_path)
    assert done.returncode == 0
    assert {"Event", "Project", "Money"} <= set(json.loads(done.stdout)["$defs"])


def test_help(tmp_path: Path) -> None:
    done = run("--help", cwd=tmp_path)
    assert done.returncode == 0
    for word in (
        *("PATH", "--out", "--store", "--published", "--rules", "--stanza-dir", "--text-field"),
        *("--workers", "--timeout", "--max-chars", "--resume", "Exit codes", "export", "query"),
    ):
        assert word in done.stdout
