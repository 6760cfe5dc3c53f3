"""Speed and memory, all measured in one run on one machine, as ratios to bare Stanza.

    python benchmarks/bench.py --out docs/benchmarks.md

Each scenario runs in a process of its own, one after another, `--repeat` rounds of all of them; the
fastest round counts, as what slows a round down is never the program. Time is wall-clock time of
the work alone, without loading, but for the cold start; memory is the process's peak. The articles
are those of `articles.py`.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

sys.path.insert(0, str(Path(__file__).parent))

from articles import articles

HERE = Path(__file__)
BATCH = 64


def _texts(count: int) -> list[str]:
    return [article.text for article in articles(count)]


def _stanza() -> Any:
    """Stanza's own pipeline with the shipped model, as a user would load it."""
    from novads.language.tokenizer import _load_stanza

    return _load_stanza(None)


def stanza_single(count: int) -> dict[str, float]:
    """Bare Stanza, one article at a time."""
    texts, pipeline = _texts(count), _stanza()
    return _timed(lambda: sum(_size(pipeline(text)) for text in texts), texts)


def stanza_bulk(count: int) -> dict[str, float]:
    """Bare Stanza, `bulk_process` of 64 articles."""
    texts, pipeline = _texts(count), _stanza()

    def work() -> int:
        batches = [texts[at : at + BATCH] for at in range(0, len(texts), BATCH)]
        return sum(_size(d) for batch in batches for d in pipeline.bulk_process(batch))

    return _timed(work, texts)


def tokenizer(count: int) -> dict[str, float]:
    """The tokenizer of novads: the same network and model."""
    from novads.language.tokenizer import make_nlp

    texts, nlp = _texts(count), make_nlp()
    return _timed(lambda: sum(map(len, nlp.tokenizer.pipe(texts))), texts)


def pipeline(count: int) -> dict[str, float]:
    """The whole pipeline, in one process."""
    import novads

    items, nlp = list(articles(count)), novads.load()
    nlp.tokenizer.load()

    def work() -> int:
        return sum(1 for _ in novads.extract_many(items, nlp=nlp))

    return _timed(work, [item.text for item in items], tokens=False)


def components(count: int) -> dict[str, float]:
    """Each component by itself, in milliseconds an article."""
    import novads

    nlp = novads.load()
    texts = _texts(count)
    for _ in nlp.pipe(texts[:16]):  # what is remembered of words is remembered now
        pass
    spent = dict.fromkeys(nlp.pipe_names, 0.0)
    for doc in nlp.tokenizer.pipe(texts):
        for name, component in nlp.pipeline:
            began = time.perf_counter()
            doc = component(doc)
            spent[name] += time.perf_counter() - began
    return {name: seconds * 1000 / count for name, seconds in spent.items()}


def trained(count: int) -> dict[str, float]:
    """The trained components, which are off by default, in milliseconds an article."""
    from novads.language.tokenizer import make_nlp

    nlp = make_nlp()
    texts = _texts(count + 16)
    spent = {}
    for name in ("novads_morphology", "novads_entities"):
        component = nlp.add_pipe(name)
        docs = list(nlp.tokenizer.pipe(texts))
        for doc in docs[:16]:
            component(doc)
        began = time.perf_counter()
        for doc in docs[16:]:
            component(doc)
        spent[name] = (time.perf_counter() - began) * 1000 / count
    return spent


