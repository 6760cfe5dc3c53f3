"""The corpus's mentions in the formats of annotation tools: brat, Label Studio, spaCy's DocBin.

What all of them carry is an `Annotated`: an id, the text, and the mentions with their values.
Records stay in the corpus files' headers. Each format is a pair of functions that are each other's
inverse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from novads.evaluation.corpus import Document
from novads.markup import MarkedMention, write_markup

__all__ = ["Annotated", "as_corpus_text", "from_document", "sorted_mentions", "with_new_marks"]


@dataclass(frozen=True)
class Annotated:
    """A text with its mentions, sorted; offsets are half-open and count code points."""

    id: str
    text: str
    mentions: tuple[MarkedMention, ...]


def from_document(document: Document) -> Annotated:
    """The mentions of a corpus document."""
    return Annotated(document.id, document.text, document.mentions)


def as_corpus_text(annotated: Annotated) -> str:
    """The text with inline markup, as it stands below a corpus file's header.

    Raises:
        ValueError: if mentions overlap or leave the text.
    """
    return write_markup(annotated.text, annotated.mentions)


def with_new_marks(document: Document, annotated: Annotated) -> str:
    """The document's whole file with other mentions: its header stays to the letter.

    Raises:
        ValueError: if the text isn't the document's, or mentions overlap.
    """
    if annotated.text != document.text:
        raise ValueError("the text isn't the corpus's")
    lines = document.path.read_text(encoding="utf-8").split("\n")
    header = "\n".join(lines[: document.text_line - 1])
    return f"{header}\n{as_corpus_text(annotated)}\n"


def sorted_mentions(mentions: Sequence[MarkedMention]) -> tuple[MarkedMention, ...]:
    """The mentions in the text's order."""
    return tuple(sorted(mentions, key=lambda m: (m.start, m.end, m.kind.value)))
