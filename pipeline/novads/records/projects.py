"""Projects from mentions: names, programme, partners, money and dates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import regex

from novads.objects import Claim, Programme, Project, ProjectTitle, SourceWarning, TitleKind
from novads.records.carriers import CarrierReader
from novads.records.claims import mention_claim
from novads.records.frames import ProgrammeFrame
from novads.records.funding import FundingReader
from novads.records.masking import mask
from novads.records.naming import NamedProject, assign_units, name_projects
from novads.records.project_dates import ProjectDateReader
from novads.records.project_money import project_money
from novads.records.reading import Reading, Unit
from novads.ruleset import RuleSet

__all__ = ["ProjectReader", "ReadProject"]

_CALL = regex.compile(
    r"\bprojektu\s++(?:\w++\s++){0,2}(?:konkurs|iesniegum|pieteikum|kārt|atlas|uzsaukum)\w*+"
    r"|\b(?:iesniegt|pieteikt|gaida|aicina\w*+)\s++(?:\w++\s++){0,4}projekt(?:u|us|iem)\b",
    regex.IGNORECASE,
)
_ONE_PROJECT = regex.compile(r"\bprojekt(?:s|a|am|u|ā)\b", regex.IGNORECASE)


@dataclass(frozen=True)
class ReadProject:
    """A project, the units that tell of it, and what doesn't agree in it."""

    project: Project
    units: tuple[Unit, ...]
    warnings: tuple[SourceWarning, ...]

    @cached_property
    def indices(self) -> frozenset[int]:
        """The numbers of its units."""
        return frozenset(unit.index for unit in self.units)


class ProjectReader:
    """Reads the projects of an article.

    Raises:
        RuleFileError: if a rule file is broken.
    """

    def __init__(self, rules: RuleSet, funding: FundingReader) -> None:
        self._funding = funding
        self._frame = ProgrammeFrame(rules)
        self._carriers = CarrierReader(rules)
        self._dates = ProjectDateReader(rules)

    def read(self, reading: Reading) -> list[ReadProject]:
        """The article's projects, in the order in which they are first named."""
        named = name_projects(reading)
        if named:
            assign_units(reading, named)
        elif _tells_of_a_project(reading):
            named = [NamedProject(units=list(reading.units))]
        return [self._project(f"project-{n}", p) for n, p in enumerate(named, start=1)]

    def _project(self, record_id: str, named: NamedProject) -> ReadProject:
        masked = [mask(unit) for unit in named.units]
        naming = [unit for unit in named.units if named.is_named_in(unit)]
        sums = [s for unit in named.units for s in self._funding.sums(unit)]
        lead, partners = self._carriers.read(masked, naming, sums)
        start, end = self._dates.read(masked)
        programme, edition, programmes = self._frame.read(named)
        funding, total, warnings = project_money(record_id, sums)
        project = Project(
            id=record_id,
            name=_title_claim(named.first(TitleKind.TITLE)),
            acronym=_title_claim(named.first(TitleKind.ACRONYM)),
            number=_title_claim(named.first(TitleKind.NUMBER)),
            programme=programme,
            edition=edition,
            programmes=programmes,
            lead=lead,
            partners=partners,
            funding=funding,
            total=total,
            start=start,
            end=end,
            spans=tuple(unit.span() for unit in naming),
            source="rule:project-named" if named.titles else "rule:project-unnamed",
            confidence=0.95 if named.titles else 0.7,
        )
        return ReadProject(project, tuple(named.units), warnings)


def _title_claim(title: ProjectTitle | None) -> Claim[str] | None:
    return mention_claim(title, title.source, title.confidence) if title is not None else None


def _tells_of_a_project(reading: Reading) -> bool:
    """Whether an article without any project's name tells of one all the same."""
    if not any(_ONE_PROJECT.search(unit.text) for unit in reading.units):
        return False
    if any(_CALL.search(unit.text) for unit in reading.units):
        return False
    return bool(reading.of(Programme))
