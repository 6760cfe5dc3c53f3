"""Short names that a text introduces, and names that it repeats without their legal form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import regex

from novads.mentions.organisations.found import Found
from novads.mentions.quotes import Quoted

__all__ = ["introduced", "repeated"]

_INTRODUCTION: Final = regex.compile(
    r"[”“\"»]?+[ \t\u00a0]{0,2}+\((?<later>turpmāk(?:\s+tekstā)?+\s*+[-–—:]?\s*+)?+[„“”\"«]?"
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

_INNER: Final = regex.compile(r'"(.+)"')
_MAX_NAMES: Final = 60  # names whose repeats are looked for; a page has no more


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


def repeated(
    text: str, start: int, stop: int, found: Sequence[Found], quotes: Sequence[Quoted]
) -> Iterator[Found]:
    """Where a quoted name stands again without what told it: in quotes, or if it is telling.

    A name is telling where it has two words, or capitals that no common word has.
    """
    names: dict[str, Found] = {}
    for one in found:
        if one.source.startswith(("forms/", "heads/")):
            quoted = _INNER.search(one.name)
            if quoted is not None or one.source.endswith(("-quoted", "-list")):
                names.setdefault(quoted[1] if quoted is not None else one.name, one)
    for quote in quotes:
        inner = " ".join(quote.inner(text).split())
        if quote.is_balanced and (full := names.get(inner)) is not None:
            yield _again(full, quote.inner_start, quote.inner_end, inner)
    telling = [n for n in list(names)[:_MAX_NAMES] if " " in n or sum(c.isupper() for c in n) > 1]
    if telling:
        alternatives = "|".join(regex.escape(n) for n in sorted(telling, key=len, reverse=True))
        pattern = regex.compile(rf"(?<![\w./@#-])(?:{alternatives})(?![\w@]|[./-]\w)")
        for match in pattern.finditer(text, start, stop):
            yield _again(names[match.group()], match.start(), match.end(), match.group())


def _again(full: Found, start: int, end: int, name: str) -> Found:
    return Found(start, end, name, full.kind, "repeats/name", 0.75, full.canonical)
