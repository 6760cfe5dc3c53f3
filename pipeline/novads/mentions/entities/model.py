"""The files of a trained model: weights, listed words, settings."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from novads.errors import ModelError
from novads.language.morphology.tagger import Tagger
from novads.mentions.entities.calibration import Calibration
from novads.mentions.entities.crf import Crf
from novads.mentions.entities.features import Words
from novads.mentions.entities.reading import Reader
from novads.resources import models_dir

__all__ = ["Model"]

_WORDS: Final = "words.tsv"
_SETTINGS: Final = "settings.json"


@dataclass(frozen=True, slots=True)
class Model:
    """A trained model of named entities.

    Args:
        reader: gives tokens the scores of their labels.
        kinds: what the model's labels are called here ('GPE': 'PLACE'); others are left out.
        calibrations: how often a span of a kind is right, by the model's own probability.
        reliability: how the calibrated confidences did on dev, by kind: mean confidence of a
            group, how many of it are right, how many there are.
    """

    reader: Reader
    kinds: Mapping[str, str]
    calibrations: Mapping[str, Calibration] = field(default_factory=dict)
    reliability: Mapping[str, Sequence[tuple[float, int, int]]] = field(default_factory=dict)

    @classmethod
    def read(cls, directory: Path | None = None) -> Model:
        """The model of a directory; None is the shipped one, `models/ner`.

        Raises:
            ModelError: if a file is missing or broken.
        """
        path = directory or models_dir() / "ner"
        crf = Crf.read(path)
        try:
            words = _words((path / _WORDS).read_text(encoding="utf-8"))
            settings = json.loads((path / _SETTINGS).read_text(encoding="utf-8"))
            tagger = Tagger.load() if settings["morphology"] else None
            calibrations = {
                kind: Calibration(tuple(corners["given"]), tuple(corners["true"]))
                for kind, corners in settings["calibration"].items()
            }
            return cls(Reader(crf, words, tagger), dict(settings["kinds"]), calibrations)
        except (OSError, KeyError, TypeError, ValueError) as error:
            raise ModelError(f"{path}: the model can't be read ({error!r})") from error

    def write(self, directory: Path) -> None:
        """Write the model's files into a directory, which is made if it isn't there."""
        self.reader.crf.write(directory)
        lines = (f"{form}\t{' '.join(names)}\n" for form, names in sorted(self._listed()))
        (directory / _WORDS).write_text("".join(lines), encoding="utf-8")
        settings = {
            "kinds": dict(self.kinds),
            "morphology": self.reader.tagger is not None,
            "calibration": {
                kind: {"given": corners.given, "true": corners.true}
                for kind, corners in self.calibrations.items()
            },
            "reliability": {kind: list(bins) for kind, bins in self.reliability.items()},
        }
        (directory / _SETTINGS).write_text(
            json.dumps(settings, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )

    def _listed(self) -> list[tuple[str, tuple[str, ...]]]:
        return [(form, tuple(names)) for form, names in self.reader.words.items()]


def _words(text: str) -> Words:
    found = {}
    for line in text.splitlines():
        form, _, names = line.partition("\t")
        found[form] = tuple(names.split(" "))
    return found
