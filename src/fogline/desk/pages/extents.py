"""How far things reach, as GeoJSON geometry; coordinates are degrees, longitude first."""

from __future__ import annotations

import math
from collections.abc import Iterable

from fogline.desk.opened import View
from fogline.desk.pages.page import Lines
from fogline.publish.outlines import Ring
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


def polygon(rings: Iterable[Ring]) -> Lines:
    """Each ring a polygon of its own: outer and inner are not told apart in the table."""
    return {"type": "MultiPolygon", "coordinates": [[[*map(list, ring), list(ring[0])]] for ring in rings]}
