"""Adjectives, ordinals and participles in -s, -š: indefinite and definite paradigms.

Source: D. Nītiņa and J. Grigorjevs (eds.), Latviešu valodas gramatika (2013).
"""

from __future__ import annotations

from functools import lru_cache

from novads.language.inflection.cases import Case, Gender, Number, Paradigm

__all__ = ["adjective_readings", "decline_adjective", "looks_adjectival"]

_M, _F = Gender.MASCULINE, Gender.FEMININE
_SG, _PL = Number.SINGULAR, Number.PLURAL
_CASES = (Case.NOM, Case.GEN, Case.DAT, Case.ACC, Case.LOC)
_Key = tuple[Gender, Number]
_INDEFINITE: dict[_Key, tuple[str, ...]] = {
    (_M, _SG): ("s", "a", "am", "u", "ā"),
    (_M, _PL): ("i", "u", "iem", "us", "os"),
    (_F, _SG): ("a", "as", "ai", "u", "ā"),
    (_F, _PL): ("as", "u", "ām", "as", "ās"),
}
_DEFINITE: dict[_Key, tuple[str, ...]] = {
    (_M, _SG): ("ais", "ā", "ajam", "o", "ajā"),
    (_M, _PL): ("ie", "o", "ajiem", "os", "ajos"),
    (_F, _SG): ("ā", "ās", "ajai", "o", "ajā"),
    (_F, _PL): ("ās", "o", "ajām", "ās", "ajās"),
}
_SHORTEST = 3  # letters in a stem
# suffixes that mark a word as an adjective even without the definite ending
_SUFFIXES = ("isk", "īg", "oš", "āk", "āriāt", "īv", "ojam", "ējam")
_COMMON = frozenset(
    (
        *(
            "liel",
            "maz",
            "jaun",
            "vec",
            "lab",
            "augst",
            "gar",
            "plaš",
            "zem",
            "dzil",
            "īst",
            "tukš",
        ),
        *("zaļ", "balt", "meln", "sarkan", "zil", "skaist", "kopēj", "otr", "pirm", "treš"),
        *("sociāl", "reģionāl", "nacionāl", "profesionāl", "teritoriāl"),
        *("atklāt", "jaunatklāt", "slēgt", "apvienot", "specializēt", "integrēt"),
    )
)


def _endings(stem: str, gender: Gender, number: Number, definite: bool) -> tuple[str, ...]:
    if not definite:
        return _INDEFINITE[gender, number]
    endings = _DEFINITE[gender, number]
    if stem.endswith("ēj"):  # galējais: galējam, galējā, not galējajam
        return tuple(e[2:] if e.startswith("aj") else e for e in endings)
    return endings


def _split(nominative: str, definite: bool) -> tuple[str, Gender, Number]:
    table = _DEFINITE if definite else _INDEFINITE
    word = nominative
    if not definite and word.endswith("š"):
        return word[:-1], _M, _SG
    longest = sorted(table.items(), key=lambda item: -len(item[1][0]))
    for (gender, number), endings in longest:
        if word.endswith(endings[0]) and len(word) > len(endings[0]):
            return word[: len(word) - len(endings[0])], gender, number
    kind = "a definite" if definite else "an indefinite"
    raise ValueError(f"{nominative!r} isn't the nominative of {kind} adjective")


def decline_adjective(
    nominative: str, *, definite: bool | None = None, number: Number | None = None
) -> Paradigm:
    """The forms of an adjective in the gender that its nominative shows.

    Args:
        nominative: of either gender and number (lielais, lielā, lielie, lielās, liels, liela…).
        definite: by default told by the ending.
        number: by default the nominative's own.

    Raises:
        ValueError: the ending is none of an adjective's.
    """
    if definite is None:
        definite = nominative.endswith(("ais", "ā", "ie", "ās"))
    stem, gender, own = _split(nominative, definite)
    number = own if number is None else number
    endings = _endings(stem, gender, number, definite)
    paradigm: Paradigm = {c: (stem + e,) for c, e in zip(_CASES, endings, strict=True)}
    if number is own:
        paradigm[Case.NOM] = (nominative,)
    paradigm[Case.VOC] = paradigm[Case.NOM]
    return paradigm


def looks_adjectival(stem: str) -> bool:
    """Whether a stem is, by its suffix or as a common word, that of an indefinite adjective."""
    word = stem.lower()
    return word in _COMMON or (len(word) > 4 and word.endswith(_SUFFIXES))


@lru_cache(maxsize=65536)
def adjective_readings(word: str, gender: Gender) -> tuple[tuple[str, bool, Case, Number], ...]:
    """What a lower-case form can be as an adjective of a gender: stem, definite, case, number.

    Definite readings rest on the ending alone, so many nouns seem to have one; indefinite ones,
    whose endings nouns share, are given only for stems that `looks_adjectival` knows.
    """
    found = []
    for definite, table in ((True, _DEFINITE), (False, _INDEFINITE)):
        for number in Number:
            for position, ending in enumerate(table[gender, number]):
                for tail in {ending, ending[2:]} if ending.startswith("aj") else {ending}:
                    stem = word[: len(word) - len(tail)]
                    if not word.endswith(tail) or len(stem) < _SHORTEST or stem.endswith("aj"):
                        continue
                    known = definite or looks_adjectival(stem)
                    if known and _endings(stem, gender, number, definite)[position] == tail:
                        found.append((stem, definite, _CASES[position], number))
    return tuple(found)
