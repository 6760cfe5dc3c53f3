"""Tags: a universal part of speech with the universal features, as Universal Dependencies has them.

The features that count are those of the CoNLL 2018 shared task's evaluation (`UFeats`): others, as
`Typo` and `ExtPos`, are annotated in some releases of the treebanks and not in others.
"""

from __future__ import annotations

from typing import Final

__all__ = ["UNIVERSAL", "universal"]

UNIVERSAL: Final = frozenset(
    {
        *("Abbr", "Animacy", "Aspect", "Case", "Definite", "Degree", "Evident", "Foreign"),
        *("Gender", "Mood", "NumType", "Number", "Person", "Polarity", "Polite", "Poss"),
        *("PronType", "Reflex", "Tense", "VerbForm", "Voice"),
    }
)
"""The names of the universal features."""


def universal(feats: str) -> str:
    """The universal features of a FEATS column, sorted: 'Case=Nom|Typo=Yes' gives 'Case=Nom'."""
    pairs = (pair for pair in feats.split("|") if pair.partition("=")[0] in UNIVERSAL)
    return "|".join(sorted(pairs))
