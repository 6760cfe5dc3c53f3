"""brat standoff: `<id>.txt` and `<id>.ann` (https://brat.nlplab.org/standoff.html).

A mention is a text-bound annotation (T), its value and its attributes are notes (#) on it. One
across lines is split at the line breaks, as brat wants it, and put together again when it is read.
"""

from __future__ import annotations

from pathlib import Path

import regex

from novads.evaluation.corpus import CorpusError
from novads.evaluation.exchange import Annotated, sorted_mentions
from novads.markup import MarkedMention
from novads.objects import Kind

__all__ = ["read_brat", "write_brat"]

CONFIGURATION = "[entities]\n{kinds}\n[relations]\n[events]\n[attributes]\n"


def write_brat(folder: Path, documents: list[Annotated]) -> None:
    """Write each document's text and annotations, and the configuration that names the kinds."""
    folder.mkdir(parents=True, exist_ok=True)
    kinds = "\n".join(kind.value for kind in Kind)
    _write(folder / "annotation.conf", CONFIGURATION.format(kinds=kinds))
    for document in documents:
        _write(folder / f"{document.id}.txt", document.text)
        lines, notes = [], 0
        for number, m in enumerate(document.mentions, start=1):
            surface = document.text[m.start : m.end]
            where = ";".join(
                f"{m.start + part.start()} {m.start + part.end()}"
                for part in regex.finditer(r"[^\n]+", surface)
            )
            lines.append(f"T{number}\t{m.kind.value} {where}\t{surface.replace(chr(10), ' ')}")
            for key, value in (("Value", m.value), *m.attributes):
                if key != "Value" or value != surface:
                    notes += 1
                    lines.append(f"#{notes}\t{key} T{number}\t{value}")
        _write(folder / f"{document.id}.ann", "".join(line + "\n" for line in lines))


def read_brat(folder: Path) -> list[Annotated]:
    """The documents of a brat folder, sorted by id.

    Raises:
        CorpusError: if a file is missing, or a line isn't what `write_brat` or brat writes.
    """
    return [_read(path) for path in sorted(folder.glob("*.ann"))]


def _read(path: Path) -> Annotated:
    text = _text(path.with_suffix(".txt"))
    spans: dict[str, tuple[int, int, Kind]] = {}
    notes: dict[str, list[tuple[str, str]]] = {}
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if not line:
            continue
        parts = line.split("\t")
        try:
            if line.startswith("T"):
                kind, _, where = parts[1].partition(" ")
                offsets = [int(offset) for offset in regex.split(r"[ ;]", where)]
                spans[parts[0]] = (min(offsets), max(offsets), Kind(kind))
            elif line.startswith("#"):
                key, _, target = parts[1].partition(" ")
                notes.setdefault(target, []).append((key, parts[2]))
        except (IndexError, ValueError) as error:
            raise CorpusError(path, f"no annotation of ours: {error}", number) from None
    mentions = []
    for name, (start, end, kind) in spans.items():
        if not 0 <= start < end <= len(text):
            raise CorpusError(path, f"{name}: {start}–{end} isn't in the text")
        told = notes.get(name, [])
        value = next((value for key, value in told if key == "Value"), text[start:end])
        attributes = tuple((key, value) for key, value in told if key != "Value")
        mentions.append(MarkedMention(start, end, kind, value, attributes))
    return Annotated(path.stem, text, sorted_mentions(mentions))


def _write(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8", newline="\n")


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise CorpusError(path, f"not UTF-8: {error}") from None
    except OSError as error:
        raise CorpusError(path, error.strerror or str(error)) from None
