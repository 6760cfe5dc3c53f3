"""Whether an institution's name stands for a place: 'koncerts Ogres bibliotēkā'."""

from __future__ import annotations

from collections.abc import Sequence

from novads.language.inflection import Case
from novads.mentions.places.lexicon import Contexts, HeadForm, Heads
from novads.mentions.places.words import Word
from novads.objects import PlaceKind

__all__ = ["Where"]


class Where:
    """Reads what stands beside an institution's name."""

    def __init__(self, heads: Heads, contexts: Contexts) -> None:
        self._heads = heads
        self._contexts = contexts

    def is_where(self, words: Sequence[Word], first: int, last: int, head: HeadForm) -> bool:
        """Whether the institution words[first:last] is spoken of as a place."""
        if head.is_locative:
            return True
        before = words[first - 1] if first and not words[first].breaks else None
        after = words[last] if last < len(words) and not words[last].breaks else None
        has = self._contexts.has
        if head.rule.kind is PlaceKind.STREET and before is not None:
            return has("along", before.lower)
        if head.can_be(Case.GEN) or head.can_be(Case.DAT):  # behind 'pie' a plural is a dative
            if before is not None and has("near", before.lower):
                return True
            if after is not None and has("part", after.lower):
                return True
        if head.can_be(Case.ACC) and before is not None:
            told = words[first - 2] if before.lower == "arī" and first > 1 else before
            if has("visited", told.lower):
                return True
        if not head.can_be(Case.NOM):
            return False
        if after is not None:
            return has("closed", after.lower) or self._is_address(words, last)
        ends = last == len(words) or words[last].breaks
        is_behind_comma = before is not None and before.text == ","
        return ends and is_behind_comma and _in_calendar(words, first)

    def _is_address(self, words: Sequence[Word], at: int) -> bool:
        """Whether a street in the locative follows: 'Sporta centrs Tērvetes ielā 10'."""
        if words[at].text in (",", "("):
            at += 1
        if at >= len(words) or not words[at].is_capital:
            return False
        for word in words[at + 1 : at + 4]:
            streets = [f for f in self._heads.of(word.lower) if f.rule.kind is PlaceKind.STREET]
            if streets:
                return any(form.is_locative for form in streets)
        return False


def _in_calendar(words: Sequence[Word], first: int) -> bool:
    """Whether the line begins with a figure: a date or a time."""
    at = first
    while at and not words[at].breaks:
        at -= 1
    while at < first and not words[at].text[0].isalnum():
        at += 1
    return words[at].text[0].isdigit()
