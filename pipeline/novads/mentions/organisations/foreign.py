"""Unquoted names in other languages: 'Tapas vald', 'Escola Secundária de Gondomar'."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from novads.mentions.organisations.found import Found
from novads.mentions.organisations.rules import OrganisationRules

__all__ = ["ForeignFinder"]

_SPACE: Final = r"[ \u00a0]"
_WORD: Final = r"\p{L}[\p{L}\p{M}'’.-]*+"
_SMALL: Final = (
    r"(?:de|di|da|do|dos|das|del|della|dell|du|des|la|le|el|les|y|e|of|for|and|the|in|für|und|der|"
    r"van|voor|och|og|ja|i|w|na|rajono|miesto|maakonna)"
)
_MOST: Final = 8
"""Words that a name may have."""


class ForeignFinder:
    """Finds names by the words for organisations in other languages.

    A name is the run of capitals, and small words of that language between them, around such a
    word. It is given as it stands, as Latvian leaves it uninflected.
    """

    def __init__(self, rules: OrganisationRules) -> None:
        self._heads = {row.id: row for row in rules.foreign}
        words = "|".join(sorted(map(regex.escape, self._heads), key=lambda w: (-len(w), w)))
        self._head = regex.compile(rf"(?<![\w-])(?:{words})(?![\w-])", regex.IGNORECASE)
        self._before = regex.compile(
            rf"(?:(?<![\w-])\p{{Lu}}{_WORD[5:]}{_SPACE}(?:{_SMALL}{_SPACE}){{0,2}}){{1,{_MOST}}}\Z"
        )
        self._after = regex.compile(
            rf"(?:{_SPACE}(?:{_SMALL}{_SPACE}){{0,2}}\p{{Lu}}{_WORD[5:]}){{1,{_MOST}}}"
        )

    def find(self, text: str, start: int, stop: int) -> Iterator[Found]:
        """The foreign names of `text[start:stop]`."""
        done = start
        for head in self._head.finditer(text, start, stop):
            if head.start() < done:
                continue
            window = max(done, head.start() - 120)
            before = self._before.search(text, window, head.start())
            begin = before.start() if before is not None else head.start()
            end = head.end()
            if text[head.start()].isupper():
                after = self._after.match(text, end, min(stop, end + 120))
                end = after.end() if after is not None else end
            if begin == head.start() and (end == head.end() or text[begin].islower()):
                continue  # the word by itself names nothing
            done = end
            kind = self._heads[head.group().lower()].kind
            name = " ".join(text[begin:end].split()).rstrip(".")
            end = begin + len(text[begin:end].rstrip("."))
            yield Found(begin, end, name, kind, "foreign", 0.75)
