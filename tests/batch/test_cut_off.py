"""What ends a run from outside: kill -9, Ctrl-C, a full disk, another run. Through `run.py`."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
from stubs import write_articles

from novads.batch.store.writer import StoreWriter

SCRIPT = Path(__file__).with_name("stubs.py")
COUNT = 400


def start(
    cwd: Path, *arguments: str, delay: float = 0.0, **options: object
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), *arguments, "--quiet"],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"STUB_DELAY": str(delay), "COLUMNS": "200", "NO_COLOR": "1"},
        **options,  # type: ignore[call-overload]
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, errors = process.communicate(timeout=120)
    return process.returncode, out, errors


def lines(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0


def wait_for_lines(path: Path, count: int) -> None:
    for _ in range(1200):
        if lines(path) >= count:
            return
        time.sleep(0.05)
    raise AssertionError(f"{path} has {lines(path)} lines")


def tables(store: Path) -> dict[str, list[tuple[object, ...]]]:
    with duckdb.connect(str(store), read_only=True) as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall()
            for table in ("articles", "events", "projects", "funding", "dossiers", "errors")
        }


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run from beginning to end."""
    folder = tmp_path_factory.mktemp("whole")
    write_articles(folder / "in.jsonl", COUNT)
    code, _, errors = ended(start(folder, "in.jsonl", "--out", "out", "--store", "s.duckdb"))
    assert code == 0, errors
    return folder


def test_killed_twice_and_resumed_equals_uninterrupted(whole: Path, tmp_path: Path) -> None:
    write_articles(tmp_path / "in.jsonl", COUNT)
    command = ("in.jsonl", "--out", "out", "--store", "s.duckdb", "--workers", "2", "--resume")
    part = tmp_path / "out" / "articles.jsonl.part"
    reported = 0
    for _ in range(2):
        process = start(tmp_path, *command, delay=0.02)
        wait_for_lines(part, reported + 20)
        reported = lines(part)
        process.kill()
        process.communicate()
    assert 40 <= reported < COUNT
    before = part.read_bytes()
    code, out, errors = ended(start(tmp_path, *command))
    assert code == 0, errors
    assert f"{lines_of(before)} articles done by an earlier run" in out
    result = (tmp_path / "out" / "articles.jsonl").read_bytes()
    assert result.startswith(before[: before.rfind(b"\n") + 1])
    assert result == (whole / "out" / "articles.jsonl").read_bytes()
    assert tables(tmp_path / "s.duckdb") == tables(whole / "s.duckdb")


def lines_of(data: bytes) -> int:
    return data.count(b"\n")


def test_workers_end_with_the_run_that_is_killed(tmp_path: Path) -> None:
    write_articles(tmp_path / "in.jsonl", COUNT)
    process = start(tmp_path, "in.jsonl", "--out", "out", "--workers", "2", delay=0.02)
    wait_for_lines(tmp_path / "out" / "articles.jsonl.part", 1)
    children = [int(pid) for pid in children_of(process.pid)]
    assert len(children) >= 2
    process.kill()
    process.communicate()
    for _ in range(200):
        if not any(is_alive(pid) for pid in children):
            return
        time.sleep(0.05)
    raise AssertionError("a worker goes on without its run")


