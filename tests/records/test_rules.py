"""Every rule of the records layer is tried on its examples, through the whole pipeline."""

from __future__ import annotations

import pytest
import spacy

import novads
from novads.objects import Extraction, Kind
from novads.records.bare_heads import BareHeadRule
from novads.records.carriers import PartnerRule
from novads.records.event_maker import OrganiserRule
from novads.records.event_words import EventKindRule
from novads.records.funding import FundingCue, FundingPayer
from novads.records.project_dates import ProjectDateRule
from novads.ruleset import PatternRule, RuleSet

RULES = RuleSet()


def cases(name: str, model: type[PatternRule], field: str) -> list[object]:
    return [
        pytest.param(rule, example, id=f"{rule.id}-{number}")
        for rule in RULES.yaml(name, model)
        for number, example in enumerate(getattr(rule, field), start=1)
    ]


def read(nlp: spacy.Language, example: str) -> tuple[Extraction, list[str]]:
    """The extraction of an example, and what stands behind its '=>'."""
    text, _, wanted = example.partition(" => ")
    return novads.extract(text, nlp=nlp), [
        w.replace("„", '"').replace("”", '"') for w in wanted.split("; ") if w
    ]


def roles(extraction: Extraction) -> set[object]:
    """The roles of the text's sums; a text of several sums is judged by any of them."""
    return {m.role for m in extraction.of(Kind.MONEY)}


@pytest.mark.parametrize(("rule", "example"), cases("records/funding.yaml", FundingCue, "examples"))
def test_a_sum_has_its_role(nlp: spacy.Language, rule: FundingCue, example: str) -> None:
    assert rule.role in roles(read(nlp, example)[0])


@pytest.mark.parametrize(
    ("rule", "example"), cases("records/funding.yaml", FundingCue, "counter_examples")
)
def test_a_sum_has_no_other_role(nlp: spacy.Language, rule: FundingCue, example: str) -> None:
    assert rule.role not in roles(read(nlp, example)[0])


@pytest.mark.parametrize(
    ("rule", "example"), cases("records/funding_payers.yaml", FundingPayer, "examples")
)
def test_a_common_noun_names_the_payer(
    nlp: spacy.Language, rule: FundingPayer, example: str
) -> None:
    assert rule.role in roles(read(nlp, example)[0])


@pytest.mark.parametrize(
    ("rule", "example"), cases("records/funding_payers.yaml", FundingPayer, "counter_examples")
)
def test_another_noun_names_another_payer(
    nlp: spacy.Language, rule: FundingPayer, example: str
) -> None:
    assert rule.role not in roles(read(nlp, example)[0])


@pytest.mark.parametrize(
    ("rule", "example"), cases("records/event_kinds.yaml", EventKindRule, "examples")
)
def test_an_event_is_found(nlp: spacy.Language, rule: EventKindRule, example: str) -> None:
    assert rule.kind in {e.kind for e in read(nlp, example)[0].events}


@pytest.mark.parametrize(
    ("rule", "example"), cases("records/event_kinds.yaml", EventKindRule, "counter_examples")
)
def test_no_such_event_is_found(nlp: spacy.Language, rule: EventKindRule, example: str) -> None:
    assert rule.kind not in {e.kind for e in read(nlp, example)[0].events}


def organisers(extraction: Extraction) -> list[str]:
    return [c.value for e in extraction.events for c in e.organisers]


@pytest.mark.parametrize(
    ("rule", "example"), cases("records/organisers.yaml", OrganiserRule, "examples")
)
def test_an_organiser_is_found(nlp: spacy.Language, rule: OrganiserRule, example: str) -> None:
    extraction, wanted = read(nlp, example)
    assert organisers(extraction) == wanted


@pytest.mark.parametrize(
    ("rule", "example"), cases("records/organisers.yaml", OrganiserRule, "counter_examples")
)
def test_no_organiser_is_found(nlp: spacy.Language, rule: OrganiserRule, example: str) -> None:
    assert organisers(read(nlp, example)[0]) == []


