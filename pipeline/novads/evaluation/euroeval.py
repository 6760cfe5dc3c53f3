"""EuroEval's public split of FullStack's named entities, rebuilt from a whole clone.

EuroEval (https://euroeval.com, data set fullstack-ner-lv) takes all sentences of the files sorted
by path and draws 256 for validation, then 2,048 of the rest for the test, then 1,024 for training,
each time with pandas' `sample` and the seed 4242. pandas draws by numpy's `RandomState`,
without replacement, which is used here directly.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, TypeVar

import numpy as np

from novads.evaluation.corpus import CorpusError
from novads.evaluation.fullstack import Paragraph, Sentence, entities_of, files_of, read_sentences

__all__ = ["PARAGRAPHS", "SEED", "SIZES", "TRAINED_ON", "draw", "read_euroeval"]

PARAGRAPHS: Final = 3947
"""The number of paragraphs with named entities that FullStack's README gives."""

SEED: Final = 4242

SIZES: Final = {"validation": 256, "test": 2048, "training": 1024}
"""Sentences in each split, in the order in which they are drawn."""

TRAINED_ON: Final = (
    "The tokenizer is trained on the corpus's UD layer and has seen most of these sentences' words "
    "(none of their named entities). Which of novads' expressions of time the corpus marks was "
    "read off most of them; its rules were otherwise written without this corpus."
)
"""What the scored system had seen."""

T = TypeVar("T")


def draw(items: list[T], sizes: dict[str, int], seed: int) -> dict[str, list[T]]:
    """Draw the splits one after the other, each from what the ones before it left.

    Raises:
        ValueError: if there are too few items.
    """
    left = np.arange(len(items))
    drawn: dict[str, list[T]] = {}
    for name, size in sizes.items():
        chosen = np.random.RandomState(seed).choice(len(left), size=size, replace=False)
        drawn[name] = [items[left[k]] for k in chosen]
        left = np.delete(left, chosen)
    return drawn


def read_euroeval(fullstack: Path) -> dict[str, list[Paragraph]]:
    """EuroEval's splits, each sentence a paragraph of its own.

    Raises:
        CorpusError: if the clone isn't whole, for its split would be another one.
    """
    paths = files_of(fullstack)
    if len(paths) != PARAGRAPHS:
        reason = (
            f"{len(paths)} paragraphs, the public corpus has {PARAGRAPHS}: not EuroEval's split"
        )
        raise CorpusError(fullstack, reason)
    sentences: list[tuple[Path, Sentence]] = [
        (path, sentence) for path in paths for sentence in read_sentences(path)
    ]
    return {
        name: [_paragraph(index, path, s) for index, (path, s) in enumerate(drawn)]
        for name, drawn in draw(sentences, SIZES, SEED).items()
    }


def _paragraph(index: int, path: Path, sentence: Sentence) -> Paragraph:
    entities = tuple(entities_of(path, sentence, 0))
    return Paragraph(f"{path.stem}#{index}", sentence.text, entities)
