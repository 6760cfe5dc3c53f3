"""Durations: the examples of their rules, senses, traps and cost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import regex

from novads.mentions.dates import Duration, find_durations
from novads.mentions.dates.durations import UnitRule
from novads.ruleset import RuleSet

UNITS = RuleSet().yaml("dates/durations.yaml", UnitRule)
MARK = regex.compile(r"\[\[([^|\]]+)\|([^\]]+)\]\]")


def check(marked: str) -> list[Duration]:
    """Compare with the marked durations, each with its ISO value."""
    text = MARK.sub(r"\1", marked)
    found = find_durations(text)
    assert [(d.span.text, d.iso) for d in found] == MARK.findall(marked)
    for duration in found:
        assert text[duration.span.start : duration.span.end] == duration.span.text
    return found


@pytest.mark.parametrize("marked", [e for u in UNITS for e in (*u.examples, *u.counter_examples)])
def test_rule_example(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    ("marked", "sense"),
    [
        ("Projektu īstenos [[18 mēnešu laikā|P18M]].", "length"),
        ("Projektu īstenos [[divu gadu garumā|P2Y]].", "length"),
        ("Projektu īstenos [[2 līdz 3 gadu laikā|P2Y..P3Y]].", "length"),
        ("Projektu īstenos [[divus vai trīs gadus|P2Y..P3Y]].", "length"),
        ("Projektu īstenos [[36-mēnešu|P36M]] posmā.", "length"),
        ("[[Pirms pusotra gada|P18M]] sākām.", "ago"),
        ("[[Pirms 100 gadiem|P100Y]] sākām.", "ago"),
        ("[[Pirms gandrīz divdesmit pieciem gadiem|P25Y]] sākām.", "ago"),
        ("[[Trīs gadus atpakaļ|P3Y]] sākām.", "ago"),
        ("[[Pēc divām nedēļām|P2W]] tiksimies.", "ahead"),
        ("[[Pēc pusgada|P6M]] tiksimies.", "ahead"),
        ("[[Pēc aptuveni gada|P1Y]] tiksimies.", "ahead"),
        ("Tiksimies [[divas stundas vēlāk|PT2H]].", "ahead"),
        ("Tiksimies [[divus mēnešus pēc|P2M]] koncerta.", "ahead"),
        ("Meitene ir [[trīs gadus|P3Y]] veca.", "age"),
        ("Pulciņš bērniem [[5–6 gadu|P5Y..P6Y]] vecumā.", "age"),
    ],
)
def test_sense(marked: str, sense: str) -> None:
    (duration,) = check(marked)
    assert duration.sense == sense


@pytest.mark.parametrize(
    "text",
    [
        "2021. gadā, 2021 gadā un 90. gados",
        "Katru gadu, reizi gadā, gadu gaitā",
        "3. diena, 1. nedēļa un 2. stunda",
        "Dienas kārtība, nedēļas nogale, gada balva",
        "No 2.5. dienas",
    ],
)
def test_no_duration(text: str) -> None:
    assert find_durations(text) == []


@pytest.mark.parametrize("unit", ["12 ", "divi ", "gadu ", "2 gadi un ", "pirms ", "5-", "simts "])
def test_cost_grows_no_faster_than_the_input(unit: str, assert_linear: Callable[..., None]) -> None:
    assert_linear(find_durations, unit)
