"""Programmes by pattern: Interreg and its kin told by regions, and names that no list holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from novads.mentions.programmes.lexicon import recase
from novads.mentions.programmes.rules import FamilyRule, UnlistedRule
from novads.mentions.quotes import Quoted

__all__ = ["FamilyFinder", "FamilyHit", "UnlistedFinder"]

NUMERALS: Final = {
    "III": (2000, 2006),
    "IV": (2007, 2013),
    "V": (2014, 2020),
    "VI": (2021, 2027),
}
"""Interreg's generations by their numerals, and the years of each (interreg.eu)."""

_PREFIX: Final = r"(?:(?i:interreg)(?:\s+(?<numeral>III|IV|VI|V)\s?-?\s?(?<strand>[ABC])?+)?+\s+)"
_HEAD: Final = (
    r"(?:(?:\s+(?:pārrobežu|transnacionālās|starpreģionu|teritoriālās|reģionālās))?+"
    r"(?:\s+sadarbības)?+\s+programm(?:a|as|ai|u|ā|ām|ās)\b)"
)
_WORDS_BEFORE: Final = 4  # words before a quoted name that can speak against funding
_NEXT: Final = regex.compile(r"\s+(?:un|vai)\s+|\s*,\s+")


@dataclass(frozen=True, slots=True)
class FamilyHit:
    """A programme told by its regions: offsets, value, canonical id, rule, years by numeral."""

    start: int
    end: int
    value: str
    programme: str
    rule: str
    period: tuple[int, int] | None


class FamilyFinder:
    """Finds the programmes of `rules/programmes/families.yaml`."""

    def __init__(self, rules: Sequence[FamilyRule]) -> None:
        # longer names first: Latvija–Lietuva–Baltkrievija before Latvija–Lietuva
        ordered = sorted(rules, key=lambda r: -len(r.region))
        self._rules = {f"f{index}": rule for index, rule in enumerate(ordered)}
        regions = "|".join(f"(?<{key}>{rule.region})" for key, rule in self._rules.items())
        self._pattern = regex.compile(
            rf"(?<!\w)(?:(?<prefix>{_PREFIX}))?+(?:{regions})(?!\w)(?<head>{_HEAD})?+"
        )
        self._bare = regex.compile(rf"(?<!\w){_PREFIX[:-4]})(?<head>{_HEAD})?+(?!\w)")

    def find(self, text: str, start: int, stop: int) -> Iterator[FamilyHit]:
        """The programmes of `text[start:stop]`, in the text's order."""
        following: tuple[int, bool] | None = None
        # from the back, since "Latvijas–Lietuvas un Igaunijas–Latvijas programmas" share a head
        matches = list(self._pattern.finditer(text, start, stop))
        hits = []
        for match in reversed(matches):
            shares = False
            if following is not None and following[1]:
                gap = _NEXT.match(text, match.end())
                shares = gap is not None and gap.end() == following[0]
            key = next(k for k in self._rules if match[k] is not None)
            rule = self._rules[key]
            has_head = match["head"] is not None
            counts = match["prefix"] is not None or has_head or shares
            if rule.id == "IEUR" and match["prefix"] is None:
                counts = False
            following = (match.start(), (has_head or shares) and counts)
            if counts:
                hits.append(self._hit(match, key, rule, shares=shares))
        yield from reversed(hits)

    def _hit(
        self, match: regex.Match[str], key: str, rule: FamilyRule, *, shares: bool
    ) -> FamilyHit:
        surface = " ".join(match.group().split())
        region = match[key]
        is_genitive = region.lower().endswith(("as", "u")) or (region.lower().endswith("reģiona"))
        if match["head"] is not None:
            # a head that several share is plural; each of them is one programme
            words = surface.split(" ")
            value = " ".join((*words[:-1], recase("programma", words[-1])))
        elif shares or is_genitive:  # the name without its head gets it back
            value = surface + " programma"
        else:
            value = surface
        numeral = match["numeral"]
        period = NUMERALS.get(numeral) if numeral else None
        programme = rule.canonical or rule.id
        return FamilyHit(match.start(), match.end(), value, programme, rule.id, period)


class UnlistedFinder:
    """Finds quoted names behind the words of `rules/programmes/unlisted.yaml`."""

    def __init__(self, rules: Sequence[UnlistedRule], not_funding: frozenset[str]) -> None:
        self._rules = tuple(rules)
        self._patterns = [
            regex.compile(rf"(?<!\w)(?:{rule.words})[\s:–-]{{0,3}}+$", regex.IGNORECASE)
            for rule in rules
        ]
        self._not_funding = not_funding
        self._word = regex.compile(r"\w++")

    def rule_for(self, text: str, start: int, quoted: Quoted) -> UnlistedRule | None:
        """The rule by whose words the quoted stretch names a programme, or None."""
        left = max(start, quoted.start - 60)
        before = text[left : quoted.start]
        if "programm" not in before.lower():
            return None
        sentence = before.rpartition(". ")[2]
        words = self._word.findall(sentence.lower())[-_WORDS_BEFORE:]
        if not self._not_funding.isdisjoint(words):
            return None
        for rule, pattern in zip(self._rules, self._patterns, strict=True):
            if pattern.search(before):
                return rule
        return None
