"""The spaCy component that finds organisations, and the finder that it wraps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar, Final

import regex
from spacy.language import Language
from spacy.tokens import Doc

from novads.mentions.component import (
    MentionComponent,
    make_span,
    mention_id,
    search_regions,
    text_of,
)
from novads.mentions.organisations.abbreviations import introduced, repeated
from novads.mentions.organisations.actors import ActorFinder
from novads.mentions.organisations.bare import BareFinder
from novads.mentions.organisations.foreign import ForeignFinder
from novads.mentions.organisations.found import Found
from novads.mentions.organisations.heads import HeadFinder
from novads.mentions.organisations.named import NamedFinder
from novads.mentions.organisations.rules import OrganisationRules
from novads.mentions.organisations.words import Text
from novads.mentions.programmes.lexicon import Lexicon, fold, split_words
from novads.mentions.programmes.rules import ProgrammeRules
from novads.mentions.quotes import find_quoted
from novads.objects import AnyMention, Kind, Organisation
from novads.ruleset import RuleSet

__all__ = ["OrganisationComponent", "OrganisationFinder", "create_organisations"]

_WINDOW: Final = 60  # code points to either side in which a short abbreviation's context stands


class OrganisationFinder:
    """Finds the organisations of a text by `rules/organisations/`.

    Raises:
        RuleFileError: if a rule file is missing or broken.
        ValueError: if a head noun doesn't fit its declension.
    """

    def __init__(self, rules: OrganisationRules) -> None:
        self._rules = rules
        self._lexicon = Lexicon(rules.organisations.values())
        self._heads = HeadFinder(rules)
        self._named = NamedFinder(rules)
        self._bare = BareFinder(rules)
        self._foreign = ForeignFinder(rules)
        self._actors = ActorFinder(rules)
        near = "|".join(regex.escape(word) for word in rules.near)
        self._near = regex.compile(rf"(?<!\w)(?:{near})", regex.IGNORECASE)
        # a fund that pays is a programme, not an organisation
        self._funds = tuple(
            fold(name).partition(" fonds")[0] + " fonds"
            for row in ProgrammeRules(rules.ruleset).programmes.values()
            for name in (row.name, *row.names, *row.misspelled)
            if " fonds" in name
        )
        self._canonical = {
            fold(name): row.id
            for row in rules.organisations.values()
            for name in (row.name, *row.names, *row.misspelled)
        }

    def find(self, text: str, start: int, stop: int) -> list[Organisation]:
        """The organisations named in `text[start:stop]`, in order, none inside another."""
        quotes = find_quoted(text, start, stop)
        starts = {q.start: q for q in reversed(quotes) if q.is_balanced}
        found = list(self._listed(text, start, stop))
        listed = {one.end: one.start for one in found}
        for one in self._heads.find(Text(text, start, stop), starts):
            # a known name with one word more before it is the known name: "Ziņo Lauku atbalsta …"
            extra = text[one.start : listed.get(one.end, one.start)]
            is_fund = one.source == "heads/fonds" and _is_fund(fold(one.name), self._funds)
            if not is_fund and (not extra.strip() or len(extra.split()) > 1):
                found.append(one)
        found += self._named.find(text, start, stop, quotes)
        found += self._bare.find(text, start, stop)
        found += self._foreign.find(text, start, stop)
        taken = [(one.start, one.end) for one in sorted(found, key=lambda f: f.end)]
        found += self._actors.find(text, start, stop, taken)
        found += introduced(text, stop, found)
        found += repeated(text, start, stop, found, quotes)
        return [self._mention(text, one) for one in _outermost(found)]

    def _listed(self, text: str, start: int, stop: int) -> Iterator[Found]:
        words = split_words(text, start, stop)
        known: set[str] = set()
        doubtful = []
        for hit in self._lexicon.find(words):
            begin, end = words[hit.first].start, words[hit.last - 1].end
            row = self._rules.organisations[hit.id]
            source = "organisations/abbreviation" if hit.is_abbreviation else "organisations/name"
            one = Found(begin, end, hit.value, row.kind, source, 0.95, hit.id)
            if hit.is_abbreviation and _in_longer(text, begin, end):
                continue
            if not hit.is_abbreviation and not text[begin].isupper():
                continue
            if hit.needs_quotes or text[begin:end].endswith("reģionā"):
                continue  # a planning region is a place where something is
            if hit.needs_context:
                doubtful.append(one)
            else:
                known.add(hit.id)
                yield one
        for one in doubtful:
            around = text[max(start, one.start - _WINDOW) : min(stop, one.end + _WINDOW)]
            if one.canonical in known or self._near.search(around):
                yield one

    def _mention(self, text: str, found: Found) -> Organisation:
        canonical = found.canonical or self._canonical.get(fold(found.name))
        return Organisation(
            id=mention_id(Kind.ORG, found.start, found.end),
            span=make_span(text, found.start, found.end),
            source=f"rule:organisations/{found.source}",
            confidence=found.confidence,
            name=found.name,
            org_kind=found.kind,
            canonical=canonical,
        )


def _is_fund(name: str, funds: tuple[str, ...]) -> bool:
    return name.startswith(funds) or name.endswith(funds)


def _in_longer(text: str, start: int, end: int) -> bool:
    """Whether an abbreviation is a piece of an address on the web, a number or a longer word."""
    before = text[start - 1] if start else " "
    after = text[end : end + 2]
    if before == "/" and start > 1 and text[start - 2].isupper():
        before = " "  # "VARAM/CFLA"
    if before in "/@#_&-." or after[:1] in set("@_"):
        return True
    return after[:1] in set("/-.") and after[1:].isalnum() and not after[1:].isupper()


def _outermost(found: Sequence[Found]) -> list[Found]:
    """Of those that overlap the longest, then the surest; sorted by start."""
    ordered = sorted(found, key=lambda f: (f.start - f.end, -f.confidence, f.start, f.source))
    taken: set[int] = set()
    kept = []
    for one in ordered:
        places = range(one.start, one.end)
        if taken.isdisjoint((one.start, one.end - 1)) and taken.isdisjoint(places):
            taken.update(places)
            kept.append(one)
    return sorted(kept, key=lambda f: f.start)


class OrganisationComponent(MentionComponent):
    """Finds ORG mentions by the rules in `rules/organisations/`.

    Args:
        name: the component's name in the pipeline.
        rules: directories of the user's own rule files, laid over the shipped ones.

    Raises:
        RuleFileError: if a rule file is missing or broken.
    """

    kind: ClassVar[Kind] = Kind.ORG

    def __init__(self, name: str, rules: Sequence[str | Path] = ()) -> None:
        super().__init__(name)
        self._directories = tuple(str(directory) for directory in rules)
        self._finder = OrganisationFinder(OrganisationRules(RuleSet(*self._directories)))

    def __reduce__(self) -> tuple[Any, ...]:
        return OrganisationComponent, (self.name, self._directories)

    def find(self, doc: Doc) -> list[AnyMention]:
        """The organisations named in the regions that give mentions."""
        text = text_of(doc)
        return [
            mention
            for start, stop in search_regions(doc)
            for mention in self._finder.find(text, start, stop)
        ]


@Language.factory("novads_organisations", default_config={"rules": []})
def create_organisations(nlp: Language, name: str, rules: list[str]) -> OrganisationComponent:
    """Make the component (`nlp.add_pipe("novads_organisations")`)."""
    return OrganisationComponent(name, rules)
