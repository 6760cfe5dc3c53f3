"""Telling an article from the calendars, menus, buttons and notices that come with its page.

A page is read line by line. Lines and sections of boilerplate are known by their words
(`rules/cleaning/`); what the words can't tell, the line's place among the others does. Whatever isn't
known to be something else is article: losing a paragraph is worse than keeping a menu entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import regex
from pydantic import field_validator

from novads.articles.layout import (
    Line,
    is_content,
    is_prose,
    is_short,
    is_strong_prose,
    split_lines,
)
from novads.errors import RuleFileError
from novads.objects import Region, RegionKind
from novads.ruleset import PatternRule, Rule, RuleSet

__all__ = ["LineRule", "MenuEntry", "SectionRule", "find_regions"]

_BODY: Final = "rule:body"
_LONGEST: Final = 320
"""Longer lines are paragraphs: no line or section rule is tried on them."""
_AHEAD: Final = 12
_NEAR: Final = 4
_BODY_CHARS: Final = 120
"""So much prose makes an article that has been told."""
_TOP_LINES: Final = 10


class LineRule(PatternRule):
    """A line that is no article. Examples and counter-examples are whole lines."""

    kind: RegionKind
    where: Literal["any", "top", "edge"] = "any"
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
class _Section:
    rule: SectionRule
    marks: regex.Pattern[str]


class _Cleaner:
    """The compiled rules."""

    def __init__(self, rules: RuleSet) -> None:
        lines = rules.yaml("cleaning/lines.yaml", LineRule)
        sections = rules.yaml("cleaning/sections.yaml", SectionRule)
        path = rules.directories[-1] / "cleaning"
        self.lines = _Matcher(lines, path / "lines.yaml")
        self.sections = _Matcher(sections, path / "sections.yaml")
        self.section = {
            rule.id: _Section(rule, _compile(rule.marks, rule.id, path / "sections.yaml"))
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
        """The rule that the whole line matches, or None."""
        if len(line.text) > _LONGEST:
            return None
        match = self._pattern.fullmatch(line.text)
        if match is None:
            return None
        return next(r for i, r in enumerate(self._rules) if match[f"r{i}"] is not None)


def _compile(pattern: str, rule_id: str, path: object) -> regex.Pattern[str]:
    try:
        return regex.compile(pattern, regex.IGNORECASE)
    except regex.error as error:
        raise RuleFileError(str(path), f"pattern of {rule_id!r}: {error}") from error


@lru_cache(maxsize=4)
def _cleaner(directories: tuple[str, ...]) -> _Cleaner:
    return _Cleaner(RuleSet(*directories[1:]))


def find_regions(text: str, rules: RuleSet | None = None) -> tuple[Region, ...]:
    """What each part of the page is: sorted regions that don't overlap and cover all that isn't blank.

    Args:
        text: the page as it came; offsets point into it.
        rules: the rule files; None is the shipped ones.

    Raises:
        RuleFileError: if a rule file is missing or broken.
    """
    rules = rules or RuleSet()
    cleaner = _cleaner(tuple(str(d) for d in rules.directories))
    page = _Page(split_lines(text), cleaner)
    page.classify()
    return tuple(page.regions())


class _Page:
    """The lines of one page, and what each is taken for: (kind, source)."""

    def __init__(self, lines: list[Line], cleaner: _Cleaner) -> None:
        self.lines = lines
        self.cleaner = cleaner
        self.prose = [is_prose(line) for line in lines]
        self.hits = [cleaner.lines.match(line) for line in lines]
        self.taken: list[tuple[RegionKind, str]] = [(RegionKind.BODY, _BODY)] * len(lines)
        firsts = [i for i, p in enumerate(self.prose) if p and self._rule_of(i, edge=False) is None]
        self.first_prose = firsts[0] if firsts else len(lines)
        self.last_prose = firsts[-1] if firsts else -1

    def classify(self) -> None:
        """Decide on every line."""
        self._sections()
        self._menus()
        self._edges()
        self._headings()

    def regions(self) -> Iterator[Region]:
        """The lines' kinds, neighbours of one kind and source joined."""
        start = 0
        for i in range(1, len(self.lines) + 1):
            if i == len(self.lines) or self.taken[i] != self.taken[start]:
                kind, source = self.taken[start]
                yield Region(
                    start=self.lines[start].start,
                    end=self.lines[i - 1].end,
                    kind=kind,
                    source=source,
                )
                start = i

    # --- sections and single lines ---

    def _rule_of(self, i: int, *, edge: bool) -> LineRule | None:
        """The line rule that holds for the line where it stands."""
        rule = self.hits[i]
        if rule is None or rule.where == "any":
            return rule
        if rule.where == "edge":
            return rule if edge else None
        return rule if self._is_page_date(i) else None

    def _is_page_date(self, i: int) -> bool:
        """A date on a line of its own near the title, or right after the last sentence.

        It may as well head a day of a programme: then timed items follow.
        """
        if any(is_content(line) for line in self.lines[i + 1 : i + 3]):
            return False
        others = sum(
            rule is not None and rule.where == "top" for j, rule in enumerate(self.hits) if j != i
        )
        if others > 1:
            return False  # many dates make a list
        top = i < min(self.first_prose, _TOP_LINES) or i == self.first_prose + 1 < _TOP_LINES
        return (top and self.first_prose < len(self.lines)) or i == self.last_prose + 1

    def _sections(self) -> None:
        section: _Section | None = None
        told = 0  # characters of the article so far
        for i, line in enumerate(self.lines):
            opened = self._opens(i, told)
            if opened is not None:
                section = opened
                self._take(i, opened.rule)
                continue
            rule = self._rule_of(i, edge=False)
            if rule is not None:
                self._take(i, rule)
                continue
            if section is not None:
                if not self._resumes(i, section):
                    self._take(i, section.rule, self._entry_kind(i, section.rule))
                    continue
                self._reclaim_title(i, section, told)
                section = None
            if self.prose[i]:
                told += len(line.text)
            elif is_content(line):
                told += len(line.text)

    def _take(self, i: int, rule: LineRule, kind: RegionKind | None = None) -> None:
        self.taken[i] = (kind or rule.kind, f"rule:{rule.id}")

    def _opens(self, i: int, told: int) -> _Section | None:
        rule = self.cleaner.sections.match(self.lines[i])
        if rule is None:
            return None
        section = self.cleaner.section[rule.id]
        after_body = told >= _BODY_CHARS
        when = section.rule.when
        if when == "any" or (after_body and when != "with_marks"):
            return section
        if when == "after_body":
            return None
        return section if self._marks(section, i + 1, i + 1 + _AHEAD) >= 2 else None

    def _marks(self, section: _Section, start: int, end: int) -> int:
        return sum(
            section.marks.fullmatch(line.text) is not None
            for line in self.lines[max(0, start) : end]
            if len(line.text) <= _LONGEST * 2
        )

    def _resumes(self, i: int, section: _Section) -> bool:
        """Whether the article goes on (or starts) at this line."""
        line = self.lines[i]
        if section.marks.fullmatch(line.text) and len(line.text) <= _LONGEST:
            return False
        near = self._marks(section, i - 1, i + 1 + _NEAR)
        if section.rule.prose:
            return self.prose[i] and self._marks(section, i - _NEAR, i + 1 + 2 * _NEAR) == 0
        if self.prose[i]:
            return near == 0 or (near == 1 and is_strong_prose(line))
        if section.rule.kind in (RegionKind.CALENDAR, RegionKind.LISTING):
            return False
        return is_content(line) and any(is_content(n) for n in self.lines[i + 1 : i + 3])

    def _reclaim_title(self, i: int, section: _Section, told: int) -> None:
        """A section at the page's top has swallowed the title of the article that starts here."""
        if told >= _BODY_CHARS or i == 0 or section.rule.prose:
            return
        before = self.lines[i - 1]
        same = self.taken[i - 1] == (section.rule.kind, f"rule:{section.rule.id}")
        if same and len(before.words) >= 3 and not section.marks.fullmatch(before.text):
            self.taken[i - 1] = (RegionKind.HEADING, "rule:title")

    def _entry_kind(self, i: int, rule: SectionRule) -> RegionKind:
        """Within a calendar, dated entries of other events are a listing."""
        if rule.kind is RegionKind.CALENDAR and _ENTRY.search(self.lines[i].text):
            return RegionKind.LISTING
        return rule.kind

    # --- what place tells ---

    def _menus(self) -> None:
        """Runs of menu entries, and lines made of them."""
        for i, line in enumerate(self.lines):
            if self._is_body(i) and not self.prose[i] and self._is_menu_line(line):
                self.taken[i] = (RegionKind.NAVIGATION, "rule:menu-line")
        start = 0
        while start < len(self.lines):
            end = start
            while end < len(self.lines) and self._may_be_menu(end):
                end += 1
            if end - start >= 3:
                self._menu_run(start, end)
            start = end + 1

    def _may_be_menu(self, i: int) -> bool:
        if self.taken[i][0] is RegionKind.NAVIGATION:
            return True
        line = self.lines[i]
        return self._is_body(i) and is_short(line) and not any(c.isdigit() for c in line.text)

    def _menu_run(self, start: int, end: int) -> None:
        known = [
            i
            for i in range(start, end)
            if self.lines[i].text.lower() in self.cleaner.menu
            or self.taken[i][0] is RegionKind.NAVIGATION
        ]
        if len(known) < 3 or len(known) * 3 < known[-1] + 1 - known[0]:
            return
        for i in range(known[0], known[-1] + 1):
            if self._is_body(i):
                self.taken[i] = (RegionKind.NAVIGATION, "rule:menu")

    def _is_menu_line(self, line: Line) -> bool:
        if not 4 <= len(line.words) <= 60 or line.text[-1] in ".!?;":
            return False
        hits = [m.group() for m in self.cleaner.menu_words.finditer(line.text)]
        covered = sum(len(h.split()) for h in hits)
        capitals = sum(h[0].isupper() for h in hits)
        return len(hits) >= 4 and covered * 3 >= 2 * len(line.words) and capitals == len(hits)

    def _edges(self) -> None:
        """Lines that are boilerplate at the page's ends or beside other boilerplate only."""
        changed = True
        while changed:
            changed = False
            for i in range(len(self.lines)):
                if not self._is_body(i):
                    continue
                rule = self.hits[i]
                alone = self.lines[i].text.lower() in self.cleaner.menu
                if (rule is None or rule.where != "edge") and not alone:
                    continue
                if self._is_edge(i, -1) or self._is_edge(i, 1):
                    if rule is not None:
                        self._take(i, rule)
                    else:
                        self.taken[i] = (RegionKind.NAVIGATION, "rule:menu")
                    changed = True

    def _is_edge(self, i: int, step: int) -> bool:
        j = i + step
        if not 0 <= j < len(self.lines):
            return len(self.lines) > 1
        return not self._is_body(j) and self.taken[j][0] is not RegionKind.META

    def _is_body(self, i: int) -> bool:
        return self.taken[i][0] is RegionKind.BODY

    def _headings(self) -> None:
        first = True
        for i, line in enumerate(self.lines):
            if not self._is_body(i):
                continue
            title = first and len(line.text) <= 200
            subheading = len(line.text) <= 90 and ":" not in line.text
            follows = any(self._is_body(j) for j in range(i + 1, min(i + 3, len(self.lines))))
            ends = line.text[-1] in ".;:,…"
            if (
                (title or (subheading and i + 1 < len(self.lines) and self.prose[i + 1]))
                and not self.prose[i]
                and not ends
                and not is_content(line)
                and follows
                and line.text[0].isalnum() | (line.text[0] in "\"„“”«'")
            ):
                self.taken[i] = (RegionKind.HEADING, "rule:title" if title else "rule:subheading")
            first = False


_ENTRY: Final = regex.compile(
    r"\b\d{1,2}\.\s?(?:jan|feb|mar|apr|mai|jūn|jūl|aug|sep|okt|nov|dec)\p{L}*|"
    r"\b\d{1,2}[./]\d{1,2}[./](?:19|20)?\d\d\b|\bplkst\.?\s?\d",
    regex.IGNORECASE,
)
