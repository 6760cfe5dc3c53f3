"""What each line of a page is taken for, by its words and by its place among the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from novads.articles.layout import (
    Line,
    is_content,
    is_prose,
    is_short,
    is_strong_prose,
    is_timed,
    split_cells,
)
from novads.articles.rules import LONGEST, CleaningRules, LineRule, Section, SectionRule
from novads.objects import Region, RegionKind

__all__ = ["Page"]

_BODY: Final = "rule:body"
_AHEAD: Final = 12
_NEAR: Final = 4
_BODY_CHARS: Final = 60
"""So much prose makes an article that has been told."""
_TOP_LINES: Final = 10
_BUTTONS: Final = (RegionKind.COOKIES, RegionKind.SHARING)
"""Such lines are what they are within a section, too."""
_ENTRY: Final = regex.compile(
    r"^\d{1,2}\.\s?\d{1,2}\.(?!\d)|"
    r"\b\d{1,2}\.\s?(?:jan|feb|mar|apr|mai|jūn|jūl|aug|sep|okt|nov|dec)\p{L}*|"
    r"\b\d{1,2}[./]\d{1,2}[./](?:19|20)?\d\d\b|\bplkst\.?\s?\d",
    regex.IGNORECASE,
)


class Page:
    """The lines of one page, and what each is taken for: (kind, source)."""

    def __init__(self, lines: list[Line], cleaner: CleaningRules) -> None:
        self.cleaner = cleaner
        self.lines = lines = [unit for line in lines for unit in self._units(line)]
        self.prose = [is_prose(line) for line in lines]
        self.hits = [cleaner.lines.match(line) for line in lines]
        self.taken: list[tuple[RegionKind, str]] = [(RegionKind.BODY, _BODY)] * len(lines)
        known = [hit is not None and hit.where == "any" for hit in self.hits]
        firsts = [i for i, p in enumerate(self.prose) if p and not known[i]]
        self.first_prose = firsts[0] if firsts else len(lines)
        self.last_prose = firsts[-1] if firsts else -1
        self.dates = sum(hit is not None and hit.where == "date" for hit in self.hits)

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
        if rule is None:
            return None
        match rule.where:
            case "any":
                holds = True
            case "first":
                alone = i + 1 == len(self.lines) or self.prose[i + 1]
                holds = not alone and not any(self._is_body(j) for j in range(min(i, _TOP_LINES)))
                holds = holds and i < _TOP_LINES
            case "top":
                holds = i < self.first_prose < len(self.lines)
            case "edge":
                holds = edge
            case "date":
                holds = self._is_page_date(i)
            case "after_widget":
                holds = i > 0 and self.taken[i - 1][0] is RegionKind.WIDGET
        return rule if holds else None

    def _units(self, line: Line) -> list[Line]:
        """The line, or its cells where it is a row of several things."""
        whole = (
            is_prose(line)
            or self.cleaner.lines.match(line) is not None
            or self.cleaner.sections.match(line) is not None
            or self._is_menu_line(line)
        )
        return [line] if whole else split_cells(line)

    def _is_page_date(self, i: int) -> bool:
        """A date on a line of its own near the title, or right after the last sentence.

        It may as well head a day of a programme: then timed items follow.
        """
        if any(is_content(n) for n in self.lines[i + 1 : i + 3]):
            return False
        if self.dates > 2:
            return False  # many dates make a list
        if self.last_prose < 0:
            return False
        near_title = i < self.first_prose and (i < _TOP_LINES or self.first_prose - i <= _NEAR)
        return near_title or i in (self.first_prose + 1, self.last_prose + 1)

    def _heads_programme(self, i: int) -> bool:
        return any(is_timed(line) for line in self.lines[i + 1 : i + 3])

    def _sections(self) -> None:
        section: Section | None = None
        told = 0  # characters of the article so far
        for i, line in enumerate(self.lines):
            opened = self._opens(i, told)
            if opened is not None:
                section = opened
                self._take(i, opened.rule)
                continue
            rule = self._rule_of(i, edge=section is not None)
            if rule is not None and (rule.where != "edge" or rule.kind in _BUTTONS):
                self._take(i, rule)
                continue
            if section is not None:
                if not self._resumes(i, section):
                    self._take(i, section.rule, self._entry_kind(i, section.rule))
                    continue
                self._reclaim_title(i, section, told)
                section = None
            if self.prose[i] or is_content(line):
                told += len(line.text)

    def _take(self, i: int, rule: LineRule, kind: RegionKind | None = None) -> None:
        self.taken[i] = (kind or rule.kind, f"rule:{rule.id}")

    def _opens(self, i: int, told: int) -> Section | None:
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

    def _marks(self, section: Section, start: int, end: int) -> int:
        return sum(
            section.marks.fullmatch(line.text) is not None
            for line in self.lines[max(0, start) : end]
            if len(line.text) <= LONGEST * 2
        )

    def _resumes(self, i: int, section: Section) -> bool:
        """Whether the article goes on (or starts) at this line."""
        line = self.lines[i]
        if section.marks.fullmatch(line.text) and len(line.text) <= LONGEST:
            return False
        # a teaser's date stands before it; a grid's last row before an article means nothing
        behind = 1 if section.rule.kind is RegionKind.RELATED else 0
        near = self._marks(section, i - behind, i + 1 + _NEAR)
        if section.rule.prose:
            return self.prose[i] and self._marks(section, i - _NEAR, i + 1 + 2 * _NEAR) == 0
        if self.prose[i]:
            return near == 0 or (near == 1 and is_strong_prose(line))
        if section.rule.kind in (RegionKind.CALENDAR, RegionKind.LISTING):
            return False
        return is_content(line) and any(is_content(n) for n in self.lines[i + 1 : i + 3])

    def _reclaim_title(self, i: int, section: Section, told: int) -> None:
        """A section at the page's top has swallowed the title of the article that starts here."""
        if told >= _BODY_CHARS or i == 0 or section.rule.prose:
            return
        before = self.lines[i - 1]
        same = self.taken[i - 1] == (section.rule.kind, f"rule:{section.rule.id}")
        if same and len(before.words) >= 2 and not section.marks.fullmatch(before.text):
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
            if self.lines[i].bare.lower() in self.cleaner.menu
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
        cells = [cell.text.lower() for cell in split_cells(line)]
        known = sum(cell in self.cleaner.menu for cell in cells)
        if known >= 2 and len(cells) <= 2 * known and all(len(c.split()) <= 3 for c in cells):
            return True
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
                alone = self.lines[i].bare.lower() in self.cleaner.menu
                late = rule is not None and rule.where in ("edge", "after_widget")
                if not (late or alone) or self._heads_programme(i):
                    continue
                if rule is not None and rule.where == "after_widget":
                    if self._rule_of(i, edge=True) is not None:
                        self._take(i, rule)
                        changed = True
                elif self._is_edge(i, -1) or self._is_edge(i, 1):
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
        """The article's title, and short lines between paragraphs."""
        body = [i for i in range(len(self.lines)) if self._is_body(i)]
        for place, i in enumerate(body):
            if place + 1 == len(body):
                break
            line = self.lines[i]
            if self.prose[i] or line.text[-1] in ".;:,…" or is_content(line):
                continue
            if not (line.text[0].isalnum() or line.text[0] in "\"„“”«'"):
                continue
            if place == 0 and len(line.text) <= 200:
                self.taken[i] = (RegionKind.HEADING, "rule:title")
            elif (
                place
                and len(line.text) <= 90
                and self.prose[body[place - 1]]
                and self.prose[body[place + 1]]
            ):
                self.taken[i] = (RegionKind.HEADING, "rule:subheading")
