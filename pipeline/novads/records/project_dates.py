"""When a project runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import regex
from pydantic import Field

from novads.objects import Claim, DateMention, Period
from novads.records.claims import date_claim
from novads.records.masking import Masked, compile_masked
from novads.ruleset import PatternRule, RuleSet

__all__ = ["ProjectDateReader", "ProjectDateRule"]

_PAPERWORK = regex.compile(
    r"\b(?:līgum|lēmum|parakst|apstiprin|noslēgts|noslēgta|iesniegt|iesniedz|iesniegum)\w*+",
    regex.IGNORECASE,
)


class ProjectDateRule(PatternRule):
    """Words that say when a project runs."""

    part: Literal["period", "start", "end"]
    confidence: float = Field(ge=0, le=1)
    pattern: str


class ProjectDateReader:
    """Reads when a project starts and ends.

    Raises:
        RuleFileError: if the rule file is broken.
    """

    def __init__(self, rules: RuleSet) -> None:
        self._dates = [
            (rule, compile_masked(rule.pattern))
            for rule in rules.yaml("records/project_dates.yaml", ProjectDateRule)
        ]

    def read(self, masked: Sequence[Masked]) -> tuple[Claim[Period] | None, Claim[Period] | None]:
        """The project's start and end, each from the first rule that tells it."""
        start: Claim[Period] | None = None
        end: Claim[Period] | None = None
        dated = [one for one in masked if one.has("D")]
        for rule, pattern in self._dates:
            for one in dated:
                for match in pattern.finditer(one.text, timeout=5):
                    date = one.mentions(*match.span("date"))[0]
                    if not isinstance(date, DateMention) or date.is_period:
                        continue
                    if _PAPERWORK.search(match.group()):
                        continue
                    source = f"rule:{rule.id}"
                    first, last = date_claim(date, source, rule.confidence)
                    until = _until(one, match)
                    if until is not None and last is None:
                        last, _ = date_claim(until, source, rule.confidence)
                    if last is not None:
                        start, end = start or first, end or last
                    elif rule.part == "start" and not date.is_deadline:
                        start = start or first
                    elif rule.part == "end" or (rule.part == "period" and date.is_deadline):
                        end = end or first
        if start and end and start.value.edtf == end.value.edtf and start.mentions == end.mentions:
            end = None
        if start and end:
            began, ended = start.value.earliest, end.value.latest
            if began and ended and ended < began:
                return start, None
        return start, end


def _until(one: Masked, match: regex.Match[str]) -> DateMention | None:
    """The date behind 'līdz', where a rule names it apart."""
    if match.groupdict().get("until") is None:
        return None
    (until,) = one.mentions(*match.span("until"))
    return until if isinstance(until, DateMention) else None
