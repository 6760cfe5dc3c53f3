"""Sums of money as the corpus writes them: `48454.95 EUR`, and `100..200 EUR` for a range."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

import regex
from pydantic import AfterValidator

__all__ = ["CURRENCIES", "Sum", "SumText"]

CURRENCIES = frozenset(
    {
        "EUR",
        "LVL",
        "LVR",
        "EEK",
        "LTL",
        "USD",
        "GBP",
        "CHF",
        "NOK",
        "SEK",
        "DKK",
        "ISK",
        "PLN",
        "CZK",
        "HUF",
        "RON",
        "BGN",
        "UAH",
        "BYN",
        "BYR",
        "RUB",
        "RUR",
        "GEL",
        "MDL",
    }
)
"""The ISO 4217 codes (current and withdrawn) that the corpus may use; another is a slip."""

_SUM = regex.compile(r"(?<low>\d+(?:\.\d+)?)(?:\.\.(?<high>\d+(?:\.\d+)?))? (?<currency>[A-Z]{3})")


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount, or a range of amounts, and its currency. 3400 and 3400.00 are equal."""

    amount: Decimal
    currency: str
    upper: Decimal | None = None

    @classmethod
    def parse(cls, text: str) -> Sum:
        """Read `48454.95 EUR` or `100..200 EUR`.

        Raises:
            ValueError: if it is neither, if the currency is unknown, or the range runs backwards.
        """
        match = _SUM.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is no sum such as '48454.95 EUR' or '100..200 EUR'")
        if match["currency"] not in CURRENCIES:
            raise ValueError(f"{match['currency']!r} is no currency code that the corpus knows")
        low, high = Decimal(match["low"]), match["high"]
        upper = Decimal(high) if high else None
        if upper is not None and upper < low:
            raise ValueError(f"{text!r} runs backwards")
        return cls(low, match["currency"], upper)

    def __str__(self) -> str:
        upper = f"..{self.upper:f}" if self.upper is not None else ""
        return f"{self.amount:f}{upper} {self.currency}"


def _checked(text: str) -> str:
    Sum.parse(text)
    return text


SumText = Annotated[str, AfterValidator(_checked)]
"""Text that `Sum.parse` can read."""
