"""The HTML page: whole, self-contained, and safe with any text."""

from __future__ import annotations

import dataclasses
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from novads.evaluation.conversions import from_gold
from novads.evaluation.corpus import Document
from novads.evaluation.facts import DocumentFacts
from novads.evaluation.page import render_page, write_page
from novads.evaluation.report import Judgement, Report, judge_facts, make_report

SHAS = {"dev": "a" * 64, "test": "b" * 64}


def judged(documents: list[Document]) -> list[Judgement]:
    """Predictions with one error of each type in the first document, and none in the others."""
    made = []
    for index, document in enumerate(documents):
        gold = from_gold(document)
        found = gold
        if index == 0:
            mentions = list(gold.mentions)
            free = document.text.index("biedrību")
            del mentions[0]
            mentions[0] = dataclasses.replace(mentions[0], end=mentions[0].end + 2)
            mentions[1] = dataclasses.replace(mentions[1], kind=gold.mentions[0].kind)
            mentions[2] = dataclasses.replace(mentions[2], value=gold.mentions[0].value)
            mentions.append(
                dataclasses.replace(mentions[3], start=free, end=free + 3, source="rule:r1")
            )
            event = dataclasses.replace(gold.events[0], start="2021-10-09T13:00")
            found = DocumentFacts(gold.id, tuple(mentions), gold.projects, (event,))
        made.append(judge_facts(document, found))
    return made


@pytest.fixture
def documents(project: Document, festival: Document) -> list[Document]:
    """Both documents."""
    return [project, festival]


class Reader(HTMLParser):
    """Checks that tags are closed in order, and keeps links, ids and attributes."""

    VOID = frozenset({"meta", "input", "br", "line", "rect"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag


def test_every_error_is_on_the_page(documents: list[Document]) -> None:
    results = judged(documents)
    page = render_page(make_report("mine", SHAS, results), results)
    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    rows = [a["data-type"] for tag, a in reader.seen if tag == "tr" and "data-type" in a]
    assert sorted(str(row) for row in rows) == [
        "missed",
        "spurious",
        "wrong kind",
        "wrong span",
        "wrong value",
    ]
    assert "2021-10-09T13:00" in page
    assert "rule:r1" in page
    links = [str(a["href"]) for tag, a in reader.seen if tag == "a"]
    assert "#s=dev&k=ORG&t=missed" in links
    assert all(link.startswith("#") for link in links)


def test_the_page_needs_nothing_from_elsewhere(documents: list[Document]) -> None:
    results = judged(documents)
    page = render_page(make_report("mine", SHAS, results), results)
    assert not re.search(r"""(?:src|href)=["'](?!#)|url\(|@import|https?://""", page)


def test_texts_are_escaped(documents: list[Document]) -> None:
    evil = dataclasses.replace(documents[0], text="<script>alert(1)</script>" + documents[0].text)
    results = [judge_facts(evil, from_gold(evil))]
    page = render_page(make_report("<b>&", SHAS, results), results)
    assert "<script>alert" not in page
    assert "<b>&" not in page


def test_versions_stand_in_one_chart(documents: list[Document]) -> None:
    results = judged(documents)
    report = make_report("new", SHAS, results)
    older: Report = report.model_copy(update={"system": "old"})
    assert "F1 by version" not in render_page(report, results)
    page = render_page(report, results, [older])
    assert "test: F1 by version" in page
    assert '<span class="key s0">old</span>' in page


def test_a_failed_document_says_why(documents: list[Document]) -> None:
    results = [judge_facts(documents[0], DocumentFacts(documents[0].id, failed="Boom: broke"))]
    assert "No prediction: Boom: broke" in render_page(make_report("x", SHAS, results), results)


def test_the_page_works_in_chromium(documents: list[Document], tmp_path: Path) -> None:
    chromium = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "chrome"))), None
    )
    if chromium is None:
        pytest.skip("no Chromium to open the page in")
    results = judged(documents)
    path = tmp_path / "page.html"
    write_page(path, make_report("mine", SHAS, results), results, [])

    def dump(part: str) -> str:
        options = "--headless --no-sandbox --disable-gpu --virtual-time-budget=2000 --dump-dom"
        profile = f"--user-data-dir={tmp_path}/u"
        command = [chromium, *options.split(), profile, f"{path.as_uri()}{part}"]
        return subprocess.run(
            command, capture_output=True, text=True, timeout=60, check=True
        ).stdout

    assert "<output>2 documents</output>" in dump("")
    filtered = dump("#s=dev&k=ORG&t=missed")
    assert "<output>1 documents</output>" in filtered
    assert re.search(r'<article id="lubana-2019-svetki"[^>]* hidden', filtered)
    shown = re.findall(r'<tr data-type="([^"]+)"[^>]*?( hidden="")?>', filtered)
    assert ("missed", "") in shown
    assert ("spurious", ' hidden=""') in shown
