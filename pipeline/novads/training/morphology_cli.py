"""`python -m novads.training morphology`: the tagger's and lemmatizer's recipe."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["morphology"]


def morphology(
    fullstack: Annotated[Path, typer.Option(help="A clone of LUMII-AILab/FullStack.")],
    treebank_dev: Annotated[Path, typer.Option(help="lv_lvtb-ud-dev.conllu, to score on.")],
    out: Annotated[Path, typer.Option(help="Directory that gets the weights.")],
) -> None:
    """Train the morphology component, and score it on LVTB's dev split."""
    raise NotImplementedError
