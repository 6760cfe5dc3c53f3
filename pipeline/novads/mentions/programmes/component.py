"""The spaCy component that finds programmes, and the finder that it wraps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar, Final

import regex
from spacy.language import Language
from spacy.tokens import Doc

from novads.language.inflection import to_nominative
from novads.mentions.component import (
    MentionComponent,
    make_span,
    mention_id,
    search_regions,
    text_of,
)
from novads.mentions.programmes.lexicon import Hit, Lexicon, Word, split_words
from novads.mentions.programmes.measures import Measure, MeasureFinder, quotes_by_start
from novads.mentions.programmes.patterns import FamilyFinder, UnlistedFinder
from novads.mentions.programmes.periods import Period, attached_period, stated_period
from novads.mentions.programmes.rules import ProgrammeRules
from novads.mentions.quotes import Quoted, find_quoted, straight_quotes
from novads.objects import AnyMention, Kind, Programme
from novads.ruleset import RuleSet

__all__ = ["ProgrammeComponent", "ProgrammeFinder", "create_programmes"]

_WINDOW: Final = 80  # code points to either side in which a context word is looked for
_HEAD_AFTER: Final = regex.compile(
    r"[ \t\u00a0]{1,2}+programm(?:a|as|ai|u|ā)(?!\w)", regex.IGNORECASE
)
_HEAD_BEFORE: Final = regex.compile(
    r"programm(?:a|as|ai|u|ā|ām|ās)[\s:–-]{1,3}+$", regex.IGNORECASE
)
_SHARED: Final = regex.compile(r"\s*+(?:,|un\b|vai\b)[^.;\n]{1,60}?\bfond", regex.IGNORECASE)
_BEFORE_MEASURE: Final = regex.compile(r"[”“\"»]?+(?:\s?\([\p{Lu}\d.]{1,12}+\))?+,?\s{1,2}+")
_MEASURE_AFTER: Final = regex.compile(
    r"(?i:(?:apakš)?(?:pasākum|aktivitāt|aktivitāš|intervenc|rīcīb)\p{L}{1,4}+)[\s:–-]{1,3}+"
)
_MAX_NAME: Final = 160  # the longest unlisted name between quotes


class ProgrammeFinder:
    """Finds the programmes of a text by `rules/programmes/`.

    Raises:
        RuleFileError: if a rule file is missing or broken.
    """

    def __init__(self, rules: ProgrammeRules) -> None:
        self._rules = rules
        self._lexicon = Lexicon(rules.programmes.values())
        self._families = FamilyFinder(rules.families)
        self._measures = MeasureFinder(rules.measures)
        self._unlisted = UnlistedFinder(rules.unlisted, rules.not_funding)
        near = "|".join(regex.escape(word) for word in rules.near)
        self._near = regex.compile(rf"(?<!\w)(?:{near})", regex.IGNORECASE)
        # the word "programma" can't speak for itself
        others = "|".join(regex.escape(w) for w in rules.near if not w.startswith("programm"))
        self._near_quoted = regex.compile(rf"(?<!\w)(?:{others})", regex.IGNORECASE)

    def find(self, text: str, start: int, stop: int) -> list[Programme]:
        """The programmes named in `text[start:stop]`, in the text's order; they may overlap."""
        quotes = find_quoted(text, start, stop)
        stated = stated_period(text, start, stop)
        words = split_words(text, start, stop)
        found = list(self._listed(text, words, quotes, stop, stated))
        found += self._cooperation(text, start, stop, stated)
        found += self._by_quotes(text, start, stop, quotes, found)
        measures = list(self._measures.find(text, start, stop, quotes_by_start(quotes)))
        found += [self._measure(text, measure) for measure in measures]
        found += self._unnumbered(text, found, quotes)
        return _without_covered(found)

    def _near_funding(
        self, text: str, start: int, end: int, near: regex.Pattern[str] | None = None
    ) -> bool:
        near = near or self._near
        left, right = max(0, start - _WINDOW), min(len(text), end + _WINDOW)
        line = text.rfind("\n\n", left, start)
        left = left if line < 0 else line
        line = text.find("\n\n", end, right)
        right = right if line < 0 else line
        return bool(near.search(text, left, start) or near.search(text, end, right))

    def _listed(
        self,
        text: str,
        words: Sequence[Word],
        quotes: Sequence[Quoted],
        stop: int,
        stated: tuple[int, int] | None,
    ) -> Iterator[Programme]:
        inner = {q.inner_start: q for q in quotes}
        full_names: set[str] = set()
        late: list[Hit] = []
        hits = list(self._lexicon.find(words))
        for hit in hits:
            if hit.needs_context:
                late.append(hit)
            elif self._counts(text, words, hit, inner):
                full_names.add(hit.id)
                yield self._mention(text, words, hit, stop, stated)
        for hit in late:
            start, end = words[hit.first].start, words[hit.last - 1].end
            if _is_name_part(text, start, end):
                continue
            if hit.id in full_names or self._near_funding(text, start, end):
                yield self._mention(text, words, hit, stop, stated)

    def _counts(self, text: str, words: Sequence[Word], hit: Hit, inner: dict[int, Quoted]) -> bool:
        start, end = words[hit.first].start, words[hit.last - 1].end
        if hit.needs_quotes:
            quoted = inner.get(start)
            if quoted is not None and quoted.inner_end == end:
                before = text[max(0, quoted.start - 30) : quoted.start]
                return bool(_HEAD_BEFORE.search(before) or _HEAD_AFTER.match(text, quoted.end))
            before = text[max(0, start - 30) : start]
            return bool(_HEAD_BEFORE.search(before) or _HEAD_AFTER.match(text, end))
        if hit.is_elided:
            return _SHARED.match(text, end) is not None
        if hit.is_abbreviation:
            return not _is_name_part(text, start, end)
        return any(w.text[:1].isupper() for w in words[hit.first : hit.last]) or (
            hit.last - hit.first > 2
        )

    def _mention(
        self,
        text: str,
        words: Sequence[Word],
        hit: Hit,
        stop: int,
        stated: tuple[int, int] | None,
    ) -> Programme:
        start, end = words[hit.first].start, words[hit.last - 1].end
        value = hit.value
        if hit.is_brand and (head := _HEAD_AFTER.match(text, end, stop)) is not None:
            value += " " + to_nominative(head.group().strip())
            end = head.end()
        kind = "abbreviation" if hit.is_abbreviation else "name"
        return self._programme(text, start, end, stop, value, hit.id, f"programmes/{kind}", stated)

    def _cooperation(
        self, text: str, start: int, stop: int, stated: tuple[int, int] | None
    ) -> Iterator[Programme]:
        for hit in self._families.find(text, start, stop):
            yield self._programme(
                text,
                hit.start,
                hit.end,
                stop,
                hit.value,
                hit.programme,
                f"programmes/families/{hit.rule}",
                hit.period or stated,
            )

    def _by_quotes(
        self,
        text: str,
        start: int,
        stop: int,
        quotes: Sequence[Quoted],
        found: Sequence[Programme],
    ) -> Iterator[Programme]:
        taken = [(m.span.start, m.span.end) for m in found]
        for quoted in quotes:
            if not quoted.is_balanced or quoted.inner_end - quoted.inner_start > _MAX_NAME:
                continue
            rule = self._unlisted.rule_for(text, start, quoted)
            if rule is None:
                continue
            if any(s < quoted.inner_end and quoted.inner_start < e for s, e in taken):
                continue  # a listed name, in whole or in part
            if rule.context and not self._near_funding(
                text, quoted.start, quoted.end, self._near_quoted
            ):
                continue
            value = " ".join(straight_quotes(quoted.inner(text)).split())
            yield Programme(
                id=mention_id(Kind.PROGRAMME, quoted.inner_start, quoted.inner_end),
                span=make_span(text, quoted.inner_start, quoted.inner_end),
                source=f"rule:programmes/unlisted/{rule.id}",
                confidence=0.8,
                name=value,
            )

    def _unnumbered(
        self, text: str, found: Sequence[Programme], quotes: Sequence[Quoted]
    ) -> Iterator[Programme]:
        """Measures without a number, told by the programme right before them."""
        starts = quotes_by_start(quotes)
        for programme in found:
            at = programme.span.end
            while (gap := _BEFORE_MEASURE.match(text, at)) is not None:
                head = _MEASURE_AFTER.match(text, gap.end())
                quoted = starts.get(head.end()) if head is not None else None
                if head is None or quoted is None:
                    break
                at = quoted.end
                begin, end = quoted.inner_start, quoted.inner_end
                yield Programme(
                    id=mention_id(Kind.PROGRAMME, begin, end),
                    span=make_span(text, begin, end),
                    source="rule:programmes/measures/unnumbered",
                    confidence=0.7,
                    name=" ".join(straight_quotes(quoted.inner(text)).split()),
                )

    def _measure(self, text: str, measure: Measure) -> Programme:
        canonical = "SVVA" if measure.number == "19.2" else None
        return Programme(
            id=mention_id(Kind.PROGRAMME, measure.start, measure.end),
            span=make_span(text, measure.start, measure.end),
            source=f"rule:programmes/measures/{measure.rule}",
            confidence=0.9 if measure.rule != "bare-number" else 0.7,
            name=measure.value,
            canonical=canonical,
            fund=self._rules.fund_of(canonical),
            number=measure.number,
        )

    def _programme(
        self,
        text: str,
        start: int,
        end: int,
        stop: int,
        value: str,
        programme: str,
        source: str,
        stated: tuple[int, int] | None,
    ) -> Programme:
        attached: Period | None = attached_period(text, end, stop)
        years = stated
        if attached is not None:
            value += " " + " ".join(text[end : attached.stop].split())
            value = value.replace(" ,", ",")
            end = attached.stop
            years = (attached.start, attached.end)
        edition = self._rules.edition_of(programme, years)
        period = None
        if attached is not None:
            period = f"{attached.start}/{attached.end}"
        elif edition is not None and edition.start and edition.end:
            period = f"{edition.start}/{edition.end}"
        canonical = edition.id if edition is not None else programme
        return Programme(
            id=mention_id(Kind.PROGRAMME, start, end),
            span=make_span(text, start, end),
            source=f"rule:{source}",
            confidence=0.95,
            name=value,
            canonical=canonical,
            edition=edition.edition if edition is not None else None,
            period=period,
            fund=self._rules.fund_of(canonical),
        )


