"""The spaCy component that finds places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

import regex
from spacy.language import Language
from spacy.tokens import Doc

from novads.language.inflection import Case, IndexEntry, Number, to_nominative
from novads.mentions.component import MentionComponent, make_span, mention_id, search_regions
from novads.mentions.places.lexicon import Gazetteer, HeadForm, Heads, PlaceName
from novads.mentions.places.words import Word, words_of
from novads.objects import AnyMention, Kind, Place, PlaceKind
from novads.ruleset import RuleSet

__all__ = ["PlaceFinder", "create_places"]

_NUMBER: Final = regex.compile(
    r"\s*+(?P<number>\d{1,3}+(?:\s?[A-Za-z](?![\p{L}]))?(?:\s?[-/]\s?\d{1,4}[A-Za-z]?+)*+)(?![\p{L}\d%]|[.,:]\d|\.\s\p{Ll})"
)
_ROAD: Final = regex.compile(r"\b(?:auto)?ceļ\p{L}*+\s++(?:Nr\.\s?)?(?P<road>[APV]\d{1,4})\b")
_LOCATIVE: Final = ("ā", "ē", "ī", "ū", "os", "ās", "ēs", "īs")
_MASCULINE: Final = ("kaln", "ciem", "mež", "gal", "lauk", "krog", "ezer", "kroņ", "pagast", "dīķ")
_WHERE_FROM: Final = frozenset({"no", "uz", "līdz", "pie", "caur", "ap", "starp", "pa"})
_MOST_WORDS: Final = 6
_ACTORS: Final = ("pašvaldīb", "dome", "domes", "domē", "domi", "domei", "administrācij", "padom")


@dataclass(frozen=True)
class _Find:
    first: int
    """Number of its first word."""
    last: int
    """Number behind its last word."""
    start: int
    end: int
    name: str
    kind: PlaceKind
    rule: str
    confidence: float
    listed: PlaceName | None = None


class PlaceFinder(MentionComponent):
    """Finds listed names in any form, and names made by a head noun.

    Raises:
        RuleFileError: if a rule file is broken.
    """

    kind: ClassVar[Kind] = Kind.PLACE

    def __init__(self, name: str, rules: RuleSet) -> None:
        super().__init__(name)
        self._rules = rules
        self._gazetteer = Gazetteer(rules)
        self._heads = Heads(rules)

    def __reduce__(self) -> tuple[type[PlaceFinder], tuple[str, RuleSet]]:
        return PlaceFinder, (self.name, self._rules)

    def find(self, doc: Doc) -> list[AnyMention]:
        """The places of the doc. They don't overlap one another."""
        text = doc.text
        mentions: list[AnyMention] = []
        for start, end in search_regions(doc):
            words = words_of(text, start, end)
            finds = self._chosen([*self._by_heads(text, words), *self._listed(words)])
            finds = self._chosen(
                [*finds, *self._roads(text, start, end), *self._unlisted(words, finds)]
            )
            mentions += self._mentions(text, words, finds)
        return mentions

    # --- finding ------------------------------------------------------------------------------

    @staticmethod
    def _chosen(finds: Sequence[_Find]) -> list[_Find]:
        """Finds that don't overlap: the longest first."""
        kept: list[_Find] = []
        taken: set[int] = set()
        for find in sorted(finds, key=lambda f: (f.start - f.end, -f.confidence, f.start)):
            places = range(find.start, find.end)
            if taken.isdisjoint(places):
                taken.update(places)
                kept.append(find)
        return sorted(kept, key=lambda f: f.start)

    def _listed(self, words: Sequence[Word]) -> Iterator[_Find]:
        texts = [word.text for word in words]
        at = 0
        while at < len(words):
            if not words[at].is_capital:
                at += 1
                continue
            match = self._gazetteer.index.longest_match(texts, at)
            if match is None:
                at += 1
                continue
            entry = self._entry(match.entries)
            if self._is_name(words, match.start, match.end, entry):
                place = entry.payload
                yield _Find(
                    match.start,
                    match.end,
                    words[match.start].start,
                    words[match.end - 1].end,
                    entry.nominative,
                    place.kind,
                    "places/listed",
                    0.7 if place.care else 0.95,
                    place,
                )
            at = match.end

    @staticmethod
    def _entry(entries: Sequence[IndexEntry[PlaceName]]) -> IndexEntry[PlaceName]:
        """Of several names with one form, a town rather than a village, the first list's first."""
        return min(entries, key=lambda e: (e.payload.care is not None, e.payload.kind != "city"))

    def _is_name(
        self, words: Sequence[Word], first: int, last: int, entry: IndexEntry[PlaceName]
    ) -> bool:
        """Whether a listed name stands for the place here, not for a person or a common word."""
        word = words[first]
        following = words[last] if last < len(words) else None
        locative = any(case is Case.LOC for case, _ in entry.cases)
        before = words[first - 1] if first else None
        if before is not None and before.text == "." and len(words) > 1 and first >= 2:
            initial = words[first - 2]
            if len(initial.text) == 1 and initial.is_capital:
                return False  # 'A. Ogre'
        if before is not None and len(before.text) == 2 and before.text.endswith("."):
            return False
        if following is not None and not following.breaks:
            if following.is_capital and not locative and following.text[1:].islower():
                heads = self._heads.of(following.lower)
                genitive = any(case is Case.GEN for case, _ in entry.cases)
                if entry.payload.care and not heads:
                    return False  # a given name before a surname
                if not genitive and not heads:
                    return False
            if following.text == "-" and last + 1 < len(words):
                return locative or not entry.payload.care
        if entry.payload.care:
            if locative:
                return True
            told = before is not None and before.lower in _WHERE_FROM
            return told and not word.starts_sentence
        return True

    def _by_heads(self, text: str, words: Sequence[Word]) -> Iterator[_Find]:
        for at, word in enumerate(words):
            if not at or words[at].breaks:
                continue
            for head in self._heads.of(word.lower):
                find = self._with_head(text, words, at, head)
                if find is not None:
                    yield find
                    yield from self._sharing(words, find, at, head)
                    break

    def _with_head(self, text: str, words: Sequence[Word], at: int, head: HeadForm) -> _Find | None:
        if head.rule.where == "locative" and not head.is_locative:
            return None
        first = at
        for modifier in reversed(head.modifiers):
            before = words[first - 1] if first else None
            if before is None or not before.lower.startswith(modifier[:-1]):
                return None
            first -= 1
        first = self._leftward(words, first, hall=head.rule.hall)
        if first is None or (words[first].text.isdigit() and first + 1 == at):
            return None
        end, number = words[at].end, ""
        kind = head.rule.kind
        if kind is PlaceKind.STREET:
            found = _NUMBER.match(text, end)
            if found is not None:
                number, end, kind = " " + found["number"], found.end(), PlaceKind.ADDRESS
        last = at + 1
        while last < len(words) and words[last].start < end:
            last += 1
        if self._acts(words, at, head):
            return None
        surface = text[words[first].start : words[at].end]
        if head.abbreviated:
            surface = surface[: words[at].start - words[first].start] + head.nominative
        return _Find(
            first,
            last,
            words[first].start,
            end,
            self._nominative(surface, head) + number,
            kind,
            f"places/heads/{head.rule.id}",
            0.9,
            self._gazetteer.names.get(self._nominative(surface, head)),
        )

    @staticmethod
    def _acts(words: Sequence[Word], at: int, head: HeadForm) -> bool:
        """Whether the name is the beginning of a council's: 'X novada pašvaldība'."""
        if head.rule.kind not in (PlaceKind.MUNICIPALITY, PlaceKind.CITY) or at + 1 >= len(words):
            return False
        following = words[at + 1]
        return following.lower.startswith(_ACTORS) and not following.breaks

    def _nominative(self, surface: str, head: HeadForm) -> str:
        shouted = surface.isupper() and len(surface) > 3
        if shouted:  # BROCĒNU NOVADĀ
            *names, last = surface.split()
            surface = " ".join([*(n.capitalize() for n in names), last.lower()])
        if any(number is Number.PLURAL for _, number in head.cases) and not any(
            number is Number.SINGULAR for _, number in head.cases
        ):
            stem = surface.rsplit(" ", 1)[0]
            return f"{stem} {head.nominative}"
        return to_nominative(surface)

    def _leftward(self, words: Sequence[Word], head: int, *, hall: bool) -> int | None:
        """The number of the first word of the name whose head is `head`, or None."""
        first: int | None = None
        at = head - 1
        while at >= 0 and head - at <= _MOST_WORDS and not words[at + 1].breaks:
            word = words[at]
            if word.is_capital:
                if word.starts_sentence and first is not None and not _is_genitive(word.lower):
                    break  # 'Sestdien Rīgas ielā'
                if word.starts_sentence and not _is_genitive(word.lower):
                    break
                if word.lower.endswith(_LOCATIVE) and not word.lower.endswith(("ajā", "ā", "ē")):
                    break
                if (
                    first is not None
                    and word.lower.endswith(_LOCATIVE)
                    and not _adjective(word.lower)
                ):
                    break
                first = at
            elif word.text.isdigit() and at + 1 < head and words[at + 1].text == ".":
                first = at
            elif word.text == "." and at and words[at - 1].text.isdigit():
                pass
            elif (
                word.text in ("–", "-")
                or not word.text[0].isalpha()
                or not (self._heads.of(word.lower) or word.lower in self._heads.modifiers or hall)
                or (self._heads.of(word.lower) and not _is_genitive(word.lower))
            ):
                break
            at -= 1
        return first

    def _sharing(
        self, words: Sequence[Word], find: _Find, at: int, head: HeadForm
    ) -> Iterator[_Find]:
        """Names in front that share the head: 'Līvānu un Preiļu novados'."""
        if head.rule.where != "anywhere" or find.first + 1 != at:
            return
        behind = find.first - 1
        joined = False
        while behind >= 1:
            joint, name = words[behind], words[behind - 1]
            if joint.lower in ("un", "vai", "kā", "arī"):
                joined = True
            elif joint.text != "," or not joined:
                return
            if not name.is_capital or not _is_genitive(name.lower) or joint.breaks:
                return
            if name.starts_sentence and name.lower.endswith("i"):
                return
            yield _Find(
                behind - 1,
                behind,
                name.start,
                name.end,
                f"{name.text} {head.nominative}",
                head.rule.kind,
                "places/shared-head",
                0.9,
                self._gazetteer.names.get(f"{name.text} {head.nominative}"),
            )
            behind -= 2

    def _roads(self, text: str, start: int, end: int) -> Iterator[_Find]:
        for match in _ROAD.finditer(text, start, end):
            first, last = match.span("road")
            yield _Find(0, 0, first, last, match["road"], PlaceKind.ROAD, "places/road", 0.85)

    def _unlisted(self, words: Sequence[Word], finds: Sequence[_Find]) -> Iterator[_Find]:
        """Unlisted names: before a country in brackets or behind a comma, or in the locative."""
        known = {f.first: f for f in finds}
        taken = {n for f in finds for n in range(f.first, f.last)}
        for at, word in enumerate(words):
            if at in taken or not word.is_capital or len(word.text) < 3 or word.text.isupper():
                continue
            if not word.text.isalpha() or word.starts_sentence:
                continue
            country = known.get(at + 2) if at + 2 < len(words) else None
            before_country = (
                country is not None
                and country.kind is PlaceKind.COUNTRY
                and words[at + 1].text in ("(", ",")
            )
            before = words[at - 1] if at else None
            if before is not None and (before.is_capital or before.text in '"“„«”».'):
                continue
            following = words[at + 1] if at + 1 < len(words) else None
            if following is not None and following.is_capital and not following.breaks:
                continue
            if before_country:
                yield self._guess(at, word, "places/before-country", 0.75)
            elif word.lower.endswith(_LOCATIVE) and not word.starts_sentence:
                yield self._guess(at, word, "places/locative", 0.55)

    @staticmethod
    def _guess(at: int, word: Word, rule: str, confidence: float) -> _Find:
        name = word.text
        lower = word.lower
        if (lower.endswith("ā") and lower[:-1].endswith(_MASCULINE)) or lower.endswith("pilī"):
            name = name[:-1] + "s"
        elif lower.endswith("ā"):
            name = name[:-1] + "a"
        elif lower.endswith("ē"):
            name = name[:-1] + "e"
        elif lower.endswith("os"):
            name = name[:-2] + "i"
        elif lower.endswith("ī"):
            name = name[:-1] + "is"
        return _Find(at, at + 1, word.start, word.end, name, PlaceKind.CITY, rule, confidence)

    # --- mentions -----------------------------------------------------------------------------

    def _mentions(
        self, text: str, words: Sequence[Word], finds: Sequence[_Find]
    ) -> Iterator[AnyMention]:
        for number, find in enumerate(finds):
            outer = finds[number + 1] if number + 1 < len(finds) else None
            inner = finds[number - 1] if number else None
            within = None
            if outer is not None and _is_within(text, find, outer):
                within = mention_id(Kind.PLACE, outer.start, outer.end)
            elif inner is not None and _is_chain(text, inner, find):
                within = mention_id(Kind.PLACE, inner.start, inner.end)
            listed = find.listed
            yield Place(
                id=mention_id(Kind.PLACE, find.start, find.end),
                span=make_span(text, find.start, find.end),
                source=f"rule:{find.rule}",
                confidence=find.confidence,
                name=find.name,
                place_kind=find.kind,
                country=listed.country if listed is not None else None,
                ids=listed.ids if listed is not None else {},
                within=within,
            )


