"""The assignment is optimal and doesn't depend on order."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from novads.evaluation.alignment import assign, match

weights = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 9), max_size=14
)


def best_by_trying(table: dict[tuple[int, int], int]) -> int:
    """The greatest sum over every way to give five rows five columns."""
    return max(
        sum(table.get((row, column), 0) for row, column in enumerate(order))
        for order in permutations(range(5))
    )


@given(weights)
def test_the_assignment_is_the_best_there_is(table: dict[tuple[int, int], int]) -> None:
    pairs = assign(table)
    assert sum(table[pair] for pair in pairs) == best_by_trying(table)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)


def test_greedy_would_be_wrong() -> None:
    # the best single pair (0, 0) would leave row 1 without any
    assert assign({(0, 0): 3, (0, 1): 2, (1, 0): 2}) == [(0, 1), (1, 0)]


def test_nothing_gives_nothing() -> None:
    assert assign({}) == []
    assert match([], [1], lambda a, b: 1, order=(int, int)) == []


def test_exact_pairs_come_first() -> None:
    pairs = match(
        [1, 2], [2, 3], lambda a, b: 10 - abs(a - b), order=(int, int), exact=lambda a, b: a == b
    )
    assert pairs == [(0, 1), (1, 0)]


@given(st.permutations([5, 3, 8, 1]), st.permutations([2, 9, 4, 6]))
def test_order_does_not_matter(left: list[int], right: list[int]) -> None:
    pairs = match(left, right, lambda a, b: 10 - abs(a - b), order=(int, int))
    assert sorted((left[i], right[j]) for i, j in pairs) == [(1, 2), (3, 4), (5, 6), (8, 9)]
