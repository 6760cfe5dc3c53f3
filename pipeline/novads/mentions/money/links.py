"""What neighbouring quantities do for each other: cents, ranges, lists and bare sums."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from decimal import Decimal
from typing import Final

import regex

from novads.mentions.money.numerals import plain
from novads.mentions.money.reader import Quantity
from novads.mentions.money.rules import BLANK, CurrencyHit, Lexicon

__all__ = ["link_quantities"]

_AND: Final = regex.compile(rf"{BLANK}{{1,2}}(?:un{BLANK}{{1,2}})?")
_RANGE: Final = regex.compile(
    rf"(?<dash>{BLANK}{{0,2}}[-–—−]{BLANK}{{0,2}})|{BLANK}{{1,2}}līdz{BLANK}{{1,2}}"
)
_LIST: Final = regex.compile(
    rf",{BLANK}{{1,2}}|{BLANK}?/{BLANK}?|;{BLANK}{{1,2}}|,?{BLANK}{{1,2}}(?:un|vai|jeb){BLANK}{{1,2}}"
)
_FROM: Final = regex.compile(rf"\bno{BLANK}{{1,2}}$", regex.IGNORECASE)
_CLOCK: Final = regex.compile(
    r"(?:\bplkst\.?|\bpulksten|\blaik\w*)\s*(?:no\s*)?$", regex.IGNORECASE
)
_CLOCK_FIGURE: Final = regex.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")
_ORDINAL: Final = regex.compile(r"\.\s*\p{Ll}")
_CLOSED: Final = regex.compile(
    rf"{BLANK}*(?:$|[\n.,;:)\]–—-]|\((?!\d)|\(\d+[.,]?\d*\s?%|(?:un|no|bet|jeb|vai|apmērā|apjomā|"
    r"tiek|tika|tiks|ir|bija|būs|kas|ko|kuru|kurus|par|ar|bez|sedz|segs|apmaksā|saņems|piešķir\p{L}*|"
    r"ERAF|ELFLA|ESF|KF|ES|LAD|gadā|gada\s+laikā)(?!\p{L}))"
)
_SENTENCE: Final = regex.compile(r"[.!?]\s+\p{Lu}|\n")
_YEARS: Final = regex.compile(
    r"(?<!\d)(?:199|20[0-4])\d(?=\.?\s?(?:gad|g\.))|(?<=\d\d\.\d\d\.)(?:199|20[0-4])\d(?!\d)"
)
_EURO_SINCE: Final = 2014
_CUE_WINDOW: Final = 110
_LIST_LIMIT: Final = 6


def link_quantities(text: str, quantities: list[Quantity], lexicon: Lexicon) -> list[Quantity]:
    """The sums of money among the quantities, each with its currency, in the text's order."""
    merged = _merge(text, quantities)
    _share_currency(text, merged)
    _from_context(text, merged, lexicon)
    return [q for q in merged if q.has_currency]