def _is_name_part(text: str, start: int, end: int) -> bool:
    """Whether an abbreviation is a piece of a number, an address on the web, or a longer word."""
    before = text[start - 1] if start else " "
    after = text[end : end + 2]
    beside_digit = before.isdigit() or after[1:].isdigit()
    if before == "/" and start > 1 and text[start - 2].isupper():
        before = " "  # "ERAF/ESF"
    if before in "/@#._&" or (after[:1] in set("/@_") and after[1:].isalnum() and beside_digit):
        return True
    if before == "-" and start > 1 and text[start - 2].isalnum():
        return True
    return after[:1] in {"-", "."} and after[1:].isalnum()


def _without_covered(found: Sequence[Programme]) -> list[Programme]:
    """Each span once, and none that lies inside another's; sorted by start."""
    ordered = sorted(found, key=lambda m: (m.span.start, -m.span.end, -m.confidence))
    kept: list[Programme] = []
    for mention in ordered:
        if kept and mention.span.end <= kept[-1].span.end:
            continue
        kept.append(mention)
    return kept


class ProgrammeComponent(MentionComponent):
    """Finds PROGRAMME mentions by the rules in `rules/programmes/`.

    Args:
        name: the component's name in the pipeline.
        rules: directories of the user's own rule files, laid over the shipped ones.

    Raises:
        RuleFileError: if a rule file is missing or broken.
    """

    kind: ClassVar[Kind] = Kind.PROGRAMME

    def __init__(self, name: str, rules: Sequence[str | Path] = ()) -> None:
        super().__init__(name)
        self._directories = tuple(str(directory) for directory in rules)
        self._finder = ProgrammeFinder(ProgrammeRules(RuleSet(*self._directories)))

    def __reduce__(self) -> tuple[Any, ...]:
        return ProgrammeComponent, (self.name, self._directories)

    def find(self, doc: Doc) -> list[AnyMention]:
        """The programmes named in the regions that give mentions."""
        text = text_of(doc)
        return [
            mention
            for start, stop in search_regions(doc)
            for mention in self._finder.find(text, start, stop)
        ]


@Language.factory("novads_programmes", default_config={"rules": []})
def create_programmes(nlp: Language, name: str, rules: list[str]) -> ProgrammeComponent:
    """Make the component (`nlp.add_pipe("novads_programmes")`)."""
    return ProgrammeComponent(name, rules)