def children_of(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def is_alive(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def test_ctrl_c_writes_what_is_done(whole: Path, tmp_path: Path) -> None:
    write_articles(tmp_path / "in.jsonl", COUNT)
    process = start(tmp_path, "in.jsonl", "--out", "out", "--workers", "2", delay=0.02)
    part = tmp_path / "out" / "articles.jsonl.part"
    wait_for_lines(part, 10)
    process.send_signal(signal.SIGINT)
    code, out, errors = ended(process)
    assert code == 4, errors
    assert "--resume goes on" in out
    assert "Traceback" not in errors
    # without a word of what to do with it, what is there is not thrown away
    code, _, errors = ended(start(tmp_path, "in.jsonl", "--out", "out"))
    assert code == 2
    assert "--restart" in errors
    code, _, errors = ended(start(tmp_path, "in.jsonl", "--out", "out", "--resume"))
    assert code == 0, errors
    assert (tmp_path / "out" / "articles.jsonl").read_bytes() == (
        whole / "out" / "articles.jsonl"
    ).read_bytes()


@pytest.mark.parametrize("target", [("--out", "out"), ("--store", "s.duckdb")])
def test_a_full_disk_loses_nothing(whole: Path, tmp_path: Path, target: tuple[str, str]) -> None:
    write_articles(tmp_path / "in.jsonl", COUNT)

    def limit() -> None:
        # a file that may grow no further is, to the program, a disk that is full
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    code, _, errors = ended(start(tmp_path, "in.jsonl", *target, preexec_fn=limit))
    assert code in (2, 4), errors
    assert "Error: " in errors
    assert "Traceback" not in errors
    code, _, errors = ended(start(tmp_path, "in.jsonl", *target, "--resume"))
    assert code == 0, errors
    if target[0] == "--out":
        assert (tmp_path / "out" / "articles.jsonl").read_bytes() == (
            whole / "out" / "articles.jsonl"
        ).read_bytes()
    else:
        assert tables(tmp_path / "s.duckdb") == tables(whole / "s.duckdb")


def test_two_runs_at_one_store(tmp_path: Path) -> None:
    write_articles(tmp_path / "in.jsonl", 2)
    with StoreWriter(tmp_path / "s.duckdb", "v1"):
        code, _, errors = ended(start(tmp_path, "in.jsonl", "--store", "s.duckdb"))
    assert code == 2
    assert "another program has it open" in errors


@pytest.mark.parametrize(
    ("version", "reason"), [(0, "novads fill"), (99, "update novads")], ids=["older", "newer"]
)
def test_a_store_of_another_schema(tmp_path: Path, version: int, reason: str) -> None:
    write_articles(tmp_path / "in.jsonl", 2)
    with StoreWriter(tmp_path / "s.duckdb", "v1"):
        pass
    with duckdb.connect(str(tmp_path / "s.duckdb")) as connection:
        connection.execute(f"UPDATE store_info SET schema_version = {version}")
    before = (tmp_path / "s.duckdb").read_bytes()
    for command in (("in.jsonl", "--store", "s.duckdb"), ("query", "s.duckdb")):
        process = subprocess.run(
            [sys.executable, str(SCRIPT), *command],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env=os.environ | {"COLUMNS": "200"},
        )
        assert process.returncode == 2
        assert f"schema {version}" in process.stderr
        assert reason in process.stderr
    assert (tmp_path / "s.duckdb").read_bytes() == before


def test_what_is_no_store(tmp_path: Path) -> None:
    write_articles(tmp_path / "in.jsonl", 2)
    (tmp_path / "s.duckdb").write_bytes(b"no database" * 1000)
    code, _, errors = ended(start(tmp_path, "in.jsonl", "--store", "s.duckdb"))
    assert code == 2
    assert "not a DuckDB database" in errors
    with duckdb.connect(str(tmp_path / "other.duckdb")) as connection:
        connection.execute("CREATE TABLE t (x INTEGER)")
    code, _, errors = ended(start(tmp_path, "in.jsonl", "--store", "other.duckdb"))
    assert code == 2
    assert "no novads store" in errors


def test_a_read_only_folder(tmp_path: Path) -> None:
    write_articles(tmp_path / "in.jsonl", 2)
    folder = tmp_path / "fixed"
    folder.mkdir()
    folder.chmod(0o555)
    # to root no folder is read-only, but /proc takes no new files from anybody
    target = Path("/proc/self/task") if os.access(folder, os.W_OK) else folder
    for option in (
        ("--out", str(target)),
        ("--out", str(target / "x")),
        ("--store", str(target / "s.duckdb")),
    ):
        code, _, errors = ended(start(tmp_path, "in.jsonl", *option))
        assert code == 2, errors
        assert str(target) in errors
        assert "Traceback" not in errors


def test_a_store_is_filled_from_an_earlier_run(whole: Path, tmp_path: Path) -> None:
    process = subprocess.run(
        [sys.executable, str(SCRIPT), "fill", str(whole / "out/articles.jsonl"), "s.duckdb"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert process.returncode == 0, process.stderr
    assert tables(tmp_path / "s.duckdb") == tables(whole / "s.duckdb")


def test_a_question(whole: Path) -> None:
    process = subprocess.run(
        [
            sys.executable,
            str(SCRIPT),
            "query",
            "s.duckdb",
            "--csv",
            "SELECT count(*) AS n FROM articles",
        ],
        cwd=whole,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert process.stdout == f"n\n{COUNT}\n"
    process = subprocess.run(
        [sys.executable, str(SCRIPT), "query", "s.duckdb", "DELETE FROM articles"],
        cwd=whole,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert process.returncode == 2


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles"])
def test_the_time_zone_and_the_workers_do_not_matter(
    whole: Path, tmp_path: Path, zone: str
) -> None:
    write_articles(tmp_path / "in.jsonl", COUNT)
    process = subprocess.run(
        [
            sys.executable,
            str(SCRIPT),
            "in.jsonl",
            "--out",
            "out",
            "--store",
            "s.duckdb",
            "--workers",
            "3",
            "--quiet",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=os.environ | {"TZ": zone},
    )
    assert process.returncode == 0, process.stderr
    one, other = ((f / "out" / "articles.jsonl").read_text() for f in (whole, tmp_path))
    assert one == other
    assert json.loads(one.splitlines()[0])["source_id"] == "raksti/00000.txt"
    assert tables(tmp_path / "s.duckdb") == tables(whole / "s.duckdb")
