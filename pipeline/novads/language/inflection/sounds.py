"""Palatalisation of stem-final consonants, there and back.

Source: D. Nītiņa and J. Grigorjevs (eds.), Latviešu valodas gramatika (2013), the chapter on
the declensions: mijas in the second, fifth and sixth.
"""

from __future__ import annotations

import re

__all__ = ["palatalise", "syllables", "unpalatalised"]

_CLUSTERS = {
    "ll": "ļļ",
    "nn": "ņņ",
    "ln": "ļņ",
    "sn": "šņ",
    "zn": "žņ",
    "sl": "šļ",
    "zl": "žļ",
    "dz": "dž",
    "st": "st",
}
_SINGLE = {
    "b": "bj",
    "m": "mj",
    "p": "pj",
    "v": "vj",
    "c": "č",
    "d": "ž",
    "l": "ļ",
    "n": "ņ",
    "s": "š",
    "t": "š",
    "z": "ž",
}
_VOWELS = re.compile("ie|[aou]i|au|ei|eu|[aāeēiīoōuū]")


def palatalise(stem: str) -> str:
    """The stem before a palatalising ending: 'brāl' gives 'brāļ', 'kāpsl' gives 'kāpšļ'."""
    if (cluster := _CLUSTERS.get(stem[-2:])) is not None:
        return stem[:-2] + cluster
    return stem[:-1] + _SINGLE.get(stem[-1:], stem[-1:])


def unpalatalised(stem: str) -> tuple[str, ...]:
    """Every stem that `palatalise` makes into this one, the stem itself last if it is one."""
    found = []
    for table in (_CLUSTERS, _SINGLE):
        for plain, soft in table.items():
            if stem.endswith(soft):
                candidate = stem[: len(stem) - len(soft)] + plain
                if candidate not in found and palatalise(candidate) == stem:
                    found.append(candidate)
    if stem not in found and palatalise(stem) == stem:
        found.append(stem)
    return tuple(found)


def syllables(word: str) -> int:
    """The number of vowels and diphthongs in a word."""
    return len(_VOWELS.findall(word.lower()))
