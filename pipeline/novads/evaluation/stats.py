"""What the corpus consists of, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from novads.evaluation.corpus import Document, Genre
from novads.evaluation.edtf import parse_edtf
from novads.objects import Kind

__all__ = ["Row", "count_corpus", "municipalities", "years"]

Row = tuple[str, tuple[int, ...]]
"""A label, and a count for each split."""


def count_corpus(splits: Sequence[Sequence[Document]]) -> Iterator[Row]:
    """Counts by split: documents, genres, boilerplate, publication dates, mentions, records."""
    yield _row("documents", splits, lambda _: 1)
    for genre in Genre:
        yield _row(f"genre {genre.value}", splits, _is_genre(genre))
    yield _row("with boilerplate", splits, lambda d: int(d.header.boilerplate))
    yield _row("without a publication date", splits, lambda d: int(d.header.published is None))
    yield _row("characters", splits, lambda d: len(d.text))
    yield _row("mentions", splits, lambda d: len(d.mentions))
    for kind in Kind:
        yield _row(f"mentions {kind.value}", splits, _of_kind(kind))
    yield _row("projects", splits, lambda d: len(d.header.projects))
    yield _row("funding lines", splits, _funding_lines)
    yield _row("events", splits, lambda d: len(d.header.events))
    yield _row("events that are part of another", splits, _parts)


def municipalities(documents: Iterable[Document]) -> list[tuple[str, int]]:
    """The municipalities that the announcements are of, with how many each has, by name."""
    return sorted(Counter(d.header.municipality for d in documents).items())


def years(documents: Iterable[Document]) -> list[tuple[int, int]]:
    """The years that the announcements are of: of publication, else the latest of their dates."""
    found = Counter(year for d in documents if (year := _year(d)) is not None)
    return sorted(found.items())


def _row(label: str, splits: Sequence[Sequence[Document]], count: Callable[[Document], int]) -> Row:
    return label, tuple(sum(count(document) for document in split) for split in splits)


def _is_genre(genre: Genre) -> Callable[[Document], int]:
    return lambda document: int(document.header.genre is genre)


def _of_kind(kind: Kind) -> Callable[[Document], int]:
    return lambda document: sum(m.kind is kind for m in document.mentions)


def _funding_lines(document: Document) -> int:
    return sum(len(p.funding) + (p.total is not None) for p in document.header.projects)


def _parts(document: Document) -> int:
    return sum(e.part_of is not None for e in document.header.events)


def _year(document: Document) -> int | None:
    if document.header.published is not None:
        return document.header.published.year
    found = []
    for event in document.header.events:
        if event.start is not None:
            date = parse_edtf(event.start, clock=True)
            if date.has_year:
                found.append(date.bounds()[0].year)
    return max(found, default=None)
