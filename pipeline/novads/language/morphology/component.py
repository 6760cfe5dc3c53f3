"""The spaCy component that gives tokens their part of speech, features and lemma."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np
from spacy.attrs import LEMMA, MORPH, POS
from spacy.language import Language
from spacy.symbols import IDS
from spacy.tokens import Doc, Token

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
            words = [[_words(sentence) for sentence in _sentences(doc)] for doc in batch]
            found = iter(
                self.tagger.tag([[t.text for t in s] for sentences in words for s in sentences])
            )
            for doc, sentences in zip(batch, words, strict=True):
                analyses = {
                    token.i: analysis
                    for sentence in sentences
                    for token, analysis in zip(sentence, next(found), strict=True)
                }
                self._set(doc, analyses)
                yield doc

    def _set(self, doc: Doc, analyses: dict[int, Analysis]) -> None:
        strings, morphology = doc.vocab.strings, doc.vocab.morphology
        nothing = morphology.add("")
        tags: dict[str, tuple[int, int]] = {}
        values = np.zeros((len(doc), 3), dtype=np.uint64)
        for token in doc:
            analysis = analyses.get(token.i)
            if analysis is None:
                values[token.i] = IDS["SPACE"], nothing, token.orth
                continue
            if analysis.tag not in tags:
                upos, feats = split_tag(analysis.tag)
                tags[analysis.tag] = IDS[upos], morphology.add(feats)
            values[token.i] = *tags[analysis.tag], strings.add(analysis.lemma)
        if len(doc):
            doc.from_array([POS, MORPH, LEMMA], values)

    def __getstate__(self) -> dict[str, Any]:
        return {"name": self.name, "model": self.model}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.name, self.model = state["name"], state["model"]
        self._start()


def _sentences(doc: Doc) -> list[list[Token]]:
    if not len(doc):
        return []
    if not doc.has_annotation("SENT_START"):
        return [list(doc)]
    return [list(sentence) for sentence in doc.sents]


def _words(sentence: list[Token]) -> list[Token]:
    return [token for token in sentence if not token.is_space]


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
