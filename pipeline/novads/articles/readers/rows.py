"""From a row of a table, or an object of JSON, to an article: which field is what."""

from __future__ import annotations

import datetime as dt
import email.utils
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

from novads.articles.readers.decoding import decode_text
from novads.articles.readers.options import FieldNames
from novads.articles.readers.source import Outcome, Settings, error_record, harmless, in_mib
from novads.errors import ArticleError
from novads.objects import Article

__all__ = ["GUESSES", "Columns", "find_columns", "make_article", "parse_date", "row_article"]

GUESSES: Final[dict[str, tuple[str, ...]]] = {
    "text": (
        "text", "teksts", "rakstateksts", "saturs", "content", "body", "articletext",
        "articlebody", "fulltext", "maintext", "plaintext", "rawtext", "textcontent",
        "article", "raksts", "zina",
    ),
    "id": (
        "sourceid", "id", "articleid", "rakstaid", "docid", "documentid", "identifier",
        "identifikators", "uuid", "guid", "nr", "key",
    ),
    "date": (
        "published", "publishedat", "publicationdate", "datepublished", "publishdate", "pubdate",
        "publicets", "publicesanasdatums", "publikacijasdatums", "datums", "date", "datetime",
    ),
    "url": (
        "url", "link", "saite", "adrese", "uri", "sourceurl", "articleurl", "pageurl", "permalink",
        "href", "address",
    ),
    "title": ("title", "virsraksts", "headline", "heading", "nosaukums", "articletitle"),
}  # fmt: skip
"""The fields that are looked for, the likeliest first; without case, diacritics, blanks, marks."""

_OPTIONS: Final = {name: f"--{name}-field" for name in GUESSES}
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_ISO: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ]\d\d:.{0,30})?")
_PLAIN: Final = re.compile(r"(\d{4})(\d\d)(\d\d)")
_LATVIAN: Final = re.compile(r"(\d\d?)\.\s?(\d\d?)\.\s?(\d{4})\.?(?:,? \d\d?[:.]\d\d.{0,10})?")
_YEAR_FIRST: Final = re.compile(r"(\d{4})\.\s?(\d\d?)\.\s?(\d\d?)\.?(?:,? \d\d?[:.]\d\d.{0,10})?")


class Columns:
    """The names of the fields that hold an article's parts; None for what isn't there."""

    __slots__ = ("date", "id", "text", "title", "url")

    def __init__(self, found: Mapping[str, str | None]) -> None:
        self.text = found["text"] or ""
        self.id = found["id"]
        self.date = found["date"]
        self.url = found["url"]
        self.title = found["title"]


def find_columns(names: Iterable[str], fields: FieldNames, where: str) -> Columns:
    """Which of the names hold what.

    Raises:
        ArticleError: if a field that was chosen isn't there, or none could hold the text.

    """
    there = list(names)
    folded: dict[str, str] = {}
    for name in there:
        folded.setdefault(_fold(name), name)
    found: dict[str, str | None] = {}
    for part, guesses in GUESSES.items():
        chosen: str | None = getattr(fields, part)
        if chosen is None:
            found[part] = next((folded[guess] for guess in guesses if guess in folded), None)
        elif chosen and chosen not in there:
            raise ArticleError(where, f"no field {chosen!r}; there is {_list(there)}")
        else:
            found[part] = chosen or None
    if found["text"] is None:
        raise ArticleError(
            where, f"no field for the text (name it: {_OPTIONS['text']}); there is {_list(there)}"
        )
    return Columns(found)


def _fold(name: str) -> str:
    bare = unicodedata.normalize("NFKD", name.casefold())
    return "".join(char for char in bare if char.isalnum())


def _list(names: list[str]) -> str:
    shown = [harmless(name[:40]) for name in names[:12]]
    more = f" and {len(names) - 12} more" if len(names) > 12 else ""
    return (", ".join(shown) + more) if names else "none"


