from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from typer.testing import CliRunner

from novads.language.morphology.network import Network, pack, unpack
from novads.language.morphology.tagger import Analysis, Tagger
from novads.resources import models_dir
from novads.training.__main__ import app
from novads.training.morphology import evaluate
from novads.training.morphology_data import Sentence, Word, read_conllu, split_fullstack
from novads.training.morphology_lexicon import make_lexicon, make_rule, tag_names
from novads.training.morphology_network import Coded, Settings, train_network
from novads.training.morphology_release import as_released
from novads.training.morphology_scores import score

NOUN = "Case={}|Gender=Fem|Number=Sing|Typo=Yes"
WORDS = {
    "upe": ("upe", "NOUN", NOUN.format("Nom")),
    "upē": ("upe", "NOUN", NOUN.format("Loc")),
    "pļava": ("pļava", "NOUN", NOUN.format("Nom")),
    "pļavā": ("pļava", "NOUN", NOUN.format("Loc")),
    "ir": ("būt", "AUX", "Mood=Ind"),
    "kļuva": ("kļūt", "AUX", "Mood=Ind"),
    "tas": ("tas", "PRON", "Case=Nom|PronType=Dem"),
    "„": ("„", "PUNCT", "_"),
    ".": (".", "PUNCT", "_"),
}


def conllu(paragraph: str, *sentences: str) -> str:
    made = ""
    for number, text in enumerate(sentences, start=1):
        made += f"# newpar id = {paragraph}\n" if number == 1 else ""
        made += f"# sent_id = a-{paragraph}s{number}\n"
        for place, form in enumerate(text.split(), start=1):
            lemma, upos, feats = WORDS[form]
            made += f"{place}\t{form}\t{lemma}\t{upos}\t_\t{feats}\t_\t_\t_\t_\n"
        made += "1.1\tir\tbūt\tAUX\t_\t_\t_\t_\t_\t_\n\n"
    return made


@pytest.fixture
def treebank(tmp_path: Path) -> tuple[Path, Path]:
    """A clone of FullStack with few words, and a dev split that shares a paragraph with it."""
    folder = tmp_path / "FullStack" / "UD" / "data"
    folder.mkdir(parents=True)
    texts = ["upe ir pļavā .", "pļava ir upē .", "tas ir upē .", "tas kļuva upe ."]
    for number in range(20):
        text = conllu(f"n{number}-p1", *(texts[(number + i) % 4] for i in range(2)))
        (folder / f"n{number}-p1.conllu").write_text(text, encoding="utf-8")
    reprinted = conllu("n90-p1", "upe ir pļavā „ tas ir .")
    (folder / "n90-p1.conllu").write_text(reprinted, encoding="utf-8")
    dev = tmp_path / "dev.conllu"
    dev.write_text(
        conllu("n3-p1", "upe ir pļavā .") + conllu("n91-p1", "upe ir pļavā „ tas ir ."),
        encoding="utf-8",
    )
    return tmp_path / "FullStack", dev


def test_read_conllu(treebank: tuple[Path, Path]) -> None:
    first, second = read_conllu(treebank[1])
    assert [s.paragraph for s in first + second] == ["n3-p1", "n91-p1"]
    assert first[0].words[2] == Word("pļavā", "pļava", "NOUN", "Case=Loc|Gender=Fem|Number=Sing")


def test_read_what_is_no_conllu(tmp_path: Path) -> None:
    path = tmp_path / "broken.conllu"
    path.write_text("# sent_id = a-n1-p1s1\n1\tupe\tupe\n", encoding="utf-8")
    with pytest.raises(ValueError, match="not ten columns"):
        list(read_conllu(path))
    path.write_text("\t".join(["1", *"abcdefghi"]), encoding="utf-8")
    with pytest.raises(ValueError, match="without an id"):
        list(read_conllu(path))


def test_split(treebank: tuple[Path, Path]) -> None:
    split = split_fullstack(*treebank, validation=4)
    names = [{p[0].paragraph for p in part} for part in (split.training, split.validation)]
    # the paragraph of the dev split is out, and the one that shares a long sentence with it
    assert len(names[0] | names[1]) == 19
    assert not (names[0] | names[1]) & {"n3-p1", "n90-p1"}
    assert not names[0] & names[1]
    with pytest.raises(FileNotFoundError, match="not a clone"):
        split_fullstack(treebank[1].parent / "nowhere", treebank[1], validation=0)


@pytest.mark.parametrize(
    ("word", "changed"),
    [
        (Word("tas", "tas", "PRON", "PronType=Dem"), {"upos": "DET"}),
        (Word("kas", "kas", "PRON", "PronType=Rel"), {}),
        (Word("neko", "nekas", "DET", "PronType=Neg"), {"upos": "PRON"}),
        (Word("viņas", "viņa", "PRON", "Case=Gen|PronType=Prs"), {}),
        (Word("sava", "savs", "DET", "Poss=Yes|PronType=Prs"), {}),
        (Word("sevi", "sevis", "PRON", "Reflex=Yes"), {}),
        (Word("kļuva", "kļūt", "AUX", "Mood=Ind"), {"upos": "VERB"}),
        (Word("ir", "būt", "AUX", "Mood=Ind"), {}),
        (Word("„", "„", "PUNCT", ""), {"lemma": '"'}),
    ],
)
def test_as_released(word: Word, changed: dict[str, str]) -> None:
    assert as_released(Sentence("n1-p1", (word,))).words == (replace(word, **changed),)


