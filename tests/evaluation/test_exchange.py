"""Each format gives back what was written, whatever stands in the text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from spacy.tokens import DocBin

from novads.evaluation.corpus import CorpusError, Document
from novads.evaluation.exchange import Annotated, as_corpus_text, from_document
from novads.evaluation.exchange.brat import read_brat, write_brat
from novads.evaluation.exchange.docbin import GROUP, read_docbin, write_docbin
from novads.evaluation.exchange.label_studio import read_label_studio, write_label_studio
from novads.markup import MarkedMention, parse_markup
from novads.objects import Kind

TRICKY = (
    '🎈 [[Ogrē|PLACE|Ogre]]!  \n\n[[SIA „Ceļš\nvisiem”|ORG|SIA "Ceļš visiem"]]: '
    "[[18. jūnijā|DATE|2022-06-18]]plkst. 12\\[[[5 €|MONEY|5 EUR]]\\] "
    "[[ELFLA|PROGRAMME||id=ELFLA]]\u00a0[[LL-1|PROJECT||type=number]]"
)

Formats = {
    "brat": (write_brat, read_brat, "brat"),
    "label-studio": (write_label_studio, read_label_studio, "tasks.json"),
    "docbin": (write_docbin, read_docbin, "corpus.spacy"),
}


@pytest.mark.parametrize("name", Formats)
def test_round_trip(name: str, tmp_path: Path, project: Document, festival: Document) -> None:
    text, mentions = parse_markup(TRICKY)
    documents = [
        Annotated("a-tricky", text, tuple(mentions)),
        from_document(festival),
        from_document(project),
    ]
    write, read, target = Formats[name]
    write(tmp_path / target, documents)
    again = read(tmp_path / target)
    assert sorted(again, key=lambda d: d.id) == documents
    assert as_corpus_text(again[0]) == TRICKY


def test_the_whole_corpus_makes_the_trip(tmp_path: Path) -> None:
    from novads.evaluation.corpus import read_corpus
    from novads.evaluation.options import CORPUS

    documents = [from_document(d) for d in read_corpus(CORPUS.absolute(), ("dev",))]
    documents.sort(key=lambda d: d.id)
    for write, read, target in Formats.values():
        write(tmp_path / target, documents)
        assert sorted(read(tmp_path / target), key=lambda d: d.id) == documents


def test_spacy_can_train_on_the_docbin(tmp_path: Path, project: Document) -> None:
    write_docbin(tmp_path / "c.spacy", [from_document(project)])
    (doc,) = DocBin().from_disk(tmp_path / "c.spacy").get_docs(spacy.blank("lv").vocab)
    assert doc.text == project.text
    expected = [(m.start, m.end, m.kind.value) for m in project.mentions]
    assert [(e.start_char, e.end_char, e.label_) for e in doc.ents] == expected
    assert [(s.start_char, s.end_char, s.label_) for s in doc.spans[GROUP]] == expected


def test_label_studio_counts_as_browsers_do(tmp_path: Path) -> None:
    mention = MarkedMention(2, 6, Kind.PLACE, "Ogre")
    write_label_studio(tmp_path / "t.json", [Annotated("a", "🎈 Ogre", (mention,))])
    assert '"start": 3' in (tmp_path / "t.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("read", "name", "content"),
    [
        (read_label_studio, "t.json", "{"),
        (read_label_studio, "t.json", '[{"data": {}}]'),
        (read_label_studio, "t.json", "{}"),
        (read_docbin, "t.spacy", "nothing"),
    ],
)
def test_broken_files_are_named(
    tmp_path: Path, read: Callable[[Path], object], name: str, content: str
) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(CorpusError, match=name):
        read(tmp_path / name)


@pytest.mark.parametrize(
    "line", ["T1\tPLACE x y\tOgre", "T1\tTOWN 0 4\tOgre", "T1\tPLACE 0 9\tOgre", "#1\tValue"]
)
def test_broken_brat_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.txt").write_text("Ogre")
    (tmp_path / "a.ann").write_text(line + "\n")
    with pytest.raises(CorpusError, match=r"a\.ann"):
        read_brat(tmp_path)
