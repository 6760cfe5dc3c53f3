"""The rule files of `rules/dates/`, and the lexicon of date words made of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import Any, Final, Literal

import regex
from pydantic import Field

from novads.errors import RuleFileError
from novads.ruleset import PatternRule, Rule, RuleSet

__all__ = [
    "ContextRule",
    "DatePattern",
    "DeicticRule",
    "Entry",
    "Lexicon",
    "MonthRule",
    "OrdinalRule",
    "PartRule",
    "SeasonRule",
    "TenseRule",
    "WeekdayRule",
    "WordRule",
    "compile_context",
]

WINDOW: Final = 60
"""How many code points beside a date its context patterns see."""


class MonthRule(Rule):
    """A month: its forms, abbreviations, and forms that are given names too."""

    number: int = Field(ge=1, le=12)
    forms: tuple[str, ...] = Field(min_length=1)
    abbreviations: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


class WeekdayRule(Rule):
    """A day of the week."""

    number: int = Field(ge=1, le=7)
    adverb: str
    forms: tuple[str, ...] = Field(min_length=1)
    recurring: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()


class OrdinalRule(Rule):
    """An ordinal numeral in words and as a Roman figure."""

    value: int = Field(ge=-1, description="-1 is the last")
    forms: tuple[str, ...] = ()
    roman: str | None = None


class PartRule(Rule):
    """A part of a month or year."""

    first: int = Field(ge=1, le=31)
    last: int = Field(ge=1, le=31)
    month: int = Field(ge=1, le=12)
    forms: tuple[str, ...] = Field(min_length=1)


class SeasonRule(Rule):
    """A season of the year."""

    code: int = Field(ge=21, le=24)
    located: tuple[str, ...] = ()
    forms: tuple[str, ...] = Field(min_length=1)


class DeicticRule(Rule):
    """Words whose date depends on the day of writing."""

    unit: Literal["day", "week", "month", "season", "year"]
    offset: int
    season: int | None = Field(default=None, ge=21, le=24)
    forms: tuple[str, ...] = Field(min_length=1)


class WordRule(Rule):
    """Other words that dates are built of; the patterns call them by `atom`."""

    atom: str = Field(min_length=1)
    value: int | None = None
    forms: tuple[str, ...] = Field(min_length=1)


class DatePattern(PatternRule):
    """A shape of dates, in atoms (`README.md` beside the rules lists them).

    `text` is a regex that the date itself must match, `before` and `after` are what the text beside
    it must match, `not_before` and `not_after` what it must not; they see up to 60 characters. A
    `period` is one unless 'no' stands before it. `published` is the publication date that the
    examples are read with.
    """

    pattern: str
    confidence: float = Field(default=0.95, gt=0, le=1)
    text: str | None = None
    before: str | None = None
    after: str | None = None
    not_before: str | None = None
    not_after: str | None = None
    period: bool = False
    published: str | None = None


class ContextRule(PatternRule):
    """What a stretch that reads like a date is not, or what its year doesn't tell.

    `drop`: it is no date. `own-year`: it is one, but other dates don't take its year.
    `recurring`: it comes every year, and no year is looked for. `numeric` the rule to dates
    without a word in them.
    """

    effect: Literal["drop", "own-year", "recurring"]
    numeric: bool = False
    text: str | None = None
    before: str | None = None
    after: str | None = None


class TenseRule(Rule):
    """Words and endings that tell whether a sentence is about what was or what will be.

    Those of `none` only look as if they told it.
    """

    tense: Literal["past", "future", "none"]
    words: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word means in a date: its atom's code and the rule's value."""

    code: str
    value: Any = None


# the atoms that aren't words of `words.yaml`, and their one-letter codes
BASE_ATOMS: Final = {
    "N": "d", "NUM": "h", "YEARNUM": "Y", "YEARLOW": "Z", "OTHER": "x",
    "DOT": ".", "COMMA": ",", "DASH": "-", "SLASH": "/", "OPEN": "<", "CLOSE": ">",
    "MONTHWORD": "M", "MONTHABBR": "m", "WEEKDAY": "W", "ADVERB": "w", "RECURRING": "R",
    "ORDINAL": "O", "ROMAN": "I", "PARTWORD": "P", "SEASON": "S", "LOCATED": "s",
    "DEICTIC": "D", "SEASONAL": "E",
}  # fmt: skip
_FREE: Final = "abcefgijklnopqrtuvyzABCFGHJKLQTUVXαβγδεζηθικλμνξπρστφχψω"
_FOLD: Final = str.maketrans("āčēģīķļņšūž", "acegiklnsuz")


class Lexicon:
    """Every word form that dates are built of, in lower case, and the atoms' codes."""

    def __init__(self, rules: RuleSet) -> None:
        self.codes = dict(BASE_ATOMS)
        self.words: dict[str, Entry] = {}
        self.names: set[str] = set()
        free = iter(_FREE)
        for word in rules.yaml("dates/words.yaml", WordRule):
            if word.atom not in self.codes:
                self.codes[word.atom] = next(free)
            self._add(word.forms, word.atom, word.value)
        for part in rules.yaml("dates/parts.yaml", PartRule):
            self._add(part.forms, "PARTWORD", part)
        for ordinal in rules.yaml("dates/ordinals.yaml", OrdinalRule):
            self._add(ordinal.forms, "ORDINAL", ordinal.value)
            if ordinal.roman:
                self._add((ordinal.roman.lower(),), "ROMAN", ordinal.value)
        for deictic in rules.yaml("dates/deictic.yaml", DeicticRule):
            atom = "SEASONAL" if deictic.season else "DEICTIC"
            self._add(deictic.forms, atom, deictic)
        for season in rules.yaml("dates/seasons.yaml", SeasonRule):
            self._add(season.forms, "SEASON", season.code)
            self._add(season.located, "LOCATED", season.code)
        for day in rules.yaml("dates/weekdays.yaml", WeekdayRule):
            self._add((*day.forms, *day.abbreviations), "WEEKDAY", day.number)
            self._add((day.adverb,), "ADVERB", day.number)
            self._add(day.recurring, "RECURRING", day.number)
        months = rules.yaml("dates/months.yaml", MonthRule)
        for month in months:
            self._add(month.forms, "MONTHWORD", month.number)
            self._add(month.abbreviations, "MONTHABBR", month.number)
            self.names.update(month.names)
        # sites lose diacritics ('31. julija'); only where the bare spelling is no other word
        for form, entry in list(self.words.items()):
            if entry.code in "MWw":
                for spelling in _without_marks(form):
                    self.words.setdefault(spelling, entry)

    def _add(self, forms: Iterable[str], atom: str, value: Any = None) -> None:
        for form in forms:
            self.words.setdefault(form, Entry(self.codes[atom], value))


def _without_marks(word: str) -> Iterable[str]:
    """The word without one, two … or all of its diacritics: 'junijā', 'jūnija', 'junija'."""
    return map("".join, product(*(dict.fromkeys((c, c.translate(_FOLD))) for c in word)))


def compile_context(
    rules: RuleSet, name: str, rule_id: str, pattern: str | None, *, at_end: bool
) -> regex.Pattern[str] | None:
    """A context pattern; with `at_end` it matches backwards from the end of its window.

    Raises:
        RuleFileError: if it is no regular expression.
    """
    if pattern is None:
        return None
    try:
        return regex.compile(pattern, regex.REVERSE if at_end else 0)
    except regex.error as error:
        path = rules.directories[-1] / "dates" / f"{name}.yaml"
        raise RuleFileError(path, f"pattern of {rule_id!r}: {error}") from error
