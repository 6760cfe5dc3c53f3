"""The words by which events are found: nouns that name them, verbs that say they take place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import regex

from novads.language.inflection import Case, Number, forms
from novads.objects import EventKind
from novads.ruleset import PatternRule, Rule, RuleSet

__all__ = ["WORD", "EventLexicon", "Trigger"]

WORD: Final = regex.compile(r"[\p{L}\p{N}]++(?:[-.][\p{L}\p{N}]++)*+")
"""A word of a unit's text: letters and digits, hyphens and dots inside."""

_SHORTEST_COMPOUND: Final = 3
"""Letters that a compound has in front of its event noun, at least."""


class EventKindRule(PatternRule):
    """Nouns that name events of one kind."""

    kind: EventKind
    nouns: tuple[str, ...]
    compounds: bool = False
    weak: bool = False
    not_locative: bool = False
    """In the locative they tell when ('vakarā') or how ('divās kārtās')."""


class EventWords(Rule):
    """A class of words: stems that may go on, and whole words."""

    stems: tuple[str, ...]
    words: tuple[str, ...]


class VenueNoun(Rule):
    """A common noun for a place where events are held; the id is its nominative."""


@dataclass(frozen=True)
class Trigger:
    """A noun in a unit that names an event. Offsets are into the unit's text."""

    start: int
    end: int
    noun: str
    kind: EventKind
    weak: bool
    cases: frozenset[tuple[Case, Number]]
    rule: str

    def can_be(self, case: Case) -> bool:
        """Whether the form can stand in this case."""
        return any(c is case for c, _ in self.cases)

    @property
    def is_genitive_only(self) -> bool:
        """Whether the form is a genitive and nothing else."""
        return all(case is Case.GEN for case, _ in self.cases)


@dataclass(frozen=True)
class _Noun:
    noun: str
    kind: EventKind
    weak: bool
    cases: frozenset[tuple[Case, Number]]
    rule: str


class EventLexicon:
    """Finds event nouns and classes of words.

    Raises:
        RuleFileError: if a rule file is broken.
    """

    def __init__(self, rules: RuleSet) -> None:
        self._last: tuple[str, tuple[Trigger, ...]] = ("", ())
        self._forms: dict[str, _Noun] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], _Noun]]] = {}
        self._compounds: dict[str, _Noun] = {}
        for rule in rules.yaml("records/event_kinds.yaml", EventKindRule):
            for noun in rule.nouns:
                self._add(noun, rule)
        self._classes = {w.id: w for w in rules.yaml("records/event_words.yaml", EventWords)}
        self._patterns = {name: _any_word(words) for name, words in self._classes.items()}
        self._venues: dict[str, list[tuple[str, ...]]] = {}
        for venue in rules.csv("records/venues.csv", VenueNoun):
            *modifiers, head = venue.id.split()
            for form, readings in forms(head).items():
                if any(c in (Case.LOC, Case.GEN) for c, _ in readings):
                    self._venues.setdefault(form, []).append(tuple(modifiers))

    def _add(self, noun: str, rule: EventKindRule) -> None:
        *modifiers, head = noun.split()
        for form, readings in forms(head).items():
            if rule.not_locative and all(case is Case.LOC for case, _ in readings):
                continue
            found = _Noun(noun, rule.kind, rule.weak, frozenset(readings), rule.id)
            if modifiers:
                self._phrases.setdefault(form, []).append((tuple(modifiers), found))
                continue
            self._forms.setdefault(form, found)
            if rule.compounds:
                self._compounds.setdefault(form, found)

    def triggers(self, lower: str) -> tuple[Trigger, ...]:
        """The event nouns in a text in lower case, in order."""
        # a sentence is looked at several times over
        if self._last[0] != lower:
            self._last = (lower, tuple(self._triggers(lower)))
        return self._last[1]

    def _triggers(self, lower: str) -> Iterator[Trigger]:
        words = list(WORD.finditer(lower))
        for index, word in enumerate(words):
            found = self._phrase(lower, words, index) or self._word(word.group())
            if found is None:
                continue
            start = word.start()
            yield Trigger(
                start, word.end(), found.noun, found.kind, found.weak, found.cases, found.rule
            )

    def _phrase(self, lower: str, words: list[regex.Match[str]], index: int) -> _Noun | None:
        for modifiers, found in self._phrases.get(words[index].group(), ()):
            first = index - len(modifiers)
            if first < 0:
                continue
            before = [w.group() for w in words[first:index]]
            if all(_same_stem(a, b) for a, b in zip(before, modifiers, strict=True)):
                return found
        return None

    def _word(self, word: str) -> _Noun | None:
        found = self._forms.get(word)
        if found is not None:
            return found
        for cut in range(_SHORTEST_COMPOUND, len(word) - 4):
            found = self._compounds.get(word[cut:])
            if found is not None:
                return found
        return None

    def any_of(self, name: str, lower: str) -> bool:
        """Whether a word of the class `name` is in the text in lower case."""
        return self.first_of(name, lower) is not None

    def first_of(self, name: str, lower: str) -> int | None:
        """Where the first word of the class starts, or None."""
        found = self._patterns[name].search(lower)
        return found.start() if found is not None else None

    def is_one_of(self, name: str, word: str) -> bool:
        """Whether a word in lower case is of the class."""
        words = self._classes[name]
        return word in words.words or word.startswith(words.stems)

    def venue(self, lower: str, start: int = 0) -> tuple[int, int] | None:
        """The first venue without a name of its own in the locative ('kultūras namā'), or None."""
        words = list(WORD.finditer(lower, start))
        for index, word in enumerate(words):
            if not word.group().endswith(("ā", "ē", "ī", "ū", "os", "ās", "ēs", "īs")):
                continue
            best: int | None = None
            for modifiers in self._venues.get(word.group(), ()):
                first = index - len(modifiers)
                if first < 0:
                    continue
                before = [w.group() for w in words[first:index]]
                if all(_same_stem(a, b) for a, b in zip(before, modifiers, strict=True)):
                    at = words[first].start() if modifiers else word.start()
                    best = at if best is None else min(best, at)
            if best is not None:
                return best, word.end()
        return None


def _any_word(words: EventWords) -> Any:
    """A pattern that finds the first word of a class, as `WORD` divides the text."""
    choices = [regex.escape(stem) for stem in words.stems]
    end = r"(?![\p{L}\p{N}]|[-.][\p{L}\p{N}])"
    choices += [regex.escape(word) + end for word in sorted(words.words)]
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}])(?<![\p{{L}}\p{{N}}][-.])(?:{'|'.join(choices)})")


def _same_stem(word: str, modifier: str) -> bool:
    """Whether two forms are of one modifier: an adjective's ending may differ, its stem may not."""
    if word == modifier:
        return True
    stem = modifier[:-1] if len(modifier) > 4 else modifier
    return word.startswith(stem) and len(word) - len(stem) <= 4
