"""Time the morphology component beside the tokenizer, in one run, on texts of your own.

    python models/morphology/speed.py FILE...

prints the processor's time for 3 000 characters, on one thread: of the tokenizer, of the component
with texts that it hasn't seen, with the same again, and given one by one.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import torch

from novads.language.morphology.component import MorphologyComponent
from novads.language.tokenizer import make_nlp

CHARACTERS = 3000
ROUNDS = 5


def timed(run: Callable[[], object]) -> float:
    """The seconds of processor time that it takes."""
    gc.collect()
    start = time.process_time()
    run()
    return time.process_time() - start


def main() -> None:
    """Measure, and print the medians."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    texts = [path.read_text(encoding="utf-8") for path in parser.parse_args().files]
    torch.set_num_threads(1)
    nlp = make_nlp()
    docs = list(nlp.pipe(texts))
    rounds: list[tuple[float, ...]] = []
    for _ in range(ROUNDS):
        component = MorphologyComponent()
        rounds.append(
            (
                timed(lambda: list(nlp.pipe(texts))),
                timed(lambda made=component: list(made.pipe(docs))),
                timed(lambda made=component: list(made.pipe(docs))),
                timed(lambda made=component: [made(doc) for doc in docs]),
            )
        )
    size = sum(map(len, texts))
    names = ("tokenizer", "new texts", "the same texts", "one by one")
    print(f"{len(texts)} texts, {size} characters; ms for {CHARACTERS} characters")
    medians = [statistics.median(column) for column in zip(*rounds, strict=True)]
    for name, seconds in zip(names, medians, strict=True):
        ratio = (
            "" if name == "tokenizer" else f"   with the tokenizer {1 + seconds / medians[0]:.2f}"
        )
        print(f"{name:15}{seconds * CHARACTERS / size * 1000:6.1f}{ratio}")


if __name__ == "__main__":
    main()
