"""Scores of tags and lemmas on gold tokens, with bootstrap intervals over sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from novads.language.morphology.tagger import Analysis
from novads.language.morphology.tags import join_tag, split_tag
from novads.training.morphology_data import Sentence

__all__ = ["MEASURES", "Score", "score"]

MEASURES: Final = ("UPOS", "UFeats", "UPOS + UFeats", "Lemmas", "all three")
"""What is counted: words with the gold part of speech, features, both, lemma, and all of these.

The features are the universal ones, as the CoNLL 2018 evaluation compares them. As there, a gold
lemma '_' is right whatever was given.
"""

_SAMPLES: Final = 2000
_SEED: Final = 20220618


@dataclass(frozen=True, slots=True)
class Score:
    """Per cent of words that are right, and the 95 % interval over sentences drawn anew."""

    measure: str
    value: float
    low: float
    high: float


def score(gold: Sequence[Sentence], found: Iterable[Sequence[Analysis]]) -> list[Score]:
    """The scores of what was found, in the order of `MEASURES`.

    Raises:
        ValueError: if a sentence has not as many analyses as words.
    """
    right = np.array([_right(g, f) for g, f in zip(gold, found, strict=True)], dtype=np.float64)
    sizes = np.array([len(sentence.words) for sentence in gold], dtype=np.float64)
    draws = np.random.default_rng(_SEED).integers(len(gold), size=(_SAMPLES, len(gold)))
    drawn = np.stack([right[draw].sum(axis=0) / sizes[draw].sum() for draw in draws])
    low, high = np.percentile(drawn, [2.5, 97.5], axis=0)
    values = right.sum(axis=0) / sizes.sum()
    return [
        Score(*row)
        for row in zip(
            MEASURES,
            (values * 100).tolist(),
            (low * 100).tolist(),
            (high * 100).tolist(),
            strict=True,
        )
    ]


def _right(sentence: Sentence, found: Sequence[Analysis]) -> list[int]:
    counts = [0] * len(MEASURES)
    for word, (tag, lemma) in zip(sentence.words, found, strict=True):
        upos, feats = split_tag(tag)
        has_lemma = word.lemma in ("_", lemma)
        results = (
            upos == word.upos,
            feats == word.feats,
            tag == join_tag(word.upos, word.feats),
            has_lemma,
            tag == join_tag(word.upos, word.feats) and has_lemma,
        )
        counts = [n + result for n, result in zip(counts, results, strict=True)]
    return counts
