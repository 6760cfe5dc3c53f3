"""Lemmas: of a form and its tag, by what was seen, by known lemmas, and by words that end alike."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import Final

from novads.language.morphology.lexicon import Lexicon, Seen, alike
from novads.language.morphology.tags import coarse_tag, lemma_kind, split_tag

__all__ = ["MARKS", "Lemmatizer"]

MARKS: Final = {
    **dict.fromkeys(("«", "»", "„", "”", "“", "''"), '"'),
    **dict.fromkeys(("—",), "–"),
    **dict.fromkeys(("…",), "..."),
}
"""Punctuation marks with a lemma of their own, as the Latvian treebank has them."""

_UNINFLECTED: Final = frozenset({"ADP", "CCONJ", "INTJ", "PART", "SCONJ"})

# chosen on validation paragraphs
_NEIGHBOURS: Final = 6  # words asked on either side, of each tag
_BY_LETTER: Final = 2.0  # how much more a word weighs for each letter that ends alike
_MOST: Final = 7  # letters that count
_COARSER: Final = 0.03  # the weight of words whose tag agrees but coarsely
_KNOWN: Final = 1000.0  # how much more a known lemma weighs
_UNLIKELY: Final = 0.01  # the weight of a lemma with capitals for a form without


class Lemmatizer:
    """Gives forms their lemmas.

    A form that was not seen, and that no known lemma has by its ending, gets the lemma rule of the
    words that end like it and have the same tag, or one like it; rules that make a known lemma
    come first.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        words: dict[str, set[tuple[str, int]]] = defaultdict(set)
        tiers = [_tiers(tag) for tag in lexicon.tags]
        for form, seen in lexicon.forms.items():
            for number, _, rule in seen:
                for tag in tiers[number]:
                    words[tag].add((form[::-1], rule))
        self._words = {tag: sorted(found) for tag, found in words.items()}

    def lemma(self, form: str, tag: str) -> str:
        """The lemma of a form that has this tag; the form itself where nothing tells it."""
        upos, _ = split_tag(tag)
        if upos in ("PUNCT", "SYM"):
            return MARKS.get(form, form)
        if lemma := self._seen(form, tag):
            return lemma
        if upos in _UNINFLECTED:
            return form.lower()
        if upos == "X" or "Abbr=Yes" in tag or any(letter.isdecimal() for letter in form):
            return form
        tags = self._lexicon.tags
        readings, _ = self._lexicon.readings(form)
        fitting = [(weight, lemma) for number, lemma, weight in readings if tags[number] == tag]
        if fitting:
            _, lemma = max(fitting)
            return _cased(lemma, form) if upos == "PROPN" else lemma
        return self._by_neighbours(form, tag) or form

    def _seen(self, form: str, tag: str) -> str | None:
        """The lemma of the form as seen with the tag, else with another of the same kind."""
        tags, rules = self._lexicon.tags, self._lexicon.rules
        seen = self._lexicon.forms.get(form.lower(), ())
        same = [s for s in seen if tags[s[0]] == tag]
        fitting = same or [s for s in seen if lemma_kind(tags[s[0]]) == lemma_kind(tag)]
        for _, _, rule in sorted(fitting, key=_often):
            if lemma := rules[rule].apply(form):
                return lemma
        return None

    def _by_neighbours(self, form: str, tag: str) -> str | None:
        kind = lemma_kind(tag)
        best: str | None = None
        most = 0.0
        for rule, score in sorted(self._neighbours(form.lower()[::-1], tag).items()):
            how = self._lexicon.rules[rule]
            lemma = how.apply(form)
            if not lemma:
                continue
            if how.keep and not form[:1].isupper():
                score *= _UNLIKELY
            if self._lexicon.knows(lemma, kind):
                score *= _KNOWN
            if score > most:
                best, most = lemma, score
        return best

    def _neighbours(self, reverse: str, tag: str) -> dict[int, float]:
        """The lemma rules of the words that end most like the form, with weights."""
        found: dict[int, float] = defaultdict(float)
        ending = reverse[:_MOST]
        weight = 1.0
        for tier in _tiers(tag):
            words = self._words.get(tier, [])
            at = bisect_left(words, (reverse, -1))
            for other, rule in words[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS]:
                found[rule] += weight * _BY_LETTER ** alike(other, ending)
            weight *= _COARSER
        return found


def _tiers(tag: str) -> tuple[str, ...]:
    """The tag, and coarser ones, each once."""
    return tuple(dict.fromkeys((tag, coarse_tag(tag), split_tag(tag)[0])))


def _often(seen: Seen) -> tuple[int, int, int]:
    tag, times, rule = seen
    return -times, rule, tag


def _cased(lemma: str, form: str) -> str:
    """A lemma in lower case with the form's capitals, as far as the two agree."""
    same = alike(lemma, form.lower())
    return form[:same] + lemma[same:]
