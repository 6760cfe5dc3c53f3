"""Which programme frames a project, and which edition of it."""

from __future__ import annotations

from typing import Final

import regex

from novads.mentions.programmes.rules import ProgrammeRule
from novads.objects import Claim, Programme
from novads.records.naming import NamedProject, has_project_word
from novads.records.reading import Unit
from novads.ruleset import Rule, RuleSet

__all__ = ["ProgrammeFrame"]

_BEFORE_PROJECT: Final = regex.compile(
    r"\s*+[„“”\"«»)]?\s*+(?:programm\w++\s++)?(?:\w++\s++){0,2}?projekt\w*+|"
    r"[^.;]{0,40}\b(?:ietvaros|programm[āu])\b",
    regex.IGNORECASE,
)


class RankRule(Rule):
    """How surely programmes of some kinds, or listed ones, frame a project: higher is surer."""

    rank: int
    kinds: tuple[str, ...]
    programmes: tuple[str, ...] = ()


class ProgrammeFrame:
    """Chooses a project's programme among those that its sentences name.

    Raises:
        RuleFileError: if a rule file is broken.
    """

    def __init__(self, rules: RuleSet) -> None:
        self._listed = {
            row.id: row for row in rules.csv("programmes/programmes.csv", ProgrammeRule)
        }
        self._kinds: dict[str, int] = {}
        self._ranks: dict[str, int] = {}
        for rule in rules.yaml("records/programme_ranks.yaml", RankRule):
            self._kinds.update(dict.fromkeys(rule.kinds, rule.rank))
            self._ranks.update(dict.fromkeys(rule.programmes, rule.rank))

    def read(
        self, named: NamedProject
    ) -> tuple[Claim[str] | None, Claim[str] | None, tuple[Claim[str], ...]]:
        """The project's programme, its edition, and every programme named, in the text's order.

        A programme's value is its canonical id, or its name where it isn't listed; an edition's
        programme is what it is an edition of (URBACT of URBACT III).
        """
        ranked: list[tuple[float, int, Programme]] = []
        every: dict[str, Claim[str]] = {}
        for unit in named.units:
            for mention in unit.programmes:
                value = mention.canonical or mention.name
                every.setdefault(value, _claim(mention, value))
                ranked.append((self._score(unit, mention, named), -mention.span.start, mention))
        if not ranked:
            return None, None, ()
        best = max(ranked, key=lambda r: r[:2])[2]
        family = self._family(best)
        edition = None
        for _, _, mention in sorted(ranked, key=lambda r: -r[1]):
            if mention.edition is not None and self._family(mention) == family:
                edition = _claim(mention, mention.edition)
                break
        return _claim(best, family), edition, tuple(every.values())

    def _family(self, mention: Programme) -> str:
        row = self._listed.get(mention.canonical or "")
        if row is not None and row.edition is not None and row.parent is not None:
            return row.parent
        return mention.canonical or mention.name

    def _score(self, unit: Unit, mention: Programme, named: NamedProject) -> float:
        row = self._listed.get(mention.canonical or "")
        if row is None:
            rank = 0.0 if mention.number is not None else 1.5
        else:
            rank = float(self._ranks.get(row.id, self._kinds.get(row.kind, 1)))
        score = 3 * rank
        if _BEFORE_PROJECT.match(unit.text, mention.span.end - unit.start):
            score += 2
        if named.is_named_in(unit):
            score += 2
        elif has_project_word(unit):
            score += 1
        return score


def _claim(mention: Programme, value: str) -> Claim[str]:
    return Claim[str](
        value=value,
        mentions=(mention.id,),
        spans=(mention.span,),
        source=mention.source,
        confidence=mention.confidence,
    )
