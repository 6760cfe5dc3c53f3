"""What the words beside a sum say: caps, floors, approximation, VAT, and the share it is."""

from __future__ import annotations

from decimal import Decimal

from novads.mentions.money.rules import Lexicon
from novads.objects import MoneyQualifier

__all__ = ["qualifiers_of", "share_of"]

_WINDOW = 70
_HUNDRED = Decimal(100)


def qualifiers_of(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[MoneyQualifier, ...]:
    """The qualifiers of the sum at `text[start:end]`, in the enumeration's order."""
    before = text[max(0, start - _WINDOW) : start]
    after = text[end : end + _WINDOW]
    found = {rule.qualifier for rule, pattern in lexicon.qualifiers_before if pattern.match(before)}
    for rule, pattern in lexicon.qualifiers_after:
        if pattern.match(after):
            found.add(rule.qualifier)
    return tuple(q for q in MoneyQualifier if q in found)


def share_of(text: str, start: int, end: int, lexicon: Lexicon) -> Decimal | None:
    """The percentage tied to the sum at `text[start:end]`, such as 85 for 'N EUR (85%)'."""
    before = text[max(0, start - _WINDOW) : start]
    after = text[end : end + _WINDOW]
    for pattern in lexicon.shares_after:
        if match := pattern.match(after):
            return _percent(match["number"])
    for pattern in lexicon.shares_before:
        if match := pattern.match(before):
            return _percent(match["number"])
    return None


def _percent(number: str) -> Decimal | None:
    value = Decimal(number.replace(",", "."))
    return value if value <= _HUNDRED else None
