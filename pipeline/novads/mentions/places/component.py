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
from novads.mentions.places.lexicon import Gazetteer, HeadForm, HeadRule, Heads, PlaceName
from novads.mentions.places.words import Word, words_of
from novads.mentions.quotes import find_quoted
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
_LONGEST_TITLE: Final = 90
"""Code points: what is quoted and longer is speech."""

_STATES: Final = ("Savienīb", "Federācij", "Republik")
_QUOTES: Final = '"“„«”»'
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
            quoted = _titles(text, start, end)
            finds = [f for f in finds if not any(a <= f.start and f.end <= b for a, b in quoted)]
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
        if following is not None and following.text.startswith(_STATES):
            return False
        quoted = first > 0 and words[first - 1].text in _QUOTES
        if quoted and following is not None and following.text in _QUOTES:
            return False  # a band, a choir or a club by a town's name
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
        if head.rule.where == "locative" and not head.is_locative and not self._is_near(words, at):
            return None
        noun = at
        for modifier in reversed(head.modifiers):
            before = words[noun - 1] if noun else None
            if before is None or not before.lower.startswith(modifier[:-1]):
                return None
            noun -= 1
        first = self._leftward(words, noun, head)
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
        name = to_nominative(surface)
        if name.rsplit(" ", 1)[-1].lower() != head.nominative and " " in name:
            name = f"{name.rsplit(' ', 1)[0]} {head.nominative}"
        return name

    def _is_near(self, words: Sequence[Word], head: int) -> bool:
        """Whether a name in the genitive stands behind 'pie': 'pie Babītes vidusskolas'."""
        if not _is_genitive(words[head].lower):
            return False
        before = [word.lower for word in words[max(0, head - 5) : head]]
        return "pie" in before

    def _leftward(self, words: Sequence[Word], head_at: int, head: HeadForm) -> int | None:
        """The number of the first word of the name whose head is at `head_at`, or None."""
        rule = head.rule
        first: int | None = None
        capitals = 0
        at = head_at - 1
        while at >= 0 and not words[at + 1].breaks and capitals < rule.most:
            word = words[at]
            if word.is_capital:
                if not self._belongs(word, first is None and at + 1 == head_at, rule):
                    break
                first = at
                capitals += 1
            elif word.text.isdigit() and first == at + 2 and words[at + 1].text == ".":
                first = at
            elif word.text == "." and at and words[at - 1].text.isdigit():
                pass
            elif word.lower not in rule.between and not (
                rule.where == "locative" and self._is_part(word.lower, hall=rule.hall)
            ):
                break
            at -= 1
        return first

    def _is_part(self, lower: str, *, hall: bool) -> bool:
        """Whether a word in small letters can stand inside a house's name."""
        if hall and lower.endswith(("ajā", "s", "u", "a")):
            return True
        return lower in self._heads.modifiers or (
            bool(self._heads.of(lower)) and _is_genitive(lower)
        )

    def _belongs(self, word: Word, adjacent: bool, rule: HeadRule) -> bool:
        """Whether a capitalised word is a part of the name behind it."""
        lower = word.lower
        listed = self._gazetteer.index.lookup(word.text)
        if any(case is Case.LOC for entry in listed for case, _ in entry.cases):
            return any(case is Case.GEN for entry in listed for case, _ in entry.cases)
        if word.starts_sentence and not listed:
            street = rule.kind in (PlaceKind.STREET, PlaceKind.MUNICIPALITY, PlaceKind.PARISH)
            return street and adjacent and len(lower) > 3 and _is_genitive(lower)
        if lower.endswith(_LOCATIVE) and not lower.endswith("ajā"):
            return adjacent and lower.endswith(("ā", "ās"))
        return True

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
                0.97,
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
            if not word.text.isalpha():
                continue
            compound = self._compound(at, word)
            if compound is not None:
                yield compound
                continue
            if word.starts_sentence:
                continue
            country = known.get(at + 2) if at + 2 < len(words) else None
            before_country = (
                country is not None
                and country.kind is PlaceKind.COUNTRY
                and words[at + 1].text in ("(", ",")
            )
            before = words[at - 1] if at else None
            if before is not None and (before.is_capital or before.text in _QUOTES + "."):
                continue
            following = words[at + 1] if at + 1 < len(words) else None
            if word.lower.endswith("ās") and _goes_on(following):
                continue  # an adjective: 'Lielās ielas'
            if following is not None and following.is_capital and not following.breaks:
                continue
            if before_country:
                yield self._guess(at, word, "places/before-country", 0.75)
            elif _stands_alone(word, following):
                yield self._guess(at, word, "places/locative", 0.55)

    def _compound(self, at: int, word: Word) -> _Find | None:
        """A name that ends in a head noun: 'Rātslaukumā', 'Pilssalā'."""
        for cut in range(3, len(word.lower) - 3):
            for head in self._heads.of(word.lower[cut:]):
                if head.is_locative and not head.modifiers and head.rule.where == "anywhere":
                    name = word.text[:cut] + head.nominative
                    rule = f"places/compounds/{head.rule.id}"
                    return _Find(at, at + 1, word.start, word.end, name, head.rule.kind, rule, 0.75)
        return None

    @staticmethod
    def _guess(at: int, word: Word, rule: str, confidence: float) -> _Find:
        name = word.text
        lower = word.lower
        if (lower.endswith("ā") and lower[:-1].endswith(_MASCULINE)) or lower.endswith("pilī"):
            name = name[:-1] + "s"
        elif lower.endswith(("as", "es")):
            name = name[:-1]
        elif lower.endswith("ās"):
            name = name[:-2] + "as"
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


def _stands_alone(word: Word, following: Word | None) -> bool:
    """Whether an unlisted name is in the locative, with nothing behind it that it could describe.

    'Beidzās Lazdonā.' names a place; 'Sarkanajā grāmatā' doesn't.
    """
    if word.lower.endswith("ajā") or not word.lower.endswith(("ā", "ē", "os", "ās", "ēs")):
        return False
    return (
        following is None
        or following.breaks
        or following.text in ",.;:!?()–-"
        or (following.lower in ("un", "vai", "kā", "arī", "notiks", "notika"))
    )


def _titles(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Quoted titles and names: places inside them are parts of them. Quoted speech is longer."""
    return [
        (quoted.inner_start, quoted.inner_end)
        for quoted in find_quoted(text, start, end)
        if quoted.is_balanced and quoted.inner_end - quoted.inner_start <= _LONGEST_TITLE
    ]


def _goes_on(following: Word | None) -> bool:
    """Whether a word in small letters other than 'un' comes next."""
    return following is not None and following.text[0].islower() and following.lower != "un"


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
