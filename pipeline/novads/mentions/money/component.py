"""The spaCy component that finds sums of money."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar

from spacy.tokens import Doc

from novads.mentions.component import (
    MentionComponent,
    make_span,
    mention_id,
    search_regions,
    text_of,
)
from novads.mentions.money.beside import qualifiers_of, share_of
from novads.mentions.money.links import link_quantities
from novads.mentions.money.quantity import Quantity
from novads.mentions.money.reader import read_quantities
from novads.mentions.money.rules import Lexicon
from novads.objects import AnyMention, Kind, Money
from novads.ruleset import RuleSet

__all__ = ["MoneyComponent", "find_money"]

_CENT = Decimal("0.01")
_DOUBTED = 0.7


def find_money(
    text: str, lexicon: Lexicon, ranges: Iterable[tuple[int, int]] | None = None
) -> list[Money]:
    """The sums of money in the text, in its order.

    Args:
        text: the article's text; the offsets of the mentions point into it.
        lexicon: the compiled rules.
        ranges: half-open ranges of the text to look in; None is all of it.
    """
    quantities: list[Quantity] = []
    for start, end in ranges if ranges is not None else ((0, len(text)),):
        quantities += read_quantities(text, start, end, lexicon)
    return [_money(text, q, lexicon) for q in link_quantities(text, quantities, lexicon)]


def _money(text: str, quantity: Quantity, lexicon: Lexicon) -> Money:
    hit = quantity.hit
    assert hit is not None
    amount, upper, readings = quantity.amount, quantity.upper, quantity.readings
    if hit.is_cents:
        amount = _in_cents(amount)
        upper = None if upper is None else _in_cents(upper)
        readings = tuple(_in_cents(r) for r in readings)
    confidence = lexicon.confidence.get(quantity.shape, 0.9)
    if quantity.problem is not None:
        confidence = min(confidence, _DOUBTED)
    start, end = quantity.start, quantity.end
    return Money(
        id=mention_id(Kind.MONEY, start, end),
        span=make_span(text, start, end),
        source=f"rule:{quantity.shape}",
        confidence=confidence,
        problem=quantity.problem,
        amount=amount,
        currency=hit.rule.code,
        upper=upper,
        readings=readings,
        qualifiers=qualifiers_of(text, start, end, lexicon),
        percent=share_of(text, start, end, lexicon),
    )


def _in_cents(amount: Decimal) -> Decimal:
    value = amount / 100
    return value.quantize(_CENT) if value == value.quantize(_CENT) else value


class MoneyComponent(MentionComponent):
    """Finds sums of money (`novads_money`)."""

    kind: ClassVar[Kind] = Kind.MONEY

    def __init__(self, name: str, rules: RuleSet) -> None:
        super().__init__(name)
        self.lexicon = Lexicon(rules)

    def __reduce__(self) -> tuple[Any, ...]:
        return MoneyComponent, (self.name, self.lexicon.rules)

    def find(self, doc: Doc) -> list[AnyMention]:
        """The sums of money in the regions that give mentions."""
        return list(find_money(text_of(doc), self.lexicon, search_regions(doc)))
