"""The features of a word that the network sums embeddings of: its letters, and the lexicon's word.

Nothing here looks at the word's neighbours; that is the network's work. So a form's features are
found once.
"""

from __future__ import annotations

from typing import Final

import regex

from novads.language.morphology.lexicon import Lexicon

__all__ = ["features", "shape"]

_SUFFIXES: Final = 6
_PREFIXES: Final = 4
_DIGIT: Final = regex.compile(r"\d")
_MANY: Final = 4  # a form seen so often or more counts as known well


def shape(form: str) -> str:
    """The form's shape: 'Rīgas' gives 'Xxx', '2023.' gives '00.'."""
    drawn = ""
    for letter in form:
        if letter.isupper():
            sign = "X"
        elif letter.isalpha():
            sign = "x"
        else:
            sign = "0" if letter.isdecimal() else letter
        if not drawn.endswith(sign * 2):
            drawn += sign
    return drawn


def features(form: str, lexicon: Lexicon) -> list[tuple[str, float]]:
    """The features' names, each with its weight.

    The first letter of a name tells its kind: the word itself (w), its shape (h), suffixes (s),
    prefixes (p); by the lexicon how well it is known (n), tags (T) and parts of speech (U) that it
    was seen with, tags (A, by a verb's root P) and parts of speech (a) of its readings.
    """
    word = form.lower() if form.isalpha() else _DIGIT.sub("0", form.lower())
    size = len(word)
    found = [("w" + word, 1.0), ("h" + shape(form), 1.0)]
    found += [("s" + word[-i:], 1.0) for i in range(1, min(_SUFFIXES, size - 1) + 1)]
    found += [("p" + word[:i], 1.0) for i in range(1, min(_PREFIXES, size - 1) + 1)]
    return found + _seen(form, lexicon) + _read(form, lexicon)


def _seen(form: str, lexicon: Lexicon) -> list[tuple[str, float]]:
    seen = lexicon.forms.get(form.lower())
    if seen is None:
        return [("n0", 1.0)]
    total = sum(times for _, times, _ in seen)
    weights: dict[str, float] = {}
    for tag, times, _ in seen:
        for name in (f"T{tag}", f"U{lexicon.parts[tag]}"):
            weights[name] = weights.get(name, 0.0) + times / total
    return [(f"n{min(total, _MANY)}", 1.0), *weights.items()]


def _read(form: str, lexicon: Lexicon) -> list[tuple[str, float]]:
    readings, by_root = lexicon.readings(form)
    tags = sorted({tag for tag, _, _ in readings})
    if not tags:
        return [("a-", 1.0)]
    letter = "P" if by_root else "A"
    found = [(f"{letter}{tag}", len(tags) ** -0.5) for tag in tags]
    if by_root:
        return [("a-", 1.0), *found]
    kinds = sorted({lexicon.parts[tag] for tag in tags})
    return found + [(f"a{upos}", len(kinds) ** -0.5) for upos in kinds]
