"""The name of an event, in the text's own words."""

from __future__ import annotations

from typing import Final

from novads.mentions.quotes import find_quoted
from novads.objects import DateMention, Money, Organisation, Place, Span
from novads.records.event_words import WORD, EventLexicon, Trigger
from novads.records.reading import Unit

__all__ = ["title_span"]

_WORDS_BEFORE: Final = 7
_WORDS_BEHIND: Final = 9
_LOCATIVE: Final = ("ā", "ē", "ī", "ū", "os", "ās", "ēs", "īs")


def title_span(unit: Unit, trigger: Trigger, lexicon: EventLexicon) -> Span:
    """The words that name the event whose noun is `trigger`.

    The noun with the modifiers in front of it, and behind it a quoted title or what it is about
    ("par …"). A weak noun ('pasākums') with a quoted title gives the quoted title alone.
    """
    quoted = _quoted_behind(unit, trigger)
    if quoted is not None and trigger.weak:
        start, end = quoted[1]
        return _span(unit, start, end)
    start = _left(unit, trigger, lexicon)
    end = quoted[0][1] if quoted is not None else _right(unit, trigger, lexicon)
    return _span(unit, start, end)


def _span(unit: Unit, start: int, end: int) -> Span:
    """The span of offsets into the unit's text."""
    text = unit.text[start:end]
    return Span(start=unit.start + start, end=unit.start + end, text=text)


def _quoted_behind(unit: Unit, trigger: Trigger) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """A quoted title right behind the noun: (with its quotes, without them), or None."""
    for quoted in find_quoted(unit.text, trigger.end, len(unit.text)):
        gap = unit.text[trigger.end : quoted.start].split()
        if len(gap) > 2 or any(c in ",.;:!?" for word in gap for c in word):
            return None
        inside = (quoted.inner_start, quoted.inner_end)
        return (quoted.start, quoted.end), inside
    return None


def _left(unit: Unit, trigger: Trigger, lexicon: EventLexicon) -> int:
    """Where the modifiers in front of the noun start."""
    stops = [
        m.span.end - unit.start
        for m in unit.mentions
        if m.span.end - unit.start <= trigger.start and isinstance(m, DateMention | Money)
    ]
    names = [
        (m.span.start - unit.start, m.span.end - unit.start)
        for m in unit.mentions
        if isinstance(m, Place | Organisation)
    ]
    limit = max(stops, default=0)
    words = [w for w in WORD.finditer(unit.lower, limit) if w.end() <= trigger.start]
    start = trigger.start
    agrees = trigger.start != trigger.end and unit.lower[trigger.end - 1] in "āēīūs"
    for count, word in enumerate(reversed(words), start=1):
        between = unit.text[word.end() : start]
        if count > _WORDS_BEFORE or between.strip() not in ("", "„", "“", "”", '"', "«", "»"):
            break
        lower = word.group()
        if lexicon.is_one_of("clause", lower) or lower.isdigit():
            break
        in_name = next((n for n in names if n[0] <= word.start() < n[1]), None)
        if lower.endswith(_LOCATIVE) and _is_place(unit, word, in_name, lexicon, agrees=agrees):
            break
        start = word.start()
    return start


def _is_place(
    unit: Unit,
    word: object,
    in_name: tuple[int, int] | None,
    lexicon: EventLexicon,
    *,
    agrees: bool,
) -> bool:
    """Whether a word in the locative tells where, rather than agrees with the noun."""
    start, end = word.span()  # type: ignore[attr-defined]
    if in_name is not None:
        return end == in_name[1]
    venue = lexicon.venue(unit.lower[: end + 1], max(0, start - 40))
    if venue is not None and venue[1] == end:
        return True
    lower = unit.lower[start:end]
    return not agrees and not lower.endswith(("ajā", "ajos", "ajās")) and not lower.endswith("ā")


def _right(unit: Unit, trigger: Trigger, lexicon: EventLexicon) -> int:
    """Where the complement behind the noun ends: 'sarunas par mobilitāti'."""
    mentions = [m for m in unit.mentions if m.span.start - unit.start >= trigger.end]
    words = list(WORD.finditer(unit.lower, trigger.end))
    if not words or unit.text[trigger.end : words[0].start()].strip():
        return trigger.end
    if words[0].group() not in ("par", "ar", "bērniem", "jauniešiem", "senioriem", "uz"):
        return trigger.end
    end = trigger.end
    for count, word in enumerate(words):
        between = unit.text[end : word.start()]
        if count >= _WORDS_BEHIND or between.strip():
            break
        if any(
            isinstance(m, DateMention | Place)
            and m.span.start - unit.start <= word.start()
            and word.start() < m.span.end - unit.start
            for m in mentions
        ):
            break
        if count and lexicon.is_one_of("takes-place", word.group()):
            break
        if count and word.group() in ("kas", "kur", "kurā", "no", "plkst", "pulksten", "līdz"):
            break
        end = word.end()
    return end if end > words[0].end() else trigger.end
