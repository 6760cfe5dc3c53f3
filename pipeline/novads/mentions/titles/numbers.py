"""Project numbers: by their format anywhere, in any shape behind 'projekta Nr.'."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import regex

from novads.mentions.titles.rules import TitleRules

__all__ = ["NUMBER_SIGN", "Number", "NumberFinder"]

NUMBER_SIGN: Final = (
    r"(?:(?i:nr|no|num)\.?\s*+:?\s*+|(?i:numurs?|numuru|numuram)\s*+:?\s*+|(?i:id)\s*+[:.]\s*+)"
)
"""What stands before a number, as a pattern: 'Nr.', 'nr. Nr.', 'numurs:'."""

_LOOSE: Final = r"(?<number>\p{Lu}{0,6}[\p{Lu}\d.]*+(?:[-/.‑–][\p{Lu}\p{Ll}\d.]++)*+)"
_BEHIND: Final = regex.compile(
    r"(?<!\w)(?i:projekt(?:s|a|am|u|ā|i|iem|us|os))(?!\w)(?:\s*+[,(:–-])?+\s*+"
    r"(?:(?i:identifikācijas|reģistrācijas|līguma|līgums|pieteikuma|id)\.?\s*+){0,2}+"
    rf"(?:{NUMBER_SIGN}){{1,3}}+{_LOOSE}"
)
_HAS_SHAPE: Final = regex.compile(r"(?=.*\d)(?:.*[/-].*|\p{Lu}.*|\d{1,6}(?:\.\d+)*)")
_TRAILING: Final = ".,;:)-–/"


class Number(NamedTuple):
    """A project's number: half-open code-point offsets, and the rule that told it."""

    start: int
    end: int
    rule: str


class NumberFinder:
    """Finds project numbers by `rules/titles/numbers.yaml`."""

    def __init__(self, rules: TitleRules) -> None:
        self._ids = {f"n{index}": rule.id for index, rule in enumerate(rules.numbers)}
        shapes = "|".join(
            f"(?<{key}>{rule.pattern})" for key, rule in zip(self._ids, rules.numbers, strict=True)
        )
        self._listed = regex.compile(rf"(?<![\w/-]|\d\.)(?:{shapes})(?![\w/])")
        self._behind_title = regex.compile(rf"\s*+[,(–-]?\s*+(?:{NUMBER_SIGN}){{1,2}}+{_LOOSE}")

    def find(self, text: str, start: int, stop: int) -> Iterator[Number]:
        """The numbers of `text[start:stop]`, some perhaps twice."""
        for match in self._listed.finditer(text, start, stop):
            rule = next(i for key, i in self._ids.items() if match[key] is not None)
            yield Number(match.start(), match.end(), rule)
        for match in _BEHIND.finditer(text, start, stop):
            number = _trimmed(match)
            if number is not None:
                yield number

    def behind_title(self, text: str, at: int, stop: int) -> Number | None:
        """The number right behind a title that ends at `at`: ', Nr. 55', ' (Nr. LLI-136)'."""
        match = self._behind_title.match(text, at, stop)
        return _trimmed(match) if match is not None else None


def _trimmed(match: regex.Match[str]) -> Number | None:
    number = match["number"].rstrip(_TRAILING)
    if not number or not _HAS_SHAPE.fullmatch(number):
        return None
    begin = match.start("number")
    return Number(begin, begin + len(number), "behind-sign")
