"""From bytes to text: UTF-8, UTF-16, and the 8-bit encodings that Latvian was written in.

UTF-8 is told by being valid. Bytes that aren't are tried in the Baltic encodings, and in
windows-1252 so that a page in a western language isn't taken for Latvian; the one whose letters are
the likeliest wins, and where none is likely nothing is guessed: the bytes become an error.
"""

from __future__ import annotations

import codecs
import math
from typing import Final, NamedTuple

from novads.errors import ArticleError

__all__ = ["Decoded", "decode_text", "detect_8bit", "detect_unicode", "known_encoding"]

UTF_8: Final = "utf-8"

_BOMS: Final = (
    (codecs.BOM_UTF8, UTF_8),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE: Final = 64 * 1024
_CONTROL: Final = frozenset(range(0x20)) - set(b"\t\n\v\f\r\x1b\x1a\x1c\x1d\x1e\x1f")

# How often a letter is each of these, among the letters of running text that ASCII doesn't have.
_LATVIAN: Final = {
    "ā": 0.31, "ī": 0.15, "ē": 0.14, "š": 0.09, "ū": 0.055, "ņ": 0.055, "ļ": 0.05, "ž": 0.03,
    "ķ": 0.025, "č": 0.015, "ģ": 0.015, "ō": 0.001, "ŗ": 0.001,
}  # fmt: skip
_WESTERN: Final = {
    "é": 0.25, "è": 0.05, "à": 0.06, "ê": 0.02, "ç": 0.03, "ä": 0.13, "ö": 0.11, "ü": 0.1,
    "ß": 0.03, "å": 0.06, "ø": 0.03, "æ": 0.03, "ñ": 0.02, "á": 0.03, "í": 0.02, "ó": 0.03,
    "â": 0.01, "î": 0.01, "ô": 0.01, "û": 0.005, "ù": 0.005, "ã": 0.02, "õ": 0.01, "ú": 0.01,
}  # fmt: skip
_MARKS: Final = frozenset("„“”‘’‚«»‹›–—…•°§€£©®™№´·\u00a0±×²³½¼¾")
_SHARED: Final = 0.002  # letters of neighbours' names, such as those of Müller and Kaunas
_NEIGHBOURS: Final = frozenset("äöüõéßåąęėįųźżłńśćóèáøæ")
_UNLIKELY: Final = 1e-5
_MARK: Final = 0.02

_USUAL: Final = "windows-1257"
_CANDIDATES: Final = (
    (_USUAL, "cp1257", _LATVIAN),
    ("iso-8859-13", "iso8859-13", _LATVIAN),
    ("iso-8859-4", "iso8859-4", _LATVIAN),
    ("cp775", "cp775", _LATVIAN),
    ("windows-1252", "cp1252", _WESTERN),
)

# The labels that a page may declare, by the codec's name; no other codec is ever looked up for
# them, since Python's include compression and escapes.
_DECLARABLE: Final = frozenset(
    ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "koi8-r", "koi8-u", "cp866", "cp775"]
    + [f"cp125{n}" for n in range(9)]
    + [f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)]
)


class Decoded(NamedTuple):
    """A text and what it was decoded from."""

    text: str
    encoding: str


def decode_text(raw: bytes, source_id: str) -> Decoded:
    """The text of an article's bytes, without the byte order mark, and the encoding they are in.

    Raises:
        ArticleError: if it is no text, blank, or in no encoding that can be told.

    """
    encoding, skip = detect_unicode(raw)
    if encoding is None:
        if b"\x00" in raw:
            raise ArticleError(source_id, f"not a text file: a NUL byte at {raw.index(0)}")
        if sum(byte in _CONTROL for byte in raw[:4096]) * 20 > min(len(raw), 4096):
            raise ArticleError(source_id, "not a text file: it is full of control characters")
    try:
        text = raw[skip:].decode(encoding or UTF_8)
    except UnicodeDecodeError as error:
        encoding = None if skip or encoding else detect_8bit(raw)
        if encoding is None:
            at = skip + error.start
            reason = f"not {error.encoding.upper()}: byte 0x{raw[at]:02x} at offset {at}"
            raise ArticleError(source_id, f"{reason} ({error.reason})") from None
        text = raw.decode(encoding)
    if not text.strip():
        raise ArticleError(source_id, "empty" if not text else "nothing but blanks in it")
    if "\x00" in text:
        raise ArticleError(source_id, f"not a text: a NUL character at {text.index(chr(0))}")
    return Decoded(text, encoding or UTF_8)


