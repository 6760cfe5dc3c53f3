"""Durations: 'divus gadus', '24 mēneši', '8–10 nedēļu laikā', 'pirms pusotra gada', as ISO 8601.

They are no DATE mentions. What a duration is told for is its sense: how long something takes, how
long ago or ahead it is, or how old somebody is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

import regex
from pydantic import Field

from novads.mentions.money.numerals import Term, evaluate, plain
from novads.mentions.money.rules import NumeralRule
from novads.objects import Span
from novads.ruleset import PatternRule, RuleSet

__all__ = ["Duration", "DurationReader", "DurationSense", "UnitRule"]


class DurationSense(StrEnum):
    """What a duration is told for."""

    LENGTH = "length"
    """How long something takes, or within what time."""
    AGO = "ago"
    """'pirms trim gadiem', 'trīs gadus atpakaļ'."""
    AHEAD = "ahead"
    """'pēc trim gadiem', 'trīs gadus vēlāk', 'trīs gadus pēc kāzām'."""
    AGE = "age"
    """'trīs gadus vecs', 'no triju gadu vecuma'."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A stretch of time by its length. `least` and `most` are ISO 8601 durations, mostly equal."""

    span: Span
    least: str
    most: str
    sense: DurationSense

    @property
    def iso(self) -> str:
        """The ISO 8601 duration, such as P24M; 'P8M..P10M' where it is told from and to."""
        return self.least if self.least == self.most else f"{self.least}..{self.most}"


class UnitRule(PatternRule):
    """A unit of `rules/dates/durations.yaml`. Its examples mark durations with their ISO value."""

    designator: str = Field(pattern="^(?:[YMWD]|T[HMS])$")
    factor: int = 1
    forms: tuple[str, ...] = Field(min_length=1)
    halves: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()


_MONTHS: Final = 12
_YEARLIKE: Final = 1000
_ABOUT: Final = (
    r"(?:(?:ap|aptuveni|apmēram|gandrīz|teju|vairāk\s+nekā|vairāk\s+kā|vismaz|nepilniem|nepilnus"
    r"|nepilna|nepilnām|līdz|jau)\s+)?"
)
_BETWEEN: Final = r"(?:\s{0,2}[-–—]\s{0,2}|\s+(?:līdz|vai)\s+)"
_WHICH: Final = (
    r"(?:\s{1,2}(?:darba|kalendār\p{L}{1,4}|piln\p{L}{1,4}|gar\p{L}{1,4}|ilg\p{L}{1,4}))?"
)
_AGO: Final = regex.compile(rf"\b(?i:pirms)\s+{_ABOUT}", regex.REVERSE)
_AHEAD: Final = regex.compile(rf"\b(?i:pēc)\s+{_ABOUT}", regex.REVERSE)
_BACK: Final = regex.compile(r"\s+atpakaļ\b")
_LATER: Final = regex.compile(r"\s+(?:vēlāk\b|pēc(?=\s+\p{L}))")
_WITHIN: Final = regex.compile(r"\s+(?:laikā|garumā|ilgumā)\b")
_OLD: Final = regex.compile(r"[\s-]+(?:vec|jaun)\p{L}+")
_AND: Final = regex.compile(r"\s+(?:un\s+)?")
_REACH: Final = 40


