"""Dates: words and figures to EDTF, with the year found where it isn't stated, and clock times.

`find_times` reads clock times anywhere; `edtf_bounds` tells the days that an EDTF string can mean.
"""

from __future__ import annotations

from spacy.language import Language

from novads.mentions.dates.component import DateComponent, find_dates
from novads.mentions.dates.edtf import edtf_bounds
from novads.mentions.dates.times import ClockTime, find_times
from novads.ruleset import RuleSet

__all__ = [
    "ClockTime",
    "DateComponent",
    "create_dates",
    "edtf_bounds",
    "find_dates",
    "find_times",
]


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
