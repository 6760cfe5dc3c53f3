"""Looking up names by any of their forms, in text as it is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

import regex

from novads.language.inflection.cases import Case, Number
from novads.language.inflection.phrases import Phrase

__all__ = ["Casing", "FormIndex", "FormMatch", "IndexEntry"]

T = TypeVar("T")

_TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}]++(?:[-‑’'.][\p{L}\p{M}\p{N}]++)*+|[^\s\p{L}\p{M}\p{N}]")


class Casing(StrEnum):
    """How the letters of a match compare with the listed form."""

    EXACT = "exact"
    """As listed, or with a capital first letter where the list has a small one."""
    UPPER = "upper"
    """All capitals: SALDŪ, BROCĒNU NOVADĀ."""
    FOLDED = "folded"
    """Otherwise different: ķekavas novads, Ķekavas Novads."""


@dataclass(frozen=True)
class IndexEntry(Generic[T]):
    """A listed name, and what the form it was found by can stand for."""

    nominative: str
    payload: T
    cases: frozenset[tuple[Case, Number]]
    form: str
    casing: Casing


@dataclass(frozen=True)
class FormMatch(Generic[T]):
    """The names found at words[start:end] (half-open)."""

    start: int
    end: int
    entries: tuple[IndexEntry[T], ...]


class _Node:
    """A word of a trie: the words that may follow, and the forms that end here."""

    __slots__ = ("ends", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.ends: list[tuple[str, int, frozenset[tuple[Case, Number]]]] = []


class FormIndex(Generic[T]):
    """Names by their forms: a word costs one look-up, a phrase one for each of its words.

    Vocatives are left out. Phrases are split into words as `FormIndex.split` does it; a caller with
    a tokenizer of its own gets the same words for names without hyphens, dots and apostrophes.
    """

    def __init__(
        self,
        rows: Iterable[tuple[str, T] | tuple[str, T, str | None]] = (),
        *,
        plural: bool = False,
    ) -> None:
        """Take rows of nominative, payload and, optionally, declension code: see `add`."""
        self._root = _Node()
        self._names: list[tuple[str, T]] = []
        for nominative, payload, *rest in rows:
            declension = rest[0] if rest else None
            self.add(nominative, payload, declension, plural=plural)

    def __len__(self) -> int:
        return len(self._names)

    @staticmethod
    def split(text: str) -> list[str]:
        """Words (hyphens, dots and apostrophes inside kept) and single punctuation marks."""
        return _TOKEN.findall(text)

    def add(
        self,
        nominative: str,
        payload: T,
        declension: str | None = None,
        *,
        head: int | None = None,
        plural: bool = False,
    ) -> None:
        """List a name.

        Args:
            nominative: of one word or more.
            payload: comes back with every match.
            declension: the head's code; None has it guessed, an empty string too.
            head: the number of the head word, as in `Phrase.parse`.
            plural: list the plural too; without it the name has only the number it is given in.

        Raises:
            ValueError: the nominative doesn't fit the declension.
        """
        phrase = Phrase.parse(nominative, head=head, declension=declension or None)
        forms: dict[str, set[tuple[Case, Number]]] = {}
        own = Number.PLURAL if phrase.declension.endswith("p") else Number.SINGULAR
        numbers = (own, Number.PLURAL) if plural and phrase.declension != "0" else (own,)
        for number in numbers:
            for case, variants in phrase.decline(number).items():
                if case is not Case.VOC:
                    for form in variants:
                        forms.setdefault(form, set()).add((case, number))
        which = len(self._names)
        self._names.append((nominative, payload))
        for form, cases in forms.items():
            node = self._root
            for word in self.split(form):
                node = node.next.setdefault(word.lower(), _Node())
            node.ends.append((form, which, frozenset(cases)))

    def lookup(self, text: str, *, fold: bool = False) -> tuple[IndexEntry[T], ...]:
        """The names that the whole text is a form of; `fold` accepts letters of any case."""
        words = self.split(text)
        match = self.longest_match(words, 0, fold=fold)
        return match.entries if match is not None and match.end == len(words) else ()

    def longest_match(
        self, words: Sequence[str], start: int, *, fold: bool = False
    ) -> FormMatch[T] | None:
        """The longest listed form that begins at words[start], or None.

        Args:
            words: the text's words and punctuation marks, as `split` gives them.
            start: where the form must begin.
            fold: accept letters of any case; without it they must be as listed, begin with a
                capital at will, or be capitals throughout.
        """
        node = self._root
        best: FormMatch[T] | None = None
        for at in range(start, len(words)):
            following = node.next.get(words[at].lower())
            if following is None:
                break
            node = following
            if node.ends:
                entries = self._entries(node, words[start : at + 1], fold)
                if entries:
                    best = FormMatch(start, at + 1, entries)
        return best

    def _entries(self, node: _Node, words: Sequence[str], fold: bool) -> tuple[IndexEntry[T], ...]:
        found = []
        for form, which, cases in node.ends:
            casing = _casing(words, self.split(form))
            if fold or casing is not Casing.FOLDED:
                nominative, payload = self._names[which]
                found.append(IndexEntry(nominative, payload, cases, form, casing))
        return tuple(found)


def _casing(words: Sequence[str], listed: Sequence[str]) -> Casing:
    first, *rest = words
    if rest == listed[1:] and first in (listed[0], listed[0][:1].upper() + listed[0][1:]):
        return Casing.EXACT
    if all(word == form.upper() for word, form in zip(words, listed, strict=True)):
        return Casing.UPPER
    return Casing.FOLDED
