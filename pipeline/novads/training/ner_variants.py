"""The variants of the model of named entities that are compared."""

from __future__ import annotations

from typing import Final

from novads.training.ner_train import Variant

__all__ = ["SHIPPED", "VARIANTS"]

_WORDS: Final = ("c3=", "sc", "head=", "gc=", *(f"{d}:c" for d in range(-2, 3)))
_RULES: Final = ("r",)
_STEMS: Final = ("inside=",)

VARIANTS: Final = (
    Variant("forms and shapes alone", (*_WORDS, *_RULES, *_STEMS)),
    Variant("with the rules' finds", (*_WORDS, *_STEMS)),
    Variant("with listed words", (*_RULES, *_STEMS)),
    Variant("with both", _STEMS),
    Variant("and stems in the text"),
)
"""Each named by what it has; the shipped one comes last in the table."""

SHIPPED: Final = Variant("and morphology", morphology=True)
"""The variant that is shipped."""
