"""How far things reach, as GeoJSON geometry; coordinates are degrees, longitude first."""

from __future__ import annotations

import math
from collections.abc import Iterable

from fogline.case_records import Boundary
from fogline.desk.opened import View
from fogline.desk.pages.page import Lines
from fogline.publish.outlines import Ring
from fogline.publish.spots import RADIUS_KM
from fogline.records import Place

KM = 111.2  # in a degree of latitude
CORNERS = 48  # of a disc


def near(place: Place, view: View) -> bool:
    """Whether a place is the case's own or lies in its area, so that a map shows it at first; a namesake far off does not."""
    return (place.id or "").startswith("case:") or place.country in view.case.area


def disc(lon: float, lat: float, km: float) -> Ring:
    """A ring around a point."""
    high = km / KM
    wide = high / max(math.cos(math.radians(lat)), 0.05)
    turns = (2 * math.pi * i / CORNERS for i in range(CORNERS))
    return tuple((round(lon + wide * math.cos(turn), 4), round(lat + high * math.sin(turn), 4)) for turn in turns)


def outlined(place: Place, view: View) -> Lines | None:
    """The case's own outline of a place that is no point, None where it has none."""
    if place.precision not in RADIUS_KM:
        return None
    found = next((boundary for boundary in view.case.boundaries if boundary.place and boundary.place == place.id), None)
    return shape(found) if found else None


def shape(boundary: Boundary) -> Lines:
    return {"type": "MultiPolygon", "coordinates": [[list(map(list, ring)) for ring in rings] for rings in boundary.polygons]}


def polygon(rings: Iterable[Ring]) -> Lines:
    """Each ring a polygon of its own: outer and inner are not told apart in the table."""
    return {"type": "MultiPolygon", "coordinates": [[[*map(list, ring), list(ring[0])]] for ring in rings]}
