"""Aligning records and scoring their fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novads.evaluation.conversions import from_extraction, from_gold
from novads.evaluation.corpus import Document
from novads.evaluation.facts import (
    DocumentFacts,
    EventFacts,
    FundingFacts,
    Name,
    ProjectFacts,
)
from novads.evaluation.record_scores import align_events, align_projects, score_records
from novads.evaluation.scores import Counts
from novads.evaluation.sums import Sum
from novads.objects import Extraction, FundingRole

EUR = "EUR"


def event(name: str, title: str, start: str | None, **more: object) -> EventFacts:
    """An event of no particular kind."""
    return EventFacts(name, "other", title, start, **more)  # type: ignore[arg-type]


def test_gold_against_itself_is_perfect(project: Document, festival: Document) -> None:
    for document in (project, festival):
        facts = from_gold(document)
        for counts in score_records(facts, facts)[0].values():
            assert counts.gold == counts.predicted == counts.matched


def test_an_extraction_that_says_the_same_is_perfect(
    project: Document, festival: Document, oracle: Callable[[Document], Extraction]
) -> None:
    for document in (project, festival):
        found = from_extraction(oracle(document), document.id)
        measures, judged = score_records(from_gold(document), found)
        assert [one.errors for one in judged if one.errors] == []
        assert measures["event/part_of"].matched == sum(
            e.part_of is not None for e in document.header.events
        )


def test_computed_figures_are_not_scored(
    project: Document, oracle: Callable[[Document], Extraction]
) -> None:
    extraction = oracle(project)
    total = extraction.projects[0].total
    assert total is not None
    assert total.amount is not None
    computed = total.model_copy(
        update={"amount": total.amount.model_copy(update={"computed": True})}
    )
    changed = extraction.projects[0].model_copy(update={"total": computed})
    found = from_extraction(extraction.model_copy(update={"projects": (changed,)}), project.id)
    assert found.projects[0].total is None


def test_events_are_aligned_by_title_and_start_together() -> None:
    gold = [
        event("a", "vakara koncerts", "2019-07-13T21:00"),
        event("b", "rīta rosme", "2019-07-13T09:00"),
    ]
    found = [event("x", "rosme", "2019-07-13T09:00"), event("y", "koncerts", "2019-07-13T21:00")]
    assert align_events(gold, found) == [(0, 1), (1, 0)]


def test_unlike_events_are_not_aligned() -> None:
    assert (
        align_events([event("a", "koncerts", "2019-07-13")], [event("x", "talka", "2020-05-01")])
        == []
    )


def test_the_parent_is_right_where_the_right_event_is_named() -> None:
    gold = DocumentFacts(
        "d",
        events=(
            event("e0", "Ezera svētki", "2019-07-13"),
            event("e1", "koncerts", "2019-07-13T21:00", part_of="e0"),
        ),
    )
    found = DocumentFacts(
        "d",
        events=(
            event("1", "koncerts", "2019-07-13T21:00", part_of="2"),
            event("2", "Ezera svētki", "2019-07-13"),
        ),
    )
    assert score_records(gold, found)[0]["event/part_of"] == Counts(1, 1, 1)
    wrong = replace(found, events=(replace(found.events[0], part_of="9"), found.events[1]))
    assert score_records(gold, wrong)[0]["event/part_of"] == Counts(1, 1, 0)


def test_fields_of_a_missed_record_are_missed() -> None:
    gold = DocumentFacts("d", projects=(ProjectFacts(name="Parks visiem", end="2021"),))
    measures, judged = score_records(gold, DocumentFacts("d"))
    assert measures["project/found"] == Counts(1, 0, 0)
    assert measures["project/micro"] == Counts(2, 0, 0)
    assert {error.field for error in judged[0].errors} == {"name", "end"}


@pytest.mark.parametrize(
    ("found", "right"), [("Parks visiem", 1), ("Parks visiem!", 1), ("Parks", 0)]
)
def test_near_titles(found: str, right: int) -> None:
    gold = DocumentFacts("d", projects=(ProjectFacts(name="Parks visiem", number="1-2"),))
    other = DocumentFacts("d", projects=(ProjectFacts(name=found, number="1-2"),))
    assert score_records(gold, other)[0]["project/name"] == Counts(1, 1, right)


def test_funding_is_the_figure_and_the_payer() -> None:
    def line(amount: str, payer: str | None, role: FundingRole) -> FundingFacts:
        return FundingFacts(Sum(Decimal(amount), EUR), None, Name(payer) if payer else None, role)

    fund = line("9000", "ELFLA", FundingRole.FUND)
    assert fund.same_figure(line("9000.00", "ELFLA", FundingRole.FUND))
    assert not fund.same_payer(line("9000", "ERAF", FundingRole.FUND))
    # a payer that the one side doesn't name: the role decides
    own = line("1000", None, FundingRole.MUNICIPALITY)
    assert own.same_payer(line("1000", "Smiltenes novada dome", FundingRole.MUNICIPALITY))
    assert not own.same_payer(line("1000", "Smiltenes novada dome", FundingRole.TOTAL))


def test_projects_with_a_sum_alone_in_common_are_aligned() -> None:
    line = FundingFacts(Sum(Decimal(5), EUR), None, None, FundingRole.FUND)
    one, other = ProjectFacts(funding=(line,)), ProjectFacts(name="Parks", funding=(line,))
    assert align_projects([one], [other]) == [(0, 0)]
    assert align_projects([one], [ProjectFacts(name="Parks")]) == []


titles = st.sampled_from(["koncerts", "vakara koncerts", "talka", "Ezera svētki", None])
starts = st.sampled_from(["2019-07-13", "2019-07-13T21:00", "2019-07", None])
events = st.lists(st.builds(EventFacts, st.just("e"), st.just("other"), titles, starts), max_size=6)


@given(events, events)
def test_swapping_the_sides_swaps_precision_and_recall(
    gold: list[EventFacts], found: list[EventFacts]
) -> None:
    one = DocumentFacts("d", events=_numbered(gold))
    other = DocumentFacts("d", events=_numbered(found))
    there, back = score_records(one, other)[0], score_records(other, one)[0]
    assert there["event/found"].precision == back["event/found"].recall
    assert there["event/found"].f1 == back["event/found"].f1


@given(events, events, st.randoms(use_true_random=False))
def test_order_does_not_matter(
    gold: list[EventFacts], found: list[EventFacts], rng: object
) -> None:
    one, other = _numbered(gold), list(_numbered(found))
    before = score_records(DocumentFacts("d", events=one), DocumentFacts("d", events=tuple(other)))
    rng.shuffle(other)  # type: ignore[attr-defined]
    after = score_records(DocumentFacts("d", events=one), DocumentFacts("d", events=tuple(other)))
    assert after[0] == before[0]


def _numbered(events: list[EventFacts]) -> tuple[EventFacts, ...]:
    return tuple(replace(e, id=f"e{k}") for k, e in enumerate(events))
