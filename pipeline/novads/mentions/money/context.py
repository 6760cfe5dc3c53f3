"""Sums of money that stand without a currency, where the context makes them certain."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import Final

import regex

from novads.mentions.money.quantity import Quantity
from novads.mentions.money.rules import BLANK, CurrencyHit, Lexicon

__all__ = ["CLOCK", "CLOCK_FIGURE", "is_owned", "read_bare_sums"]

CLOCK: Final = regex.compile(r"(?:\bplkst\.?|\bpulksten|\blaik\w*)\s*(?:no\s*)?$", regex.IGNORECASE)
CLOCK_FIGURE: Final = regex.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")
_ORDINAL: Final = regex.compile(r"\.\s*\p{Ll}")
_CLOSED: Final = regex.compile(
    rf"{BLANK}*(?:$|[\n.,;:)\]–—-]|\((?!\d)|\(\d+[.,]?\d*\s?%|(?:un|no|bet|jeb|vai|apmērā|apjomā|"
    r"tiek|tika|tiks|ir|bija|būs|kas|ko|kuru|kurus|par|ar|bez|sedz|segs|apmaksā|saņems|piešķir\p{L}*|"
    r"ERAF|ELFLA|ESF|KF|ES|LAD|gadā|gada\s+laikā)(?!\p{L}))"
)
_SENTENCE: Final = regex.compile(r"(?<!\b(?:milj|mlj|mil|mljrd|tūkst|[Nn]r))[.!?]\s+\p{Lu}|\n")
_YEARS: Final = regex.compile(
    r"(?<!\d)(?:199|20[0-4])\d(?=\.?\s?(?:gad|g\.))|(?<=\d\d\.\d\d\.)(?:199|20[0-4])\d(?!\d)"
)
_EURO_SINCE: Final = 2014
_CUE_WINDOW: Final = 110
_LINE_END: Final = regex.compile(rf"{BLANK}{{0,4}}(?:[|;]{BLANK}{{0,4}})?(?:\n|$)")
_NEXT_LINE: Final = regex.compile(r"[^\n\d]{0,6}(?:\n\s{0,4}){1,2}[^\n]{0,200}")


def is_owned(text: str, start: int) -> bool:
    """Whether a figure is the tail of a word, a code or a longer number."""
    before = text[start - 1 : start]
    return bool(before) and (before.isalpha() or before in "-/_.")


def read_bare_sums(text: str, quantities: list[Quantity], lexicon: Lexicon) -> None:
    """Give bare figures that are certainly sums a currency.

    What makes them certain is the words before them ('izmaksas ir 293 346.69'), the sums in their
    line, a copy left out in brackets, or a column of such figures.
    """
    sums = [q for q in quantities if q.hit is not None]
    starts = [q.start for q in sums]
    nearest = _nearest(sums, starts)
    columns = _columns(text, quantities)
    stated: CurrencyHit | None = None
    searched = False
    for quantity in quantities:
        if quantity.hit is not None or (quantity.in_words and quantity.scale == 1):
            continue
        clear = quantity.decimals == 2 or quantity.elided
        if not (clear or quantity.grouped or quantity.scale != 1 or quantity.decimals == 1):
            continue
        certain = quantity.elided or quantity.start in columns
        if not certain and not _is_bare_sum(text, quantity, sums, starts, lexicon, clear=clear):
            continue
        window = text[max(0, quantity.start - _CUE_WINDOW) : quantity.start]
        hit = lexicon.header_currency(window) or nearest(quantity)
        if hit is None and clear and not sums:
            if not searched:
                stated, searched = lexicon.only_currency(text), True
            hit = stated
            if hit is None and quantity.start not in columns:
                hit = _of_the_time(text, lexicon)
                quantity.problem = quantity.problem or "no currency is stated in the article"
        if hit is not None:
            quantity.hit, quantity.shape = hit, "context"


def _columns(text: str, quantities: list[Quantity]) -> set[int]:
    """Where figures of a column start: with cents, at the ends of two or more lines in a row."""
    found: set[int] = set()
    last: Quantity | None = None
    for quantity in quantities:
        bare = quantity.hit is None and quantity.decimals == 2
        if not (bare and quantity.amount >= 1000 and _LINE_END.match(text, quantity.end)):
            continue
        if last is not None and _NEXT_LINE.fullmatch(text, last.end, quantity.start):
            found |= {last.start, quantity.start}
        last = quantity
    return found


def _of_the_time(text: str, lexicon: Lexicon) -> CurrencyHit | None:
    """Latvia's currency in the years that the text names; None if it names none.

    The euro replaced the lats on 1 January 2014 (Council Regulation (EU) No 678/2013).
    """
    years = [int(y) for y in _YEARS.findall(text)]
    if not years:
        return None
    return lexicon.by_code("EUR" if max(years) >= _EURO_SINCE else "LVL")


def _nearest(sums: list[Quantity], starts: list[int]) -> Callable[[Quantity], CurrencyHit | None]:
    def find(quantity: Quantity) -> CurrencyHit | None:
        at = bisect_left(starts, quantity.start)
        near = sums[max(0, at - 1) : at + 1]
        best = min(near, key=lambda q: abs(q.start - quantity.start), default=None)
        return best.hit if best is not None and best.hit and not best.hit.is_cents else None

    return find


def _is_bare_sum(
    text: str,
    quantity: Quantity,
    sums: list[Quantity],
    starts: list[int],
    lexicon: Lexicon,
    *,
    clear: bool,
) -> bool:
    start, end = quantity.number_start, quantity.number_end
    if lexicon.trap_after(text, end) or is_owned(text, start):
        return False
    if text[end : end + 1] in "/-:" and text[end + 1 : end + 2].isalnum():
        return False
    if _ORDINAL.match(text, end, end + 8):
        return False
    window = text[max(0, start - _CUE_WINDOW) : start]
    if lexicon.trap_before(window[-24:]) or CLOCK.search(window[-14:]):
        return False
    cut = 0
    for stop in _SENTENCE.finditer(window):
        cut = stop.end() - 1
    window = window[cut:]
    closed = _CLOSED.match(text, end, end + 40) is not None
    clock = CLOCK_FIGURE.fullmatch(text, start, end) is not None
    if any(cue.search(window) for cue in lexicon.cues):
        if clock:
            return False
        return (clear and (quantity.grouped or quantity.amount >= 100)) or closed
    if not clear or clock or not closed:
        return False
    line_start = text.rfind("\n", max(0, start - 300), start) + 1
    line_end = text.find("\n", end, end + 300)
    line_end = end + 300 if line_end < 0 else line_end
    at = bisect_left(starts, start)
    return any(
        line_start <= q.start < line_end and q.shape != "context"
        for q in sums[max(0, at - 1) : at + 1]
    )
