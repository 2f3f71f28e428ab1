"""What the map draws, as GeoJSON: the land, what is known of each place on a day, and what happened on it.

A settlement is a point; a province its outline; what has no exact point (a valley, a district, a road) a disc as wide as it is
uncertain, never a pin. Coordinates are degrees, longitude first.
"""

from __future__ import annotations

from collections.abc import Iterable

from fogline.desk.opened import View
from fogline.desk.pages import happened
from fogline.desk.pages.extents import disc, near, outlined, polygon, shape
from fogline.desk.pages.page import Lines, Page, Query
from fogline.desk.pages.place import holder
from fogline.publish import outlines, words
from fogline.publish.map import NOT_ON_MAP, RADIUS_KM, key_of
from fogline.publish.outlines import Outline
from fogline.records import Situation


def land(view: View, query: Query) -> Lines:
    """First-order divisions of the countries that the case or its reports name a place of, and the case's own boundaries."""
    features = [
        {"type": "Feature", "geometry": polygon(outline.rings), "properties": {"id": outline.id, "name": outline.name}}
        for outline in outlines.of_countries(_countries(view))
    ]
    features += [
        {"type": "Feature", "geometry": shape(each), "properties": {"id": each.place, "name": each.name, "own": True}}
        for each in view.case.boundaries
    ]
    return {"type": "FeatureCollection", "features": features}


def day(view: View, query: Query) -> Lines:
    """Places and events of a day."""
    on = query.on or view.span[1]
    if on is None:
        return {"on": None, "places": _collection([]), "events": _collection([]), "legend": []}
    here = [found for found in view.situations(on) if found.place.lat is not None and found.place.precision not in NOT_ON_MAP]
    provinces = [found.place for found in here if found.place.precision == "province"]
    known = outlines.of_countries({place.country for place in provinces if place.country})
    return {
        "on": str(on),
        "places": _collection([_place(found, view, query, known) for found in here]),
        "events": _collection(happened.features(view, on, query.days)),
        "legend": [{"paint": key.paint, "label": key.label} for key in view.colours.legend(here)],
    }


def _place(found: Situation, view: View, query: Query, known: Iterable[Outline]) -> Lines:
    fill = view.colours.of(found)
    where = view.address("/situation", query.kept() | {"on": str(found.on)}, place=key_of(found))
    return {
        "type": "Feature",
        "geometry": outlined(found.place, view) or _extent(found, known),
        "properties": {
            "id": key_of(found),
            "name": found.place.name,
            "near": near(found.place, view),
            "says": ", ".join(filter(None, [words.STATUS[found.status], holder(found, view), words.ACCESS[found.access]])),
            "form": fill.form,
            "colours": "-".join(fill.colours),
            "evidence": found.evidence,
            "access": found.access,
            "address": where,
        },
    }


def _extent(found: Situation, known: Iterable[Outline]) -> Lines:
    place = found.place
    assert place.lon is not None and place.lat is not None
    if place.precision == "province":
        named = [outline for outline in known if outline.id == place.id or outline.holds(place.lon, place.lat)]
        if named:
            return polygon(named[0].rings)
    if place.precision in RADIUS_KM:
        return polygon((disc(place.lon, place.lat, RADIUS_KM[place.precision]),))
    return {"type": "Point", "coordinates": [place.lon, place.lat]}


def _collection(features: Iterable[Lines]) -> Lines:
    return {"type": "FeatureCollection", "features": list(features)}


def _countries(view: View) -> set[str]:
    own = {code for code in (view.case.area or ()) if len(code) == 2}
    named = {place.entity.country for place in view.case.places if place.entity.country}
    return own | named or {place.country for place in view.record.survey.gathered.places.values() if place.country}


LAND = Page(path="/land", template="", name="", show=land)
DAY = Page(path="/ground", template="", name="", show=day, of_a_day=True)
