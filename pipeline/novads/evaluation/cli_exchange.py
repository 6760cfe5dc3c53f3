"""`evaluate.py corpus export` and `import`: annotators use the tools that they have."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from novads.evaluation.corpus import CorpusError
from novads.evaluation.exchange import Annotated as Marked
from novads.evaluation.exchange import from_document, with_new_marks
from novads.evaluation.exchange.brat import read_brat, write_brat
from novads.evaluation.exchange.docbin import read_docbin, write_docbin
from novads.evaluation.exchange.label_studio import read_label_studio, write_label_studio
from novads.evaluation.options import CORPUS, CorpusOption, SplitOption, documents_of, out

__all__ = ["export", "import_"]


class Format(StrEnum):
    """A format of annotation tools."""

    BRAT = "brat"
    LABEL_STUDIO = "label-studio"
    DOCBIN = "docbin"


FormatOption = Annotated[
    Format, typer.Option("--format", help="brat is a folder, the others are a file.")
]


def export(
    target: Annotated[Path, typer.Option("--out", metavar="PATH", help="What to write.")],
    format_: FormatOption = Format.BRAT,
    corpus: CorpusOption = CORPUS,
    split: SplitOption = "all",
) -> None:
    """Write the texts and their mentions for brat, Label Studio or spaCy."""
    documents = [from_document(document) for document in documents_of(corpus, split)]
    match format_:
        case Format.BRAT:
            write_brat(target, documents)
        case Format.LABEL_STUDIO:
            write_label_studio(target, documents)
        case Format.DOCBIN:
            write_docbin(target, documents)
    out.print(f"Written: {len(documents)} documents to {target}", soft_wrap=True)


def import_(
    source: Annotated[Path, typer.Argument(metavar="PATH", help="What `corpus export` wrote.")],
    format_: FormatOption = Format.BRAT,
    corpus: CorpusOption = CORPUS,
) -> None:
    """Take changed mentions back into the corpus files. Headers and texts stay as they are."""
    known = {document.id: document for document in documents_of(corpus, "all")}
    changed: dict[Path, str] = {}
    for annotated in _read(source, format_):
        document = known.get(annotated.id)
        if document is None:
            raise CorpusError(source, f"the corpus has no document {annotated.id!r}")
        if annotated.mentions == document.mentions:
            continue
        try:
            changed[document.path] = with_new_marks(document, annotated)
        except ValueError as error:
            raise CorpusError(source, f"{annotated.id}: {error}") from None
    for path, content in changed.items():
        path.write_text(content, encoding="utf-8", newline="\n")
        out.print(f"Changed: {path}", soft_wrap=True)
    out.print(f"{len(changed)} documents changed")


def _read(source: Path, format_: Format) -> list[Marked]:
    match format_:
        case Format.BRAT:
            return read_brat(source)
        case Format.LABEL_STUDIO:
            return read_label_studio(source)
        case Format.DOCBIN:
            return read_docbin(source)
