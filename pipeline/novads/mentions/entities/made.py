"""Mentions made of what a trained model found, whichever model it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Span

from novads.language.inflection import to_nominative
from novads.mentions.component import make_span, mention_id, text_of
from novads.mentions.persons import PERSON, SPANS
from novads.objects import AnyMention, Kind, Organisation, Place, PlaceKind

__all__ = ["ORG", "PERSON", "PLACE", "Entity", "mentions_of", "store"]

PLACE: Final = Kind.PLACE.value
ORG: Final = Kind.ORG.value


@dataclass(frozen=True, slots=True)
class Entity:
    """What a model found: half-open token offsets, PERSON, PLACE or ORG, calibrated confidence."""

    start: int
    end: int
    kind: str
    confidence: float


def store(doc: Doc, found: Iterable[Entity]) -> None:
    """Keep what was found on the doc, persons too."""
    doc.spans[SPANS] = [
        Span(doc, e.start, e.end, label=e.kind, span_id=str(round(1000 * e.confidence)))
        for e in found
    ]


def mentions_of(doc: Doc, found: Sequence[Entity], source: str) -> list[AnyMention]:
    """The places and organisations among what was found, as mentions.

    The nominative is a guess by the endings: the rules know better, where they know the name.
    """
    text = text_of(doc)
    made: list[AnyMention] = []
    for entity in found:
        start = doc[entity.start].idx
        end = doc[entity.end - 1].idx + len(doc[entity.end - 1])
        if entity.kind == PLACE:
            made.append(
                Place(
                    id=mention_id(Kind.PLACE, start, end),
                    span=make_span(text, start, end),
                    source=source,
                    confidence=entity.confidence,
                    name=to_nominative(" ".join(text[start:end].split())),
                    place_kind=PlaceKind.OTHER,
                )
            )
        elif entity.kind == ORG:
            made.append(
                Organisation(
                    id=mention_id(Kind.ORG, start, end),
                    span=make_span(text, start, end),
                    source=source,
                    confidence=entity.confidence,
                    name=to_nominative(" ".join(text[start:end].split())),
                )
            )
    return made
