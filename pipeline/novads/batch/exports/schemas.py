"""The JSON Schemas of what novads gives back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import duckdb
from pydantic import BaseModel

from novads.batch.exports.options import ExportOptions, whole_file
from novads.objects import (
    Article,
    DateMention,
    ErrorRecord,
    Event,
    Extraction,
    Funding,
    Money,
    Organisation,
    Place,
    Programme,
    Project,
    ProjectTitle,
    SourceWarning,
)

__all__ = ["OBJECTS", "write_schemas"]

OBJECTS: Final[tuple[type[BaseModel], ...]] = (
    Extraction,
    Article,
    Event,
    Project,
    Funding,
    DateMention,
    Money,
    Place,
    Organisation,
    Programme,
    ProjectTitle,
    SourceWarning,
    ErrorRecord,
)
"""The objects whose schemas are written."""


def write_schemas(
    connection: duckdb.DuckDBPyConnection, out: Path, options: ExportOptions
) -> Mapping[Path, int]:
    """Write `schemas/NAME.schema.json` for each object (JSON Schema, draft 2020-12)."""
    folder = out / "schemas"
    folder.mkdir(exist_ok=True)
    written = {}
    for model in OBJECTS:
        path = folder / f"{model.__name__}.schema.json"
        schema = model.model_json_schema(mode="serialization")
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        with whole_file(path) as file:
            file.write(json.dumps(schema, ensure_ascii=False, indent=2) + "\n")
        written[path] = 1
    return written
