"""A project's money: its lines, its total, and what doesn't agree in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from novads.objects import Claim, Funding, FundingRole, SourceWarning
from novads.records.funding import SHARES, Sum

__all__ = ["project_money"]

_ROUNDING = Decimal("1.00")
"""Shares may miss the total by this much, in the currency's unit, before a warning is given."""


def project_money(
    record_id: str, sums: Iterable[Sum]
) -> tuple[tuple[Funding, ...], Funding | None, tuple[SourceWarning, ...]]:
    """The project's funding lines, its total, and warnings about them."""
    lines: list[Funding] = []
    total: Funding | None = None
    eligible: Funding | None = None
    seen: set[tuple[Any, ...]] = set()
    for one in sums:
        if one.role is None or one.role in (
            FundingRole.PRICE,
            FundingRole.PRIZE,
            FundingRole.CEILING,
        ):
            continue
        line = one.line()
        if one.role is FundingRole.TOTAL:
            total = total or (line if line.amount is not None else None)
            continue
        key = (
            line.amount.value if line.amount else None,
            line.percent.value if line.percent and not line.amount else None,
            line.currency,
        )
        if key in seen:
            continue
        seen.add(key)
        lines.append(line)
        if one.role is FundingRole.ELIGIBLE and eligible is None:
            eligible = line
    shares = [x for x in lines if x.role in SHARES and x.amount is not None]
    if total is None:
        total = eligible or _computed_total(shares)
    return tuple(lines), total, tuple(_checks(record_id, total, shares))


def _computed_total(shares: Sequence[Funding]) -> Funding | None:
    """The sum of the shares, where they are in one currency and more than one."""
    amounts = [s.amount for s in shares if s.amount is not None]
    if len(amounts) < 2 or len({s.currency for s in shares}) != 1:
        return None
    return Funding(
        amount=Claim[Decimal](
            value=sum((a.value for a in amounts), Decimal(0)),
            mentions=tuple(m for a in amounts for m in a.mentions),
            spans=tuple(s for a in amounts for s in a.spans),
            source="rule:total-computed",
            confidence=min(a.confidence for a in amounts),
            computed=True,
        ),
        currency=shares[0].currency,
        role=FundingRole.TOTAL,
    )


def _checks(
    record_id: str, total: Funding | None, shares: Sequence[Funding]
) -> Iterable[SourceWarning]:
    """What doesn't agree: shares against the stated total, percentages against amounts."""
    if total is None or total.amount is None or total.amount.computed:
        return
    whole = total.amount.value
    same = [s for s in shares if s.currency == total.currency and s.amount is not None]
    added = sum((s.amount.value for s in same if s.amount is not None), Decimal(0))
    if len(same) > 1 and abs(added - whole) > _ROUNDING:
        parts = " + ".join(f"{s.amount.value:f}" for s in same if s.amount is not None)
        yield SourceWarning(
            code="shares-do-not-add-up",
            message=f"{parts} = {added:f}, but the stated total is {whole:f} {total.currency}",
            record=record_id,
            mentions=tuple(m for s in same if s.amount is not None for m in s.amount.mentions),
        )
    for share in same:
        if share.percent is None or share.amount is None or whole == 0:
            continue
        real = share.amount.value * 100 / whole
        if abs(real - share.percent.value) > Decimal("1.0"):
            yield SourceWarning(
                code="percentage-does-not-fit",
                message=f"{share.amount.value:f} of {whole:f} {total.currency} is {real:.2f} %, "
                f"not {share.percent.value:f} %",
                record=record_id,
                mentions=share.amount.mentions,
            )
