"""The name of an event, in the text's own words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import regex

from novads.mentions.quotes import find_quoted
from novads.objects import (
    DateMention,
    Money,
    Organisation,
    Place,
    Programme,
    ProjectTitle,
    Span,
)
from novads.records.event_words import WORD, EventLexicon, Trigger
from novads.records.reading import Unit

__all__ = ["quoted_title", "title_span"]

_WORDS_BEFORE: Final = 7
_WORDS_BEHIND: Final = 9
_DATIVE: Final = ("iem", "ām", "īm")
_WE_DID: Final = ("ājām", "ējām", "ījām", "ojām", "sim")
_LOCATIVE: Final = ("ā", "ē", "ī", "ū", "os", "ās", "ēs", "īs")
_VERBAL: Final = ("ēs", "īs", "sies", "āja", "ēja", "īja", "ājās", "ējās", "ījās", "usi", "uši")
_DEFINITE: Final = ("ajā", "ajos", "ajās")


def title_span(unit: Unit, trigger: Trigger, lexicon: EventLexicon) -> Span:
    """The words that name the event whose noun is `trigger`.

    A quoted title beside the noun, without its quotes; else the noun with the modifiers in front
    of it and, behind it, what it is about ("par …").
    """
    quoted = quoted_title(unit, trigger)
    if quoted is not None:
        return quoted
    return _span(unit, _left(unit, trigger, lexicon), _right(unit, trigger, lexicon))


def _span(unit: Unit, start: int, end: int) -> Span:
    """The span of offsets into the unit's text."""
    return Span(start=unit.start + start, end=unit.start + end, text=unit.text[start:end])


def quoted_title(unit: Unit, trigger: Trigger) -> Span | None:
    """The quoted title right behind the event noun, or right in front of it."""
    for quoted in find_quoted(unit.text):
        if not quoted.is_balanced or quoted.inner_end - quoted.inner_start < 2:
            continue
        if _names_another(unit, quoted.start, quoted.end):
            continue
        if quoted.start >= trigger.end:
            gap = unit.text[trigger.end : quoted.start].split()
            if len(gap) <= 2 and not any(c in ",.;:!?–-" for word in gap for c in word):
                return _span(unit, quoted.inner_start, quoted.inner_end)
        elif quoted.end <= trigger.start and not unit.text[quoted.end : trigger.start].strip():
            return _span(unit, quoted.inner_start, quoted.inner_end)
    return None


def _names_another(unit: Unit, start: int, end: int) -> bool:
    """Whether what is quoted is an organisation, a programme or a project."""
    return any(
        m.span.start < unit.start + end and unit.start + start < m.span.end
        for m in unit.mentions
        if isinstance(m, Organisation | Programme | ProjectTitle)
    )


def _left(unit: Unit, trigger: Trigger, lexicon: EventLexicon) -> int:
    """Where the modifiers in front of the noun start."""
    names = []
    others = []
    limit = 0
    for mention in unit.mentions:
        start, end = mention.span.start - unit.start, mention.span.end - unit.start
        if end > trigger.start:
            break
        if isinstance(mention, DateMention | Money):
            limit = end
        elif isinstance(mention, Place | Organisation):
            names.append((start, end))
        else:
            others.append((start, end))
    words = [w for w in WORD.finditer(unit.lower, limit) if w.end() <= trigger.start]
    words.reverse()
    agrees = unit.lower[trigger.end - 1] in "āēīūs"
    start = trigger.start
    nearest = unit.lower[trigger.start : trigger.end]
    for count, word in enumerate(words[:_WORDS_BEFORE]):
        lower = word.group()
        if unit.text[word.end() : start].strip(' \u00a0„“”"«»') and nearest != "un":
            break
        if lower == "un":  # two genitives before one noun: 'amatnieku un mājražotāju tirgus'
            other = words[count + 1].group() if count + 1 < len(words) else ""
            if start == trigger.start or other[-1:] != nearest[-1:]:
                break
            nearest = lower
            continue
        if any(n[0] <= word.start() < n[1] for n in others):
            if start != trigger.start:
                break  # 'projekta X starptautiskā sanāksme': what it is of is no part of its name
            start, nearest = word.start(), lower
            continue
        if (
            lexicon.is_one_of("clause", lower)
            or any(map(str.isdigit, lower))
            or lower.endswith(_VERBAL)
        ):
            break
        name = next((n for n in names if n[0] <= word.start() < n[1]), None)
        if name is not None and (
            _behind_preposition(unit, name[0]) or unit.lower[: name[1]].endswith(_LOCATIVE)
        ):
            break
        if name is None and lower.endswith(_LOCATIVE):
            if _is_venue(unit, word.start(), word.end(), lexicon):
                break
            if not agrees and not lower.endswith((*_DEFINITE, "ā")):
                break
        start = word.start()
        nearest = lower
    return start


def _behind_preposition(unit: Unit, start: int) -> bool:
    """Whether a name tells where or whence: 'pie Gaujas plosta sagaidīšana'."""
    before = unit.lower[max(0, start - 8) : start].split()
    return bool(before) and before[-1] in ("pie", "no", "uz", "pa", "līdz", "ar")


def _is_venue(unit: Unit, start: int, end: int, lexicon: EventLexicon) -> bool:
    """Whether a word in the locative ends the name of a venue: 'kultūras namā'."""
    venue = lexicon.venue(unit.lower[:end], max(0, start - 40))
    return venue is not None and venue[1] == end


def _right(unit: Unit, trigger: Trigger, lexicon: EventLexicon) -> int:
    """Where the complement behind the noun ends: 'sarunas par mobilitāti'."""
    words = list(WORD.finditer(unit.lower, trigger.end))
    if not words or unit.text[trigger.end : words[0].start()].strip():
        return trigger.end
    if words[0].group() != "par":
        return _for_whom(unit, words, trigger.end)
    stops = [
        (m.span.start - unit.start, m.span.end - unit.start)
        for m in unit.mentions
        if isinstance(m, DateMention | Place)
    ]
    end = trigger.end
    for count, word in enumerate(words[: _WORDS_BEHIND + 1]):
        if unit.text[end : word.start()].strip():
            break
        if any(first <= word.start() < last for first, last in stops):
            break
        if count and (
            lexicon.is_one_of("takes-place", word.group())
            or word.group() in ("kas", "kur", "kurā", "no", "plkst", "pulksten", "līdz")
        ):
            break
        end = word.end()
    return end if end > words[0].end() else trigger.end


def _for_whom(unit: Unit, words: Sequence[regex.Match[str]], end: int) -> int:
    """Where a complement in the dative plural ends: 'apmācības sociālajiem darbiniekiem'."""
    stop = end
    for word in words[:2]:
        at = unit.start + word.start()
        if not word.group().endswith(_DATIVE) or word.group().endswith(_WE_DID):
            break
        if unit.text[stop : word.start()].strip():
            break
        if any(m.span.start <= at < m.span.end for m in unit.mentions):
            break
        stop = word.end()
    return stop
