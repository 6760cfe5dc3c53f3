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
_DATED: Final = frozenset({"m1", "m2", "d1", "s1"})
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
    if "decade" in values or "longdecade" in values or "century" in values:
        return _long(values)
    first = _point(values, "1")
    if "school" in values or ("y1" in values and "y2" in values and not _DATED & values.names):
        return _years(values)
    if "glued" in values:
        if values["glued"] <= values["d1"] or values.place("glued")[0] - values.place("d1")[1] != 1:
            return None
        last = _point(values, "2")
        return _ends(replace(first, day=values["d1"]), replace(last, day=values["glued"]))
    if "nth2" in values and "quarter" in values:
        last = replace(first, code=32 + values["nth2"])
        return (first, last) if 0 < values["nth1"] < values["nth2"] <= 4 else None
    if not _is_possible(first, values):
        return None
    if not {"d2", "m2"} & values.names:
        return first, None
    last = _point(values, "2")
    return _ends(first, last) if _is_possible(last, values) else None


def _point(values: Values, end: str) -> Point:
    month, day, weekday = values["m" + end], values["d" + end], values["w" + end]
    point = Point(month=month, day=day, weekday=weekday, code=values["s" + end])
    if end == "1":
        point = _with_unit(point, values)
    if (part := values["part" + end]) is not None:
        assert isinstance(part, PartRule)
        if month is None:
            point = replace(point, month=part.month, part=_WHOLE_MONTH)
        else:
            point = replace(point, part=Part(part.first, part.last))
    return _with_year(point, values, end)


def _with_unit(point: Point, values: Values) -> Point:
    nth = values["nth1"]
    if nth is None:
        return replace(point, unit="week") if "week" in values else point
    if nth == _LAST:
        return _with_last(point, values)
    if "half" in values:
        if point.month is None:
            return replace(point, code=39 + nth)
        return replace(point, part=Part(1, 15) if nth == 1 else Part(16, 31))
    if "quarter" in values:
        return replace(point, code=32 + nth)
    if "halfyear" in values:
        return replace(point, code=39 + nth)
    if "tenth" in values:
        return replace(point, part=Part(10 * nth - 9, 31 if nth >= 3 else 10 * nth))
    if "weekend" in values:  # from the Friday before its Saturday to its Sunday
        return replace(point, part=Part(max(1, 7 * nth - 7), min(31, 7 * nth + 1)))
    return replace(point, part=Part(7 * nth - 6, min(31, 7 * nth)))


def _with_last(point: Point, values: Values) -> Point:
    """The last quarter of a year, the last week of a month, and so on."""
    if "quarter" in values:
        return replace(point, code=36)
    if "halfyear" in values or ("half" in values and point.month is None):
        return replace(point, code=41)
    return replace(point, part=Part(16, 31) if "half" in values else Part(21, 31))


def _with_year(point: Point, values: Values, end: str) -> Point:
    if (year := values["y" + end]) is not None:
        return replace(point, year=year)
    dated = any(v is not None for v in (point.month, point.code, point.day))
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


def _is_possible(point: Point, values: Values) -> bool:
    if point.month is not None and not 1 <= point.month <= 12:
        return False
    if point.day is not None and point.day < 1:
        return False
    if "nth1" not in values or values["nth1"] == _LAST:
        return True
    limit = 2 if "half" in values or "halfyear" in values else 3 if "tenth" in values else 5
    return bool(1 <= values["nth1"] <= (4 if "quarter" in values else limit))


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
    return (Point(year=first), Point(year=last)) if first < last else None


def _long(values: Values) -> Points | None:
    if "longdecade" in values:
        year = values["longdecade"]
        return (Point(years=f"{year // 10}X"), None) if year % 10 == 0 else None
    century = values["century"] or _LAST_CENTURY
    if not 1 <= century <= _LATEST_CENTURY:
        return None
    if "decade" not in values:
        return Point(years=f"{century - 1:02d}XX"), None
    decades = [values[name] for name in ("decade", "decade2") if name in values]
    if any(d % 10 or not 10 <= d <= 90 for d in decades):
        return None
    points = [Point(years=f"{century - 1:02d}{d // 10}X") for d in decades]
    return points[0], points[1] if len(points) > 1 else None
