"""The one place where mentions that overlap are decided on.

Mentions are flat. Where the components' finds overlap, those with a confidence of at least
`DOUBTFUL` go before the others; among them the longest wins (the longest sensible span), then the
kind that stands first in `PRIORITY`, then the higher confidence. So the planning period inside a
programme's name, the town inside an organisation's and all that stands inside a project's title go.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from novads.mentions.component import all_mentions, set_mentions
from novads.objects import AnyMention, Kind, Place

__all__ = ["DOUBTFUL", "PRIORITY", "Resolver", "create_resolver", "resolve"]

DOUBTFUL: Final = 0.5
"""Below this confidence a mention gives way to any that is sure."""

PRIORITY: Final = (
    Kind.PROJECT,
    Kind.PROGRAMME,
    Kind.ORG,
    Kind.MONEY,
    Kind.DATE,
    Kind.PLACE,
)


def resolve(mentions: Iterable[AnyMention]) -> list[AnyMention]:
    """Flat mentions, in the text's order, from any that may overlap.

    The result doesn't depend on the order in which they come.
    """
    ranked = sorted(
        mentions,
        key=lambda m: (
            m.confidence < DOUBTFUL,
            -(m.span.end - m.span.start),
            PRIORITY.index(m.kind),
            -m.confidence,
            m.span.start,
            m.source,
        ),
    )
    kept: list[AnyMention] = []
    taken: set[int] = set()
    for mention in ranked:
        places = range(mention.span.start, mention.span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(mention)
    kept.sort(key=lambda m: m.span.start)
    return _without_loose_ends(kept)


def _without_loose_ends(mentions: Sequence[AnyMention]) -> list[AnyMention]:
    """A place whose containing place has gone no longer names it."""
    known = {m.id for m in mentions}
    return [
        m.model_copy(update={"within": None})
        if isinstance(m, Place) and m.within is not None and m.within not in known
        else m
        for m in mentions
    ]


class Resolver:
    """The spaCy component that makes the mentions flat.

    They are stored under its name, and shown to spaCy's users as `doc.spans["novads"]` and
    `doc.ents`: there an end that lies inside a token is moved out to the token's.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Decide, and store what is left."""
        found = [
            mention
            for component, mentions in all_mentions(doc).items()
            if component != self.name
            for mention in mentions
        ]
        kept = resolve(found)
        set_mentions(doc, self.name, kept)
        spans = [
            doc.char_span(
                m.span.start,
                m.span.end,
                label=m.kind.value,
                span_id=m.id,
                alignment_mode="expand",
            )
            for m in kept
        ]
        doc.spans["novads"] = [span for span in spans if span is not None]
        ends = 0
        ents = []
        for span in doc.spans["novads"]:  # two mentions may share a token: ents can't
            if span.start >= ends:
                ents.append(span)
                ends = span.end
        doc.ents = ents
        return doc


@Language.factory("novads_resolver")
def create_resolver(nlp: Language, name: str) -> Resolver:
    """Make the component (`nlp.add_pipe("novads_resolver")`)."""
    return Resolver(name)
