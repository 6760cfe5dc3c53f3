"""One-to-one matching: exact pairs first, then the best assignment of what is left.

Nothing here depends on the order in which items come: both sides are sorted before they are
matched, and the assignment is optimal, not greedy.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

__all__ = ["assign", "match"]

L = TypeVar("L")
R = TypeVar("R")


def match(
    left: Sequence[L],
    right: Sequence[R],
    weight: Callable[[L, R], int],
    *,
    order: tuple[Callable[[L], Hashable], Callable[[R], Hashable]],
    exact: Callable[[L, R], bool] = lambda _left, _right: False,
) -> list[tuple[int, int]]:
    """Pairs of indices (of `left`, of `right`), each index once at most, sorted.

    First every exact pair is taken; of the rest, the pairing with the greatest sum of weights.

    Args:
        left: items of the one side.
        right: items of the other.
        weight: the worth of a pair, a whole number; 0 or less is no pair.
        order: a sorting key for each side; items of equal keys are taken to be equal.
        exact: whether two items are a pair for certain.
    """
    rows = sorted(range(len(left)), key=lambda i: order[0](left[i]))  # type: ignore[arg-type, return-value]
    columns = sorted(range(len(right)), key=lambda j: order[1](right[j]))  # type: ignore[arg-type, return-value]
    pairs: list[tuple[int, int]] = []
    free = list(columns)
    rest: list[int] = []
    for i in rows:
        for j in free:
            if exact(left[i], right[j]):
                pairs.append((i, j))
                free.remove(j)
                break
        else:
            rest.append(i)
    weights = {
        (a, b): w
        for a, i in enumerate(rest)
        for b, j in enumerate(free)
        if (w := weight(left[i], right[j])) > 0
    }
    pairs += [(rest[a], free[b]) for a, b in assign(weights)]
    return sorted(pairs)


def assign(weights: dict[tuple[int, int], int]) -> list[tuple[int, int]]:
    """The one-to-one pairing with the greatest sum of weights, from the pairs that have one.

    Each connected group of items is solved by itself: they are small where spans overlap.
    """
    pairs: list[tuple[int, int]] = []
    for rows, columns in _groups(weights):
        table = [[weights.get((r, c), 0) for c in columns] for r in rows]
        for a, b in _hungarian(table):
            if table[a][b] > 0:
                pairs.append((rows[a], columns[b]))
    return sorted(pairs)


def _groups(weights: dict[tuple[int, int], int]) -> list[tuple[list[int], list[int]]]:
    """The connected parts of the graph, each as its sorted rows and columns."""
    by_row: dict[int, set[int]] = {}
    by_column: dict[int, set[int]] = {}
    for row, column in weights:
        by_row.setdefault(row, set()).add(column)
        by_column.setdefault(column, set()).add(row)
    groups = []
    unseen = set(by_row)
    for first in sorted(by_row):
        if first not in unseen:
            continue
        rows, columns, todo = {first}, set[int](), [first]
        while todo:
            for column in by_row[todo.pop()] - columns:
                columns.add(column)
                more = by_column[column] - rows
                rows |= more
                todo += more
        unseen -= rows
        groups.append((sorted(rows), sorted(columns)))
    return groups


def _hungarian(table: list[list[int]]) -> list[tuple[int, int]]:
    """The assignment of every row of the smaller side with the greatest sum.

    The shortest-augmenting-path form of the Hungarian method with potentials (Kuhn 1955,
    Munkres 1957; Jonker and Volgenant 1987), cubic in the size of the table, exact on integers.
    """
    if len(table) > len(table[0]):
        turned = [list(column) for column in zip(*table, strict=True)]
        return [(i, j) for j, i in _hungarian(turned)]
    n, m = len(table), len(table[0])
    row_potential = [0] * (n + 1)
    column_potential = [0] * (m + 1)
    row_of = [0] * (m + 1)  # the row (from 1) that holds the column; column 0 is the new row's
    for row in range(1, n + 1):
        row_of[0] = row
        slack: list[int | None] = [None] * (m + 1)
        came_from = [0] * (m + 1)
        done = [False] * (m + 1)
        at = 0
        while row_of[at]:
            done[at] = True
            current, step, nearest = row_of[at], None, 0
            for column in range(1, m + 1):
                if done[column]:
                    continue
                reduced = (
                    -table[current - 1][column - 1]
                    - row_potential[current]
                    - column_potential[column]
                )
                known = slack[column]
                if known is None or reduced < known:
                    slack[column] = known = reduced
                    came_from[column] = at
                if step is None or known < step:
                    step, nearest = known, column
            assert step is not None
            for column in range(m + 1):
                if done[column]:
                    row_potential[row_of[column]] += step
                    column_potential[column] -= step
                else:
                    known = slack[column]
                    if known is not None:
                        slack[column] = known - step
            at = nearest
        while at:
            row_of[at] = row_of[came_from[at]]
            at = came_from[at]
    return [(row_of[column] - 1, column - 1) for column in range(1, m + 1) if row_of[column]]
