r"""Patterns over a unit's text in which mentions are single signs.

A rule of the records layer is a regular expression with kinds of mention in braces, such as
`vadoš\w++ partner\w++ (?:ir |– )?{WHO}`. Before matching, every mention of the unit is replaced by
a sign that carries its kind and number: a name of five words is one thing to the pattern.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import regex

from novads.objects import AnyMention, Kind
from novads.records.reading import Unit

__all__ = ["Masked", "compile_masked", "mask"]

_LETTER: Final = {
    Kind.DATE: "D",
    Kind.PLACE: "P",
    Kind.ORG: "O",
    Kind.PROGRAMME: "G",
    Kind.MONEY: "M",
    Kind.PROJECT: "T",
}
_SIGN = regex.compile(r"⟦[DPOGMT](\d++)⟧")
_MACROS: Final = {
    "{DATE}": r"⟦D\d++⟧",
    "{PLACE}": r"⟦P\d++⟧",
    "{ORG}": r"⟦O\d++⟧",
    "{PROGRAMME}": r"⟦G\d++⟧",
    "{MONEY}": r"⟦M\d++⟧",
    "{PROJECT}": r"⟦T\d++⟧",
    # who acts: an organisation, or a place that stands for its people
    "{WHO}": r"⟦[OP]\d++⟧",
    # a list of them, with up to six words around each ("ar partneriem no X, Y un Z kopienas")
    "{WHOS}": r"⟦[OP]\d++⟧(?:[^⟦.;:]{0,60}⟦[OP]\d++⟧)*+",
    # up to six words that are no mention
    "{WORDS}": r"(?:[^\s⟦⟧.;:]++\s++){0,6}?",
}


@dataclass(frozen=True)
class Masked:
    """A unit's masked text, and the way back to its mentions and offsets."""

    unit: Unit
    text: str
    _offsets: tuple[int, ...]

    def mentions(self, start: int, end: int) -> list[AnyMention]:
        """The mentions whose signs stand between two offsets of the masked text.

        A bare head noun gives the mention of the organisation that it goes back to.
        """
        return [self._signed(int(m[1])) for m in _SIGN.finditer(self.text, start, end)]

    def _signed(self, number: int) -> AnyMention:
        own = len(self.unit.mentions)
        if number < own:
            return self.unit.mentions[number]
        return self.unit.references[number - own][2]

    def has(self, *letters: str) -> bool:
        """Whether a mention of one of the kinds, by their letters, stands in it."""
        return any(f"⟦{letter}" in self.text for letter in letters)

    def offset(self, masked: int) -> int:
        """The offset in the article's text of an offset in the masked text."""
        return self._offsets[masked]


def mask(unit: Unit) -> Masked:
    """Replace the unit's mentions, and bare head nouns that go back to one, by signs.

    Done once for a unit, as several rule files are read over it.
    """
    known: Masked | None = unit.__dict__.get("_masked")
    if known is None:
        known = unit.__dict__["_masked"] = _mask(unit)
    return known


def _mask(unit: Unit) -> Masked:
    parts: list[str] = []
    offsets: list[int] = []
    at = unit.start
    own = len(unit.mentions)
    signs = [(m.span.start, m.span.end, m.kind, n) for n, m in enumerate(unit.mentions)]
    signs += [
        (unit.start + start, unit.start + end, named.kind, own + n)
        for n, (start, end, named) in enumerate(unit.references)
    ]
    for start, end, kind, number in sorted(signs, key=lambda sign: sign[0]):
        _add(parts, offsets, unit.text[at - unit.start : start - unit.start], at)
        sign = f"⟦{_LETTER[kind]}{number}⟧"
        parts.append(sign)
        offsets.extend([start] * len(sign))
        at = min(end, unit.end)
    _add(parts, offsets, unit.text[at - unit.start :], at)
    offsets.append(unit.end)
    return Masked(unit=unit, text="".join(parts), _offsets=tuple(offsets))


def _add(parts: list[str], offsets: list[int], text: str, at: int) -> None:
    # a bracket of the text itself can't be taken for a sign
    parts.append(text.replace("⟦", "[").replace("⟧", "]"))
    offsets.extend(range(at, at + len(text)))


def compile_masked(pattern: str) -> Any:
    """Compile a pattern with macros; case is ignored.

    Raises:
        regex.error: if the pattern isn't a regular expression.
    """
    for macro, expansion in _MACROS.items():
        pattern = pattern.replace(macro, expansion)
    return regex.compile(pattern, regex.IGNORECASE)
