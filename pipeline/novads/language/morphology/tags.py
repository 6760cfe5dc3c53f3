"""Tags: a universal part of speech with the universal features, as Universal Dependencies has them.

A tag is written as one string, 'NOUN Case=Nom|Gender=Masc|Number=Sing', or 'ADP' where there are no
features. The features that count are those of the CoNLL 2018 shared task's evaluation (`UFeats`):
others, as `Typo` and `ExtPos`, are annotated in some releases of the treebanks and not in others.
"""

from __future__ import annotations

from typing import Final

__all__ = ["UNIVERSAL", "coarse_tag", "join_tag", "lemma_kind", "split_tag", "universal"]

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


def join_tag(upos: str, feats: str) -> str:
    """The tag of a part of speech and a FEATS column, which may be empty."""
    return f"{upos} {feats}" if feats else upos


def split_tag(tag: str) -> tuple[str, str]:
    """The part of speech and the features of a tag; the features are '' where it has none."""
    upos, _, feats = tag.partition(" ")
    return upos, feats


def lemma_kind(tag: str) -> str:
    """What lemmas are told apart by: the part of speech and, of nouns and names, the gender."""
    upos, feats = split_tag(tag)
    if upos in ("NOUN", "PROPN"):
        for pair in feats.split("|"):
            if pair.startswith("Gender="):
                return upos + pair.removeprefix("Gender=")
    return upos


_COARSE: Final = frozenset({"Mood", "Reflex", "Tense", "VerbForm", "Voice"})


def coarse_tag(tag: str) -> str:
    """A verb's tag without case, number, person and what else its lemma doesn't hang on.

    Of the other parts of speech the part of speech alone.
    """
    upos, feats = split_tag(tag)
    if upos != "VERB":
        return upos
    return join_tag(upos, "|".join(f for f in feats.split("|") if f.partition("=")[0] in _COARSE))
