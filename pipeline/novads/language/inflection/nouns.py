"""Noun paradigms: six declensions, plural-only, indeclinable and reflexive nouns.

Source: D. Nītiņa and J. Grigorjevs (eds.), Latviešu valodas gramatika (2013).
"""

from __future__ import annotations

from functools import lru_cache

from novads.language.inflection.adjectives import decline_adjective
from novads.language.inflection.cases import Case, Gender, Number, Paradigm
from novads.language.inflection.lexicon import irregular
from novads.language.inflection.sounds import palatalise, syllables

__all__ = [
    "DECLENSIONS",
    "decline",
    "evenly_cased",
    "forms",
    "gender_of",
    "guess_declension",
    "own_number",
]

DECLENSIONS = frozenset(
    (
        *("1", "2", "3", "4", "5", "6", "4m", "5m", "1p", "2p", "4p", "5p", "6p"),
        *("adj", "adj_def", "refl", "0"),
    )
)
"""The codes: the declension by number, with 'p' for plural-only nouns and 'm' for masculine ones of
the fourth and fifth; adjectives used as nouns; '-šanās' nouns; '0' for indeclinable words."""

_Endings = tuple[str, ...]
# nominative, genitive, dative, accusative, locative, vocative
_CASES = (Case.NOM, Case.GEN, Case.DAT, Case.ACC, Case.LOC, Case.VOC)
_SINGULAR: dict[str, _Endings] = {
    "3": ("us", "us", "um", "u", "ū", "u"),
    "4": ("a", "as", "ai", "u", "ā", "a"),
    "4m": ("a", "as", "am", "u", "ā", "a"),
    "5": ("e", "es", "ei", "i", "ē", "e"),
    "5m": ("e", "es", "em", "i", "ē", "e"),
    "6": ("s", "s", "ij", "i", "ī", "s"),
}
_MASCULINE_PLURAL = ("i", "u", "iem", "us", "os", "i")
_FEMININE_PLURAL: dict[str, _Endings] = {
    "4": ("as", "u", "ām", "as", "ās", "as"),
    "5": ("es", "u", "ēm", "es", "ēs", "es"),
    "6": ("is", "u", "īm", "is", "īs", "is"),
}
_NOMINATIVE_ENDINGS: dict[str, _Endings] = {
    "1": ("s", "š"),
    "2": ("is", "s"),
    "3": ("us",),
    "4": ("a",),
    "4m": ("a",),
    "5": ("e",),
    "5m": ("e",),
    "6": ("s",),
    "1p": ("i",),
    "2p": ("i",),
    "4p": ("as",),
    "5p": ("es",),
    "6p": ("is",),
    "refl": ("šanās",),
}
_ABBREVIATION = 5  # an all-capitals word of at most so many letters is taken for an abbreviation
_LATVIAN_ONLY = frozenset("ĀČĒĢĪĶĻŅŠŪŽ")


def own_number(declension: str, nominative: str = "") -> Number:
    """The number that the nominative of this declension code stands in."""
    if declension.startswith("adj"):
        is_plural = nominative.lower().endswith(("ie", "ās", "as", "i"))
        return Number.PLURAL if is_plural else Number.SINGULAR
    return Number.PLURAL if declension.endswith("p") else Number.SINGULAR


def gender_of(nominative: str, declension: str) -> Gender:
    """The gender of a noun, told by its declension; '0' counts as masculine."""
    if declension.startswith("adj"):
        is_feminine = nominative.lower().endswith(("ā", "ās", "a", "as"))
        return Gender.FEMININE if is_feminine else Gender.MASCULINE
    is_feminine = declension in {"4", "5", "6", "4p", "5p", "6p", "refl"}
    return Gender.FEMININE if is_feminine else Gender.MASCULINE


def evenly_cased(word: str) -> bool:
    """Whether a word has small letters, capitals or one first capital: not eTwinning, WiFi."""
    return word.islower() or word.isupper() or (word[:1].isupper() and word[1:].islower())


