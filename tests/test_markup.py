from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novads.markup import MarkedMention, MarkupError, parse_markup, write_markup
from novads.objects import Kind


def test_mentions_values_and_attributes() -> None:
    text, mentions = parse_markup(
        "Maijā [[Milānā|PLACE|Milāna]] par [[URBACT|PROGRAMME||id=URBACT|x=y]] | beigas"
    )
    assert text == "Maijā Milānā par URBACT | beigas"
    assert mentions == [
        MarkedMention(6, 12, Kind.PLACE, "Milāna"),
        MarkedMention(17, 23, Kind.PROGRAMME, "URBACT", (("id", "URBACT"), ("x", "y"))),
    ]
    assert mentions[1].get("id") == "URBACT"
    assert mentions[1].get("none") is None


def test_brackets_of_the_text() -> None:
    text, mentions = parse_markup(r"\[[[01.03.2026.|DATE|2026-03-01]]\] un [NVO] \\ \[\[")
    assert text == "[01.03.2026.] un [NVO] \\ [["
    assert (mentions[0].start, mentions[0].end) == (1, 12)


@pytest.mark.parametrize(
    ("marked", "offset", "reason"),
    [
        ("a [[b|DATE", 2, "never closed"),
        ("a]] b", 1, "without"),
        ("[[a [[b|DATE]]|DATE]]", 4, "nest"),
        ("[[a]]", 0, "no kind"),
        ("[[a|PERSON]]", 0, "unknown kind"),
        ("[[|DATE]]", 0, "empty"),
        ("[[ a|DATE]]", 0, "padded"),
        ("x [[a|DATE||b]]", 2, "key=text"),
    ],
)
def test_what_can_not_be_read_says_where_and_why(marked: str, offset: int, reason: str) -> None:
    with pytest.raises(MarkupError, match=reason) as caught:
        parse_markup(marked)
    assert caught.value.offset == offset


@given(
    st.lists(
        st.tuples(
            st.text(st.sampled_from("ab[]|\\ āņ"), max_size=6),
            st.text(st.sampled_from("ab[]|\\ā"), min_size=1, max_size=5),
            st.sampled_from(list(Kind)),
            st.text(st.sampled_from("xy[]|\\"), min_size=1, max_size=4),
        ),
        max_size=4,
    )
)
def test_writing_and_parsing_are_inverse(pieces: list[tuple[str, str, Kind, str]]) -> None:
    text = ""
    mentions = []
    for before, surface, kind, value in pieces:
        text += before
        mentions.append(MarkedMention(len(text), len(text) + len(surface), kind, value))
        text += surface
    assert parse_markup(write_markup(text, mentions)) == (text, mentions)


def test_overlapping_mentions_can_not_be_written() -> None:
    mentions = [MarkedMention(0, 3, Kind.DATE, "x"), MarkedMention(2, 4, Kind.PLACE, "y")]
    with pytest.raises(ValueError, match="overlaps"):
        write_markup("abcdef", mentions)
