"""Nominatives of names with a head noun, and the names that share one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import regex

from novads.language.inflection import to_nominative
from novads.mentions.places.finds import Find
from novads.mentions.places.leftward import is_definite
from novads.mentions.places.lexicon import Contexts, Gazetteer, HeadForm, is_genitive
from novads.mentions.places.nominatives import plural_of
from novads.mentions.places.words import Word
from novads.objects import PlaceKind

__all__ = ["headed_name", "sharing"]

_GLUED: Final = regex.compile(r"\d\.(?=\p{L})")
_STREET_WORDS: Final = 3


def headed_name(surface: str, head: HeadForm) -> str:
    """The nominative of a name that ends in a head noun: 'Brocēnu novads' of 'BROCĒNU NOVADĀ'."""
    surface = " ".join(surface.split())
    if (glued := _GLUED.search(surface)) is not None:  # 'Ventspils 4.vidusskolā'
        spaced = _GLUED.sub(r"\g<0> ", surface)
        return headed_name(spaced, head).replace(glued[0] + " ", glued[0])
    if surface.isupper() and len(surface) > 3:  # BROCĒNU NOVADĀ
        *names, last = surface.split()
        surface = " ".join([*(n.capitalize() for n in names), last.lower()])
    else:  # LUBĀNAS novads
        shouted = [n for n in surface.split() if len(n) > 3 and n.isalpha() and n.isupper()]
        for name in shouted:
            surface = surface.replace(name, name.capitalize())
    stem, _, last = surface.rpartition(" ")
    own = head.nominative.capitalize() if last[0].isupper() else head.nominative
    if head.is_plural and (head.rule.most == 1 or head.rule.kind is PlaceKind.STREET):
        return f"{stem} {own}"  # 'Preiļu novados' after 'Līvānu un'
    name = to_nominative(surface)
    before, _, noun = name.rpartition(" ")
    if head.is_plural:
        own = plural_of(own)
    # where another word was taken for the head, the words in front are genitives
    return f"{before if noun == own else stem} {own}"


def sharing(
    words: Sequence[Word],
    find: Find,
    at: int,
    head: HeadForm,
    gazetteer: Gazetteer,
    contexts: Contexts,
) -> Iterator[Find]:
    """Names in front that share the head of a find: 'Līvānu un Preiļu novados'.

    Args:
        words: the passage's words.
        find: the name that has the head.
        at: the number of the head noun.
        head: the head's form.
        gazetteer: listed names.
        contexts: words that are no names.
    """
    is_street = head.rule.kind is PlaceKind.STREET
    if head.rule.where != "anywhere" or (find.first + 1 != at and not is_street):
        return
    behind = find.first - 1
    joined = False
    while behind >= 1:
        joint, name = words[behind], words[behind - 1]
        if joint.lower == "arī" and name.lower in ("kā", "un"):
            behind -= 1
            continue
        if joint.lower in ("un", "vai", "kā"):
            if joint.lower == "kā" and name.text == ",":
                behind -= 1
                name = words[behind - 1]
            joined = True
        elif joint.text != "," or not joined:
            return
        if not name.is_capital or joint.breaks:
            return
        if not is_genitive(name.lower) and not (is_street and is_definite(name)):
            return
        if name.starts_sentence and name.lower in contexts.common:
            return
        if not is_street and head.rule.most > 1:
            return
        first = behind - 1
        while is_street and first and behind - first < _STREET_WORDS:
            before = words[first - 1]
            if words[first].breaks or before.starts_sentence:
                break
            if not (before.is_capital or before.is_initial):
                break
            first -= 1
        stem = " ".join(word.text for word in words[first:behind])
        whole = f"{stem} {head.nominative}"
        if is_street:
            whole = headed_name(f"{stem} {words[at].text}", head)
        yield Find(
            first,
            behind,
            words[first].start,
            name.end,
            whole,
            head.rule.kind,
            "places/shared-head",
            0.97,
            gazetteer.names.get(whole),
        )
        behind = first - 1
