"""A fuzzer for what reads input: runs as long as one likes, keeps what it finds as cases.

    pip install atheris            # Linux, Python up to 3.13
    python tools/fuzz.py text      # the whole pipeline over any text; stop with Ctrl-C
    python tools/fuzz.py reader -max_total_time=600
    python tools/fuzz.py text tests/cases/text -runs=0    # the kept cases alone

What is behind the target goes to libFuzzer; `-help=1` lists its options. A crash is written as
`crash-…`: move it to `tests/cases/TARGET/` with a name that says what it is, and
`tests/test_cases.py` tries it ever after.
"""

from __future__ import annotations

import importlib
import sys
import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

SUFFIXES: Final = (
    ".txt", ".jsonl", ".json", ".csv", ".tsv", ".html", ".warc", ".gz", ".jsonl.gz", ".warc.gz",
    ".zip", ".tar", ".tar.gz", ".parquet",
)  # fmt: skip
"""What a reader's input is called: its first byte chooses."""


@lru_cache(maxsize=1)
def _nlp() -> Any:
    import novads

    return novads.load()


def text(data: bytes) -> None:
    """Any text gives an extraction whose spans are the text's, and that is read back the same.

    Raises:
        AssertionError: if not.
    """
    import novads
    from novads.objects import Extraction

    given = data.decode("utf-8", errors="replace")
    extraction = novads.extract(given, nlp=_nlp())
    assert extraction.article.text == given
    again = Extraction.model_validate_json(extraction.model_dump_json())
    assert again == extraction


def reader(data: bytes) -> None:
    """Any bytes under any name give articles and error records, and raise nothing.

    Raises:
        AssertionError: if what comes out names no source.
    """
    from novads.articles.readers import read_paths

    suffix = SUFFIXES[data[0] % len(SUFFIXES)] if data else ".txt"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"input{suffix}"
        path.write_bytes(data[1:])
        items = list(read_paths([path]))
    assert items
    assert all(item.source_id for item in items)


TARGETS: Final[dict[str, Callable[[bytes], None]]] = {"text": text, "reader": reader}


def main() -> None:
    """Fuzz the target that the command line names."""
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"usage: fuzz.py {'|'.join(TARGETS)} [libFuzzer options]")
    try:
        import atheris
    except ImportError:
        sys.exit("fuzzing needs atheris: pip install atheris")
    target = TARGETS[sys.argv[1]]
    with atheris.instrument_imports(include=["novads"]):
        if target is text:
            _nlp()
        else:
            importlib.import_module("novads.articles.readers")
    corpus = Path(__file__).parents[1] / "tests" / "cases" / sys.argv[1]
    arguments = [sys.argv[0], *sys.argv[2:]]
    if not any(not argument.startswith("-") for argument in sys.argv[2:]):
        # what is new and interesting is kept out of the repository
        arguments += [tempfile.mkdtemp(prefix="novads-fuzz-"), str(corpus)]
    atheris.Setup(arguments, target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
