"""Names without quotes behind a legal form, a group's code or a group's noun: 'SIA Rimi Latvia'."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from novads.mentions.organisations.found import Found
from novads.mentions.organisations.heads import head_forms
from novads.mentions.organisations.rules import OrganisationRules
from novads.objects import OrganisationKind

__all__ = ["BareFinder"]

_SPACE: Final = r"[ \t\u00a0]++"
# small-letter words that company names of municipalities go on with: "SIA Ogres namsaimnieks"
_TAIL: Final = (
    r"(?:nami|namsaimnieks|meži|gāze|ceļi|pasts|dzelzceļš|siltums|siltumtīkli|ūdens|ūdeņi|centrs"
    r"|slimnīca|poliklīnika|komunālserviss|valsts|medicīnas|komunālā|saimniecība|serviss|būve"
    r"|satiksme|pilsētas|novada|sadzīves|pakalpojumi|ceļu|nafta|kuģniecība)(?!\w)"
)
_NAME: Final = (
    rf"{_SPACE}(?<name>\p{{Lu}}[\p{{L}}\p{{N}}&+-]*+(?:\.\p{{L}}++)*+"
    rf"(?:{_SPACE}(?:&{_SPACE})?(?:\p{{Lu}}[\p{{L}}\p{{N}}&+-]*+|{_TAIL})){{0,5}}+"
    rf"(?:(?<=ā|ais|ie|ās){_SPACE}\p{{Ll}}++)?+)"
)
_CAPITALS: Final = (
    rf"{_SPACE}(?<name>\p{{Lu}}[\p{{L}}\p{{N}}&-]++(?:{_SPACE}\p{{Lu}}[\p{{L}}&-]++){{0,3}}+)"
)
_NOUNS: Final = frozenset({"grupa", "popgrupa", "koris", "kapela", "ansamblis", "kopa", "uzņēmums"})
_LOCATIVE: Final = ("ā", "ē", "ī", "ū", "os", "ās", "ēs", "īs")
_OBLIQUE: Final = (*_LOCATIVE, "as", "es", "u", "am", "ai", "iem", "ām", "ēm")


class BareFinder:
    """Finds names that stand without quotes behind a word that tells what they are."""

    def __init__(self, rules: OrganisationRules) -> None:
        self._forms = {rule.id: rule for rule in rules.forms if rule.bare}
        self._all_forms = frozenset(rule.id for rule in rules.forms)
        codes = "|".join(regex.escape(c) for c in sorted(self._forms, key=lambda c: (-len(c), c)))
        self._coded = regex.compile(rf"(?<![\w/-])(?<form>{codes}){_NAME}")
        nouns = {
            form: readings[0][0]
            for form, readings in head_forms(rules.heads).items()
            if readings[0][0].id in _NOUNS
        }
        self._nouns = nouns
        forms = "|".join(sorted(nouns, key=lambda n: (-len(n), n)))
        self._after_noun = regex.compile(rf"(?<![\w-])(?<noun>{forms}){_CAPITALS}")

    def find(self, text: str, start: int, stop: int) -> Iterator[Found]:
        """The unquoted names of `text[start:stop]`."""
        for match in self._coded.finditer(text, start, stop):
            rule = self._forms[match["form"]]
            name = match["name"].rstrip(".")
            if name in self._all_forms:
                continue
            if rule.kind is OrganisationKind.GROUP and not _looks_nominative(name):
                continue
            end = match.start("name") + len(name)
            value = " ".join(text[match.start() : end].split())
            yield Found(match.start(), end, value, rule.kind, f"forms/{rule.id}-bare", 0.85)
        for match in self._after_noun.finditer(text, start, stop):
            noun = self._nouns[match["noun"]]
            if _looks_nominative(match["name"]) and match["name"] not in self._all_forms:
                begin, end = match.span("name")
                name = " ".join(match["name"].split())
                yield Found(begin, end, name, noun.kind, f"heads/{noun.id}-bare", 0.6)


def _looks_nominative(name: str) -> bool:
    """Whether a name stands beside its noun in the nominative: "koris Mantojums", not "… Rojā"."""
    words = name.lower().split()
    if name.isupper():
        return True
    if len(words) > 1:  # its own first word may be a genitive: "Prāta Vētra"
        return not words[0].endswith(_LOCATIVE) and not words[-1].endswith(_LOCATIVE)
    return not words[0].endswith(_OBLIQUE)
