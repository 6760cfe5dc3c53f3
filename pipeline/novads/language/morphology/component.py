"""The spaCy component that gives tokens their part of speech, features and lemma."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np
from spacy.attrs import LEMMA, MORPH, ORTH, POS
from spacy.language import Language
from spacy.symbols import IDS
from spacy.tokens import Doc

from novads.language.morphology.tagger import Analysis, Tagger
from novads.language.morphology.tags import split_tag

__all__ = ["BATCH_SIZE", "MorphologyComponent", "create_morphology"]

BATCH_SIZE: Final = 64
"""Docs that are tagged at once in a stream."""


class MorphologyComponent:
    """Sets `token.pos_`, `token.morph` and `token.lemma_` (`nlp.add_pipe("novads_morphology")`).

    The parts of speech and features are those of Universal Dependencies. White space gets the part
    of speech SPACE and itself for a lemma. A doc without sentence ends is read as one sentence.

    The weights aren't pickled, and are read again where the component is unpickled.

    Args:
        name: the component's name in its pipeline.
        model: the directory of the weights; None is the shipped one.

    Raises:
        ModelError: if the weights are missing or broken.

    """

    def __init__(self, name: str = "novads_morphology", model: str | None = None) -> None:
        self.name = name
        self.model = model
        self._start()

    def _start(self) -> None:
        self.tagger = Tagger.load(Path(self.model) if self.model else None)

    def __call__(self, doc: Doc) -> Doc:
        """Analyse a doc's tokens."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = BATCH_SIZE) -> Iterator[Doc]:
        """Analyse docs in order, `batch_size` at once; the outcome doesn't depend on it."""
        docs = iter(stream)
        while batch := list(islice(docs, max(1, batch_size))):
            words = [_words(doc) for doc in batch]
            found = iter(self.tagger.tag([sentence for _, read in words for sentence in read]))
            for doc, (places, read) in zip(batch, words, strict=True):
                analyses = [analysis for _ in read for analysis in next(found)]
                _set(doc, places, analyses)
                yield doc

    def __getstate__(self) -> dict[str, Any]:
        return {"name": self.name, "model": self.model}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.name, self.model = state["name"], state["model"]
        self._start()


def _words(doc: Doc) -> tuple[list[int], list[list[str]]]:
    """The words' places among the doc's tokens, and the words by sentence, without white space."""
    places: list[int] = []
    sentences: list[list[str]] = [[]]
    has_sentences = doc.has_annotation("SENT_START")
    for token in doc:
        if has_sentences and token.is_sent_start and sentences[-1]:
            sentences.append([])
        if not token.is_space:
            places.append(token.i)
            sentences[-1].append(token.text)
    return places, sentences


def _set(doc: Doc, places: list[int], analyses: list[Analysis]) -> None:
    strings, morphology = doc.vocab.strings, doc.vocab.morphology
    tags: dict[str, tuple[int, int]] = {}
    values = np.empty((len(doc), 3), dtype=np.uint64)
    values[:, 0] = IDS["SPACE"]
    values[:, 1] = morphology.add("")
    values[:, 2] = doc.to_array(ORTH)
    rows: list[tuple[int, int, int]] = []
    for tag, lemma in analyses:
        if tag not in tags:
            upos, feats = split_tag(tag)
            tags[tag] = IDS[upos], morphology.add(feats)
        rows.append((*tags[tag], strings.add(lemma)))
    if rows:
        values[places] = np.array(rows, dtype=np.uint64)
    doc.from_array([POS, MORPH, LEMMA], values)


def create_morphology(nlp: Language, name: str, model: str | None) -> MorphologyComponent:
    """Make the component from a pipeline's config.

    Args:
        nlp: the pipeline it is made for.
        name: its name there.
        model: the directory of the weights; None is the shipped one.

    Raises:
        ModelError: if the weights are missing or broken.

    """
    return MorphologyComponent(name, model)


Language.factory(
    "novads_morphology",
    assigns=["token.pos", "token.morph", "token.lemma"],
    default_config={"model": None},
    func=create_morphology,
)
