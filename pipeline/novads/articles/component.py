"""The spaCy component that tells an article from the rest of its page."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from novads.articles.cleaning import find_regions
from novads.language.doc_data import set_regions, text_of
from novads.ruleset import RuleSet

__all__ = ["RegionComponent", "create_regions"]


class RegionComponent:
    """Stores what the parts of the page are (`novads_regions`); the mention components read it."""

    def __init__(self, name: str, rules: RuleSet) -> None:
        self.name = name
        self.rules = rules
        find_regions("", rules)  # a broken rule file is told when the pipeline is made

    def __call__(self, doc: Doc) -> Doc:
        """Find the regions and store them on the doc."""
        set_regions(doc, find_regions(text_of(doc), self.rules))
        return doc


def create_regions(nlp: Language, name: str, rules: list[str]) -> RegionComponent:
    """Make the component (`nlp.add_pipe("novads_regions")`).

    Args:
        nlp: the pipeline it is made for.
        name: its name there.
        rules: directories of the user's own rule files, laid over the shipped ones in order.

    Raises:
        RuleFileError: if a rule file is missing or broken.

    """
    return RegionComponent(name, RuleSet(*rules))


Language.factory("novads_regions", default_config={"rules": []}, func=create_regions)