@pytest.mark.parametrize(
    ("form", "lemma", "prefix"),
    [("Rīgā", "Rīga", ""), ("nerunā", "runāt", "ne"), ("nest", "nest", ""), ("jāiet", "iet", "jā")],
)
def test_make_rule(form: str, lemma: str, prefix: str) -> None:
    rule = make_rule(form, lemma)
    assert rule.prefix == prefix
    assert rule.apply(form) == lemma
    assert make_rule("es", "tu").apply("es") == "tu"


def test_make_lexicon(treebank: tuple[Path, Path]) -> None:
    split = split_fullstack(*treebank, validation=0)
    sentences = [sentence for paragraph in split.training for sentence in paragraph]
    lexicon = make_lexicon(sentences, tag_names(sentences))
    ((tag, times, rule),) = lexicon.forms["pļavā"]
    assert lexicon.tags[tag] == "NOUN Case=Loc|Gender=Fem|Number=Sing"
    assert times == sum(w.form == "pļavā" for s in sentences for w in s.words)
    assert lexicon.rules[rule].apply("Pļavā") == "pļava"
    assert lexicon.knows("pļava", "NOUNFem")


def test_score() -> None:
    words = (Word("upē", "upe", "NOUN", "Case=Loc"), Word(".", "_", "PUNCT", ""))
    gold = [Sentence("n1-p1", words), Sentence("n1-p1", words)]
    right = [Analysis("NOUN Case=Loc", "upe"), Analysis("PUNCT", ".")]
    wrong = [Analysis("NOUN Case=Nom", "upa"), Analysis("X", "?")]
    assert [row.value for row in score(gold, [right, right])] == [100] * 5
    rows = score(gold, [right, wrong])
    assert [row.value for row in rows] == [75, 75, 50, 75, 50]
    assert all(row.low <= row.value <= row.high for row in rows)
    with pytest.raises(ValueError, match="zip"):
        score(gold, [right])


def test_packing() -> None:
    values = np.random.default_rng(1).standard_normal((5, 8)).astype(np.float32)
    packed = pack({"embedding": values, "output": values})
    assert packed["embedding"].dtype == np.int8
    found = unpack(packed)
    np.testing.assert_allclose(found["embedding"], values, atol=0.02)
    np.testing.assert_allclose(found["output"], values, atol=0.002)


def test_network_learns_and_runs_as_trained() -> None:
    """Tags that hang on the next word and on the one before: both directions are there."""
    chance = np.random.default_rng(5)

    def sentence() -> Coded:
        words = chance.integers(2, size=chance.integers(1, 9)).tolist()
        tags = [
            2 * (words[i - 1] if i else 0) + (words[i + 1] if i + 1 < len(words) else 0)
            for i in range(len(words))
        ]
        one = np.ones(1, dtype=np.float32)
        return Coded([(np.array([word], dtype=np.int64), one) for word in words], tags)

    torch.set_num_threads(1)
    settings = Settings(
        width=8, hidden=8, inner=8, epochs=20, batch=50, rate=0.02, dropout=0, omit=0
    )
    losses: list[float] = []
    tags = ["A", "B Case=Nom", "B Case=Loc", "C"]
    weights = train_network(
        [sentence() for _ in range(200)], 2, tags, settings, lambda _, loss: losses.append(loss)
    )
    assert len(losses) == 20
    assert losses[-1] < losses[0] / 10
    network = Network(pack(weights))
    vectors = network.vectors([0, 1], [1.0, 1.0], [0, 1])
    tried = [sentence() for _ in range(300)]
    words = np.array([int(rows[0]) for s in tried for rows, _ in s.words], dtype=np.intp)
    chosen = network.choose(vectors, words, [len(s.words) for s in tried])
    assert np.mean(chosen == [tag for s in tried for tag in s.tags]) > 0.98


def test_recipe(treebank: tuple[Path, Path], tmp_path: Path) -> None:
    def run(out: str, *options: str) -> str:
        fullstack, dev = treebank
        result = CliRunner().invoke(
            app,
            [
                "morphology",
                *("--fullstack", str(fullstack), "--treebank-dev", str(dev)),
                *("--out", str(tmp_path / out), "--epochs", "3"),
                *("--width", "8", "--hidden", "8", "--inner", "8", *options),
            ],
        )
        assert result.exit_code == 0, result.output
        return result.output

    printed = run("one")
    assert "LVTB dev: 2 paragraphs, 2 sentences, 11 words" in printed
    assert "UPOS + UFeats" in printed
    run("two")
    for name in ("features.txt", "lexicon.tsv", "rules.json", "network.npz"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    printed = run("three", "--validation", "5", "--without", "nTUaAP", "--fewest", "3")
    assert "validation: 5 paragraphs" in printed
    assert len(Tagger.load(tmp_path / "one").tag([["upe", "ir", "."]])[0]) == 3


def test_shipped_scores(shared: Path) -> None:
    dev = shared / "data" / "UD_Latvian-LVTB" / "lv_lvtb-ud-dev.conllu"
    if not dev.is_file():
        pytest.skip("no LVTB there")
    rows = evaluate(Tagger.load(models_dir() / "morphology"), list(read_conllu(dev)))
    values = {row.measure: row.value for row in rows}
    assert values["UPOS"] >= 95.5
    assert values["UFeats"] >= 91
    assert values["Lemmas"] >= 96
