"""Articles with the same text are told and linked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from novads.articles.duplicates import Duplicates, content_key
from novads.objects import Article


def test_the_second_is_linked_to_the_first() -> None:
    seen = Duplicates()
    first = seen.mark(Article(text="Svētki  parkā.\r\n", source_id="a"))
    second = seen.mark(Article(text="Svētki\u00a0parkā.", source_id="b"))
    third = seen.mark(Article(text="Sve\u0304tki parka\u0304.", source_id="c"))
    other = seen.mark(Article(text="svētki parkā.", source_id="d"))
    assert [a.duplicate_of for a in (first, second, third, other)] == [None, "a", "a", None]
    assert second.text == "Svētki\u00a0parkā."


def test_an_article_is_not_its_own_duplicate() -> None:
    seen = Duplicates()
    article = Article(text="Svētki.", source_id="a")
    assert seen.mark(article) == seen.mark(article) == article


def test_what_an_earlier_run_has_read() -> None:
    seen = Duplicates()
    seen.add(content_key("Svētki."), "old")
    seen.add(content_key("Svētki."), "newer")
    assert seen.mark(Article(text="Svētki.", source_id="a")).duplicate_of == "old"


@given(st.text(), st.text())
def test_keys(one: str, other: str) -> None:
    assert len(content_key(one)) == 32
    if content_key(one) == content_key(other):
        assert "".join(one.split()) == "".join(other.split()) or not one.isascii()
