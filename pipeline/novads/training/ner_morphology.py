"""Tags and lemmas for training that are as good as those of unseen text.

The morphology component was trained on the paragraphs that the model of named entities is trained
on, and its lexicon has their words: it would tell names in them better than it ever does elsewhere,
and the model would trust it too much. So the paragraphs are tagged in groups, each without the
words that stand in that group alone.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from novads.language.morphology.tagger import Analysis, Tagger
from novads.resources import models_dir

__all__ = ["GROUPS", "analyses_of", "without_words"]

GROUPS: Final = 8
"""In how many groups the paragraphs are tagged."""


def analyses_of(
    paragraphs: Sequence[Sequence[Sequence[str]]],
) -> Iterator[list[list[Analysis]]]:
    """The tags and lemmas of the paragraphs' sentences, which are given by their tokens.

    Raises:
        ModelError: if the morphology component's weights are missing or broken.
    """
    tagger = Tagger.load()
    names = (models_dir() / "morphology" / "features.txt").read_text(encoding="utf-8")
    words = names.split("\n")[:-1]
    found: dict[int, list[list[Analysis]]] = {}
    for group in range(GROUPS):
        chosen = range(group, len(paragraphs), GROUPS)
        forms = [form for at in chosen for sentence in paragraphs[at] for form in sentence]
        apart = without_words(tagger, forms, words)
        for at in chosen:
            found[at] = apart.tag(paragraphs[at])
    yield from (found[at] for at in range(len(paragraphs)))


def without_words(tagger: Tagger, forms: Sequence[str], words: Sequence[str]) -> Tagger:
    """The tagger as if it hadn't seen the words that stand nowhere but among the forms.

    Args:
        tagger: the shipped one.
        forms: tokens of its training.
        words: the features that its network has embeddings of, in the order of its rows.
    """
    counts = Counter(form.lower() for form in forms)
    kept = {
        form: seen
        for form, seen in tagger.lexicon.forms.items()
        if sum(times for _, times, _ in seen) > counts[form]
    }
    return Tagger(dataclasses.replace(tagger.lexicon, forms=kept), words, tagger.network)
