"""Quoted stretches in every style, nested and unbalanced."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novads.mentions.quotes import MAX_LENGTH, find_quoted, straight_quotes


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("SIA „Alfa”.", ["Alfa"]),
        ("SIA “Alfa”.", ["Alfa"]),
        ('SIA "Alfa".', ["Alfa"]),
        ('SIA „Alfa".', ["Alfa"]),
        ("SIA «Alfa».", ["Alfa"]),
        ("SIA “Alfa“.", ["Alfa"]),
        ("SIA ”Alfa”.", ["Alfa"]),
        ('SIA „Alfa\\".', ["Alfa"]),
        ('SIA \\"Alfa\\".', ["Alfa"]),
        ("SIA ''Alfa''.", ["Alfa"]),
        ("SIA ‘Alfa’.", ["Alfa"]),
        ("SIA 'Alfa'.", ["Alfa"]),
        ("SIA ,,Alfa”.", ["Alfa"]),
        ("(„Alfa”)", ["Alfa"]),
        ("„Alfa”, „Beta” un „Gamma”", ["Alfa", "Beta", "Gamma"]),
        ('"Alfa", "Beta" un "Gamma"', ["Alfa", "Beta", "Gamma"]),
        ("„PII “Zīle” ēka”", ["PII “Zīle” ēka", "Zīle"]),
        ('"Skolas "Zīle" pagalms"', ['Skolas "Zīle" pagalms', "Zīle"]),
        ("„Kas „kluss” ir”", ["Kas „kluss” ir", "kluss"]),
        ("19.2.”Darbība” turpinās", ["Darbība"]),
        ("„ Alfa ” un", ["Alfa"]),
        ('" Alfa " un', ["Alfa"]),
        ("„Alfa\nBeta”", ["Alfa\nBeta"]),
        ("„Ei!” viņš sauca", ["Ei!"]),
        ("grupa “9 vīri”", ["9 vīri"]),
    ],
)
def test_balanced(text: str, inner: list[str]) -> None:
    found = find_quoted(text)
    assert [q.inner(text) for q in found] == inner
    assert all(q.is_balanced for q in found)


@pytest.mark.parametrize(
    ("text", "inner", "opened", "closed"),
    [
        ("projekts „Alfa un beta\nnākamā rinda", "Alfa un beta", True, False),
        ("partnerības Kaimiņi” sēde", "partnerības Kaimiņi", False, True),
        ("„viens\n\ndivi", "viens", True, False),
        ("Alfa\nBeta» un", "Beta", False, True),
    ],
)
def test_unbalanced(text: str, inner: str, opened: bool, closed: bool) -> None:
    (only,) = find_quoted(text)
    assert (only.inner(text), only.opened, only.closed) == (inner, opened, closed)


@pytest.mark.parametrize(
    "text",
    ["", "bez pēdiņām", "O’Nīls un d'Artanjans", 'ekrāns 15" plats', "90'tie gadi", "„”", '""'],
)
def test_nothing(text: str) -> None:
    assert find_quoted(text) == []


def test_never_across_a_blank_line() -> None:
    found = find_quoted("„viens\n \ndivi”")
    assert [(q.opened, q.closed) for q in found] == [(True, False), (False, True)]


def test_only_between_start_and_end() -> None:
    text = "„Alfa” „Beta” „Gamma”"
    assert [q.inner(text) for q in find_quoted(text, 7, 13)] == ["Beta"]


def test_length_is_capped() -> None:
    assert all(not q.is_balanced for q in find_quoted("„" + "a" * (MAX_LENGTH + 1) + "”"))


def test_straight_quotes() -> None:
    assert straight_quotes("„a” “b” «c» ''d'' \\\"e\\\"") == '"a" "b" "c" "d" "e"'


@given(st.text(alphabet="aB „“”\"«»'’,\\\n.1", max_size=80))
def test_spans_are_sound(text: str) -> None:
    for q in find_quoted(text):
        assert 0 <= q.start <= q.inner_start < q.inner_end <= q.end <= len(text)
        assert q.opened or q.closed
        assert "\n\n" not in q.inner(text)


@pytest.mark.parametrize("piece", ["„", '"', "”", '"a ', "„a ", "''", "‘a", 'a" '])
def test_time_grows_with_the_text(piece: str, assert_linear: Callable[..., None]) -> None:
    assert_linear(find_quoted, piece)
