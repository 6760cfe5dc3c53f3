"""The one place where mentions that overlap are decided on.

Mentions are flat. Where the components' finds overlap, those with a confidence of at least
`DOUBTFUL` go before the others; among them the longest wins (the longest sensible span), then the
kind that stands first in `PRIORITY`, then the higher confidence. So the planning period inside a
programme's name, the town inside an organisation's and all that stands inside a project's title go.

Rules and trained components are weighed here and nowhere else. What a rule found always goes before
what a model found: a model's mention stays only where no rule's stands, and only with a calibrated
confidence of at least `TRAINED`'s. The other way about, a person that a model is sure of (`PERSON`)
overrules a rule that took the name for a place or an organisation and isn't sure (`CERTAIN`).
Each mention's `source` says who won: 'rule:…' or 'model:…'.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from novads.mentions.component import all_mentions, set_mentions
from novads.mentions.persons import get_persons
from novads.objects import AnyMention, Kind, Place

__all__ = [
    "CERTAIN",
    "DOUBTFUL",
    "PERSON",
    "PRIORITY",
    "TRAINED",
    "Person",
    "Resolver",
    "create_resolver",
    "is_trained",
    "resolve",
]

DOUBTFUL: Final = 0.5
"""Below this confidence a mention gives way to any that is sure."""

TRAINED: Final = {Kind.PLACE: 0.9, Kind.ORG: 0.75}
"""Below this calibrated confidence a model's mention goes. Chosen on the corpus's dev split."""

PERSON: Final = 0.9
"""From this calibrated confidence on a person overrules a rule's place or organisation."""

CERTAIN: Final = 0.9
"""From this confidence on a rule's place or organisation stays, whoever else sees a person."""

Person = tuple[int, int, float]
"""A person that a model found: half-open code-point offsets and calibrated confidence."""

PRIORITY: Final = (
    Kind.PROJECT,
    Kind.PROGRAMME,
    Kind.ORG,
    Kind.MONEY,
    Kind.DATE,
    Kind.PLACE,
)


def is_trained(mention: AnyMention) -> bool:
    """Whether a model found the mention, not a rule."""
    return mention.source.startswith("model:")


def resolve(mentions: Iterable[AnyMention], persons: Iterable[Person] = ()) -> list[AnyMention]:
    """Flat mentions, in the text's order, from any that may overlap.

    The result doesn't depend on the order in which they come.

    Args:
        mentions: what rules and models found.
        persons: the persons that a model found.
    """
    sure = [(start, end) for start, end, confidence in persons if confidence >= PERSON]
    ranked = sorted(
        (m for m in mentions if not _is_weak(m) and not _is_person(m, sure)),
        key=lambda m: (
            is_trained(m),
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


def _is_weak(mention: AnyMention) -> bool:
    return is_trained(mention) and mention.confidence < TRAINED.get(mention.kind, 1.0)


def _is_person(mention: AnyMention, persons: Sequence[tuple[int, int]]) -> bool:
    """Whether it is a place or organisation by a rule that isn't sure, within a person's name."""
    return (
        mention.kind in (Kind.PLACE, Kind.ORG)
        and mention.confidence < CERTAIN
        and any(start <= mention.span.start and mention.span.end <= end for start, end in persons)
    )


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
        kept = resolve(found, get_persons(doc))
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
