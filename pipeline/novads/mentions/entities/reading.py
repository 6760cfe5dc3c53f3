"""From the tokens of a text to the scores of their labels, and the attributes behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from novads.language.morphology.tagger import Analysis, Tagger
from novads.mentions.entities.crf import Crf, Floats
from novads.mentions.entities.features import (
    DISTANCES,
    Words,
    at_distance,
    context,
    grammar,
    stem_of,
)
from novads.mentions.entities.sequences import spans_of

__all__ = ["Reader", "attributes", "capital_stems"]

_REMEMBERED: Final = 20_000  # forms


def capital_stems(sentences: Sequence[Sequence[str]]) -> Mapping[str, int]:
    """How often each stem stands with a capital letter inside a sentence."""
    return Counter(stem_of(form) for forms in sentences for form in forms[1:] if form[:1].isupper())


def attributes(
    forms: Sequence[str],
    words: Words,
    stems: Mapping[str, int],
    rules: Sequence[str],
    analyses: Sequence[Analysis] | None,
) -> list[list[str]]:
    """All attributes of a sentence's tokens, for training.

    Args:
        forms: the tokens.
        words: the listed words.
        stems: how often each stem stands with a capital inside a sentence of this text.
        rules: what the rules found at each token.
        analyses: the tokens' tags and lemmas, for a model that uses them.
    """
    given = [at_distance(form, words) for form in forms]
    seen = grammar(forms, analyses, words) if analyses else [()] * len(forms)
    return [
        names
        + [*seen[at]]
        + [
            name
            for distance in DISTANCES
            if 0 <= at + distance < len(forms)
            for name in given[at + distance][distance]
        ]
        for at, names in enumerate(context(forms, words, stems, rules))
    ]


class Reader:
    """Gives tokens the scores of their labels by a model's weights.

    Args:
        crf: the weights.
        words: the listed words.
        tagger: tells parts of speech, cases and lemmas, for a model that uses them.
    """

    def __init__(self, crf: Crf, words: Words, tagger: Tagger | None) -> None:
        self.crf = crf
        self.words = words
        self.tagger = tagger
        self._weights = np.vstack([crf.emissions, np.zeros_like(crf.emissions[:1])])
        self._none = len(crf.emissions)
        self._known: dict[str, Floats] = {}

    def scores_of(self, sentences: Sequence[tuple[Sequence[str], Sequence[str]]]) -> list[Floats]:
        """Tokens × labels scores of the sentences of a text.

        They are those of `attributes`, summed up.

        Args:
            sentences: the tokens of each, and what the rules found at them.
        """
        stems = capital_stems([forms for forms, _ in sentences])
        analyses = self.tagger.tag([forms for forms, _ in sentences]) if self.tagger else None
        return [
            self._scores(forms, stems, rules, analyses[at] if analyses else None)
            for at, (forms, rules) in enumerate(sentences)
        ]

    def read(
        self, sentences: Sequence[tuple[Sequence[str], Sequence[str]]]
    ) -> list[list[tuple[int, int, str, float]]]:
        """What the sentences of a text name, sentence by sentence.

        Args:
            sentences: the tokens of each, and what the rules found at them.

        Returns:
            The first token, the token after the last, the label and the model's own probability.
        """
        found = []
        for scores in self.scores_of(sentences):
            tags = [self.crf.labels[number] for number in self.crf.best(scores)]
            spans = spans_of(tags)
            probabilities = self.crf.probabilities(scores, spans) if spans else []
            found.append([(*span, p) for span, p in zip(spans, probabilities, strict=True)])
        return found

    def _scores(
        self,
        forms: Sequence[str],
        stems: Mapping[str, int],
        rules: Sequence[str],
        analyses: Sequence[Analysis] | None,
    ) -> Floats:
        count = len(forms)
        total = np.zeros((count + 4, len(self.crf.labels)), dtype=np.float32)
        for at, form in enumerate(forms):
            total[at : at + 5] += self._of_form(form)
        seen = grammar(forms, analyses, self.words) if analyses else [()] * count
        get = self.crf.rows.get
        rows: list[int] = []
        starts = []
        for at, names in enumerate(context(forms, self.words, stems, rules)):
            starts.append(len(rows))
            rows.append(self._none)  # so that no token is without
            rows += [row for name in (*names, *seen[at]) if (row := get(name)) is not None]
        own: Floats = np.add.reduceat(self._weights[rows], starts, axis=0)
        return total[2 : count + 2] + own

    def _of_form(self, form: str) -> Floats:
        """What a form adds to the tokens from two before it to two behind it."""
        known = self._known.get(form)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            given = at_distance(form, self.words)
            # seen from a token two before it, the form stands at distance 2
            known = np.stack([self.crf.sum_of(given[d]) for d in reversed(DISTANCES)])
            self._known[form] = known
        return known