def guess_declension(nominative: str) -> str:
    """The declension code that the ending of a nominative speaks for.

    A guess: the ending can't tell an indeclinable foreign name from a Latvian one (Viljandi), nor
    an all-capitals word from an abbreviation. Words listed in `rules/language/irregular.csv`, and
    compounds of theirs, get the listed code; mixed capitals, and endings that no declension has,
    give '0'.
    """
    is_short_caps = nominative.isupper() and 1 < len(nominative) <= _ABBREVIATION
    if is_short_caps and not _LATVIAN_ONLY.intersection(nominative):
        return "0"
    if not evenly_cased(nominative):
        return "0"
    word = nominative.lower()
    if (rule := irregular(word)) is not None:
        return rule.declension
    if word.endswith("šanās"):
        return "refl"
    for ending, code in (
        ("ais", "adj_def"),
        ("us", "3"),
        ("is", "2"),
        ("as", "4p"),
        ("es", "5p"),
        ("os", "0"),
        ("s", "1"),
        ("š", "1"),
        ("a", "4"),
        ("e", "5"),
        ("ie", "adj_def"),
        ("i", "1p"),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return code
    return "adj_def" if word.endswith("ā") and syllables(word) > 1 else "0"


def decline(
    nominative: str, declension: str | None = None, *, number: Number | None = None
) -> Paradigm:
    """The forms of one word in one number.

    Args:
        nominative: the dictionary form, in any letter case (forms of an ALL-CAPS word are too).
        declension: a code of `DECLENSIONS`; by default `guess_declension` makes a guess.
        number: by default the nominative's own, which is plural for plural-only nouns.

    Raises:
        ValueError: the code is unknown, the nominative hasn't an ending of that declension, or a
            plural-only noun is asked for its singular.
    """
    code = guess_declension(nominative) if declension is None else declension
    own = own_number(code, nominative)
    return dict(_decline(nominative, code, own if number is None else number))


def forms(
    nominative: str, declension: str | None = None, *, number: Number | None = None
) -> dict[str, set[tuple[Case, Number]]]:
    """Every form of a word, with the cases and numbers it stands for.

    Both numbers by default (plural-only and indeclinable words have one); a name of one thing, such
    as Rīga, wants `number=Number.SINGULAR`, so that Rīgas is the genitive alone.

    Raises:
        ValueError: as in `decline`.
    """
    code = guess_declension(nominative) if declension is None else declension
    own = own_number(code, nominative)
    numbers: tuple[Number, ...] = tuple(Number) if number is None else (number,)
    if number is None and (code == "0" or own is Number.PLURAL):
        numbers = (own,)
    found: dict[str, set[tuple[Case, Number]]] = {}
    for each in numbers:
        for case, variants in _decline(nominative, code, each):
            for form in variants:
                found.setdefault(form, set()).add((case, each))
    return found


@lru_cache(maxsize=65536)
def _decline(nominative: str, code: str, number: Number) -> tuple[tuple[Case, _Endings], ...]:
    if code not in DECLENSIONS:
        raise ValueError(f"unknown declension {code!r}; known: {', '.join(sorted(DECLENSIONS))}")
    if code == "0":
        return tuple((case, (nominative,)) for case in _CASES)
    if nominative.isupper() and len(nominative) > 1:
        return tuple(
            (case, tuple(form.upper() for form in variants))
            for case, variants in _decline(nominative.lower(), code, number)
        )
    if code.startswith("adj"):
        paradigm = decline_adjective(nominative, definite=code == "adj_def", number=number)
        return tuple(paradigm.items())
    if code.endswith("p") and number is Number.SINGULAR:
        raise ValueError(f"{nominative!r} is plural only (declension {code})")
    ending = next((e for e in _NOMINATIVE_ENDINGS[code] if nominative.endswith(e)), None)
    if ending is None or len(ending) == len(nominative):
        expected = ", ".join("-" + e for e in _NOMINATIVE_ENDINGS[code])
        raise ValueError(f"{nominative!r} doesn't end in {expected} (declension {code})")
    stem = nominative[: len(nominative) - len(ending)]
    if code == "refl":
        return _reflexive(stem, number)
    if code == "2":
        return _second(nominative, stem, ending, number)
    if code == "1":
        return _first(nominative, stem, number)
    if code in {"1p", "2p"} or (code == "3" and number is Number.PLURAL):
        return _joined(stem, _MASCULINE_PLURAL)
    if number is Number.SINGULAR:
        return _joined(stem, _SINGULAR[code])
    endings = _FEMININE_PLURAL[code[0]]
    nom, _, *rest = _joined(stem, endings)
    return (nom, (Case.GEN, _genitive_plural(nominative, stem, code)), *rest)


def _joined(stem: str, endings: _Endings) -> tuple[tuple[Case, _Endings], ...]:
    return tuple((case, (stem + ending,)) for case, ending in zip(_CASES, endings, strict=True))


def _first(nominative: str, stem: str, number: Number) -> tuple[tuple[Case, _Endings], ...]:
    if number is Number.PLURAL:
        return _joined(stem, _MASCULINE_PLURAL)
    ending = nominative[len(stem) :]
    *oblique, _ = _joined(stem, (ending, "a", "am", "u", "ā", ending))
    return (*oblique, (Case.VOC, (stem, nominative)))


def _second(
    nominative: str, stem: str, ending: str, number: Number
) -> tuple[tuple[Case, _Endings], ...]:
    soft = palatalise(stem) if _palatalises(nominative, stem) else stem
    if number is Number.PLURAL:
        return _joined(soft, _MASCULINE_PLURAL)
    genitives: _Endings = (soft + "a",)
    if ending == "s" and nominative.lower() != "suns":
        # akmens, ūdens, mēness: the genitive is the nominative, the regular one a variant
        genitives = (nominative, soft + "a")
    nom, _, *rest = _joined(stem, (ending, "", "im", "i", "ī", "i"))
    return (nom, (Case.GEN, genitives), *rest)


def _genitive_plural(nominative: str, stem: str, code: str) -> _Endings:
    plain, soft = stem + "u", palatalise(stem) + "u"
    if code[0] == "4":
        return (plain,)
    rule = irregular(nominative.lower())
    if rule is not None and rule.palatalises == "both":
        return (plain, soft)
    if code[0] == "5" and stem.endswith("kst"):  # sacīkste, sacīkšu; but sarakste, sarakstu
        return (stem[:-2] + "šu", plain)
    return (soft if _palatalises(nominative, stem) else plain,)


def _reflexive(stem: str, number: Number) -> tuple[tuple[Case, _Endings], ...]:
    direct, accusative = stem + "šanās", stem + "šanos"
    if number is Number.SINGULAR:
        table = {Case.NOM: direct, Case.GEN: direct, Case.ACC: accusative, Case.VOC: direct}
    else:
        table = {Case.NOM: direct, Case.GEN: accusative, Case.ACC: direct, Case.VOC: direct}
    return tuple((case, (form,)) for case, form in table.items())


def _palatalises(nominative: str, stem: str) -> bool:
    """Whether the stem changes: all of the second declension, the genitive plural of 5 and 6."""
    word = nominative.lower()
    rule = irregular(word)
    if rule is not None and rule.palatalises:
        return rule.palatalises == "yes"
    if word.endswith("is"):
        if word.endswith("atis"):
            return False
        # personal names of two syllables keep their stem: Atis, Ata; Valdis, Valda
        is_short_name = nominative[:1].isupper() and syllables(word) == 2
        return not (is_short_name and word.endswith(("tis", "dis")))
    return True
