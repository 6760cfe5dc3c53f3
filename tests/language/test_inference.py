"""The network run without Stanza's documents gives Stanza's tokens, one for one."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from novads.evaluation.corpus import read_corpus
from novads.language.blocks import blocks
from novads.language.inference import BlockTokenizer, Found
from novads.language.tokenizer import _bulk, _one_thread, make_nlp

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="module")
def plain() -> spacy.Language:
    return make_nlp()


def by_stanza(plain: spacy.Language, texts: list[str]) -> list[list[Found]]:
    """What Stanza finds in each block by itself; short blocks don't touch each other in bulk."""
    with _one_thread():
        if max(map(len, texts), default=0) < 900:
            return _bulk(plain.tokenizer._stanza, texts)
        return [_bulk(plain.tokenizer._stanza, [text])[0] for text in texts]


def by_us(plain: spacy.Language, texts: list[str]) -> list[list[Found]]:
    return plain.tokenizer._blocks.tokens(texts)


def test_the_corpus(plain: spacy.Language) -> None:
    texts = [d.text for d in list(read_corpus(CORPUS, ("dev",)))[:8]]
    found = [text[start:end] for text in texts for start, end in blocks(text)]
    assert by_us(plain, found) == by_stanza(plain, found)


def test_blocks_longer_than_a_window(plain: spacy.Language) -> None:
    texts = [d.text for d in list(read_corpus(CORPUS, ("dev",)))[:12]]
    pieces = [text[start:end] for text in texts for start, end in blocks(text)]
    joined = [" ".join(pieces), " ".join(pieces[:30]), "x" * 999, "x" * 1000, "vārds " * 250 + "x"]
    assert by_us(plain, joined) == by_stanza(plain, joined)


@pytest.mark.parametrize(
    "text",
    [
        "a",
        ".",
        "Raksti uz info@example.lv, lapa www.example.lv/a.b un https://example.lv/x?y=1.",
        "Trīs   atstarpes\u00a0un\u202f1 000\ttabs\nun rinda",
        "Rīga 😀 ①②③ ٣٤ Ⅳ İ",
        "48 454,95 EUR (85 %) – plkst. 12.00!",
    ],
)
def test_odd_blocks(plain: spacy.Language, text: str) -> None:
    assert by_us(plain, [text]) == by_stanza(plain, [text])


@settings(max_examples=25, deadline=None)
@given(st.text(st.sampled_from('aA āĀ1,.;:!?„”"()-–%\u00a0\t\n@/w€😀'), min_size=1, max_size=60))
def test_any_text(plain: spacy.Language, text: str) -> None:
    found = [text[start:end] for start, end in blocks(text)]
    assert by_us(plain, found) == by_stanza(plain, found)


def test_neighbours_change_nothing(plain: spacy.Language) -> None:
    texts = ["Īss.", "Garāks teikums par Rīgu. Un vēl viens.", "x" * 1500, "2022. gada 18. jūnijā"]
    alone = [by_us(plain, [text])[0] for text in texts]
    assert by_us(plain, texts * 20) == alone * 20


def test_a_model_that_asks_for_more_is_left_to_stanza(plain: spacy.Language) -> None:
    processor = plain.tokenizer._stanza.processors["tokenize"]
    assert BlockTokenizer.supports(processor)
    config = dict(processor.config)
    try:
        processor._config["use_dictionary"] = True
        assert not BlockTokenizer.supports(processor)
    finally:
        processor._config.update(config)
