"""The spaCy component that assembles records from the resolved mentions."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import TypeAdapter
from spacy.language import Language
from spacy.tokens import Doc

from novads.mentions.component import (
    get_mentions,
    get_published,
    get_regions,
    set_mentions,
    text_of,
)
from novads.objects import AnyMention, Event, FundingRole, Money, Project, SourceWarning
from novads.records.bare_heads import BareHeads
from novads.records.events import EventReader
from novads.records.funding import FundingReader
from novads.records.projects import ProjectReader
from novads.records.reading import Reading, read
from novads.ruleset import RuleSet

__all__ = ["RecordAssembler", "create_records", "get_records"]

_EVENTS = "novads.events"
_PROJECTS = "novads.projects"
_WARNINGS = "novads.warnings"
_event_list: TypeAdapter[tuple[Event, ...]] = TypeAdapter(tuple[Event, ...])
_project_list: TypeAdapter[tuple[Project, ...]] = TypeAdapter(tuple[Project, ...])
_warning_list: TypeAdapter[tuple[SourceWarning, ...]] = TypeAdapter(tuple[SourceWarning, ...])


def get_records(
    doc: Doc,
) -> tuple[tuple[Event, ...], tuple[Project, ...], tuple[SourceWarning, ...]]:
    """The doc's events, projects and warnings; all empty if the component hasn't run."""
    data = doc.user_data
    return (
        _event_list.validate_json(data.get(_EVENTS, "[]")),
        _project_list.validate_json(data.get(_PROJECTS, "[]")),
        _warning_list.validate_json(data.get(_WARNINGS, "[]")),
    )


class RecordAssembler:
    """Reads projects and events, and gives each sum of money its role.

    Raises:
        RuleFileError: if a rule file is broken.
    """

    def __init__(self, name: str, rules: RuleSet) -> None:
        self.name = name
        self._rules = rules
        self._build()

    def _build(self) -> None:
        self._bare_heads = BareHeads(self._rules)
        self._funding = FundingReader(self._rules)
        self._projects = ProjectReader(self._rules, self._funding)
        self._events = EventReader(self._rules)

    def __reduce__(self) -> tuple[type[RecordAssembler], tuple[str, RuleSet]]:
        return RecordAssembler, (self.name, self._rules)

    def __call__(self, doc: Doc) -> Doc:
        """Assemble the doc's records and store them on it."""
        mentions = get_mentions(doc, "novads_resolver")
        sentences = [(sent.start_char, sent.end_char) for sent in doc.sents]
        reading = read(text_of(doc), get_regions(doc), sentences, mentions)
        reading = self._bare_heads.resolve(reading)
        projects = self._projects.read(reading)
        events = self._events.read(reading, projects, get_published(doc))
        warnings = [w for p in projects for w in p.warnings]
        warnings += [_warning(m) for m in mentions if m.problem is not None]
        data = doc.user_data
        data[_EVENTS] = _event_list.dump_json(tuple(events)).decode()
        data[_PROJECTS] = _project_list.dump_json(tuple(p.project for p in projects)).decode()
        data[_WARNINGS] = _warning_list.dump_json(tuple(warnings)).decode()
        set_mentions(doc, "novads_resolver", self._with_roles(reading, mentions))
        return doc

    def _with_roles(self, reading: Reading, mentions: Sequence[AnyMention]) -> list[AnyMention]:
        roles: dict[str, FundingRole | None] = {}
        for unit in reading.units:
            for one in self._funding.sums(unit):
                if one.money is not None:
                    roles[one.money.id] = one.role
        return [
            m.model_copy(update={"role": roles[m.id]})
            if isinstance(m, Money) and roles.get(m.id) is not None
            else m
            for m in mentions
        ]


def _warning(mention: AnyMention) -> SourceWarning:
    return SourceWarning(
        code="faulty-mention",
        message=f"{mention.span.text!r}: {mention.problem}",
        mentions=(mention.id,),
    )


@Language.factory("novads_records", default_config={"rules": []})
def create_records(nlp: Language, name: str, rules: list[str]) -> RecordAssembler:
    """Make the component; `rules` are directories laid over the shipped rules.

    Raises:
        RuleFileError: if a rule file is broken.
    """
    return RecordAssembler(name, RuleSet(*rules))
