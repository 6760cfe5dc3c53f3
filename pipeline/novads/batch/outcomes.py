"""What becomes of one article in a run, in the form in which it is written."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from novads.batch.store.municipalities import Municipalities
from novads.batch.store.rows import Row, record_rows
from novads.objects import Article, ErrorRecord, Extraction

__all__ = ["Outcome", "RowMaker", "Task", "of_duplicate", "of_error", "of_result"]


@dataclass(frozen=True, slots=True)
class Task:
    """An article to be done, or what became of it already."""

    key: str
    article: Article | None = None
    text_key: str = ""
    ready: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """One article's extraction or error as JSON, with what a run has to know of it.

    Workers make it, so that the process that writes it has little to do.
    """

    key: str
    source_id: str
    body: str
    """The extraction, or the error record, as JSON."""
    is_error: bool = False
    is_duplicate: bool = False
    events: int = 0
    projects: int = 0
    warnings: int = 0
    rows: str | None = None
    """JSON of the rows for the store, by table; None where no store is written."""

    def line(self, version: str) -> str:
        """Its line in JSON Lines, with the newline."""
        source_id = json.dumps(self.source_id, ensure_ascii=False)
        name = "error" if self.is_error else "extraction"
        return (
            f'{{"source_id":{source_id},"key":"{self.key}","version":"{version}",'
            f'"{name}":{self.body}}}\n'
        )

    def error(self) -> ErrorRecord:
        """The error record of an outcome that is one."""
        return ErrorRecord.model_validate_json(self.body)

    def extraction(self) -> Extraction:
        """The extraction of an outcome that isn't an error."""
        return Extraction.model_validate_json(self.body)


@dataclass(slots=True)
class RowMaker:
    """Makes rows for the store; loads the lists of places when it first does."""

    rules: str | None = None
    _municipalities: Municipalities | None = field(default=None, init=False)

    def __call__(self, key: str, text_key: str, extraction: Extraction) -> str:
        """The rows of one extraction, as JSON."""
        return json.dumps(self.rows(key, text_key, extraction), ensure_ascii=False)

    def rows(self, key: str, text_key: str, extraction: Extraction) -> dict[str, list[Row]]:
        """The rows of one extraction, by table."""
        if self._municipalities is None:
            from novads.mentions.places.parents import PlaceLexicon
            from novads.ruleset import RuleSet

            overlay = () if self.rules is None else (self.rules,)
            self._municipalities = Municipalities(PlaceLexicon(RuleSet(*overlay)))
        article = extraction.article
        row: dict[str, Any] = {
            "article_id": key,
            "source_id": article.source_id or "",
            "url": article.url,
            "title": article.title,
            "published": article.published.isoformat() if article.published else None,
            "encoding": article.encoding,
            "text": article.text,
            "text_key": text_key,
            "characters": len(article.text),
            "duplicate_of": article.duplicate_of,
            "mentions": len(extraction.mentions),
            "events": len(extraction.events),
            "projects": len(extraction.projects),
        }
        if article.duplicate_of is None:
            row["extraction"] = extraction.model_dump_json(exclude={"article"})
        return {"articles": [row], **record_rows(key, extraction, self._municipalities)}


def of_result(
    task: Task, result: Extraction | ErrorRecord, make_rows: RowMaker | None = None
) -> Outcome:
    """The outcome of a task by what its extractor said.

    An extraction that can't be written, such as one with a lone surrogate in a title, becomes an
    error record.
    """
    if isinstance(result, ErrorRecord):
        return of_error(task.key, result)
    try:
        body = result.model_dump_json()
        rows = make_rows(task.key, task.text_key, result) if make_rows else None
        (rows or "").encode("utf-8")
    except ValueError as error:
        reason = f"it can't be written as UTF-8: {error}"
        source_id = result.article.source_id or ""
        return of_error(
            task.key,
            ErrorRecord(
                source_id=source_id, stage="extract", error=type(error).__name__, reason=reason
            ),
        )
    return Outcome(
        key=task.key,
        source_id=result.article.source_id or "",
        body=body,
        is_duplicate=result.article.duplicate_of is not None,
        events=len(result.events),
        projects=len(result.projects),
        warnings=len(result.warnings),
        rows=rows,
    )


def of_error(key: str, error: ErrorRecord) -> Outcome:
    """The outcome of what went wrong."""
    safe = error.model_copy(
        update={name: _writable(getattr(error, name)) for name in ("source_id", "reason")}
    )
    return Outcome(key=key, source_id=safe.source_id, body=safe.model_dump_json(), is_error=True)


def of_duplicate(task: Task, article: Article, make_rows: RowMaker | None = None) -> Outcome:
    """The outcome of an article whose text was read before: it is linked, and not told again."""
    return of_result(task, Extraction(article=article), make_rows)


def _writable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
