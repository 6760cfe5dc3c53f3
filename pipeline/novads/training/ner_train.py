"""Training the model of named entities: attributes of FullStack's tokens, weights by L-BFGS.

The optimiser is CRFsuite's (Okazaki 2007), of the `training` extra; the weights are read back and
shipped in novads' own format, so that nothing but numpy is needed to use them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from novads.errors import ModelError
from novads.language.morphology.tagger import Analysis
from novads.mentions.component import get_mentions
from novads.mentions.entities.calibration import Calibration
from novads.mentions.entities.crf import Crf
from novads.mentions.entities.features import Words
from novads.mentions.entities.reading import Reader, attributes, capital_stems
from novads.mentions.entities.sequences import OUTSIDE, tags_of
from novads.training.ner_data import COUNTED, NerParagraph, as_counted
from novads.training.ner_morphology import analyses_of
from novads.training.ner_scores import Found

__all__ = [
    "Input",
    "Settings",
    "Variant",
    "calibrate",
    "inputs_of",
    "predict",
    "reliability",
    "train",
]


@dataclass(frozen=True, slots=True)
class Settings:
    """The optimiser's.

    Args:
        l1: the weight of the weights' L1 norm.
        l2: the weight of their L2 norm.
        iterations: the most.
        fewest: how often an attribute must stand beside a label to get a weight.
        left_out: FullStack's kinds that are read as nothing.
    """

    l1: float = 0.08
    l2: float = 0.02
    iterations: int = 45
    fewest: int = 1
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Variant:
    """A model to compare.

    Args:
        name: what it is called.
        without: the beginnings of attributes that it lacks.
        morphology: whether it has the attributes of tags and lemmas.
    """

    name: str
    without: tuple[str, ...] = ()
    morphology: bool = False


@dataclass(frozen=True, slots=True)
class Input:
    """A sentence as the model gets it: offsets, forms, the rules' tags, stems, labels."""

    tokens: tuple[tuple[int, int], ...]
    forms: tuple[str, ...]
    rules: tuple[str, ...]
    stems: Any
    labels: tuple[str, ...]


def inputs_of(paragraphs: Sequence[NerParagraph]) -> list[list[Input]]:
    """The paragraphs as the model gets them; novads' rules are run over their texts.

    Raises:
        NovadsError: if the rules or the tokenizer can't be loaded.
    """
    from novads.pipeline import load  # it takes seconds

    nlp = load()
    nlp.remove_pipe("novads_records")
    found = []
    for paragraph, doc in zip(paragraphs, nlp.pipe(p.text for p in paragraphs), strict=True):
        spans = [
            (m.span.start, m.span.end, m.kind.value) for m in get_mentions(doc, "novads_resolver")
        ]
        forms = [tuple(paragraph.text[a:b] for a, b in tokens) for tokens in paragraph.tokens]
        stems = capital_stems(forms)
        found.append(
            [
                Input(tokens, own, tuple(tags_of(tokens, spans)), stems, tags)
                for tokens, own, tags in zip(paragraph.tokens, forms, paragraph.tags, strict=True)
            ]
        )
    return found


def train(
    paragraphs: Sequence[Sequence[Input]], words: Words, settings: Settings, variant: Variant
) -> Crf:
    """Weights for the paragraphs' labels; the same input gives the same weights.

    Raises:
        ModelError: if python-crfsuite isn't installed, or the morphology component's weights are
            missing.
    """
    try:
        import pycrfsuite
    except ImportError:
        raise ModelError("training needs python-crfsuite: pip install novads[training]") from None
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(
        {
            "c1": settings.l1,
            "c2": settings.l2,
            "max_iterations": settings.iterations,
            "feature.minfreq": settings.fewest,
            "feature.possible_transitions": True,
        }
    )
    for sentence, names in _attributes(paragraphs, words, variant):
        labels = [OUTSIDE if label[2:] in settings.left_out else label for label in sentence.labels]
        trainer.append(names, labels)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "crf")
        trainer.train(path)
        tagger_ = pycrfsuite.Tagger()
        tagger_.open(path)
        info = tagger_.info()
        tagger_.close()
    return _crf(info)


