"""The command line: `novads PATH… --out DIR`, which `run.py` calls too.

The first word may be the name of another command; otherwise the command is `run`.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import typer
import typer.core

from novads import cli_export, cli_run, cli_store
from novads.cli_run import EXIT_SOME_FAILED, EXIT_STOPPED, EXIT_USAGE

__all__ = ["EXIT_SOME_FAILED", "EXIT_STOPPED", "EXIT_USAGE", "main"]

_DEFAULT = "run"


class _Commands(typer.core.TyperGroup):
    """Commands of which one needn't be named."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or args[0] not in self.commands:
            args = [_DEFAULT, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_Commands,
    add_completion=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)
app.command(_DEFAULT, epilog=cli_run.EPILOG)(cli_run.run)
app.command("query")(cli_store.query)
app.command("fill")(cli_store.fill)
app.command("export")(cli_export.export)


def main() -> None:
    """Run the command line. Ends quietly where the reader of a pipe has gone."""
    try:
        app()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
