"""What the moving map asks for: the places once, and of a day only how they look.

A case of a hundred thousand events has thousands of places, of which a day changes a few hundred: as GeoJSON (`ground`) each
step would be megabytes. Places are told by their number in the list of `/places.json`.
"""

from __future__ import annotations

import numpy as np

from fogline.desk.opened import View
from fogline.desk.pages import ground, happened
from fogline.desk.pages.page import Lines, Page, Query
from fogline.desk.written import Json, text
from fogline.publish.spots import point_of


def places(view: View, query: Query) -> Lines:
    """Each place on the map, as `[id, name, whether it is near, longitude, latitude]`, with its geometry behind them where it
    is no point; the two numbers are where its name stands."""
    return {
        "places": view.lasting.once("places on the map", lambda: Json(text(list(map(_place, ground.on_map(view).values())))))
    }


def _place(mapped: ground.Mapped) -> list[object]:
    shape = () if mapped.geometry["type"] == "Point" else (mapped.geometry,)
    return [mapped.id, mapped.place.name, int(mapped.near), *point_of(mapped.place), *shape]


def day(view: View, query: Query) -> Lines:
    """`looks` that places have, `of` each place the number of its own, -1 where nothing is known of it by then, and events."""
    on = query.on or view.span[1]
    if on is None:
        return {"on": None, "legend": [], "looks": [], "of": [], "events": ground.collection(()), "crowd": None}
    number = {place: n for n, place in enumerate(ground.on_map(view))}
    here = view.situations(on).where(np.array(list(number), np.int64))
    looks: dict[ground.Look, int] = {}
    of = [-1] * len(number)
    for spot, place in zip(here.spots.tolist(), here.ground.spots.own[here.spots].tolist(), strict=True):
        of[number[place]] = looks.setdefault(ground.look(here.ground, spot), len(looks))
    return {
        "on": str(on),
        "legend": ground.legend(looks, view),
        "looks": [ground.told(look, here.ground, view) for look in looks],
        "of": of,
        "events": ground.collection(happened.features(view, on, query.days)),
        "crowd": view.lasting.once("crowd", lambda: ground.crowded(view)),
    }


PLACES = Page(path="/places", template="", name="", show=places)
DAY = Page(path="/looks", template="", name="", show=day, of_a_day=True)