class DurationReader:
    """Reads durations by the units of `rules/dates/durations.yaml` and the numerals of money."""

    def __init__(self, rules: RuleSet) -> None:
        self._terms: dict[str, Term] = {}
        for numeral in rules.yaml("money/numerals.yaml", NumeralRule):
            for form in (*numeral.forms, *numeral.alone):
                self._terms.setdefault(
                    form, Term(numeral.value, numeral.kind, form in numeral.alone)
                )
        self._units: dict[str, UnitRule] = {}
        self._halves: dict[str, UnitRule] = {}
        alone: list[str] = []
        for unit in rules.yaml("dates/durations.yaml", UnitRule):
            self._units |= dict.fromkeys(unit.forms, unit)
            self._halves |= dict.fromkeys(unit.halves, unit)
            alone += unit.alone
        words = "|".join(sorted(map(regex.escape, self._terms), key=len, reverse=True))
        number = rf"(?:\d{{1,4}}+(?:[.,]\d{{1,2}}+)?|(?:{words})\b(?:\s(?:{words})\b)*+)"
        units, halves = "|".join(self._units), "|".join(self._halves)
        self._pattern = regex.compile(
            rf"\b(?:(?:(?<from>{number}){_BETWEEN})?(?<number>{number}){_WHICH}(?:\s{{1,2}}|-)"
            rf"(?<unit>{units})|(?<half>{halves})|(?<alone>{'|'.join(alone)})"
            r"(?:(?=\s+laikā\b)|(?<=\b(?:pirms|pēc)\s(?:(?:ap|aptuveni|apmēram|gandrīz)\s)?\p{L}+)(?!\s+(?:sāk|vid|beig|nog|izsk|nosl))))\b",
            regex.IGNORECASE,
        )
        self._quick = regex.compile(rf"\b(?:{units}|{halves})\b", regex.IGNORECASE)

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Duration]:
        """The durations in `text[start:end]`, in its order; offsets are into `text`."""
        stop = len(text) if end is None else end
        if self._quick.search(text, start, stop) is None:
            return []
        return [self._duration(text, parts) for parts in self._parts(text, start, stop)]

    def _parts(self, text: str, start: int, stop: int) -> Iterator[list[_Part]]:
        """What stands together: 'divi gadi un seši mēneši' is one duration of two parts."""
        together: list[_Part] = []
        for match in self._pattern.finditer(text, start, stop):
            part = self._part(text, match)
            if part is None:
                continue
            if together and _goes_on(text, together[-1], part):
                together.append(part)
                continue
            if together:
                yield together
            together = [part]
        if together:
            yield together

    def _part(self, text: str, match: regex.Match[str]) -> _Part | None:
        if match["half"] is not None:
            half = Decimal("0.5")
            return _Part(
                match.start(), match.end(), half, half, self._halves[match["half"].lower()]
            )
        if match["alone"] is not None:
            one = Decimal(1)
            return _Part(match.start(), match.end(), one, one, self._units[match["alone"].lower()])
        most = self._value(match["number"])
        least = most if match["from"] is None else self._value(match["from"])
        unit = self._units[match["unit"].lower()]
        begin = match.start()
        if most is None or least is None or (begin and text[begin - 1] in ".,/-+"):
            return None
        if unit.designator == "Y" and most >= _YEARLIKE:  # '2021 gadā': the dot is lost
            return None
        if least > most:  # '9 – 2 stundas'
            least, begin = most, match.start("number")
        return _Part(begin, match.end(), least, most, unit)

    def _value(self, number: str) -> Decimal | None:
        if number[0].isdigit():
            return Decimal(number.replace(",", "."))
        return evaluate([self._terms[word] for word in number.lower().split()])

    def _duration(self, text: str, parts: list[_Part]) -> Duration:
        start, end = parts[0].start, parts[-1].end
        sense = DurationSense.LENGTH
        if (before := _AGO.match(text, max(0, start - _REACH), start)) is not None:
            sense, start = DurationSense.AGO, before.start()
        elif (before := _AHEAD.match(text, max(0, start - _REACH), start)) is not None:
            sense, start = DurationSense.AHEAD, before.start()
        elif (after := _BACK.match(text, end)) is not None:
            sense, end = DurationSense.AGO, after.end()
        elif (after := _LATER.match(text, end)) is not None:
            sense, end = DurationSense.AHEAD, after.end()
        elif (after := _WITHIN.match(text, end)) is not None:
            end = after.end()
        elif _OLD.match(text, end, end + _REACH) is not None:
            sense = DurationSense.AGE
        return Duration(
            Span(start=start, end=end, text=text[start:end]),
            _iso([(p.least, p.unit) for p in parts]),
            _iso([(p.most, p.unit) for p in parts]),
            sense,
        )


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    least: Decimal
    most: Decimal
    unit: UnitRule


_ORDER: Final = ("Y", "M", "W", "D", "TH", "TM", "TS")


def _goes_on(text: str, before: _Part, part: _Part) -> bool:
    """Whether a part is the next smaller unit of the same duration."""
    rank = _ORDER.index(part.unit.designator) - _ORDER.index(before.unit.designator)
    return rank > 0 and _AND.fullmatch(text, before.end, part.start) is not None


def _iso(parts: list[tuple[Decimal, UnitRule]]) -> str:
    date, time = "", ""
    for amount, unit in parts:
        value, designator = amount * unit.factor, unit.designator
        if designator == "Y" and value != value.to_integral_value():
            value, designator = value * _MONTHS, "M"
        if designator.startswith("T"):
            time += f"{plain(value)}{designator[1]}"
        else:
            date += f"{plain(value)}{designator}"
    return f"P{date}" + (f"T{time}" if time else "")
