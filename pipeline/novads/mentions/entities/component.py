"""The spaCy component that finds named entities by a trained model.

It runs behind the components of the rules, whose finds the model sees, and before the resolver,
which decides between the two. Places and organisations are stored as mentions; these and persons,
which are no kind of mention, are in `doc.spans["novads_entities"]`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from novads.mentions.component import all_mentions, search_regions, set_mentions
from novads.mentions.entities.made import Entity, mentions_of, store
from novads.mentions.entities.model import Model
from novads.mentions.entities.sequences import tags_of
from novads.mentions.resolver import resolve

__all__ = ["EntitiesComponent", "create_entities"]

_SOURCE: Final = "model:ner"


class EntitiesComponent:
    """Finds persons, places and organisations (`nlp.add_pipe("novads_entities")`).

    The weights aren't pickled, and are read again where the component is unpickled.

    Args:
        name: the component's name in its pipeline.
        model: the directory of the weights; None is the shipped one.

    Raises:
        ModelError: if the weights are missing or broken.

    """

    def __init__(self, name: str = "novads_entities", model: str | None = None) -> None:
        self.name = name
        self.model = model
        self._start()

    def _start(self) -> None:
        self._model = Model.read(Path(self.model) if self.model else None)

    def __call__(self, doc: Doc) -> Doc:
        """Find the entities and store them on the doc."""
        found = list(self._entities(doc))
        store(doc, found)
        set_mentions(doc, self.name, mentions_of(doc, found, _SOURCE))
        return doc

    def _entities(self, doc: Doc) -> Iterator[Entity]:
        sentences = list(_sentences(doc))
        if not sentences:
            return
        rules = [
            (m.span.start, m.span.end, m.kind.value)
            for m in resolve(
                mention
                for name, mentions in all_mentions(doc).items()
                if name not in (self.name, "novads_resolver")
                for mention in mentions
            )
        ]
        given = []
        for tokens in sentences:
            offsets = [(token.idx, token.idx + len(token)) for token in tokens]
            given.append(([token.text for token in tokens], tags_of(offsets, rules)))
        for tokens, found in zip(sentences, self._model.reader.read(given), strict=True):
            for first, last, label, probability in found:
                kind = self._model.kinds.get(label)
                if kind is not None:
                    calibrated = self._model.calibrations.get(kind)
                    sure = calibrated(probability) if calibrated else probability
                    yield Entity(tokens[first].i, tokens[last - 1].i + 1, kind, sure)

    def __getstate__(self) -> dict[str, Any]:
        return {"name": self.name, "model": self.model}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.name, self.model = state["name"], state["model"]
        self._start()


def _sentences(doc: Doc) -> Iterator[list[Token]]:
    """The words of each sentence that stand where mentions are looked for."""
    ranges = list(search_regions(doc))
    spans: list[Span] = list(doc.sents) if doc.has_annotation("SENT_START") else [doc[:]]
    for span in spans:
        words = [
            token
            for token in span
            if not token.is_space and any(start <= token.idx < end for start, end in ranges)
        ]
        if words:
            yield words


@Language.factory("novads_entities", default_config={"model": None})
def create_entities(nlp: Language, name: str, model: str | None) -> EntitiesComponent:
    """Make the component (`nlp.add_pipe("novads_entities")`).

    Args:
        nlp: the pipeline it is made for.
        name: its name there.
        model: the directory of the weights; None is the shipped one.

    Raises:
        ModelError: if the weights are missing or broken.

    """
    return EntitiesComponent(name, model)
