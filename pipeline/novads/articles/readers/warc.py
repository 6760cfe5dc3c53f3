"""Articles from web archives: the pages that servers answered with, one each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from novads.articles.readers.html_pages import page_article
from novads.articles.readers.options import KIB
from novads.articles.readers.source import (
    Outcome,
    Settings,
    Source,
    error_record,
    harmless,
    in_mib,
)
from novads.articles.readers.streams import DamagedError
from novads.articles.readers.warc_records import (
    BadRecord,
    Headers,
    Record,
    http_body,
    http_head,
    records,
)
from novads.errors import ArticleError

__all__ = ["read_warc"]

_HTML: Final = ("text/html", "application/xhtml+xml")
_MARKUP: Final = re.compile(rb"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w:.-]{1,40})", re.IGNORECASE)
_HEAD: Final = 256 * KIB


def read_warc(source: Source, settings: Settings) -> Iterator[Outcome]:
    """The articles of a WARC file: of its responses with status 200 that are HTML.

    An article's url is the address that was asked for. The time of the crawl isn't taken for the
    time of publication.

    Raises:
        ArticleError: if it is no WARC file, or breaks off.
        MissingExtraError: if trafilatura isn't installed.
        OSError: if it can't be read.

    """
    found = False
    with source.open() as stream:
        for record in records(stream, source.name):
            if isinstance(record, BadRecord):
                found = True
                yield error_record(f"{source.name}!/{record.number}", record.reason)
                continue
            try:
                outcome = _outcome(record, source.name, settings)
            except DamagedError as error:
                outcome = error_record(f"{source.name}!/{_name(record)}", error.reason)
            if outcome is not None:
                found = True
                yield outcome
    if not found:
        yield error_record(source.name, "no web page in this archive")


def _outcome(record: Record, archive: str, settings: Settings) -> Outcome | None:
    kind = record.headers.get("warc-type", "").lower()
    url = _url(record)
    name = f"{archive}!/{_name(record)}"
    if kind != "response":
        if kind not in ("warcinfo", "request", "metadata"):
            settings.skip(name, f"a record of the type {harmless(kind[:20])}")
        return None
    start = record.read(_HEAD)
    head = http_head(start)
    reason = _not_a_page(head, start)
    if head is None or reason is not None:
        settings.skip(name, reason or "no HTTP")
        return None
    limit = settings.limits.record
    if record.length > limit:
        return error_record(name, f"larger than the limit of {in_mib(limit)}")
    block = start + _rest(record)
    if record.left:  # the archive ends here, and the next outcome says so
        return None
    _, headers, body_at = head
    try:
        body = http_body(block[body_at:], headers, settings.limits.article, name)
        charset = _CHARSET.search(headers.get("content-type", ""))
        return page_article(
            body, name, settings, url=url or None, charset=charset[1] if charset else None
        )
    except ArticleError as error:
        return error_record(name, error.reason)


def _url(record: Record) -> str:
    return record.headers.get("warc-target-uri", "").strip("<>")


def _name(record: Record) -> str:
    digits = re.sub(r"\D", "", record.headers.get("warc-date", ""))[:14]
    return f"{digits or '-'}/{harmless(_url(record))}"


def _rest(record: Record) -> bytes:
    parts: list[bytes] = []
    while part := record.read(record.left):
        parts.append(part)
    return b"".join(parts)


def _not_a_page(head: tuple[int, Headers, int] | None, start: bytes) -> str | None:
    """Why a response is no page, or None if it is one."""
    if head is None:
        return "no HTTP"
    status, headers, body_at = head
    if status != 200:
        return f"the server answered {status}"
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind in _HTML or (not kind and _MARKUP.match(start, body_at)):
        return None
    return f"not HTML but {harmless(kind[:40]) or 'unknown'}"
