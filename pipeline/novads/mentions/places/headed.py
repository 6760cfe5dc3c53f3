"""Names made by a head noun: 'Ķekavas novads', 'Dārza iela 3', 'Rugāju tautas nams'."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import regex

from novads.language.inflection import Case
from novads.mentions.places.finds import Find, Passage
from novads.mentions.places.leftward import Leftward
from novads.mentions.places.lexicon import (
    Contexts,
    Gazetteer,
    HeadForm,
    HeadRule,
    Heads,
    PlaceName,
    starts_council,
)
from novads.mentions.places.nominatives import plural_of
from novads.mentions.places.shared import headed_name, sharing
from novads.mentions.places.where import Where
from novads.mentions.places.words import Word
from novads.objects import PlaceKind

__all__ = ["Headed"]

_NUMBER: Final = regex.compile(
    r"[^\S\n]?(?P<number>\d{1,3}+(?:(?:\s?[A-Z]|[a-z]|\sk(?=-\d))(?!\p{L}))?(?:\s?[-/]\s?\d{1,4}[A-Za-z]?+)*+)"
    r"(?![\p{L}\d%]|[.,:]\d|\.\s?\p{Ll}|[^\S\n]?(?:k?m|cm|ha|metr|kilometr|gad|eiro)(?:\b|\p{Ll}))"
)
_PROPER: Final = frozenset({"muiža", "pilskalns", "pilsdrupas"})
"""Nouns in front of which a genitive is nearly always a name."""


class Headed:
    """Finds names by the nouns that end them."""

    def __init__(self, gazetteer: Gazetteer, heads: Heads, contexts: Contexts) -> None:
        self._gazetteer = gazetteer
        self._heads = heads
        self._contexts = contexts
        self._where = Where(heads, contexts)
        self._leftward = Leftward(gazetteer, heads, contexts)

    def find(self, passage: Passage) -> list[Find]:
        """The names that end in a head noun; councils' words are marked as taken."""
        finds: list[Find] = []
        words = passage.words
        known = self._heads.forms
        for at, word in enumerate(words):
            if word.lower not in known or word.breaks or word.quoted or not at:
                continue
            for head in known[word.lower]:
                found = self._with_head(passage, at, head)
                if found is not None:
                    finds.append(found)
                    finds += sharing(words, found, at, head, self._gazetteer, self._contexts)
                    break
        return finds

    def _with_head(self, passage: Passage, at: int, head: HeadForm) -> Find | None:
        words, rule = passage.words, head.rule
        noun = at
        for modifier in reversed(head.modifiers):
            before = words[noun - 1] if noun else None
            if before is None or words[noun].breaks or before.lower != modifier:
                return None
            noun -= 1
        if words[at].is_capital and self._is_modifier(words, at):
            return None
        first = self._leftward.first(passage, noun, rule, words[at].text.isupper())
        if first is None or (rule.listed and not self._gazetteer.cases(words[first].text)):
            return None
        if first + 1 == at and self._is_land(words[first], head):
            return None
        if head.is_plural and rule.kind is PlaceKind.STREET and not _is_joined(words, first):
            return None  # the streets of a town: 'Rīgas ielās'
        if rule.full and self._is_middle(words, first, noun):
            return None
        if self._acts(words, at, rule):
            passage.taken.update(range(first, at + 2))
            return None
        end, number = words[at].end, ""
        kind = rule.kind
        if kind is PlaceKind.STREET:
            found = _NUMBER.match(passage.text, end)
            if found is not None:
                number, end, kind = " " + found["number"], found.end(), PlaceKind.ADDRESS
        last = at + 1
        while last < len(words) and words[last].start < end:
            last += 1
        told = bool(number) or not self._is_plain(words, first, at, head)
        if rule.where == "locative" and not number:
            told = told and self._where.is_where(words, first, last, head)
        if not told:
            return None
        surface = passage.text[words[first].start : words[at].end]
        if head.abbreviated:
            surface = surface[: words[at].start - words[first].start] + head.nominative
        name = headed_name(surface, head)
        return Find(
            first,
            last,
            words[first].start,
            end,
            name + number,
            kind,
            f"places/heads/{rule.id}",
            0.9,
            self._gazetteer.names.get(name) or self._town(words[first], rule),
        )

    def _town(self, word: Word, rule: HeadRule) -> PlaceName | None:
        """The listed town that 'Baložu pilsēta' is; None where several have the form."""
        if rule.kind is not PlaceKind.CITY:
            return None
        found = [
            entry.payload
            for entry in self._gazetteer.index.lookup(word.text)
            if entry.payload.kind in (PlaceKind.CITY, PlaceKind.VILLAGE)
            and any(case is Case.GEN for case, _ in entry.cases)
        ]
        return found[0] if len(found) == 1 else None

    def _is_modifier(self, words: Sequence[Word], at: int) -> bool:
        """Whether a capitalised head is a genitive before another one: 'Skolas ielā'."""
        after = words[at + 1] if at + 1 < len(words) else None
        if words[at].text.isupper() and len(words[at].text) > 3:
            return False
        return after is not None and not after.breaks and bool(self._heads.of(after.lower))

    def _is_middle(self, words: Sequence[Word], first: int, noun: int) -> bool:
        """Whether the middle of a town is meant, not a house: 'Talsu centrā'."""
        before = words[noun - 1].lower
        units = (PlaceKind.MUNICIPALITY, PlaceKind.PARISH, PlaceKind.CITY)
        is_unit = any(form.rule.kind in units for form in self._heads.of(before))
        return is_unit or (first + 1 == noun and bool(self._gazetteer.cases(words[first].text)))

    def _is_land(self, word: Word, head: HeadForm) -> bool:
        """Whether a land's towns, novadi or lakes are meant, not one: 'Baltkrievijas pilsētās'."""
        kind = head.rule.kind
        lands = [PlaceKind.COUNTRY]
        if kind is PlaceKind.CITY:
            if head.is_plural:
                return True
            lands.append(PlaceKind.REGION)
        elif kind in (PlaceKind.NATURE, PlaceKind.VENUE):
            if not head.is_plural or plural_of(head.nominative) == head.nominative:
                return False
            lands += [PlaceKind.REGION, PlaceKind.CITY]
        elif head.rule.most > 1:
            return False
        return any(entry.payload.kind in lands for entry in self._gazetteer.index.lookup(word.text))

    def _is_plain(self, words: Sequence[Word], first: int, at: int, head: HeadForm) -> bool:
        """Whether the capital of the first word is the sentence's: 'Sadraudzības pilsēta ir'.

        A locative makes it likelier a name ('Skolas ielā'), and so does a listed name.
        """
        word = words[first]
        if not word.starts_sentence or head.is_locative or head.abbreviated or first + 1 < at:
            return False
        if self._gazetteer.cases(word.text) or word.text.isupper():
            return False
        if head.nominative in _PROPER:
            return word.lower in self._contexts.common
        if head.rule.kind is PlaceKind.STREET:
            return self._contexts.has("plain-street", word.lower)
        return head.rule.kind not in (PlaceKind.MUNICIPALITY, PlaceKind.PARISH)

    @staticmethod
    def _acts(words: Sequence[Word], at: int, rule: HeadRule) -> bool:
        """Whether the name is the beginning of a council's: 'X novada pašvaldība'."""
        units = (PlaceKind.MUNICIPALITY, PlaceKind.CITY, PlaceKind.PARISH)
        if rule.kind not in units or at + 1 >= len(words):
            return False
        following = words[at + 1]
        return starts_council(following.lower) and not following.breaks


def _is_joined(words: Sequence[Word], first: int) -> bool:
    """Whether a name in front shares the head of the one that begins at words[first]."""
    return first > 0 and words[first - 1].lower in ("un", "vai")
