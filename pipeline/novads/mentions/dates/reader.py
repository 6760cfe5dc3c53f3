"""From atoms to dates as they are stated: the longest shape at each place, and what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import regex

from novads.mentions.dates.grammar import Grammar, Shape
from novads.mentions.dates.lexer import Atoms, Lexer
from novads.mentions.dates.points import Lacks, Point
from novads.mentions.dates.rules import WINDOW, ContextRule, Lexicon, compile_context
from novads.mentions.dates.stating import Values, stated_points
from novads.ruleset import RuleSet

__all__ = ["Draft", "Reader"]

_FIGURES: Final = frozenset(".,-/<>dhYZI")
_SENTENCE_START: Final = regex.compile(r"(?:^|[.!?:;•*(„“”\"«»|◂▪–—-]|\n)\s*", regex.REVERSE)
_LOCATIVE: Final = ("ī", "ā")
_AFTER_FROM: Final = regex.compile(r"\b[Nn]o[^\S\n]++", regex.REVERSE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A date as it is stated: half-open offsets, one point or two, and the shape that found it."""

    start: int
    end: int
    first: Point
    last: Point | None
    shape: Shape
    is_period: bool = False
    by_word: bool = False
    """Whether 'līdz' joins the ends of the range."""
    own_year: bool = False
    """Whether other dates must not take its year."""


@dataclass(frozen=True, slots=True)
class _Context:
    rule: ContextRule
    before: regex.Pattern[str] | None
    after: regex.Pattern[str] | None
    text: regex.Pattern[str] | None

    def fits(self, before: str, text: str, after: str, *, is_numeric: bool) -> bool:
        """Whether what stands beside a date is what the rule means."""
        if self.rule.numeric and not is_numeric:
            return False
        if self.text is not None and self.text.fullmatch(text) is None:
            return False
        return (self.before is None or self.before.match(before) is not None) and (
            self.after is None or self.after.match(after) is not None
        )


class Reader:
    """Reads the dates of a text, by the rules of `rules/dates/`."""

    def __init__(self, rules: RuleSet) -> None:
        lexicon = Lexicon(rules)
        self._lexer = Lexer(lexicon)
        self._grammar = Grammar(rules, lexicon)
        self._names = lexicon.names
        self._to = lexicon.codes["LĪDZ"]
        contexts = [
            _Context(
                rule,
                compile_context(rules, "contexts", rule.id, rule.before, at_end=True),
                compile_context(rules, "contexts", rule.id, rule.after, at_end=False),
                compile_context(rules, "contexts", rule.id, rule.text, at_end=False),
            )
            for rule in rules.yaml("dates/contexts.yaml", ContextRule)
        ]
        self._drop = [c for c in contexts if c.rule.effect == "drop"]
        self._recurring = [c for c in contexts if c.rule.effect == "recurring"]
        self._own_year = [c for c in contexts if c.rule.effect == "own-year"]

    def read(
        self, text: str, start: int, stop: int, clock: Sequence[tuple[int, int]] = ()
    ) -> Iterator[Draft]:
        """The dates in `text[start:stop]`, in its order; they don't overlap.

        Args:
            text: the article.
            start: where to begin.
            stop: where to end.
            clock: sorted half-open ranges of clock times that are certain.

        """
        atoms = self._lexer.lex(text, start, stop, clock)
        codes = atoms.codes
        at = 0
        while at < len(codes):
            shapes = self._grammar.shapes_at(codes, at)
            if not shapes:
                at += 1
                continue
            for end, shape, match in _candidates(shapes, codes, at):
                draft = self._draft(text, atoms, at, end, shape, match)
                if draft is not None:
                    yield draft
                    at = end
                    break
            else:
                at += 1

    def _draft(
        self, text: str, atoms: Atoms, at: int, end: int, shape: Shape, match: regex.Match[str]
    ) -> Draft | None:
        start, stop = atoms.starts[at], atoms.ends[end - 1]
        before, after = text[max(0, start - WINDOW) : start], text[stop : stop + WINDOW]
        own = text[start:stop]
        if not shape.allows(before, own, after):
            return None
        codes = atoms.codes[at:end]
        numeric = _FIGURES.issuperset(codes)
        if any(c.fits(before, own, after, is_numeric=numeric) for c in self._drop):
            return None
        if not numeric and not _stands_apart(text, start, stop):
            return None
        values = Values(atoms, match)
        if end - at == 1 and "m1" in values and self._is_name(text, *values.place("m1")):
            return None
        points = stated_points(values)
        if points is None:
            return None
        first, last = points
        if first.lacks is Lacks.YEAR and any(
            c.fits(before, own, after, is_numeric=numeric) for c in self._recurring
        ):
            first = replace(first, lacks=Lacks.FOREVER)
        return Draft(
            start,
            stop,
            first,
            last,
            shape,
            is_period=shape.rule.period and not _AFTER_FROM.match(before),
            by_word=last is not None and self._to in codes,
            own_year=any(c.fits(before, own, after, is_numeric=numeric) for c in self._own_year),
        )

    def _is_name(self, text: str, start: int, end: int) -> bool:
        """Whether a month alone is a capitalised name ('Maija Liepiņa', 'Oktobra iela')."""
        word = text[start:end]
        if word.islower() or word.isupper():
            return False
        # a nominative with a capital is a calendar's heading
        if word.lower() in self._names or word.endswith("s"):
            return True
        if word.endswith(_LOCATIVE):
            return False
        return _SENTENCE_START.match(text, max(0, start - 8), start) is None


def _candidates(
    shapes: Iterable[Shape], codes: str, at: int
) -> Iterable[tuple[int, Shape, regex.Match[str]]]:
    """The shapes that fit at a place, the longest first, then in the rules' order."""
    found = []
    for shape in shapes:
        match = shape.pattern.match(codes, at)
        if match is not None:
            found.append((match.end(), shape, match))
    found.sort(key=lambda f: -f[0])
    return found


def _stands_apart(text: str, start: int, stop: int) -> bool:
    """Whether no letter or figure is glued to a date with a word in it."""
    if start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_"):
        return False
    if stop < len(text) and text[stop].isalnum() and text[stop - 1].isalnum():
        glued = text[stop - 1].islower() and text[stop].isupper()  # 'aprīlīNr. 15'
        return glued or text.startswith(("pl", "pulkst"), stop)
    return True
