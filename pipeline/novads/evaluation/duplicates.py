"""Texts that are too much alike: within a split they count twice, between splits they leak."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import regex

from novads.evaluation.corpus import Document

__all__ = ["LIMIT", "SIZE", "Likeness", "find_duplicates"]

SIZE: Final = 5
"""Words in a shingle."""

LIMIT: Final = 0.1
"""From which share of the smaller text's shingles two texts are too much alike."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two documents and the share (0 to 1) of the smaller one's shingles that the other has."""

    first: Document
    second: Document
    share: float
    example: str

    def __str__(self) -> str:
        leak = "between splits" if self.first.split != self.second.split else "within one split"
        return (
            f"{self.first.path} and {self.second.path} share {self.share:.0%} of their "
            f"{SIZE}-word sequences, {leak}: {self.example!r}"
        )


def find_duplicates(documents: Sequence[Document], limit: float = LIMIT) -> Iterator[Likeness]:
    """The pairs of documents that share too many five-word sequences (containment of shingles).

    A mention counts as one word, its kind, and digits are levelled: a text in which only names,
    dates and sums were changed is found, and no two are alike for naming one long programme.
    """
    shingles = [_shingles(document) for document in documents]
    for (i, one), (j, other) in combinations(enumerate(shingles), 2):
        if not one or not other:
            continue
        shared = one & other
        share = len(shared) / min(len(one), len(other))
        if share >= limit:
            example = " ".join(min(shared))
            yield Likeness(documents[i], documents[j], share, example)


def _shingles(document: Document) -> set[tuple[str, ...]]:
    pieces, at = [], 0
    for mention in document.mentions:
        pieces += [document.text[at : mention.start].casefold(), mention.kind.value]
        at = mention.end
    pieces.append(document.text[at:].casefold())
    words = regex.findall(r"\w+", regex.sub(r"\d", "0", " ".join(pieces)))
    return set(zip(*(words[k:] for k in range(SIZE)), strict=False))
