"""Stanza's Latvian tokenizer as a spaCy tokenizer: tokens and sentences by character offsets.

The text is never changed. What Stanza leaves between two tokens becomes white space of the Doc: a
single blank is the first token's, anything else a token of its own, so that `doc.text` is the text.
Stanza gets the text by its lines, as web pages write headings, lists and programmes without a dot.
"""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

import regex
import spacy
from spacy.lang.lv import Latvian
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from novads.errors import ModelError
from novads.language.blocks import Piece, blocks, covering
from novads.language.inference import BlockTokenizer, Found
from novads.resources import models_dir

__all__ = [
    "BATCH_SIZE",
    "BatchingLatvian",
    "StanzaTokenizer",
    "batching",
    "create_tokenizer",
    "make_nlp",
]

BATCH_SIZE: Final = 64
"""Texts given to Stanza at once."""

_LANGUAGE: Final = "lv"
# what has no place in a text is hidden from Stanza, one code point for one
_UNSEEN: Final = regex.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")


class StanzaTokenizer:
    """A spaCy tokenizer (`nlp.tokenizer`) that asks Stanza.

    Stanza and its model are loaded at the first text, and not pickled.

    Args:
        vocab: the pipeline's vocabulary.
        stanza_dir: a Stanza model directory with a `resources.json`; None is the shipped one.
    """

    def __init__(self, vocab: Vocab, stanza_dir: str | None = None) -> None:
        self.vocab = vocab
        self.stanza_dir = stanza_dir
        self._stanza: Any = None
        self._blocks: BlockTokenizer | None = None

    def __call__(self, text: str) -> Doc:
        """The Doc of one text.

        Raises:
            ModelError: if the model is missing or can't be loaded.
            ValueError: if the text holds a lone surrogate, which spaCy can't.
        """
        return next(self.pipe([text]))

    def pipe(self, texts: Iterable[str], batch_size: int = BATCH_SIZE) -> Iterator[Doc]:
        """The Docs of many texts, in order, through Stanza's network.

        Args:
            texts: any strings, empty ones too; they are taken a batch at a time.
            batch_size: how many are given to Stanza at once; the outcome doesn't depend on it.

        Raises:
            ModelError: if the model is missing or can't be loaded.
            ValueError: if a text holds a lone surrogate, which spaCy can't.
        """
        stream = iter(texts)
        while batch := list(islice(stream, batch_size)):
            for text, pieces in zip(batch, self._pieces(batch), strict=True):
                yield self._doc(text, pieces)

    def load(self) -> None:
        """Load the model now rather than at the first text.

        Raises:
            ModelError: if the model is missing or can't be loaded.
        """
        if self._stanza is None:
            self._stanza = _load_stanza(self.stanza_dir)
            processor = self._stanza.processors["tokenize"]
            if BlockTokenizer.supports(processor):
                self._blocks = BlockTokenizer(processor)

    def _pieces(self, texts: list[str]) -> list[list[Piece]]:
        self.load()
        found_in = [(n, start, end) for n, text in enumerate(texts) for start, end in blocks(text)]
        pieces: list[list[Piece]] = [[] for _ in texts]
        if not found_in:
            return pieces
        seen = [_UNSEEN.sub("\ufffd", texts[n][start:end]) for n, start, end in found_in]
        with _one_thread():
            tokens = self._blocks.tokens(seen) if self._blocks else _bulk(self._stanza, seen)
        for (n, start, end), found in zip(found_in, tokens, strict=True):
            shifted = [(start + begin, start + stop, first) for begin, stop, first in found]
            pieces[n].extend(covering(texts[n], start, end, shifted))
        return pieces

    def _doc(self, text: str, pieces: Iterable[Piece]) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        starts: list[bool] = []
        at = 0
        for start, end, starts_sentence in [*pieces, (len(text), len(text), False)]:
            gap = text[at:start]
            if words and gap.startswith(" "):
                spaces[-1] = True
                gap = gap[1:]
            for word, is_start in ((gap, not words), (text[start:end], starts_sentence)):
                if word:
                    words.append(word)
                    spaces.append(False)
                    # blanks in front of the text belong to its first sentence
                    starts.append(is_start and not (len(words) == 2 and words[0].isspace()))
            at = end
        try:
            return Doc(self.vocab, words=words, spaces=spaces, sent_starts=starts)
        except UnicodeEncodeError as error:
            raise ValueError(f"the text isn't valid Unicode: {error}") from error

    def __getstate__(self) -> dict[str, Any]:
        return {
            "vocab": self.vocab,
            "stanza_dir": self.stanza_dir,
            "_stanza": None,
            "_blocks": None,
        }

    # spaCy writes a pipeline's tokenizer with these; all that this one is stands in the config

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing: the settings are in the pipeline's config."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> StanzaTokenizer:
        """Nothing to read."""
        return self

    def to_disk(self, _path: Path | str, **_: Any) -> None:
        """Nothing to write."""

    def from_disk(self, _path: Path | str, **_: Any) -> StanzaTokenizer:
        """Nothing to read."""
        return self


def _bulk(pipeline: Any, texts: list[str]) -> list[list[Found]]:
    """The tokens of a model that `BlockTokenizer` can't run, by Stanza itself."""
    return [
        [
            (token.start_char, token.end_char, index == 0)
            for sentence in document.sentences
            for index, token in enumerate(sentence.tokens)
        ]
        for document in pipeline.bulk_process(texts)
    ]


