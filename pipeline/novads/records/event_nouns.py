"""Which event nouns of a sentence stand for events of their own."""

from __future__ import annotations

from novads.language.inflection import Case
from novads.mentions.quotes import find_quoted
from novads.records.event_words import WORD, EventLexicon, Trigger
from novads.records.reading import Unit

__all__ = ["EventNouns"]


class EventNouns:
    """Finds event nouns in a unit, and tells those that only modify others."""

    def __init__(self, lexicon: EventLexicon) -> None:
        self._lexicon = lexicon

    def any_in(self, unit: Unit) -> bool:
        """Whether any event noun is in the unit."""
        return any(True for _ in self._lexicon.triggers(unit.lower))

    def of(self, unit: Unit) -> list[Trigger]:
        """The unit's event nouns that are no modifiers of other nouns and inside no name."""
        found = []
        for trigger in self._lexicon.triggers(unit.lower):
            start = unit.start + trigger.start
            if any(m.span.start <= start < m.span.end for m in unit.mentions):
                continue
            if not self._is_modifier(unit, trigger) and not self._goes_with(unit, trigger):
                found.append(trigger)
        return found

    def _goes_with(self, unit: Unit, trigger: Trigger) -> bool:
        """Whether a noun stands behind 'ar' or the like: what the event is held with."""
        before = [w.group() for w in WORD.finditer(unit.lower[: trigger.start])]
        return any(self._lexicon.is_one_of("with", word) for word in before[-1:])

    def _behind_quotes(self, unit: Unit, trigger: Trigger) -> int:
        """Where the text goes on behind a noun and a title quoted right behind it."""
        for quoted in find_quoted(unit.text):  # 'izstādes „Upe” atklāšana'
            if quoted.start < trigger.end or not quoted.is_balanced:
                continue
            gap = unit.text[trigger.end : quoted.start]
            return quoted.end if not gap.strip() else trigger.end
        return trigger.end

    def _is_modifier(self, unit: Unit, trigger: Trigger) -> bool:
        if not trigger.can_be(Case.GEN):
            return False
        behind = self._behind_quotes(unit, trigger)
        following = WORD.search(unit.lower, behind)
        adjacent = following is not None and not unit.text[behind : following.start()].strip()
        if behind != trigger.end and adjacent and following is not None:
            rest = unit.lower[following.start() :]
            return any(t.start == 0 for t in self._lexicon.triggers(rest))
        if not adjacent or following is None:
            return trigger.is_genitive_only
        word = following.group()
        if trigger.is_genitive_only:
            return True
        if any(t.start == 0 for t in self._lexicon.triggers(unit.lower[following.start() :])):
            return True  # 'pieredzes apmaiņas brauciens'
        at = unit.start + following.start()
        in_mention = any(m.span.start <= at < m.span.end for m in unit.mentions)
        if in_mention or self._lexicon.is_one_of("clause", word) or word.endswith(("iem", "ām")):
            return False
        if self._lexicon.is_one_of("takes-place", word) or trigger.can_be(Case.NOM):
            return self._lexicon.is_one_of("frame", word)
        venue = self._lexicon.venue(unit.lower, following.start())
        return venue is None or venue[0] != following.start()

    def frame(self, unit: Unit) -> Trigger | None:
        """The larger event that the unit is about a part of: 'svētku ietvaros', 'festivālā'."""
        for trigger in self._lexicon.triggers(unit.lower):
            following = WORD.search(unit.lower, trigger.end)
            if following is not None and trigger.can_be(Case.GEN):
                between = unit.text[trigger.end : following.start()]
                if not between.strip(' „“”"«»') and self._lexicon.is_one_of(
                    "frame", following.group()
                ):
                    return trigger
        return None
