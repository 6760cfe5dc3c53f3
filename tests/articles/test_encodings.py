"""What bytes are decoded from: told from the bytes, and stated on the article."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novads.articles.readers import decode_text, read_paths
from novads.articles.readers.decoding import known_encoding
from novads.errors import ArticleError
from novads.objects import Article

SENTENCES = (
    "Šogad Ķekavā notiks Līgo svētki.",
    "Rūjienā atklās jauno bērnudārza ēku, aicināti visi iedzīvotāji.",
    "Žūrija vērtēs čaklākās saimnieces – „Gaujmalas” un „Kļaviņu” ļaudis.",
    "Pēc koncerta dejosim zaļumballē kopā ar grupu Müller & Co, 5 € par biļeti.",
    "Projekta mērķis ir uzlabot pagasta ceļu stāvokli; izmaksas: 12 500 eiro.",
)
ENCODINGS = ("utf-8", "windows-1257", "iso-8859-13", "iso-8859-4", "cp775")
WIDE = ("utf-16-le", "utf-16-be")


def encodable(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@pytest.mark.parametrize("encoding", ENCODINGS + WIDE)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_is_enough(sentence: str, encoding: str) -> None:
    if not encodable(sentence, encoding):
        pytest.skip("not all of its characters exist there")
    assert decode_text(sentence.encode(encoding), "a").text == sentence


@pytest.mark.parametrize("encoding", [*ENCODINGS, *WIDE, "utf-8-sig", "utf-16"])
def test_it_is_on_the_record(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(SENTENCES[1].encode(encoding))
    (article,) = read_paths([path])
    assert isinstance(article, Article)
    assert article.text == SENTENCES[1]
    # windows-1257 has the letters of iso-8859-13 in the same places
    same = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "iso-8859-13": "windows-1257"}
    assert article.encoding == same.get(encoding, encoding)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Приглашаем всех на праздник", "windows-1251"),
        ("Приглашаем всех на праздник", "koi8-r"),
        ("日本語のテキストです", "shift_jis"),
        ("Ελληνικά κείμενα", "iso-8859-7"),
    ],
)
def test_another_script_is_not_taken_for_latvian(text: str, encoding: str) -> None:
    with pytest.raises(ArticleError, match="not UTF-8"):
        decode_text(text.encode(encoding), "a")


@pytest.mark.parametrize(
    "text",
    [
        "Le théâtre présente une pièce à la française, où élèves et maîtres jouent.",
        "Die Straße führt über die Brücke; größere Häuser säumen sie.",
        "Året därpå flyttade de från Malmö till Öland.",
    ],
)
def test_a_western_language_is_not_taken_for_latvian(text: str) -> None:
    assert decode_text(text.encode("windows-1252"), "a") == (text, "windows-1252")


def test_utf_8_that_is_cut_is_not_guessed_at() -> None:
    with pytest.raises(ArticleError, match="not UTF-8: byte 0xc4"):
        decode_text("Ķekavas novadā".encode()[:-1], "a")


LATVIAN = st.text(st.sampled_from("aābcčdeēfgģhiījkķlļmnņoprsštuūvzžAĀSŠKĶ ,.\n–„”"), min_size=1)


@given(LATVIAN, st.sampled_from(ENCODINGS[:1] + WIDE))
def test_unicode_round_trip(text: str, encoding: str) -> None:
    mark = "\ufeff" if encoding in WIDE else ""
    try:
        decoded = decode_text((mark + text).encode(encoding), "a")
    except ArticleError:
        assert not text.strip()
    else:
        assert decoded == (text, encoding)


@given(st.lists(st.sampled_from(SENTENCES[:2]), min_size=1), st.sampled_from(ENCODINGS + WIDE))
def test_round_trip(sentences: list[str], encoding: str) -> None:
    text = "\r\n".join(sentences)
    assert decode_text(text.encode(encoding), "a").text == text


@given(st.binary())
def test_any_bytes_are_decoded_or_refused(raw: bytes) -> None:
    try:
        text, encoding = decode_text(raw, "a")
    except ArticleError:
        return
    assert text.strip()
    mark = "\ufeff".encode(encoding) if encoding.startswith("utf") else b""
    assert text.encode(encoding) == raw.removeprefix(mark)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("UTF-8", "utf-8"),
        (" 'Windows-1257' ", "windows-1257"),
        ("latin1", "windows-1252"),
        ("us-ascii", "windows-1252"),
        ("iso-8859-13", "iso-8859-13"),
        ("rot13", None),
        ("zlib", None),
        ("unicode_escape", None),
        ("utf-7", None),
        ("idna", None),
        ("nonsense", None),
        ("a\0b", None),
    ],
)
def test_labels(label: str, name: str | None) -> None:
    assert known_encoding(label) == name
