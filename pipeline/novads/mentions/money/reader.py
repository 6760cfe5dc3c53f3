"""From text to quantities: numbers in figures and words, and the currency that stands with them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from novads.mentions.money.copies import Copy, copy_at, value_in_words
from novads.mentions.money.numbers import first_number, last_number
from novads.mentions.money.numerals import plain
from novads.mentions.money.phrases import Item, read_phrases
from novads.mentions.money.quantity import Quantity
from novads.mentions.money.rules import BLANK, Lexicon

__all__ = ["read_quantities"]

_JOIN: Final = regex.compile(rf"{BLANK}{{0,3}}(?:\n{BLANK}{{0,3}})?")
_WHOLE: Final = regex.compile(r"[.,]\s?[-–—]{1,2}(?![\d])")
_SHORT: Final = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9}
_SHORT_SCALE: Final = regex.compile(r"(?:k|mn?|bn)(?![\p{L}\d²³])", regex.IGNORECASE)
_FIGURE_NEXT: Final = regex.compile(rf"{BLANK}{{0,2}}\d")
_YEAR: Final = regex.compile(r"(?:19|20)\d\d")
_EURO_AS_NAME: Final = regex.compile(r"(?:(?:19|20)\d\d|\d)(?!\d|[.,]\d)")


def read_quantities(text: str, start: int, end: int, lexicon: Lexicon) -> list[Quantity]:
    """Every number in `text[start:end]`, in order, with the currency that stands with it."""
    found: list[Quantity] = []
    taken = start
    for phrase in read_phrases(text, start, end, lexicon):
        if phrase[0].end <= taken:
            continue
        for quantity in _read_phrase(text, phrase, taken, end, lexicon):
            if found and quantity.start < found[-1].end and not found[-1].has_currency:
                found.pop()  # its digits turned out to be this one's
            found.append(quantity)
            taken = max(taken, quantity.end)
    return found


def _read_phrase(
    text: str, phrase: list[Item], taken: int, limit: int, lexicon: Lexicon
) -> Iterator[Quantity]:
    first = phrase[0]
    before = None
    if first.run is not None:
        before = lexicon.currency_before(text, first.start, taken)
        if before is not None and _is_name(text, before[1], first.start):
            before = None
    end = phrase[-1].end
    whole = _WHOLE.match(text, end, end + 5)
    short = _SHORT_SCALE.match(text, end, end + 4) if phrase[-1].run is not None else None
    number_end = next((m.end() for m in (whole, short) if m is not None), end)
    copy = copy_at(text, number_end, lexicon, in_figures=first.run is None)
    after = None
    for at in (number_end,) if copy is None else (copy.end, number_end):
        gap = _JOIN.match(text, at)
        after = after or lexicon.currency_at(text, gap.end() if gap else at)
    if after is not None and (after[1] > limit or _is_next(text, phrase, number_end, after[1])):
        after = None
    if before is not None:
        quantity = first_number(phrase)
        if quantity is not None:
            whole_phrase = quantity.number_end == end
            quantity.hit, quantity.start = before[0], before[1]
            quantity.shape = "currency-before"
            if whole_phrase:
                quantity.end = quantity.number_end = number_end
                _multiply(quantity, short)
                if after is not None and after[0].rule.code == before[0].rule.code:
                    quantity.end, quantity.shape = after[1], "currency-both"
                _add_copy(quantity, copy, lexicon)
            yield quantity
            if whole_phrase:
                return
    found = last_number(text, phrase, lexicon, wanted=after is not None)
    if found is None:
        return
    if before is not None and found.start < end and found.number_start <= phrase[0].start:
        return  # the prefix has it
    if after is None:
        found.number_end = found.end = end
        if copy is not None and not copy.words:
            found.end, found.elided = copy.end, True
        yield found
        return
    found.number_end = number_end
    _multiply(found, short)
    found.hit, found.end = after
    if found.hit.is_cents:
        found.shape = "cents"
    elif found.in_words:
        found.shape = "number-words"
    else:
        found.shape = "currency-after"
    if found.hit.rule.problem and not found.problem:
        found.problem = found.hit.rule.problem
    if copy is None or copy.end > found.end:
        copy = copy_at(text, found.end, lexicon)
    _add_copy(found, copy, lexicon)
    yield found


def _multiply(quantity: Quantity, short: regex.Match[str] | None) -> None:
    """'€1.5m', '500k EUR'."""
    if short is not None:
        quantity.amount = plain(
            min((quantity.amount, *quantity.readings)) * _SHORT[short[0].lower()]
        )
        quantity.readings, quantity.problem, quantity.decimals = (), None, 0


def _is_next(text: str, phrase: list[Item], number_end: int, end: int) -> bool:
    """Whether the currency rather belongs to a figure behind it: 'gadā 2021 EUR 500'."""
    if not _FIGURE_NEXT.match(text, end, end + 4):
        return False
    if "\n" in text[number_end:end]:
        return True
    last = phrase[-1].run
    return last is not None and bool(_YEAR.fullmatch(last.group_text(last.count - 1)))


def _is_name(text: str, start: int, figure: int) -> bool:
    """'EURO 2024' and 'EURO 6' are a tournament and a standard."""
    return text[start:figure].strip().lower() == "euro" and bool(
        _EURO_AS_NAME.match(text, figure, figure + 8)
    )


def _add_copy(quantity: Quantity, copy: Copy | None, lexicon: Lexicon) -> None:
    """Take the copy into the span, and mark a sum of which it says another."""
    if copy is None:
        return
    quantity.end = max(quantity.end, copy.end)
    said = value_in_words(copy.words, lexicon)
    if said is not None and said != quantity.amount // 1 and quantity.problem is None:
        quantity.problem = f"the words in brackets say {plain(said):f}"
        quantity.readings = (quantity.amount, plain(said))
