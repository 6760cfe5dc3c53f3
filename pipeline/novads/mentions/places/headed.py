"""Names made by a head noun: 'Ķekavas novads', 'Dārza iela 3', 'Rugāju tautas nams'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import regex

from novads.language.inflection import Case, to_nominative
from novads.mentions.places.finds import Find, Passage
from novads.mentions.places.lexicon import (
    Contexts,
    Gazetteer,
    HeadForm,
    HeadRule,
    Heads,
    PlaceName,
    is_genitive,
    starts_council,
)
from novads.mentions.places.nominatives import plural_of
from novads.mentions.places.where import Where
from novads.mentions.places.words import Word
from novads.objects import PlaceKind

__all__ = ["Headed"]

_NUMBER: Final = regex.compile(
    r"[^\S\n]?(?P<number>\d{1,3}+(?:(?:\s?[A-Z]|[a-z]|\sk(?=-\d))(?!\p{L}))?(?:\s?[-/]\s?\d{1,4}[A-Za-z]?+)*+)"
    r"(?![\p{L}\d%]|[.,:]\d|\.\s?\p{Ll}|[^\S\n]?(?:k?m|cm|ha|metr|kilometr|gad|eiro)(?:\b|\p{Ll}))"
)
_DEFINITE: Final = ("ais", "ajā", "ajam", "ajai", "ajās", "ajos", "ajiem", "ajām", "ākā", "ās", "o")
_SIZES: Final = frozenset(
    [
        "liel",
        "maz",
        "vec",
        "jaun",
        "augš",
        "lej",
        "balt",
        "meln",
        "zaļ",
        "sarkan",
        "gar",
        "centrāl",
        "apaļ",
        "dziļ",
        "svēt",
        "skaist",
        "zil",
    ]
)
_PROPER: Final = frozenset({"muiža", "pilskalns", "pilsdrupas"})
"""Nouns in front of which a genitive is nearly always a name."""
_GLUED: Final = regex.compile(r"\d\.(?=\p{L})")
_STREET_WORDS: Final = 3
_MONTHS: Final = frozenset(
    [
        "janvāra",
        "februāra",
        "marta",
        "aprīļa",
        "maija",
        "jūnija",
        "jūlija",
        "augusta",
        "septembra",
        "oktobra",
        "novembra",
        "decembra",
    ]
)
_CASES: Final = ("ā", "ai", "o", "ais", "ajā", "ajam", "ās", "ajai", "ajās", "ie", "ajos")
_ADJECTIVE: Final = regex.compile(r"(?:aj(?:ā|am|ai|ās|os)|ais|ai|ā|ās|o|ie)$")


class Headed:
    """Finds names by the nouns that end them."""

    def __init__(self, gazetteer: Gazetteer, heads: Heads, contexts: Contexts) -> None:
        self._gazetteer = gazetteer
        self._heads = heads
        self._contexts = contexts
        self._where = Where(heads, contexts)

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
                    finds += self._sharing(words, found, at, head)
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
        first = self._leftward(passage, noun, rule, words[at].text.isupper())
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
        name = self._nominative(surface, head)
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

    # --- the words in front -----------------------------------------------------------------------

    def _leftward(self, passage: Passage, noun: int, rule: HeadRule, shouted: bool) -> int | None:
        """The number of the first word of the name whose head is words[noun], or None."""
        words = passage.words
        first: int | None = None
        own = False  # whether a name of its own stands right of the word looked at
        crossed = False  # whether a smaller noun stands between it and that name
        capitals = 0
        at = noun - 1
        while at >= 0 and not words[at + 1].breaks and not words[at].quoted:
            word = words[at]
            if word.is_initial:
                if first is None or crossed:
                    break
                first = at
            elif word.is_capital:
                if (own and crossed) or capitals >= rule.most:
                    break
                if shouted != word.text.isupper() and len(word.text) > 3 and shouted:
                    break
                is_own = not self._is_title(word, rule) and not self._is_creed(words, at)
                if not self._belongs(passage, at, noun, rule):
                    break
                begins = is_own and own and first is not None and word.starts_sentence
                if begins and first is not None and self._gazetteer.cases(words[first].text):
                    break
                first, own, crossed = at, own or is_own, False
                capitals += 1
            elif word.is_ordinal:
                if not self._is_ordinal(words, at, noun, rule, first):
                    break
                if at + 2 == noun and words[at + 1].lower.endswith(("a", "ija", "ā")):
                    first, own = at, True
                    break
            elif word.lower == "sv.":
                pass  # with the saint's name: 'Višķu sv. Jāņa baznīca'
            elif word.lower in rule.between or word.lower in self._heads.modifiers:
                crossed = crossed or own
            elif self._heads.is_genitive(word.lower):
                if rule.most == 1 or self._is_street_side(word, rule):
                    break
                crossed = crossed or own
            elif at + 1 == noun and self._is_month(words, at, rule):
                pass
            elif not (rule.hall and word.lower.endswith(("ajā", "ā", "ās", "u", "as"))):
                break
            at -= 1
        if first is None:
            return None
        if not own and (self._is_creed(words, first) or not self._is_named(words[first], rule)):
            return None
        return first

    @staticmethod
    def _is_creed(words: Sequence[Word], at: int) -> bool:
        """Whether Rome stands for a church: 'Romas katoļu baznīca'."""
        return words[at].lower == "romas" and words[at + 1].lower == "katoļu"

    def _is_street_side(self, word: Word, rule: HeadRule) -> bool:
        """Whether a street stands before what lies beside it: 'Bulduru prospekta jūras pusē'."""
        streets = any(form.rule.kind is PlaceKind.STREET for form in self._heads.of(word.lower))
        return streets and rule.kind is PlaceKind.NATURE

    def _is_title(self, word: Word, rule: HeadRule) -> bool:
        """Whether a capitalised word is no name but a noun's companion: 'Mākslu', 'Lielajā'."""
        lower = word.lower
        return lower in self._heads.modifiers or lower in rule.between or self._is_definite(word)

    @staticmethod
    def _is_definite(word: Word) -> bool:
        return word.lower.endswith(_DEFINITE) and not word.lower.endswith(("as", "es", "us"))

    def _is_named(self, word: Word, rule: HeadRule) -> bool:
        """Whether a capitalised adjective or common word is enough of a name: 'Lielajā ielā'."""
        if rule.kind is PlaceKind.STREET:
            return True
        return not word.starts_sentence and word.lower not in self._contexts.common

    @staticmethod
    def _is_month(words: Sequence[Word], at: int, rule: HeadRule) -> bool:
        """'18. novembra ielā': an ordinal, a month, a street."""
        return (
            rule.kind in (PlaceKind.STREET, PlaceKind.VENUE)
            and at > 0
            and words[at - 1].is_ordinal
            and words[at].lower in _MONTHS
        )

    def _is_ordinal(
        self, words: Sequence[Word], at: int, noun: int, rule: HeadRule, first: int | None
    ) -> bool:
        """Whether an ordinal belongs to the name: '18. novembra iela', 'Ogres 1. vidusskola'."""
        if at + 1 == noun:
            before = words[at - 1] if at else None
            return before is not None and before.is_capital and is_genitive(before.lower)
        alone = first is None or first == at + 1  # '18. Novembra iela'
        return alone and at + 2 == noun and self._is_month(words, at + 1, rule)

    def _belongs(self, passage: Passage, at: int, noun: int, rule: HeadRule) -> bool:
        """Whether a capitalised word is a part of the name behind it."""
        word = passage.words[at]
        lower = word.lower
        cases = self._gazetteer.cases(word.text)
        if Case.GEN in cases:
            return True
        if cases and not lower.endswith(("as", "es", "us", "u")):
            return False
        adjective = self._is_definite(word) or (
            lower.endswith(_CASES) and _ADJECTIVE.sub("", lower) in _SIZES
        )
        if word.starts_sentence:
            if rule.kind is PlaceKind.STREET and at + 1 == noun:
                return len(lower) > 3 and (is_genitive(lower) or adjective)
            if adjective or lower in self._contexts.common:
                return False
            if self._heads.of(lower) or lower in self._heads.modifiers:
                return False
            return len(lower) > 3 and is_genitive(lower) and not passage.is_word(lower)
        if word.text.isupper():
            return not passage.is_word(lower)
        return is_genitive(lower) or adjective or self._is_title(word, rule)

    # --- the name ---------------------------------------------------------------------------------

    def _nominative(self, surface: str, head: HeadForm) -> str:
        surface = " ".join(surface.split())
        if (glued := _GLUED.search(surface)) is not None:  # 'Ventspils 4.vidusskolā'
            spaced = _GLUED.sub(r"\g<0> ", surface)
            return self._nominative(spaced, head).replace(glued[0] + " ", glued[0])
        if surface.isupper() and len(surface) > 3:  # BROCĒNU NOVADĀ
            *names, last = surface.split()
            surface = " ".join([*(n.capitalize() for n in names), last.lower()])
        else:  # LUBĀNAS novads
            shouted = [n for n in surface.split() if len(n) > 3 and n.isalpha() and n.isupper()]
            for name in shouted:
                surface = surface.replace(name, name.capitalize())
        stem, _, last = surface.rpartition(" ")
        own = head.nominative.capitalize() if last[0].isupper() else head.nominative
        if head.is_plural and (head.rule.most == 1 or head.rule.kind is PlaceKind.STREET):
            return f"{stem} {own}"  # 'Preiļu novados' after 'Līvānu un'
        name = to_nominative(surface)
        before, _, noun = name.rpartition(" ")
        if head.is_plural:
            own = plural_of(own)
        # where another word was taken for the head, the words in front are genitives
        return f"{before if noun == own else stem} {own}"

    def _sharing(
        self, words: Sequence[Word], find: Find, at: int, head: HeadForm
    ) -> Iterator[Find]:
        """Names in front that share the head: 'Līvānu un Preiļu novados'."""
        is_street = head.rule.kind is PlaceKind.STREET
        if head.rule.where != "anywhere" or (find.first + 1 != at and not is_street):
            return
        behind = find.first - 1
        joined = False
        while behind >= 1:
            joint, name = words[behind], words[behind - 1]
            if joint.lower == "arī" and name.lower in ("kā", "un"):
                behind -= 1
                continue
            if joint.lower in ("un", "vai", "kā"):
                if joint.lower == "kā" and name.text == ",":
                    behind -= 1
                    name = words[behind - 1]
                joined = True
            elif joint.text != "," or not joined:
                return
            if not name.is_capital or joint.breaks:
                return
            if not is_genitive(name.lower) and not (is_street and self._is_definite(name)):
                return
            if name.starts_sentence and name.lower in self._contexts.common:
                return
            if not is_street and head.rule.most > 1:
                return
            first = behind - 1
            while is_street and first and behind - first < _STREET_WORDS:
                before = words[first - 1]
                if words[first].breaks or before.starts_sentence:
                    break
                if not (before.is_capital or before.is_initial):
                    break
                first -= 1
            stem = " ".join(word.text for word in words[first:behind])
            whole = f"{stem} {head.nominative}"
            if is_street:
                whole = self._nominative(f"{stem} {words[at].text}", head)
            yield Find(
                first,
                behind,
                words[first].start,
                name.end,
                whole,
                head.rule.kind,
                "places/shared-head",
                0.97,
                self._gazetteer.names.get(whole),
            )
            behind = first - 1


def _is_joined(words: Sequence[Word], first: int) -> bool:
    """Whether a name in front shares the head of the one that begins at words[first]."""
    return first > 0 and words[first - 1].lower in ("un", "vai")
