"""Bare head nouns that go back to an organisation named before: 'biedrība', 'pašvaldība'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import regex

from novads.language.inflection import decline
from novads.objects import Organisation, OrganisationKind
from novads.records.reading import Reading, Unit
from novads.ruleset import PatternRule, RuleSet

__all__ = ["BareHeadRule", "BareHeads"]

_WORD_BEFORE = regex.compile(r"(?P<word>\p{L}++)\s++\Z")
# words in front of which a bare head noun is another one than the one named
_OTHER = regex.compile(
    r"(?:cit|otr|kaimiņ|kād|jebkur|katr|ikvien|vis|vietēj|ab|jaun|partner|sadraudzīb|sadarbīb|dažād|"
    r"daudz|atsevišķ|vēl vien|ārvalst|nevalstisk|valsts|privāt|tehnisk|mūzik|mākslas?|sporta?|pār)"
    r"\p{L}{0,4}",
    regex.IGNORECASE,
)
_NAME_BEHIND = regex.compile(r"\s*+[„“\"«]|\s++\p{Lu}")


class BareHeadRule(PatternRule):
    """Nouns that name no organisation by themselves, and what they can go back to."""

    noun: tuple[str, ...]
    kinds: tuple[OrganisationKind, ...]
    home: bool


@dataclass(frozen=True)
class _Head:
    rule: BareHeadRule
    pattern: Any


class BareHeads:
    """Finds what bare head nouns go back to.

    Raises:
        RuleFileError: if the rule file is broken.
    """

    def __init__(self, rules: RuleSet) -> None:
        self._heads = [
            _Head(rule, regex.compile(rf"\b(?:{'|'.join(_forms(rule.noun))})\b", regex.IGNORECASE))
            for rule in rules.yaml("records/bare_heads.yaml", BareHeadRule)
        ]

    def resolve(self, reading: Reading) -> Reading:
        """The reading, its units with the references that stand in them."""
        organisations = reading.of(Organisation)
        if not organisations:
            return reading
        units = []
        for unit in reading.units:
            found = [
                (match.start(), match.end(), named)
                for head in self._heads
                for match in head.pattern.finditer(unit.text)
                if _is_bare(unit, match.start(), match.end())
                and (named := _antecedent(head.rule, organisations, unit.start + match.start()))
            ]
            units.append(replace(unit, references=tuple(sorted(found, key=lambda f: f[0]))))
        return replace(reading, units=tuple(units))


def _forms(nouns: Sequence[str]) -> list[str]:
    forms = {f for noun in nouns for case in decline(noun).values() for f in case}
    return sorted(forms, key=lambda form: (-len(form), form))


def _is_bare(unit: Unit, start: int, end: int) -> bool:
    at, behind = unit.start + start, unit.start + end
    for mention in unit.mentions:
        own = mention.span
        if own.start <= at < own.end or own.end == at - 1 or own.start == behind + 1:
            return False
    if _NAME_BEHIND.match(unit.text, end):
        return False
    before = _WORD_BEFORE.search(unit.text, 0, start)
    if before is None:
        return True
    word = before["word"]
    return not _OTHER.fullmatch(word) and (word.islower() or before.start() == 0)


def _antecedent(
    rule: BareHeadRule, organisations: Sequence[Organisation], at: int
) -> Organisation | None:
    alike = [o for o in organisations if o.org_kind in rule.kinds]
    if rule.home:
        return alike[0] if alike else None
    return next((o for o in reversed(alike) if o.span.end <= at), None)
