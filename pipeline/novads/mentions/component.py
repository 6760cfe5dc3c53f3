"""What the mention components share: where they look, and where they leave what they found.

A component reads the doc's text (never altered) in the regions that give mentions, and stores its
mentions on the doc (`novads.language.doc_data`, whose functions are importable from here too).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from spacy.tokens import Doc

from novads.language.doc_data import (
    all_mentions,
    get_mentions,
    get_published,
    get_regions,
    search_regions,
    set_mentions,
    set_published,
    set_regions,
    text_of,
)
from novads.objects import AnyMention, Kind, Span

__all__ = [
    "MentionComponent",
    "all_mentions",
    "get_mentions",
    "get_published",
    "get_regions",
    "make_span",
    "mention_id",
    "search_regions",
    "set_mentions",
    "set_published",
    "set_regions",
    "text_of",
]


def make_span(text: str, start: int, end: int) -> Span:
    """The span of `text[start:end]`."""
    return Span(start=start, end=end, text=text[start:end])


def mention_id(kind: Kind, start: int, end: int) -> str:
    """The id of the mention of this kind at these offsets: 'DATE:12-22'."""
    return f"{kind.value}:{start}-{end}"


class MentionComponent(ABC):
    """A spaCy component that finds the mentions of one kind.

    Subclasses are cheap to pickle: they keep their settings, and build what is large (form indexes,
    compiled patterns) in `__init__` and again after unpickling.
    """

    kind: ClassVar[Kind]

    def __init__(self, name: str) -> None:
        self.name = name

    @abstractmethod
    def find(self, doc: Doc) -> list[AnyMention]:
        """The mentions of this kind in the doc. They may overlap; a later component decides."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the mentions and store them on the doc."""
        set_mentions(doc, self.name, self.find(doc))
        return doc
