"""The grammatical categories that Latvian names are inflected for."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Case", "Gender", "Number", "Paradigm"]


class Case(StrEnum):
    """The cases with forms of their own (the instrumental has none)."""

    NOM = "nom"
    GEN = "gen"
    DAT = "dat"
    ACC = "acc"
    LOC = "loc"
    VOC = "voc"


class Number(StrEnum):
    """Singular or plural."""

    SINGULAR = "sg"
    PLURAL = "pl"


class Gender(StrEnum):
    """Latvian nouns are masculine or feminine."""

    MASCULINE = "m"
    FEMININE = "f"


Paradigm = dict[Case, tuple[str, ...]]
"""The forms of one number by case, the usual variant first; a case without forms is absent."""
