"""`python -m novads.training morphology`: the recipe of the morphology component."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from novads.training.morphology_data import Sentence

__all__ = ["morphology"]


def morphology(
    fullstack: Annotated[Path, typer.Option(help="A clone of LUMII-AILab/FullStack.")],
    treebank_dev: Annotated[Path, typer.Option(help="lv_lvtb-ud-dev.conllu, to score on.")],
    out: Annotated[Path, typer.Option(help="Directory that gets the weights.")],
    epochs: Annotated[int, typer.Option(min=1)] = 30,
    width: Annotated[int, typer.Option(min=1, help="Dimensions of a word's vector.")] = 128,
    hidden: Annotated[int, typer.Option(min=1, help="Of each direction of the LSTM.")] = 96,
    inner: Annotated[int, typer.Option(min=1, help="Of the layer before the last.")] = 64,
    dropout: Annotated[float, typer.Option(min=0, max=0.9)] = 0.3,
    omit: Annotated[float, typer.Option(min=0, max=0.9, help="Share of features left out.")] = 0.1,
    fewest: Annotated[int, typer.Option(min=1, help="Words that must have a feature.")] = 5,
    without: Annotated[
        str, typer.Option(help="First letters of features to leave out, to compare with.")
    ] = "",
    validation: Annotated[
        int, typer.Option(min=0, help="Paragraphs to keep out, and to score on instead of dev.")
    ] = 0,
    as_annotated: Annotated[
        bool, typer.Option("--as-annotated", help="Keep what later releases annotate otherwise.")
    ] = False,
    seed: Annotated[int, typer.Option()] = 1,
) -> None:
    """Train the morphology component, and score it on LVTB's dev split."""
    import torch  # it takes a second to load

    from novads.language.morphology.tagger import Tagger
    from novads.training.morphology import FILES, evaluate, train
    from novads.training.morphology_data import split_fullstack
    from novads.training.morphology_network import Settings
    from novads.training.morphology_release import as_released

    torch.set_num_threads(1)
    settings = Settings(
        width=width,
        hidden=hidden,
        inner=inner,
        epochs=epochs,
        dropout=dropout,
        seed=seed,
        omit=omit,
        fewest=fewest,
        without=without,
    )
    split = split_fullstack(fullstack, treebank_dev, validation)
    typer.echo(f"training: {_size(split.training)}")
    out.mkdir(parents=True, exist_ok=True)
    training = split.training
    if not as_annotated:
        training = [[as_released(s) for s in p] for p in training]
    train(training, out, settings, typer.echo)
    name, scored = "LVTB dev", split.dev
    if validation:
        name, scored = "validation", [[as_released(s) for s in p] for p in split.validation]
    typer.echo(f"{name}: {_size(scored)}")
    for row in evaluate(Tagger.load(out), scored):
        typer.echo(f"{row.measure:14} {row.value:6.2f}  [{row.low:.2f}, {row.high:.2f}]")
    for name in FILES:
        data = (out / name).read_bytes()
        typer.echo(f"{name}: {len(data):,} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


def _size(paragraphs: list[list[Sentence]]) -> str:
    words = sum(len(sentence.words) for paragraph in paragraphs for sentence in paragraph)
    return f"{len(paragraphs)} paragraphs, {sum(map(len, paragraphs))} sentences, {words} words"