def detect_unicode(head: bytes) -> tuple[str | None, int]:
    """The encoding that a byte order mark or a pattern of NULs tells, and the length of the mark.

    Args:
        head: the first bytes of the input, or all of them.

    """
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name, len(mark)
    sample = head[: _SAMPLE - _SAMPLE % 2]
    sample = sample[: len(sample) - len(sample) % 2]
    for name, high in (("utf-16-le", 1), ("utf-16-be", 0)):
        # In Latin script the high byte of nearly every UTF-16 unit is 0 or, in Latvian, 1.
        upper = sample[high::2]
        usual = upper.count(0) + upper.count(1) + upper.count(0x20)
        if len(upper) >= 4 and upper.count(0) * 3 > len(upper) and usual * 10 >= len(upper) * 9:
            text = sample.decode(name, errors="replace")
            if sum(not (char.isprintable() or char.isspace()) for char in text) * 50 <= len(text):
                return name, 0
    return None, 0


def detect_8bit(raw: bytes) -> str | None:
    """The 8-bit encoding that makes the likeliest letters of the bytes, or None if none is likely.

    Only the first 64 KiB are weighed, but all of the bytes must exist in the encoding.
    """
    if _is_broken_utf8(raw[:_SAMPLE]):
        return None
    best, best_score = None, -math.inf
    for name, codec, letters in _CANDIDATES:
        try:
            text = raw.decode(codec)[:_SAMPLE]
        except UnicodeDecodeError:
            continue
        # dashes and quotes alone speak for the encoding that was usual, and for no other
        if name != _USUAL and letters.keys().isdisjoint(text.lower()):
            continue
        score, likely = _likelihood(text, letters)
        if likely and score > best_score:
            best, best_score = name, score
    return best


def _is_broken_utf8(raw: bytes) -> bool:
    """Whether most of what isn't ASCII is well-formed UTF-8 all the same."""
    valid = sum(char > "\x7f" for char in raw.decode(UTF_8, errors="ignore"))
    broken = raw.decode(UTF_8, errors="replace").count("\ufffd")
    return valid > broken


def _likelihood(text: str, letters: dict[str, float]) -> tuple[float, bool]:
    """The log-likelihood of the characters beyond ASCII, and whether they are likely at all.

    They aren't where some are odd, where letters of other languages prevail, or where most letters
    are beyond ASCII, as they would be of another script.
    """
    score, odd, own, foreign, beyond, plain = 0.0, 0, 0, 0, 0, 0
    foreigners = _NEIGHBOURS.difference(letters)
    before = " "
    for char in text:
        if char > "\x7f":
            beyond += 1
            chance = _chance(char, before, letters)
            odd += chance == _UNLIKELY
            own += char.lower() in letters
            foreign += char.lower() in foreigners
            score += math.log(chance)
        else:
            plain += char.isalpha()
        before = char
    script = own + foreign < 8 or own + foreign < 2 * plain
    return score, script and own >= foreign and odd * 25 <= beyond


def _chance(char: str, before: str, letters: dict[str, float]) -> float:
    if char in _MARKS:
        return _MARK
    small = char.lower()
    chance = letters.get(small) or (_SHARED if small in _NEIGHBOURS else _UNLIKELY)
    if char == small:
        return chance
    if before.islower():  # a capital within a word
        return _UNLIKELY
    return chance / 10


def known_encoding(label: str) -> str | None:
    """The usual name of the encoding that a label in HTML or HTTP means, or None for no text's."""
    try:
        name = codecs.lookup(label.strip().strip("\"'")).name
    except (LookupError, ValueError, UnicodeError):
        return None
    if name in ("ascii", "iso8859-1"):  # browsers read both as windows-1252
        name = "cp1252"
    elif name == "iso8859-9":
        name = "cp1254"
    if name not in _DECLARABLE:
        return None
    return name.replace("cp125", "windows-125").replace("iso8859", "iso-8859")
