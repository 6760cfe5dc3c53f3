"""The spaCy component that finds places."""

from __future__ import annotations

from typing import ClassVar

from spacy.language import Language
from spacy.tokens import Doc

from novads.mentions.component import MentionComponent, search_regions, text_of
from novads.mentions.places.chains import mentions_of
from novads.mentions.places.finds import Find, passage_of, without_overlaps
from novads.mentions.places.headed import Headed
from novads.mentions.places.lexicon import Contexts, Gazetteer, Heads
from novads.mentions.places.listed import Listed
from novads.mentions.places.quoted import QuotedNames
from novads.mentions.places.roads import find_roads
from novads.mentions.places.unlisted import Unlisted
from novads.objects import AnyMention, Kind
from novads.ruleset import RuleSet

__all__ = ["PlaceFinder", "create_places"]


class PlaceFinder(MentionComponent):
    """Finds listed names in any form, names made by a head noun, and names told by their company.

    Raises:
        RuleFileError: if a rule file is broken.
    """

    kind: ClassVar[Kind] = Kind.PLACE

    def __init__(self, name: str, rules: RuleSet) -> None:
        super().__init__(name)
        self._rules = rules
        gazetteer, heads, contexts = Gazetteer(rules), Heads(rules), Contexts(rules)
        self._headed = Headed(gazetteer, heads, contexts)
        self._listed = Listed(gazetteer, heads, contexts)
        self._quoted = QuotedNames(heads, contexts)
        self._unlisted = Unlisted(gazetteer, heads, contexts)

    def __reduce__(self) -> tuple[type[PlaceFinder], tuple[str, RuleSet]]:
        return PlaceFinder, (self.name, self._rules)

    def find(self, doc: Doc) -> list[AnyMention]:
        """The places of the doc. They don't overlap one another."""
        mentions: list[AnyMention] = []
        text = text_of(doc)
        for start, end in search_regions(doc):
            mentions += mentions_of(text, self._finds(text, start, end))
        return mentions

    def _finds(self, text: str, start: int, end: int) -> list[Find]:
        passage = passage_of(text, start, end)
        finds = self._headed.find(passage)
        sure, doubtful = self._listed.find(passage)
        finds += [*sure, *self._quoted.find(passage), *find_roads(text, start, end)]
        finds = without_overlaps(finds)
        return without_overlaps([*finds, *self._unlisted.find(passage, finds, doubtful)])


def create_places(nlp: Language, name: str, rules: list[str]) -> PlaceFinder:
    """Make the component (`nlp.add_pipe("novads_places")`).

    Args:
        nlp: the pipeline it is made for.
        name: its name there.
        rules: directories of the user's own rule files, laid over the shipped ones in order.

    Raises:
        RuleFileError: if a rule file is missing or broken.

    """
    return PlaceFinder(name, RuleSet(*rules))


Language.factory("novads_places", default_config={"rules": []}, func=create_places)