def workers(count: int, number: int) -> dict[str, float]:
    """`run.py` with worker processes, at two sizes: the difference is without loading."""
    import tempfile

    def run(size: int) -> float:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "articles.jsonl"
            with path.open("w", encoding="utf-8") as file:
                for article in articles(size):
                    line = {"source_id": article.source_id, "text": article.text}
                    file.write(json.dumps(line, ensure_ascii=False) + "\n")
            command = [sys.executable, str(HERE.parents[1] / "run.py"), str(path), "--out", folder]
            began = time.perf_counter()
            subprocess.run(
                [*command, "--workers", str(number), "--quiet"], check=True, capture_output=True
            )
            return time.perf_counter() - began

    few = max(64, count // 4)
    return {
        "many": run(count),
        "few": run(few),
        "articles": count - few,
        "tokens": 0,
        "memory": _memory(True),
    }


def dateparser(count: int) -> dict[str, float]:
    """The `search_dates` of dateparser for dates alone, what a user would otherwise take."""
    from dateparser.search import search_dates

    texts = _texts(count)
    return _timed(
        lambda: sum(len(search_dates(text, languages=["lv"]) or ()) for text in texts),
        texts,
        tokens=False,
    )


def cold_start(count: int) -> dict[str, float]:
    """A new process that reads one short article."""
    code = "import novads; novads.extract('18. jūnijā Valkā notiks koncerts.')"
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return {"seconds": time.perf_counter() - began, "articles": 1, "memory": _memory(True)}


SCENARIOS: dict[str, tuple[Callable[[int], dict[str, float]], float]] = {
    "stanza-single": (stanza_single, 0.5),
    "stanza-bulk": (stanza_bulk, 1),
    "tokenizer": (tokenizer, 1),
    "pipeline": (pipeline, 1),
    "components": (components, 0.5),
    "trained": (trained, 0.5),
    "workers-1": (lambda count: workers(count, 1), 4),
    "workers-2": (lambda count: workers(count, 2), 4),
    "dateparser": (dateparser, 0.1),
    "cold-start": (cold_start, 0),
}
"""By name: what is run, and for which share of the articles."""


def _size(document: Any) -> int:
    return int(document.num_tokens)


def _memory(children: bool = False) -> float:
    who = resource.RUSAGE_CHILDREN if children else resource.RUSAGE_SELF
    return resource.getrusage(who).ru_maxrss / 1024


def _timed(work: Callable[[], int], texts: list[str], *, tokens: bool = True) -> dict[str, float]:
    began = time.perf_counter()
    found = work()
    seconds = time.perf_counter() - began
    return {
        "seconds": seconds,
        "articles": len(texts),
        "tokens": found if tokens else 0,
        "memory": _memory(),
    }


def _round(count: int) -> dict[str, dict[str, float]]:
    results = {}
    for name, (_, share) in SCENARIOS.items():
        typer.echo(f"  {name}", err=True)
        size = max(1, int(count * share))
        command = [sys.executable, str(HERE), "--scenario", name, "--count", str(size)]
        # one thread each, so that a ratio compares work with work
        environment = {**os.environ, "OMP_NUM_THREADS": "1"}
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
        results[name] = json.loads(done.stdout.splitlines()[-1])
    return results


def _report(rounds: list[dict[str, dict[str, float]]], count: int) -> str:
    best = {
        name: min((r[name] for r in rounds), key=lambda one: one.get("seconds", 0.0))
        for name in SCENARIOS
        if name not in ("components", "trained")
    }
    for name in ("workers-1", "workers-2"):
        # the fastest of each size, and then the difference: the least difference would be chance
        seconds = min(r[name]["many"] for r in rounds) - min(r[name]["few"] for r in rounds)
        best[name] = {**best[name], "seconds": seconds}
    per = {name: one["seconds"] / one["articles"] * 1000 for name, one in best.items()}
    bulk = per["stanza-bulk"]
    tokens = best["stanza-bulk"]["tokens"] / best["stanza-bulk"]["articles"]
    labels = {
        "stanza-single": "bare Stanza, one by one",
        "stanza-bulk": "**bare Stanza, `bulk_process`**",
        "tokenizer": "novads' tokenizer, the same tokens",
        "pipeline": "**novads, the whole pipeline**",
        "workers-1": "`run.py --workers 1`, files in and out",
        "workers-2": "`run.py --workers 2`, files in and out",
        "dateparser": "dateparser `search_dates`, dates alone",
    }
    lines = [
        "| | articles a second | tokens a second | cost, bulk Stanza = 1 | peak memory, MB |",
        "|---|---|---|---|---|",
    ]
    for name, label in labels.items():
        rate = 1000 / per[name]
        lines.append(
            f"| {label} | {rate:.1f} | {rate * tokens:,.0f} | {per[name] / bulk:.2f} | "
            f"{best[name]['memory']:.0f} |"
        )
    lines += [
        "",
        f"Two workers do {per['workers-1'] / per['workers-2']:.2f} times what one does. A new "
        f"process has read its first article after {best['cold-start']['seconds']:.1f} s.",
        "",
        "| component | ms an article | cost, bulk Stanza = 1 |",
        "|---|---|---|",
    ]
    for group, remark in (("components", ""), ("trained", " (off by default)")):
        for name in rounds[0][group]:
            spent = min(r[group][name] for r in rounds)
            lines.append(f"| `{name}`{remark} | {spent:.2f} | {spent / bulk:.3f} |")
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    return (
        "# Benchmarks\n\n"
        f"Measured by `python benchmarks/bench.py` in one run: {count} articles of about "
        f"{sum(map(len, _texts(64))) // 64:,} characters and {tokens:.0f} tokens, {len(rounds)} "
        f"rounds, the fastest of each; {machine}, one thread a process. Rates are of that machine; "
        "only the ratios are claims.\n\n" + "\n".join(lines) + "\n"
    )


def main(
    count: Annotated[int, typer.Option(help="Articles of a scenario with share 1.")] = 512,
    repeat: Annotated[int, typer.Option(help="Rounds.")] = 3,
    out: Annotated[Path | None, typer.Option(help="Write the report (Markdown) here.")] = None,
    scenario: Annotated[str | None, typer.Option(help="One scenario, as JSON.")] = None,
) -> None:
    """Measure speed and memory."""
    if scenario is not None:
        typer.echo(json.dumps(SCENARIOS[scenario][0](count)))
        return
    rounds = []
    for number in range(repeat):
        typer.echo(f"round {number + 1} of {repeat}", err=True)
        rounds.append(_round(count))
    report = _report(rounds, count)
    typer.echo(report)
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(report, encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