_SIZE: Final = {
    PlaceKind.COUNTRY: 6,
    PlaceKind.REGION: 5,
    PlaceKind.MUNICIPALITY: 4,
    PlaceKind.PARISH: 3,
    PlaceKind.CITY: 2,
    PlaceKind.VILLAGE: 2,
}


def _is_within(text: str, inner: _Find, outer: _Find) -> bool:
    """'Milānā, Itālijā', 'Ahima (Vācija)', 'Dārza ielā 3, Smiltenē'."""
    gap = text[inner.end : outer.start]
    return gap.strip() in (",", "(") and _SIZE.get(inner.kind, 1) < _SIZE.get(outer.kind, 1)


def _is_chain(text: str, outer: _Find, inner: _Find) -> bool:
    """'Madonas novada Lubānas pagastā'."""
    gap = text[outer.end : inner.start]
    size = _SIZE.get(outer.kind, 1)
    return gap == " " and size >= _SIZE[PlaceKind.PARISH] and _SIZE.get(inner.kind, 1) < size


def _is_genitive(lower: str) -> bool:
    return lower.endswith(("as", "es", "u", "a", "is", "us", "s", "ais", "iem"))


def _adjective(lower: str) -> bool:
    return lower.endswith(("ajā", "ā", "ais"))


@Language.factory("novads_places", default_config={"rules": []})
def create_places(nlp: Language, name: str, rules: list[str]) -> PlaceFinder:
    """Make the component; `rules` are directories laid over the shipped rules.

    Raises:
        RuleFileError: if a rule file is broken.
    """
    return PlaceFinder(name, RuleSet(*rules))
