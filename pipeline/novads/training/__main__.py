"""The command line: `python -m novads.training COMMAND`, a command for each shipped model."""

from __future__ import annotations

import typer

from novads.training.morphology_cli import morphology
from novads.training.ner import ner

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.command("morphology")(morphology)
app.command("ner")(ner)


@app.callback()
def main() -> None:
    """Train a shipped model from public data, and print its scores."""


if __name__ == "__main__":
    app(prog_name="python -m novads.training")
