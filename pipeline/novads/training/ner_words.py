"""The listed words that the model of named entities knows, in all their forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from pydantic import ConfigDict

from novads.language.inflection import forms
from novads.ruleset import Rule, RuleSet

__all__ = ["WordList", "listed_words"]

_PLACES: Final = (
    "countries",
    "foreign",
    "municipalities",
    "nature",
    "parishes",
    "regions",
    "towns",
    "villages",
)


class WordList(Rule):
    """A class of words, by their nominatives."""

    words: tuple[str, ...]


class _Row(Rule):
    model_config = ConfigDict(extra="ignore", frozen=True)

    declension: str | None = None


def listed_words(rules: RuleSet) -> dict[str, tuple[str, ...]]:
    """The classes of the rules' words, by lower-case form: 'rīgā' is of 'towns'.

    Raises:
        RuleFileError: if a rule file is missing or broken.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, words in _lists(rules):
        for word, declension in words:
            for form in _forms(word, declension):
                found[form.lower()].add(name)
    return {form: tuple(sorted(names)) for form, names in sorted(found.items())}


def _lists(rules: RuleSet) -> Iterator[tuple[str, Iterable[tuple[str, str | None]]]]:
    for name in _PLACES:
        rows = rules.csv(f"places/{name}.csv", _Row)
        yield name, [(row.id, row.declension) for row in rows if " " not in row.id]
        # of a name of several words each with a capital: "Ogres", "novads" is no name
        parts = [(row.id, row.declension) for row in rows if " " in row.id]
        yield (
            f"part-{name}",
            [(part, "0") for row in parts for part in row[0].split() if part[:1].isupper()],
        )
    for entry in rules.yaml("places/given_names.yaml", WordList):
        yield "given", [(word, None) for word in entry.words]
    rows = rules.csv("organisations/heads.csv", _Row)
    yield "head", [(row.id, row.declension) for row in rows]
    for entry in rules.yaml("entities/words.yaml", WordList):
        yield entry.id, [(word, "0" if entry.id == "speech" else None) for word in entry.words]


def _forms(word: str, declension: str | None) -> Iterable[str]:
    if " " in word:
        return ()
    try:
        return [*forms(word, declension)] or [word]
    except ValueError:
        return [word]
