"""A built wheel holds rules and models, and works in an environment of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

CODE = """
import json, novads
from novads.resources import models_dir, rules_dir
extraction = novads.extract(
    "2022. gada 18. jūnijā Valkā notiks koncerts „Upe”. Projekta izmaksas ir 100 EUR."
)
print(json.dumps({
    "file": novads.__file__,
    "rules": str(rules_dir()),
    "models": str(models_dir()),
    "kinds": [m.kind for m in extraction.mentions],
    "events": [e.title.value for e in extraction.events],
}))
"""


def pip(python: Path | str, *arguments: str) -> None:
    done = subprocess.run(
        [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments],
        capture_output=True,
        text=True,
        timeout=900,
    )
    if done.returncode and any(
        word in done.stderr for word in ("Temporary failure", "NewConnectionError", "Max retries")
    ):
        pytest.skip("no package index can be reached")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip(sys.executable, "wheel", "--no-deps", "--wheel-dir", str(folder), str(ROOT))
    (built,) = folder.glob("novads-*.whl")
    return built


def test_the_wheel_holds_rules_models_and_licence(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    rules = {
        f"novads/_data/rules/{p.relative_to(ROOT / 'rules').as_posix()}"
        for p in (ROOT / "rules").rglob("*")
        if p.suffix in (".yaml", ".csv")
    }
    assert rules <= names
    assert "novads/_data/models/stanza/lv/tokenize/novads.pt" in names
    assert "novads/_data/models/stanza/resources.json" in names
    assert "novads/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_wheel_works_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "venv"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    pip(python, "install", "--constraint", str(ROOT / "constraints.txt"), str(wheel))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = subprocess.run(
        [str(python), "-I", "-c", CODE],
        cwd=elsewhere,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    out = json.loads(done.stdout.splitlines()[-1])
    for key in ("file", "rules", "models"):
        assert out[key].startswith(str(environment)), out[key]
    assert {"DATE", "PLACE", "MONEY"} <= set(out["kinds"])
    assert out["events"] == ["Upe"]
    article = elsewhere / "raksts.txt"
    article.write_text("2022. gada 18. jūnijā Valkā notiks koncerts „Upe”.", encoding="utf-8")
    run = subprocess.run(
        [str(environment / "bin" / "novads"), "raksts.txt", "--out", "out"],
        cwd=elsewhere,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    assert "Upe" in run.stdout
    assert (elsewhere / "out" / "articles.jsonl").is_file()
