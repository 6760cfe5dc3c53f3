"""How an export is written, and the writing of a file as a whole."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Literal

__all__ = ["ExportOptions", "whole_file"]


@dataclass(frozen=True)
class ExportOptions:
    """How an export is written.

    Args:
        locale: of CSV files. `en`: commas between fields, points in numbers. `lv`: semicolons
            between fields and commas in numbers, as Excel reads them under Latvian settings.
        coordinates: by GeoNames id, (longitude, latitude) in degrees (WGS 84), for GeoJSON.
    """

    locale: Literal["en", "lv"] = "en"
    coordinates: Mapping[str, tuple[float, float]] = field(default_factory=dict)


@contextlib.contextmanager
def whole_file(path: Path, *, encoding: str = "utf-8") -> Iterator[IO[str]]:
    """A file to write that appears under its name only when it is whole.

    Raises:
        OSError: if it can't be written; what there is stays `NAME.part`.
    """
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding=encoding, newline="") as file:
        yield file
    os.replace(part, path)
