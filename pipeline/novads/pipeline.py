"""From texts to extractions: the spaCy pipeline put together, and the functions that run it."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from novads.errors import ModelError
from novads.objects import Article, ErrorRecord, Extraction

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = [
    "COMPONENTS",
    "NER_OFF",
    "NER_SHIPPED",
    "extract",
    "extract_many",
    "load",
    "to_extraction",
]

COMPONENTS: Final = (
    "novads_regions",
    "novads_programmes",
    "novads_organisations",
    "novads_titles",
    "novads_dates",
    "novads_money",
    "novads_places",
    "novads_resolver",
    "novads_records",
)
"""The components of the whole pipeline, in order."""

NER_SHIPPED: Final = "novads"
"""What `load(ner=…)` is told for the shipped model of named entities."""

NER_OFF: Final = "none"
"""What `load(ner=…)` is told for rules alone."""

_NER_DEFAULT: Final = NER_OFF  # docs/trained.md has the figures behind it

_WITHOUT_RULES: Final = frozenset({"novads_resolver"})


def load(
    *,
    rules: Path | str | None = None,
    stanza_dir: Path | str | None = None,
    ner: Path | str | None = None,
) -> Language:
    """The whole pipeline as an ordinary `spacy.Language`.

    Args:
        rules: a directory of the user's own rule files, laid over the shipped ones.
        stanza_dir: a Stanza model directory to take the Latvian tokenizer from (such as the one
            that `stanza.download("lv", model_dir=…)` fills); None is the shipped tokenizer.
        ner: where named entities that no rule knows come from: 'novads' is the shipped model,
            'none' nowhere, anything else a spaCy pipeline, by its package or directory. None is
            'none'.

    Raises:
        RuleFileError: if a rule file is broken; it names the file, the line and the reason.
        ModelError: if a model is missing or can't be loaded.

    """
    from novads.language.tokenizer import make_nlp

    if stanza_dir is not None and not Path(stanza_dir).is_dir():
        raise ModelError(f"{stanza_dir}: no such directory")
    nlp = make_nlp(None if stanza_dir is None else str(stanza_dir))
    config = {"rules": [] if rules is None else [str(rules)]}
    for name in COMPONENTS:
        nlp.add_pipe(name, config={} if name in _WITHOUT_RULES else config)
    chosen = _NER_DEFAULT if ner is None else str(ner)
    if chosen == NER_SHIPPED:
        nlp.add_pipe("novads_entities", before="novads_resolver")
    elif chosen != NER_OFF:
        nlp.add_pipe("novads_plugged", config={"pipeline": chosen}, before="novads_resolver")
    return nlp


@lru_cache(maxsize=1)
def _default() -> Language:
    return load()


def extract(
    text: str, *, published: dt.date | None = None, nlp: Language | None = None
) -> Extraction:
    """What one text says: its mentions, events and projects.

    Args:
        text: the article, boilerplate and all; it is never altered.
        published: its publication date, by which days without a year are dated where the text
            itself doesn't tell. The clock is never read.
        nlp: a pipeline from `load()`; None is the default one, loaded at the first call.

    """
    nlp = nlp or _default()
    article = Article(text=text, published=published)
    return to_extraction(nlp(_make_doc(nlp, article)), article)


def extract_many(
    articles: Iterable[Article],
    *,
    nlp: Language | None = None,
    batch_size: int = 64,
    n_process: int = 1,
) -> Iterator[Extraction | ErrorRecord]:
    """One extraction or error record for each article, in order.

    A bad article doesn't end the run: where a batch fails, its articles are tried one by one, and
    the one that fails gives an error record.

    Args:
        articles: what to read; they are taken a batch at a time.
        nlp: a pipeline from `load()`; None is the default one.
        batch_size: articles that are tokenised at once.
        n_process: worker processes; the results don't depend on it.

    """
    nlp = nlp or _default()
    for batch in _batches(articles, batch_size * max(1, n_process)):
        docs = _pipe(nlp, batch, batch_size, n_process)
        for article in batch:
            try:
                doc = next(docs, None)
                if doc is None:
                    doc = nlp(_make_doc(nlp, article))
                yield to_extraction(doc, article)
            except Exception as error:
                yield ErrorRecord(
                    source_id=article.source_id or "",
                    stage="extract",
                    error=type(error).__name__,
                    reason=str(error) or type(error).__name__,
                )


def to_extraction(doc: Doc, article: Article) -> Extraction:
    """The validated extraction of a doc that has been through the pipeline."""
    from novads.mentions.component import get_mentions, get_regions
    from novads.records.component import get_records

    events, projects, warnings = get_records(doc)
    return Extraction(
        article=article,
        regions=get_regions(doc),
        mentions=get_mentions(doc, "novads_resolver"),
        events=events,
        projects=projects,
        warnings=warnings,
    )


def _pipe(nlp: Language, articles: list[Article], batch_size: int, n_process: int) -> Iterator[Doc]:
    """The docs of the articles, until one fails: it fails again by itself, and is told then."""
    with contextlib.suppress(Exception):
        made = list(_make_docs(nlp, articles))
        yield from nlp.pipe(made, batch_size=batch_size, n_process=n_process)


def _make_doc(nlp: Language, article: Article) -> Doc:
    from novads.mentions.component import set_published

    doc = nlp.make_doc(article.text)
    set_published(doc, article.published)
    return doc


def _make_docs(nlp: Language, articles: list[Article]) -> Iterator[Doc]:
    from novads.mentions.component import set_published

    docs = nlp.tokenizer.pipe([article.text for article in articles])
    for doc, article in zip(docs, articles, strict=True):
        set_published(doc, article.published)
        yield doc


def _batches(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    batch: list[Article] = []
    for article in articles:
        batch.append(article)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
