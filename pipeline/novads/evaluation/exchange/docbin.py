"""spaCy's DocBin: one doc a document, its mentions in the span group `novads`.

The group holds exact spans only where tokens begin and end with them, so the docs are cut at every
mention's edges besides at white space and punctuation. Values and attributes are in the doc's
`user_data`, since a DocBin doesn't keep the attributes of spans.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import regex

from novads.evaluation.corpus import CorpusError
from novads.evaluation.exchange import Annotated, sorted_mentions
from novads.markup import MarkedMention
from novads.objects import Kind

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

__all__ = ["GROUP", "read_docbin", "write_docbin"]

GROUP: Final = "novads"
"""The key of the span group."""

_TOKEN: Final = regex.compile(r"\w+|[^\w\s]|\s+")


def write_docbin(path: Path, documents: list[Annotated]) -> None:
    """Write the documents; `ents` are set too, for spaCy's own NER training."""
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    vocab = Vocab()
    binary = DocBin(attrs=["ORTH", "SPACY", "ENT_IOB", "ENT_TYPE"], store_user_data=True)
    for document in documents:
        binary.add(_doc(vocab, document))
    path.parent.mkdir(parents=True, exist_ok=True)
    binary.to_disk(path)


def read_docbin(path: Path) -> list[Annotated]:
    """The documents of a DocBin that `write_docbin` wrote.

    Raises:
        CorpusError: if it can't be read, or isn't one of ours.
    """
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    try:
        docs = list(DocBin().from_disk(path).get_docs(Vocab()))
    except OSError as error:
        raise CorpusError(path, error.strerror or str(error)) from None
    except Exception as error:  # zlib's, msgpack's or spaCy's own
        raise CorpusError(path, f"no DocBin: {error}") from None
    return [_annotated(path, doc) for doc in docs]


def _doc(vocab: Vocab, document: Annotated) -> Doc:
    from spacy.tokens import Doc

    edges = {m.start for m in document.mentions} | {m.end for m in document.mentions}
    words: list[str] = []
    for match in _TOKEN.finditer(document.text):
        at = match.start()
        for edge in sorted(e for e in edges if match.start() < e < match.end()):
            words.append(document.text[at:edge])
            at = edge
        words.append(document.text[at : match.end()])
    # every blank is a token of its own, so that the doc's text is the text to the letter
    doc = Doc(vocab, words=words, spaces=[False] * len(words))
    spans = [doc.char_span(m.start, m.end, label=m.kind.value) for m in document.mentions]
    doc.spans[GROUP] = spans
    doc.ents = spans
    told = [(m.start, m.end, m.kind.value, m.value, m.attributes) for m in document.mentions]
    doc.user_data["novads_mentions"] = json.dumps(told, ensure_ascii=False)
    doc.user_data["novads_id"] = document.id
    return doc


def _annotated(path: Path, doc: Doc) -> Annotated:
    try:
        told = json.loads(doc.user_data["novads_mentions"])
        name = doc.user_data["novads_id"]
    except KeyError as error:
        raise CorpusError(path, f"a doc without {error}") from None
    mentions = [
        MarkedMention(start, end, Kind(kind), value, tuple((key, text) for key, text in attributes))
        for start, end, kind, value, attributes in told
    ]
    return Annotated(name, doc.text, sorted_mentions(mentions))
