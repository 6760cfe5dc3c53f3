"""Lemmas: of a form and its tag, by what was seen, by known lemmas, and by the last letters."""

from __future__ import annotations

from typing import Final

from novads.language.morphology.lexicon import Lexicon, Seen, alike
from novads.language.morphology.tags import coarse_tag, lemma_kind, split_tag

__all__ = ["LONGEST_SUFFIX", "MARKS", "lemmatize"]

LONGEST_SUFFIX: Final = 6
"""Letters of a form that choose the rule for a lemma that isn't known."""

MARKS: Final = {
    **dict.fromkeys(("«", "»", "„", "”", "“", "''"), '"'),
    **dict.fromkeys(("—",), "–"),
    **dict.fromkeys(("…",), "..."),
}
"""Punctuation marks with a lemma of their own, as the Latvian treebank has them."""


def lemmatize(form: str, tag: str, lexicon: Lexicon) -> str:
    """The lemma of a form that has this tag; the form itself where nothing tells it."""
    upos, _ = split_tag(tag)
    if upos in ("PUNCT", "SYM"):
        return MARKS.get(form, form)
    if lemma := _seen(form, tag, lexicon):
        return lemma
    if any(letter.isdecimal() for letter in form):
        return form
    readings, _ = lexicon.readings(form)
    fitting = [(weight, lemma) for number, lemma, weight in readings if lexicon.tags[number] == tag]
    if fitting:
        _, lemma = max(fitting)
        return _cased(lemma, form) if upos == "PROPN" else lemma
    return _by_suffix(form, tag, lexicon) or (form if upos in ("PROPN", "X") else form.lower())


def _seen(form: str, tag: str, lexicon: Lexicon) -> str | None:
    """The lemma of the form as seen with the tag, else with another of the same kind."""
    seen = lexicon.forms.get(form.lower(), ())
    same = [s for s in seen if lexicon.tags[s[0]] == tag]
    fitting = same or [s for s in seen if lemma_kind(lexicon.tags[s[0]]) == lemma_kind(tag)]
    for _, _, rule in sorted(fitting, key=_often):
        if lemma := lexicon.rules[rule].apply(form):
            return lemma
    return None


def _often(seen: Seen) -> tuple[int, int, int]:
    tag, times, rule = seen
    return -times, rule, tag


def _cased(lemma: str, form: str) -> str:
    """A lemma in lower case with the form's capitals, as far as the two agree."""
    same = alike(lemma, form.lower())
    return form[:same] + lemma[same:]


def _by_suffix(form: str, tag: str, lexicon: Lexicon) -> str | None:
    """The lemma by the longest suffix that gives a known one, else by the longest suffix."""
    word, kind = form.lower(), lemma_kind(tag)
    first: str | None = None
    for known in (tag, coarse_tag(tag)):
        by_suffix = lexicon.suffixes.get(known, {})
        for size in range(min(LONGEST_SUFFIX, len(word)), -1, -1):
            for rule in by_suffix.get(word[len(word) - size :], ()):
                if lemma := lexicon.rules[rule].apply(form):
                    if lexicon.knows(lemma, kind):
                        return lemma
                    first = first or lemma
    return first
