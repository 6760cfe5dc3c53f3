"""Training the network of the morphology component with PyTorch; it runs without."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from novads.language.morphology.tags import split_tag

__all__ = ["IGNORED", "Coded", "Settings", "train_network"]

IGNORED: Final = -100
"""The number of a tag that isn't learnt: its word counts as context alone."""

Vector = tuple[NDArray[np.int64], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Settings:
    """What the training hangs on. `batch` is in words, `dropout` of layers, `omit` of features."""

    width: int = 128
    hidden: int = 96
    inner: int = 64
    epochs: int = 30
    batch: int = 1500
    rate: float = 2e-3
    dropout: float = 0.3
    omit: float = 0.1
    seed: int = 1
    fewest: int = 5
    """Features of fewer words than so many are left out."""
    without: str = ""
    """First letters of features to leave out, to compare with (see `features`)."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A sentence: the rows and weights of each word's features, and the tags' numbers."""

    words: Sequence[Vector]
    tags: Sequence[int]


class _Module(nn.Module):
    """The network as it is trained: a tag's row is the sum of its parts' rows and its own."""

    def __init__(self, features: int, tags: Sequence[str], settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        width, hidden, inner = settings.width, settings.hidden, settings.inner
        self.embedding = nn.EmbeddingBag(features, width, mode="sum")
        nn.init.normal_(self.embedding.weight, 0, 0.1)
        self.dropout = nn.Dropout(settings.dropout)
        self.lstm = nn.LSTM(width, hidden, batch_first=True, bidirectional=True)
        self.hidden = nn.Linear(2 * hidden + width, inner)
        parts = sorted({part for tag in tags for part in _parts(tag)})
        number = {part: i for i, part in enumerate(parts)}
        having = torch.zeros(len(tags), len(parts))
        for i, tag in enumerate(tags):
            having[i, [number[part] for part in _parts(tag)]] = 1
        self.register_buffer("having", having)
        self.part = nn.Parameter(torch.randn(len(parts), inner) * 0.1)
        self.own = nn.Parameter(torch.zeros(len(tags), inner))
        self.bias = nn.Parameter(torch.zeros(len(tags)))

    def output(self) -> Tensor:
        """The weights of the last layer, tags x inner."""
        return self.having @ self.part + self.own

    def forward(self, batch: _Batch) -> Tensor:
        """The scores of the tags of the batch's words."""
        lengths = torch.tensor(batch.lengths)
        mask = torch.arange(max(batch.lengths))[None] < lengths[:, None]
        vectors = self.embedding(batch.rows, batch.offsets, per_sample_weights=batch.weights)
        padded = torch.zeros(*mask.shape, self.settings.width).masked_scatter(
            mask[..., None], vectors
        )
        padded = self.dropout(padded)
        packed = nn.utils.rnn.pack_padded_sequence(padded, lengths, batch_first=True)
        context, _ = nn.utils.rnn.pad_packed_sequence(self.lstm(packed)[0], batch_first=True)
        layer = torch.cat([context, padded], -1)[mask]
        inner = self.dropout(torch.tanh(self.hidden(self.dropout(layer))))
        return inner @ self.output().T + self.bias


@dataclass(frozen=True, slots=True)
class _Batch:
    rows: Tensor
    offsets: Tensor
    weights: Tensor
    lengths: list[int]
    tags: Tensor


def train_network(
    sentences: Sequence[Coded],
    features: int,
    tags: Sequence[str],
    settings: Settings,
    report: Callable[[int, float], None],
) -> dict[str, NDArray[Any]]:
    """Train on coded sentences, and give the weights that `novads`' own network takes.

    Args:
        sentences: what to train on.
        features: how many embeddings there are.
        tags: their names, by number.
        settings: see `Settings`; a number of threads other than one can give other weights.
        report: gets the number of the epoch, from 1, and its loss for each word, in nats.
    """
    torch.manual_seed(settings.seed)
    chance = random.Random(settings.seed)
    noise = np.random.default_rng(settings.seed)
    module = _Module(features, tags, settings)
    optimizer = torch.optim.Adam(module.parameters(), lr=settings.rate, betas=(0.9, 0.98))
    words = sum(len(sentence.words) for sentence in sentences)
    steps = settings.epochs * len(list(_batches(sentences, settings, chance)))
    step = 0
    for epoch in range(1, settings.epochs + 1):
        total = 0.0
        for chosen in _batches(sentences, settings, chance):
            step += 1
            for group in optimizer.param_groups:
                group["lr"] = settings.rate * min(step / 100, max(0.01, 1 - step / steps))
            batch = _batch(chosen, settings.omit, noise)
            loss = functional.cross_entropy(module(batch), batch.tags, ignore_index=IGNORED)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(module.parameters(), 5.0)
            optimizer.step()
            total += loss.item() * len(batch.tags)
        report(epoch, total / words)
    return _weights(module)


def _parts(tag: str) -> list[str]:
    upos, feats = split_tag(tag)
    return [upos, *(feats.split("|") if feats else [])]


def _batches(
    sentences: Sequence[Coded], settings: Settings, chance: random.Random
) -> Iterator[list[Coded]]:
    """Sentences of about the same length together, the batches in an order of chance."""
    order = sorted(sentences, key=lambda s: len(s.words) + 3 * chance.random(), reverse=True)
    batches: list[list[Coded]] = [[]]
    size = 0
    for sentence in order:
        if size >= settings.batch:
            batches.append([])
            size = 0
        batches[-1].append(sentence)
        size += len(sentence.words)
    chance.shuffle(batches)
    for batch in batches:
        yield sorted(batch, key=lambda s: -len(s.words))


def _batch(sentences: list[Coded], omit: float, noise: np.random.Generator) -> _Batch:
    words = [word for sentence in sentences for word in sentence.words]
    weights = np.concatenate([weights for _, weights in words])
    kept = noise.random(len(weights)) >= omit
    offsets = np.cumsum([0, *(len(rows) for rows, _ in words)])[:-1]
    return _Batch(
        torch.from_numpy(np.concatenate([rows for rows, _ in words])),
        torch.from_numpy(offsets),
        torch.from_numpy((weights * kept / (1 - omit)).astype(np.float32)),
        [len(sentence.words) for sentence in sentences],
        torch.tensor([tag for sentence in sentences for tag in sentence.tags]),
    )


def _weights(module: _Module) -> dict[str, NDArray[Any]]:
    state = {name: value.detach().numpy() for name, value in module.state_dict().items()}
    hidden = module.settings.hidden

    def gates(name: str) -> NDArray[Any]:
        """PyTorch's order is input, forget, cell, output; ours has the cell last."""
        i, f, c, o = state[name].reshape(4, hidden, -1)
        return np.concatenate([i, f, o, c])

    directions = ("", "_reverse")
    biases = [gates(f"lstm.bias_ih_l0{d}") + gates(f"lstm.bias_hh_l0{d}") for d in directions]
    return {
        "embedding": state["embedding.weight"],
        "input": np.concatenate([gates(f"lstm.weight_ih_l0{d}").T for d in directions], axis=1),
        "recurrent": np.stack([gates(f"lstm.weight_hh_l0{d}").T for d in directions]),
        "gates": np.concatenate(biases)[:, 0],
        "hidden": state["hidden.weight"].T,
        "hidden_bias": state["hidden.bias"],
        "output": module.output().detach().numpy().T,
        "output_bias": state["bias"],
    }
