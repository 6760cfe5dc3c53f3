"""The places that a store's articles name, as GeoJSON (RFC 7946)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import duckdb

from novads.batch.exports.options import ExportOptions, whole_file
from novads.errors import NovadsError

__all__ = ["CoordinatesError", "read_coordinates", "write_geojson"]

_QUERY: Final = """
    WITH named AS (
        SELECT value AS name, any_value(subkind) AS kind, any_value(country) AS country,
               any_value(ids) AS ids, count(*) AS mentions,
               count(DISTINCT article_id) AS articles
        FROM mentions WHERE kind = 'PLACE' GROUP BY value, map_extract(ids, 'geonames')
    ),
    held AS (
        SELECT place, count(*) AS events, min(earliest) AS first, max(latest) AS last
        FROM events WHERE place IS NOT NULL GROUP BY place
    )
    SELECT named.*, coalesce(held.events, 0) AS events, held.first, held.last
    FROM named LEFT JOIN held ON held.place = named.name
    ORDER BY named.name, named.mentions DESC
"""


class CoordinatesError(NovadsError):
    """A file of coordinates can't be read. Names the file, the line and the reason."""


def write_geojson(
    connection: duckdb.DuckDBPyConnection, out: Path, options: ExportOptions
) -> Mapping[Path, int]:
    """Write `places.geojson`: a feature a place, with how often it is named and how many events.

    A place is located where its GeoNames id is in `options.coordinates`; the others are features
    without a geometry, which GeoJSON calls unlocated.
    """
    path = out / "places.geojson"
    count = 0
    with whole_file(path) as file:
        file.write('{"type":"FeatureCollection","features":[')
        cursor = connection.execute(_QUERY)
        names = [column[0] for column in cursor.description or ()]
        while rows := cursor.fetchmany(1000):
            for row in rows:
                feature = _feature(dict(zip(names, row, strict=True)), options)
                file.write(",\n" if count else "\n")
                file.write(json.dumps(feature, ensure_ascii=False))
                count += 1
        file.write("\n]}\n")
    return {path: count}


def _feature(place: dict[str, Any], options: ExportOptions) -> dict[str, Any]:
    ids: dict[str, str] = place.pop("ids") or {}
    at = options.coordinates.get(ids.get("geonames", ""))
    for end in ("first", "last"):
        place[end] = place[end].isoformat() if place[end] else None
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": list(at)} if at else None,
        "properties": {
            **{key: value for key, value in place.items() if value is not None},
            **ids,
        },
    }


def read_coordinates(path: Path) -> dict[str, tuple[float, float]]:
    """Coordinates from a GeoNames dump, such as LV.txt (CC BY 4.0, download.geonames.org).

    Args:
        path: a file of tab-separated lines without a header, the GeoNames id in column 1, latitude
            and longitude in columns 5 and 6, in degrees (WGS 84).

    Returns:
        (longitude, latitude) by GeoNames id.

    Raises:
        CoordinatesError: if a line isn't like that.
        OSError: if the file can't be read.
    """
    found: dict[str, tuple[float, float]] = {}
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            columns = line.rstrip("\n").split("\t")
            try:
                latitude, longitude = float(columns[4]), float(columns[5])
            except (IndexError, ValueError):
                raise CoordinatesError(
                    f"{path}:{number}: no latitude and longitude in columns 5 and 6"
                ) from None
            if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
                raise CoordinatesError(f"{path}:{number}: no place on Earth")
            found[columns[0]] = (longitude, latitude)
    return found
