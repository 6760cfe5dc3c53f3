"""Persons that a trained component found: no kind of mention, but names that are nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc

__all__ = ["PERSON", "SPANS", "get_persons"]

PERSON: Final = "PERSON"
"""The label of a person."""

SPANS: Final = "novads_entities"
"""The span group with all that trained components found; an id is a confidence in thousandths."""


def get_persons(doc: Doc) -> Iterator[tuple[int, int, float]]:
    """The persons found in a doc: half-open code-point offsets and calibrated confidence."""
    if SPANS in doc.spans:
        for span in doc.spans[SPANS]:
            if span.label_ == PERSON:
                yield span.start_char, span.end_char, int(span.id_) / 1000
