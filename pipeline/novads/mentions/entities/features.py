"""What the model of named entities sees of a token: its attributes, as strings.

Most come from forms alone: those of a form are worked out once, and what they add up to at each
distance is remembered (`Reader`). The rest come from where the token stands: the sentence's start,
quotation marks, the neighbours together, where a name's stem stands elsewhere in the text, and what
the rules found there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from novads.language.morphology.tagger import Analysis

__all__ = [
    "DISTANCES",
    "Words",
    "at_distance",
    "context",
    "grammar",
    "of_form",
    "shape_of",
    "stem_of",
]

DISTANCES: Final = (-2, -1, 0, 1, 2)
"""Where a token's neighbours stand whose forms it sees; 0 is the token itself."""

Words = Mapping[str, Sequence[str]]
"""The classes of listed words by their lower-case forms ('rīgā': city)."""

_QUOTES: Final = frozenset("\"„“”«»‟‘’'")


@lru_cache(maxsize=16384)
def shape_of(form: str) -> str:
    """The form with classes for letters, runs of more than two cut: 'Rīgā' is 'Xxx'."""
    shape = ""
    for letter in form[:40]:
        if letter.isupper():
            kind = "X"
        elif letter.islower():
            kind = "x"
        else:
            kind = "d" if letter.isdigit() else letter
        if not shape.endswith(kind * 2):
            shape += kind
    return shape


def stem_of(form: str) -> str:
    """What two forms of a name mostly share: the lower-case form without its last two letters."""
    lower = form.lower()
    return lower[:-2] if len(lower) > 5 else lower[:-1] if len(lower) > 3 else lower


def of_form(form: str, words: Words) -> dict[str, list[str]]:
    """A form's attributes, by how far away they are seen: 'near' to 0, 'next' to 1, 'far' to 2."""
    lower = form.lower()
    shape = shape_of(form)
    classes = words.get(lower, ())
    far = [f"l={lower}", f"s={shape}", *(f"c={name}" for name in classes)]
    next_to = [f"e3={lower[-3:]}", f"e4={lower[-4:]}", f"m={stem_of(form)}"]
    near = [f"w={form}"]
    near += [f"b{n}={lower[:n]}" for n in range(1, 7) if n < len(lower)]
    near += [f"e{n}={lower[-n:]}" for n in (1, 2, 5, 6) if n < len(lower)]
    if form[:1].isupper():
        near += [f"ce{n}={lower[-n:]}" for n in (2, 3, 4) if n < len(lower)]
        near += [f"c^={name}" for name in classes]
        if form.isupper() and len(form) > 1:
            near.append(f"upper{min(len(form), 6)}")
    if "-" in form[1:-1]:
        near.append("hyphen")
        near += [f"hp={part}" for part in lower.split("-") if part]
    return {"far": far, "next": next_to, "near": near}


def at_distance(form: str, words: Words) -> dict[int, list[str]]:
    """The attributes that a form gives to the tokens around it: by distance, named with it."""
    of = of_form(form, words)
    return {
        distance: [
            f"{distance}:{name}"
            for name in (
                of["far"]
                + (of["next"] if abs(distance) < 2 else [])
                + (of["near"] if not distance else [])
            )
        ]
        for distance in DISTANCES
    }