@contextlib.contextmanager
def _one_thread() -> Iterator[None]:
    """Run torch on one thread and without gradients: on so small a network more only wait."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with torch.inference_mode():
            yield
    finally:
        torch.set_num_threads(threads)


def _load_stanza(stanza_dir: str | None) -> Any:
    """Stanza's pipeline for tokenization, from a directory, with no network."""
    directory = Path(stanza_dir) if stanza_dir is not None else models_dir() / "stanza"
    package = _package(directory)
    import stanza

    try:
        # Stanza prints what it loads to standard error, whatever the logging level
        with contextlib.redirect_stderr(io.StringIO()):
            return stanza.Pipeline(
                _LANGUAGE,
                dir=str(directory),
                processors={"tokenize": package},
                package=None,
                download_method=None,
                allow_unknown_language=True,
                use_gpu=False,
                verbose=False,
            )
    except Exception as error:  # Stanza raises what it comes upon
        raise ModelError(f"{directory}: Stanza can't load its tokenizer: {error}") from error


def _package(directory: Path) -> str:
    """The name of the directory's Latvian tokenizer: the default one, or the only one."""
    resources = directory / "resources.json"
    if not resources.is_file():
        raise ModelError(f"{directory}: no Stanza models there (no resources.json)")
    try:
        entry = json.loads(resources.read_text(encoding="utf-8"))[_LANGUAGE]
    except (ValueError, KeyError, OSError) as error:
        raise ModelError(f"{resources}: no Latvian models in it ({error!r})") from error
    present = sorted(p.stem for p in (directory / _LANGUAGE / "tokenize").glob("*.pt"))
    default = entry.get("default_processors", {}).get("tokenize")
    if default is None:
        default = entry.get("packages", {}).get("default", {}).get("tokenize")
    if default in present:
        return str(default)
    if len(present) != 1:
        found = ", ".join(present) or "none"
        raise ModelError(f"{directory}: which Latvian tokenizer? It has: {found}")
    return present[0]


@spacy.registry.tokenizers("novads.StanzaTokenizer.v1")
def create_tokenizer(stanza_dir: str | None = None) -> Callable[[Language], StanzaTokenizer]:
    """Make the tokenizer from a pipeline's config."""

    def make(nlp: Language) -> StanzaTokenizer:
        return StanzaTokenizer(nlp.vocab, stanza_dir)

    return make


class BatchingLatvian(Latvian):
    """Latvian with a `pipe` that gives the tokenizer whole batches of texts.

    spaCy itself tokenises text by text. With several processes the batches are tokenised in the
    parent process: torch doesn't survive a fork.
    """

    def pipe(self, texts: Any, *, as_tuples: bool = False, **options: Any) -> Any:
        """Process texts or docs as `spacy.Language.pipe` does."""
        size = min(options.get("batch_size") or self.batch_size, BATCH_SIZE)
        if as_tuples:
            return _with_contexts(super().pipe(_contexts(self, texts, size), **options))
        return super().pipe(_docs(self, texts, size), **options)


@spacy.registry.callbacks("novads.batching.v1")
def batching() -> Callable[[Language], Language]:
    """Turn a new Latvian pipeline into a `BatchingLatvian`; it stays one on disk and back."""

    def turn(nlp: Language) -> Language:
        # spaCy lets a callback neither choose the class nor return another object's class
        nlp.__class__ = BatchingLatvian
        return nlp

    return turn


def _docs(nlp: Language, texts: Iterable[Any], size: int) -> Iterator[Doc]:
    """A doc for each text or doc; runs of texts are tokenised at once."""
    stream = iter(texts)
    while batch := list(islice(stream, size)):
        if all(isinstance(text, str) for text in batch):
            for text in batch:
                if len(text) > nlp.max_length:
                    nlp.make_doc(text)  # says what is wrong
            yield from nlp.tokenizer.pipe(batch, batch_size=size)
        else:
            yield from (nlp._ensure_doc(text) for text in batch)


def _contexts(nlp: Language, texts: Iterable[tuple[Any, Any]], size: int) -> Iterator[Doc]:
    stream = iter(texts)
    while batch := list(islice(stream, size)):
        docs = _docs(nlp, [text for text, _ in batch], size)
        for doc, (_, context) in zip(docs, batch, strict=True):
            doc._context = context
            yield doc


def _with_contexts(docs: Iterable[Doc]) -> Iterator[tuple[Doc, Any]]:
    for doc in docs:
        context, doc._context = doc._context, None
        yield doc, context


def make_nlp(stanza_dir: str | None = None) -> Language:
    """A pipeline of the tokenizer alone; components can be added to it.

    Args:
        stanza_dir: a Stanza model directory; None is the shipped one.

    Raises:
        ModelError: if the model is missing or can't be loaded.
    """
    nlp = spacy.blank(
        _LANGUAGE,
        config={
            "nlp": {
                "after_creation": {"@callbacks": "novads.batching.v1"},
                "tokenizer": {
                    "@tokenizers": "novads.StanzaTokenizer.v1",
                    "stanza_dir": stanza_dir,
                },
            }
        },
    )
    nlp.tokenizer.load()
    return nlp
