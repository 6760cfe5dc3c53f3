"""Label Studio's JSON: a list of tasks, each with one annotation (https://labelstud.io/guide/export).

A mention is a region of type `labels`; its value is a `textarea` of the same region. The labelling
configuration that fits stands in `CONFIGURATION`. Label Studio counts offsets in UTF-16 code units,
as browsers do, so that they are converted both ways.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from novads.evaluation.corpus import CorpusError
from novads.evaluation.exchange import Annotated, sorted_mentions
from novads.markup import MarkedMention
from novads.objects import Kind

__all__ = ["CONFIGURATION", "read_label_studio", "write_label_studio"]

CONFIGURATION: Final = (
    '<View>\n  <Labels name="label" toName="text">\n'
    + "".join(f'    <Label value="{kind.value}"/>\n' for kind in Kind)
    + '  </Labels>\n  <Text name="text" value="$text"/>\n'
    '  <TextArea name="value" toName="text" perRegion="true" maxSubmissions="1"/>\n'
    '  <TextArea name="attributes" toName="text" perRegion="true"/>\n</View>\n'
)
"""The labelling interface of a Label Studio project for this corpus."""


def write_label_studio(path: Path, documents: list[Annotated]) -> None:
    """Write the documents as tasks to import."""
    tasks = [_task(document) for document in documents]
    path.parent.mkdir(parents=True, exist_ok=True)
    content = json.dumps(tasks, ensure_ascii=False, indent=1) + "\n"
    path.write_text(content, encoding="utf-8", newline="\n")


def read_label_studio(path: Path) -> list[Annotated]:
    """The documents of a JSON export; of several annotations of a task, the last one counts.

    Raises:
        CorpusError: if the file can't be read or isn't such an export.
    """
    try:
        tasks = json.loads(path.read_bytes())
    except OSError as error:
        raise CorpusError(path, error.strerror or str(error)) from None
    except ValueError as error:
        raise CorpusError(path, f"not JSON: {error}") from None
    documents = []
    for number, task in enumerate(tasks if isinstance(tasks, list) else [None], start=1):
        try:
            documents.append(_document(task))
        except (KeyError, IndexError, TypeError, ValueError) as error:
            reason = f"task {number} isn't Label Studio's: {type(error).__name__} {error}"
            raise CorpusError(path, reason) from None
    return documents


def _task(document: Annotated) -> dict[str, Any]:
    units = _units(document.text)
    result = []
    for number, m in enumerate(document.mentions):
        region = {"id": f"m{number}", "from_name": "label", "to_name": "text", "type": "labels"}
        surface = document.text[m.start : m.end]
        span = {"start": units[m.start], "end": units[m.end], "text": surface}
        result.append({**region, "value": {**span, "labels": [m.kind.value]}})
        told = {"value": [m.value] if m.value != surface else []}
        told["attributes"] = [f"{key}={value}" for key, value in m.attributes]
        for name, texts in told.items():
            if texts:
                text_area = {**region, "from_name": name, "type": "textarea"}
                result.append({**text_area, "value": {**span, "text": texts}})
    return {
        "data": {"id": document.id, "text": document.text},
        "annotations": [{"result": result}],
    }


def _document(task: dict[str, Any]) -> Annotated:
    text = task["data"]["text"]
    points = {unit: point for point, unit in enumerate(_units(text))}
    told: dict[str, dict[str, list[str]]] = {}
    spans: dict[str, tuple[int, int, Kind]] = {}
    for region in task["annotations"][-1]["result"]:
        value = region["value"]
        if region["type"] == "labels":
            start, end = points[value["start"]], points[value["end"]]
            spans[region["id"]] = (start, end, Kind(value["labels"][0]))
        elif region["type"] == "textarea":
            told.setdefault(region["id"], {})[region["from_name"]] = value["text"]
    mentions = []
    for name, (start, end, kind) in spans.items():
        own = told.get(name, {})
        value = own["value"][0] if own.get("value") else text[start:end]
        pairs = (attribute.partition("=") for attribute in own.get("attributes", []))
        attributes = tuple((key, rest) for key, _, rest in pairs)
        mentions.append(MarkedMention(start, end, kind, value, attributes))
    return Annotated(str(task["data"]["id"]), text, sorted_mentions(mentions))


def _units(text: str) -> list[int]:
    """The UTF-16 offset of each code point's offset, the end's included."""
    units, at = [0], 0
    for character in text:
        at += 2 if ord(character) > 0xFFFF else 1
        units.append(at)
    return units
