"""What of FullStack's kind `time` novads is taken to find."""

from __future__ import annotations

import pytest
import spacy

from novads.evaluation.fullstack_time import time_expressions
from novads.mentions.dates import create_dates
from novads.objects import DateMention

NLP = spacy.blank("lv")
DATES = create_dates(NLP, "dates", [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sākās 2019. gada 5. maijā un beidzās jūnijā.", ["2019. gada 5. maijā", "jūnijā"]),
        (
            "Sāks 5. maijā plkst. 12.00, beigs pulksten 14.",
            ["5. maijā plkst. 12.00", "pulksten 14"],
        ),
        ("Sākās pirms trim gadiem, ilga divus gadus.", ["pirms trim gadiem"]),
        ("Trīs gadus vecs zēns.", []),
        ("Šodien, šogad un ziemā nekas nebija.", []),
        ("Šonedēļ un pagājušajā nedēļā bija.", ["Šonedēļ", "pagājušajā nedēļā"]),
    ],
)
def test_time_expressions(text: str, found: list[str]) -> None:
    dates = [m for m in DATES.find(NLP.make_doc(text)) if isinstance(m, DateMention)]
    assert [text[m.start : m.end] for m in time_expressions(text, dates)] == found
