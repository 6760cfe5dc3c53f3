"""A project's quoted title, told by the word 'projekts' beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import regex

from novads.mentions.quotes import Quoted
from novads.mentions.titles.acronyms import ACRONYM, repeats
from novads.mentions.titles.numbers import NUMBER_SIGN
from novads.mentions.titles.rules import TitleRules

__all__ = ["QuoteTable", "TitleFinder", "TitleHit"]

_PROJECT: Final = (
    r"(?<![\p{L}\p{N}_])(?i:(?:pilot|mini|mikro|mega)?projekt(?:s|a|am|u|ā|i|iem|us|os))(?!\w)"
)
_MAX_BETWEEN: Final = 140  # code points between "projekta" and the title
_MAX_TITLE: Final = 320
_SUSPECT: Final = 40  # code points in quotes that can hold the ends of two titles
_NEXT: Final = regex.compile(r"\s*+(?:,|;|\bun\b|\bkā\s+arī\b)\s*+")
_OTHER_LANGUAGE: Final = regex.compile(
    r"\s*+(?:[(/–—-]|\bjeb\b)\s*+(?i:latv(?:iski|iešu\s+val(?:odā)?)?|angl(?:iski|u\s+val(?:odā)?)?|lv|en)?"
    r"\.?\s*+[:–-]?\s*+"
)
_BRACKET: Final = regex.compile(r"\s*+\((?<inside>[^()\n]{2,100}+)\)")
_IN_BRACKET: Final = regex.compile(
    r"(?:^|[,;/])\s*+(?:(?i:saīsināti|saīsinājumā|saīsinājums|akronīms|turpmāk(?:\s+tekstā)?+)\s*+[:–-]?\s*+)?+"
    rf"[„“”\"«]?(?<acronym>{ACRONYM})[”“\"»]?\s*+(?=$|[,;/])"
)
_CARD: Final = regex.compile(
    r"^[ \t\u00a0•*-]*+(?i:projekta\s+nosaukums|projekts)[ \t\u00a0]*+(?::|–)[ \t\u00a0]*+"
    r"(?<title>\p{Lu}[^\n„“”\"«»(]{5,220}+)(?:\([„“”\"«][^\n]*+)?$",
    regex.MULTILINE,
)
# a quoted name with a project's number behind it, in the shape that the Rural Support Service gives
_NUMBERED: Final = regex.compile(rf",?\s*+\(?\s*+(?:{NUMBER_SIGN}){{1,2}}+\d\d-\d\d-[A-Z]{{1,2}}\d")
_CARD_END: Final = regex.compile(
    r",?\s*+\(?\s*+(?i:projekta\s+)?(?i:nr|līguma)\.?(?:\s|:).*+$|[.;,\s]++$"
)
_BARE_NUMBER: Final = (
    r"(?=[\p{Lu}./-]*+\d)[\p{Lu}\d][\p{Lu}\d./-]{4,40}+(?:\s[A-Z]{2,4}/[A-Z/\d]++)?+"
)
_SENTENCE_BREAK: Final = regex.compile(r"[.!?…]\s++(?=\p{Lu})")
_OPEN_MARKS: Final = frozenset("„“”\"«'‘‟")


class TitleHit(NamedTuple):
    """A title or acronym: half-open code-point offsets, the rule, confidence, is it an acronym."""

    start: int
    end: int
    rule: str
    confidence: float
    is_acronym: bool = False


class QuoteTable:
    """Quoted stretches by where they start, and those whose opening mark may be missing.

    A long stretch may be two: one that lost its closing mark and one that lost its opening mark.
    """

    def __init__(self, quotes: Sequence[Quoted]) -> None:
        self.starts: dict[int, Quoted] = {}
        self.unopened: list[Quoted] = []
        self.balanced: list[Quoted] = []
        for quoted in quotes:
            if quoted.opened:
                self.starts.setdefault(quoted.start, quoted)
            if not quoted.opened or quoted.inner_end - quoted.inner_start > _SUSPECT:
                self.unopened.append(quoted)
            if quoted.is_balanced:
                self.balanced.append(quoted)
        self.by_end: Mapping[int, Quoted] = {q.end: q for q in self.balanced}


class TitleFinder:
    """Finds titles by `rules/titles/triggers.yaml`."""

    def __init__(self, rules: TitleRules) -> None:
        between = "|".join(rules.triggers["between"])
        number = rf"\(?(?:{NUMBER_SIGN}){{1,3}}+[\p{{L}}\d./‑–-]++(?:\s[A-Z]{{2,3}}/[A-Z/\d]++)?\)?"
        self._project = regex.compile(_PROJECT)
        self._between = regex.compile(
            rf"(?:\s++|[–—:,-]\s*+|\((?=\s*+(?i:nr|projekta|id))\s*+|(?i:projekta\s++)(?={NUMBER_SIGN})"
            rf"|(?:{between})(?!\w)|{number}|{_BARE_NUMBER})*+"
        )
        ends = "|".join(rules.triggers["title-ends"])
        self._ends = regex.compile(ends)
        self._not_before = frozenset(rules.triggers["not-before"])
        self._word_before = regex.compile(r"(\p{L}++)[\s–-]*+$")
        self._before_project = regex.compile(
            rf"[ \t\u00a0]++{_PROJECT}(?!\s++(?i:konkurs|pieteik))"
        )

    def find(self, text: str, start: int, stop: int, table: QuoteTable) -> Iterator[TitleHit]:
        """The quoted titles of `text[start:stop]`, and those of project cards."""
        for match in self._project.finditer(text, start, stop):
            if self._is_other(text, start, match.start()):
                continue
            limit = min(stop, match.end() + _MAX_BETWEEN)
            between = self._between.match(text, match.end(), limit)
            at = match.end() if between is None else between.end()
            yield from self._titles_at(text, match.end(), at, stop, table)
        for quoted in table.balanced:
            if self._project_behind(text, start, stop, quoted, table):
                yield TitleHit(quoted.inner_start, quoted.inner_end, "before-project", 0.6)
        for quoted in table.balanced:
            if _NUMBERED.match(text, quoted.end, stop):
                yield TitleHit(quoted.inner_start, quoted.inner_end, "numbered", 0.8)
        for match in _CARD.finditer(text, start, stop):
            title = match["title"]
            cut = _CARD_END.search(title)
            end = match.start("title") + (len(title) if cut is None else cut.start())
            if end - match.start("title") > 5:
                yield TitleHit(match.start("title"), end, "card", 0.8)

    def behind_acronyms(
        self, text: str, start: int, stop: int, acronyms: Collection[str], table: QuoteTable
    ) -> Iterator[TitleHit]:
        """Titles that explain an acronym: 'SEAGULLS („Kaijas lido”)', 'SEAGULLS jeb „Kaijas”'."""
        for _, end in repeats(text, start, stop, acronyms):
            gap = _OTHER_LANGUAGE.match(text, end, stop)
            quoted = table.starts.get(gap.end()) if gap is not None else None
            if quoted is not None and quoted.closed:
                yield TitleHit(quoted.inner_start, quoted.inner_end, "behind-acronym", 0.85)

    def _is_other(self, text: str, start: int, at: int) -> bool:
        """Whether the word before makes it a draft or a building design."""
        word = self._word_before.search(text[max(start, at - 30) : at])
        return word is not None and word[1].lower() in self._not_before

    def _titles_at(
        self, text: str, after: int, at: int, stop: int, table: QuoteTable
    ) -> Iterator[TitleHit]:
        quoted = table.starts.get(at)
        if quoted is None:
            unopened = self._unopened(text, at, table)
            if unopened is not None and at > after:
                yield unopened
            return
        if not quoted.closed or _SENTENCE_BREAK.search(text, quoted.inner_start, quoted.inner_end):
            yield from self._unclosed(text, quoted)
            return
        while quoted is not None and quoted.inner_end - quoted.inner_start <= _MAX_TITLE:
            yield TitleHit(quoted.inner_start, quoted.inner_end, "quoted", 0.95)
            end = quoted.end
            bracket = _BRACKET.match(text, end, stop)
            if bracket is not None:
                shift = bracket.start("inside")
                acronyms = list(_IN_BRACKET.finditer(bracket["inside"], overlapped=True))
                for begin, last in (m.span("acronym") for m in acronyms):
                    yield TitleHit(
                        shift + begin, shift + last, "acronym-behind", 0.9, is_acronym=True
                    )
                end = bracket.end() if acronyms else end
            other = _OTHER_LANGUAGE.match(text, end, stop)
            pair = table.starts.get(other.end()) if other is not None else None
            if pair is not None and pair.closed:
                yield TitleHit(pair.inner_start, pair.inner_end, "other-language", 0.85)
                end = pair.end
            following = _NEXT.match(text, end, stop)
            quoted = table.starts.get(following.end()) if following is not None else None
            if quoted is not None and not quoted.closed:
                quoted = None

    def _unclosed(self, text: str, quoted: Quoted) -> Iterator[TitleHit]:
        limit = min(quoted.inner_end, quoted.inner_start + _MAX_TITLE)
        match = self._ends.search(text, quoted.inner_start, limit)
        end = limit if match is None else match.start()
        if end - quoted.inner_start > 2:
            yield TitleHit(quoted.inner_start, end, "unclosed", 0.6)

    def _unopened(self, text: str, at: int, table: QuoteTable) -> TitleHit | None:
        """A title whose opening mark is missing: it starts at `at`, with a capital."""
        if at >= len(text) or not text[at].isupper():
            return None
        for quoted in table.unopened:
            if quoted.inner_start <= at < quoted.inner_end:
                title = text[at : quoted.inner_end]
                if len(title) <= 150 and not self._ends.search(title):
                    return TitleHit(at, quoted.inner_end, "unopened", 0.6)
        return None

    def _project_behind(
        self, text: str, start: int, stop: int, quoted: Quoted, table: QuoteTable
    ) -> bool:
        match = self._before_project.match(text, quoted.end, stop)
        if match is None:
            return False
        own = self._between.match(text, match.end(), min(stop, match.end() + _MAX_BETWEEN))
        if own is not None and own.end() in table.starts:
            return False  # the project has its own title: "programmas „X” projekts „Y”"
        length = quoted.inner_end - quoted.inner_start
        if length > _MAX_TITLE:
            return False
        before = text[max(start, quoted.start - 40) : quoted.start].rstrip()
        if before.endswith(tuple(_OPEN_MARKS)):
            return False
        word = self._word_before.search(before + " ")
        if word is None or before[-1:] in ".:;!?)":
            return True
        # a noun before it says whose name it is: "biedrības „X” projekts"
        is_noun = word[1].lower().endswith(("as", "es", "a", "u", "ā", "ē", "am"))
        return not is_noun and not word[1].isupper()
