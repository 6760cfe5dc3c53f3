"""Tags and lemmas for sentences of words, from the shipped weights or others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from novads.errors import ModelError
from novads.language.morphology.features import features
from novads.language.morphology.lemmas import Lemmatizer
from novads.language.morphology.lexicon import Lexicon
from novads.language.morphology.network import Floats, Network
from novads.resources import models_dir

__all__ = ["Analysis", "Tagger"]

_REMEMBERED: Final = 20_000  # forms and lemmas


class Analysis(NamedTuple):
    """A word's tag ('NOUN Case=Nom|...'; see `novads.language.morphology.tags`) and lemma."""

    tag: str
    lemma: str


class Tagger:
    """Chooses the tags and lemmas of words by their sentence.

    What was found out about a form is remembered, up to 20 000 forms, so that the same words cost
    less the next time; the outcome doesn't depend on it.

    Args:
        lexicon: seen forms, endings, lemma rules and the tags.
        vocabulary: the features that the network has embeddings of, in the order of its rows.
        network: what chooses the tags.
    """

    def __init__(self, lexicon: Lexicon, vocabulary: Sequence[str], network: Network) -> None:
        self.lexicon = lexicon
        self.network = network
        self._lemmatizer = Lemmatizer(lexicon)
        self._rows = {name: row for row, name in enumerate(vocabulary)}
        self._vectors: dict[str, Floats] = {}
        self._lemmas: dict[tuple[str, int], Analysis] = {}

    @classmethod
    def load(cls, directory: Path | None = None) -> Tagger:
        """The tagger of a directory; None is the shipped one, `models/morphology`.

        Raises:
            ModelError: if a file is missing or broken.
        """
        path = directory or models_dir() / "morphology"
        try:
            return cls(
                Lexicon.read(path),
                (path / "features.txt").read_text(encoding="utf-8").split("\n")[:-1],
                Network.read(path / "network.npz"),
            )
        except FileNotFoundError as error:
            raise ModelError(
                f"{path}: no morphology model there (no {Path(error.filename).name}); "
                "`python -m novads.training morphology` makes one"
            ) from error
        except (OSError, KeyError, TypeError, ValueError) as error:
            raise ModelError(f"{path}: the morphology model can't be read ({error!r})") from error

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[Analysis]]:
        """The analyses of the sentences' words, which are given as they are written.

        A sentence's outcome depends on nothing outside it.
        """
        forms: dict[str, int] = {}
        words = [forms.setdefault(form, len(forms)) for s in sentences for form in s]
        if not words:
            return [[] for _ in sentences]
        vectors = self._vectors_of(list(forms))
        lengths = [len(sentence) for sentence in sentences if sentence]
        chosen = self.network.choose(vectors, np.asarray(words, dtype=np.intp), lengths).tolist()
        found: list[list[Analysis]] = []
        at = 0
        for sentence in sentences:
            tags = chosen[at : at + len(sentence)]
            found.append([self._analysis(f, tag) for f, tag in zip(sentence, tags, strict=True)])
            at += len(sentence)
        return found

    def _vectors_of(self, forms: list[str]) -> Floats:
        known = self._vectors
        unknown = [form for form in forms if form not in known]
        if unknown:
            known = dict(zip(unknown, self._embed(unknown), strict=True))
            if len(self._vectors) + len(known) > _REMEMBERED:
                known |= {form: self._vectors[form] for form in forms if form in self._vectors}
                self._vectors = known
            else:
                self._vectors.update(known)
                known = self._vectors
        return np.stack([known[form] for form in forms])

    def _embed(self, forms: list[str]) -> Floats:
        rows: list[int] = []
        weights: list[float] = []
        starts: list[int] = []
        known = self._rows
        for form in forms:
            starts.append(len(rows))
            for name, weight in features(form, self.lexicon):
                row = known.get(name)
                if row is not None:
                    rows.append(row)
                    weights.append(weight)
        return self.network.vectors(rows, weights, starts)

    def _analysis(self, form: str, number: int) -> Analysis:
        key = (form, number)
        analysis = self._lemmas.get(key)
        if analysis is None:
            tag = self.lexicon.tags[number]
            analysis = Analysis(tag, self._lemmatizer.lemma(form, tag))
            if len(self._lemmas) >= _REMEMBERED:
                self._lemmas.clear()
            self._lemmas[key] = analysis
        return analysis
