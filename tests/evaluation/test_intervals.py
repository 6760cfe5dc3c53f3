"""Bootstrap intervals and the comparison of two systems."""

from novads.evaluation.intervals import compare_f1, f1_intervals
from novads.evaluation.scores import Counts

GOOD = [{"m": Counts(10, 10, 9)} for _ in range(30)]
MIXED = [{"m": Counts(10, 10, k % 11)} for k in range(30)]


def test_equal_documents_leave_no_doubt() -> None:
    low, high = f1_intervals(GOOD, {})["m"]
    assert low == high == 0.9


def test_the_interval_holds_the_score_and_is_repeatable() -> None:
    low, high = f1_intervals(MIXED, {"mean": ["m"]})["m"]
    whole = sum(d["m"].matched for d in MIXED) / 300
    assert low < whole < high
    assert f1_intervals(MIXED, {})["m"] == (low, high)
    assert f1_intervals(MIXED, {"mean": ["m"]})["mean"] == (low, high)
    assert f1_intervals(MIXED, {}, seed=1)["m"] != (low, high)


def test_what_is_undefined_or_single_has_no_interval() -> None:
    assert f1_intervals([{"m": Counts()}, {"m": Counts()}], {}) == {}
    assert f1_intervals([{"m": Counts(1, 1, 1)}], {}) == {}


def test_a_real_difference_is_told_from_chance() -> None:
    better = [{"m": Counts(10, 10, min(10, d["m"].matched + 2))} for d in MIXED]
    difference = compare_f1(MIXED, better, ["m"])["m"]
    assert difference.difference > 0.1
    assert difference.low > 0
    assert difference.p < 0.001


def test_no_difference_is_no_difference() -> None:
    difference = compare_f1(MIXED, MIXED, ["m"])["m"]
    assert difference.difference == difference.low == difference.high == 0
    assert difference.p == 1


def test_one_document_proves_nothing() -> None:
    changed = [{"m": Counts(10, 10, 10)}, *MIXED[1:]]
    assert compare_f1(MIXED, changed, ["m"])["m"].p > 0.4


def test_sides_swapped_give_the_negative() -> None:
    other = [{"m": Counts(10, 9, 5)} for _ in range(30)]
    there, back = compare_f1(MIXED, other, ["m"])["m"], compare_f1(other, MIXED, ["m"])["m"]
    assert there.difference == -back.difference
    assert there.p == back.p
