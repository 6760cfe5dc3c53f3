"""Train the shipped tokenizer from public data.

    python models/stanza/train.py --fullstack FullStack \
        --treebank-dev UD_Latvian-LVTB/lv_lvtb-ud-dev.conllu

wants clones of https://github.com/LUMII-AILab/FullStack and
https://github.com/UniversalDependencies/UD_Latvian-LVTB. FullStack's paragraphs that are in LVTB's
dev split, or share a sentence with it, are kept out; of the rest, 200 choose the best step and are
not trained on. A supplement of sentences of our own in the shapes of announcements
(`supplement.py`) is mixed in.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from supplement import paragraphs as supplement
from treebank import apart, fullstack, read_paragraphs, shuffled, write

VALIDATION = 200
SUPPLEMENT = 600


def ship(trained: Path, target: Path) -> None:
    """Save the weights without the names of the files that they were trained from."""
    import torch

    state = torch.load(trained, map_location="cpu", weights_only=True)
    for name in state["config"]:
        if name.endswith(("_file", "_gold", "_dir", "save_name")):
            state["config"][name] = None
    torch.save(state, target)


def main() -> None:
    """Train, and put the weights where novads finds them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--fullstack", type=Path, required=True, metavar="DIR")
    parser.add_argument("--treebank-dev", type=Path, required=True, metavar="FILE")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, metavar="DIR")
    parser.add_argument("--steps", type=int, default=12000)
    parser.add_argument("--seed", type=int, default=1234)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument(
        "--no-supplement", action="store_true", help="train on the treebank alone, to compare"
    )
    options = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = str(options.threads)

    dev = dict(read_paragraphs(options.treebank_dev))
    paragraphs = shuffled(fullstack(options.fullstack, without=set(dev)), seed=7)
    validation = apart(paragraphs[:VALIDATION], dev.values())
    training = apart(paragraphs[VALIDATION:], [*validation, *dev.values()])
    if not options.no_supplement:
        training = shuffled([*training, *supplement(SUPPLEMENT, seed=11)], seed=3)
    print(f"{len(training)} paragraphs to train on, {len(validation)} to choose the best step by")

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(training, folder / "train")
        write(validation, folder / "validation")
        (folder / "mwt.json").write_text("[]", encoding="utf-8")

        from stanza.models import tokenizer  # after OMP_NUM_THREADS is set

        tokenizer.main(
            [
                *("--txt_file", str(folder / "train.txt")),
                *("--label_file", str(folder / "train.labels")),
                *("--dev_txt_file", str(folder / "validation.txt")),
                *("--dev_label_file", str(folder / "validation.labels")),
                *("--mwt_json_file", str(folder / "mwt.json")),
                *("--lang", "lv", "--shorthand", "lv_novads", "--cpu"),
                *("--max_seqlen", "300", "--anneal", "0.95", "--eval_steps", "500"),
                *("--steps", str(options.steps), "--seed", str(options.seed)),
                *("--save_dir", str(folder), "--save_name", "novads.pt"),
            ]
        )
        target = options.out / "lv" / "tokenize" / "novads.pt"
        target.parent.mkdir(parents=True, exist_ok=True)
        ship(folder / "novads.pt", target)
    weights = target.read_bytes()
    print(f"{target}: {len(weights)} bytes, sha256 {hashlib.sha256(weights).hexdigest()}")
    print("scores: python models/stanza/evaluate.py --treebank-dev FILE")


if __name__ == "__main__":
    main()
