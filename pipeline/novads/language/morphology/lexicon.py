"""What is known of words: the forms seen in training, and the forms of lemmas seen in training.

A lexicon stands in two files. `lexicon.tsv` has a line for each form, in lower case, with the tags
that it was seen with, how often, and the rule that makes its lemma. `rules.json` has the tags, the
lemma rules, and the endings: which tags a form has that ends so, if its lemma is known.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from novads.language.morphology.tags import lemma_kind, split_tag

__all__ = ["LONGEST_ENDING", "Ending", "LemmaRule", "Lexicon", "Reading", "Seen", "alike"]

LONGEST_ENDING: Final = 7
"""Letters in the longest ending that is looked up."""

_VERB: Final = "VERB"
_REMEMBERED: Final = 20_000  # forms whose readings are kept
_STEM: Final = 2  # letters of the shortest stem that is looked up
_NEGATION: Final = "ne"
_SHORTEST: Final = 5  # letters of the shortest form that may be a negated one
_PREFIXES: Final = ("aiz", "ap", "at", "ie", "iz", "no", "pa", "pār", "pie", "sa", "uz")
_BEFORE_ROOTS: Final = tuple(
    (negation + prefix, negation, prefix) for prefix in _PREFIXES for negation in ("", _NEGATION)
)
"""What a verb may begin with: the negation and the prefix, and each of them."""
_BEGINNINGS: Final = frozenset(before[:_STEM] for before, _, _ in _BEFORE_ROOTS)
_ROOT: Final = 4  # letters of the shortest verb that a prefix may stand before


def alike(one: str, other: str) -> int:
    """How many letters two words share from their beginning."""
    size = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        size += 1
    return size


class LemmaRule(NamedTuple):
    """How a lemma is made of a form: without `prefix`, its last `cut` letters replaced by `add`.

    The form's capital letters stay where `keep` is true.
    """

    keep: bool
    prefix: str
    cut: int
    add: str

    def apply(self, form: str) -> str | None:
        """The lemma, or None where the rule doesn't fit the form."""
        word = form if self.keep else form.lower()
        if not word.startswith(self.prefix) or len(word) < len(self.prefix) + self.cut:
            return None
        return word[len(self.prefix) : len(word) - self.cut] + self.add or None


# plain tuples of what holds no references: there are many, and the garbage collector skips these

Seen = tuple[int, int, int]
"""A form seen in training: the tag's number, how often, and the lemma rule's number."""

Reading = tuple[int, str, int]
"""A reading of a form by a known lemma: the tag's number, the lemma in lower case, and its weight.

The weight is how many lemmas have such a form with the tag.
"""


class Ending(NamedTuple):
    """What an ending says: the lemma has `add` in its place and is of `kind`.

    `negated` says that the form begins with 'ne', and the lemma doesn't. `tags` are the tags'
    numbers, each with the number of lemmas that it was seen with.
    """

    add: str
    kind: str
    negated: bool
    tags: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class _Known:
    """Lemmas by their kind, and all that one begins with, from two letters to the whole."""

    by_kind: dict[str, set[str]] = field(default_factory=dict)
    stems: set[str] = field(default_factory=set)

    def add(self, lemma: str, kind: str) -> None:
        self.by_kind.setdefault(kind, set()).add(lemma)
        # the longest first: where one is there, so are those that are shorter
        for size in range(len(lemma), _STEM - 1, -1):
            if lemma[:size] in self.stems:
                break
            self.stems.add(lemma[:size])

    def has(self, lemma: str, kind: str) -> bool:
        return lemma in self.by_kind.get(kind, ())