def predict(reader: Reader, paragraph: Sequence[Input]) -> Found:
    """The persons, places and organisations that the model finds."""
    return {span for span, _ in _found(reader, paragraph)}


def calibrate(
    reader: Reader, paragraphs: Sequence[NerParagraph], inputs: Iterable[Sequence[Input]]
) -> dict[str, Calibration]:
    """How often the spans of each kind are right in paragraphs that were not trained on."""
    outcomes: dict[str, list[tuple[float, bool]]] = {}
    for paragraph, given in zip(paragraphs, inputs, strict=True):
        gold = as_counted(paragraph.entities)
        for span, probability in _found(reader, given):
            outcomes.setdefault(span[2], []).append((probability, span in gold))
    return {kind: Calibration.fit(seen) for kind, seen in sorted(outcomes.items())}


def reliability(
    reader: Reader,
    calibrations: Mapping[str, Calibration],
    paragraphs: Sequence[NerParagraph],
    inputs: Iterable[Sequence[Input]],
    bins: int = 8,
) -> dict[str, list[tuple[float, int, int]]]:
    """How the calibrated confidences do: in `bins` equal groups of each kind by confidence.

    Returns:
        By kind: the mean confidence of a group, how many of it are right, how many there are.
    """
    outcomes: dict[str, list[tuple[float, bool]]] = {}
    for paragraph, given in zip(paragraphs, inputs, strict=True):
        gold = as_counted(paragraph.entities)
        for span, probability in _found(reader, given):
            sure = calibrations[span[2]](probability)
            outcomes.setdefault(span[2], []).append((sure, span in gold))
    made = {}
    for kind, seen in sorted(outcomes.items()):
        ordered = sorted(seen)
        edges = [len(ordered) * at // bins for at in range(bins + 1)]
        groups = [ordered[a:b] for a, b in pairwise(edges) if a < b]
        made[kind] = [
            (round(sum(p for p, _ in g) / len(g), 3), sum(right for _, right in g), len(g))
            for g in groups
        ]
    return made


def _found(
    reader: Reader, paragraph: Sequence[Input]
) -> Iterator[tuple[tuple[int, int, str], float]]:
    given = [(sentence.forms, sentence.rules) for sentence in paragraph]
    for sentence, found in zip(paragraph, reader.read(given), strict=True):
        for first, last, label, probability in found:
            if label in COUNTED:
                start, end = sentence.tokens[first][0], sentence.tokens[last - 1][1]
                yield (start, end, COUNTED[label]), probability


def _attributes(
    paragraphs: Sequence[Sequence[Input]], words: Words, variant: Variant
) -> Iterator[tuple[Input, list[list[str]]]]:
    analyses: Iterable[Sequence[Sequence[Analysis] | None]]
    if variant.morphology:
        analyses = analyses_of([[s.forms for s in paragraph] for paragraph in paragraphs])
    else:
        analyses = [[None] * len(paragraph) for paragraph in paragraphs]
    for paragraph, seen in zip(paragraphs, analyses, strict=True):
        for s, analysis in zip(paragraph, seen, strict=True):
            names = attributes(s.forms, words, s.stems, s.rules, analysis)
            if variant.without:
                names = [[n for n in of if not n.startswith(variant.without)] for of in names]
            yield s, names


def _crf(info: Any) -> Crf:
    labels = sorted(info.labels, key=lambda label: int(info.labels[label]))
    columns = {label: at for at, label in enumerate(labels)}
    names = sorted(info.attributes)
    rows = {name: at for at, name in enumerate(names)}
    emissions = np.zeros((len(names), len(labels)), dtype=np.float32)
    for (name, label), weight in info.state_features.items():
        emissions[rows[name], columns[label]] = weight
    transitions = np.zeros((len(labels), len(labels)), dtype=np.float32)
    for (before, after), weight in info.transitions.items():
        transitions[columns[before], columns[after]] = weight
    return Crf(labels, names, emissions, transitions)
