"""Names of places in quotation marks: houses, bus stops, halls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from novads.language.inflection import Case
from novads.mentions.places.finds import Find, Passage
from novads.mentions.places.lexicon import Contexts, Heads
from novads.mentions.places.nominatives import name_of
from novads.mentions.places.words import QUOTES, Word
from novads.mentions.quotes import Quoted, straight_quotes
from novads.objects import PlaceKind

__all__ = ["QuotedNames"]

_LONGEST: Final = 5
_PLURAL_LOCATIVE: Final = ("os", "ās", "ēs", "īs")
_JOINTS: Final = frozenset({"un", "vai", ","})


class QuotedNames:
    """Finds quoted names that a noun in front or an address behind tells to be places."""

    def __init__(self, heads: Heads, contexts: Contexts) -> None:
        self._heads = heads
        self._contexts = contexts

    def find(self, passage: Passage) -> Iterator[Find]:
        """The quoted names of the passage."""
        words = passage.words
        at = 0
        told: int | None = None  # where the last told name's closing mark stands
        for quoted in passage.titles:
            while at < len(words) and words[at].start < quoted.inner_start:
                at += 1
            last = at
            while last < len(words) and words[last].end <= quoted.inner_end:
                last += 1
            if last == at or last - at > _LONGEST or not words[at].is_capital:
                continue
            rule = self._rule(passage, quoted, at, last, told)
            if rule is not None:
                told = last
                yield self._named(passage, quoted, at, last, rule)

    def _rule(
        self, passage: Passage, quoted: Quoted, first: int, last: int, told: int | None
    ) -> str | None:
        words = passage.words
        behind = first - 1
        while behind >= 0 and not words[behind].text[0].isalnum() and words[behind].text in QUOTES:
            behind -= 1
        if behind >= 0 and not words[first].breaks:
            if self._is_descriptor(words, behind):
                return "quoted"
            joined = words[behind].text in _JOINTS
            if told is not None and joined and behind in (told + 1, told):
                return "quoted"
        if self._is_before_unit(words, last):
            return "address"
        if last == first + 1 and words[first].text.isalpha() and not words[first].text.isupper():
            if words[first].lower.endswith(_PLURAL_LOCATIVE):
                return "house"
            if behind >= 0 and self._contexts.has("house", words[behind].lower):
                return "house"
        return None

    def _is_descriptor(self, words: Sequence[Word], at: int) -> bool:
        if words[at].text in ("–", "-") and at:
            at -= 1
        for modifiers in self._contexts.modifiers("quoted", words[at].lower):
            before = tuple(word.lower for word in words[max(0, at - len(modifiers)) : at])
            if before == modifiers:
                return True
        return False

    def _is_before_unit(self, words: Sequence[Word], last: int) -> bool:
        """Whether a parish, a municipality or a village follows behind a comma."""
        while last < len(words) and words[last].text in QUOTES:
            last += 1
        if last + 2 >= len(words) or words[last].text != "," or words[last].breaks:
            return False
        if not words[last + 1].is_capital:
            return False
        units = (PlaceKind.MUNICIPALITY, PlaceKind.PARISH)
        return any(
            form.rule.kind in units and (form.abbreviated or not form.can_be(Case.GEN))
            for form in self._heads.of(words[last + 2].lower)
        )

    def _named(self, passage: Passage, quoted: Quoted, first: int, last: int, rule: str) -> Find:
        inner = quoted.inner(passage.text)
        name = straight_quotes(inner)
        kind = PlaceKind.VENUE
        word = passage.words[first]
        located = last == first + 1 and word.lower.endswith(_PLURAL_LOCATIVE)
        if rule == "house" or (rule == "address" and located):
            name = name_of(word.text, {_case(word.lower)})
            kind = PlaceKind.ADDRESS
        elif rule == "address":
            is_road = any(mark in inner for mark in "–—") or " - " in inner
            kind = PlaceKind.ROAD if is_road else PlaceKind.ADDRESS
        start, end = quoted.inner_start, quoted.inner_end
        return Find(first, last, start, end, name, kind, f"places/contexts/{rule}", 0.75)


def _case(lower: str) -> Case:
    if lower.endswith(_PLURAL_LOCATIVE):
        return Case.LOC
    return Case.DAT if lower.endswith(("iem", "ām", "ēm", "īm")) else Case.GEN
