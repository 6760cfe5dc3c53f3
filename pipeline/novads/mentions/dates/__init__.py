"""Dates: words and figures to EDTF, with the year found where it isn't stated, and clock times.

`find_times` reads clock times anywhere, `find_durations` lengths of time; `edtf_bounds` tells the
days that an EDTF string can mean.
"""

from __future__ import annotations

from functools import cache

from spacy.language import Language

from novads.mentions.dates.component import DateComponent, find_dates
from novads.mentions.dates.durations import Duration, DurationReader, DurationSense
from novads.mentions.dates.edtf import edtf_bounds
from novads.mentions.dates.times import ClockTime, find_times
from novads.ruleset import RuleSet

__all__ = [
    "ClockTime",
    "DateComponent",
    "Duration",
    "DurationSense",
    "create_dates",
    "edtf_bounds",
    "find_dates",
    "find_durations",
    "find_times",
]


@cache
def _durations() -> DurationReader:
    return DurationReader(RuleSet())


def find_durations(text: str, start: int = 0, end: int | None = None) -> list[Duration]:
    """The durations in `text[start:end]` by the shipped rules, in its order.

    'divus gadus' is P2Y, '8–10 mēneši' P8M..P10M. Each tells its sense: a length, how long ago or
    ahead, an age. Offsets are half-open code points of the whole text.
    """
    return _durations().find(text, start, end)


def create_dates(nlp: Language, name: str, rules: list[str]) -> DateComponent:
    """Make the component (`nlp.add_pipe("novads_dates")`).

    Args:
        nlp: the pipeline it is made for.
        name: its name there.
        rules: directories of the user's own rule files, laid over the shipped ones in order.

    Raises:
        RuleFileError: if a rule file is missing or broken.

    """
    return DateComponent(name, RuleSet(*rules))


Language.factory("novads_dates", default_config={"rules": []}, func=create_dates)
