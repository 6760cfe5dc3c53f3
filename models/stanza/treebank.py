"""Reading CoNLL-U into paragraphs of sentences of tokens, and writing what Stanza trains on."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

Token = tuple[str, bool]
"""A token's text, and whether a blank follows it."""

Paragraph = list[list[Token]]


def read_paragraphs(path: Path) -> Iterator[tuple[str, Paragraph]]:
    """The paragraphs of a CoNLL-U file, by their `# newpar id`.

    Raises:
        ValueError: if a sentence stands before the first paragraph, or a line has too few columns.
    """
    name: str | None = None
    paragraph: Paragraph = []
    for number, block in enumerate(path.read_text(encoding="utf-8").strip().split("\n\n"), start=1):
        tokens: list[Token] = []
        for line in block.splitlines():
            if match := re.match(r"# newpar id = (\S+)", line):
                if name is not None:
                    yield name, paragraph
                name, paragraph = match[1], []
            columns = line.split("\t")
            if not columns[0].isdecimal():  # comments, multiword tokens, empty nodes
                continue
            if len(columns) != 10:
                raise ValueError(f"{path}: sentence {number}: not ten columns: {line!r}")
            tokens.append((columns[1], "SpaceAfter=No" not in columns[9].split("|")))
        if name is None:
            raise ValueError(f"{path}: sentence {number} stands in no paragraph")
        if tokens:
            paragraph.append(tokens)
    if name is not None:
        yield name, paragraph


def fullstack(directory: Path, without: set[str]) -> list[Paragraph]:
    """FullStack's paragraphs in the order of its files, those named in `without` left out.

    Raises:
        FileNotFoundError: if the directory isn't a clone of FullStack.
    """
    files = sorted((directory / "UD" / "data").glob("*.conllu"))
    if not files:
        raise FileNotFoundError(f"{directory}: no UD/data/*.conllu there: not a clone of FullStack")
    return [
        paragraph
        for path in files
        for name, paragraph in read_paragraphs(path)
        if name not in without
    ]


def apart(paragraphs: Iterable[Paragraph], held_out: Iterable[Paragraph]) -> list[Paragraph]:
    """The paragraphs that share no sentence of more than five tokens with those held out.

    News are printed more than once: a paragraph can be there under another name as well.
    """
    seen = {tuple(sentence) for paragraph in held_out for sentence in paragraph}
    return [
        paragraph
        for paragraph in paragraphs
        if not any(len(sentence) > 5 and tuple(sentence) in seen for sentence in paragraph)
    ]


def raw(paragraph: Paragraph) -> tuple[str, str]:
    """A paragraph's text, and Stanza's label for each character of it.

    The labels are 0 inside a token and between tokens, 1 at a token's end, 2 at a sentence's.
    """
    text: list[str] = []
    labels: list[str] = []
    for number, sentence in enumerate(paragraph):
        for index, (form, space) in enumerate(sentence):
            is_last = index == len(sentence) - 1
            text.append(form)
            labels.append("0" * (len(form) - 1) + ("2" if is_last else "1"))
            if space and not (is_last and number == len(paragraph) - 1):
                text.append(" ")
                labels.append("0")
    return "".join(text), "".join(labels)


def write(paragraphs: Iterable[Paragraph], stem: Path) -> None:
    """Write `stem`.txt and `stem`.labels, paragraphs divided by blank lines."""
    rows = [raw(paragraph) for paragraph in paragraphs]
    for column, suffix in enumerate((".txt", ".labels")):
        joined = "\n\n".join(row[column] for row in rows) + "\n"
        stem.with_suffix(suffix).write_text(joined, encoding="utf-8")


def shuffled(paragraphs: list[Paragraph], seed: int) -> list[Paragraph]:
    """The paragraphs in an order that the seed decides."""
    order = list(paragraphs)
    random.Random(seed).shuffle(order)
    return order
