"""Labels of tokens and what they mark: BIO tags to spans, and found spans to BIO tags."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

__all__ = ["OUTSIDE", "spans_of", "tags_of"]

OUTSIDE = "O"
"""The label of a token that belongs to nothing."""


def spans_of(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """What BIO tags mark: first token, the token after the last, label. A stray I- begins one."""
    found: list[tuple[int, int, str]] = []
    begun, label = 0, ""
    for at, tag in enumerate([*tags, OUTSIDE]):
        if label and tag != f"I-{label}":
            found.append((begun, at, label))
            label = ""
        if tag != OUTSIDE and not label:
            begun, label = at, tag[2:]
    return found


def tags_of(tokens: Iterable[tuple[int, int]], spans: Iterable[tuple[int, int, str]]) -> list[str]:
    """BIO tags of tokens by spans that don't overlap; a token that a span touches is of it.

    Args:
        tokens: half-open code-point offsets.
        spans: half-open code-point offsets and a label.
    """
    ordered = sorted(spans)
    starts = [span[0] for span in ordered]
    tags = []
    for start, end in tokens:
        at = bisect_right(starts, end - 1) - 1
        if at >= 0 and ordered[at][1] > start:
            tags.append(("B-" if start <= ordered[at][0] else "I-") + ordered[at][2])
        else:
            tags.append(OUTSIDE)
    return tags
