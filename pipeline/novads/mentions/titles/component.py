"""The spaCy component that finds projects' titles, acronyms and numbers."""

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
from novads.mentions.quotes import find_quoted, straight_quotes
from novads.mentions.titles.acronyms import ACRONYM, is_acronym, repeats
from novads.mentions.titles.numbers import NumberFinder
from novads.mentions.titles.quoted import QuoteTable, TitleFinder, TitleHit
from novads.mentions.titles.rules import TitleRules
from novads.objects import AnyMention, Kind, ProjectTitle, TitleKind
from novads.ruleset import RuleSet

__all__ = ["ProjectFinder", "TitleComponent", "create_titles"]

_FORMS: Final = r"(?i:projekt(?:s|a|am|u|ā|i|iem|us|os))"
_ACRONYM_BEHIND: Final = regex.compile(
    rf"(?<!\w)(?<project>{_FORMS})(?:[ \t\u00a0]++|\s*+[:–-]\s*+)"
    r"(?:(?i:ar\s+akronīmu|akronīms|ar\s+saīsināto\s+nosaukumu)\s*+:?\s*+)?+"
    rf"(?<acronym>{ACRONYM})(?<more>[ ][A-Z][a-z]{{3,}}+)?+"
)
_ACRONYM_BEFORE: Final = regex.compile(
    rf"(?<![\w/@#.-])(?<acronym>{ACRONYM})[ \t\u00a0]++(?<project>{_FORMS})(?!\w)"
)
_ACRONYM_LINE: Final = regex.compile(
    rf"^[ \t\u00a0•*-]*+(?i:projekta\s+)?(?i:akronīms)[ \t\u00a0]*+[:–-][ \t\u00a0]*+"
    rf"(?<acronym>{ACRONYM})[ \t\u00a0.;,]*+$",
    regex.MULTILINE,
)
# the LIFE programme's projects are called after it: "projekts LIFE GoodWater"
_LIFE: Final = regex.compile(
    rf"(?<!\w){_FORMS}\s++(?<acronym>LIFE[ -]\p{{Lu}}\p{{Ll}}*+\p{{Lu}}[\p{{L}}-]*+)(?!\w)"
)
_MAX_TITLES: Final = 40  # titles whose repeats are looked for; a page names no more
_MIN_WORDS: Final = 2  # words of a title that counts where no quotes stand around it
_MIN_LENGTH: Final = 10
_WORD: Final = regex.compile(r"[\p{L}\p{N}]++")


class ProjectFinder:
    """Finds what names projects in a text by `rules/titles/`.

    Raises:
        RuleFileError: if a rule file is missing or broken.
    """

    def __init__(self, rules: TitleRules) -> None:
        self._titles = TitleFinder(rules)
        self._numbers = NumberFinder(rules)
        self._listed = rules.not_acronyms

    def find(self, text: str, start: int, stop: int) -> list[ProjectTitle]:
        """The titles, acronyms and numbers in `text[start:stop]`, none inside another."""
        table = QuoteTable(find_quoted(text, start, stop))
        hits = list(self._titles.find(text, start, stop, table))
        found = []
        acronyms: set[str] = set()
        titles: dict[str, str] = {}
        for hit in hits:
            surface = text[hit.start : hit.end]
            if surface in self._listed or (
                hit.is_acronym and not is_acronym(surface, self._listed)
            ):
                continue
            alike = hit.is_acronym or (
                " " not in surface and is_acronym(surface, self._listed, alone=True)
            )
            if alike:
                acronyms.add(surface)
            else:
                titles.setdefault(" ".join(_words(surface)), surface)
            found.append(self._mention(text, hit, acronym=alike))
            number = self._numbers.behind_title(text, hit.end + 1, stop)
            if number is not None:
                found.append(self._number(text, *number))
        found += [self._number(text, *number) for number in self._numbers.find(text, start, stop)]
        acronyms.update(self._acronyms(text, start, stop))
        for hit in self._titles.behind_acronyms(text, start, stop, acronyms, table):
            titles.setdefault(
                " ".join(_words(text[hit.start : hit.end])), text[hit.start : hit.end]
            )
            found.append(self._mention(text, hit, acronym=False))
        for begin, end in repeats(text, start, stop, acronyms):
            hit = TitleHit(begin, end, "acronym", 0.9, is_acronym=True)
            found.append(self._mention(text, hit, acronym=True))
        for hit in _title_repeats(text, start, stop, titles, table):
            found.append(self._mention(text, hit, acronym=False))
        return _outermost(found)

    def _acronyms(self, text: str, start: int, stop: int) -> Iterator[str]:
        for match in _ACRONYM_BEHIND.finditer(text, start, stop):
            word = match["acronym"].rstrip(".!/-&+")
            shouts = match["project"].isupper()
            if match["more"] and word in self._listed:
                if "-" in word and not shouts:  # a programme's code that opens the project's name
                    yield word + match["more"]
            elif is_acronym(word, self._listed, alone=shouts) and not (shouts and word.isalpha()):
                yield word
        for match in _ACRONYM_LINE.finditer(text, start, stop):
            yield match["acronym"]
        for match in _LIFE.finditer(text, start, stop):
            yield " ".join(match["acronym"].split())
        for match in _ACRONYM_BEFORE.finditer(text, start, stop):
            word = match["acronym"]
            if match["project"].isupper():
                continue
            if is_acronym(word, self._listed, alone=True):
                yield word

    def _mention(self, text: str, hit: TitleHit, *, acronym: bool) -> ProjectTitle:
        return ProjectTitle(
            id=mention_id(Kind.PROJECT, hit.start, hit.end),
            span=make_span(text, hit.start, hit.end),
            source=f"rule:titles/{hit.rule}",
            confidence=hit.confidence,
            name=" ".join(straight_quotes(text[hit.start : hit.end]).split()),
            title_kind=TitleKind.ACRONYM if acronym else TitleKind.TITLE,
        )

    def _number(self, text: str, start: int, end: int, rule: str) -> ProjectTitle:
        return ProjectTitle(
            id=mention_id(Kind.PROJECT, start, end),
            span=make_span(text, start, end),
            source=f"rule:titles/numbers/{rule}",
            confidence=0.8 if rule == "behind-sign" else 0.95,
            name=text[start:end],
            title_kind=TitleKind.NUMBER,
        )


