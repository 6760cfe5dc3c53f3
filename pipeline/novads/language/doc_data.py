"""What the components leave on a doc for one another: mentions, regions, the publication date.

All of it is stored in `doc.user_data` as strings (JSON, an ISO date), so that docs travel between
processes and to disk like any others.
"""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from typing import Any, Final

from pydantic import TypeAdapter
from spacy.tokens import Doc

from novads.objects import AnyMention, Region

__all__ = [
    "all_mentions",
    "get_mentions",
    "get_published",
    "get_regions",
    "search_regions",
    "set_mentions",
    "set_published",
    "set_regions",
    "text_of",
]

_MENTIONS = "novads.mentions."
_REGIONS = "novads.regions"
_PUBLISHED = "novads.published"
_mention_list: TypeAdapter[tuple[AnyMention, ...]] = TypeAdapter(tuple[AnyMention, ...])
_region_list: TypeAdapter[tuple[Region, ...]] = TypeAdapter(tuple[Region, ...])


_KEPT: Final = 64
_read: OrderedDict[str, tuple[Any, ...]] = OrderedDict()
_last: tuple[Doc, str] | None = None


def text_of(doc: Doc) -> str:
    """The doc's text, put together once for the components that read the same doc in turn.

    `doc.text` joins the tokens anew each time it is asked for.
    """
    global _last
    last = _last
    if last is None or last[0] is not doc:
        last = _last = (doc, doc.text)
    return last[1]


def _keep(stored: str, value: tuple[Any, ...]) -> tuple[Any, ...]:
    """Remember what a stored string holds: frozen objects, so that they can be shared."""
    _read[stored] = value
    while len(_read) > _KEPT:
        _read.popitem(last=False)
    return value


def set_mentions(doc: Doc, component: str, mentions: Iterable[AnyMention]) -> None:
    """Store what `component` found, in the text's order, in place of what it stored before."""
    ordered = tuple(sorted(mentions, key=lambda m: (m.span.start, m.span.end)))
    stored = _mention_list.dump_json(ordered).decode()
    doc.user_data[_MENTIONS + component] = stored
    _keep(stored, ordered)


def get_mentions(doc: Doc, component: str) -> tuple[AnyMention, ...]:
    """What `component` found, in the text's order; empty if it hasn't run."""
    stored = doc.user_data.get(_MENTIONS + component)
    if not stored:
        return ()
    return _read.get(stored) or _keep(stored, _mention_list.validate_json(stored))


def all_mentions(doc: Doc) -> dict[str, tuple[AnyMention, ...]]:
    """What each component found, by the component's name."""
    return {
        key.removeprefix(_MENTIONS): get_mentions(doc, key.removeprefix(_MENTIONS))
        for key in doc.user_data
        if isinstance(key, str) and key.startswith(_MENTIONS)
    }


def set_regions(doc: Doc, regions: Iterable[Region]) -> None:
    """Store what the parts of the page are."""
    kept = tuple(regions)
    stored = _region_list.dump_json(kept).decode()
    doc.user_data[_REGIONS] = stored
    _keep(stored, kept)


def get_regions(doc: Doc) -> tuple[Region, ...]:
    """What the parts of the page are; empty if cleaning hasn't run (then all of it is article)."""
    stored = doc.user_data.get(_REGIONS)
    if not stored:
        return ()
    return _read.get(stored) or _keep(stored, _region_list.validate_json(stored))


def set_published(doc: Doc, published: dt.date | None) -> None:
    """Store the publication date of the article's metadata, the reference date."""
    if published is not None:
        doc.user_data[_PUBLISHED] = published.isoformat()


def get_published(doc: Doc) -> dt.date | None:
    """The publication date of the article's metadata, or None where it isn't known."""
    stored = doc.user_data.get(_PUBLISHED)
    return dt.date.fromisoformat(stored) if stored else None


def search_regions(doc: Doc) -> Iterator[tuple[int, int]]:
    """Half-open code-point ranges of the text in which mentions are looked for."""
    regions = get_regions(doc)
    if not regions:
        yield 0, len(text_of(doc))
        return
    start: int | None = None
    end = 0
    for region in regions:  # neighbours are joined: a pattern may reach from one to the next
        if region.gives_mentions:
            start = region.start if start is None else start
            end = region.end
        elif start is not None:
            yield start, end
            start = None
    if start is not None:
        yield start, end