@dataclass(slots=True)
class Lexicon:
    """Seen forms, endings and lemma rules; see the module's docstring.

    `parts` are the parts of speech of the tags.
    """

    tags: list[str]
    rules: list[LemmaRule]
    forms: dict[str, tuple[Seen, ...]]
    endings: dict[str, tuple[Ending, ...]]
    parts: list[str] = field(init=False, repr=False)
    _lemmas: _Known = field(init=False, repr=False, compare=False)
    _roots: _Known = field(init=False, repr=False, compare=False)
    _readings: dict[str, tuple[list[Reading], bool]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.parts = [split_tag(tag)[0] for tag in self.tags]
        kinds = [lemma_kind(tag) for tag in self.tags]
        self._lemmas = _Known()
        for form, seen in self.forms.items():
            for tag, _, rule in seen:
                if lemma := self.rules[rule].apply(form):
                    self._lemmas.add(lemma.lower(), kinds[tag])
        self._roots = _Known()
        for lemma in self._lemmas.by_kind.get(_VERB, ()):
            self._roots.add(lemma, _VERB)
            for prefix in _PREFIXES:
                if lemma.startswith(prefix) and len(lemma) >= len(prefix) + _ROOT:
                    self._roots.add(lemma[len(prefix) :], _VERB)
        self._readings = {}

    def readings(self, form: str) -> tuple[list[Reading], bool]:
        """The readings of a form by its ending and a known lemma.

        A verb with an unknown prefix is read by its root where there are no other readings.

        Returns:
            The readings, and whether they are by a verb's root alone.
        """
        word = form.lower()
        known = self._readings.get(word)
        if known is None:
            found = self._read(word, "", self._lemmas)
            known = (found, False) if found else (self._read_root(word), True)
            if len(self._readings) >= _REMEMBERED:
                self._readings.clear()
            self._readings[word] = known
        return known

    def _read_root(self, word: str) -> list[Reading]:
        found: list[Reading] = []
        if word[:_STEM] in _BEGINNINGS:
            for before, negation, prefix in _BEFORE_ROOTS:
                if word.startswith(before):
                    found += self._read(negation + word[len(before) :], prefix, self._roots)
        return found

    def _read(self, word: str, prefix: str, known: _Known) -> list[Reading]:
        """The readings of a word whose lemma is a known one behind the prefix."""
        found: list[Reading] = []
        self._read_as(word, prefix, known, False, found)
        if word.startswith(_NEGATION) and len(word) >= _SHORTEST:
            self._read_as(word[len(_NEGATION) :], prefix, known, True, found)
        return found

    def _read_as(
        self, word: str, prefix: str, known: _Known, negated: bool, found: list[Reading]
    ) -> None:
        by_kind, nothing = known.by_kind, set[str]()
        for at in range(max(_STEM, len(word) - LONGEST_ENDING), len(word) + 1):
            stem = word[:at]
            if stem not in known.stems:  # nor is a longer one
                return
            for add, kind, is_negated, tags in self.endings.get(word[at:], ()):
                if is_negated == negated and stem + add in by_kind.get(kind, nothing):
                    for tag, weight in tags:
                        found.append((tag, prefix + stem + add, weight))

    def knows(self, lemma: str, kind: str) -> bool:
        """Whether the lemma is known, or is a verb with a known root."""
        lemma = lemma.lower()
        return self._lemmas.has(lemma, kind) or (
            kind == _VERB
            and any(
                lemma.startswith(prefix) and self._roots.has(lemma[len(prefix) :], kind)
                for prefix in _PREFIXES
            )
        )

    def write(self, directory: Path) -> None:
        """Write `lexicon.tsv` and `rules.json`."""
        with (directory / "lexicon.tsv").open("w", encoding="utf-8", newline="\n") as file:
            for form, seen in sorted(self.forms.items()):
                file.write(form + "\t" + " ".join(":".join(map(str, s)) for s in seen) + "\n")
        values = {
            "tags": self.tags,
            "rules": self.rules,
            "endings": {e: [list(x) for x in found] for e, found in sorted(self.endings.items())},
        }
        text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
        (directory / "rules.json").write_text(text + "\n", encoding="utf-8")

    @classmethod
    def read(cls, directory: Path) -> Lexicon:
        """The lexicon that `write` wrote.

        Raises:
            OSError: if a file isn't there.
            ValueError: if a file is broken.
        """
        values = json.loads((directory / "rules.json").read_text(encoding="utf-8"))
        forms: dict[str, tuple[Seen, ...]] = {}
        for line in (directory / "lexicon.tsv").read_text(encoding="utf-8").splitlines():
            form, _, seen = line.partition("\t")
            forms[form] = tuple(_seen(part) for part in seen.split(" "))
        return cls(
            tags=values["tags"],
            rules=[LemmaRule(*rule) for rule in values["rules"]],
            forms=forms,
            endings={
                ending: tuple(
                    Ending(add, kind, negated, tuple((t, n) for t, n in tags))
                    for add, kind, negated, tags in found
                )
                for ending, found in values["endings"].items()
            },
        )


def _seen(part: str) -> Seen:
    tag, times, rule = part.split(":")
    return int(tag), int(times), int(rule)
