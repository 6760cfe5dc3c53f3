"""Where predictions come from: the pipeline itself, or a file in run.py's JSON Lines format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from novads.batch.jsonl import read_jsonl
from novads.errors import ArticleError
from novads.evaluation.conversions import from_extraction
from novads.evaluation.corpus import CorpusError, Document
from novads.evaluation.facts import DocumentFacts
from novads.objects import ErrorRecord, Extraction
from novads.pipeline import extract_many

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Result", "predict", "read_predictions", "to_facts"]

Result = Extraction | ErrorRecord
"""What a system says of one document."""

NOT_PREDICTED = "no prediction for it"


def predict(
    documents: Iterable[Document],
    nlp: Language | None = None,
    *,
    seen: Callable[[], None] = lambda: None,
) -> Iterator[Result]:
    """Novads's own results, in order. The extractor is given the text and publication date only.

    Args:
        documents: what to read.
        nlp: a pipeline from `novads.load()`; None is the default one.
        seen: called after each document.
    """
    for result in extract_many((d.article for d in documents), nlp=nlp, batch_size=16):
        seen()
        yield result


def read_predictions(path: Path, documents: Iterable[Document]) -> list[Result]:
    """Another run's results for these documents, in their order.

    A line belongs to the document whose id its `source_id` is; folders and '.txt' don't count. A
    document without a line gets an error record, so that all that it has counts as missed; lines
    for other documents are passed over.

    Raises:
        CorpusError: if the file can't be read, a line is broken or given twice, or the text that
            it was read from isn't the document's.
    """
    results: dict[str, Result] = {}
    try:
        for result in read_jsonl(path):
            named = result if isinstance(result, ErrorRecord) else result.article
            name = document_id(named.source_id or "")
            if name in results:
                raise CorpusError(path, f"two lines for {name!r}")
            results[name] = result
    except ArticleError as error:
        line = error.source_id.rpartition(":")[2]
        number = int(line) if line.isdigit() else None
        raise CorpusError(path, error.reason, number) from None
    except UnicodeDecodeError as error:
        raise CorpusError(path, f"not UTF-8: {error}") from None
    except OSError as error:
        raise CorpusError(path, error.strerror or str(error)) from None
    wanted = []
    for document in documents:
        found = results.get(document.id)
        if found is None:
            found = ErrorRecord(
                source_id=document.id, stage="extract", error="Missing", reason=NOT_PREDICTED
            )
        elif isinstance(found, Extraction) and found.article.text != document.text:
            raise CorpusError(path, f"{document.id}: read from another text than the corpus has")
        wanted.append(found)
    return wanted


def document_id(source_id: str) -> str:
    """The document id in a source id: 'texts/kekava-2022-urbact.txt' is kekava-2022-urbact."""
    return source_id.replace("\\", "/").rsplit("/", 1)[-1].removesuffix(".txt")


def to_facts(document: Document, result: Result) -> DocumentFacts:
    """What is compared with the gold; an error is a document without predictions."""
    if isinstance(result, ErrorRecord):
        return DocumentFacts(document.id, failed=f"{result.error}: {result.reason}")
    return from_extraction(result, document.id)