def context(
    forms: Sequence[str], words: Words, stems: Mapping[str, int], rules: Sequence[str]
) -> list[list[str]]:
    """The attributes of a sentence's tokens that come from where they stand.

    Args:
        forms: the tokens.
        words: the listed words.
        stems: how often each stem stands with a capital inside a sentence of this text.
        rules: what the rules found at each token: 'B-PLACE', 'I-ORG', …, 'O'.
    """
    lowers = [form.lower() for form in forms]
    shapes = [shape_of(form) for form in forms]
    classes = [_main(words.get(lower, ())) for lower in lowers]
    heads = _next_heads(forms, lowers, words)
    found: list[list[str]] = []
    quoted = False
    count = len(forms)
    for at, form in enumerate(forms):
        before = lowers[at - 1] if at else "<s>"
        after = lowers[at + 1] if at + 1 < count else "</s>"
        shape_before = shapes[at - 1] if at else "<s>"
        shape_after = shapes[at + 1] if at + 1 < count else "</s>"
        class_before = classes[at - 1] if at else "<s>"
        class_after = classes[at + 1] if at + 1 < count else "</s>"
        names = [
            f"s3={shape_before}|{shapes[at]}|{shape_after}",
            f"l2={before}|{lowers[at]}",
            f"l2+={lowers[at]}|{after}",
            f"e2-={before[-3:]}|{lowers[at][-3:]}",
            f"e2+={lowers[at][-3:]}|{after[-3:]}",
            f"c3={class_before}|{classes[at]}|{class_after}",
            f"sl-={shapes[at]}|{before}",
            f"sl+={shapes[at]}|{after}",
            f"sc-={shapes[at]}|{class_before}",
            f"sc+={shapes[at]}|{class_after}",
        ]
        if not at or (at == 1 and not forms[0][:1].isalnum()):
            names += ["first", f"first|{shapes[at]}"]
        if form in _QUOTES:
            quoted = not quoted
        elif quoted:
            names += ["quoted", f"quoted|{shapes[at]}"]
        if heads[at]:
            names += [f"head={heads[at]}", f"head={heads[at]}|{shapes[at]}"]
        if form[:1].isupper():
            often = stems.get(stem_of(form), 0)
            names.append(f"inside={min(often, 3)}|{'first' if not at else ''}")
        for distance in (-2, -1, 0, 1, 2):
            if 0 <= at + distance < count and rules[at + distance] != "O":
                names.append(f"r{distance}={rules[at + distance]}")
        names.append(f"r0s={rules[at]}|{shapes[at]}")
        r_before = rules[at - 1] if at else "O"
        r_after = rules[at + 1] if at + 1 < count else "O"
        if (r_before, rules[at], r_after) != ("O", "O", "O"):
            names.append(f"r3={r_before}|{rules[at]}|{r_after}")
            names.append(f"rl={rules[at]}|{lowers[at][-3:]}")
        found.append(names)
    return found


def grammar(forms: Sequence[str], analyses: Sequence[Analysis], words: Words) -> list[list[str]]:
    """The attributes of a sentence's tokens by their tags and lemmas, and their neighbours'."""
    cases = [_case(analysis.tag) for analysis in analyses]
    lemmas = [analysis.lemma.lower() for analysis in analyses]
    found: list[list[str]] = []
    count = len(forms)
    for at, form in enumerate(forms):
        before = cases[at - 1] if at else "<s>"
        after = cases[at + 1] if at + 1 < count else "</s>"
        capital = "X" if form[:1].isupper() else "x"
        names = [
            f"gt2-={before}|{cases[at]}",
            f"gt2+={cases[at]}|{after}",
            f"gt3={before}|{cases[at]}|{after}|{capital}",
            f"gtc={cases[at]}|{capital}",
            f"glc={lemmas[at]}|{capital}",
        ]
        for distance in DISTANCES:
            if 0 <= at + distance < count:
                names.append(f"gt{distance}={cases[at + distance]}")
                names.append(f"gl{distance}={lemmas[at + distance]}")
        names += [f"gc={name}" for name in words.get(lemmas[at], ())]
        found.append(names)
    return found


@lru_cache(maxsize=4096)
def _case(tag: str) -> str:
    """The part of speech, case and number of a tag: 'PROPN Gen Sing'."""
    upos, _, features = tag.partition(" ")
    values = dict(feature.split("=") for feature in features.split("|") if "=" in feature)
    return f"{upos} {values.get('Case', '-')} {values.get('Number', '-')}"


def _main(classes: Sequence[str]) -> str:
    return classes[0] if classes else "-"


def _next_heads(forms: Sequence[str], lowers: Sequence[str], words: Words) -> list[str]:
    """For each token how far behind it, within a name's words, a noun that heads a name stands."""
    found = [""] * len(forms)
    distance, kind = 0, ""
    for at in range(len(forms) - 1, -1, -1):
        heads = [name for name in words.get(lowers[at], ()) if name.startswith("head")]
        found[at] = f"{kind}{min(distance, 5)}" if kind else ""
        if heads:
            distance, kind = 1, heads[0]
        elif kind and (forms[at][:1].isalpha()) and distance < 6:
            distance += 1
        else:
            kind = ""
    return found
