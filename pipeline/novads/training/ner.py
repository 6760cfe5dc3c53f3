"""`python -m novads.training ner`: the recipe of the model of named entities."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["ner"]


def ner(
    fullstack: Annotated[Path, typer.Option(help="A clone of LUMII-AILab/FullStack.")],
    treebank_dev: Annotated[Path, typer.Option(help="lv_lvtb-ud-dev.conllu: what to keep apart.")],
    out: Annotated[Path, typer.Option(help="Directory that gets the weights.")],
    table: Annotated[
        bool, typer.Option("--table", help="Train and score the variants too (many minutes).")
    ] = False,
    iterations: Annotated[int, typer.Option(min=1, help="The optimiser's most.")] = 45,
) -> None:
    """Train the model of named entities, and score it on the paragraphs of LVTB's dev split."""
    from novads.language.morphology.tagger import Tagger
    from novads.mentions.entities.model import Model
    from novads.mentions.entities.reading import Reader
    from novads.ruleset import RuleSet
    from novads.training.ner_data import COUNTED, read_split
    from novads.training.ner_scores import count, rows
    from novads.training.ner_train import (
        Settings,
        calibrate,
        inputs_of,
        predict,
        reliability,
        train,
    )
    from novads.training.ner_variants import SHIPPED, VARIANTS
    from novads.training.ner_words import listed_words

    settings = Settings(iterations=iterations)
    split = read_split(fullstack, treebank_dev)
    training, validation, dev = map(inputs_of, (split.training, split.validation, split.dev))
    words = listed_words(RuleSet())
    for variant in (*VARIANTS, SHIPPED) if table else (SHIPPED,):
        tagger = Tagger.load() if variant.morphology else None
        reader = Reader(train(training, words, settings, variant), words, tagger)
        for name, paragraphs, inputs in (
            ("validation", split.validation, validation),
            ("dev", split.dev, dev),
        ):
            found = [predict(reader, paragraph) for paragraph in inputs]
            for row in rows(count(paragraphs, found)):
                typer.echo(f"{variant.name:24} {name:11} {row}")
    calibrations = calibrate(reader, split.validation, validation)
    crf = train([*training, *validation], words, settings, SHIPPED)
    reader = Reader(crf, words, reader.tagger)
    plot = reliability(reader, calibrations, split.dev, dev)
    Model(reader, COUNTED, calibrations, plot).write(out)
    shipped = Model.read(out)
    found = [predict(shipped.reader, paragraph) for paragraph in dev]
    for row in rows(count(split.dev, found)):
        typer.echo(f"{'shipped, all but dev':24} {'dev':11} {row}")
    for path in sorted(out.iterdir()):
        if path.is_file():
            typer.echo(f"{path.name}: {path.stat().st_size:,} bytes")
