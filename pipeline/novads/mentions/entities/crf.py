"""A linear-chain conditional random field that reads its weights, in numpy.

Training is elsewhere (`novads.training`): what is shipped are the weights of named attributes, and
decoding needs nothing but numpy. The best labels come from Viterbi's algorithm, how sure each is
from the forward-backward algorithm.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from novads.errors import ModelError

__all__ = ["Crf", "Floats"]

Floats = npt.NDArray[np.float32]

_FILES: Final = ("attributes.txt", "weights.npz")


class Crf:
    """Labels for sequences of attributes.

    Args:
        labels: the labels, in the order of the columns.
        attributes: the attributes that have weights, in the order of the rows.
        emissions: the weight of each label for each attribute.
        transitions: the weight of each label (column) after each other (row).

    Raises:
        ValueError: if the sizes don't fit.
    """

    def __init__(
        self,
        labels: Sequence[str],
        attributes: Sequence[str],
        emissions: npt.NDArray[np.floating],
        transitions: npt.NDArray[np.floating],
    ) -> None:
        if emissions.shape != (len(attributes), len(labels)):
            raise ValueError(f"{emissions.shape} weights for {len(attributes)} attributes")
        if transitions.shape != (len(labels), len(labels)):
            raise ValueError(f"{transitions.shape} weights for {len(labels)} labels")
        self.labels = tuple(labels)
        self._columns = {label: column for column, label in enumerate(labels)}
        self.rows = {name: row for row, name in enumerate(attributes)}
        self.emissions = emissions.astype(np.float32)
        self.transitions = transitions.astype(np.float32)

    @classmethod
    def read(cls, directory: Path) -> Crf:
        """The model of a directory.

        Raises:
            ModelError: if a file is missing or broken.
        """
        try:
            names = (directory / _FILES[0]).read_text(encoding="utf-8").split("\n")[:-1]
            with np.load(directory / _FILES[1], allow_pickle=False) as arrays:
                labels = [str(label) for label in arrays["labels"]]
                weights = np.zeros((len(names), len(labels)), dtype=np.float32)
                weights[arrays["row"].cumsum(), arrays["column"]] = (
                    arrays["weight"].astype(np.float32) * arrays["scale"]
                )
                return cls(labels, names, weights, arrays["transitions"])
        except FileNotFoundError as error:
            raise ModelError(
                f"{directory}: no model of named entities there (no "
                f"{Path(error.filename).name}); `python -m novads.training ner` makes one"
            ) from error
        except (OSError, KeyError, IndexError, TypeError, ValueError) as error:
            raise ModelError(f"{directory}: the model can't be read ({error!r})") from error

    def write(self, directory: Path) -> None:
        """Write the model: weights that aren't nought, in steps of 1/1024 of the greatest."""
        scale = max(float(np.abs(self.emissions).max(initial=0.0)) / 1024, 1e-6)
        steps = np.rint(self.emissions / scale).astype(np.int16)
        kept = np.flatnonzero(steps.any(axis=1))
        names = list(self.rows)
        order = sorted(kept.tolist(), key=names.__getitem__)
        row, column = np.nonzero(steps[order])
        directory.mkdir(parents=True, exist_ok=True)
        (directory / _FILES[0]).write_text(
            "".join(f"{names[at]}\n" for at in order), encoding="utf-8"
        )
        np.savez_compressed(
            directory / _FILES[1],
            labels=np.array(self.labels),
            row=np.diff(row, prepend=0).astype(np.int32),
            column=column.astype(np.uint8),
            weight=steps[order][row, column],
            scale=np.float32(scale),
            transitions=self.transitions,
        )

    def sum_of(self, attributes: Iterable[str]) -> Floats:
        """The labels' scores by these attributes alone; those without weights count nothing."""
        rows = self.rows
        known = [rows[name] for name in attributes if name in rows]
        if not known:
            return np.zeros(len(self.labels), dtype=np.float32)
        total: Floats = self.emissions[known].sum(axis=0)
        return total

    def best(self, scores: Floats) -> list[int]:
        """The best sequence of labels, by number, for tokens × labels scores."""
        if not len(scores):
            return []
        back = np.empty(scores.shape, dtype=np.intp)
        so_far = scores[0]
        for at in range(1, len(scores)):
            ways = so_far[:, None] + self.transitions
            back[at] = ways.argmax(axis=0)
            so_far = ways.max(axis=0) + scores[at]
        chosen = [int(so_far.argmax())]
        for at in range(len(scores) - 1, 0, -1):
            chosen.append(int(back[at, chosen[-1]]))
        return chosen[::-1]

    def probabilities(self, scores: Floats, spans: Iterable[tuple[int, int, str]]) -> list[float]:
        """How probable it is that each span is named just so, whatever the rest is.

        Args:
            scores: tokens × labels.
            spans: first token, the token after the last, label without B- and I-.
        """
        moves = self.transitions
        forward, backward = np.empty_like(scores), np.zeros_like(scores)
        forward[0] = scores[0]
        for at in range(1, len(scores)):
            forward[at] = _log_sum(forward[at - 1][:, None] + moves, 0) + scores[at]
        for at in range(len(scores) - 2, -1, -1):
            backward[at] = _log_sum(moves + scores[at + 1] + backward[at + 1], 1)
        total = _log_sum(forward[-1], 0)
        found = []
        for first, last, label in spans:
            begun, inner = (self._columns.get(f"{part}-{label}") for part in "BI")
            way = [at for at in (begun, *[inner] * (last - first - 1)) if at is not None]
            if len(way) < last - first:  # no such label was ever seen
                found.append(0.0)
                continue
            log = forward[first, way[0]]
            for at in range(first + 1, last):
                log += moves[way[at - first - 1], way[at - first]] + scores[at, way[at - first]]
            if last < len(scores):  # and it doesn't go on
                behind = moves[way[-1]] + scores[last] + backward[last]
                log += _log_sum(behind if inner is None else np.delete(behind, inner), 0)
            found.append(min(1.0, float(np.exp(log - total))))
        return found


def _log_sum(values: Floats, axis: int) -> Floats:
    greatest = values.max(axis=axis, keepdims=True)
    total: Floats = np.log(np.exp(values - greatest).sum(axis=axis)) + greatest.squeeze(axis)
    return total
