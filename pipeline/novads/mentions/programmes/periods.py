"""The planning periods that stand behind a programme's name, or elsewhere in the text."""

from __future__ import annotations

from typing import Final, NamedTuple

import regex

__all__ = ["PLANNING_PERIODS", "Period", "attached_period", "stated_period"]

PLANNING_PERIODS: Final = frozenset({(2000, 2006), (2004, 2006), (2007, 2013), (2014, 2020)}) | {
    (2021, 2027)
}
"""The EU's multiannual financial frameworks as Latvia took part in them (first and last year)."""

_YEARS: Final = r"(?<from>(?:19|20)\d\d)\.?\s*+(?:[-–—]|līdz)\s*+(?<to>(?:19|20)\d\d)\b"
_GAD: Final = r"(?:gad(?:am|iem|a|ā|u|os|i)(?!\w)|g\.)"


def _years(number: int) -> str:
    return _YEARS.replace("<from>", f"<from{number}>").replace("<to>", f"<to{number}>")


_ATTACHED: Final = regex.compile(
    rf"\s*+,?\s*+(?:{_years(1)}(?:\.?\s*+{_GAD}(?!\s+plānošanas)|\.(?=\s+\p{{Ll}})(?!\s+g)|(?!\.?\s*+(?:gad|g\.|\d)))"
    rf"|\(\s*+{_years(2)}(?:\.?\s*+{_GAD})?+\.?\s*+\))",
    regex.IGNORECASE,
)
_STATED: Final = regex.compile(r"\b" + _YEARS)


class Period(NamedTuple):
    """Years from a planning period, and where it ends in the text."""

    start: int
    end: int
    stop: int


def attached_period(text: str, at: int, stop: int) -> Period | None:
    """The period right behind a name that ends at `at`: ' 2014.-2020. gadam', ' (2014–2020)'."""
    match = _ATTACHED.match(text, at, stop)
    if match is None:
        return None
    first, last = int(match["from1"] or match["from2"]), int(match["to1"] or match["to2"])
    return Period(first, last, match.end()) if first <= last else None


def stated_period(text: str, start: int, stop: int) -> tuple[int, int] | None:
    """The one planning period that `text[start:stop]` names; None for none or several."""
    found = {
        years
        for match in _STATED.finditer(text, start, stop)
        if (years := (int(match["from"]), int(match["to"]))) in PLANNING_PERIODS
    }
    return found.pop() if len(found) == 1 else None
