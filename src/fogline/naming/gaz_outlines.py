"""Outlines of provinces for a map: Natural Earth admin-1 polygons, simplified to about a kilometre (public domain)."""

from __future__ import annotations

from functools import lru_cache

from fogline.naming.gaz_compile import WORLD, packed
from fogline.naming.gaz_names import fold

Ring = tuple[tuple[float, float], ...]
HUNDREDTHS = 100.0  # the table's unit of a degree


def outline(country: str, admin1: str) -> list[Ring]:
    """Closed rings of (lon, lat) of one area, outer and inner alike (even-odd rule); empty where none is known.

    `admin1` is the id of a GeoNames division (`gn:6957555`), its name, or Natural Earth's own name of one polygon; case and
    marks do not matter. A division of several polygons (England) gives the rings of all.
    """
    wanted = fold(admin1)
    rows = _outlines().get(country.upper(), ())
    return [ring for id, names, rings in rows if admin1 == id or wanted in names for ring in _rings(rings)]


def outlines(country: str) -> list[tuple[str, str, list[Ring]]]:
    """All polygons of a country: the id of the division ("" where none fits), Natural Earth's name, the rings."""
    return [(id, next(iter(names)), _rings(rings)) for id, names, rings in _outlines().get(country.upper(), ())]


@lru_cache(maxsize=1)
def _outlines() -> dict[str, list[tuple[str, tuple[str, ...], str]]]:
    found: dict[str, list[tuple[str, tuple[str, ...], str]]] = {}
    for country, id, names, rings in packed(WORLD / "outlines.tsv.xz"):
        found.setdefault(country, []).append((id, tuple(fold(name) for name in names.split("|")), rings))
    return found


def _rings(packed_rings: str) -> list[Ring]:
    """Decode `x,y dx,dy ...|...`: hundredths of a degree, first point absolute, then steps; the ring is closed here."""
    found: list[Ring] = []
    for part in packed_rings.split("|"):
        x = y = 0
        points = []
        for step in part.split(" "):
            dx, _, dy = step.partition(",")
            x, y = x + int(dx), y + int(dy)
            points.append((x / HUNDREDTHS, y / HUNDREDTHS))
        found.append((*points, points[0]))
    return found
