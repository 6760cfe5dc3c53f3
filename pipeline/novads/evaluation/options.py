"""What the commands of `evaluate.py` share: consoles, exit codes, options, reading the corpus."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.console import Console

from novads.evaluation.corpus import SPLITS, CorpusError, Document, read_corpus

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = [
    "CORPUS",
    "EXIT_BELOW",
    "EXIT_BROKEN",
    "REPORT",
    "REPORTS",
    "CorpusOption",
    "HtmlOption",
    "JsonOption",
    "SplitOption",
    "documents_of",
    "err",
    "load_pipeline",
    "out",
    "splits_of",
    "write_text",
]

EXIT_BELOW: Final = 1
"""A floor isn't held."""

EXIT_BROKEN: Final = 2
"""Wrong usage, or a file is broken."""

_BESIDE = Path(__file__).resolve().parents[3] / "corpus"

# where it is below the current directory, messages name it the short way
CORPUS: Final = _BESIDE.relative_to(Path.cwd()) if _BESIDE.is_relative_to(Path.cwd()) else _BESIDE

REPORTS: Final = "reports"
"""The folder below the corpus where `evaluate.py` leaves its report and page."""

REPORT: Final = "evaluation"
"""The name of both, without the suffix."""

# the widest table sets the least width: a column left out would be worse than a broken line
_LEAST: Final = 104

out = Console(highlight=False)
out.width = max(out.width, _LEAST)
err = Console(stderr=True, highlight=False)

CorpusOption = Annotated[
    Path,
    typer.Option(
        "--corpus",
        metavar="DIR",
        help="The corpus folder.",
        show_default="corpus beside evaluate.py",
    ),
]
SplitOption = Annotated[
    str, typer.Option("--split", metavar="dev|test|all", help="Which part of the corpus.")
]
JsonOption = Annotated[
    Path | None,
    typer.Option(
        "--json",
        metavar="FILE",
        help="Write the report as JSON. evaluate.py alone writes corpus/reports/evaluation.json.",
        show_default=False,
    ),
]
HtmlOption = Annotated[
    Path | None,
    typer.Option(
        "--html",
        metavar="FILE",
        help="Write a page that shows every document with gold and prediction side by side. "
        "evaluate.py alone writes corpus/reports/evaluation.html.",
        show_default=False,
    ),
]


def splits_of(split: str) -> tuple[str, ...]:
    """The splits that the option names."""
    if split == "all":
        return SPLITS
    if split not in SPLITS:
        raise typer.BadParameter(f"{split!r} is no split; there are {', '.join(SPLITS)} and all")
    return (split,)


def documents_of(corpus: Path, split: str) -> list[Document]:
    """The documents of the split, or of all.

    Raises:
        CorpusError: if a file is broken, or there is none.
    """
    documents = list(read_corpus(corpus, splits_of(split)))
    if not documents:
        raise CorpusError(corpus, f"no documents in {split}")
    return documents


def load_pipeline(rules: Path | None) -> Language:
    """The pipeline, with a note on standard error while it loads.

    Raises:
        NovadsError: if rules or models are broken.
    """
    from novads.pipeline import load

    with err.status("Loading the pipeline…"):
        return load(rules=rules)


def write_text(path: Path, text: str) -> None:
    """Write a file, its folders too, and say where."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    out.print(f"Written: {path}", soft_wrap=True)