def _words(text: str) -> list[str]:
    return [w.lower() for w in _WORD.findall(text)]


def _title_repeats(
    text: str, start: int, stop: int, titles: dict[str, str], table: QuoteTable
) -> Iterator[TitleHit]:
    """Where a title stands again: in quotes, or, if it is long enough, without them."""
    for quoted in table.balanced:
        if " ".join(_words(quoted.inner(text))) in titles:
            yield TitleHit(quoted.inner_start, quoted.inner_end, "repeat-quoted", 0.85)
    patterns = []
    for key, surface in list(titles.items())[:_MAX_TITLES]:
        words = key.split()
        optional = rf"(?:\{surface[-1]})?+" if surface[-1] in "!?" else ""
        if len(words) >= _MIN_WORDS and len(surface) >= _MIN_LENGTH:
            patterns.append(
                r"[^\p{L}\p{N}\n]{1,4}+".join(regex.escape(w) for w in words) + optional
            )
    if not patterns:
        return
    patterns.sort(key=lambda p: (-len(p), p))
    pattern = regex.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", regex.IGNORECASE)
    for match in pattern.finditer(text, start, stop):
        yield TitleHit(match.start(), match.end(), "repeat", 0.8)


def _outermost(found: Sequence[ProjectTitle]) -> list[ProjectTitle]:
    """Of those that overlap the longest, then the surest; sorted by start."""
    ordered = sorted(
        found, key=lambda m: (m.span.start - m.span.end, -m.confidence, m.span.start, m.source)
    )
    taken: set[int] = set()
    kept = []
    for mention in ordered:
        places = range(mention.span.start, mention.span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(mention)
    return sorted(kept, key=lambda m: m.span.start)


class TitleComponent(MentionComponent):
    """Finds PROJECT mentions by the rules in `rules/titles/`.

    Args:
        name: the component's name in the pipeline.
        rules: directories of the user's own rule files, laid over the shipped ones.

    Raises:
        RuleFileError: if a rule file is missing or broken.
    """

    kind: ClassVar[Kind] = Kind.PROJECT

    def __init__(self, name: str, rules: Sequence[str | Path] = ()) -> None:
        super().__init__(name)
        self._directories = tuple(str(directory) for directory in rules)
        self._finder = ProjectFinder(TitleRules(RuleSet(*self._directories)))

    def __reduce__(self) -> tuple[Any, ...]:
        return TitleComponent, (self.name, self._directories)

    def find(self, doc: Doc) -> list[AnyMention]:
        """What names projects in the regions that give mentions."""
        text = text_of(doc)
        return [
            mention
            for start, stop in search_regions(doc)
            for mention in self._finder.find(text, start, stop)
        ]


@Language.factory("novads_titles", default_config={"rules": []})
def create_titles(nlp: Language, name: str, rules: list[str]) -> TitleComponent:
    """Make the component (`nlp.add_pipe("novads_titles")`)."""
    return TitleComponent(name, rules)
