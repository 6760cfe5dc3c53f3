"""Properties of scoring mentions, and what each mode lets pass."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novads.evaluation.facts import MentionFacts, Name, level
from novads.evaluation.mention_scores import MODES, ErrorType, judge, score_mentions
from novads.evaluation.scores import Counts, mean_f1
from novads.evaluation.sums import Sum
from novads.objects import Kind


def place(start: int, end: int, name: str = "Ogre") -> MentionFacts:
    """A place."""
    return MentionFacts(start, end, Kind.PLACE, Name(name))


@st.composite
def mentions(draw: st.DrawFn) -> MentionFacts:
    """Any mention in a short text, so that many overlap."""
    start = draw(st.integers(0, 30))
    end = start + draw(st.integers(1, 8))
    kind = draw(st.sampled_from([Kind.PLACE, Kind.ORG, Kind.PROGRAMME]))
    key = draw(st.sampled_from([None, "K", "L"])) if kind is Kind.PROGRAMME else None
    return MentionFacts(start, end, kind, Name(draw(st.sampled_from("ab")), key))


sides = st.lists(mentions(), max_size=9)


@given(sides, sides, st.randoms())
def test_order_does_not_matter(gold: list[MentionFacts], found: list[MentionFacts], rng) -> None:  # type: ignore[no-untyped-def]
    before = score_mentions(gold, found), judge(gold, found)
    gold, found = list(gold), list(found)
    rng.shuffle(gold)
    rng.shuffle(found)
    assert (score_mentions(gold, found), judge(gold, found)) == before


@given(sides, sides)
def test_swapping_the_sides_swaps_precision_and_recall(
    gold: list[MentionFacts], found: list[MentionFacts]
) -> None:
    there, back = score_mentions(gold, found), score_mentions(found, gold)
    for measure, counts in there.items():
        assert counts.precision == back[measure].recall
        assert counts.recall == back[measure].precision
        assert counts.f1 == back[measure].f1


@given(sides, sides, mentions())
def test_a_wrong_prediction_never_raises_precision(
    gold: list[MentionFacts], found: list[MentionFacts], wrong: MentionFacts
) -> None:
    moved = dataclasses.replace(wrong, start=wrong.start + 100, end=wrong.end + 100)
    before, after = score_mentions(gold, found), score_mentions(gold, [*found, moved])
    for measure, counts in after.items():
        assert counts.matched == before[measure].matched
        assert (counts.precision or 0.0) <= (before[measure].precision or 0.0)
        assert counts.recall == before[measure].recall


@given(sides)
def test_perfect_is_one(gold: list[MentionFacts]) -> None:
    for counts in score_mentions(gold, gold).values():
        expected = 1.0 if counts.gold else None
        assert counts.precision == counts.recall == counts.f1 == expected


@given(sides, sides)
def test_modes_are_ordered(gold: list[MentionFacts], found: list[MentionFacts]) -> None:
    scored = score_mentions(gold, found)
    for kind in (*(k.value for k in Kind), "micro"):
        strict, overlap, value = (scored[f"{mode}/{kind}"].matched for mode in MODES)
        assert strict <= overlap
        assert value <= overlap
        assert overlap <= min(scored[f"strict/{kind}"].gold, scored[f"strict/{kind}"].predicted)


@given(sides, sides)
def test_every_mention_is_judged_once(gold: list[MentionFacts], found: list[MentionFacts]) -> None:
    judged = judge(gold, found)

    def key(m: MentionFacts) -> str:
        return repr(m)

    assert sorted((j.gold for j in judged if j.gold), key=key) == sorted(gold, key=key)
    assert sorted((j.predicted for j in judged if j.predicted), key=key) == sorted(found, key=key)


def test_two_predictions_over_one_gold() -> None:
    # the exact one is taken whichever comes first, and the other is spurious
    gold = [place(0, 10)]
    for found in ([place(0, 10), place(3, 6)], [place(3, 6), place(0, 10)]):
        scored = score_mentions(gold, found)
        assert scored["strict/PLACE"] == Counts(1, 2, 1)
        assert scored["overlap/PLACE"] == Counts(1, 2, 1)


def test_overlaps_are_shared_out_so_that_most_match() -> None:
    # the long prediction shares more with the first, but the second has no other
    gold = [place(0, 6), place(7, 9)]
    found = [place(1, 9), place(0, 2)]
    assert score_mentions(gold, found)["overlap/PLACE"] == Counts(2, 2, 2)


def test_undefined_is_none() -> None:
    scored = score_mentions([], [])
    assert scored["strict/DATE"] == Counts()
    assert scored["strict/DATE"].f1 is None
    only_gold = score_mentions([place(0, 3)], [])["strict/PLACE"]
    assert (only_gold.precision, only_gold.recall, only_gold.f1) == (None, 0.0, 0.0)
    assert mean_f1([Counts(), Counts(1, 1, 1)]) == 1.0
    assert mean_f1([Counts()]) is None


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        (Sum(Decimal("3400"), "EUR"), Sum(Decimal("3400.00"), "EUR"), True),
        (Sum(Decimal("3400"), "EUR"), Sum(Decimal("3400"), "LVL"), False),
        (Sum(Decimal(1), "EUR", Decimal(2)), Sum(Decimal(1), "EUR"), False),
    ],
)
def test_sums(gold: Sum, found: Sum, same: bool) -> None:
    scored = score_mentions(
        [MentionFacts(0, 5, Kind.MONEY, gold)], [MentionFacts(2, 9, Kind.MONEY, found)]
    )
    assert scored["value/MONEY"].matched == same


def test_programmes_are_compared_by_id_where_both_have_one() -> None:
    fund = Name("Eiropas Reģionālās attīstības fonds", "ERAF")
    assert fund.same(Name("ERAF", "ERAF"))
    assert not fund.same(Name(fund.text, "ESF"))
    assert fund.same(Name(fund.text))
    assert not fund.same(Name("ERAF"))


def test_typography_is_levelled() -> None:
    assert level("SIA „Zaļais\u00a0 loks”") == level('SIA "Zaļais loks"')
    assert level("Latvija – Lietuva") == "Latvija - Lietuva"
    assert level("Ogre") != level("ogre")


@pytest.mark.parametrize(
    ("found", "type_"),
    [
        (place(5, 9), ErrorType.CORRECT),
        (place(5, 9, "Ogri"), ErrorType.WRONG_VALUE),
        (place(5, 12), ErrorType.WRONG_SPAN),
        (MentionFacts(5, 9, Kind.ORG, Name("Ogre")), ErrorType.WRONG_KIND),
    ],
)
def test_types_of_errors(found: MentionFacts, type_: ErrorType) -> None:
    assert [j.type for j in judge([place(5, 9)], [found])] == [type_]


def test_missed_and_spurious() -> None:
    judged = judge([place(5, 9)], [place(20, 24)])
    assert [j.type for j in judged] == [ErrorType.MISSED, ErrorType.SPURIOUS]
