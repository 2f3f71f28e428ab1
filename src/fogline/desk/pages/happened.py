"""What is told to have happened on a day, a feature a place: a mark with the families of its events, and how far off it may be.

An event without an exact point has no pin: the disc within which it happened is drawn, its marks stand on the rim.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fogline.desk.opened import View
from fogline.desk.pages.events import exactly
from fogline.desk.pages.extents import disc, near, outlined, polygon
from fogline.desk.pages.page import Lines
from fogline.desk.written import text
from fogline.publish import words
from fogline.publish.families import FAMILIES, families
from fogline.publish.spots import RADIUS_KM, spot
from fogline.reconciling import place_key
from fogline.records import Event, Place


def precision(event: Event) -> str:
    """How well its place is known, in words."""
    place = spot(event)
    if place is None:
        return "not on the map" if event.places else "no place told"
    km = RADIUS_KM.get(place.precision)
    return f"within {km:.0f} km" if km else ""


def first_of(on: dt.date, days: int) -> dt.date:
    """The first of some days up to one."""
    return dt.date.fromordinal(max(on.toordinal() - days + 1, 1))


def told_of(view: View, on: dt.date, days: int) -> list[Event]:
    """The events of some days up to one, in their order."""
    first = first_of(on, days).toordinal()
    return [event for n in range(first, on.toordinal() + 1) for event in view.happened.get(dt.date.fromordinal(n), ())]


def features(view: View, on: dt.date, days: int) -> Iterator[str]:
    """GeoJSON features, as JSON: a point a place, and a disc where the place is known no better."""
    extents = view.lasting.once("extents of events", lambda: _extents(view))
    told: dict[str, list[Event]] = defaultdict(list)
    for event in told_of(view, on, days):
        place = spot(event)
        if place is not None:
            told[place_key(place)].append(event)
    for key, events in sorted(told.items()):
        properties = text(_told(view, on, days, extents[key].place, events))
        for geometry in extents[key].geometries:
            yield f'{{"type":"Feature","geometry":{geometry},"properties":{properties}}}'


@dataclass(frozen=True, slots=True, kw_only=True)
class _Extent:
    """A place with its geometries as JSON: the area that it is known to lie in, if any, and the point of its mark."""

    place: Place
    geometries: tuple[str, ...]


def _extents(view: View) -> Mapping[str, _Extent]:
    """Of each place that an event of a day is drawn at."""
    places: dict[str, Place] = {}
    for event in (event for events in view.happened.values() for event in events):
        place = spot(event)
        if place is not None:
            places.setdefault(place_key(place), place)
    return {key: _Extent(place=place, geometries=tuple(_geometries(place, view))) for key, place in places.items()}


def _geometries(place: Place, view: View) -> Iterator[str]:
    assert place.lon is not None and place.lat is not None
    km = RADIUS_KM.get(place.precision)
    point = [place.lon, place.lat]
    if km:
        area = outlined(place, view) or polygon((disc(place.lon, place.lat, km),))
        yield text(area)
        point = max((at for rings in area["coordinates"] for at in rings[0]), key=lambda at: at[1])  # the rim's northern end
    yield text({"type": "Point", "coordinates": point})


def _told(view: View, on: dt.date, days: int, place: Place, events: list[Event]) -> Lines:
    """What is told to have happened at a place."""
    alone = events[0] if len(events) == 1 else None
    here = {family.id for event in events for family in families(event, view.record.claims)}
    return {
        "id": place_key(place),
        "families": ",".join(family.id for family in FAMILIES if family.id in here),
        "count": len(events),
        "km": RADIUS_KM.get(place.precision, 0.0),
        "near": near(place, view),
        "says": "; ".join(f"{words.kind(event.kind)}, {place.name}" for event in events),
        "address": view.address(f"/events/{alone.id}")
        if alone
        else view.address("/events", since=first_of(on, days), until=on, place=exactly(place.id, place.name)),
    }
