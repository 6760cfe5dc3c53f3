"""Towns, municipalities and the Union where they act: as partners, payers, or by what they do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import regex

from novads.language.inflection import to_nominative
from novads.mentions.organisations.found import Found
from novads.mentions.organisations.rules import OrganisationRules, PartnerRule
from novads.objects import OrganisationKind

__all__ = ["ActorFinder"]

_MAX_LIST: Final = 600  # code points of a list of partners
_WORD: Final = r"\p{Lu}[\p{L}-]*+"
_UNIT: Final = (
    r"(?:novad(?:s|a|am|u|i|iem)|pilsēt(?:a|as|ai|u)|pagast(?:s|a|am|u)|valstspilsēt(?:a|as|ai|u)"
    r"|rajon(?:s|a|am|u)|reģion(?:s|a|am|u)|municipalitāt(?:e|es|ei|i)|komūn(?:a|as|ai|u))"
)
_ITEM: Final = regex.compile(
    rf"(?<name>{_WORD}(?:[ \t\u00a0]{_WORD}){{0,3}}+(?:[ \t\u00a0]plānošanas)?"
    rf"(?:[ \t\u00a0](?<unit>{_UNIT}))?+)"
    r"(?!\w)(?<country>[ \t\u00a0]*+\([^()\n]{2,40}+\))?+"
)
_NEXT: Final = regex.compile(
    r"\s*+(?:[,;]|\bun\b|\bkā\s+arī\b|\bkopā\s+ar\b)\s*+(?:un\s++|arī\s++)?+"
)
_UNIT_NAME: Final = regex.compile(
    r"(?<!\w)(?<name>\p{Lu}[\p{L}-]*(?:as|es|a|u|us|s)[ \t\u00a0](?<unit>novads|pilsēta|pagasts"
    r"|valstspilsēta|novadam|pilsētai|novada|pilsētas))(?!\w)[ \t\u00a0]++(?<next>\p{Ll}++)"
)
_UNION: Final = regex.compile(
    r"(?<!\w)(?<name>Eiropas\s+Savienīb(?:a|as|ai|u)|ES)(?!\w)(?:\s++(?<next>\p{Ll}++))?+"
)
_PAID_BY: Final = frozenset({"finansējums", "līdzfinansējums", "finansējumu", "līdzfinansējumu"})


class ActorFinder:
    """Finds actors that are otherwise places.

    They are told by the openings of `rules/organisations/partners.yaml` and the verbs of
    `context.yaml`.
    """

    def __init__(self, rules: OrganisationRules) -> None:
        self._rules: tuple[PartnerRule, ...] = rules.partners
        self._opens = [regex.compile(rf"(?<!\w)(?:{rule.opens})") for rule in rules.partners]
        self._word_before = regex.compile(r"(\p{L}++)\s++$")
        self._pays = rules.context["pays"]
        self._union_acts = rules.context["union-acts"]

    def find(
        self, text: str, start: int, stop: int, taken: Sequence[tuple[int, int]]
    ) -> Iterator[Found]:
        """The actors of `text[start:stop]`, some perhaps twice.

        Args:
            text: the whole text.
            start: where to begin, in code points.
            stop: where to end.
            taken: what is an organisation's name already; a list goes on behind it.
        """
        ends = dict(taken)
        for rule, opens in zip(self._rules, self._opens, strict=True):
            for match in opens.finditer(text, start, stop):
                yield from self._items(text, match.end(), stop, rule, ends)
        for match in _UNIT_NAME.finditer(text, start, stop):
            pays = match["next"] in self._pays and match["unit"].endswith(("s", "a"))
            is_genitive = match["unit"] in {"novada", "pilsētas"}
            if (pays and not is_genitive) or (is_genitive and match["next"] in _PAID_BY):
                yield self._found(text, match.start("name"), match.end("name"), "pays", 0.8)
        for match in _UNION.finditer(text, start, stop):
            before = self._word_before.search(text[max(start, match.start() - 20) : match.start()])
            paid_by = before is not None and before[1].lower() in self._pays
            if match["next"] in self._union_acts or paid_by:
                name = "ES" if match["name"] == "ES" else "Eiropas Savienība"
                yield Found(
                    match.start("name"),
                    match.end("name"),
                    name,
                    OrganisationKind.INTERNATIONAL,
                    "context/union-acts",
                    0.8,
                    "eiropas-savieniba",
                )

    def _items(
        self, text: str, at: int, stop: int, rule: PartnerRule, ends: dict[int, int]
    ) -> Iterator[Found]:
        limit = min(stop, at + _MAX_LIST)
        is_list = rule.id != "lead-partner"
        strict = rule.id == "taking-part"
        found: list[Found] = []
        units = known_items = 0
        while at < limit:
            known = ends.get(at)
            if known is not None:
                at = known
                country = regex.compile(r"\s*\([^()\n]{2,40}\)").match(text, at, limit)
                at = country.end() if country is not None else at
                known_items += 1
            else:
                item = _ITEM.match(text, at, limit)
                if item is None:
                    break
                end = item.end("name")
                if strict and item["country"] is None and not _has_acting_unit(item):
                    break
                if item["unit"] is not None or item["country"] is not None or is_list:
                    found.append(self._found(text, item.start(), end, rule.id, 0.7))
                    units += item["unit"] is not None or item["country"] is not None
                at = item.end()
            gap = _NEXT.match(text, at, limit)
            if gap is None or not is_list:
                break
            at = gap.end()
        # a single capital word behind "partneri ir" may be anything: a list or a unit must speak
        if units or len(found) + known_items > 1:
            yield from found

    def _found(self, text: str, start: int, end: int, rule: str, confidence: float) -> Found:
        surface = " ".join(text[start:end].split())
        name = to_nominative(surface)
        return Found(start, end, name, OrganisationKind.MUNICIPALITY, f"actors/{rule}", confidence)


def _has_acting_unit(item: regex.Match[str]) -> bool:
    """Whether an item names a unit, and not in the genitive: "Auces novads", not "… novada"."""
    unit = item["unit"]
    return unit is not None and not unit.endswith(("novada", "pagasta", "as", "reģiona", "rajona"))
