"""Latvian nominal inflection: from a nominative to its forms, and from a form to its nominative.

`decline` and `forms` inflect one word, `decline_phrase` and `Phrase` a name of several;
`FormIndex` finds listed names in text by any of their forms; `to_nominative` and `case_of` read
names that no list holds. Irregular words, head nouns and the adjectives that go with heads are rule
files under `rules/language/`.

Debian's hunspell-lv 1.4.0 accepts 575 657 (99.83 %) of the 576 622 forms generated from its own
nouns and adjectives (`tools/check_inflection.py`); `rules/language/README.md` says what it rejects.
"""

from __future__ import annotations

from novads.language.inflection.adjectives import decline_adjective
from novads.language.inflection.cases import Case, Gender, Number, Paradigm
from novads.language.inflection.heads import Heads, Reading, default_heads, unseen_readings
from novads.language.inflection.index import Casing, FormIndex, FormMatch, IndexEntry
from novads.language.inflection.nouns import (
    DECLENSIONS,
    decline,
    forms,
    gender_of,
    guess_declension,
)
from novads.language.inflection.phrases import Phrase, decline_phrase
from novads.language.inflection.surface import case_of, to_nominative

__all__ = [
    "DECLENSIONS",
    "Case",
    "Casing",
    "FormIndex",
    "FormMatch",
    "Gender",
    "Heads",
    "IndexEntry",
    "Number",
    "Paradigm",
    "Phrase",
    "Reading",
    "case_of",
    "decline",
    "decline_adjective",
    "decline_phrase",
    "default_heads",
    "forms",
    "gender_of",
    "guess_declension",
    "to_nominative",
    "unseen_readings",
]
