"""Stanza's tokenizer network, run without Stanza's own documents: the same tokens at less cost.

Most of what `stanza.Pipeline.bulk_process` takes goes into Python objects for every character and
every token. Here the network is the same (`Tokenizer.forward`), and so is what it is shown: each
block in windows of `max_seqlen` units that go on at the last sentence's end, with one padding unit
behind a block that fits into one. Only what stands around it is arrays. A block's tokens are those
that Stanza finds in it alone; they don't depend on what else is in the batch.
`tests/language/test_inference.py` compares them token for token.

A packed batch of rows of unequal lengths takes torch three times as long as a padded one of equal
lengths. So rows of like length go together, padded, and the backward direction runs forward over
the rows turned round: the same numbers by a shorter way (`_Network`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np

__all__ = ["BlockTokenizer", "Found"]

Found = tuple[int, int, bool]
"""A token: half-open code-point offsets in its block, and whether it starts a sentence."""

ROWS: Final = 64
"""Windows that go through the network at once."""

LIKE: Final = 0.9
"""Rows at least this long, as a share of the batch's longest, are padded to its length."""

_FEATURES: Final = ("space_before", "capitalized", "numeric", "end_of_para", "start_of_para")


class BlockTokenizer:
    """Runs a Stanza tokenize processor's network on blocks of text.

    Args:
        processor: `stanza.Pipeline(...).processors["tokenize"]`; see `supports`.
    """

    def __init__(self, processor: Any) -> None:
        from stanza.models.tokenization.utils import MASK_RE

        model = processor.trainer.model.eval()
        self._network = _Network(model) if _Network.supports(model) else model
        self._vocab = processor.vocab
        self._features: list[str] = list(processor.config["feat_funcs"])
        # Stanza takes no smaller window than this, whatever the model was trained with
        self._window: int = max(1000, processor.config.get("max_seqlen", 1000))
        self._mask = MASK_RE
        # what a code point is to the network: its id, whether blank, a capital, a digit
        self._known: dict[int, tuple[int, bool, bool, bool]] = {}

    @staticmethod
    def supports(processor: Any) -> bool:
        """Whether the processor's model asks for nothing that isn't done here."""
        config = processor.config
        return (
            set(config["feat_funcs"]) <= set(_FEATURES)
            and not config.get("use_dictionary")
            and not config.get("charlm_forward_file")
            and not config.get("skip_newline")
            and not config.get("no_ssplit")
            and not config.get("pretokenized")
            and not processor.vocab.lang_replaces_spaces
            and not hasattr(processor, "_variant")
            and getattr(processor, "_postprocessor", None) is None
        )

    def tokens(self, blocks: Sequence[str]) -> list[list[Found]]:
        """The tokens of each block.

        Args:
            blocks: texts without an empty line in them and without blanks at their ends.
        """
        rows = [_Row(block, self._table) for block in blocks]
        # the longest first, as packing wants it; equal lengths side by side waste the least
        waiting = sorted((row for row in rows if row.length), key=lambda r: -r.length)
        while waiting:
            again = []
            waiting.sort(key=lambda row: -row.window(self._window))
            for batch in _batches(waiting, self._window):
                for row, predicted in zip(batch, self._predict(batch), strict=True):
                    if not row.advance(predicted, self._window):
                        again.append(row)
            waiting = again
        return [self._found(row) if row.length else [] for row in rows]

    def _table(self, code: int) -> tuple[int, bool, bool, bool]:
        known = self._known.get(code)
        if known is None:
            char = chr(code)
            known = (self._vocab.unit2id(char), char == " ", char.isupper(), char.isdecimal())
            self._known[code] = known
        return known

    def _predict(self, batch: Sequence[_Row]) -> list[np.ndarray]:
        import torch

        widths = [row.window(self._window) for row in batch]
        units = np.zeros((len(batch), widths[0]), dtype=np.int64)
        features = np.zeros((len(batch), widths[0], len(self._features)), dtype=np.float32)
        for n, (row, width) in enumerate(zip(batch, widths, strict=True)):
            end = min(row.at + width, row.length)
            seen = end - row.at
            units[n, :seen] = row.ids[row.at : end]
            for k, name in enumerate(self._features):
                features[n, :seen, k] = row.feature(name)[row.at : end]
        with torch.inference_mode():
            scores = self._network(torch.from_numpy(units), torch.from_numpy(features), widths)
            classes = scores.argmax(dim=2).numpy()
        return [classes[n, :width] for n, width in enumerate(widths)]

    def _found(self, row: _Row) -> list[Found]:
        classes = np.concatenate(row.classes)[: row.length]
        last = int(classes[-1])
        classes[-1] = 2 if last < 2 else (4 if last > 2 else last)
        for match in self._mask.finditer(row.text):
            classes[match.start() : match.end() - 1] = 0
            if classes[match.end() - 1] == 0:
                classes[match.end() - 1] = 1
        found: list[Found] = []
        begin = 0
        starts_sentence = True
        for end in np.flatnonzero(classes).tolist():
            first, last = begin, end
            while first <= last and row.text[first] == " ":
                first += 1
            begin = end + 1
            if first <= last:
                found.append((int(row.where[first]), int(row.where[last]) + 1, starts_sentence))
                starts_sentence = False
            if classes[end] in (2, 4):
                starts_sentence = True
        return found


