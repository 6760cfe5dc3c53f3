r"""The inline markup of annotated Latvian text, as corpus files and rule examples use it.

`[[surface|KIND|value|key=text|…]]` marks one mention; value and attributes may be left out where
the value is the surface itself. `[[18. jūnijā|DATE|2022-06-18]]`, `[[Interreg|PROGRAMME]]`,
`[[48 454,95 EUR|MONEY|48454.95 EUR]]`. A backslash takes the meaning of the bracket, bar or
backslash behind it away: a date in brackets of its own is
`\[[[01.03.2026.|DATE|2026-03-01]]\]`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import regex

from novads.objects import (
    AnyMention,
    DateMention,
    Kind,
    Money,
    Organisation,
    Place,
    Programme,
    ProjectTitle,
)

__all__ = ["MarkedMention", "MarkupError", "parse_markup", "value_of", "write_markup"]


class MarkupError(ValueError):
    """Markup that can't be read. `offset` points into the marked text (code points)."""

    def __init__(self, reason: str, offset: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.offset = offset


@dataclass(frozen=True, slots=True)
class MarkedMention:
    """One annotated mention: half-open code-point offsets into the plain text, kind and value."""

    start: int
    end: int
    kind: Kind
    value: str
    attributes: tuple[tuple[str, str], ...] = field(default=())

    def get(self, key: str) -> str | None:
        """The attribute's text, or None where it isn't given."""
        return dict(self.attributes).get(key)


_PIECE = regex.compile(r"\\(?<escaped>[\[\]|\\])|(?<open>\[\[)|(?<close>\]\])|(?<bar>\|)")


def parse_markup(marked: str) -> tuple[str, list[MarkedMention]]:
    """Split marked text into the plain text and its mentions, in the text's order.

    Raises:
        MarkupError: for brackets that don't match, nested or empty mentions, unknown kinds, and
            attributes without '='.
    """
    plain: list[str] = []
    length = 0
    mentions: list[MarkedMention] = []
    parts: list[str] | None = None  # the fields of the mention that is open
    opened = at = 0

    def add(piece: str) -> None:
        nonlocal length
        if parts is None:
            plain.append(piece)
            length += len(piece)
        else:
            parts[-1] += piece

    for match in _PIECE.finditer(marked):
        add(marked[at : match.start()])
        at = match.end()
        if match["escaped"] is not None:
            add(match["escaped"])
        elif match["open"] is not None:
            if parts is not None:
                raise MarkupError("'[[' inside a mention: mentions don't nest", match.start())
            parts, opened = [""], match.start()
        elif match["bar"] is not None:
            if parts is None:
                add("|")
            else:
                parts.append("")
        elif parts is None:
            raise MarkupError("']]' without '[['", match.start())
        else:
            mention = _mention(parts, length, opened)
            mentions.append(mention)
            plain.append(parts[0])
            length += len(parts[0])
            parts = None
    if parts is not None:
        raise MarkupError("'[[' is never closed", opened)
    plain.append(marked[at:])
    return "".join(plain), mentions


def _mention(parts: list[str], start: int, offset: int) -> MarkedMention:
    surface = parts[0]
    if not surface or surface != surface.strip():
        raise MarkupError(f"empty or padded mention {surface!r}", offset)
    if len(parts) < 2:
        raise MarkupError(f"mention {surface!r} names no kind", offset)
    try:
        kind = Kind(parts[1])
    except ValueError:
        kinds = ", ".join(Kind)
        raise MarkupError(f"unknown kind {parts[1]!r}; the kinds are {kinds}", offset) from None
    value = parts[2] if len(parts) > 2 and parts[2] else surface
    attributes = []
    for part in parts[3:]:
        key, equals, text = part.partition("=")
        if not equals or not key:
            raise MarkupError(f"attribute {part!r} isn't key=text", offset)
        attributes.append((key, text))
    return MarkedMention(start, start + len(surface), kind, value, tuple(attributes))


def _escape(text: str) -> str:
    return regex.sub(r"[\[\]\\]", r"\\\g<0>", text)


def write_markup(text: str, mentions: Iterable[MarkedMention]) -> str:
    """The reverse of `parse_markup`: plain text and flat, sorted mentions to marked text.

    Raises:
        ValueError: if mentions overlap or reach outside the text.
    """
    out: list[str] = []
    at = 0
    for m in sorted(mentions, key=lambda m: m.start):
        if m.start < at or m.end > len(text):
            raise ValueError(f"mention [{m.start}:{m.end}] overlaps another or leaves the text")
        out.append(_escape(text[at : m.start]))
        surface = text[m.start : m.end]
        fields = [surface, m.kind.value]
        if m.value != surface or m.attributes:
            fields.append("" if m.value == surface else m.value)
        fields += [f"{key}={value}" for key, value in m.attributes]
        out.append("[[" + "|".join(_escape(f).replace("|", "\\|") for f in fields) + "]]")
        at = m.end
    out.append(_escape(text[at:]))
    return "".join(out)


def value_of(mention: AnyMention) -> str:
    """The mention's value as the markup writes it.

    EDTF for dates; `48454.95 EUR` for money (`100..200 EUR` for a range of sums); the nominative
    name for places, organisations and programmes; the name for projects.
    """
    match mention:
        case DateMention():
            return mention.edtf
        case Money():
            upper = f"..{mention.upper:f}" if mention.upper is not None else ""
            return f"{mention.amount:f}{upper} {mention.currency}"
        case Place() | Organisation() | Programme() | ProjectTitle():
            return mention.name
