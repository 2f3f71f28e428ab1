"""Where a place lies on a map and how far it reaches: a settlement is a point, what has no exact point an area, never a pin."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from fogline.publish.canvas import KM_A_DEGREE, Canvas, Point
from fogline.publish.outlines import Outline
from fogline.records import Event, Place

NOT_ON_MAP = ("country", "unknown")  # precisions of what no map shows
RADIUS_KM = {"district": 15.0, "area": 20.0, "route": 12.0, "province": 45.0}  # of the disc for what is no point
LEAST_AREA, MOST_AREA = 16.0, 70.0  # units
LEAST_COSINE = 0.05  # so that a disc beside a pole does not go round the world


def key_of(place: Place) -> str:
    """What tells the places of one sitrep apart."""
    return place.id or place.name


def drawable(place: Place, area: Sequence[str]) -> bool:
    """Whether a map of an area (country codes among them, all countries where there is none) can show the place."""
    codes = [code for code in area if len(code) == 2]
    near = not codes or place.country is None or place.country in codes
    return place.lat is not None and place.lon is not None and place.precision not in NOT_ON_MAP and near


def spot(event: Event, area: Sequence[str] = ()) -> Place | None:
    """The first place of an event that a map can show."""
    return next((place for place in event.places if drawable(place, area)), None)


def shape_of(place: Place, land: Iterable[Outline], own: Iterable[Outline]) -> Outline | None:
    """The outline of a place that is no point: the case's own, else of a province the one of its id, else the one that its
    point lies in."""
    drawn = next((outline for outline in own if outline.id == place.id and place.precision in RADIUS_KM), None)
    if drawn:
        return drawn
    if place.precision != "province" or place.lon is None or place.lat is None:
        return None
    provinces = tuple(land)
    named = next((outline for outline in provinces if outline.id == place.id), None)
    return named or next((outline for outline in provinces if outline.holds(place.lon, place.lat)), None)


def point_of(place: Place) -> Point:
    """Longitude and latitude of what is `drawable`."""
    assert place.lon is not None and place.lat is not None
    return place.lon, place.lat


def corners(place: Place, shape: Outline | None) -> list[Point]:
    """Points that a map must hold to show all of what is `drawable`."""
    if shape:
        return [point for ring in shape.rings for point in ring]
    lon, lat = point_of(place)
    high = RADIUS_KM.get(place.precision, 0.0) / KM_A_DEGREE
    wide = high / max(math.cos(math.radians(lat)), LEAST_COSINE)
    return [(lon - wide, lat - high), (lon + wide, lat + high)] if high else [(lon, lat)]


def at(place: Place, canvas: Canvas) -> Point:
    """Its point on the canvas."""
    return canvas.at(*point_of(place))


def radius(place: Place, canvas: Canvas) -> float:
    """Of the disc in which a place lies that is no point, in the map's units: never so small as to pass for a mark."""
    return min(max(canvas.km(RADIUS_KM[place.precision]), LEAST_AREA), MOST_AREA)
