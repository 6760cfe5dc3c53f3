"""Scoring records: gold and predicted ones are aligned, then their fields are compared.

The alignment is one to one and optimal. Two projects may be aligned where they share a name (near
enough), an acronym, a number, a sum, a programme or a lead; two events where their titles are alike
or they start on the same day. The fields of a record that is aligned to nothing are all missed, or
all spurious. A value that is a list (partners, funding) counts each of its items.

Titles are compared by rapidfuzz's normalised InDel similarity (`fuzz.ratio`) in small letters:
a project's counts as right from 90, an event's, whose limits are less certain, from 80. All other
values must be equal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from rapidfuzz import fuzz

from novads.evaluation.alignment import match
from novads.evaluation.edtf import without_time
from novads.evaluation.facts import DocumentFacts, EventFacts, FundingFacts, Name, ProjectFacts
from novads.evaluation.scores import Counts, Measures

__all__ = [
    "EVENT_TITLE",
    "PROJECT_TITLE",
    "FieldError",
    "JudgedRecord",
    "align_events",
    "align_projects",
    "score_records",
]

PROJECT_TITLE: Final = 90.0
"""From which similarity (0-100) a project's title is right."""

EVENT_TITLE: Final = 80.0
"""From which similarity (0-100) an event's title is right."""

ALIKE: Final = 60.0
"""From which similarity (0-100) titles are reason enough to align two records."""


@dataclass(frozen=True, slots=True)
class FieldError:
    """Values of a record's field that aren't matched: missed (gold) or spurious (predicted)."""

    field: str
    gold: tuple[str, ...]
    predicted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JudgedRecord:
    """A gold record with the prediction it was aligned to, by index, or one of them alone."""

    what: str
    """'project' or 'event'"""
    gold: int | None
    predicted: int | None
    errors: tuple[FieldError, ...]


Same = Callable[[Any, Any], bool]


@dataclass(frozen=True, slots=True)
class _Field:
    """How a field's values are taken from a record, and when two of them are the same."""

    name: str
    values: Callable[[Any], Sequence[Any]]
    same: Same


def similarity(one: str, other: str) -> float:
    """How alike two titles are, 0 to 100, in small letters."""
    return fuzz.ratio(one.casefold(), other.casefold())


def _single(attribute: str) -> Callable[[Any], Sequence[Any]]:
    def values(record: Any) -> Sequence[Any]:
        value = getattr(record, attribute)
        return () if value is None else (value,)

    return values


def _several(attribute: str) -> Callable[[Any], Sequence[Any]]:
    def values(record: Any) -> Sequence[Any]:
        return tuple(getattr(record, attribute))

    return values


def _equal(one: Any, other: Any) -> bool:
    return bool(one == other)


def _same_name(one: Name, other: Name) -> bool:
    return one.same(other)


def _same_code(one: str, other: str) -> bool:
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()


def _title_from(threshold: float) -> Same:
    return lambda one, other: similarity(one, other) >= threshold


def _same_line(one: FundingFacts, other: FundingFacts) -> bool:
    return one.same_figure(other) and one.same_payer(other)


def _same_role(one: FundingFacts, other: FundingFacts) -> bool:
    return one.same_figure(other) and one.role is other.role


def _day(event: EventFacts) -> Sequence[str]:
    return () if event.start is None else (without_time(event.start),)


PROJECT_FIELDS: Final = (
    _Field("name", _single("name"), _title_from(PROJECT_TITLE)),
    _Field("acronym", _single("acronym"), _same_code),
    _Field("number", _single("number"), _same_code),
    _Field("programme", _single("programme"), _same_name),
    _Field("lead", _single("lead"), _same_name),
    _Field("partners", _several("partners"), _same_name),
    _Field("funding", _several("funding"), _same_line),
    _Field("total", _single("total"), _equal),
    _Field("start", _single("start"), _equal),
    _Field("end", _single("end"), _equal),
)

EVENT_FIELDS: Final = (
    _Field("title", _single("title"), _title_from(EVENT_TITLE)),
    _Field("kind", _single("kind"), _equal),
    _Field("start", _single("start"), _equal),
    _Field("end", _single("end"), _equal),
    _Field("place", _single("place"), _same_name),
    _Field("organisers", _several("organisers"), _same_name),
    _Field("part_of", _single("part_of"), _equal),
    _Field("status", _single("status"), _equal),
    _Field("was", _single("was"), _equal),
)

# shown, but not part of 'micro': they look at values that another field has counted already
_PROJECT_EXTRA: Final = (_Field("funding role", _several("funding"), _same_role),)
_EVENT_EXTRA: Final = (_Field("day", _day, _equal),)

Pairs = list[tuple[int, int]]


def align_projects(gold: Sequence[ProjectFacts], predicted: Sequence[ProjectFacts]) -> Pairs:
    """The pairs of indices of projects that are taken to be the same."""
    return match(gold, predicted, _project_likeness, order=(repr, repr))


