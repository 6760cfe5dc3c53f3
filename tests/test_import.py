from __future__ import annotations

import subprocess
import sys


def test_importing_novads_loads_nothing_heavy() -> None:
    code = (
        "import sys, novads\n"
        "print([m for m in ('torch', 'stanza', 'spacy', 'thinc', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
