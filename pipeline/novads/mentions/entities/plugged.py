"""The spaCy component that takes named entities from any other spaCy pipeline.

The other pipeline reads the whole text with its own tokenizer. Its labels are told to be persons,
places and organisations by the names that the usual schemes give them; others are left out. It
tells no probabilities, so all of its entities have one confidence.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_model

from novads.errors import ModelError
from novads.mentions.component import search_regions, set_mentions, text_of
from novads.mentions.entities.made import ORG, PLACE, Entity, mentions_of, store
from novads.mentions.persons import PERSON

__all__ = ["CONFIDENCE", "LABELS", "PluggedComponent", "create_plugged"]

CONFIDENCE: Final = 0.9
"""Of what a plugged pipeline finds, unless its component is told another."""

LABELS: Final = {
    **dict.fromkeys(("PER", "PERSON", "PERSNAME", "PS", "I-PER", "B-PER"), PERSON),
    **dict.fromkeys(
        ("LOC", "LOCATION", "GPE", "GPE_LOC", "FAC", "FACILITY", "PLACE", "PLACENAME", "LC"), PLACE
    ),
    **dict.fromkeys(("ORG", "ORGANIZATION", "ORGANISATION", "GPE_ORG", "ORGNAME", "OG"), ORG),
}
"""Persons, places and organisations by the labels of the usual schemes, in capitals."""


class PluggedComponent:
    """Adds the entities of another spaCy pipeline.

    Args:
        name: the component's name in its pipeline.
        pipeline: a package's name or a directory, as `spacy.load` takes it.
        confidence: of all that it finds, from 0 to 1.

    Raises:
        ModelError: if the pipeline can't be loaded or finds no entities.

    """

    def __init__(
        self, name: str = "novads_plugged", pipeline: str = "", confidence: float = CONFIDENCE
    ) -> None:
        self.name = name
        self.pipeline = pipeline
        self.confidence = confidence
        self._start()

    def _start(self) -> None:
        try:
            self._nlp = load_model(self.pipeline)
        except (OSError, ValueError, ImportError) as error:
            raise ModelError(
                f"{self.pipeline}: no spaCy pipeline can be loaded: {error}"
            ) from error
        if not any("doc.ents" in self._nlp.get_pipe_meta(p).assigns for p in self._nlp.pipe_names):
            raise ModelError(f"{self.pipeline}: the pipeline has no component that sets doc.ents")

    def __call__(self, doc: Doc) -> Doc:
        """Find the entities and store them on the doc."""
        found = list(self._entities(doc))
        store(doc, found)
        set_mentions(doc, self.name, mentions_of(doc, found, f"model:{self._nlp.meta['name']}"))
        return doc

    def _entities(self, doc: Doc) -> Iterator[Entity]:
        ranges = list(search_regions(doc))
        for span in self._nlp(text_of(doc)).ents:
            kind = LABELS.get(span.label_.upper())
            start, end = span.start_char, span.end_char
            if kind is None or not any(a <= start and end <= b for a, b in ranges):
                continue
            own = doc.char_span(start, end, alignment_mode="expand")
            if own is not None:
                yield Entity(own.start, own.end, kind, self.confidence)

    def __getstate__(self) -> dict[str, Any]:
        return {"name": self.name, "pipeline": self.pipeline, "confidence": self.confidence}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.name, self.pipeline = state["name"], state["pipeline"]
        self.confidence = state["confidence"]
        self._start()


@Language.factory("novads_plugged", default_config={"pipeline": "", "confidence": CONFIDENCE})
def create_plugged(nlp: Language, name: str, pipeline: str, confidence: float) -> PluggedComponent:
    """Make the component (`nlp.add_pipe("novads_plugged", config={"pipeline": …})`).

    Args:
        nlp: the pipeline it is made for.
        name: its name there.
        pipeline: a package's name or a directory, as `spacy.load` takes it.
        confidence: of all that it finds, from 0 to 1.

    Raises:
        ModelError: if the pipeline can't be loaded or finds no entities.

    """
    return PluggedComponent(name, pipeline, confidence)
