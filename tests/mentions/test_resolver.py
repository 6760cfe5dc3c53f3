from __future__ import annotations

from itertools import permutations
from typing import Any

from novads.mentions.resolver import resolve
from novads.objects import (
    AnyMention,
    Organisation,
    Place,
    PlaceKind,
    Programme,
    ProjectTitle,
    Span,
)

TEXT = "Ķekavas novada pašvaldība un URBACT"


def values(start: int, end: int, kind: str, **changes: Any) -> dict[str, Any]:
    span = Span(start=start, end=end, text=TEXT[start:end])
    return {"id": f"{kind}:{start}-{end}", "span": span, "source": "rule:test"} | changes


def place(start: int, end: int, **changes: Any) -> Place:
    values_ = values(start, end, "PLACE", **changes)
    return Place(name=TEXT[start:end], place_kind=PlaceKind.OTHER, **values_)


def organisation(start: int, end: int, **changes: Any) -> Organisation:
    return Organisation(name=TEXT[start:end], **values(start, end, "ORG", **changes))


def programme(start: int, end: int) -> Programme:
    return Programme(name=TEXT[start:end], **values(start, end, "PROGRAMME"))


def title(start: int, end: int, **changes: Any) -> ProjectTitle:
    return ProjectTitle(name=TEXT[start:end], **values(start, end, "PROJECT", **changes))


def kept(*mentions: AnyMention) -> list[str]:
    outcomes = {tuple(m.id for m in resolve(order)) for order in permutations(mentions)}
    assert len(outcomes) == 1, "the order of the finds decides"
    return list(outcomes.pop())


def test_the_longest_wins() -> None:
    assert kept(place(0, 14), organisation(0, 25), place(0, 7)) == ["ORG:0-25"]


def test_of_one_span_the_kind_decides() -> None:
    assert kept(programme(29, 35), title(29, 35), organisation(29, 35)) == ["PROJECT:29-35"]


def test_what_does_not_overlap_stays() -> None:
    assert kept(organisation(0, 25), programme(29, 35)) == ["ORG:0-25", "PROGRAMME:29-35"]


def test_the_doubtful_gives_way() -> None:
    assert kept(title(0, 35, confidence=0.3), place(0, 14)) == ["PLACE:0-14"]


def test_of_twins_the_surer_stays() -> None:
    sure, unsure = place(0, 7, confidence=0.9), place(0, 7, confidence=0.6, source="rule:other")
    assert resolve([unsure, sure]) == resolve([sure, unsure]) == [sure]


def test_a_place_forgets_a_container_that_went() -> None:
    inner, outer = place(26, 28, within="PLACE:0-14"), place(0, 14)
    assert resolve([inner, outer])[1].within == "PLACE:0-14"  # type: ignore[union-attr]
    assert resolve([inner, outer, organisation(0, 25)])[1].within is None  # type: ignore[union-attr]
