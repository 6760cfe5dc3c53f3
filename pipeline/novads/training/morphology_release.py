"""FullStack's words as later releases of the treebank annotate them.

FullStack's UD layer follows an early release of UD_Latvian-LVTB. What hangs on the
lexeme alone is changed here as later releases have it, the first two by the treebank's change log:

- since 2.15, a pronoun is `DET` or `PRON` by its lexeme, no longer by its place in the sentence;
- since 2.8, 'kļūt' is no auxiliary;
- quotation marks, dashes and dots have one lemma each, however they are drawn.

What else was changed or corrected since stays as it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from novads.language.morphology.lemmas import MARKS
from novads.training.morphology_data import Sentence, Word

__all__ = ["as_released"]

_PRONOUNS: Final = frozenset({"es", "tu", "viņš", "viņa", "mēs", "jūs", "sevis", "ko"})


def as_released(sentence: Sentence) -> Sentence:
    """The sentence with its parts of speech and lemmas as in release 2.17."""
    return replace(sentence, words=tuple(_word(word) for word in sentence.words))


def _word(word: Word) -> Word:
    if word.upos in ("DET", "PRON"):
        return replace(word, upos="PRON" if _is_pronoun(word) else "DET")
    if word.upos == "PUNCT":
        return replace(word, lemma=MARKS.get(word.lemma, word.lemma))
    if word.upos == "AUX" and word.lemma in ("kļūt", "nekļūt"):
        return replace(word, upos="VERB")
    return word


def _is_pronoun(word: Word) -> bool:
    """Personal pronouns, the reflexive one, and 'kas' with what is made of it."""
    lemma = word.lemma.lower()
    is_personal = "PronType=Prs" in word.feats and "Poss=Yes" not in word.feats
    return is_personal or lemma in _PRONOUNS or lemma.endswith("kas")