def participants(extraction: Extraction) -> list[str]:
    return [c.value for e in extraction.events for c in e.participants]


@pytest.mark.parametrize(
    ("rule", "example"), cases("records/participants.yaml", OrganiserRule, "examples")
)
def test_a_participant_is_found(nlp: spacy.Language, rule: OrganiserRule, example: str) -> None:
    extraction, wanted = read(nlp, example)
    assert participants(extraction) == wanted


@pytest.mark.parametrize(
    ("rule", "example"), cases("records/participants.yaml", OrganiserRule, "counter_examples")
)
def test_no_participant_is_found(nlp: spacy.Language, rule: OrganiserRule, example: str) -> None:
    assert participants(read(nlp, example)[0]) == []


def carriers(extraction: Extraction, part: str) -> list[str]:
    found: list[str] = []
    for project in extraction.projects:
        if part == "partner":
            found += [c.value for c in project.partners]
        elif project.lead is not None:
            found.append(project.lead.value)
    return found


@pytest.mark.parametrize(
    ("rule", "example"), cases("records/partners.yaml", PartnerRule, "examples")
)
def test_a_partner_is_found(nlp: spacy.Language, rule: PartnerRule, example: str) -> None:
    extraction, wanted = read(nlp, example)
    assert carriers(extraction, rule.part) == wanted


@pytest.mark.parametrize(
    ("rule", "example"), cases("records/partners.yaml", PartnerRule, "counter_examples")
)
def test_no_partner_is_found(nlp: spacy.Language, rule: PartnerRule, example: str) -> None:
    found = [
        p for project in read(nlp, example)[0].projects for p in (project.lead, *project.partners)
    ]
    assert f"rule:{rule.id}" not in {claim.source for claim in found if claim is not None}


@pytest.mark.parametrize(
    ("rule", "example"), cases("records/bare_heads.yaml", BareHeadRule, "examples")
)
def test_a_bare_head_goes_back(nlp: spacy.Language, rule: BareHeadRule, example: str) -> None:
    extraction, wanted = read(nlp, example)
    assert carriers(extraction, "lead") == wanted


@pytest.mark.parametrize(
    ("rule", "example"), cases("records/bare_heads.yaml", BareHeadRule, "counter_examples")
)
def test_another_head_goes_back_to_none(
    nlp: spacy.Language, rule: BareHeadRule, example: str
) -> None:
    (project,) = read(nlp, example)[0].projects
    assert project.lead is None or project.lead.source == "rule:lead-told-of"


def period(extraction: Extraction, part: str) -> str:
    project = extraction.projects[0]
    ends = {
        "start": [project.start],
        "end": [project.end],
        "period": [project.start, project.end],
    }[part]
    return "/".join(c.value.edtf for c in ends if c is not None)


@pytest.mark.parametrize(
    ("rule", "example"), cases("records/project_dates.yaml", ProjectDateRule, "examples")
)
def test_a_projects_dates(nlp: spacy.Language, rule: ProjectDateRule, example: str) -> None:
    extraction, wanted = read(nlp, example)
    assert period(extraction, rule.part) == wanted[0]


@pytest.mark.parametrize(
    ("rule", "example"), cases("records/project_dates.yaml", ProjectDateRule, "counter_examples")
)
def test_dates_that_are_not_the_projects(
    nlp: spacy.Language, rule: ProjectDateRule, example: str
) -> None:
    assert period(read(nlp, example)[0], rule.part) == ""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Valkas novada pašvaldība paziņo: publiskā apspriešana notiks no 2022. gada 5. maija "
            "līdz 20. maijam.",
            ["Valkas novada pašvaldība"],
        ),
        ("Valkas novada pašvaldība paziņo: koncerts notiks 2022. gada 5. maijā.", []),
    ],
)
def test_who_announces_a_consultation_holds_it(
    nlp: spacy.Language, text: str, wanted: list[str]
) -> None:
    assert organisers(novads.extract(text, nlp=nlp)) == wanted
