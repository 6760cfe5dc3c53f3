"""What neighbouring quantities do for each other: cents, ranges and lists."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import regex

from novads.mentions.money.context import CLOCK, CLOCK_FIGURE, is_owned, read_bare_sums
from novads.mentions.money.numerals import plain
from novads.mentions.money.quantity import Quantity
from novads.mentions.money.rules import BLANK, Lexicon

__all__ = ["link_quantities"]

_AND: Final = regex.compile(rf"{BLANK}{{1,2}}(?:un{BLANK}{{1,2}})?")
_RANGE: Final = regex.compile(
    rf"(?<dash>{BLANK}{{0,2}}[-–—−]{BLANK}{{0,2}})|{BLANK}{{1,2}}līdz{BLANK}{{1,2}}"
)
_LIST: Final = regex.compile(
    rf",{BLANK}{{1,2}}|{BLANK}?/{BLANK}?|;{BLANK}{{1,2}}|,?{BLANK}{{1,2}}(?:un|vai|jeb){BLANK}{{1,2}}"
)
_UP_TO: Final = regex.compile(rf"{BLANK}{{1,2}}līdz(?:{BLANK}{{1,2}}pat)?{BLANK}{{1,2}}")
_FROM: Final = regex.compile(rf"\bno{BLANK}{{1,2}}$", regex.IGNORECASE)


def link_quantities(text: str, quantities: list[Quantity], lexicon: Lexicon) -> list[Quantity]:
    """The sums of money among the quantities, each with its currency, in the text's order."""
    merged = _merge(text, quantities, lexicon)
    _share_currency(text, merged)
    read_bare_sums(text, merged, lexicon)
    return [q for q in merged if q.has_currency]


def _merge(text: str, quantities: list[Quantity], lexicon: Lexicon) -> list[Quantity]:
    """Join cents to their sum, and the ends of ranges."""
    out: list[Quantity] = []
    for quantity in quantities:
        while out:
            low = out[-1]
            joined = _with_cents(text, low, quantity) or _as_range(text, low, quantity, lexicon)
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


def _as_range(text: str, low: Quantity, high: Quantity, lexicon: Lexicon) -> Quantity | None:
    """'5-10 EUR', '3000 līdz 5000 eiro', '2–3 milj. eiro', 'EUR 10–20', '5 EUR – 10 EUR'."""
    if low.upper is not None or high.upper is not None or not (low.hit or high.hit):
        return None
    link = _RANGE.fullmatch(text, low.end, high.start)
    if link is None or not _may_be_range(text, low, high, by_dash=link["dash"] is not None):
        return None
    if low.hit is None and lexicon.trap_before(text[max(0, low.start - 24) : low.start]):
        return None  # 'Lote Nr. 3 – 1200 EUR'
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
    if not by_dash and _is_from(text, low):
        return False  # 'no 300 līdz 2000 EUR' are two sums
    if low.hit is not None and high.hit is not None:
        return by_dash and low.hit.rule.code == high.hit.rule.code
    if low.hit is not None and low.shape != "currency-before":
        return False  # '5 EUR – 10 dalībniekiem'
    if low.hit is None and CLOCK.search(text[max(0, start - 14) : start]):
        return False
    if by_dash and low.hit is None and not high.decimals:
        figure = text[start:end]
        if CLOCK_FIGURE.fullmatch(figure):
            return False
        spaced = text[end].isspace()
        if spaced and _is_year(low) and not _is_year(high):
            return False
    return True


def _is_from(text: str, quantity: Quantity) -> bool:
    return _FROM.search(text[max(0, quantity.start - 6) : quantity.start]) is not None


def _is_year(quantity: Quantity) -> bool:
    return (
        not quantity.grouped
        and not quantity.decimals
        and not quantity.in_words
        and 1900 <= quantity.amount <= 2100
    )


def _share_currency(text: str, quantities: list[Quantity]) -> None:
    """'5 vai 10 eiro', 'no 5 līdz 10 eiro', '2, 3 un 4 EUR': the last one's currency is all's."""
    for index in range(len(quantities) - 1, 0, -1):
        high, low = quantities[index], quantities[index - 1]
        if high.hit is None or low.hit is not None or high.hit.is_cents:
            continue
        bounds = _is_from(text, low) and _UP_TO.fullmatch(text, low.end, high.start)
        link = bounds or _LIST.fullmatch(text, low.end, high.start)
        if link is None:
            continue
        by_comma = link.group().strip() in (",", ";")
        if by_comma and high.shape != "list":
            continue
        if high.shape not in ("currency-after", "number-words", "list"):
            continue
        takes_scale = high.scale != 1 and low.scale == 1 and not low.in_words and low.amount < 1000
        far_below = low.scale == 1 and low.amount * 100 < high.amount
        if not (takes_scale or bounds) and (low.in_words or far_below or _is_year(low)):
            continue
        start = low.number_start
        if CLOCK.search(text[max(0, start - 14) : start]) or is_owned(text, start):
            continue
        if takes_scale:
            low.amount, low.scale = plain(low.amount * high.scale), high.scale
        low.hit, low.shape = high.hit, "list"
