"""Finding listed names by any of their forms, also without the length marks.

Programmes and organisations are listed in the same way, and found in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

import regex

from novads.language.inflection import Case, decline_phrase, default_heads
from novads.mentions.quotes import straight_quotes
from novads.ruleset import Rule

__all__ = ["Hit", "Lexicon", "ListedRule", "Word", "fold", "recase", "split_words"]

_WORD: Final = regex.compile(r"[\p{L}\p{N}]++|[^\s\p{L}\p{N}]")
_FOLD: Final = str.maketrans("āčēģīķļņōŗšūž–—‑“”„«»", 'acegiklnorsuz---"""""')
_MIN_ELIDED: Final = 3  # words of a fund's name, below which "Kohēzijas un …" would match too much


class ListedRule(Rule):
    """What a row of a list of names holds: see `rules/programmes/programmes.csv`."""

    name: str
    name_en: str = ""
    names: tuple[str, ...] = ()
    misspelled: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    kind: str
    quoted: bool = False


class Word(NamedTuple):
    """A word or punctuation mark: half-open code-point offsets, and its folded form."""

    start: int
    end: int
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A listed name in the text: words[first:last] (half-open), its id and nominative.

    A brand is a name that doesn't inflect (URBACT III): the word programma may follow it.
    """

    first: int
    last: int
    id: str
    value: str
    is_abbreviation: bool
    is_brand: bool
    needs_context: bool
    needs_quotes: bool
    is_elided: bool


@dataclass(frozen=True, slots=True)
class _End:
    id: str
    nominative: tuple[str, ...]
    exact: tuple[str, ...] | None = None
    corrected: str | None = None
    needs_context: bool = False
    needs_quotes: bool = False
    is_elided: bool = False
    is_brand: bool = False


class _Node:
    __slots__ = ("ends", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.ends: list[_End] = []


def fold(text: str) -> str:
    """Small letters without diacritics, dashes and quotes of one kind; the length is kept."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a letter whose small form is longer, such as İ
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered.translate(_FOLD)


@lru_cache(maxsize=4)  # programmes and organisations split the same article one after the other
def split_words(text: str, start: int, end: int) -> tuple[Word, ...]:
    """The words and punctuation marks of `text[start:end]`."""
    folded = fold(text[start:end])
    return tuple(
        Word(m.start(), m.end(), m.group(), folded[m.start() - start : m.end() - start])
        for m in _WORD.finditer(text, start, end)
    )


def recase(word: str, like: str) -> str:
    """The word with capitals as `like` has them: all, the first, none, or as it is."""
    if like.isupper() and len(like) > 1:
        return word.upper()
    if like.islower():
        return word.lower()
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


class Lexicon:
    """Listed names, by their forms.

    Args:
        rows: of `rules/programmes/programmes.csv` or a list like it.
    """

    def __init__(self, rows: Iterable[ListedRule]) -> None:
        self._root = _Node()
        for row in rows:
            for name in (row.name, *row.names):
                self._add_name(row, name)
            for name in row.misspelled:
                self._add_name(row, name, corrected=row.name)
            for abbreviation in row.abbreviations:
                self._add_abbreviation(row, abbreviation, needs_context=False)
            for abbreviation in row.context:
                self._add_abbreviation(row, abbreviation, needs_context=True)

    def _add(self, keys: Sequence[str], end: _End) -> None:
        node = self._root
        for key in keys:
            node = node.next.setdefault(key, _Node())
        if end not in node.ends:
            node.ends.append(end)

    def _add_abbreviation(self, row: ListedRule, name: str, *, needs_context: bool) -> None:
        words = split_words(name, 0, len(name))
        exact = tuple(w.text for w in words)
        self._add(
            [w.key for w in words], _End(row.id, exact, exact, None, needs_context, is_brand=True)
        )

    def _add_name(self, row: ListedRule, name: str, corrected: str | None = None) -> None:
        words = split_words(name, 0, len(name))
        if name in row.abbreviations or name in row.context:
            return
        nominative = tuple(w.text for w in words)
        is_brand = not _is_latvian(row, name)
        forms = {name: Case.NOM}
        if not row.quoted and not is_brand:
            for case, variants in decline_phrase(name).items():
                forms.update(dict.fromkeys(variants, case))
        for form in forms:
            pieces = split_words(form, 0, len(form))
            exact = tuple(w.text for w in pieces) if len(pieces) == 1 else None
            end = _End(
                row.id,
                nominative,
                exact,
                corrected,
                needs_quotes=row.quoted,
                is_brand=is_brand,
            )
            self._add([w.key for w in pieces], end)
        if row.kind == "fund" and len(words) >= _MIN_ELIDED and words[-1].key == "fonds":
            for form, case in forms.items():
                if case is Case.GEN:
                    keys = [w.key for w in split_words(form, 0, len(form))][:-1]
                    self._add(keys, _End(row.id, nominative, corrected=corrected, is_elided=True))

    def find(self, words: Sequence[Word]) -> Iterator[Hit]:
        """The longest name at each place, left to right, none inside another."""
        at = 0
        begins = self._root.next
        while at < len(words):
            hit = self._longest(words, at) if words[at].key in begins else None
            if hit is None:
                at += 1
                continue
            yield hit
            at = hit.last

    def _longest(self, words: Sequence[Word], first: int) -> Hit | None:
        node: _Node | None = self._root
        best: Hit | None = None
        at = first
        while at < len(words) and (node := node.next.get(words[at].key) if node else None):
            at += 1
            surface = [w.text for w in words[first:at]]
            for end in node.ends:
                if end.exact is not None and not _same_letters(surface, end.exact):
                    continue
                best = Hit(
                    first,
                    at,
                    end.id,
                    _value(words[first:at], end),
                    end.exact is not None and end.exact == end.nominative,
                    end.is_brand,
                    end.needs_context,
                    end.needs_quotes,
                    end.is_elided,
                )
                break
        return best


def _is_latvian(row: ListedRule, name: str) -> bool:
    """Whether a name inflects: foreign ones and codes stand as they are in every case."""
    if not name.isascii() or name == row.name != row.name_en:
        return True
    heads = default_heads()
    return any(heads.is_nominative(w.text) for w in split_words(name, 0, len(name)))


def _same_letters(surface: Sequence[str], exact: Sequence[str]) -> bool:
    return all(s == e or not s.isalnum() for s, e in zip(surface, exact, strict=True))


def _value(words: Sequence[Word], end: _End) -> str:
    if end.corrected is not None:
        return end.corrected
    text = ""
    for index, (word, nominative) in enumerate(zip(words, end.nominative, strict=False)):
        gap = " " if index and word.start > words[index - 1].end else ""
        same = word.text.lower() == nominative.lower() or not word.text.isalnum()
        text += gap + (word.text if same else recase(nominative, word.text))
    missing = end.nominative[len(words) :]  # the head that a shared one stands for
    return straight_quotes(" ".join((text, *missing)))
