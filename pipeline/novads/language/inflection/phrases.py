"""Names of several words: which word is the head, and which words agree with it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import regex

from novads.language.inflection.adjectives import adjective_readings, decline_adjective
from novads.language.inflection.cases import Case, Gender, Number, Paradigm
from novads.language.inflection.heads import Heads, default_heads, recase
from novads.language.inflection.lexicon import binding_adjectives
from novads.language.inflection.nouns import (
    decline,
    evenly_cased,
    gender_of,
    guess_declension,
    own_number,
)

__all__ = ["Phrase", "decline_phrase"]

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]++(?:[-‑’'.][\p{L}\p{M}\p{N}]++)*+")
_VERBATIM = regex.compile(
    r"„[^“”\"„]*+(?:[“”\"]|$)|“[^“”]*+(?:”|$)|\"[^\"]*+(?:\"|$)|«[^»]*+(?:»|$)|‘[^’]*+(?:’|$)"
    r"|\([^()]*+(?:\)|$)"
)
# a noun after one of these belongs to it, so the head stands before
_PREPOSITIONS = frozenset(
    (
        *("aiz", "ap", "apakš", "ar", "ārpus", "bez", "caur", "dēļ", "gar", "iekš", "kopš", "līdz"),
        *("no", "pa", "par", "pār", "pēc", "pie", "pirms", "pret", "priekš", "starp", "uz", "virs"),
        "zem",
    )
)
_DATIVE_ENDINGS = ("ai", "am", "ei", "im", "ij", "iem", "ām", "ēm", "īm")
_GENITIVE_ENDINGS: dict[tuple[Gender, Number], tuple[str, ...]] = {
    (Gender.MASCULINE, Number.SINGULAR): ("a", "us"),
    (Gender.FEMININE, Number.SINGULAR): ("as", "es", "ts", "ls"),
    (Gender.MASCULINE, Number.PLURAL): ("u",),
    (Gender.FEMININE, Number.PLURAL): ("u",),
}


@dataclass(frozen=True)
class Phrase:
    """A name in pieces: words (odd positions) and what stands between them (even positions).

    Words are runs of letters and digits, hyphens and dots inside included, numbered from 0; words
    in quotation marks or parentheses count too but never change. `head` is the number of the word
    that inflects, None if there is none; `agreeing` the numbers of the adjectives that inflect with
    it; `declension` the head's code.
    """

    pieces: tuple[str, ...]
    verbatim: frozenset[int] = frozenset()
    head: int | None = None
    agreeing: frozenset[int] = field(default_factory=frozenset)
    declension: str = "0"

    @classmethod
    def split(cls, text: str) -> Phrase:
        """The pieces alone, with neither head nor agreement worked out."""
        quoted = [match.span() for match in _VERBATIM.finditer(text)]
        pieces: list[str] = []
        verbatim = set()
        at = 0
        for match in _WORD.finditer(text):
            start, end = match.span()
            if any(s <= start < e for s, e in quoted):
                verbatim.add(len(pieces) // 2)
            pieces += [text[at:start], match.group()]
            at = end
        return cls((*pieces, text[at:]), frozenset(verbatim))

    @classmethod
    def parse(
        cls,
        nominative: str,
        *,
        head: int | None = None,
        declension: str | None = None,
        heads: Heads | None = None,
    ) -> Phrase:
        """The phrase that a nominative is.

        Args:
            nominative: the name as it is listed.
            head: the number of the head word. By default the last word before a quoted name or a
                preposition, unless a known head noun in the nominative stands before it ("fonds
                lauku attīstībai").
            declension: the head's code; by default as its head noun has it, else a guess.
            heads: known head nouns; by default the shipped ones.

        Raises:
            ValueError: there is no word of that number.
        """
        phrase = cls.split(nominative)
        words = phrase.words
        if head is not None and not 0 <= head < len(words):
            raise ValueError(f"{nominative!r} has no word number {head}")
        known = heads or default_heads()
        number = phrase._default_head(known) if head is None else head
        if number is None:
            return phrase
        word = words[number].rpartition("-")[2]
        code, gender = declension, None
        if code is None and not evenly_cased(word):
            code = "0"
        if code is None:
            reading = next((r for r in known.readings(word) if r.case is Case.NOM), None)
            if reading is not None and reading.nominative == word.lower():
                code, gender = reading.declension, reading.gender
                if reading.number is Number.PLURAL and not code.endswith("p"):
                    code = "1p" if code == "3" else code + "p"
            else:
                code = guess_declension(word)
        gender = gender or gender_of(word, code)
        found = replace(phrase, head=number, declension=code)
        agreeing = found.agreeing_with(gender, Case.NOM, own_number(code, word))
        return replace(found, agreeing=agreeing)

    @property
    def words(self) -> tuple[str, ...]:
        """The words, quoted ones included."""
        return self.pieces[1::2]

    @property
    def text(self) -> str:
        """The phrase as it was given."""
        return "".join(self.pieces)

    def candidates(self) -> tuple[int, ...]:
        """The numbers of the words that can be the head, best last.

        Those before the first quoted name and the first preposition; where there are none, those
        after the quoted name.
        """
        before: list[int] = []
        after: list[int] = []
        for number, word in enumerate(self.words):
            if number in self.verbatim:
                continue
            if word.lower() in _PREPOSITIONS and before:
                break
            if self._years_begin(number) and before:
                break
            is_before = not self.verbatim or number < min(self.verbatim)
            (before if is_before else after).append(number)
        return tuple(before or after)

    def _years_begin(self, number: int) -> bool:
        """Whether only a year or years follow: "2014.–2020. gadam"."""
        rest = [word.lower() for word in self.words[number:]]
        return (
            rest[0][:1].isdigit()
            and all(word[:1].isdigit() or word.startswith("gad") for word in rest)
            and len(rest) > 1
        )

    def _default_head(self, heads: Heads) -> int | None:
        candidates = list(self.candidates())
        if not candidates:
            return None
        oblique: tuple[str, ...] = _DATIVE_ENDINGS
        while len(candidates) > 1 and self.words[candidates[-1]].lower().endswith(oblique):
            candidates.pop()  # no nominative: "fonds lauku attīstībai", with what goes before it
            oblique = (*_DATIVE_ENDINGS, "u", "as", "es")
        last = candidates[-1]
        if heads.is_nominative(self.words[last]):
            return last
        known = [n for n in candidates[:-1] if heads.is_nominative(self.words[n])]
        return known[-1] if known else last

    def agreeing_with(self, gender: Gender, case: Case, number: Number) -> frozenset[int]:
        """The numbers of the words before the head that agree with it in this form."""
        if self.head is None:
            return frozenset()
        found: set[int] = set()
        for index in range(self.head - 1, -1, -1):
            if index in self.verbatim:
                continue
            readings = adjective_readings(self.words[index].lower(), gender)
            for stem, definite, *form in readings:
                if (*form,) == (case, number) and self._binds(index, stem, definite, found):
                    found.add(index)
        return frozenset(found)

    def _binds(self, index: int, stem: str, definite: bool, agreeing: set[int]) -> bool:
        assert self.head is not None
        words = self.words
        between = [i for i in range(index + 1, self.head) if i not in agreeing]
        if all(words[i].lower() in {"un", "vai"} for i in between):
            return True
        if not definite:
            return False
        word = words[index].lower()
        for (gender, number), endings in _GENITIVE_ENDINGS.items():
            is_genitive = any(
                reading[2:] == (Case.GEN, number) for reading in adjective_readings(word, gender)
            )
            partners = [i for i in between if words[i].lower().endswith(endings)]
            if is_genitive and partners:
                # as a rule it goes with that genitive: "reģionālās attīstības ministrija"
                is_proper = partners[0] == index + 1 and words[index + 1].istitle()
                return words[index][0].isupper() and stem in binding_adjectives() and not is_proper
        return True

    def with_words(self, changes: dict[int, str]) -> str:
        """The text with some words, by number, put in place of what stands there."""
        pieces = list(self.pieces)
        for number, word in changes.items():
            pieces[2 * number + 1] = word
        return "".join(pieces)

    def decline(self, number: Number | None = None) -> Paradigm:
        """The forms of the phrase in one number, by default its own.

        Raises:
            ValueError: as in `novads.language.inflection.decline`.
        """
        if self.head is None:
            return dict.fromkeys(Case, (self.text,))
        words = self.words
        first, hyphen, last = words[self.head].rpartition("-")
        head = decline(last, self.declension, number=number)
        adjectives = {
            index: decline_adjective(words[index].lower(), number=number) for index in self.agreeing
        }
        paradigm: Paradigm = {}
        for case, variants in head.items():
            agreeing = {
                index: recase(forms[case][0], words[index]) for index, forms in adjectives.items()
            }
            paradigm[case] = tuple(
                self.with_words({**agreeing, self.head: first + hyphen + form}) for form in variants
            )
        return paradigm


def decline_phrase(
    nominative: str,
    *,
    head: int | None = None,
    declension: str | None = None,
    number: Number | None = None,
) -> Paradigm:
    """The forms of a name of one or more words: `Phrase.parse(...).decline(number)`.

    The head and the adjectives that agree with it inflect; genitives before the head, what follows
    it, and quoted names stay as they are.

    Raises:
        ValueError: there is no word number `head`, or the head isn't a nominative of `declension`.
    """
    return Phrase.parse(nominative, head=head, declension=declension).decline(number)
