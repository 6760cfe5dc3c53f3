"""Names that no list holds, told by what stands beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from novads.language.inflection import Case, Number, default_heads, forms, unseen_readings
from novads.mentions.places.finds import Find, Passage
from novads.mentions.places.lexicon import Contexts, Gazetteer, Heads
from novads.mentions.places.misspelt import Misspelt
from novads.mentions.places.nominatives import name_of, plural_of, unseen_cases
from novads.mentions.places.words import QUOTES, Word
from novads.objects import PlaceKind

__all__ = ["Unlisted"]

_LOCATIVE: Final = ("ā", "ē", "ī", "ū", "os", "ās", "ēs", "īs")
_NEVER: Final = ("ajā", "ajās", "ajos", "dienā", "dienās", "svētkos", "naktī", "gadā", "laikā")
"""Ends of adjectives and of feasts' names."""
_PLURAL_DATIVES: Final = ("iem", "ām", "ēm", "īm")
_WHERE_FROM: Final = frozenset({"no", "uz", "līdz", "caur", "pa", "pie", "ap", "starp"})
_JOINTS: Final = frozenset({",", "un", "vai"})
_INHABITED: Final = frozenset(
    {PlaceKind.CITY, PlaceKind.VILLAGE, PlaceKind.NATURE, PlaceKind.REGION, PlaceKind.COUNTRY}
)
_COMPOUNDS: Final = frozenset(
    {"laukums", "kalns", "pilskalns", "ezers", "sala", "upe", "muiža", "parks", "tilts", "pils"}
)
_OBLIQUE: Final = frozenset({Case.GEN, Case.DAT, Case.ACC, Case.LOC})


