"""The network that chooses tags: summed embeddings, a bidirectional LSTM, a layer over the tags.

It runs on NumPy, but for the matrix products, which PyTorch does on one thread: NumPy's take all
cores, and where each core has a worker process of its own, they'd wait for each other. Weights
stand in one `.npz` file without pickles: embeddings as 8-bit integers with a scale for each row,
the rest in half precision.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray

__all__ = ["Network", "pack", "unpack"]

Floats = NDArray[np.float32]

_EMBEDDING: Final = "embedding"
_SCALE: Final = "scale"
_LEVELS: Final = 127
_SENTENCES: Final = 256  # run at once


def pack(weights: Mapping[str, Floats]) -> dict[str, NDArray[Any]]:
    """The weights in the precision that they are stored with."""
    packed: dict[str, NDArray[Any]] = {}
    for name, values in weights.items():
        if name == _EMBEDDING:
            scale = np.maximum(np.abs(values).max(axis=1), 1e-8) / _LEVELS
            packed[_SCALE] = scale.astype(np.float32)
            packed[name] = np.round(values / scale[:, None]).astype(np.int8)
        else:
            packed[name] = values.astype(np.float16)
    return packed


def unpack(packed: Mapping[str, NDArray[Any]]) -> dict[str, Floats]:
    """The weights in single precision, as near as what `pack` kept of them."""
    weights = {name: values.astype(np.float32) for name, values in packed.items()}
    weights[_EMBEDDING] *= weights.pop(_SCALE)[:, None]
    return weights


def _product(a: Floats, b: torch.Tensor) -> Floats:
    """The matrix product, or that of two stacks of matrices."""
    product: Floats = torch.matmul(torch.from_numpy(a), b).numpy()
    return product


@contextlib.contextmanager
def _one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with torch.inference_mode():
            yield
    finally:
        torch.set_num_threads(threads)


class Network:
    """Scores the tags of words in sentences.

    Args:
        packed: `embedding` (features x width, 8-bit) and its `scale` (features); of the LSTM
            `input` (width x 8 hidden: four gates of the forward direction, then of the backward
            one), `recurrent` (2 x hidden x 4 hidden) and `gates` (8 hidden, the bias), in the
            order input, forget, output gate, cell; `hidden` (2 hidden + width x inner) with
            `hidden_bias`; `output` (inner x tags) with `output_bias`.

    Raises:
        KeyError: if a weight is missing.

    """

    def __init__(self, packed: Mapping[str, NDArray[Any]]) -> None:
        weights = unpack(packed)
        self._embedding = torch.from_numpy(weights[_EMBEDDING])
        self.size: int = weights["recurrent"].shape[1]
        # sigmoid(x) is tanh(x / 2) / 2 + 1/2: with the halves in the weights one tanh does for all
        halves = np.ones(4 * self.size, dtype=np.float32)
        halves[: 3 * self.size] = 0.5
        self._input = torch.from_numpy(weights["input"] * np.tile(halves, 2))
        self._recurrent = torch.from_numpy(weights["recurrent"] * halves)
        self._gates: Floats = weights["gates"] * np.tile(halves, 2)
        self._hidden = torch.from_numpy(weights["hidden"])
        self._hidden_bias: Floats = weights["hidden_bias"]
        self._output = torch.from_numpy(weights["output"])
        self._output_bias: Floats = weights["output_bias"]

    @classmethod
    def read(cls, path: Path) -> Network:
        """The network of an `.npz` file.

        Raises:
            OSError: if the file isn't there.
            ValueError: if it isn't such a file, or holds pickled objects.
            KeyError: if a weight is missing.
        """
        with np.load(path, allow_pickle=False) as packed:
            return cls(dict(packed))

    def vectors(
        self, rows: Sequence[int], weights: Sequence[float], starts: Sequence[int]
    ) -> Floats:
        """Words' vectors: the weighted sums of their features' embeddings.

        Args:
            rows: the features of all words, word after word.
            weights: their weights.
            starts: where in `rows` each word begins; 0 first.
        """
        with _one_thread():
            found: Floats = torch.nn.functional.embedding_bag(
                torch.tensor(rows),
                self._embedding,
                torch.tensor(starts),
                mode="sum",
                per_sample_weights=torch.tensor(weights),
            ).numpy()
        return found

    def choose(
        self, vectors: Floats, words: NDArray[np.intp], lengths: Sequence[int]
    ) -> NDArray[np.intp]:
        """The best tag's number for each word.

        Args:
            vectors: the vectors of different forms.
            words: the row in `vectors` of each word, sentence after sentence.
            lengths: the words in each sentence, none of them 0.
        """
        chosen = np.empty(len(words), dtype=np.intp)
        ends = np.cumsum(lengths)
        # sentences of like length together: each step of the LSTM is one for all of them
        order = np.argsort(-np.asarray(lengths, dtype=np.intp), kind="stable")
        with _one_thread():
            gates = _product(vectors, self._input) + self._gates
            for first in range(0, len(order), _SENTENCES):
                some = order[first : first + _SENTENCES]
                sizes = np.asarray(lengths, dtype=np.intp)[some]
                self._run(vectors, gates, words, ends[some] - sizes, sizes, chosen)
        return chosen

    def _run(
        self,
        vectors: Floats,
        gates: Floats,
        words: NDArray[np.intp],
        starts: NDArray[np.intp],
        sizes: NDArray[np.intp],
        chosen: NDArray[np.intp],
    ) -> None:
        size, count = self.size, len(sizes)
        base = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        places = np.concatenate([np.arange(s, s + n) for s, n in zip(starts, sizes, strict=True)])
        rows = words[places]
        layer = np.empty((len(rows), 2 * size + vectors.shape[1]), dtype=np.float32)
        layer[:, 2 * size :] = vectors[rows]
        state = np.zeros((2, count, size), dtype=np.float32)
        cell = np.zeros((2, count, size), dtype=np.float32)
        active = count
        for step in range(int(sizes[0]) if count else 0):
            while sizes[active - 1] <= step:
                active -= 1
            forward = base[:active] + step
            backward = base[:active] + sizes[:active] - 1 - step
            z = _product(state[:, :active], self._recurrent)
            z[0] += gates[rows[forward], : 4 * size]
            z[1] += gates[rows[backward], 4 * size :]
            np.tanh(z, out=z)
            sigmoids = z[..., : 3 * size]
            sigmoids *= 0.5
            sigmoids += 0.5
            cell = z[..., :size] * z[..., 3 * size :] + z[..., size : 2 * size] * cell[:, :active]
            state = z[..., 2 * size : 3 * size] * np.tanh(cell)
            layer[forward, :size] = state[0]
            layer[backward, size : 2 * size] = state[1]
        inner = np.tanh(_product(layer, self._hidden) + self._hidden_bias)
        scores = _product(inner, self._output)
        scores += self._output_bias
        chosen[places] = scores.argmax(axis=1)
