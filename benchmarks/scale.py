"""What must hold at size: memory that stays flat, runs that may be killed, cost linear in length.

    python benchmarks/scale.py memory     # 1,000, 10,000 and 50,000 articles through run.py
    python benchmarks/scale.py killed     # 10,000 articles, killed twice and resumed
    python benchmarks/scale.py length     # articles of 1,000 to 1,000,000 characters

Each prints a Markdown table; `--out` appends it to a page.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

sys.path.insert(0, str(Path(__file__).parent))

from articles import articles

RUN = Path(__file__).parents[1] / "run.py"
app = typer.Typer(add_completion=False)
Out = Annotated[Path | None, typer.Option(help="Append the table to this page.")]


def _write(path: Path, texts: Iterable[tuple[str, str]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for source_id, text in texts:
            line = {"source_id": source_id, "text": text}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _command(source: Path, out: Path, workers: int, *more: str) -> list[str]:
    command = [sys.executable, str(RUN), str(source), "--out", str(out), "--quiet"]
    return [*command, "--workers", str(workers), *more]


def _peak(process: subprocess.Popen[bytes]) -> float:
    """The most memory that the process and its children have held together, in MB."""
    peak = 0.0
    while process.poll() is None:
        total = 0
        for pid in _family(process.pid):
            try:
                status = Path(f"/proc/{pid}/status").read_text()
            except OSError:
                continue
            total += next(
                (int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")),
                0,
            )
        peak = max(peak, total / 1024)
        time.sleep(0.2)
    return peak


def _family(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        try:
            children = Path(f"/proc/{parent}/task/{parent}/children").read_text()
        except OSError:
            continue
        found += [int(child) for child in children.split()]
    return found


def _tell(title: str, lines: list[str], out: Path | None) -> None:
    text = "\n".join([f"## {title}", "", *lines, ""])
    typer.echo(text)
    if out is not None:
        with out.open("a", encoding="utf-8") as file:
            file.write("\n" + text)


@app.command()
def memory(workers: int = 2, out: Out = None) -> None:
    """Peak memory of a run with a store, at three sizes."""
    lines = ["| articles | peak memory, MB, all processes | seconds |", "|---|---|---|"]
    for count in (1_000, 10_000, 50_000):
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "articles.jsonl"
            # an announcement's first lines are enough to fill a store with
            _write(source, ((a.source_id or "", a.text[:300]) for a in articles(count)))
            began = time.perf_counter()
            store = str(Path(folder) / "novads.duckdb")
            process = subprocess.Popen(
                _command(source, Path(folder) / "out", workers, "--store", store),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            peak = _peak(process)
            seconds = time.perf_counter() - began
            if process.returncode:
                raise typer.Exit(process.returncode)
        lines.append(f"| {count:,} | {peak:.0f} | {seconds:.0f} |")
    lines += ["", f"{workers} workers; articles of up to 300 characters."]
    _tell("Memory", lines, out)


@app.command()
def killed(count: int = 10_000, workers: int = 2, out: Out = None) -> None:
    """A run that is killed twice and resumed gives what an uninterrupted one gives."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        _write(source, ((a.source_id or "", a.text) for a in articles(count)))
        whole, broken = Path(folder) / "whole", Path(folder) / "broken"
        began = time.perf_counter()
        subprocess.run(_command(source, whole, workers), check=True, stderr=subprocess.DEVNULL)
        seconds = time.perf_counter() - began
        kept = []
        for _ in range(2):
            process = subprocess.Popen(
                _command(source, broken, workers, "--resume"),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            time.sleep(seconds / 3)
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            kept.append(_lines(broken))
        subprocess.run(
            _command(source, broken, workers, "--resume"), check=True, stderr=subprocess.DEVNULL
        )
        same = _digest(whole) == _digest(broken)
    lines = [
        f"{count:,} articles, {workers} workers, {seconds:.0f} s uninterrupted. Killed (SIGKILL) "
        f"with {kept[0]:,} and then {kept[1]:,} articles done, resumed: "
        + ("**the same output, line for line**." if same else "OTHER OUTPUT."),
    ]
    _tell("Killed and resumed", lines, out)
    raise typer.Exit(0 if same else 1)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("articles.jsonl*") if path.is_file())


def _lines(folder: Path) -> int:
    return sum(path.read_bytes().count(b"\n") for path in _files(folder))


def _digest(folder: Path) -> str:
    lines = sorted(line for path in _files(folder) for line in path.read_bytes().splitlines())
    return hashlib.sha256(b"\n".join(lines)).hexdigest()


@app.command()
def length(out: Out = None) -> None:
    """The cost of a character in articles of growing length."""
    import novads

    nlp = novads.load()
    novads.extract("Silda.", nlp=nlp)
    lines = ["| characters | seconds | cost of a character, 1,000 = 1 |", "|---|---|---|"]
    first = 0.0
    for size in (1_000, 10_000, 100_000, 1_000_000):
        text = "\n\n".join(a.text for a in articles(size // 1000 + 1))[:size]
        rounds = []
        for _ in range(3 if size < 1_000_000 else 1):
            began = time.perf_counter()
            novads.extract(text, nlp=nlp)
            rounds.append(time.perf_counter() - began)
        each = min(rounds) / size
        first = first or each
        lines.append(f"| {size:,} | {min(rounds):.2f} | {each / first:.2f} |")
    _tell("Length", lines, out)


if __name__ == "__main__":
    app()
