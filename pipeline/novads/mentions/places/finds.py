"""What the finders of places look at, and what they find."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from novads.mentions.places.lexicon import PlaceName
from novads.mentions.places.words import Word, words_of
from novads.mentions.quotes import Quoted, find_quoted
from novads.objects import PlaceKind

__all__ = ["Find", "Passage", "passage_of", "without_overlaps"]

_SPEECH_WORDS = 9
"""A quoted stretch with at least so many words and a comma or full stop is speech, not a title."""


@dataclass(frozen=True, slots=True)
class Find:
    """A place that a finder sees: numbers of words and code-point offsets are half-open."""

    first: int
    last: int
    start: int
    end: int
    name: str
    kind: PlaceKind
    rule: str
    confidence: float
    listed: PlaceName | None = None
    is_guess: bool = False
    """Whether its nominative is worked out from the form alone."""
    problem: str | None = None


@dataclass(slots=True)
class Passage:
    """A region of an article: its words, and its quoted stretches that are titles or names."""

    text: str
    words: list[Word]
    titles: list[Quoted]
    taken: set[int] = field(default_factory=set)
    """Numbers of words that belong to a council's name: no place is looked for there."""
    _stems: frozenset[str] | None = None

    def is_word(self, lower: str) -> bool:
        """Whether the passage has a word in small letters that this one is a form of."""
        if self._stems is None:
            small = {word.text for word in self.words if len(word.text) > 3 and word.text.islower()}
            self._stems = frozenset(
                word[:-cut] for word in small for cut in (1, 2, 3) if len(word) - cut > 2
            )
        return len(lower) > 3 and lower[: max(3, len(lower) - 2)] in self._stems


def passage_of(text: str, start: int, end: int) -> Passage:
    """The passage `text[start:end]`."""
    words = words_of(text, start, end)
    titles = []
    for quoted in find_quoted(text, start, end):
        if not quoted.is_balanced:
            continue
        inner = quoted.inner(text)
        if any(mark in inner for mark in ",.?!") and len(inner.split()) >= _SPEECH_WORDS:
            continue
        titles.append(quoted)
    at = 0
    for quoted in titles:
        while at < len(words) and words[at].start < quoted.inner_start:
            at += 1
        number = at
        while number < len(words) and words[number].end <= quoted.inner_end:
            words[number].quoted = True
            number += 1
    return Passage(text, words, titles)


def without_overlaps(finds: Iterable[Find]) -> list[Find]:
    """Finds that don't overlap, in the text's order: the longest win, then the surer."""
    kept: list[Find] = []
    taken: set[int] = set()
    for find in sorted(finds, key=lambda f: (f.start - f.end, -f.confidence, f.start)):
        offsets = range(find.start, find.end)
        if taken.isdisjoint(offsets):
            taken.update(offsets)
            kept.append(find)
    return sorted(kept, key=lambda f: f.start)
