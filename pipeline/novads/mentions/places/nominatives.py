"""Nominatives of names that no list holds, where the case is known."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from novads.language.inflection import Case, Number, forms, to_nominative, unseen_readings

__all__ = ["name_of", "plural_of", "unseen_cases"]

# a masculine name of the first declension shows itself only by what it ends in
_MASCULINE = ("kaln", "ciem", "mež", "gal", "lauk", "krog", "ezer", "pagast", "dīķ", "rag", "grad")

# endings of feminine singulars and plural-only names, the likelier first
_GUESSES: dict[Case, tuple[tuple[str, str], ...]] = {
    Case.LOC: (
        ("pilī", "pils"),
        ("ajā", "ais"),
        ("ā", "a"),
        ("ē", "e"),
        ("ī", "is"),
        ("ū", "us"),
        ("os", "i"),
        ("ās", "as"),
        ("ēs", "es"),
        ("īs", "is"),
    ),
    Case.GEN: (("pils", "pils"), ("as", "a"), ("es", "e"), ("u", "i"), ("a", "s")),
    Case.ACC: (("u", "a"), ("i", "e"), ("us", "i"), ("as", "as"), ("es", "es")),
    Case.DAT: (("iem", "i"), ("am", "s"), ("ai", "a"), ("ei", "e"), ("im", "is"), ("ām", "as")),
}


def name_of(form: str, cases: Collection[Case]) -> str:
    """The likeliest nominative of one capitalised word that stands in one of the cases.

    The feminine singular goes first, the plural-only masculine next: towns and villages are
    mostly these. A form with no ending of the cases comes back as it is, such as Tyresö.
    """
    lower = form.lower()
    for case in (Case.LOC, Case.GEN, Case.DAT, Case.ACC):
        if case not in cases:
            continue
        for ending, own in _GUESSES[case]:
            if lower.endswith(ending) and len(lower) > len(ending) + 1:
                stem = form[: len(form) - len(ending)]
                if ending == "ā" and stem.lower().endswith(_MASCULINE):
                    return stem + "s"
                return stem + own
    if Case.NOM in cases:
        return form
    return to_nominative(form) if form.isalpha() else form


@lru_cache(maxsize=16384)
def unseen_cases(form: str) -> frozenset[tuple[Case, Number]]:
    """The cases that the word can stand in, by its ending."""
    return frozenset((r.case, r.number) for r in unseen_readings(form) if r.declension != "0")


@lru_cache(maxsize=1024)
def plural_of(noun: str) -> str:
    """The nominative plural of a common noun; a noun that is one comes back."""
    if noun.lower().endswith(("i", "as", "es")):
        return noun
    plural = (Case.NOM, Number.PLURAL)
    return next((form for form, found in forms(noun).items() if plural in found), noun)
