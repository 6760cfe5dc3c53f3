"""`evaluate.py`: what its commands print, write and end with."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from novads.batch.jsonl import to_line
from novads.evaluation import cli
from novads.evaluation.corpus import Document, read_corpus
from novads.objects import ErrorRecord, Extraction

Run = Callable[..., int]


@pytest.fixture
def run(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs evaluate.py on the small corpus and gives the exit code."""

    def call(*arguments: object) -> int:
        words = ["evaluate.py", *(str(a) for a in arguments), "--corpus", str(corpus)]
        monkeypatch.setattr("sys.argv", words)
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return int(ended.value.code or 0)

    return call


@pytest.fixture
def predictions(corpus: Path, tmp_path: Path, oracle: Callable[[Document], Extraction]) -> Path:
    """What a system that is always right says, as JSON Lines."""
    path = tmp_path / "right.jsonl"
    documents = list(read_corpus(corpus))
    path.write_text("".join(to_line(oracle(d)) + "\n" for d in documents), encoding="utf-8")
    return path


def test_check_and_pin(run: Run, corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("corpus", "check") == 2
    assert "dev: not pinned" in capfd.readouterr().err
    assert run("corpus", "pin") == 0
    assert run("corpus", "check") == 0
    assert "dev: 1 documents, 13 mentions, 1 projects, 1 events" in capfd.readouterr().out


def test_a_broken_file_is_named_and_the_others_are_checked(
    run: Run, corpus: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (corpus / "dev" / "broken.txt").write_text("---\nid: broken\n---\nText", encoding="utf-8")
    assert run("corpus", "check", "--no-pins") == 2
    shown = capfd.readouterr()
    assert "broken.txt:2: genre: Field required" in shown.err
    assert "test: 1 documents" in shown.out


def test_scoring_with_a_broken_corpus(
    run: Run, corpus: Path, predictions: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (corpus / "dev" / "broken.txt").write_text("[[x|", encoding="utf-8")
    assert run("score", "--predictions", predictions) == 2
    assert "broken.txt:1: no header between" in capfd.readouterr().err


def test_a_system_that_is_right(
    run: Run, predictions: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    report, page = tmp_path / "report.json", tmp_path / "page.html"
    assert run("score", "--predictions", predictions, "--json", report, "--html", page) == 0
    values = json.loads(report.read_text(encoding="utf-8"))
    assert values["figures"]["dev"]["value/micro"]["f1"] == 1.0
    assert values["figures"]["dev"]["project/micro"]["f1"] == 1.0
    assert values["figures"]["test"]["strict/PROJECT"]["f1"] is None
    assert "smiltene-2021-parks" in page.read_text(encoding="utf-8")
    printed = capfd.readouterr().out
    assert "right · dev: 1 documents" in printed
    assert "n/a" in printed


def test_errors_and_missing_lines_count_as_missed(
    run: Run, predictions: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    error = ErrorRecord(
        source_id="texts/smiltene-2021-parks.txt", stage="extract", error="Boom", reason="broke"
    )
    predictions.write_text(to_line(error) + "\n", encoding="utf-8")
    report = tmp_path / "report.json"
    assert run("score", "--predictions", predictions, "--json", report) == 0
    figures = json.loads(report.read_text(encoding="utf-8"))["figures"]
    assert figures["dev"]["strict/micro"]["f1"] == 0.0
    assert figures["dev"]["strict/micro"]["precision"] is None
    shown = capfd.readouterr().err
    assert "smiltene-2021-parks: Boom: broke" in shown
    assert "lubana-2019-svetki: Missing: no prediction" in shown


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"text":"Smiltenes', '"text":"Xmiltenes', "right.jsonl:"),
        ('{"source_id"', '{"source_id', "right.jsonl:1: not JSON"),
        ("lubana-2019-svetki", "smiltene-2021-parks", "two lines for"),
    ],
)
def test_broken_predictions_are_named(
    run: Run,
    predictions: Path,
    capfd: pytest.CaptureFixture[str],
    old: str,
    new: str,
    reason: str,
) -> None:
    content = predictions.read_text(encoding="utf-8")
    assert old in content
    predictions.write_text(content.replace(old, new), encoding="utf-8")
    assert run("score", "--predictions", predictions) == 2
    assert reason in capfd.readouterr().err


def test_another_text_than_the_corpus_has(
    run: Run, predictions: Path, corpus: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = corpus / "test" / "lubana-2019-svetki.txt"
    path.write_text(path.read_text(encoding="utf-8") + "Un vēl.\n", encoding="utf-8")
    assert run("score", "--predictions", predictions) == 2
    assert "another text than the corpus has" in capfd.readouterr().err


def test_compare(
    run: Run, predictions: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "right.json"
    assert run("score", "--predictions", predictions, "--json", report) == 0
    lines = [json.loads(line) for line in predictions.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        line["extraction"]["mentions"] = line["extraction"]["mentions"][:2]
    worse = tmp_path / "worse.jsonl"
    worse.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    assert run("compare", report, worse) == 0
    printed = capfd.readouterr().out
    assert "1 documents worse" in printed
    assert "smiltene-2021-parks: 100.0 →" in printed
    assert run("compare", report, tmp_path / "none.json") == 2
    other = tmp_path / "other.json"
    changed = json.loads(report.read_text(encoding="utf-8"))
    changed["corpus"]["dev"] = "0" * 64
    other.write_text(json.dumps(changed), encoding="utf-8")
    assert run("compare", report, other) == 2
    assert "different states of the corpus" in capfd.readouterr().err


def test_errors_are_listed(run: Run, predictions: Path, capfd: pytest.CaptureFixture[str]) -> None:
    content = predictions.read_text(encoding="utf-8")
    content = content.replace('"edtf":"2021-10-09","earliest', '"edtf":"2020-10-09","earliest', 1)
    predictions.write_text(content, encoding="utf-8")
    assert run("score", "--predictions", predictions, "--errors", "DATE") == 0
    expected = (
        "smiltene-2021-parks:30: wrong value: DATE '9. oktobrī' = 2021-10-09 → "
        "DATE '9. oktobrī' = 2020-10-09  (rule:oracle)"
    )
    assert expected in capfd.readouterr().out.splitlines()


def test_floors(
    run: Run, predictions: Path, corpus: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "right.json"
    run("score", "--predictions", predictions, "--json", report)
    assert run("floors", "raise", report) == 0
    assert "dev value/DATE: none → 1.0000" in capfd.readouterr().out
    lower = ("floors", "lower", "value/DATE", "0.5", "--split", "dev", "--reason", "a good reason")
    assert run(*lower) == 2
    assert "--lower-the-floor" in capfd.readouterr().err
    assert run(*lower, "--lower-the-floor") == 0
    assert "a good reason" in (corpus / "floors.json").read_text(encoding="utf-8")


def test_bare_texts(run: Run, corpus: Path, tmp_path: Path, project: Document) -> None:
    assert run("corpus", "plain", "--out", tmp_path / "texts") == 0
    written = (tmp_path / "texts" / f"{project.id}.txt").read_text(encoding="utf-8")
    assert written == project.text
    articles = tmp_path / "new" / "articles.jsonl"
    assert run("corpus", "plain", "--out", articles) == 0
    first, second = map(json.loads, articles.read_text(encoding="utf-8").splitlines())
    assert first == {"source_id": project.id, "text": project.text, "published": "2021-03-02"}
    assert set(second) == {"source_id", "text"}


@pytest.mark.parametrize("name", ["brat", "label-studio", "docbin"])
def test_export_and_import(
    run: Run, corpus: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    target = tmp_path / "out" / "exported"
    assert run("corpus", "export", "--format", name, "--out", target) == 0
    path = corpus / "dev" / "smiltene-2021-parks.txt"
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("[[Smiltenē|PLACE|Smiltene]]", "Smiltenē"), encoding="utf-8")
    assert run("corpus", "import", "--format", name, target) == 0
    assert "1 documents changed" in capfd.readouterr().out
    assert path.read_text(encoding="utf-8") == before
    path.write_text(before.replace("Darbi", "Viss"), encoding="utf-8")
    assert run("corpus", "import", "--format", name, target) == 2
    assert "the text isn't the corpus's" in capfd.readouterr().err


@pytest.mark.parametrize("arguments", [["--split", "train"], ["--fullstack", "x"], ["--nothing"]])
def test_wrong_usage(run: Run, arguments: list[str]) -> None:
    assert run(*arguments) == 2
