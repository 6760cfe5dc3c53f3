"""The number that a phrase of figures and number words starts or ends with."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

import regex

from novads.mentions.money.figures import SPACES, Figure, Run
from novads.mentions.money.numerals import Term, evaluate, plain
from novads.mentions.money.phrases import Item
from novads.mentions.money.quantity import Quantity
from novads.mentions.money.rules import BLANK, Lexicon

__all__ = ["first_number", "last_number"]

_STRAY_DECIMALS: Final = regex.compile(rf"\d{{1,3}}(?:[{SPACES}.']\d{{3}})+,{BLANK}$")
_VAGUE: Final = regex.compile(
    r"(?:vairāk|daudz|daž|neskaitām|desmit|simt|tūkstoš)\p{L}*\s+$", regex.IGNORECASE
)
_TAIL_WORD: Final = regex.compile(r"\p{L}+$")
_CODE: Final = regex.compile(r"[\p{Lu}_][/_]$")
_UNIT: Final = regex.compile(r"[kdcm]?m")
_MAX_TERMS: Final = 12


def _from_figure(figure: Figure) -> Quantity:
    return Quantity(
        start=figure.start,
        end=figure.end,
        number_start=figure.start,
        number_end=figure.end,
        amount=figure.amount,
        decimals=figure.decimals,
        grouped=figure.grouped,
        readings=figure.readings,
        problem=figure.problem,
    )


def _scaled(figure: Figure, terms: list[Term]) -> Quantity | None:
    """A figure with number words behind it; before a scale three decimals are decimals."""
    amount = figure.amount
    if not terms:
        return _from_figure(figure)
    quantity = _from_figure(figure)
    if terms[0].kind in ("scale", "half") and figure.readings and figure.amount % 1 == 0:
        amount = min(figure.readings)
        quantity = replace(quantity, readings=(), problem=None, grouped=False)
    value = evaluate([Term(amount, "figure"), *terms])
    if value is None:
        return None
    scales = [t.value for t in terms if t.kind == "scale"]
    quantity.amount = plain(value)
    quantity.scale = scales[-1] if len(scales) == 1 and terms[-1].kind == "scale" else Decimal(1)
    quantity.decimals = 0
    return quantity


def first_number(phrase: list[Item]) -> Quantity | None:
    """The longest quantity that the phrase starts with, for a currency that stands before it."""
    run = phrase[0].run
    assert run is not None
    figure = run.prefix()
    if figure is None:
        return None
    terms: list[Term] = []
    end = figure.end
    if figure.end == phrase[0].end:
        for item in phrase[1:_MAX_TERMS]:
            if item.term is None or item.term.kind not in ("scale", "half"):
                break
            terms.append(item.term)
            end = item.end
    quantity = _scaled(figure, terms)
    if quantity is None:
        return None
    quantity.end = quantity.number_end = end
    return quantity


def last_number(
    text: str, phrase: list[Item], lexicon: Lexicon, *, wanted: bool
) -> Quantity | None:
    """The longest quantity that the phrase ends with."""
    phrase = phrase[-_MAX_TERMS:]
    for index, item in enumerate(phrase):
        rest = phrase[index + 1 :]
        if item.run is not None:
            quantity = _figure_first(text, item, rest, lexicon, wanted=wanted)
        else:
            quantity = _words_first(text, phrase[index:])
        if quantity is not None:
            quantity.end = phrase[-1].end
            return quantity
    return None


def _figure_first(
    text: str, item: Item, rest: list[Item], lexicon: Lexicon, *, wanted: bool
) -> Quantity | None:
    run = item.run
    assert run is not None
    terms: list[Term] = []
    for other in rest:
        if other.term is None:
            figure = other.run.suffix() if other.run is not None else None
            if figure is None or figure.start != other.start:
                return None
            terms.append(Term(figure.amount, "figure"))
        else:
            terms.append(other.term)
    skip, owned = _owned(text, run, lexicon)
    figure = run.suffix(skip)
    if figure is None and skip and not owned:
        skip, figure = 0, run.suffix()
    if figure is None:
        figure = run.broken() if wanted and not owned else None
    if figure is None:
        return None
    quantity = _scaled(figure, terms)
    if quantity is None:
        return None
    if skip and not quantity.readings:
        longer = run.suffix()
        if longer is not None and longer.start < figure.start and not terms:
            quantity.readings = (figure.amount, longer.amount)
            quantity.problem = "the first digits may be another number"
    if wanted and not terms and run.count == 1 and len(run.group_text(0)) == 2:
        stray = _STRAY_DECIMALS.search(text[max(0, run.start - 24) : run.start])
        if stray is not None:
            return _with_stray_decimals(text, quantity, len(stray.group()))
    return quantity


def _with_stray_decimals(text: str, quantity: Quantity, length: int) -> Quantity:
    """'12 345, 67 EUR': a blank behind the decimal comma, unless it is a list."""
    start = quantity.start - length
    head = regex.sub(r"\D", "", text[start : quantity.start])
    quantity.amount = Decimal(f"{head}.{text[quantity.start : quantity.end]}")
    quantity.start = quantity.number_start = start
    quantity.decimals, quantity.grouped = 2, True
    quantity.problem = "a blank stands behind the decimal comma"
    return quantity


def _owned(text: str, run: Run, lexicon: Lexicon) -> tuple[int, bool]:
    """How many groups at the run's start belong to what stands before it, and whether surely.

    'Nr. 5 100 000 EUR', 'LV-4570 20 EUR', '120 m2 500 EUR', 'A7 500 EUR'.
    """
    window = text[max(0, run.start - 24) : run.start]
    if trap := lexicon.trap_before(window):
        return 1, trap.certain
    before = text[run.start - 1 : run.start]
    if before.isalpha() and lexicon.currency_before(text, run.start, run.start - 4) is None:
        word = _TAIL_WORD.search(window)
        stem = word.group() if word else before
        if stem[-1].isupper() or _UNIT.fullmatch(stem):
            return 1, True
    if _CODE.search(window) and not window[:-1].endswith(lexicon.codes):
        return 1, True
    return 0, False


def _words_first(text: str, items: list[Item]) -> Quantity | None:
    terms: list[Term] = []
    for item in items:
        if item.term is None:
            run = item.run
            figure = run.suffix() if run is not None else None
            if figure is None or figure.start != item.start:
                return None
            terms.append(Term(figure.amount, "figure"))
        else:
            terms.append(item.term)
    value = evaluate(terms)
    if value is None:
        return None
    start = items[0].start
    if terms[0].kind in ("scale", "hundred") and _VAGUE.search(text[max(0, start - 24) : start]):
        return None
    scales = [t.value for t in terms if t.kind == "scale"]
    return Quantity(
        start=start,
        end=items[-1].end,
        number_start=start,
        number_end=items[-1].end,
        amount=plain(value),
        in_words=True,
        scale=scales[-1] if len(scales) == 1 and terms[-1].kind == "scale" else Decimal(1),
    )