def row_article(
    row: Mapping[str, object],
    columns: Columns,
    where: str,
    settings: Settings,
    encoding: str | None = None,
) -> Outcome:
    """The article of a row, or an error record that names the field and the reason.

    Args:
        row: the row's values by field.
        columns: which of them is what.
        where: the source id if the row has none of its own.
        settings: the limits.
        encoding: what the row was decoded from.

    """
    text = row.get(columns.text)
    own = _text(row, columns.id)
    name = harmless(own) if own else where
    if isinstance(text, bytes):  # Parquet that doesn't say that it is text
        try:
            text, encoding = decode_text(text, name)
        except ArticleError as error:
            return error_record(name, f"{columns.text}: {error.reason}")
    if not isinstance(text, str):
        what = "missing" if text is None else f"not a text but {_type(text)}"
        return error_record(name, f"{columns.text}: {what}")
    try:
        published = parse_date(row.get(columns.date) if columns.date else None)
    except ValueError as error:
        return error_record(name, f"{columns.date}: {error}")
    return make_article(
        text,
        name,
        settings,
        field=columns.text,
        title=_text(row, columns.title),
        url=_text(row, columns.url),
        published=published,
        encoding=encoding,
    )


def _text(row: Mapping[str, object], name: str | None) -> str | None:
    value = row.get(name) if name is not None else None
    if value is None or isinstance(value, (list, dict)):
        return None
    return str(value).strip() or None


def _type(value: object) -> str:
    return {"dict": "an object", "list": "a list", "bool": "true or false"}.get(
        type(value).__name__, "a number" if isinstance(value, (int, float)) else "something else"
    )


def make_article(
    text: str,
    source_id: str,
    settings: Settings,
    *,
    field: str | None = None,
    title: str | None = None,
    url: str | None = None,
    published: dt.date | None = None,
    encoding: str | None = None,
) -> Outcome:
    """An article, or the error record of a text that is none: blank, too large, or no Unicode."""
    label = f"{field}: " if field else ""
    if not text.strip():
        return error_record(source_id, f"{label}empty")
    if "\x00" in text:
        return error_record(source_id, f"{label}a NUL character at {text.index(chr(0))}")
    try:
        size = len(text.encode("utf-8"))
    except UnicodeEncodeError as error:
        char = f"U+{ord(text[error.start]):04X}"
        return error_record(source_id, f"{label}a lone surrogate ({char}) at {error.start}")
    if size > settings.limits.article:
        limit = in_mib(settings.limits.article)
        return error_record(source_id, f"{label}larger than the limit of {limit}")
    return Article(
        text=text,
        source_id=source_id,
        title=_sound(title),
        url=_sound(url),
        published=published,
        encoding=encoding,
    )


def _sound(value: str | None) -> str | None:
    """The value with what is no Unicode replaced by U+FFFD."""
    return None if value is None else _SURROGATES.sub("\ufffd", value)


def parse_date(value: object) -> dt.date | None:
    """The day of a date, a time stamp or a text: ISO 8601, RFC 5322, day.month.year as in Latvia.

    A time's day is the day as written, in the zone that it is written in. Dates with slashes are
    not read: nobody can tell the day from the month.

    Raises:
        ValueError: if it is none of these, or no day of the calendar.

    """
    if value is None or value == "":
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = str(value).strip()
    shown = f"{harmless(text[:40])!r} is no date that can be read"
    try:
        for pattern in (_ISO, _YEAR_FIRST, _PLAIN):
            if match := pattern.fullmatch(text):
                return dt.date(int(match[1]), int(match[2]), int(match[3]))
        if match := _LATVIAN.fullmatch(text):
            return dt.date(int(match[3]), int(match[2]), int(match[1]))
        if text[:1].isalpha() and len(text) < 60:
            return email.utils.parsedate_to_datetime(text).date()
    except (ValueError, TypeError, OverflowError):
        raise ValueError(shown) from None
    if not text:
        return None
    raise ValueError(shown)
