"""Articles to measure with: as many as wanted, made of the corpus' development texts.

    python benchmarks/articles.py 10000 --out articles.jsonl

An article is the paragraphs of two announcements of `corpus/dev`, mixed, with other digits, so that
no two are alike and each has about as many names, dates and sums as a real one. The same count and
seed give the same bytes. They are to be fast or slow over, not to be right or wrong about.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from novads.evaluation.corpus import read_corpus
from novads.objects import Article

CORPUS = Path(__file__).parents[1] / "corpus"


def articles(count: int, seed: int = 1) -> Iterator[Article]:
    """`count` articles of about 1,300 characters each."""
    documents = list(read_corpus(CORPUS, ("dev",)))
    paragraphs = [[p for p in d.text.split("\n\n") if p.strip()] for d in documents]
    chance = random.Random(seed)
    for number in range(count):
        first, second = chance.sample(paragraphs, 2)
        mixed = [p for p in (*first, *second) if chance.random() < 0.5] or first
        text = "\n\n".join(_other_digits(p, chance) for p in mixed)
        yield Article(text=text, source_id=f"article-{number:07d}")


def _other_digits(text: str, chance: random.Random) -> str:
    """The text with some digits changed: the last of longer numbers, so that dates stay dates."""
    changed = list(text)
    for at in range(2, len(text)):
        if text[at - 2 : at + 1].isdecimal() and chance.random() < 0.7:
            changed[at] = str(chance.randrange(10))
    return "".join(changed)


def main(
    count: Annotated[int, typer.Argument(help="How many.")],
    out: Annotated[Path | None, typer.Option(help="JSON Lines; default: standard output.")] = None,
    seed: Annotated[int, typer.Option(help="Of the random choices.")] = 1,
) -> None:
    """Write articles as JSON Lines."""
    file = out.open("w", encoding="utf-8") if out else sys.stdout
    for article in articles(count, seed):
        line = {"source_id": article.source_id, "text": article.text}
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
    file.flush()


if __name__ == "__main__":
    typer.run(main)
