"""Listed names in any of their forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from novads.language.inflection import Case, Casing, IndexEntry
from novads.mentions.places.finds import Find, Passage
from novads.mentions.places.lexicon import Contexts, Gazetteer, Heads, PlaceName, starts_council
from novads.mentions.places.words import Word
from novads.objects import PlaceKind

__all__ = ["Listed"]

_WHERE_FROM: Final = frozenset({"no", "uz", "līdz", "pie", "caur", "ap", "starp", "pa"})
_STATES: Final = ("Savienīb", "Federācij", "Republik", "Karalist")


class Listed:
    """Finds the names of the gazetteer."""

    def __init__(self, gazetteer: Gazetteer, heads: Heads, contexts: Contexts) -> None:
        self._gazetteer = gazetteer
        self._heads = heads
        self._contexts = contexts

    def find(self, passage: Passage) -> tuple[list[Find], list[Find]]:
        """The names that stand for places, and those that may be words or persons."""
        sure: list[Find] = []
        doubtful: list[Find] = []
        words = passage.words
        texts = [word.text for word in words]
        at = 0
        for number, word in enumerate(words):
            if number < at or not word.is_capital or number in passage.taken:
                continue
            at = number
            match = self._gazetteer.index.longest_match(texts, at)
            if match is None:
                sure += self._joined(word, number)
                at = number + 1
                continue
            entry = min(match.entries, key=_rank)
            place = entry.payload
            find = Find(
                match.start,
                match.end,
                words[match.start].start,
                words[match.end - 1].end,
                place.id,
                place.kind,
                "places/listed",
                0.7 if place.care else 0.95,
                place,
            )
            if not words[at].quoted and _is_on_line(words, match.start, match.end):
                verdict = self._verdict(passage, match.start, match.end, entry)
                if verdict is not None:
                    (sure if verdict else doubtful).append(find)
            at = match.end
        return sure, doubtful

    def _joined(self, word: Word, number: int) -> list[Find]:
        """Two names in the genitive that a hyphen joins: 'Latvijas-Lietuvas robeža'."""
        names = word.text.split("-")
        if len(names) != 2:
            return []
        finds = []
        start = word.start
        for name in names:
            entries = [
                entry
                for entry in self._gazetteer.index.lookup(name)
                if entry.payload.care is None and any(case is Case.GEN for case, _ in entry.cases)
            ]
            if not entries or word.quoted:
                return []
            place = min(entries, key=_rank).payload
            end = start + len(name)
            rule = "places/listed"
            finds.append(
                Find(number, number + 1, start, end, place.id, place.kind, rule, 0.8, place)
            )
            start = end + 1
        return finds

    def _verdict(
        self, passage: Passage, first: int, last: int, entry: IndexEntry[PlaceName]
    ) -> bool | None:
        """True for a place, False for what may be one in better company, None for none."""
        words = passage.words
        word = words[first]
        before = words[first - 1] if first and not word.breaks else None
        after = words[last] if last < len(words) and not words[last].breaks else None
        care = entry.payload.care
        cases = {case for case, _ in entry.cases}
        if before is not None and Case.LOC not in cases and self._is_given(before):
            return None  # 'A. Ogre', 'Agnesei Ogrei'
        if after is not None:
            if after.text.startswith(_STATES):
                return None
            if after.lower == "katoļu":
                return None  # 'Romas katoļu baznīca'
            if word.lower == "romas" and after.lower == "katoļu":
                return None  # a church's creed
            is_town = entry.payload.kind in (PlaceKind.CITY, PlaceKind.VILLAGE)
            if is_town and Case.GEN in cases and starts_council(after.lower):
                return None  # 'Cēsu pašvaldība' is one name
            if after.is_capital and Case.LOC not in cases and after.text[1:].islower():
                named = self._heads.of(after.lower) or self._contexts.starts_name(after.lower)
                if not named and (care or Case.GEN not in cases):
                    return None  # a given name before a surname
            if after.text == "-" and words[last].start == words[last - 1].end:
                return None
        if word.starts_sentence and after is None and word.breaks and Case.LOC in cases:
            return True  # a heading: what comes below happens there
        alone = first + 1 == last
        if alone and word.starts_sentence and word.lower in self._contexts.common:
            return None
        is_region = entry.payload.kind is PlaceKind.REGION and entry.payload.country is None
        if is_region and after is not None and self._contexts.has("attribute", after.lower):
            return None
        if care == "word" and (Case.LOC in cases or not word.starts_sentence):
            return not (word.starts_sentence and passage.is_word(word.lower))
        if care is None:
            return True
        if word.text.isupper() and entry.casing is Casing.UPPER and Case.LOC not in cases:
            return False
        if Case.LOC in cases:
            return True
        if Case.GEN in cases and after is not None and self._contexts.is_lived_at(after.lower):
            return True
        return before is not None and before.lower in _WHERE_FROM

    def _is_given(self, word: Word) -> bool:
        """Whether the word is an initial or a given name: a surname follows."""
        return word.is_initial or (word.is_capital and word.lower in self._contexts.given_names)


def _rank(entry: IndexEntry[PlaceName]) -> tuple[bool, bool, bool]:
    """Of several names with one form, a sure one first, then a town rather than a village."""
    place = entry.payload
    return place.care is not None, place.kind is not PlaceKind.CITY, place.country != "LV"


def _is_on_line(words: Sequence[Word], first: int, last: int) -> bool:
    return not any(word.breaks for word in words[first + 1 : last])
