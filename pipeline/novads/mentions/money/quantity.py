"""What is known of a number in the text while it is being read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from novads.mentions.money.rules import CurrencyHit

__all__ = ["Quantity"]


@dataclass(slots=True)
class Quantity:
    """A number with or without a currency. Offsets are half-open and include the currency."""

    start: int
    end: int
    number_start: int
    number_end: int
    amount: Decimal
    decimals: int = 0
    grouped: bool = False
    in_words: bool = False
    scale: Decimal = Decimal(1)
    readings: tuple[Decimal, ...] = ()
    problem: str | None = None
    hit: CurrencyHit | None = None
    shape: str = ""
    elided: bool = False
    upper: Decimal | None = None

    @property
    def has_currency(self) -> bool:
        """Whether it is a sum of money by its own currency."""
        return self.hit is not None
