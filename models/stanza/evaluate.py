"""Score the tokenizer on LVTB's dev split, from raw text.

    python models/stanza/evaluate.py --treebank-dev UD_Latvian-LVTB/lv_lvtb-ud-dev.conllu

Tokens and sentences count as right where both their ends are: the measure of the CoNLL 2018 shared
task (F1). What is scored is what novads uses: the shipped weights through `novads.language`.
`genre.txt`, announcements of our own that are in no training data, is scored beside it.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from pathlib import Path

from spacy.language import Language

sys.path.insert(0, str(Path(__file__).parent))

from supplement import parse
from treebank import Paragraph, raw, read_paragraphs

from novads.language.tokenizer import make_nlp

Spans = set[tuple[int, int]]


def gold_spans(text: str, labels: str) -> tuple[Spans, Spans]:
    """Token and sentence spans, as half-open offsets, from Stanza's labels."""
    tokens: Spans = set()
    sentences: Spans = set()
    token: int | None = None
    sentence: int | None = None
    for at, (character, label) in enumerate(zip(text, labels, strict=True)):
        if token is None and character.isspace():
            continue
        token = at if token is None else token
        sentence = at if sentence is None else sentence
        if label in "12":
            tokens.add((token, at + 1))
            token = None
        if label == "2":
            sentences.add((sentence, at + 1))
            sentence = None
    return tokens, sentences


def f1(gold: int, predicted: int, right: int) -> float:
    """F1 in percent."""
    return 200 * right / (gold + predicted)


def interval(counts: Sequence[tuple[int, int, int]]) -> tuple[float, float]:
    """The 95 % bootstrap interval of F1 over paragraphs (1,000 draws, fixed seed)."""
    rng = random.Random(0)
    draws = []
    for _ in range(1000):
        drawn = rng.choices(counts, k=len(counts))
        draws.append(f1(*(sum(column) for column in zip(*drawn, strict=True))))
    draws.sort()
    return draws[25], draws[974]


def genre() -> list[Paragraph]:
    """The paragraphs of `genre.txt`: a sentence a line, in the notation of the supplement."""
    text = (Path(__file__).parent / "genre.txt").read_text(encoding="utf-8")
    return [[parse(line) for line in block.splitlines()] for block in text.strip().split("\n\n")]


def score(nlp: Language, paragraphs: Sequence[Paragraph]) -> None:
    """Print F1 of tokens and of sentences."""
    rows = [raw(paragraph) for paragraph in paragraphs]
    counts: dict[str, list[tuple[int, int, int]]] = {"tokens": [], "sentences": []}
    for (text, labels), doc in zip(rows, nlp.pipe([t for t, _ in rows]), strict=True):
        tokens, sentences = gold_spans(text, labels)
        found = {(t.idx, t.idx + len(t)) for t in doc if not t.is_space}
        ends = {(s.start_char, s.end_char) for s in doc.sents}
        counts["tokens"].append((len(tokens), len(found), len(tokens & found)))
        counts["sentences"].append((len(sentences), len(ends), len(sentences & ends)))
    for name, rows_of in counts.items():
        gold, predicted, right = (sum(column) for column in zip(*rows_of, strict=True))
        low, high = interval(rows_of)
        print(
            f"  {name:9}  F1 {f1(gold, predicted, right):.2f}  (95 %: {low:.2f}-{high:.2f})  "
            f"gold {gold}, predicted {predicted}, right {right}"
        )


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--treebank-dev", type=Path, required=True, metavar="FILE")
    parser.add_argument("--stanza-dir", metavar="DIR", help="other models than the shipped ones")
    options = parser.parse_args()
    nlp = make_nlp(options.stanza_dir)
    for name, paragraphs in (
        (options.treebank_dev.name, [p for _, p in read_paragraphs(options.treebank_dev)]),
        ("genre.txt", genre()),
    ):
        print(f"{name}: {len(paragraphs)} paragraphs")
        score(nlp, paragraphs)


if __name__ == "__main__":
    main()