class Unlisted:
    """Finds names by a country, a place in the same list, an apposition or their own locative."""

    def __init__(self, gazetteer: Gazetteer, heads: Heads, contexts: Contexts) -> None:
        self._gazetteer = gazetteer
        self._heads = heads
        self._contexts = contexts
        self._misspelt = Misspelt(gazetteer.names.values())

    def find(self, passage: Passage, finds: Sequence[Find], doubtful: Sequence[Find]) -> list[Find]:
        """Names beside the `finds`; of the `doubtful` ones those in their company."""
        words = passage.words
        known = dict(self._slots(finds))
        doubts = {find.first: find for find in doubtful}
        found: list[Find] = []
        trusted = {find.name for find in finds if find.listed is not None}
        for find in doubtful:  # what is a place once is one again
            if find.name in trusted and find.first not in known:
                found.append(find)
                known[find.first] = find
        open_ = [
            at
            for at, word in enumerate(words)
            if word.is_capital and at not in known and at not in passage.taken
            if self._can_be(words, at)
        ]
        found += self._misspelt_countries(words, open_, known)
        for at in open_:
            name = self._alone(words, at, known, doubts.get(at))
            if name is not None:
                found.append(name)
                known[at] = name
        beside = [at for at in open_ if at not in known and self._has_joint(words, at)]
        for at in (*beside, *reversed(beside)):
            if at not in known:
                joined = self._joined(words, at, known, doubts.get(at))
                if joined is not None:
                    found.append(joined)
                    known[at] = joined
        found += self._again(words, found, known)
        return found

    def _misspelt_countries(
        self, words: Sequence[Word], open_: Sequence[int], known: dict[int, Find]
    ) -> Iterator[Find]:
        """A country with a wrong letter, in brackets behind a name: 'Tyresö (Ziedrija)'."""
        for at in open_:
            if at < 2 or at + 1 >= len(words) or at in known:
                continue
            if words[at - 1].text != "(" or words[at + 1].text != ")":
                continue
            country = self._misspelt.get(words[at].text) if words[at - 2].is_capital else None
            if country is not None:
                word = words[at]
                rule = "places/contexts/before-country"
                known[at] = Find(
                    at,
                    at + 1,
                    word.start,
                    word.end,
                    country.id,
                    country.kind,
                    rule,
                    0.6,
                    country,
                    problem=f"misspelt: {word.text}",
                )
                yield known[at]

    @staticmethod
    def _slots(finds: Iterable[Find]) -> Iterator[tuple[int, Find]]:
        for find in finds:
            for number in range(find.first, find.last):
                yield number, find

    def _can_be(self, words: Sequence[Word], at: int) -> bool:
        """Whether the word can be a name of one word: no person, no abbreviation."""
        word = words[at]
        if word.quoted or len(word.text) < 3 or word.text.isupper():
            return False
        if not word.text.replace("-", "").isalpha():
            return False
        before = words[at - 1] if at and not word.breaks else None
        if before is None:
            return True
        if before.is_capital and before.starts_sentence and not before.is_initial:
            return before.lower not in self._contexts.given_names
        if before.is_capital:
            return before.text.isupper() and len(before.text) > 1 and not before.is_initial
        return before.text not in QUOTES or before.end < word.start

    def _alone(
        self, words: Sequence[Word], at: int, known: dict[int, Find], doubt: Find | None
    ) -> Find | None:
        word = words[at]
        after = words[at + 1] if at + 1 < len(words) and not words[at + 1].breaks else None
        compound = self._compound(words, at, after)
        if compound is not None:
            return compound
        if after is not None and after.text in ("(", ","):
            country = known.get(at + 2)
            if (
                country is not None
                and country.kind is PlaceKind.COUNTRY
                and self._reads(words, at, country, after.text)
            ):
                return self._guess(
                    at, word, _place_cases(word.lower), "before-country", 0.75, doubt
                )
        if after is not None and self._is_before_land(words, at, known):
            return self._guess(at, word, self._told_cases(words, at), "before-country", 0.6, doubt)
        if word.starts_sentence and (
            word.lower in self._contexts.common or not self._is_apposed(words, at)
        ):
            return None
        if self._is_apposed(words, at):
            return self._guess(at, word, _place_cases(word.lower), "apposition", 0.7, doubt)
        if doubt is not None:
            return None
        if after is None or not after.is_capital:
            lies = after is not None and self._contexts.is_lived_at(after.lower)
            if lies and word.lower.endswith(("as", "es", "u")) and not self._is_word(word):
                return self._guess(at, word, {Case.GEN}, "lies-at", 0.65, None)
            if self._stands_alone(word, after) and not self._is_word(word):
                return self._guess(at, word, {Case.LOC}, "locative", 0.55, None)
        return None

    @staticmethod
    def _is_before_land(words: Sequence[Word], at: int, known: dict[int, Find]) -> bool:
        """Whether a country in the locative comes right behind: 'uz Gondomaru Portugālē'."""
        country = known.get(at + 1)
        if country is None or country.kind is not PlaceKind.COUNTRY or words[at].starts_sentence:
            return False
        if not words[at + 1].lower.endswith(_LOCATIVE):
            return False
        told = at > 0 and words[at - 1].lower in _WHERE_FROM
        return told or words[at].lower.endswith(_LOCATIVE)

    @staticmethod
    def _told_cases(words: Sequence[Word], at: int) -> set[Case]:
        """The case that a preposition asks for, or that the ending shows."""
        lower = words[at].lower
        before = words[at - 1].lower if at else ""
        if before in ("uz", "caur", "pa", "ap", "starp") and lower.endswith(("u", "i")):
            return {Case.ACC}
        return _place_cases(lower)

    def _stands_alone(self, word: Word, after: Word | None) -> bool:
        """Whether a word is in the locative, with nothing behind it that it could describe.

        'Beidzās Lazdonā.' names a place; 'Sarkanajā grāmatā' and 'Ziemassvētkos' don't.
        """
        if word.starts_sentence or not word.lower.endswith(_LOCATIVE):
            return False
        if word.lower.endswith(_NEVER) or (
            word.lower.endswith("ī") and not word.lower.endswith("pilī")
        ):
            return False
        return (
            after is None
            or not after.text[0].isalpha()
            or self._contexts.has("locative", after.lower)
        )

    def _is_word(self, word: Word) -> bool:
        """Whether the word is a known common noun, or ends in one: 'Valdē', 'Civillikumā'."""
        if self._heads.of(word.lower) or word.lower in self._contexts.common:
            return True
        return bool(default_heads().readings(word.lower))

    @staticmethod
    def _reads(words: Sequence[Word], at: int, country: Find, mark: str) -> bool:
        """Whether 'Name (Country)' or 'Name, Country' is a town and its country, not a list."""
        if words[at].starts_sentence and mark == ",":
            return False
        if mark == "(":
            return True
        return words[at].lower.endswith(_LOCATIVE) or words[at].lower.endswith(("as", "es", "a"))

    def _is_apposed(self, words: Sequence[Word], at: int) -> bool:
        """Whether 'pilsēta', 'ciems' or the like in the same case follows behind a dash."""
        if at + 2 >= len(words) or words[at + 1].text not in ("–", "-", "—", ","):
            return False
        limit = 3 if words[at + 1].text != "," else 2
        for word in words[at + 2 : at + 2 + limit]:
            if word.breaks or not word.text[0].islower():
                return False
            if self._contexts.has("apposition", word.lower):
                cases = {case for case, _ in forms_of(word.lower)}
                own = {case for case, _ in unseen_cases(words[at].text)}
                return bool(cases & own & (_OBLIQUE | {Case.NOM}))
        return False

    def _compound(self, words: Sequence[Word], at: int, after: Word | None) -> Find | None:
        """A name that ends in a head noun: 'Rātslaukumā', 'Pilssalā', 'Liepkalnos'."""
        word = words[at]
        if word.starts_sentence or not self._heads.may_end(word.lower):
            return None
        if after is not None and after.is_capital:
            return None
        for cut in range(3, len(word.lower) - 3):
            for head in self._heads.of(word.lower[cut:]):
                if head.nominative not in _COMPOUNDS or head.modifiers or head.abbreviated:
                    continue
                if head.is_locative or not head.can_be(Case.NOM):
                    name = word.text[:cut] + (
                        plural_of(head.nominative) if head.is_plural else head.nominative
                    )
                    rule = "places/compound"
                    return Find(at, at + 1, word.start, word.end, name, head.rule.kind, rule, 0.75)
        return None

    @staticmethod
    def _has_joint(words: Sequence[Word], at: int) -> bool:
        """Whether a comma or 'un' stands beside the word: a quick look before a slow one."""
        return (at > 0 and words[at - 1].lower in _JOINTS) or (
            at + 1 < len(words) and words[at + 1].lower in _JOINTS
        )

    def _joined(
        self, words: Sequence[Word], at: int, known: dict[int, Find], doubt: Find | None
    ) -> Find | None:
        """A name that a comma or 'un' joins to a place in the same case."""
        word = words[at]
        after = words[at + 1] if at + 1 < len(words) and not words[at + 1].breaks else None
        if after is not None and after.is_capital:
            return None
        if doubt is None and self._is_word(word):
            return None
        own = self._cases_of(word) & _OBLIQUE
        for joint, other in ((at - 1, at - 2), (at + 1, at + 2)):
            if not (0 <= joint < len(words) and words[joint].text.lower() in _JOINTS):
                continue
            place = known.get(other)
            if place is None or place.kind not in _INHABITED or place.last - place.first > 1:
                continue
            if doubt is None and place.is_guess:
                continue
            if word.starts_sentence and doubt is None:
                continue
            theirs = self._cases_of(words[other])
            common = own & theirs
            if common:
                return self._guess(at, word, common, "in-list", 0.65, doubt)
        return None

    def _cases_of(self, word: Word) -> set[Case]:
        listed = self._gazetteer.cases(word.text)
        cases = set(listed) if listed else {case for case, _ in unseen_cases(word.text)}
        if Case.DAT in cases and word.lower.endswith(_PLURAL_DATIVES):
            cases |= {Case.GEN, Case.ACC}  # behind a preposition every plural is a dative
        return cases

    def _again(
        self, words: Sequence[Word], found: Sequence[Find], known: dict[int, Find]
    ) -> Iterator[Find]:
        """Other forms of the names found."""
        spelled: dict[str, Find] = {}
        for guess in found:
            if guess.is_guess and guess.name.isalpha():
                for form in _forms(guess.name):
                    spelled.setdefault(form, guess)
        if not spelled:
            return
        for at, word in enumerate(words):
            find = spelled.get(word.lower) if word.is_capital else None
            if find is None or at in known or not self._can_be(words, at):
                continue
            after = words[at + 1] if at + 1 < len(words) and not words[at + 1].breaks else None
            if after is not None and after.is_capital:
                continue
            yield Find(
                at,
                at + 1,
                word.start,
                word.end,
                find.name,
                find.kind,
                "places/contexts/again",
                find.confidence,
                is_guess=True,
            )

    @staticmethod
    def _guess(
        at: int,
        word: Word,
        cases: Iterable[Case],
        rule: str,
        confidence: float,
        doubt: Find | None,
    ) -> Find:
        source = f"places/contexts/{rule}"
        if doubt is not None:
            place = doubt.listed
            return Find(
                doubt.first,
                doubt.last,
                doubt.start,
                doubt.end,
                doubt.name,
                doubt.kind,
                source,
                0.7,
                place,
            )
        name = name_of(word.text, set(cases))
        kind = PlaceKind.CITY
        return Find(at, at + 1, word.start, word.end, name, kind, source, confidence, is_guess=True)


def forms_of(lower: str) -> set[tuple[Case, Number]]:
    """The cases and numbers that an unlisted noun's form can stand in."""
    return {(r.case, r.number) for r in unseen_readings(lower) if r.declension != "0"}


def _forms(name: str) -> set[str]:
    return {form.lower() for form in forms(name)} if len(name) > 3 else {name.lower()}


def _place_cases(lower: str) -> set[Case]:
    """The case that a town stands in, by its ending: a locative, else a genitive, else its own."""
    if lower.endswith(_LOCATIVE):
        return {Case.LOC}
    if lower.endswith(("as", "es", "u")):
        return {Case.GEN}
    return {Case.NOM}
