"""The rule files of `rules/money/` and what is compiled from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import regex
from pydantic import Field, field_validator

from novads.errors import RuleFileError
from novads.mentions.money.figures import SPACES
from novads.mentions.money.numerals import NumeralKind, Term
from novads.objects import Currency, MoneyQualifier
from novads.ruleset import PatternRule, Rule, RuleSet

__all__ = [
    "CueRule",
    "CurrencyRule",
    "Lexicon",
    "NumeralRule",
    "QualifierRule",
    "ShapeRule",
    "ShareRule",
    "TrapRule",
]

BLANK = rf"[{SPACES}]"
"""A blank within a line."""
_LONGEST_CODE = 8  # with the blanks behind it
_REACH = 48  # how far behind a figure its currency or unit is looked for


class CurrencyRule(PatternRule):
    """A currency and the forms it is written in."""

    code: Currency
    codes: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    cents: tuple[str, ...] = ()
    problem: str | None = None


class NumeralRule(Rule):
    """A number word in all its forms."""

    value: Decimal = Field(gt=0)
    kind: NumeralKind
    forms: tuple[str, ...] = Field(min_length=1)
    alone: tuple[str, ...] = ()

    @field_validator("value", mode="before")
    @classmethod
    def _no_float(cls, value: object) -> object:
        if isinstance(value, float):
            raise ValueError("write the value in quotes: it is a decimal, not a float")
        return value


class QualifierRule(PatternRule):
    """Words beside a sum that say what kind of bound or tax it has."""

    qualifier: MoneyQualifier
    side: Literal["before", "after"]
    pattern: str


class ShareRule(PatternRule):
    """A percentage tied to a sum."""

    side: Literal["before", "after"]
    pattern: str


class TrapRule(PatternRule):
    """What a figure beside this is not. No sum is found in the examples.

    A figure behind a `certain` one is never a sum; behind the others it is where it has a currency.
    """

    side: Literal["before", "after"]
    pattern: str
    certain: bool = False


class CueRule(PatternRule):
    """Words before a bare figure that make it a sum."""

    pattern: str


class ShapeRule(PatternRule):
    """A shape of sums, with the confidence of a clean reading."""

    confidence: float = Field(gt=0, le=1)


@dataclass(frozen=True, slots=True)
class CurrencyHit:
    """A currency as it stands in the text: its rule, and whether the form means its cents."""

    rule: CurrencyRule
    is_cents: bool


class Lexicon:
    """The compiled rules. Built anew after unpickling, from the rule set alone."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self._currencies(rules.yaml("money/currencies.yaml", CurrencyRule))
        self.terms: dict[str, Term] = {}
        for numeral in rules.yaml("money/numerals.yaml", NumeralRule):
            for form in (*numeral.forms, *numeral.alone):
                alone = form in numeral.alone
                if alone or form not in self.terms:
                    self.terms[form] = Term(numeral.value, numeral.kind, alone)
        self.scale_words = frozenset(f for f, t in self.terms.items() if t.kind == "scale")
        self.qualifiers_before: list[tuple[QualifierRule, regex.Pattern[str]]] = []
        self.qualifiers_after: list[tuple[QualifierRule, regex.Pattern[str]]] = []
        for rule in rules.yaml("money/qualifiers.yaml", QualifierRule):
            at_end = rule.side == "before"
            pattern = _compile(rules, "qualifiers", rule.id, rule.pattern, at_end=at_end)
            (self.qualifiers_before if at_end else self.qualifiers_after).append((rule, pattern))
        shares = rules.yaml("money/shares.yaml", ShareRule)
        self.shares_before = [
            _compile(rules, "shares", r.id, r.pattern, at_end=True)
            for r in shares
            if r.side == "before"
        ]
        self.shares_after = [
            _compile(rules, "shares", r.id, r.pattern) for r in shares if r.side == "after"
        ]
        traps = rules.yaml("money/traps.yaml", TrapRule)
        self._traps = {
            side: [
                (t, _compile(rules, "traps", t.id, t.pattern, at_end=side == "before", flags=0))
                for t in traps
                if t.side == side
            ]
            for side in ("before", "after")
        }
        self.cues = [
            _compile(rules, "cues", cue.id, cue.pattern, flags=0)
            for cue in rules.yaml("money/cues.yaml", CueRule)
        ]
        shapes = rules.yaml("money/shapes.yaml", ShapeRule)
        self.confidence = {shape.id: shape.confidence for shape in shapes}

    def _currencies(self, rules: Iterable[CurrencyRule]) -> None:
        exact: dict[str, CurrencyHit] = {}
        lower: dict[str, CurrencyHit] = {}
        before: dict[str, CurrencyHit] = {}
        for rule in rules:
            hit = CurrencyHit(rule, is_cents=False)
            for form in (*rule.codes, *rule.signs):
                exact[form] = before[form] = hit
            phrases = [f"{n} {w}" for n in rule.names for w in rule.words]
            phrases += [] if rule.names else rule.words
            phrases += [f"{o} {w}" for o in rule.origins for w in rule.words]
            for form in phrases:
                lower.setdefault(form.lower(), hit)
            for form in rule.cents:
                lower.setdefault(form.lower(), CurrencyHit(rule, is_cents=True))
        self._exact, self._lower, self._before = exact, lower, before
        codes = [f for f in exact if f[0].isalpha()]
        signs = [f for f in exact if not f[0].isalpha()]
        forms = _alternatives(lower).replace(r"\ ", " ").replace(" ", r"\s+")
        self._after_pattern = regex.compile(
            rf"(?:{_alternatives(signs)}|(?:{_alternatives(codes)}|(?i:{forms}))(?![\p{{L}}\d_]))"
        )
        self._before_pattern = regex.compile(
            rf"(?:(?<![\p{{L}}\d_]|[\p{{L}}_]/|/\d{{1,6}}/)(?:{_alternatives(codes)})|{_alternatives(signs)})"
            rf"{BLANK}{{0,2}}",
            regex.REVERSE,
        )
        self.codes = tuple(codes)
        self._anywhere = regex.compile(
            rf"(?<![\p{{L}}\d])(?:{_alternatives(codes)}|eiro|euro|latu)\b"
        )
        self._words = frozenset(word for form in lower for word in form.split()) | frozenset(
            code.lower() for code in codes
        )

    def currency_at(self, text: str, at: int) -> tuple[CurrencyHit, int] | None:
        """The currency that starts at the offset, and the offset after it."""
        match = self._after_pattern.match(text, at, at + _REACH)
        if match is None:
            return None
        form = match.group()
        hit = self._exact.get(form) or self._lower[" ".join(form.lower().split())]
        return hit, match.end()

    def currency_before(self, text: str, at: int, start: int) -> tuple[CurrencyHit, int] | None:
        """The code or sign that stands right before the offset, and where it starts."""
        match = self._before_pattern.match(text, max(start, at - _LONGEST_CODE), at)
        return None if match is None else (self._before[match.group().rstrip()], match.start())

    def header_currency(self, window: str) -> CurrencyHit | None:
        """The currency that a header in front of a bare figure names: 'Summa (EUR):'."""
        for cue in self.cues:
            match = cue.search(window) if "currency" in cue.groupindex else None
            if match is not None and (found := self.currency_at(match["currency"], 0)):
                return found[0]
        return None

    def only_currency(self, text: str) -> CurrencyHit | None:
        """The one currency that the text names without a figure, or None for none or several."""
        hits: dict[str, CurrencyHit] = {}
        for match in self._anywhere.finditer(text):
            if found := self.currency_at(text, match.start()):
                hits[found[0].rule.code] = found[0]
        return next(iter(hits.values())) if len(hits) == 1 else None

    def by_code(self, code: str) -> CurrencyHit:
        """The currency of an ISO 4217 code.

        Raises:
            KeyError: if no rule lists the code.
        """
        return self._exact[code]

    def trap_before(self, window: str) -> TrapRule | None:
        """The trap that the text in front of a figure ends with."""
        return next((t for t, pattern in self._traps["before"] if pattern.match(window)), None)

    def trap_after(self, text: str, at: int) -> TrapRule | None:
        """The trap that starts at the offset, behind a figure."""
        return next(
            (t for t, pattern in self._traps["after"] if pattern.match(text, at, at + _REACH)), None
        )

    def is_money_word(self, word: str) -> bool:
        """Whether the word (lower case) is a number word or a currency."""
        return word in self.terms or word in self._words


def _alternatives(forms: Iterable[str]) -> str:
    return "|".join(regex.escape(f) for f in sorted(forms, key=lambda f: (-len(f), f)))


def _compile(
    rules: RuleSet,
    name: str,
    rule_id: str,
    pattern: str,
    *,
    at_end: bool = False,
    flags: int = regex.IGNORECASE,
) -> regex.Pattern[str]:
    try:
        # backwards, 'match' means 'ends here': no place of the window is tried in vain
        return regex.compile(pattern, flags | regex.REVERSE if at_end else flags)
    except regex.error as error:
        path = rules.directories[-1] / "money" / f"{name}.yaml"
        raise RuleFileError(path, f"pattern of {rule_id!r}: {error}") from error
