"""What the model of named entities is trained on: FullStack's outer layer, in paragraphs."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from novads.evaluation.fullstack import (
    Entity,
    Sentence,
    entities_of,
    files_of,
    read_paragraphs,
    read_sentences,
)

__all__ = ["COUNTED", "NerParagraph", "NerSplit", "as_counted", "read_split"]

COUNTED: Final = {
    "person": "PERSON",
    "GPE": "PLACE",
    "location": "PLACE",
    "organization": "ORG",
}
"""FullStack's kinds that are scored, as they are called here."""

_VALIDATION: Final = 300
_SEED: Final = 11


@dataclass(frozen=True, slots=True)
class NerParagraph:
    """A paragraph: its sentences joined by a space, where each token stands, its tag, the entities.

    `tokens` are half-open code-point offsets into `text`, a tuple for each sentence.
    """

    id: str
    text: str
    tokens: tuple[tuple[tuple[int, int], ...], ...]
    tags: tuple[tuple[str, ...], ...]
    entities: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class NerSplit:
    """Paragraphs to train on, to choose settings by, and to score on (LVTB's dev split)."""

    training: list[NerParagraph]
    validation: list[NerParagraph]
    dev: list[NerParagraph]


def read_split(fullstack: Path, treebank_dev: Path) -> NerSplit:
    """FullStack's paragraphs with named entities; none of training shares a sentence with others.

    Args:
        fullstack: a clone of FullStack.
        treebank_dev: `lv_lvtb-ud-dev.conllu` of UD_Latvian-LVTB.

    Raises:
        CorpusError: if either isn't there or isn't what it should be.
    """
    kept_apart = {paragraph.id for paragraph in read_paragraphs(fullstack, treebank_dev)}
    dev, rest = list[NerParagraph](), list[NerParagraph]()
    for path in files_of(fullstack):
        (dev if path.stem in kept_apart else rest).append(_read(path))
    random.Random(_SEED).shuffle(rest)
    validation = _apart(rest[:_VALIDATION], dev)
    return NerSplit(_apart(rest[_VALIDATION:], [*validation, *dev]), validation, dev)


def as_counted(entities: Iterable[Entity]) -> set[tuple[int, int, str]]:
    """The persons, places and organisations among the entities."""
    return {(e.start, e.end, COUNTED[e.label]) for e in entities if e.label in COUNTED}


def _read(path: Path) -> NerParagraph:
    text, entities = "", list[Entity]()
    tokens, tags = list[tuple[tuple[int, int], ...]](), list[tuple[str, ...]]()
    for sentence in read_sentences(path):
        text += " " if text else ""
        tokens.append(_places(sentence, len(text)))
        tags.append(sentence.tags)
        entities += entities_of(path, sentence, len(text))
        text += sentence.text
    return NerParagraph(path.stem, text, tuple(tokens), tuple(tags), tuple(entities))


def _places(sentence: Sentence, offset: int) -> tuple[tuple[int, int], ...]:
    at, places = 0, list[tuple[int, int]]()
    for token in sentence.tokens:
        start = sentence.text.index(token, at)
        at = start + len(token)
        places.append((offset + start, offset + at))
    return tuple(places)


def _apart(
    paragraphs: Iterable[NerParagraph], others: Iterable[NerParagraph]
) -> list[NerParagraph]:
    """Those that share no sentence of more than five words with the others: news are reprinted."""
    seen = {sentence for paragraph in others for sentence in _sentences(paragraph)}
    return [p for p in paragraphs if not seen & set(_sentences(p))]


def _sentences(paragraph: NerParagraph) -> list[str]:
    return [
        paragraph.text[tokens[0][0] : tokens[-1][1]]
        for tokens in paragraph.tokens
        if len(tokens) > 5
    ]
