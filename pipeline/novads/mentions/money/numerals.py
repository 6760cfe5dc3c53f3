"""Numbers in words and in figures with words: 'divi tūkstoši', '3,2 miljoni', 'pusotrs miljons'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

__all__ = ["HALF", "NumeralKind", "Term", "evaluate", "plain"]

NumeralKind = Literal["figure", "unit", "teen", "ten", "hundred", "scale", "whole", "half"]


@dataclass(frozen=True, slots=True)
class Term:
    """One member of a number: a figure or a number word, and its value.

    `alone` says whether a hundred or a scale word means one of it without a number before it.
    """

    value: Decimal
    kind: NumeralKind
    alone: bool = False


HALF: Final = Term(Decimal("0.5"), "half")
"""'ar pusi' after a number."""

_HUNDRED = Decimal(100)


def plain(value: Decimal) -> Decimal:
    """The number without an exponent and without zeros after the decimal point."""
    value = value.normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def evaluate(terms: Sequence[Term]) -> Decimal | None:
    """The number that the terms make together, or None where they make none.

    Scales must fall ('2 miljoni 300 tūkstoši'), and so must the parts of a number below a thousand
    ('divsimt trīsdesmit pieci').
    """
    total = Decimal(0)
    current: Decimal | None = None
    rank = 9  # what the last part below a thousand was: 3 hundred, 2 ten, 1 unit, 0 figure
    limit: Decimal | None = None  # the last scale
    for term in terms:
        value = term.value
        if term.kind == "scale":
            if limit is not None and value >= limit:
                return None
            if current is None and not term.alone:
                return None
            total += (Decimal(1) if current is None else current) * value
            current, rank, limit = None, 9, value
        elif term.kind == "whole":
            if current is not None or limit is not None:
                return None
            total, limit = total + value, value
        elif term.kind == "hundred":
            if value == _HUNDRED and current is not None and rank <= 1 and current < 10:
                current *= _HUNDRED
            elif current is None and term.alone:
                current = value
            else:
                return None
            rank = 3
        elif term.kind == "half":
            if current is None or rank > 1:
                return None
            current, rank = current + value, 0
        elif term.kind == "figure":
            if current is not None or (limit is not None and value >= limit):
                return None
            current, rank = value, 0
        else:
            mine = {"ten": 2, "teen": 1, "unit": 1}[term.kind]
            if rank <= mine or (term.kind == "teen" and rank == 2):
                return None
            current, rank = (current or Decimal(0)) + value, mine
    if current is not None:
        total += current
    return total
