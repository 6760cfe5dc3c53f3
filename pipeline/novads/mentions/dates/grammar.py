"""The patterns of `rules/dates/patterns.yaml`: from atoms by name to regexes over atom codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import regex

from novads.errors import RuleFileError
from novads.mentions.dates.rules import DatePattern, Lexicon, compile_context
from novads.ruleset import RuleSet

__all__ = ["Grammar", "Shape"]

# what stands for several atoms; '#' becomes the number behind the name: DAY1, DAY2
_MACROS: Final = {
    "TO": "LĪDZ PAT?",
    "YEAR": "(?<y#>YEARNUM|YEARLOW)",
    "DAY": "(?<d#>N)(?:DOT|COMMA)?+",
    "DAYWORD": "(?<d#>ORDINAL)",
    "MONTH": "(?:(?<m#>MONTHWORD)|(?<m#>MONTHABBR)DOT?+)",
    "WORDMONTH": "(?<m#>MONTHWORD)",
    "NUMMONTH": "(?<m#>N)",
    "PRE": (
        "(?:(?<y#>YEARNUM|YEARLOW)DOT?(?:GADA|GADU|G DOT?+)|(?<rel#>THIS|NEXT|LAST)(?:GADA|GADU)"
        "|(?<rel#>Š)DOT?(?:G DOT?+|GADA)|(?<rel#>LASTABBR|NEXTABBR)DOT(?:G DOT|GADA)"
        "|(?<rel#>ŠĀGADA)|(?<rel#>THAT)SAME GADA|(?<rel#>SAME)GADA)"
    ),
    "POST": (
        "(?:COMMA?(?:(?<y#>YEARNUM|YEARLOW)DOT?(?:GADA|G DOT?+)|(?<y#>YEARNUM)(?:DOT(?=DASH|TO))?"
        "|(?<=COMMA)(?<y#>YEARLOW)|(?<rel#>Š)DOT?G DOT?+|(?<rel#>THIS)GADA))"
    ),
    "LEAD": (
        "(?:(?:(?<deictic#>DEICTIC|SEASONAL)COMMA?|(?:THIS|NEXT|LAST)NEDĒĻA COMMA?)?"
        "(?:DAYNAME#(?:AND(?:WEEKDAY|ADVERB))?(?:COMMA|DASH)?)?)"
    ),
    "DAYNAME": "(?:(?:NEXT|LAST|THIS)?(?<w#>WEEKDAY|ADVERB)DOT?)",
    "AFTER": (
        "(?:COMMA?(?<w#>WEEKDAY|ADVERB)(?:COMMA(?=DASH|TO))?|DASH(?<w#>WEEKDAY|ADVERB)"
        "|OPEN(?<w#>WEEKDAY|ADVERB)DOT?CLOSE)"
    ),
    "PART": "(?<part#>PARTWORD)",
    "NTH": "(?:(?<nth#>N)DOT?|(?<nth#>ORDINAL|ROMAN)DOT?)",
    "ANYSEASON": "(?:EARLY?(?<s#>SEASON|LOCATED)(?:PARTWORD|NTH PUSE|PUSE)?+)",
    "QUARTER": "(?:(?:(?<quarter#>CETURKSNIS)|(?<quarter#>CET)DOT)PARTWORD?+)",
    "HALFYEAR": "(?:(?<halfyear#>PUSGADS)PARTWORD?+)",
    "HALF": "(?<half#>PUSE)",
    # one end of a range whose ends may be of two kinds: 'no maija līdz 30. jūnijam'
    "END": (
        "(?:LEAD#PRE#?DAYNAME#?DAY#MONTH#POST#?AFTER#?|PRE#?WORDMONTH#MĒNESIS?PART#?POST#?"
        "|PRE#?NTH#QUARTER#POST#?|PRE#?NTH#HALFYEAR#|PRE#(?:PART#|NTH#HALF#)|PRE#?ANYSEASON#)"
    ),
}
_LOOK: Final = 3
"""How many codes tell which shapes are tried at a place."""
_MOST_STARTS: Final = 20_000
"""How many beginnings are remembered, whatever the texts are."""
_NAME: Final = regex.compile(r"(?<group>\(\?<[a-z]+#?\d?>)|(?<name>\p{Lu}+)(?<index>[\d#])?")
_NAMED: Final = regex.compile(r"\(\?<([a-z]+)#>")


@dataclass(frozen=True, slots=True)
class Shape:
    """A compiled pattern: over codes, and the contexts it needs or must not have."""

    rule: DatePattern
    pattern: regex.Pattern[str]
    before: regex.Pattern[str] | None
    after: regex.Pattern[str] | None
    not_before: regex.Pattern[str] | None
    not_after: regex.Pattern[str] | None

    text: regex.Pattern[str] | None

    def allows(self, before: str, text: str, after: str) -> bool:
        """Whether a match's text, and what stands beside it, are such that the shape holds."""
        if self.text is not None and self.text.fullmatch(text) is None:
            return False
        if self.not_before is not None and self.not_before.match(before):
            return False
        if self.not_after is not None and self.not_after.match(after):
            return False
        if self.before is not None and not self.before.match(before):
            return False
        return self.after is None or self.after.match(after) is not None


class Grammar:
    """All shapes of dates, by the codes that they can begin with."""

    def __init__(self, rules: RuleSet, lexicon: Lexicon) -> None:
        self._shapes: list[Shape] = []
        self._by_start: dict[str, list[Shape]] = {}
        for rule in rules.yaml("dates/patterns.yaml", DatePattern):
            try:
                pattern = regex.compile(_expand(rule.pattern, lexicon))
            except (regex.error, KeyError) as error:
                path = rules.directories[-1] / "dates" / "patterns.yaml"
                raise RuleFileError(path, f"pattern of {rule.id!r}: {error}") from error
            shape = Shape(
                rule,
                pattern,
                compile_context(rules, "patterns", rule.id, rule.before, at_end=True),
                compile_context(rules, "patterns", rule.id, rule.after, at_end=False),
                compile_context(rules, "patterns", rule.id, rule.not_before, at_end=True),
                compile_context(rules, "patterns", rule.id, rule.not_after, at_end=False),
                compile_context(rules, "patterns", rule.id, rule.text, at_end=False),
            )
            self._shapes.append(shape)

    def shapes_at(self, codes: str, at: int) -> list[Shape]:
        """The shapes that may fit at a place, by its first codes, in the rules' order."""
        start = codes[at : at + _LOOK]
        shapes = self._by_start.get(start)
        if shapes is None:
            shapes = [s for s in self._shapes if s.pattern.match(start, partial=True) is not None]
            if len(self._by_start) < _MOST_STARTS:
                self._by_start[start] = shapes
        return shapes


def _expand(pattern: str, lexicon: Lexicon) -> str:
    for _ in range(4):  # macros stand in macros, four deep at most
        pattern = _NAME.sub(_macro, pattern)
    return _NAME.sub(lambda match: _code(match, lexicon), pattern).replace(" ", "")


def _macro(match: regex.Match[str]) -> str:
    name = match["name"]
    if match["group"] is not None or name not in _MACROS:
        return match.group()
    index = match["index"] or ""
    body = _NAMED.sub(rf"(?<\g<1>{index}>", _MACROS[name]).replace("#", index)
    return f"(?:{body})"


def _code(match: regex.Match[str], lexicon: Lexicon) -> str:
    if match["group"] is not None:
        return match["group"]
    if match["index"] is not None:
        raise KeyError(match.group())
    return regex.escape(lexicon.codes[match["name"]])
