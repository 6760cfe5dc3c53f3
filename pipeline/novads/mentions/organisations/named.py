"""Organisations by their quoted names: SIA „X”, biedrība "X", koris "X", "X" un "Y"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import regex

from novads.language.inflection import Case, Number, decline_phrase
from novads.mentions.organisations.found import Found
from novads.mentions.organisations.heads import head_forms
from novads.mentions.organisations.rules import FormRule, HeadRule, OrganisationRules
from novads.mentions.quotes import Quoted, straight_quotes

__all__ = ["NamedFinder"]

_LOOK_BACK: Final = 70  # code points before a quote in which its legal form stands
_MAX_NAME: Final = 120  # the longest name of an organisation, without its quotes
_NEXT_NAME: Final = regex.compile(
    r"(?:\s*+\([^()\n]{1,80}+\))?+(?:\s*+,\s*+|\s++(?:un|kā\s+arī|vai)\s++)"
)
_AFTER: Final = regex.compile(r",?[ \t\u00a0]{0,2}+")
_OWNER: Final = regex.compile(r"(?<!\w)\p{Lu}[\p{L}-]++\s(?:novada|pilsētas|valstspilsētas)\s$")
_HOUSE_KINDS: Final = frozenset({"venue", "house"})


class NamedFinder:
    """Finds quoted names by the words beside them.

    The words are the legal forms of `rules/organisations/forms.csv`, and the nouns of `heads.csv`
    that stand outside a quoted name.
    """

    def __init__(self, rules: OrganisationRules) -> None:
        self._forms: dict[str, tuple[FormRule, str]] = {}
        for rule in rules.forms:
            self._forms[rule.id] = (rule, rule.id)
            if rule.inflects:
                for variants in decline_phrase(rule.id).values():
                    self._forms.update(dict.fromkeys(variants, (rule, rule.id)))
                if " " not in rule.id:
                    self._add_plural(rule)
        ordered = sorted(self._forms, key=len, reverse=True)
        alternatives = "|".join(regex.escape(form).replace(r"\ ", r"\s+") for form in ordered)
        self._before = regex.compile(
            rf"(?<![\w/-])(?<form>{alternatives})(?-i:\s\p{{Lu}}{{2,4}})?+,?\s{{0,2}}+$",
            regex.IGNORECASE,
        )
        self._behind = regex.compile(rf"(?<form>{alternatives})(?![\w/])", regex.IGNORECASE)
        self._outside = {
            form: [r for r in readings if r[0].quoted == "outside"]
            for form, readings in head_forms(rules.heads).items()
            if readings[0][0].quoted == "outside"
        }
        self._acts = rules.context["acts-after"]
        self._last_word = regex.compile(r"(?<![\w-])(?<word>\p{L}[\p{L}-]*+)\s{0,2}+$")
        self._next_word = regex.compile(r"\s*+(?<word>\p{L}++)")

    def _add_plural(self, rule: FormRule) -> None:
        for variants in decline_phrase(rule.id, number=Number.PLURAL).values():
            for form in variants:
                self._forms.setdefault(form, (rule, rule.id))

    def find(self, text: str, start: int, stop: int, quotes: Sequence[Quoted]) -> Iterator[Found]:
        """The named organisations of `text[start:stop]`."""
        usable = [q for q in quotes if q.is_balanced and q.inner_end - q.inner_start <= _MAX_NAME]
        carried: tuple[int, Found, bool] | None = None  # end of the last name, itself, quotes in
        for quoted in usable:
            found = self._by_form(text, start, quoted)
            inside = found is not None
            if found is None:
                found = self._by_noun(text, start, quoted)
            if found is None:
                found = self._form_behind(text, stop, quoted)
                inside = found is not None
            if found is None and carried is not None and self._continues(text, carried[0], quoted):
                found = self._another(text, quoted, carried[1], inside=carried[2])
                inside = carried[2]
            if found is not None:
                carried = (max(found.end, quoted.end), found, inside)
                yield found

    def _rule(self, form: str) -> tuple[FormRule, str] | None:
        spelled = " ".join(form.split())
        known = self._forms.get(spelled)
        if known is None:
            lowered = self._forms.get(spelled.lower())
            if lowered is not None and lowered[0].inflects:
                known = lowered
        return known

    def _by_form(self, text: str, start: int, quoted: Quoted) -> Found | None:
        left = max(start, quoted.start - _LOOK_BACK)
        match = self._before.search(text[left : quoted.start])
        known = self._rule(match["form"]) if match is not None else None
        if match is None or known is None:
            return None
        rule, nominative = known
        begin = left + match.start("form")
        form = match["form"] if not rule.inflects else _cased(nominative, match["form"])
        name = f'{form} "{_inner(text, quoted)}"'
        if rule.id.startswith("pašvaldības"):  # of which municipality belongs to the name
            owner = _OWNER.search(text[max(start, begin - _LOOK_BACK) : begin])
            if owner is not None:
                begin -= len(owner.group())
                name = " ".join(owner.group().split()) + " " + name
        return Found(begin, quoted.end, name, rule.kind, f"forms/{rule.id}", 0.95)

    def _form_behind(self, text: str, stop: int, quoted: Quoted) -> Found | None:
        gap = _AFTER.match(text, quoted.end, stop)
        match = self._behind.match(text, gap.end(), stop) if gap is not None else None
        known = self._rule(match["form"]) if match is not None else None
        if match is None or known is None or not known[0].after:
            return None
        rule, nominative = known
        if regex.match(r"\s*[„“”\"«]", text[match.end() : match.end() + 3]):
            return None  # the form belongs to the next name
        if rule.inflects and text[quoted.end : match.start()] not in {" ", "\u00a0"}:
            return None
        form = match["form"] if not rule.inflects else nominative
        name = f'"{_inner(text, quoted)}"{text[quoted.end : match.start()]}{form}'
        return Found(quoted.start, match.end(), name, rule.kind, f"forms/{rule.id}-behind", 0.9)

    def _by_noun(self, text: str, start: int, quoted: Quoted) -> Found | None:
        left = max(start, quoted.start - 40)
        match = self._last_word.search(text[left : quoted.start])
        word = "" if match is None else match["word"].lower()
        readings = self._outside.get(word) or self._outside.get(word.rpartition("-")[2])
        if not readings:
            return None
        rule: HeadRule = readings[0][0]
        if rule.behaviour in _HOUSE_KINDS:
            cases = {case for _, case, _, _ in readings}
            if cases == {Case.LOC}:
                return None
            behind = self._next_word.match(text, quoted.end)
            acts = behind is not None and behind["word"].lower() in self._acts
            if rule.behaviour == "house" and not acts:
                return None
        return Found(
            quoted.inner_start,
            quoted.inner_end,
            _inner(text, quoted),
            rule.kind,
            f"heads/{rule.id}-quoted",
            0.85,
        )

    def _continues(self, text: str, after: int, quoted: Quoted) -> bool:
        gap = _NEXT_NAME.match(text, after, quoted.start)
        return gap is not None and gap.end() == quoted.start

    def _another(self, text: str, quoted: Quoted, like: Found, *, inside: bool) -> Found:
        """The next name of a list whose first has the noun."""
        if not inside:
            begin, end, name = quoted.inner_start, quoted.inner_end, _inner(text, quoted)
        else:
            begin, end = quoted.start, quoted.end
            form = like.name.partition(' "')[0]
            if not form.isupper():
                form = form.lower()
            name = f'{form} "{_inner(text, quoted)}"'
        return Found(begin, end, name, like.kind, like.source + "-list", 0.75)


def _inner(text: str, quoted: Quoted) -> str:
    return " ".join(straight_quotes(quoted.inner(text)).split())


def _cased(nominative: str, like: str) -> str:
    if like.isupper():
        return nominative.upper()
    return nominative[:1].upper() + nominative[1:] if like[:1].isupper() else nominative
