"""Institutions by their head noun: 'Ķekavas novada pašvaldībai', 'Saldus 2. vidusskolas'."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from novads.language.inflection import Case, Number, forms, gender_of, to_nominative
from novads.mentions.organisations.found import Found
from novads.mentions.organisations.leftward import UNITS, HeadReading, Leftward, shares_head
from novads.mentions.organisations.rules import HeadRule, OrganisationRules
from novads.mentions.organisations.words import Text, Token, looks_genitive
from novads.mentions.quotes import Quoted, straight_quotes
from novads.objects import OrganisationKind

__all__ = ["HeadFinder", "head_forms"]

_DUTIES: Final = ("ības", "šanas", "ību")  # what departments deal with
_NEVER: Final = {
    ("savienība", "eiropas"),
    ("fonds", "savienības"),
    ("federācija", "krievijas"),
    ("daļa", "fonda"),
    ("daļa", "novada"),
    ("daļa", "pilsētas"),
    ("daļa", "pagasta"),
}
_LOOK_AHEAD: Final = 4  # words behind a house in which a verb makes it an actor
_CONFIDENCE: Final = {"body": 0.95, "venue": 0.85, "house": 0.7, "generic": 0.85}


def head_forms(heads: tuple[HeadRule, ...]) -> dict[str, tuple[HeadReading, ...]]:
    """What each form of the head nouns, in small letters, can be.

    Raises:
        ValueError: a row's nominative doesn't fit its declension.
    """
    table: dict[str, list[HeadReading]] = {}
    for rule in heads:
        gender = gender_of(rule.id, rule.declension)
        for form, readings in forms(rule.id, rule.declension).items():
            for case, number in sorted(readings):
                if case is not Case.VOC:
                    table.setdefault(form, []).append((rule, case, number, gender))
    return {form: tuple(found) for form, found in table.items()}


class HeadFinder:
    """Finds institutions by the nouns of `rules/organisations/heads.csv`."""

    def __init__(self, rules: OrganisationRules) -> None:
        stops = rules.links["stops"]  # "kopā" is an adverb before it is a form of kopa
        self._forms = {f: r for f, r in head_forms(rules.heads).items() if f not in stops}
        self._leftward = Leftward(rules, self._forms)
        self._context = rules.context
        self._common = rules.common
        self._codes = frozenset(form.id for form in rules.forms if not form.inflects)
        self._class_words = rules.links["class-words"]

    def find(self, text: Text, quotes: Mapping[int, Quoted]) -> Iterator[Found]:
        """The institutions of a text, from its end to its start.

        Args:
            text: the tokens.
            quotes: the balanced quoted stretches by the offset at which they start.
        """
        at = len(text.tokens) - 1
        while at >= 0:
            token = text.tokens[at]
            readings = self._forms.get(token.lower) if token.kind == "word" else None
            if readings is None:
                at -= 1
                continue
            first = at
            for found, number in self._read(text, at, readings, quotes):
                first = min(first, number)
                yield found
            at = first - 1

    def _read(
        self,
        text: Text,
        head: int,
        readings: tuple[HeadReading, ...],
        quotes: Mapping[int, Quoted],
    ) -> Iterator[tuple[Found, int]]:
        rule = readings[0][0]
        before = text.lower(head - 1)
        if (rule.id, before) in _NEVER:
            return  # states and unions count where they act, and a share is no department
        following = text.tokens[head + 1] if head + 1 < len(text.tokens) else None
        quoted = None
        if following is not None and not following.broken:
            quoted = quotes.get(following.start)
        if quoted is not None and rule.quoted == "outside":
            return  # the descriptor of a quoted name: the search by quotes gives it
        first = self._leftward.first(text, head, readings)
        if quoted is not None and rule.quoted == "inside":
            before = text.lower(head - 1)
            is_class = before in self._class_words and before != "pašvaldības"
            if rule.id == "iestāde" and not is_class:
                inner = " ".join(straight_quotes(quoted.inner(text.text)).split())
                source = f"heads/{rule.id}-quoted"
                yield (
                    Found(quoted.inner_start, quoted.inner_end, inner, rule.kind, source, 0.8),
                    head,
                )
            elif rule.behaviour == "venue" or rule.id == "iestāde":
                start = self._class_start(text, head) if first is None else first
                if self._is_venue(text, start, text.at(quoted.end), readings):
                    return
                name = (
                    self._name(text, start, head) + f' "{straight_quotes(quoted.inner(text.text))}"'
                )
                found = Found(
                    text.tokens[start].start, quoted.end, name, rule.kind, f"heads/{rule.id}", 0.9
                )
                yield found, start
            return
        shared = self._shared(text, head, first, readings)
        if shared:
            yield from shared
            return
        if first is None or all(number is Number.PLURAL for _, _, number, _ in readings):
            return
        if rule.behaviour == "generic" and not self._is_specific(text, first, head):
            return
        is_descriptor = following is not None and following.text in self._codes
        if rule.behaviour == "generic" and is_descriptor:
            return  # "uzņēmuma SIA …"
        if self._is_any(text, first, head, rule) or self._is_place(
            text, first, head + 1, rule, readings
        ):
            return
        if all(case is Case.LOC for _, case, _, _ in readings):
            return  # it is where something is
        confidence = _CONFIDENCE[rule.behaviour]
        start, end = text.tokens[first].start, text.tokens[head].end
        name = self._name(text, first, head)
        yield Found(start, end, name, rule.kind, f"heads/{rule.id}", confidence), first

    def _name(self, text: Text, first: int, head: int) -> str:
        surface = text.text[text.tokens[first].start : text.tokens[head].end]
        return to_nominative(" ".join(surface.split()))

    def _class_start(self, text: Text, head: int) -> int:
        """The first of the small words that tell which sort of institution it is."""
        first = head
        while first > 0 and text.lower(first - 1) in self._class_words:
            if text.tokens[first].broken:
                break
            first -= 1
        return first

    def _is_specific(self, text: Text, first: int, head: int) -> bool:
        """Whether a modifier other than a place's name tells one body from the others."""
        if text.lower(first).endswith(_DUTIES):
            return True  # "Attīstības nodaļa"
        names = [t for t in text.tokens[first + 1 : head] if t.kind == "word" and t.lower != "un"]
        return any(t.lower not in UNITS and not self._is_municipality(t) for t in names)

    def _is_municipality(self, token: Token) -> bool:
        readings = self._forms.get(token.lower)
        return readings is not None and readings[0][0].kind is OrganisationKind.MUNICIPALITY

    def _is_any(self, text: Text, first: int, head: int, rule: HeadRule) -> bool:
        """Whether it is a sort of institution in the plural: "Ogres novada skolu"."""
        if rule.id == "pašvaldība" and text.lower(head - 1) == "reģiona":
            return True
        if rule.behaviour == "body" or not text.lower(head).endswith("u"):
            return False
        return text.lower(head - 1) in UNITS

    def _is_place(
        self,
        text: Text,
        first: int,
        after: int,
        rule: HeadRule,
        readings: tuple[HeadReading, ...],
    ) -> bool:
        """Whether the institution is where something is or happens, and doesn't act."""
        if rule.behaviour not in {"venue", "house"}:
            return False
        if self._is_venue(text, first, after, readings):
            return True
        if rule.behaviour == "venue":
            return False
        cases = {case for _, case, _, _ in readings}
        behind = text.lower(after)
        if Case.GEN in cases and behind in self._context["person-after"]:
            return False
        if text.lower(first - 1) in self._context["acts-after"]:
            return False  # "svētkus rīko … nams"
        if text.lower(first - 1) == "ar" and text.lower(first - 2) in {"sadarbībā", "kopā"}:
            return False
        ahead = {text.lower(i) for i in range(after, after + _LOOK_AHEAD)}
        return Case.NOM not in cases or ahead.isdisjoint(self._context["acts-after"])

    def _is_venue(
        self, text: Text, first: int, after: int, readings: tuple[HeadReading, ...]
    ) -> bool:
        """Whether case and neighbours say that something happens in the building, or to it."""
        cases = {case for _, case, _, _ in readings}
        if cases == {Case.LOC} or text.lower(first - 1) in self._context["place-before"]:
            return True
        if Case.NOM in cases and text.lower(first - 1) == "," and text.is_entry_end(after):
            return True  # an entry of a calendar: "18. maijā koncerts, … Kultūras centrs"
        behind = text.lower(after)
        if Case.NOM in cases and behind in self._context["closed-after"]:
            return True
        return Case.GEN in cases and behind in self._context["place-after"]

    def _shared(
        self, text: Text, head: int, first: int | None, readings: tuple[HeadReading, ...]
    ) -> list[tuple[Found, int]]:
        """Bodies that share a head: 'Preiļu novada un Līvānu novada pašvaldībām'."""
        rule = readings[0][0]
        if first is None or not shares_head(readings):
            return []
        if text.lower(first - 1) not in {"un", ","}:
            return []
        # the unit may be in the plural: "Preiļu un Līvānu novadu pašvaldības"
        unit = text.lower(first + 1) if text.lower(first + 1) in UNITS else ""
        if head != first + (2 if unit else 1):
            return []
        tokens = text.tokens
        members = [(first, tokens[head].end)]
        at = first
        while text.lower(at - 1) in {"un", ","} and not tokens[at].broken:
            last = at - 2
            begin = last - 1 if text.lower(last) in UNITS else last
            if begin < 0 or not tokens[begin].is_capital:
                break
            if tokens[begin].lower in self._common:
                break
            if text.lower(at - 1) == "," and len(members) == 1:
                break  # an apposition: "Anna Liepa, Ogres novada domes deputāte"
            if not looks_genitive(tokens[begin].lower):
                break
            if (
                begin == last
                and begin > 0
                and tokens[begin - 1].is_capital
                and not tokens[begin - 1].first
            ):
                break  # a person's name: "Jānis Kalna un Ogres novada dome"
            members.append((begin, tokens[last].end))
            at = begin
        if len(members) < 2:
            return []
        found = []
        for begin, end in members:
            own = text.lower(begin + 1)
            middle = UNITS.get(own) or UNITS.get(unit, "")
            name = " ".join(part for part in (tokens[begin].text, middle, rule.id) if part)
            one = Found(tokens[begin].start, end, name, rule.kind, f"heads/{rule.id}-shared", 0.9)
            found.append((one, begin))
        return found
