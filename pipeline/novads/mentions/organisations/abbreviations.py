"""Abbreviations that a text introduces: 'Ogres attīstības biedrība (OAB)', '(turpmāk – Centrs)'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import regex

from novads.mentions.organisations.found import Found

__all__ = ["introduced"]

_INTRODUCTION: Final = regex.compile(
    r"[ \t\u00a0]{0,2}+\((?<later>turpmāk(?:\s+tekstā)?+\s*+[-–—:]?\s*+)?+[„“”\"«]?"
    r"(?<short>\p{Lu}[\p{L}\p{N}&-]{1,14}+)[“”\"»]?\)"
)
_GENERIC: Final = frozenset(
    [
        "Pašvaldība",
        "Dome",
        "Biedrība",
        "Novads",
        "Projekts",
        "Programma",
        "Konkurss",
        "Pasūtītājs",
        "Izpildītājs",
        "Līgums",
    ]
)


def introduced(text: str, stop: int, found: Sequence[Found]) -> Iterator[Found]:
    """The short names that stand in brackets behind organisations, wherever they occur."""
    short: dict[str, Found] = {}
    for one in found:
        match = _INTRODUCTION.match(text, one.end, stop)
        if match is None or match["short"] in _GENERIC:
            continue
        is_code = sum(c.isupper() for c in match["short"]) > 1
        if is_code or match["later"] is not None:
            short.setdefault(match["short"], one)
    if not short:
        return
    alternatives = "|".join(regex.escape(s) for s in sorted(short, key=len, reverse=True))
    pattern = regex.compile(rf"(?<![\w./@#-])(?:{alternatives})(?![\w@/]|-\p{{L}}|\.\p{{Ll}})")
    for match in pattern.finditer(text, 0, stop):
        full = short[match.group()]
        yield Found(
            match.start(),
            match.end(),
            match.group(),
            full.kind,
            "abbreviations/introduced",
            0.9,
            full.canonical,
        )
