"""Numbered measures of programmes: 'apakšpasākuma 19.2 „…”', '4.2.2. specifiskā atbalsta mērķa'."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from novads.mentions.programmes.lexicon import recase
from novads.mentions.programmes.rules import MeasureRule
from novads.mentions.quotes import Quoted, straight_quotes

__all__ = ["Measure", "MeasureFinder", "quotes_by_start"]

_CODE: Final = r"(?:[A-Z]{1,3}\d{1,2}(?:\.\d{1,2})*+|\d{1,2}(?:\.\d{1,2}){0,4}+(?:\.[ivx]{1,4})?+)"
_NUMBER: Final = rf"(?<![\w.,/:-])(?:[Nn]r\.?\s?)?+(?<number>{_CODE})(?!\d|[,:/-]\d)(?<dot>\.?)"
_GAP: Final = r"[ \t\u00a0]{0,2}+"
_BEFORE_TITLE: Final = regex.compile(r"[\s:–—-]{0,3}+")
_BARE: Final = regex.compile(rf"{_NUMBER}(?!\w)")
# what a number of two parts is followed by where it is a clock time, a date or a sum
_NOT_NUMBER: Final = regex.compile(
    r"\s*+(?:%|€|\b(?:EUR|eiro|euro|km|m2?|ha|gad|reiz|milj|tūkst|gb|\d{3,4}|jan|feb|mar|apr|mai"
    r"|jūn|jūl|aug|sep|okt|nov|dec|punkt|pant|plkst|līdz|procent))",
    regex.IGNORECASE,
)
_TIME: Final = regex.compile(r"(?:[01]?\d|2[0-4])\.[0-5][05]")


@dataclass(frozen=True, slots=True)
class Measure:
    """A numbered measure: half-open code-point offsets, its nominative, its number, its rule."""

    start: int
    end: int
    value: str
    number: str
    rule: str


def quotes_by_start(quotes: Sequence[Quoted]) -> dict[int, Quoted]:
    """The outermost balanced quoted stretch that starts at each offset."""
    table: dict[int, Quoted] = {}
    for quoted in quotes:
        if quoted.is_balanced:
            table.setdefault(quoted.start, quoted)
    return table


class MeasureFinder:
    """Finds measures by the words of `rules/programmes/measures.yaml`."""

    def __init__(self, rules: Sequence[MeasureRule]) -> None:
        self._rules = {f"r{index}": rule for index, rule in enumerate(rules)}
        heads = "|".join(f"(?<{key}>{rule.head})" for key, rule in self._rules.items())
        self._pattern = regex.compile(
            rf"(?<![\w.])(?:(?:{_NUMBER}){_GAP}(?i:{heads})(?!\w)"
            rf"|(?i:{heads})(?!\w){_GAP}(?:{_NUMBER}))"
        )

    def find(
        self, text: str, start: int, stop: int, quotes: Mapping[int, Quoted]
    ) -> Iterator[Measure]:
        """The measures of `text[start:stop]`, and later bare mentions of their numbers."""
        known: set[str] = set()
        at = start
        found: list[Measure] = []
        while (match := self._pattern.search(text, at, stop)) is not None:
            measure = self._read(text, match, quotes)
            at = match.end()
            if measure is None:
                # the number may belong to the word behind: "aktivitātes 19.2.2. pasākuma"
                at = max(match.start() + 1, match.end() - len(match["number"]) - 1)
                continue
            found.append(measure)
            known.add(measure.number)
            at = max(at, measure.end)
        yield from found
        if known:
            yield from self._bare(text, start, stop, known, found, quotes)

    def _read(
        self, text: str, match: regex.Match[str], quotes: Mapping[int, Quoted]
    ) -> Measure | None:
        key = next(k for k in self._rules if match[k] is not None)
        rule, number, head = self._rules[key], match["number"], match[key]
        number_first = match.start("number") < match.start(key)
        title = _title(text, match.end(), quotes)
        parts = number.count(".") + 1
        if title is None:
            if parts < 2 or _NOT_NUMBER.match(text, match.end("number")):
                return None
            if parts == 2 and _TIME.fullmatch(number) and not number_first:
                return None
        elif parts < 2 and not rule.single and not number[0].isalpha():
            return None
        dot = match["dot"]
        end = match.end()
        if title is not None:
            end = title.end
        elif not number_first and dot and _ends_sentence(text, end):
            end -= 1
        value = recase(rule.nominative, head[:1] if head.istitle() else head)
        before, after = text[match.start() : match.start(key)], text[match.end(key) : end]
        if title is not None:  # a space is often missing before the title
            after = text[match.end(key) : match.end()].rstrip() + " " + text[title.start : end]
        value = " ".join(straight_quotes(before + value + after).split())
        return Measure(match.start(), end, value, number, rule.id)

    def _bare(
        self,
        text: str,
        start: int,
        stop: int,
        known: set[str],
        found: Sequence[Measure],
        quotes: Mapping[int, Quoted],
    ) -> Iterator[Measure]:
        taken = sorted((m.start, m.end) for m in found)
        which = 0
        for match in _BARE.finditer(text, start, stop):
            while which < len(taken) and taken[which][1] <= match.start("number"):
                which += 1
            if which < len(taken) and taken[which][0] < match.end():
                continue
            number = match["number"]
            if "." not in number or not any(
                number == k or number.startswith(k + ".") for k in known
            ):
                continue
            if _NOT_NUMBER.match(text, match.end("number")):
                continue
            title = _title(text, match.end(), quotes)
            begin = match.start("number")
            end = title.end if title is not None else match.end("number")
            value = " ".join(straight_quotes(text[begin:end]).split())
            yield Measure(begin, end, value, number, "bare-number")


def _title(text: str, at: int, quotes: Mapping[int, Quoted]) -> Quoted | None:
    gap = _BEFORE_TITLE.match(text, at)
    return quotes.get(gap.end()) if gap is not None else None


def _ends_sentence(text: str, at: int) -> bool:
    rest = text[at : at + 3].lstrip(" \t\u00a0")
    return not rest or rest[0] in "\n)" or rest[0].isupper()
