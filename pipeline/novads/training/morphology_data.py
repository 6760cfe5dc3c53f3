"""The treebank that the morphology component is trained on: FullStack's UD layer, in paragraphs."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import regex

from novads.language.morphology.tags import universal

__all__ = ["Sentence", "Split", "Word", "read_conllu", "split_fullstack"]

_PARAGRAPH: Final = regex.compile(r"# sent_id = a-(.+)s\d+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its annotation.

    `feats` are the universal features alone, as 'Case=Nom|Number=Sing', or '' for none.
    """

    form: str
    lemma: str
    upos: str
    feats: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a paragraph, which is named as in 'c15-p9'."""

    paragraph: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """Paragraphs to train on, to choose settings by, and to score on."""

    training: list[list[Sentence]]
    validation: list[list[Sentence]]
    dev: list[list[Sentence]]


def read_conllu(path: Path) -> Iterator[list[Sentence]]:
    """The paragraphs of a CoNLL-U file of LVTB or FullStack.

    Raises:
        ValueError: for a sentence whose id tells no paragraph, or a line without ten columns.
    """
    paragraph: list[Sentence] = []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        name, words = "", list[Word]()
        for line in block.splitlines():
            if match := _PARAGRAPH.fullmatch(line.rstrip()):
                name = match[1]
            columns = line.split("\t")
            if not columns[0].isdecimal():  # comments, words that aren't written
                continue
            if len(columns) != 10:
                raise ValueError(f"{path}: not ten columns: {line!r}")
            form, lemma, upos, _, feats = columns[1:6]
            words.append(Word(form, lemma, upos, universal(feats)))
        if not name:
            raise ValueError(f"{path}: a sentence without an id such as a-c15-p9s1")
        if paragraph and paragraph[-1].paragraph != name:
            yield paragraph
            paragraph = []
        paragraph.append(Sentence(name, tuple(words)))
    if paragraph:
        yield paragraph


def split_fullstack(fullstack: Path, treebank_dev: Path, validation: int) -> Split:
    """FullStack without LVTB's dev paragraphs, divided by a fixed seed, and LVTB's dev split.

    News are printed more than once, so paragraphs of training that share a sentence of more than
    five words with validation or dev are left out too, and those of validation that do with dev.

    Args:
        fullstack: a clone of FullStack.
        treebank_dev: `lv_lvtb-ud-dev.conllu` of UD_Latvian-LVTB.
        validation: how many paragraphs are taken out of the training for validation.

    Raises:
        FileNotFoundError: if the directory isn't a clone of FullStack.
        ValueError: if a file isn't CoNLL-U.
    """
    files = sorted((fullstack / "UD" / "data").glob("*.conllu"))
    if not files:
        raise FileNotFoundError(f"{fullstack}: no UD/data/*.conllu there: not a clone of FullStack")
    dev = list(read_conllu(treebank_dev))
    without = {paragraph[0].paragraph for paragraph in dev}
    rest = [p for path in files for p in read_conllu(path) if p[0].paragraph not in without]
    random.Random(7).shuffle(rest)
    chosen = _apart(rest[:validation], dev)
    return Split(_apart(rest[validation:], [*chosen, *dev]), chosen, dev)


def _apart(
    paragraphs: Iterable[list[Sentence]], held_out: Iterable[list[Sentence]]
) -> list[list[Sentence]]:
    seen = {_forms(sentence) for paragraph in held_out for sentence in paragraph}
    return [
        paragraph
        for paragraph in paragraphs
        if not any(len(s.words) > 5 and _forms(s) in seen for s in paragraph)
    ]


def _forms(sentence: Sentence) -> tuple[str, ...]:
    return tuple(word.form for word in sentence.words)
