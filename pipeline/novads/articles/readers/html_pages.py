"""Articles from web pages: the main text, and what the page's metadata says about it.

The text of such an article is what trafilatura extracted, and offsets point into that: scripts,
styles and most of the menus are gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from novads.articles.readers.decoding import (
    Decoded,
    decode_text,
    detect_8bit,
    detect_unicode,
    known_encoding,
)
from novads.articles.readers.rows import make_article, parse_date
from novads.articles.readers.source import Outcome, Settings, Source, error_record, read_bounded
from novads.errors import MissingExtraError

__all__ = ["decode_html", "page_article", "read_html"]

_DECLARED: Final = re.compile(
    rb"""<meta\b[^>]{0,500}?\bcharset\s*=\s*["']?\s*([\w:.-]{1,40})"""
    rb"""|<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w:.-]{1,40})""",
    re.IGNORECASE,
)
_HEAD: Final = 8192
_TAG: Final = re.compile(r"""<[a-zA-Z](?:[^"'>]*+(?:"[^"]*+"|'[^']*+'))*+[^"'>]*+""")
_QUOTED: Final = re.compile(r""""[^"]*+"|'[^']*+'|/""")
_XML: Final = re.compile(r"\s*<\?xml[^>]*>")

# Dates between these are believed. Without them, what is believed would depend on the day.
_DATES: Final = {
    "original_date": True,
    "extensive_search": False,
    "min_date": "1990-01-01",
    "max_date": "2100-12-31",
}


def read_html(source: Source, settings: Settings) -> Iterator[Outcome]:
    """The article of a web page.

    Raises:
        ArticleError: if the page is too large or no text.
        MissingExtraError: if trafilatura isn't installed.
        OSError: if it can't be read.

    """
    with source.open() as stream:
        raw = read_bounded(stream, settings.limits.article, source.name)
    yield page_article(raw, source.name, settings)


def page_article(
    raw: bytes,
    source_id: str,
    settings: Settings,
    *,
    url: str | None = None,
    charset: str | None = None,
) -> Outcome:
    """The article of a page's bytes, or an error record where there is no text to be found.

    Args:
        raw: the page.
        source_id: what to call it.
        settings: the limits.
        url: where it was fetched from; the page's own canonical address otherwise.
        charset: what the server said it is in.

    Raises:
        ArticleError: if the page is no text.
        MissingExtraError: if trafilatura isn't installed.

    """
    try:
        import trafilatura
    except ImportError:
        raise MissingExtraError("reading web pages", "html") from None
    html, encoding = decode_html(raw, source_id, charset)
    if reason := _too_costly(html, settings.limits.tags):
        return error_record(source_id, reason)
    try:
        page: Any = trafilatura.bare_extraction(
            _XML.sub("", html, count=1),
            url=url,
            favor_recall=True,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            date_extraction_params=dict(_DATES),
        )
    except Exception as error:  # what a parser of hostile markup may raise is anybody's guess
        return error_record(source_id, f"the page can't be parsed: {error}", type(error).__name__)
    text = page.text if page is not None else None
    if not text:
        return error_record(source_id, "no article text found in the page")
    try:
        published = parse_date(page.date)
    except ValueError:
        published = None
    return make_article(
        text,
        source_id,
        settings,
        title=page.title,
        url=url or page.url,
        published=published,
        encoding=encoding,
    )


def _too_costly(html: str, limit: int) -> str | None:
    """Why a page would take too long or too much memory to parse, or None if it wouldn't."""
    if html.count("<") > 2 * limit:
        return f"more than the limit of {limit} tags"
    most = limit // 50  # libxml2 compares each attribute of a tag with all others
    for tag in _TAG.finditer(html):
        if len(tag[0]) > 2 * most and len(_QUOTED.sub(" ", tag[0]).split()) > most:
            return f"a tag with more than the limit of {most} attributes"
    return None


def decode_html(raw: bytes, source_id: str, charset: str | None = None) -> Decoded:
    """The text of a page's bytes.

    A byte order mark counts first, then UTF-8 if that is valid, then what the server and the page
    say, then what the letters tell. Where a page breaks its own encoding, the bytes that can't be
    read come out as U+FFFD, and the encoding says so.

    Raises:
        ArticleError: if it is no text, or in no encoding that is stated or can be told.

    """
    wide, _ = detect_unicode(raw)
    stated = _stated(raw, charset)
    if wide is None and stated is not None and b"\x00" not in raw:
        try:
            return Decoded(raw.decode("utf-8"), "utf-8")
        except UnicodeDecodeError:
            pass
        try:
            return Decoded(raw.decode(stated), stated)
        except UnicodeDecodeError:
            told = detect_8bit(raw)
        if told is not None:
            return Decoded(raw.decode(told), told)
        text = raw.decode(stated, errors="replace")
        if text.count("\ufffd") * 100 <= len(text):
            return Decoded(text, f"{stated}, broken")
    return decode_text(raw, source_id)


def _stated(raw: bytes, charset: str | None) -> str | None:
    """The encoding that the server or the page states, if there is one of that name."""
    if charset and (name := known_encoding(charset)):
        return name
    match = _DECLARED.search(raw[:_HEAD])
    if match is None:
        return None
    name = known_encoding((match[1] or match[2]).decode("ascii", "replace"))
    # a page in UTF-16 couldn't have said so in ASCII
    return "utf-8" if name and name.startswith("utf-16") else name
