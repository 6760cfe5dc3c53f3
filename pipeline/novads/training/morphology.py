"""The recipe of the morphology component: lexicon, network, and the scores on LVTB's dev split."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from novads.language.morphology.features import features
from novads.language.morphology.network import pack
from novads.language.morphology.tagger import Tagger
from novads.language.morphology.tags import join_tag
from novads.training.morphology_data import Sentence
from novads.training.morphology_lexicon import make_lexicon, tag_names
from novads.training.morphology_network import IGNORED, Coded, Settings, Vector, train_network
from novads.training.morphology_scores import Score, score

__all__ = ["FILES", "FOLDS", "evaluate", "train"]

FILES: Final = ("features.txt", "lexicon.tsv", "network.npz", "rules.json")
"""What the weights stand in."""

FOLDS: Final = 10
"""Parts of the training data; a word's features come of a lexicon made of the other parts.

So the network learns how far to trust the lexicon with texts that it was not made of.
"""


def train(
    paragraphs: Sequence[Sequence[Sentence]],
    directory: Path,
    settings: Settings,
    report: Callable[[str], None],
) -> None:
    """Train on paragraphs, and write the weights into a directory, which must be there."""
    everything = [sentence for paragraph in paragraphs for sentence in paragraph]
    tags = tag_names(everything)
    named = _named_features(paragraphs, tags)
    counts = Counter(name for s in named for word in s for name, _ in word)
    vocabulary = sorted(
        name
        for name, count in counts.items()
        if count >= settings.fewest and name[0] not in settings.without
    )
    learnt = _learnt(everything, tags)
    report(f"{len(tags)} tags, {len(learnt)} of them to learn, {len(vocabulary)} features")
    coded = _code(everything, named, vocabulary, learnt)
    weights = train_network(
        coded,
        len(vocabulary),
        learnt,
        settings,
        lambda epoch, loss: report(f"epoch {epoch} of {settings.epochs}: loss {loss:.4f}"),
    )
    make_lexicon(everything, tags).write(directory)
    (directory / "features.txt").write_text(
        "".join(f"{name}\n" for name in vocabulary), encoding="utf-8"
    )
    np.savez_compressed(directory / "network.npz", allow_pickle=False, **pack(weights))


def evaluate(tagger: Tagger, paragraphs: Sequence[Sequence[Sentence]]) -> list[Score]:
    """The tagger's scores on paragraphs, sentence by sentence, on gold tokens."""
    sentences = [sentence for paragraph in paragraphs for sentence in paragraph]
    return score(sentences, tagger.tag([[w.form for w in s.words] for s in sentences]))


def _learnt(sentences: Sequence[Sentence], tags: list[str]) -> list[str]:
    """The tags of two words or more, which the network chooses from: the first of the list."""
    counts = Counter(join_tag(w.upos, w.feats) for s in sentences for w in s.words)
    return [tag for tag in tags if counts[tag] > 1]


_Named = list[tuple[str, float]]


def _named_features(
    paragraphs: Sequence[Sequence[Sentence]], tags: list[str]
) -> list[list[_Named]]:
    """Each word's features by name, by the lexicon of the parts that its paragraph isn't of."""
    named: list[list[_Named]] = [[] for paragraph in paragraphs for _ in paragraph]
    parts = [(i % FOLDS, sentence) for i, p in enumerate(paragraphs) for sentence in p]
    for fold in range(FOLDS):
        lexicon = make_lexicon([s for part, s in parts if part != fold], tags)
        known: dict[str, _Named] = {}
        for at, (part, sentence) in enumerate(parts):
            if part == fold:
                for word in sentence.words:
                    if word.form not in known:
                        known[word.form] = features(word.form, lexicon)
                named[at] = [known[word.form] for word in sentence.words]
    return named


def _code(
    sentences: Sequence[Sentence],
    named: Sequence[Sequence[_Named]],
    vocabulary: Sequence[str],
    learnt: Sequence[str],
) -> list[Coded]:
    rows = {name: row for row, name in enumerate(vocabulary)}
    tag_number = {tag: number for number, tag in enumerate(learnt)}
    coded: dict[int, Vector] = {}  # by the identity of the list of features, shared by its words

    def code(word: _Named) -> Vector:
        if id(word) not in coded:
            kept = [(rows[name], weight) for name, weight in word if name in rows]
            coded[id(word)] = (
                np.array([row for row, _ in kept], dtype=np.int64),
                np.array([weight for _, weight in kept], dtype=np.float32),
            )
        return coded[id(word)]

    return [
        Coded(
            [code(word) for word in words],
            [tag_number.get(join_tag(w.upos, w.feats), IGNORED) for w in sentence.words],
        )
        for sentence, words in zip(sentences, named, strict=True)
    ]