def _merge(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """Join cents to their sum, and the ends of ranges."""
    out: list[Quantity] = []
    for quantity in quantities:
        while out:
            joined = _with_cents(text, out[-1], quantity) or _as_range(text, out[-1], quantity)
            if joined is None:
                break
            out.pop()
            quantity = joined
        out.append(quantity)
    return out


def _with_cents(text: str, whole: Quantity, cents: Quantity) -> Quantity | None:
    """'3 eiro un 50 centi'."""
    if whole.hit is None or cents.hit is None or whole.hit.is_cents or not cents.hit.is_cents:
        return None
    if whole.hit.rule.code != cents.hit.rule.code or whole.upper is not None:
        return None
    if whole.decimals or cents.amount >= 100 or not _AND.fullmatch(text, whole.end, cents.start):
        return None
    whole.amount += (cents.amount / 100).quantize(Decimal("0.01"))
    whole.decimals, whole.end = 2, cents.end
    return whole


def _as_range(text: str, low: Quantity, high: Quantity) -> Quantity | None:
    """'5-10 EUR', 'no 3000 līdz 5000 eiro', '2–3 milj. eiro', 'EUR 10–20', '5 EUR – 10 EUR'."""
    if low.upper is not None or high.upper is not None or not (low.hit or high.hit):
        return None
    link = _RANGE.fullmatch(text, low.end, high.start)
    if link is None or not _may_be_range(text, low, high, by_dash=link["dash"] is not None):
        return None
    amount = low.amount
    if low.scale == 1 and high.scale != 1 and low.hit is None and low.amount < 1000:
        amount = plain(low.amount * high.scale)
    hit = high.hit or low.hit
    assert hit is not None
    if hit.is_cents != (low.hit or hit).is_cents or amount >= high.amount:
        return None
    readings: tuple[Decimal, ...] = ()
    problem = low.problem or high.problem
    if low.hit is None and high.grouped and not low.grouped and amount < 100 and not low.decimals:
        short = plain(high.amount)
        factor = Decimal(1000) if short < 1_000_000 else Decimal(1_000_000)
        readings = (amount * factor, amount)
        if amount * factor < high.amount:
            amount, problem = amount * factor, "the lower bound may lack its zeros"
        else:
            readings = ()
    high.upper, high.amount = high.amount, amount
    high.start, high.number_start = low.start, low.number_start
    high.hit, high.shape = hit, "range"
    high.readings = readings or tuple(low.readings)
    high.problem = problem
    return high


def _may_be_range(text: str, low: Quantity, high: Quantity, *, by_dash: bool) -> bool:
    start, end = low.number_start, low.number_end
    if low.hit is not None and high.hit is not None:
        if low.hit.rule.code != high.hit.rule.code:
            return False
        return by_dash or bool(_FROM.search(text[max(0, low.start - 6) : low.start]))
    if low.hit is not None and low.shape != "currency-before":
        return False  # '5 EUR – 10 dalībniekiem'
    if low.hit is None and _CLOCK.search(text[max(0, start - 14) : start]):
        return False
    if by_dash and low.hit is None and not high.decimals:
        figure = text[start:end]
        if _CLOCK_FIGURE.fullmatch(figure):
            return False
        spaced = text[end].isspace()
        if spaced and _is_year(low) and not _is_year(high):
            return False
    return True


def _is_year(quantity: Quantity) -> bool:
    return (
        not quantity.grouped
        and not quantity.decimals
        and not quantity.in_words
        and 1900 <= quantity.amount <= 2100
    )


def _share_currency(text: str, quantities: list[Quantity]) -> None:
    """'5 vai 10 eiro', '200, 300 un 400 EUR': the last one's currency is that of all."""
    for index in range(len(quantities) - 1, 0, -1):
        high, low = quantities[index], quantities[index - 1]
        if high.hit is None or low.hit is not None or high.hit.is_cents:
            continue
        link = _LIST.fullmatch(text, low.end, high.start)
        if link is None:
            continue
        by_comma = link.group().strip() in (",", ";")
        if by_comma and high.shape != "list":
            continue
        if high.shape not in ("currency-after", "number-words", "list"):
            continue
        takes_scale = high.scale != 1 and low.scale == 1 and not low.in_words and low.amount < 1000
        far_below = low.scale == 1 and low.amount * 100 < high.amount
        if not takes_scale and (low.in_words or far_below or _is_year(low)):
            continue
        start = low.number_start
        if _CLOCK.search(text[max(0, start - 14) : start]) or _is_owned(text, start):
            continue
        if takes_scale:
            low.amount, low.scale = plain(low.amount * high.scale), high.scale
        low.hit, low.shape, low.guessed = high.hit, "list", True


def _is_owned(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    return bool(before) and (before.isalpha() or before in "-/_.")


def _from_context(text: str, quantities: list[Quantity], lexicon: Lexicon) -> None:
    """Bare figures that are certainly sums: by the words before them or the sums beside them."""
    sums = [q for q in quantities if q.hit is not None]
    starts = [q.start for q in sums]
    nearest = _nearest(sums, starts)
    for quantity in quantities:
        if quantity.hit is not None or (quantity.in_words and quantity.scale == 1):
            continue
        clear = quantity.decimals == 2 or quantity.elided
        if not (clear or quantity.grouped or quantity.scale != 1 or quantity.decimals == 1):
            continue
        if not quantity.elided and not _is_bare_sum(
            text, quantity, sums, starts, lexicon, clear=clear
        ):
            continue
        window = text[max(0, quantity.start - _CUE_WINDOW) : quantity.start]
        hit = lexicon.header_currency(window) or nearest(quantity)
        if hit is None and clear and not sums:
            hit = _of_the_time(text, lexicon)
            quantity.problem = quantity.problem or "no currency is stated in the article"
        if hit is None:
            continue
        quantity.hit, quantity.shape, quantity.guessed = hit, "context", True


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
    if lexicon.trap_after(text, end) or _is_owned(text, start):
        return False
    if text[end : end + 1] in "/-:" and text[end + 1 : end + 2].isalnum():
        return False
    if _ORDINAL.match(text, end, end + 8):
        return False
    window = text[max(0, start - _CUE_WINDOW) : start]
    if lexicon.trap_before(window[-24:]) or _CLOCK.search(window[-14:]):
        return False
    cut = 0
    for stop in _SENTENCE.finditer(window):
        cut = stop.end() - 1
    window = window[cut:]
    closed = _CLOSED.match(text, end, end + 40) is not None
    clock = _CLOCK_FIGURE.fullmatch(text, start, end) is not None
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
