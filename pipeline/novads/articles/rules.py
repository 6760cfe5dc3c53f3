"""The rule files of `rules/cleaning/` and what is compiled from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import regex
from pydantic import field_validator

from novads.articles.layout import Line
from novads.errors import RuleFileError
from novads.objects import RegionKind
from novads.ruleset import PatternRule, Rule, RuleSet

__all__ = ["LONGEST", "CleaningRules", "LineRule", "MenuEntry", "Section", "SectionRule"]

LONGEST: Final = 320
"""Longer lines are paragraphs: no line or section rule is tried on them."""


class LineRule(PatternRule):
    """A line that is no article. Examples and counter-examples are whole lines."""

    kind: RegionKind
    where: Literal["any", "first", "top", "edge", "date", "after_widget"] = "any"
    pattern: str

    @field_validator("kind", mode="before")
    @classmethod
    def _kind(cls, value: object) -> object:
        return RegionKind(value) if isinstance(value, str) else value


class SectionRule(LineRule):
    """A line that opens a section which is no article."""

    when: Literal["any", "after_body", "with_marks", "after_body_or_marks"]
    marks: str
    prose: bool = False


class MenuEntry(Rule):
    """A word or phrase of site menus."""


@dataclass(frozen=True)
class Section:
    """A section's rule, and the compiled pattern of its marks."""

    rule: SectionRule
    marks: regex.Pattern[str]


class CleaningRules:
    """The rules of `rules/cleaning/`, compiled."""

    def __init__(self, rules: RuleSet) -> None:
        lines = rules.yaml("cleaning/lines.yaml", LineRule)
        sections = rules.yaml("cleaning/sections.yaml", SectionRule)
        path = rules.directories[-1] / "cleaning"
        self.lines = _Matcher(lines, path / "lines.yaml")
        self.sections = _Matcher(sections, path / "sections.yaml")
        self.section = {
            rule.id: Section(rule, _compile(rule.marks, rule.id, path / "sections.yaml"))
            for rule in sections
        }
        self.menu = frozenset(e.id.lower() for e in rules.csv("cleaning/menu.csv", MenuEntry))
        words = sorted(self.menu, key=lambda w: (-len(w), w))
        self.menu_words = regex.compile(
            rf"\b(?:{'|'.join(map(regex.escape, words))})\b", regex.IGNORECASE
        )


class _Matcher:
    """One pattern for all rules of a file; the group that matched names the rule."""

    def __init__(self, rules: tuple[LineRule, ...], path: object) -> None:
        for rule in rules:
            _compile(rule.pattern, rule.id, path)
        self._rules = list(rules)
        self._pattern = regex.compile(
            "|".join(f"(?<r{i}>{rule.pattern})" for i, rule in enumerate(rules)) or r"(?!)",
            regex.IGNORECASE,
        )

    def match(self, line: Line) -> LineRule | None:
        """The rule that the whole line matches, with or without its ornaments, or None."""
        if len(line.text) > LONGEST:
            return None
        match = self._pattern.fullmatch(line.text)
        if match is None and line.bare != line.text:
            match = self._pattern.fullmatch(line.bare)
        if match is None:
            return None
        return next(r for i, r in enumerate(self._rules) if match[f"r{i}"] is not None)


def _compile(pattern: str, rule_id: str, path: object) -> regex.Pattern[str]:
    try:
        return regex.compile(pattern, regex.IGNORECASE)
    except regex.error as error:
        raise RuleFileError(str(path), f"pattern of {rule_id!r}: {error}") from error
