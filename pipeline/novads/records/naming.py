"""Which project each title, acronym, number and sentence of an article belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex
from rapidfuzz import fuzz

from novads.objects import ProjectTitle, TitleKind
from novads.records.reading import Reading, Unit

__all__ = ["SAME_TITLE", "NamedProject", "assign_units", "name_projects"]

SAME_TITLE = 92.0
"""Titles with at least this rapidfuzz ratio (0-100) are one: a slip of the pen, other quotes."""

_NOT_LETTERS = regex.compile(r"[^\p{L}\p{N}+]++")
_JOINT = regex.compile(
    r"(?:[\s()\[\]„“”\"'«»,.:;–—/-]|\b(?:nr|no|projekt\w*|numur\w*|akronīm\w*|turpmāk|saīsināt\w*|"
    r"jeb|kods|id|arī|tekstā|angļu|val|valodā)\b)*+",
    regex.IGNORECASE,
)
_PROJECT_WORD = regex.compile(r"\bprojekt\w*+", regex.IGNORECASE)


@dataclass
class NamedProject:
    """The names of one project and the units that tell of it."""

    titles: list[ProjectTitle] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)

    def first(self, kind: TitleKind) -> ProjectTitle | None:
        """Its first name of this kind."""
        return next((t for t in self.titles if t.title_kind is kind), None)

    def is_named_in(self, unit: Unit) -> bool:
        """Whether the unit names it; a project without a name is named by the word 'projekts'."""
        own = {title.id for title in self.titles}
        return any(t.id in own for t in unit.titles) or (not own and has_project_word(unit))

    def has(self, title: ProjectTitle) -> bool:
        """Whether it is already known by this name."""
        key = _key(title)
        for own in self.titles:
            if own.title_kind is title.title_kind and (
                _key(own) == key
                or (
                    title.title_kind is TitleKind.TITLE and fuzz.ratio(_key(own), key) >= SAME_TITLE
                )
            ):
                return True
        return False


def _key(title: ProjectTitle) -> str:
    return _NOT_LETTERS.sub(" ", title.name).casefold().strip()


def name_projects(reading: Reading) -> list[NamedProject]:
    """The article's projects by their names, in the order in which they are first named."""
    projects: list[NamedProject] = []
    previous: ProjectTitle | None = None
    current: NamedProject | None = None
    titles = reading.of(ProjectTitle)
    kinds = {kind: {_key(t) for t in titles if t.title_kind is kind} for kind in TitleKind}
    for title in titles:
        known = next((p for p in projects if p.has(title)), None)
        if known is None:
            known = _joined(reading, title, previous, current, projects, kinds)
        if known is None:
            known = NamedProject()
            projects.append(known)
        elif (
            current is not None
            and current is not known
            and len(current.titles) == 1
            and _is_joint(reading, previous, title)
        ):  # 'Green Class („Zaļā klase”)'
            known.titles += current.titles
            projects.remove(current)
        known.titles.append(title)
        previous, current = title, known
    return projects


def _joined(
    reading: Reading,
    title: ProjectTitle,
    previous: ProjectTitle | None,
    current: NamedProject | None,
    projects: list[NamedProject],
    kinds: dict[TitleKind, set[str]],
) -> NamedProject | None:
    """The project that this new name is another name of, if it is."""
    if previous is None or current is None:
        return None
    gap = reading.text[previous.span.end : title.span.start]
    lacks = current.first(title.title_kind) is None
    if _is_joint(reading, previous, title) and (lacks or "(" in gap or "/" in gap):
        return current
    if title.title_kind is TitleKind.NUMBER and lacks:
        unit, before = reading.unit_of(title), reading.unit_of(previous)
        if unit.index - before.index <= 1:
            return current
    # one title, one acronym, one number in the whole article: they are of one project
    if len(projects) == 1 and lacks and all(len(names) <= 1 for names in kinds.values()):
        return current
    return None


def _is_joint(reading: Reading, first: ProjectTitle | None, second: ProjectTitle) -> bool:
    """Whether nothing but brackets, 'Nr.' and the like stands between two names."""
    if first is None:
        return False
    gap = reading.text[first.span.end : second.span.start]
    return gap.count("\n") <= 1 and _JOINT.fullmatch(gap) is not None


def assign_units(reading: Reading, projects: list[NamedProject]) -> None:
    """Give each project the units that tell of it.

    A unit belongs to the projects that it names; one that names none to the one named last, while
    its paragraph or the one after goes on; in an article of one project all units belong to it.
    """
    if len(projects) == 1:
        projects[0].units = list(reading.units)
        return
    owner = {t.id: p for p in projects for t in p.titles}
    last: NamedProject | None = None
    for unit in reading.units:
        named: list[NamedProject] = []
        for title in unit.titles:
            project = owner[title.id]
            if project not in named:
                named.append(project)
        if named:
            for project in named:
                project.units.append(unit)
            last = named[-1] if len(named) == 1 else None
        elif last is not None and not unit.is_heading:
            last.units.append(unit)


def has_project_word(unit: Unit) -> bool:
    """Whether the unit says 'projekts' in any of its forms, or a compound that starts with it."""
    return _PROJECT_WORD.search(unit.text) is not None