def _batches(rows: Sequence[_Row], size: int) -> Iterator[list[_Row]]:
    """The rows, the longest first, in batches of like length."""
    batch: list[_Row] = []
    longest = 0
    for row in rows:
        width = row.window(size)
        if batch and (len(batch) == ROWS or width < longest * LIKE):
            yield batch
            batch = []
        if not batch:
            longest = width
        batch.append(row)
    if batch:
        yield batch


class _Network:
    """`stanza.models.tokenization.model.Tokenizer.forward`, in inference, over padded rows."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._first = _both_ways(model.rnn)
        self._second = _both_ways(model.rnn2) if model.args["hierarchical"] else None

    @staticmethod
    def supports(model: Any) -> bool:
        """Whether the model has no more parts than those run here."""
        return (
            model.args["conv_res"] is None
            and model.charmodel is None
            and model.rnn.num_layers == 1
            and not model.args["use_mwt"]
        )

    def __call__(self, units: Any, features: Any, widths: Sequence[int]) -> Any:
        import torch
        from torch.nn.functional import logsigmoid

        model = self._model
        order = torch.arange(units.shape[1]).expand(units.shape)
        ends = torch.tensor(widths).unsqueeze(1)
        turned = torch.where(order < ends, ends - 1 - order, order).unsqueeze(2)
        seen = torch.cat([model.embeddings(units), features], 2)
        hidden = _run(self._first, seen, turned)
        token, sentence = model.tok_clf(hidden), model.sent_clf(hidden)
        if self._second is not None:
            if model.args["hier_invtemp"] > 0:
                hidden = hidden * (1 - torch.sigmoid(-token * model.args["hier_invtemp"]))
            hidden = _run(self._second, hidden, turned)
            token = token + model.tok_clf2(hidden)
            sentence = sentence + model.sent_clf2(hidden)
        ends_token = logsigmoid(token)
        return torch.cat(
            [
                logsigmoid(-token),
                ends_token + logsigmoid(-sentence),
                ends_token + logsigmoid(sentence),
            ],
            2,
        )


def _both_ways(lstm: Any) -> tuple[Any, Any]:
    """A bidirectional LSTM's two directions, each as an LSTM of its own."""
    import torch

    directions = []
    for suffix in ("", "_reverse"):
        one = torch.nn.LSTM(lstm.input_size, lstm.hidden_size, batch_first=True)
        with torch.no_grad():
            for name, parameter in one.named_parameters():
                parameter.copy_(getattr(lstm, name + suffix))
        directions.append(one.eval())
    return directions[0], directions[1]


def _run(directions: tuple[Any, Any], rows: Any, turned: Any) -> Any:
    """Both directions over padded rows; `turned` says where each unit stands read backwards."""
    import torch

    forward, backward = directions
    there = turned.expand(-1, -1, rows.shape[2])
    ahead, _ = forward(rows)
    back, _ = backward(rows.gather(1, there))
    return torch.cat([ahead, back.gather(1, turned.expand(-1, -1, back.shape[2]))], 2)


class _Row:
    """A block as units: every blank is a space, and of several in a row the first is kept."""

    def __init__(self, block: str, table: Any) -> None:
        codes = np.frombuffer(block.encode("utf-32-le"), dtype=np.uint32)
        blank = _is_blank(codes)
        codes = np.where(blank, np.uint32(32), codes)
        kept = np.ones(len(codes), dtype=bool)
        kept[1:] = ~(blank[1:] & blank[:-1])
        self.where = np.flatnonzero(kept)
        codes = codes[kept]
        self.text = codes.tobytes().decode("utf-32-le")
        self.length = len(codes)
        distinct, index = np.unique(codes, return_inverse=True)
        known = [table(int(code)) for code in distinct]
        self.ids = np.array([k[0] for k in known], dtype=np.int64)[index]
        self._space = np.array([k[1] for k in known], dtype=np.float32)[index]
        self._capital = np.array([k[2] for k in known], dtype=np.float32)[index]
        self._digit = np.array([k[3] for k in known], dtype=np.float32)[index]
        self.at = 0
        self.classes: list[np.ndarray] = []

    def feature(self, name: str) -> np.ndarray:
        """One value a unit."""
        if name == "space_before":
            return self._space
        if name == "capitalized":
            return self._capital
        if name == "numeric":
            return self._digit
        values = np.zeros(self.length, dtype=np.float32)
        values[-1 if name == "end_of_para" else 0] = 1
        return values

    def window(self, size: int) -> int:
        """How many units the network is shown next."""
        if self.length < size:
            return self.length + 1
        return min(self.length - self.at, size)

    def advance(self, predicted: np.ndarray, size: int) -> bool:
        """Take a window's classes up to its last sentence's end; whether the block is done."""
        step = min(self.length - self.at, size)
        if self.at < self.length - size:
            ends = np.flatnonzero((predicted == 2) | (predicted == 4))
            if len(ends):
                step = int(ends[-1]) + 1
        self.classes.append(predicted[:step])
        self.at += step
        return self.at >= self.length


def _is_blank(codes: np.ndarray) -> np.ndarray:
    r"""Which code points `[\s\u0080-\u009f]` matches."""
    blank: np.ndarray = np.isin(codes, _BLANKS) | ((codes >= 0x80) & (codes <= 0x9F))
    return blank


_BLANKS: Final = np.array([code for code in range(0x3001) if chr(code).isspace()], dtype=np.uint32)
