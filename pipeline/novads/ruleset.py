"""Reading rule files: YAML and CSV under `rules/`, checked by Pydantic, with a user's own on top.

A rule file is a list of entries with an `id` each. A user's directory (`--rules DIR`) has the same
layout: entries with a known id replace the shipped ones, the others are added.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import regex
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from novads.errors import RuleFileError
from novads.resources import rules_dir

__all__ = ["PatternRule", "Rule", "RuleSet"]

R = TypeVar("R", bound="Rule")


class Rule(BaseModel):
    """An entry of a rule file. Unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(min_length=1, description="unique in its file")


class PatternRule(Rule):
    """A rule with a pattern, what it must find and what it must leave alone.

    Examples are written in the inline markup: each marked mention must be found just so, by this
    very rule. In a counter-example the rule must find nothing (marked mentions in it, if any, are
    those that other rules find). Both run as tests.
    """

    examples: tuple[str, ...] = Field(min_length=1)
    counter_examples: tuple[str, ...] = Field(min_length=1)


class RuleSet:
    """The shipped rules, with user directories laid over them in order.

    Raises:
        RuleFileError: from its methods, for files that are missing or broken.
    """

    def __init__(self, *overlays: Path | str) -> None:
        self.directories = (rules_dir(), *(Path(o) for o in overlays))
        for directory in self.directories:
            if not directory.is_dir():
                raise RuleFileError(directory, "no such directory")

    def __reduce__(self) -> tuple[Any, ...]:
        return RuleSet, tuple(str(d) for d in self.directories[1:])

    def yaml(self, name: str, model: type[R]) -> tuple[R, ...]:
        """The entries of the YAML file `name`, a path under `rules/`: 'dates/months.yaml'."""
        return self._merge(name, lambda path: _read_yaml(path, model))

    def csv(self, name: str, model: type[R]) -> tuple[R, ...]:
        """The rows of the CSV file `name`: a header line, UTF-8, commas; empty cells are left out.

        Lines that start with '#' are comments. A cell of a tuple field is split at ';'.
        """
        return self._merge(name, lambda path: _read_csv(path, model))

    def _merge(self, name: str, read: Any) -> tuple[Any, ...]:
        merged: dict[str, Any] = {}
        found = False
        for directory in self.directories:
            path = directory / name
            if path.is_file():
                found = True
                merged.update(read(path))
        if not found:
            raise RuleFileError(self.directories[0] / name, "no such rule file")
        return tuple(merged.values())


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise RuleFileError(path, f"not UTF-8: {error}") from error
    except OSError as error:
        raise RuleFileError(path, error.strerror or str(error)) from error


def _validated(path: Path, line: int, model: type[R], values: Any, into: dict[str, R]) -> None:
    try:
        rule = model.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        reason = f"{where}: {first['msg']}" if where else first["msg"]
        raise RuleFileError(path, reason, line) from None
    if rule.id in into:
        raise RuleFileError(path, f"the id {rule.id!r} stands twice", line)
    into[rule.id] = rule


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """A safe loader for Latvian: 'no' is a word, and so are dates and '17:30'.

    It reads true, false, null and plain numbers as such and all else as text, and refuses a key
    that stands twice in one entry.
    """

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        keys: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=deep)
            if key in keys:
                raise yaml.MarkedYAMLError(
                    problem=f"the key {key!r} stands twice", problem_mark=key_node.start_mark
                )
            keys.add(key)
        return super().construct_mapping(node, deep=deep)


for _tag, _pattern, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("null", r"^(?:null|~|)$", ["n", "~", ""]),
    ("int", r"^-?(?:0|[1-9][0-9]*)$", "-0123456789"),
    ("float", r"^-?(?:0|[1-9][0-9]*)\.[0-9]+$", "-0123456789"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", regex.compile(_pattern), _first)


def _read_yaml(path: Path, model: type[R]) -> dict[str, R]:
    entries: dict[str, R] = {}
    loader = _Loader(_text(path))
    try:
        root = loader.get_single_node()
        if root is None:
            return entries
        if not isinstance(root, yaml.SequenceNode):
            raise RuleFileError(path, "not a list of entries", root.start_mark.line + 1)
        for node in root.value:
            values = loader.construct_document(node)
            _validated(path, node.start_mark.line + 1, model, values, entries)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise RuleFileError(path, error.problem or "not YAML", line) from error
    except yaml.YAMLError as error:
        raise RuleFileError(path, str(error)) from error
    finally:
        loader.dispose()
    return entries


def _read_csv(path: Path, model: type[R]) -> dict[str, R]:
    entries: dict[str, R] = {}
    tuples = {
        name
        for name, info in model.model_fields.items()
        if str(info.annotation).startswith("tuple")
    }
    # comment lines are blanked rather than dropped, so that line numbers stay right
    lines = ["" if row.startswith("#") else row for row in _text(path).splitlines()]
    reader = csv.reader(lines, strict=True)
    header: list[str] | None = None
    try:
        for row in reader:
            if not row:
                continue
            if header is None:
                header = row
                continue
            if len(row) != len(header):
                reason = f"{len(row)} cells, the header has {len(header)}"
                raise RuleFileError(path, reason, reader.line_num)
            values: dict[str, Any] = {}
            for key, cell in zip(header, row, strict=True):
                if cell:
                    values[key] = tuple(cell.split(";")) if key in tuples else cell
            _validated(path, reader.line_num, model, values, entries)
    except csv.Error as error:
        raise RuleFileError(path, str(error), reader.line_num) from error
    return entries
