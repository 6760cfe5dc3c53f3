"""Making the lexicon of the morphology component from annotated sentences."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from novads.language.morphology.lexicon import (
    LONGEST_ENDING,
    Ending,
    LemmaRule,
    Lexicon,
    alike,
)
from novads.language.morphology.tags import join_tag, lemma_kind
from novads.training.morphology_data import Sentence, Word

__all__ = ["make_lexicon", "make_rule", "tag_names"]

_NO_LEMMA: Final = "_"
_PREFIXES: Final = ("", "ne", "jā", "vis", "jāne", "visne")
_INFLECTED: Final = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "DET", "NUM", "AUX", "ADV"})
_STEM: Final = 2  # the fewest letters that a form and its lemma share for an ending to be read
_LEMMAS: Final = 3  # the fewest lemmas that have an ending


def tag_names(sentences: Iterable[Sentence]) -> list[str]:
    """The tags of the sentences, the most frequent first."""
    counts = Counter(join_tag(w.upos, w.feats) for s in sentences for w in s.words)
    return sorted(counts, key=lambda tag: (-counts[tag], tag))


def make_rule(form: str, lemma: str) -> LemmaRule:
    """The rule that makes the lemma of the form: the one that keeps most of its letters."""
    keep = lemma[:1].isupper()
    word = form if keep else form.lower()
    best = LemmaRule(keep, "", len(word), lemma)
    most = 0
    for prefix in _PREFIXES:
        if word.startswith(prefix):
            same = alike(word[len(prefix) :], lemma)
            if same > most:
                most = same
                best = LemmaRule(keep, prefix, len(word) - len(prefix) - same, lemma[same:])
    return best


def make_lexicon(sentences: Sequence[Sentence], tags: list[str]) -> Lexicon:
    """The lexicon of the sentences, whose tags are all among `tags`."""
    number = {tag: i for i, tag in enumerate(tags)}
    words: Counter[Word] = Counter(w for s in sentences for w in s.words if w.lemma != _NO_LEMMA)
    rules: dict[LemmaRule, int] = {}
    seen: dict[str, Counter[tuple[int, int]]] = defaultdict(Counter)
    for word, count in sorted(words.items(), key=lambda item: _key(item[0])):
        rule = rules.setdefault(make_rule(word.form, word.lemma), len(rules))
        seen[word.form.lower()][number[join_tag(word.upos, word.feats)], rule] += count
    forms = {
        form: tuple((tag, n, rule) for (tag, rule), n in sorted(found.items()))
        for form, found in seen.items()
    }
    types = sorted(words, key=_key)
    return Lexicon(tags, list(rules), forms, _endings(types, number))


def _key(word: Word) -> tuple[str, str, str, str]:
    return word.form, word.lemma, word.upos, word.feats


def _endings(types: Iterable[Word], number: dict[str, int]) -> dict[str, tuple[Ending, ...]]:
    lemmas: dict[tuple[str, str, str, bool, int], set[str]] = defaultdict(set)
    for word in types:
        if word.upos not in _INFLECTED:
            continue
        tag = join_tag(word.upos, word.feats)
        form, lemma = word.form.lower(), word.lemma.lower()
        negated = "Polarity=Neg" in word.feats and form.startswith("ne")
        if negated:
            form = form[2:]
        same = alike(form, lemma)
        for at in (same, same - 1):  # a letter more tells stems apart
            if at >= _STEM and len(form) - at <= LONGEST_ENDING:
                lemmas[form[at:], lemma[at:], lemma_kind(tag), negated, number[tag]].add(lemma)
    found: dict[str, dict[tuple[str, str, bool], list[tuple[int, int]]]] = defaultdict(dict)
    for (ending, add, kind, negated, tag_number), having in sorted(lemmas.items()):
        if len(having) >= _LEMMAS:
            found[ending].setdefault((add, kind, negated), []).append((tag_number, len(having)))
    return {
        ending: tuple(Ending(*key, tuple(tags)) for key, tags in entries.items())
        for ending, entries in found.items()
    }
