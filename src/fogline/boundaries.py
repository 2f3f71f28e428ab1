"""The case's own boundaries: outlines that no atlas has, of a valley, a district or an area that a party drew.

    boundaries.geojson    a GeoJSON FeatureCollection (RFC 7946) of Polygon and MultiPolygon, longitude first; properties:
                          name, source, and `place`, the id of the row of places.tsv whose outline it is, where it is one

It is only drawn: no claim is read, dated or weighed by it. Every fault is a ConfigError that names file and feature.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from fogline.case_records import Boundary
from fogline.errors import ConfigError
from fogline.records import Entity

FILE = "boundaries.geojson"
KEYS = ("name", "place", "source")
MOST_BYTES = 5_000_000
MOST_POINTS = 200_000  # of all outlines: a browser draws each of them on every day
AWAY = 0.5  # degrees by which a place's point may lie outside of its outline's box
WGS84 = ("CRS84", "4326")

Ring = tuple[tuple[float, float], ...]


def load(path: Path, places: Mapping[str, Entity]) -> tuple[Boundary, ...]:
    """The boundaries of a case, none where there is no such file. `places` are the case's own, by id."""
    if not path.exists():
        return ()
    content = _content(path)
    found: list[Boundary] = []
    for n, feature in enumerate(content, 1):
        where = f"{path}: feature {n}"
        boundary = _boundary(feature, where)
        _check_place(boundary, places, where)
        if boundary.place and any(boundary.place == other.place for other in found):
            raise ConfigError(f"{where}: {boundary.place} has an outline already", "make one MultiPolygon of both")
        found.append(boundary)
    points = sum(len(ring) for boundary in found for polygon in boundary.polygons for ring in polygon)
    if points > MOST_POINTS:
        raise ConfigError(f"{path}: {points:,} points", f"simplify the outlines: at most {MOST_POINTS:,} are drawn")
    return tuple(found)


def _content(path: Path) -> list[Any]:
    if path.stat().st_size > MOST_BYTES:
        raise ConfigError(f"{path}: larger than {MOST_BYTES:,} bytes", "simplify the outlines")
    try:
        content = json.loads(path.read_text("utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(f"{path}: no JSON ({error})", "save it as GeoJSON in UTF-8") from error
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection" or not _is_list(content.get("features")):
        raise ConfigError(f"{path}: no GeoJSON FeatureCollection", 'its first key is "type": "FeatureCollection"')
    if "crs" in content and not any(name in json.dumps(content["crs"]) for name in WGS84):
        raise ConfigError(f"{path}: coordinates of another system", "save it in WGS 84 (EPSG:4326)")
    return list(content["features"])


def _boundary(feature: Any, where: str) -> Boundary:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    told = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(geometry, dict) or not isinstance(told, dict):
        raise ConfigError(f"{where}: no Feature with a geometry and properties")
    unknown = sorted(set(told) - set(KEYS))
    if unknown:
        raise ConfigError(f"{where}: unknown property {unknown[0]!r}", f"known are {', '.join(KEYS)}")
    words = {key: told.get(key) or "" for key in KEYS}
    for key, value in words.items():
        if not isinstance(value, str) or (not value.strip() and key != "place"):
            raise ConfigError(f"{where}: {key} is missing or no text", "who drew it belongs to every outline")
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon"):
        raise ConfigError(f"{where}: a {kind} is no outline", "only Polygon and MultiPolygon are drawn")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if not _is_list(polygons) or not polygons:
        raise ConfigError(f"{where}: a {kind} without coordinates")
    drawn = tuple(tuple(_rings(polygon, where)) for polygon in polygons)
    return Boundary(name=words["name"].strip(), place=words["place"].strip(), polygons=drawn, source=words["source"].strip())


def _rings(polygon: Any, where: str) -> Iterator[Ring]:
    if not _is_list(polygon) or not polygon:
        raise ConfigError(f"{where}: a polygon without rings")
    for ring in polygon:
        points = tuple(_point(each, where) for each in ring) if _is_list(ring) else ()
        if len(points) < 4 or points[0] != points[-1]:
            raise ConfigError(f"{where}: a ring that is not closed", "four points or more, the last the same as the first")
        yield points


def _point(told: Any, where: str) -> tuple[float, float]:
    numbers = _is_list(told) and len(told) in (2, 3) and all(type(each) in (int, float) for each in told)
    if not numbers or not all(map(math.isfinite, told)) or not (abs(told[0]) <= 180 and abs(told[1]) <= 90):
        raise ConfigError(f"{where}: {str(told)[:60]} is no point", "longitude (-180 to 180) first, then latitude (-90 to 90)")
    return float(told[0]), float(told[1])


def _check_place(boundary: Boundary, places: Mapping[str, Entity], where: str) -> None:
    """That the place is there and its point in or near the outline: catches swapped coordinates and wrong ids."""
    if not boundary.place:
        return
    place = places.get(boundary.place)
    if place is None:
        raise ConfigError(f"{where}: {boundary.place!r} is no id of places.tsv")
    if place.lat is None or place.lon is None:
        return
    xs, ys = zip(*(point for polygon in boundary.polygons for ring in polygon for point in ring), strict=True)
    inside = min(xs) - AWAY <= place.lon <= max(xs) + AWAY and min(ys) - AWAY <= place.lat <= max(ys) + AWAY
    if not inside:
        message = f"{where}: it does not lie around the point of {boundary.place}"
        raise ConfigError(message, "longitude comes first in GeoJSON; check the id and the row of places.tsv")


def _is_list(value: Any) -> bool:
    return isinstance(value, list)
