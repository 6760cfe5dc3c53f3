"""Clock times: 'plkst. 17.00', '9.00–17.00', 'no plkst. 9 līdz 16', 'plkst. 900' (lost dots)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import regex

from novads.objects import Span

__all__ = ["ClockTime", "find_times"]


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A clock time or a range of them. 'līdz plkst. 16' alone has an end and no start."""

    span: Span
    start: dt.time | None
    end: dt.time | None
    is_marked: bool
    """Whether 'plkst.' or the like stands before it; the others are bare figures."""


_S: Final = r"[^\S\n]*+"
_CLOCK: Final = r"(?i:pulksten\p{L}{0,2}|pulkst|plkst|plks|plst|pl(?=\.))"
_MARK: Final = rf"(?:(?<![\p{{L}}])|(?<=\d|ā|ī)){_CLOCK}(?:\.|,|:)?{_S}"
_JOIN: Final = rf"{_S}(?:[-‐‑‒–—―−]|līdz|(?<and>un|,|/)){_S}"
# a time behind 'plkst.': 17, 17.00, 17:00, 1700, 17-00, 17 00
_HM: Final = r"(?:[01]?\d|2[0-4])[.:][0-5]\d(?![\d])"
_LOOSE: Final = rf"(?:{_HM}|(?:[01]?\d|2[0-4])[0-5]\d(?!\d)|(?:[01]?\d|2[0-4])(?!\d))"
# what a bare figure with a dot is not: money, a measure, a date, a longer number
_NO_TIME: Final = (
    r"(?!\.?\d|[^\S\n]*+(?:[€%°²]|(?i:eiro|eur|euro|ls|lvl|lat[ius]|milj|tūkst|ha\b|m2?\b|km|kg|kv|"
    r"cm|mm|gad|punkt|apakš|pasākum|specif|prioritā|nodaļ|kārt|aktivitā|rīcīb|stund|min\b|[cC]\b)"
    r"|\p{L}{0,3}\.\d))"
)
_BARE_DOT: Final = rf"(?:[01]?\d|2[0-4])\.[0-5]\d{_NO_TIME}"
_BARE_COLON: Final = r"(?:[01]?\d|2[0-3]):[0-5]\d(?!\d|:\d\d:)"
_NOT_INSIDE: Final = (
    r"(?<![\d\p{L}€+/][.,:/-]?)(?<!\d[^\S\n])(?<!EUR[^\S\n]|Ls[^\S\n]|Nr\.[^\S\n]?)"
)
_NOT_GLUED: Final = r"(?:(?<=\dT)|(?<![\d\p{L}€+/][.,:/-]?))"
# '… plkst. 23.00 – 1. janvāris': what follows is a day
_MONTH: Final = r"(?i:janv|febr|mart|apr|mai|j[ūu]n|j[ūu]l|aug|sept|okt|nov|dec)"
_TIME: Final = regex.compile(
    rf"(?<mark>{_MARK})(?<a>{_LOOSE})"
    rf"(?:{_JOIN}(?:{_CLOCK}\.?{_S})?(?<b>{_LOOSE})(?!\.?{_S}(?:{_MONTH}|gada)|\.\d))?"
    rf"|(?:{_NOT_INSIDE}(?<a>{_BARE_DOT})|{_NOT_GLUED}(?<a>{_BARE_COLON}))"
    rf"(?:{_JOIN}(?:{_CLOCK}\.?{_S})?(?<b>{_BARE_DOT}|{_BARE_COLON}))?"
)
_HOURS: Final = {
    "vienos": 1, "divos": 2, "trijos": 3, "četros": 4, "piecos": 5, "sešos": 6, "septiņos": 7,
    "astoņos": 8, "deviņos": 9, "desmitos": 10, "vienpadsmitos": 11, "divpadsmitos": 12,
}  # fmt: skip
_PART: Final = r"no\s+rīta|rītā|vakarā|pēcpusdienā|dienā|naktī"
_IN_WORDS: Final = regex.compile(
    rf"(?<![\p{{L}}])(?:{_CLOCK}\.?\s+(?<hour>{'|'.join(_HOURS)})(?:\s+(?<part>{_PART}))?"
    rf"|(?<hour>{'|'.join(_HOURS)})\s+(?<part>{_PART}))(?!\p{{L}})",
    regex.IGNORECASE,
)
_HINT: Final = re.compile(
    r"os (?=no rīta|rītā|vakarā|pēcp|dienā|naktī)|lks(?:ten|t\.?) [^\W\d]+os\b"
)
_NOON: Final = 12
_MORNING: Final = 9  # 'desmitos dienā' is before noon
_UNTIL: Final = regex.compile(r"līdz(?:[^\S\n]+pat)?[^\S\n]*+", regex.REVERSE)
_QUICK: Final = regex.compile(r"\d")


def find_times(text: str, start: int, end: int) -> list[ClockTime]:
    """The clock times in `text[start:end]`, in its order.

    A bare '17.00' counts where nothing says that it is money, a measure, a date or a section;
    24.00 is midnight, 0:00. Hours in words count behind 'pulksten' and before a part of the day.
    Two times with 'un' between them are two. Offsets are into `text`.
    """
    found = list(_in_words(text, start, end))
    if _QUICK.search(text, start, end) is None:
        return found
    spelled = len(found)
    for match in _TIME.finditer(text, start, end):
        first = _read(match["a"])
        if first is None:
            continue
        marked = match["mark"] is not None
        begin = match.start()
        if match["b"] is None:
            is_end = _UNTIL.match(text, max(start, begin - 14), begin) is not None
            span = _span(text, begin, match.end("a"))
            found.append(
                ClockTime(span, None if is_end else first, first if is_end else None, marked)
            )
            continue
        second = _read(match["b"])
        if match["and"] is not None or second is None:
            found.append(ClockTime(_span(text, begin, match.end("a")), first, None, marked))
            if second is not None:
                span = _span(text, match.start("b"), match.end("b"))
                found.append(ClockTime(span, second, None, marked))
        else:
            found.append(ClockTime(_span(text, begin, match.end("b")), first, second, marked))
    return sorted(found, key=lambda t: t.span.start) if spelled else found


def _in_words(text: str, start: int, end: int) -> Iterator[ClockTime]:
    """'pulksten astoņos', 'deviņos vakarā' (21.00), 'divos naktī'."""
    if _HINT.search(text, start, end) is None:
        return
    for match in _IN_WORDS.finditer(text, start, end):
        hour = _HOURS[match["hour"].lower()]
        part = (match["part"] or "").lower()
        if hour == _NOON and part == "naktī":
            hour = 0
        elif hour < _NOON and part in ("vakarā", "pēcpusdienā", "dienā"):
            hour += _NOON if part != "dienā" or hour < _MORNING else 0
        span = _span(text, match.start(), match.end())
        yield ClockTime(span, dt.time(hour), None, is_marked=True)


def _span(text: str, start: int, end: int) -> Span:
    return Span(start=start, end=end, text=text[start:end])


def _read(figure: str) -> dt.time | None:
    parts = regex.split(r"[.:]", figure)
    if len(parts) == 1 and len(figure) > 2:
        parts = [figure[:-2], figure[-2:]]
    hour, minute = int(parts[0]), int(parts[1]) if len(parts) > 1 else 0
    if hour == 24 and minute == 0:
        hour = 0
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None
