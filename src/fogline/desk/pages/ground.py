"""What the map draws, as GeoJSON, for whoever has a map of their own too: the land, what is known of each place on a day, and
what happened on it.

A settlement is a point; a province its outline; what has no exact point (a valley, a district, a road) a disc as wide as it is
uncertain, never a pin. Coordinates are degrees, longitude first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote_plus

import numpy as np

from fogline.desk.opened import View
from fogline.desk.pages import happened
from fogline.desk.pages.extents import disc, near, outlined, polygon, shape
from fogline.desk.pages.page import Lines, Page, Query
from fogline.desk.written import Json, text
from fogline.publish import outlines, words
from fogline.publish.colours import NOT_PARTIES
from fogline.publish.crowd import Bounds, crowd
from fogline.publish.outlines import Outline
from fogline.publish.spots import NOT_ON_MAP, RADIUS_KM, key_of, point_of, spot
from fogline.records import Place
from fogline.situation import Ground
from fogline.situation.control import ACCESS, EVIDENCE, STATUS
from fogline.situation.ledger import NO_PARTY


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
    """Places and events of a day. What a place is on any day is written once, what is known once for all that look alike."""
    on = query.on or view.span[1]
    if on is None:
        return {"on": None, "places": collection(()), "events": collection(()), "legend": [], "crowd": None}
    mapped = on_map(view)
    shown = view.situations(on)
    here = shown.where(np.array(list(mapped), np.int64))
    kept = {name: value for name, value in query.kept().items() if name != "place"}
    address = text({"address": view.address("/situation", kept | {"on": str(on)}) + "&place="})[1:-2]
    halves = view.lasting.once("places as GeoJSON", lambda: {i: _halves(place) for i, place in mapped.items()})
    looks: dict[Look, str] = {}
    features = []
    for n, place in zip(here.spots.tolist(), here.ground.spots.own[here.spots].tolist(), strict=True):
        found = look(here.ground, n)
        if found not in looks:
            looks[found] = text(told(found, here.ground, view))[1:-1]
        before, after = halves[place]
        features.append(f"{before},{looks[found]},{address}{after}")
    return {
        "on": str(on),
        "places": collection(features),
        "events": collection(happened.features(view, on, query.days)),
        "legend": legend(looks, view),
        "crowd": view.lasting.once("crowd", lambda: crowded(view)),
    }


def legend(looks: Iterable[Look], view: View) -> list[Lines]:
    """Who stands for any place that looks so, with the colour."""
    standing = {party for look in looks for party in look.parties}
    return [{"paint": key.paint, "label": key.label} for key in view.colours.legend(standing)]


def crowded(view: View) -> Bounds | None:
    """Where most of what is told in the case's area lies close together, on any day."""
    spots = (place for event in view.record.events if (place := spot(event)))
    shown = (place for place in view.places.all if place.lat is not None and place.precision not in NOT_ON_MAP)
    return crowd(sorted({point_of(place) for place in (*shown, *spots) if near(place, view)}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """A place that has a point, as it is drawn on any day."""

    id: str
    place: Place
    geometry: Lines
    near: bool


def on_map(view: View) -> Mapping[int, Mapped]:
    """The places that have a point, by the ledger's index; the widest first, so that a map draws the others over them."""
    return view.lasting.once("on map", lambda: _on_map(view))


def _on_map(view: View) -> Mapping[int, Mapped]:
    drawn = [(i, p) for i, p in enumerate(view.places.all) if p.lat is not None and p.precision not in NOT_ON_MAP]
    known = outlines.of_countries({p.country for _, p in drawn if p.precision == "province" and p.country})
    drawn.sort(key=lambda each: -RADIUS_KM.get(each[1].precision, 0.0))
    return {
        i: Mapped(id=key_of(p), place=p, geometry=outlined(p, view) or _extent(p, known), near=near(p, view)) for i, p in drawn
    }


def _halves(mapped: Mapped) -> tuple[str, str]:
    """What stands in a feature's JSON before and after what is known."""
    named = {"at": point_of(mapped.place)} if mapped.place.precision in RADIUS_KM else {}  # where an area's name stands
    always = text({"id": mapped.id, "name": mapped.place.name, "near": mapped.near, **named})[:-1]
    before = f'{{"type":"Feature","geometry":{text(mapped.geometry)},"properties":{always}'
    return before, f'{quote_plus(mapped.id)}"}}}}'


class Look(NamedTuple):
    """All that decides how a place is shown, as codes of a ground: who stands for it (of a contested one those with the
    greatest shares), and of a contested one who is there."""

    status: int
    evidence: int
    access: int
    holder: int
    parties: tuple[str, ...]
    there: tuple[int, ...]


def look(ground: Ground, spot: int) -> Look:
    names, holder, status = ground.ledger.names, int(ground.holder[spot]), int(ground.status[spot])
    parties: tuple[str, ...] = (names[holder],) if holder != NO_PARTY else ()
    there: tuple[int, ...] = ()
    if STATUS[status] == "contested":
        parties = tuple(names[party] for party, _ in ground.shares.of(spot) if names[party] not in NOT_PARTIES)
        there = tuple(ground.there(spot))
    return Look(status, int(ground.evidence[spot]), int(ground.access[spot]), holder, parties, there)


def told(look: Look, ground: Ground, view: View) -> Lines:
    """What is known."""
    status, evidence, access = STATUS[look.status], EVIDENCE[look.evidence], ACCESS[look.access]
    fill = view.colours.fill(status, look.parties)
    actors = [actor for party in look.there or (look.holder,) if party != NO_PARTY and (actor := ground.ledger.actors[party])]
    says = words.STATUS[status], words.names(actors, view.sitrep), words.ACCESS[access]
    return {
        "says": ", ".join(filter(None, says)),
        "form": fill.form,
        "colours": "-".join(fill.colours),
        "evidence": evidence,
        "access": access,
    }


def _extent(place: Place, known: Iterable[Outline]) -> Lines:
    assert place.lon is not None and place.lat is not None
    if place.precision == "province":
        named = [outline for outline in known if outline.id == place.id or outline.holds(place.lon, place.lat)]
        if named:
            return polygon(named[0].rings)
    if place.precision in RADIUS_KM:
        return polygon((disc(place.lon, place.lat, RADIUS_KM[place.precision]),))
    return {"type": "Point", "coordinates": [place.lon, place.lat]}


def collection(features: Iterable[str]) -> Json:
    return Json(f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}')


def _countries(view: View) -> set[str]:
    own = {code for code in (view.case.area or ()) if len(code) == 2}
    named = {place.entity.country for place in view.case.places if place.entity.country}
    return own | named or {place.country for place in view.record.survey.gathered.places.values() if place.country}


LAND = Page(path="/land", template="", name="", show=land)
DAY = Page(path="/ground", template="", name="", show=day, of_a_day=True)