def align_events(gold: Sequence[EventFacts], predicted: Sequence[EventFacts]) -> Pairs:
    """The pairs of indices of events that are taken to be the same."""
    return match(gold, predicted, _event_likeness, order=(repr, repr))


def score_records(
    gold: DocumentFacts, predicted: DocumentFacts
) -> tuple[Measures, list[JudgedRecord]]:
    """One document's counts by field, with what didn't match.

    Measures are 'project/found' and 'event/found' (records aligned), 'project/<field>',
    'event/<field>', and 'project/micro' and 'event/micro' over the fields.
    """
    projects = align_projects(gold.projects, predicted.projects)
    events = align_events(gold.events, predicted.events)
    # a predicted event's parent is right where it was aligned to the gold parent
    ids = {predicted.events[j].id: gold.events[i].id for i, j in events}
    renamed = [
        replace(e, part_of=ids.get(e.part_of, f"? {e.part_of}")) if e.part_of else e
        for e in predicted.events
    ]
    measures, judged = _score(
        "project", gold.projects, predicted.projects, projects, PROJECT_FIELDS, _PROJECT_EXTRA
    )
    more, others = _score("event", gold.events, renamed, events, EVENT_FIELDS, _EVENT_EXTRA)
    return measures | more, judged + others


def _score(
    what: str,
    gold: Sequence[Any],
    predicted: Sequence[Any],
    pairs: Pairs,
    fields: Sequence[_Field],
    extra: Sequence[_Field],
) -> tuple[Measures, list[JudgedRecord]]:
    left, right = {i for i, _ in pairs}, {j for _, j in pairs}
    rows: list[tuple[int | None, int | None]] = [
        *pairs,
        *((i, None) for i in range(len(gold)) if i not in left),
        *((None, j) for j in range(len(predicted)) if j not in right),
    ]
    measures: Measures = {f"{what}/found": Counts(len(gold), len(predicted), len(pairs))}
    judged = []
    micro = Counts()
    totals = {field.name: Counts() for field in (*fields, *extra)}
    for i, j in rows:
        wrong = []
        for field in (*fields, *extra):
            a = field.values(gold[i]) if i is not None else ()
            b = field.values(predicted[j]) if j is not None else ()
            found = _same_values(a, b, field.same)
            counts = Counts(len(a), len(b), len(found))
            totals[field.name] += counts
            if field in extra:
                continue
            micro += counts
            missed = [str(v) for k, v in enumerate(a) if k not in {x for x, _ in found}]
            spurious = [str(v) for k, v in enumerate(b) if k not in {y for _, y in found}]
            if missed or spurious:
                wrong.append(FieldError(field.name, tuple(missed), tuple(spurious)))
        judged.append(JudgedRecord(what, i, j, tuple(wrong)))
    measures |= {f"{what}/{name}": counts for name, counts in totals.items()}
    measures[f"{what}/micro"] = micro
    return measures, judged


def _same_values(gold: Sequence[Any], predicted: Sequence[Any], same: Same) -> Pairs:
    return match(gold, predicted, lambda g, p: int(same(g, p)), order=(repr, repr))


def _project_likeness(gold: ProjectFacts, predicted: ProjectFacts) -> int:
    worth = 0.0
    if gold.name and predicted.name and similarity(gold.name, predicted.name) >= ALIKE:
        worth += 4 * similarity(gold.name, predicted.name)
    for name, points in (("acronym", 300), ("number", 400)):
        a, b = getattr(gold, name), getattr(predicted, name)
        if a and b and _same_code(a, b):
            worth += points
    for name, points in (("programme", 100), ("lead", 100)):
        a, b = getattr(gold, name), getattr(predicted, name)
        if a and b and a.same(b):
            worth += points
    if gold.total and gold.total == predicted.total:
        worth += 200
    worth += 100 * len(_same_values(gold.funding, predicted.funding, FundingFacts.same_figure))
    worth += 50 * len(_same_values(gold.partners, predicted.partners, _same_name))
    for name in ("start", "end"):
        if getattr(gold, name) and getattr(gold, name) == getattr(predicted, name):
            worth += 50
    return round(worth)


def _event_likeness(gold: EventFacts, predicted: EventFacts) -> int:
    worth = 0.0
    alike = similarity(gold.title, predicted.title) if gold.title and predicted.title else 0.0
    if alike >= ALIKE:
        worth += 3 * alike
    if gold.start and predicted.start:
        if gold.start == predicted.start:
            worth += 300
        elif without_time(gold.start) == without_time(predicted.start):
            worth += 150
    if not worth:
        return 0
    # the rest decides between candidates
    worth += alike / 2
    if gold.place and predicted.place and gold.place.same(predicted.place):
        worth += 50
    if gold.end and gold.end == predicted.end:
        worth += 50
    if gold.kind == predicted.kind:
        worth += 40
    return round(worth)
