"""Scoring on the public named entities of FullStack, where they can be told to be our kinds.

The corpus is LUMII's FullStack (https://github.com/LUMII-AILab/FullStack, CC BY-SA 4.0): isolated
paragraphs, in `NamedEntities/data/<paragraph>.conll2003`. Only paragraphs of the dev split of the
Latvian treebank (UD_Latvian-LVTB) are used: no shipped model has seen them. The outer layer counts.

The schemes differ: FullStack's `time` has clock times, some durations and prepositions (see
`fullstack_time`), its `organization` has funds, `money` is marked in few of the places where a sum
stands, and what is neither place, organisation, time nor money is left out. The figures tell how
novads does on general text, not how well it follows its own guidelines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import regex

from novads.evaluation.corpus import CorpusError
from novads.evaluation.facts import MentionFacts, Name
from novads.evaluation.fullstack_time import time_expressions
from novads.evaluation.mention_scores import score_mentions
from novads.evaluation.scores import Measures
from novads.objects import DateMention, Extraction, Kind

__all__ = [
    "KINDS",
    "TRAINED_ON",
    "Entity",
    "Paragraph",
    "Sentence",
    "entities_of",
    "files_of",
    "read_paragraphs",
    "read_sentences",
    "score_paragraph",
]

KINDS: Final = {
    "GPE": Kind.PLACE,
    "location": Kind.PLACE,
    "organization": Kind.ORG,
    "time": Kind.DATE,
    "money": Kind.MONEY,
}
"""FullStack's kinds that have one of ours."""

TRAINED_ON: Final = (
    "The rules of novads were written without the scored paragraphs; which of its expressions of "
    "time the corpus marks was read off the other ones. The tokenizer is trained on the corpus's "
    "UD layer without the paragraphs of LVTB's dev split, which alone are scored here."
)
"""What the scored system had seen."""

_TAG: Final = 6
"""The column of the outer layer's BIO tag, counted from 0."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity of the outer layer: half-open code-point offsets and FullStack's own kind."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its tokens' BIO tags, as the file has them."""

    text: str
    tokens: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its sentences joined by a space, and its entities."""

    id: str
    text: str
    entities: tuple[Entity, ...]

    @property
    def mentions(self) -> tuple[MentionFacts, ...]:
        """The entities that have one of our kinds. They have no normalised value."""
        return tuple(
            MentionFacts(e.start, e.end, KINDS[e.label], Name(""))
            for e in self.entities
            if e.label in KINDS
        )


def read_paragraphs(fullstack: Path, treebank_dev: Path) -> list[Paragraph]:
    """The paragraphs with named entities that LVTB's dev split has, sorted by id.

    Args:
        fullstack: a clone of FullStack.
        treebank_dev: `lv_lvtb-ud-dev.conllu` of UD_Latvian-LVTB.

    Raises:
        CorpusError: if either isn't there or isn't what it should be.
    """
    paths = files_of(fullstack)
    wanted = _treebank_paragraphs(treebank_dev)
    paragraphs = [_paragraph(path.stem, path) for path in paths if path.stem in wanted]
    if not paragraphs:
        raise CorpusError(fullstack, f"has no paragraph of {treebank_dev}")
    return paragraphs


def read_sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of one file of the named-entity layer.

    Raises:
        CorpusError: for a line without the columns, and for a sentence without its text.
    """
    text, tokens, tags = "", list[str](), list[str]()
    lines = _lines(path)
    for number, line in enumerate([*lines, ""], start=1):
        if line.startswith("# text = "):
            text = line.removeprefix("# text = ")
        elif not line.strip():
            if tokens:
                if not text:
                    raise CorpusError(path, "a sentence without '# text'", number)
                yield Sentence(text, tuple(tokens), tuple(tags))
            text, tokens, tags = "", [], []
        elif not line.startswith("#"):
            columns = line.split("\t")
            if len(columns) <= _TAG:
                raise CorpusError(path, f"{len(columns)} columns, not 10", number)
            if not columns[0].isdigit():  # a range of words, or one that isn't written
                continue
            tokens.append(columns[1])
            tags.append(columns[_TAG])


def score_paragraph(paragraph: Paragraph, extraction: Extraction) -> Measures:
    """Strict and overlapping counts of the kinds that both schemes have."""
    kinds = set(KINDS.values())
    predicted = [
        MentionFacts(m.span.start, m.span.end, m.kind, Name(""))
        for m in extraction.mentions
        if m.kind in kinds and not isinstance(m, DateMention)
    ]
    dates = (m for m in extraction.mentions if isinstance(m, DateMention))
    predicted += time_expressions(paragraph.text, dates)
    scored = score_mentions(paragraph.mentions, predicted)
    names = {kind.value for kind in kinds} | {"micro"}
    return {
        measure: counts
        for measure, counts in scored.items()
        if measure.split("/")[0] != "value" and measure.split("/")[1] in names
    }


def files_of(fullstack: Path) -> list[Path]:
    """The files of the named-entity layer, sorted by path.

    Raises:
        CorpusError: if there is no such layer.
    """
    folder = fullstack / "NamedEntities" / "data"
    if not folder.is_dir():
        raise CorpusError(folder, "no such directory: not a clone of FullStack")
    return sorted(folder.glob("*.conll2003"))


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise CorpusError(path, f"not UTF-8: {error}") from None
    except OSError as error:
        raise CorpusError(path, error.strerror or str(error)) from None


def _treebank_paragraphs(path: Path) -> set[str]:
    """The ids of the paragraphs that the treebank file has: sentence a-c15-p9s1 is of c15-p9."""
    found = {
        match["paragraph"]
        for line in _lines(path)
        if (match := regex.fullmatch(r"# sent_id = a-(?<paragraph>.+)s\d+", line.rstrip()))
    }
    if not found:
        raise CorpusError(path, "has no sentence ids such as a-c15-p9s1")
    return found


def _paragraph(paragraph_id: str, path: Path) -> Paragraph:
    text, entities = "", list[Entity]()
    for sentence in read_sentences(path):
        text += " " if text else ""
        entities += entities_of(path, sentence, len(text))
        text += sentence.text
    return Paragraph(paragraph_id, text, tuple(entities))


def entities_of(path: Path, sentence: Sentence, offset: int) -> Iterator[Entity]:
    """The sentence's entities, in a text in which it begins at `offset`.

    Raises:
        CorpusError: if a token doesn't stand in the sentence.
    """
    at, start, end, label = 0, 0, 0, ""
    for token, tag in zip((*sentence.tokens, ""), (*sentence.tags, "O"), strict=True):
        found = sentence.text.find(token, at)
        if found < 0:
            raise CorpusError(path, f"the token {token!r} isn't in {sentence.text!r}")
        at = found + len(token)
        if label and tag != f"I-{label}":
            yield Entity(offset + start, offset + end, label)
            label = ""
        if tag != "O" and not label:
            start, label = found, tag[2:]
        end = at
