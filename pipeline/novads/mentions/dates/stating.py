"""What a shape's match states: the points of a date from the values that its groups caught."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from typing import Any, Final

import regex

from novads.mentions.dates.lexer import Atoms
from novads.mentions.dates.points import Lacks, Part, Point
from novads.mentions.dates.rules import DeicticRule, PartRule

__all__ = ["Values", "stated_points"]

_LAST: Final = -1
_WHOLE_MONTH: Final = Part(1, 31)
_LATEST_CENTURY: Final = 21
_LAST_CENTURY: Final = 20
_CENTURIES_TURN: Final = 50
"""Two figures of a year are of this century below it, of the last one from it on."""
_LONGEST_SHORTENED: Final = 10
"""Years of a span whose end is written with two figures ('2007.–13. gadā')."""
_DATED: Final = frozenset(f"{name}{end}" for name in ("m", "d", "s", "part", "nth") for end in "12")
_LAST_END: Final = frozenset(name for name in _DATED if name.endswith("2")) | {"y2", "rel2"}
_LONG: Final = frozenset({"decade", "longdecade", "century", "relcentury"})
Points = tuple[Point, Point | None]


class Values:
    """The values that a match's groups caught: months' numbers, years, rules of words."""

    def __init__(self, atoms: Atoms, match: regex.Match[str]) -> None:
        self._atoms = atoms
        self._places = {
            name: match.start(name) for name in match.re.groupindex if match.start(name) >= 0
        }

    def __getitem__(self, name: str) -> Any:
        place = self._places.get(name)
        return None if place is None else self._atoms.values[place]

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def __len__(self) -> int:
        return len(self._places)

    @property
    def names(self) -> Set[str]:
        """The names of the groups that caught something."""
        return self._places.keys()

    def place(self, name: str) -> tuple[int, int]:
        """The half-open offsets of the atom.

        Raises:
            KeyError: if the group caught nothing.
        """
        place = self._places[name]
        return self._atoms.starts[place], self._atoms.ends[place]


def stated_points(values: Values) -> Points | None:
    """The date's point, or both ends of a range; None if it can't be a date after all."""
    if not _LONG.isdisjoint(values.names):
        return _long(values)
    first = _point(values, "1")
    names = values.names
    if {"school", "short"} & names or ({"y1", "y2"} <= names and not _DATED & names):
        return _years(values)
    if "glued" in values:
        if values["glued"] <= values["d1"] or values.place("glued")[0] - values.place("d1")[1] != 1:
            return None
        last = _point(values, "2")
        return _ends(replace(first, day=values["d1"]), replace(last, day=values["glued"]))
    if "nth2" in values and "quarter2" not in values and "quarter1" in values:
        last = replace(first, code=32 + values["nth2"])
        return (first, last) if 0 < values["nth1"] < values["nth2"] <= 4 else None
    if not _is_possible(first, values, "1"):
        return None
    if not _LAST_END & values.names:
        return first, None
    last = _point(values, "2")
    return _ends(first, last) if _is_possible(last, values, "2") else None


def _point(values: Values, end: str) -> Point:
    month, day, weekday = values["m" + end], values["d" + end], values["w" + end]
    point = Point(month=month, day=day, weekday=weekday, code=values["s" + end])
    point = _with_unit(point, values, end)
    if (part := values["part" + end]) is not None:
        assert isinstance(part, PartRule)
        if month is None:
            point = replace(point, month=part.month, part=_WHOLE_MONTH)
        else:
            point = replace(point, part=Part(part.first, part.last))
    return _with_year(point, values, end)


def _with_unit(point: Point, values: Values, end: str) -> Point:
    nth = values["nth" + end]
    if nth is None:
        return replace(point, unit="week") if "week" in values else point
    if nth == _LAST:
        return _with_last(point, values, end)
    if "half" + end in values:
        if point.month is None:
            return replace(point, code=39 + nth)
        return replace(point, part=Part(1, 15) if nth == 1 else Part(16, 31))
    if "quarter" + end in values:
        return replace(point, code=32 + nth)
    if "halfyear" + end in values:
        return replace(point, code=39 + nth)
    if "tenth" in values:
        return replace(point, part=Part(10 * nth - 9, 31 if nth >= 3 else 10 * nth))
    if "weekend" in values:  # from the Friday before its Saturday to its Sunday
        return replace(point, part=Part(max(1, 7 * nth - 7), min(31, 7 * nth + 1)))
    return replace(point, part=Part(7 * nth - 6, min(31, 7 * nth)))


def _with_last(point: Point, values: Values, end: str) -> Point:
    """The last quarter of a year, the last week of a month, and so on."""
    if "quarter" + end in values:
        return replace(point, code=36)
    if "halfyear" + end in values or ("half" + end in values and point.month is None):
        return replace(point, code=41)
    return replace(point, part=Part(16, 31) if "half" + end in values else Part(21, 31))


def _with_year(point: Point, values: Values, end: str) -> Point:
    if (year := values["y" + end]) is not None:
        return replace(point, year=year)
    if (year := values["yy" + end]) is not None:  # '12.05.23.'
        return replace(point, year=year + (2000 if year < _CENTURIES_TURN else 1900))
    dated = any(v is not None for v in (point.month, point.code, point.day))
    if "endof" in values:  # 'līdz mēneša beigām'
        part = values["inmonth"]
        point = replace(point, part=Part(part.first, part.last))
        return replace(point, unit="month", offset=0, lacks=Lacks.REFERENCE)
    if "rel" + end in values:
        offset = values["rel" + end]
        if offset is None:
            return replace(point, lacks=Lacks.SAME)
        if point.unit == "week":
            return replace(point, offset=offset, lacks=Lacks.FOREVER)
        if "monthword" in values:
            if (part := values["inmonth"]) is not None:
                point = replace(point, part=Part(part.first, part.last))
            return replace(point, unit="month", offset=offset, lacks=Lacks.REFERENCE)
        if point.weekday is not None and not dated:
            return replace(point, lacks=Lacks.FOREVER)
        return replace(point, unit="year", offset=offset, lacks=Lacks.REFERENCE)
    if (rule := values["deictic" + end]) is not None:
        assert isinstance(rule, DeicticRule)
        if not dated:
            lacks = Lacks.FOREVER if rule.unit == "week" else Lacks.REFERENCE
            return replace(point, unit=rule.unit, offset=rule.offset, code=rule.season, lacks=lacks)
        if rule.unit in ("year", "season"):
            return replace(point, unit="year", offset=rule.offset, lacks=Lacks.REFERENCE)
    if not dated:
        return replace(point, lacks=Lacks.FOREVER)
    return replace(point, lacks=Lacks.YEAR)


def _is_possible(point: Point, values: Values, end: str) -> bool:
    if point.month is not None and not 1 <= point.month <= 12:
        return False
    if point.day is not None and point.day < 1:
        return False
    nth = values["nth" + end]
    if nth is None or nth == _LAST:
        return True
    if "quarter" + end in values:
        return bool(1 <= nth <= 4)
    halves = "half" + end in values or "halfyear" + end in values
    return bool(1 <= nth <= (2 if halves else 3 if "tenth" in values else 5))


def _ends(first: Point, last: Point) -> Points | None:
    if first.month is None and first.day is not None:  # '20.-21. augustā'
        lacks = Lacks.YEAR if first.lacks is Lacks.FOREVER else first.lacks
        first = replace(first, month=last.month, lacks=lacks)
        if last.day is not None and first.day is not None and last.day <= first.day:
            return None
    if first.year is not None and last.year is not None and last.exists and first.exists:
        opens, closes = first.bounds[0], last.bounds[1]
        if opens is None or closes is None or closes < opens:
            return None
    return first, last


def _years(values: Values) -> Points | None:
    first, last = values["y1"], values["y2"]
    if last is None:
        if "short" not in values:
            return None
        last = first // 100 * 100 + values["short"]
        last += 100 if last <= first else 0
        if last - first > _LONGEST_SHORTENED:
            return None
    return (Point(year=first), Point(year=last)) if first < last else None


def _long(values: Values) -> Points | None:
    if "longdecade" in values:
        years = [values[name] for name in ("longdecade", "longdecade2") if name in values]
        return None if any(y % 10 for y in years) else _spans([f"{y // 10}X" for y in years])
    century = values["century"] or _LAST_CENTURY
    if "relcentury" in values:
        century = _LATEST_CENTURY + values["relcentury"]
    centuries = [century, values["century2"]] if "century2" in values else [century]
    if not all(1 <= c <= _LATEST_CENTURY for c in centuries):
        return None
    if "decade" not in values:
        return _spans([f"{c - 1:02d}XX" for c in centuries])
    decades = [values[name] for name in ("decade", "decade2") if name in values]
    if any(d % 10 or not 10 <= d <= 90 for d in decades):
        return None
    return _spans([f"{century - 1:02d}{d // 10}X" for d in decades])


def _spans(years: list[str]) -> Points | None:
    """Decades or centuries, one or from one to another."""
    if len(years) > 1 and years[1] <= years[0]:
        return None
    return Point(years=years[0]), Point(years=years[1]) if len(years) > 1 else None
