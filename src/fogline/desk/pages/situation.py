"""Who holds what on a day, as known on a day: a map, the same as a table, and all about one place."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from fogline.desk.opened import View
from fogline.desk.pages import day
from fogline.desk.pages.happened import told_of
from fogline.desk.pages.page import Lines, NotHere, Page, Query
from fogline.desk.pages.paging import paged
from fogline.desk.pages.place import at, holder, panel
from fogline.desk.searching import folded
from fogline.publish import words
from fogline.publish.families import FAMILIES
from fogline.publish.map import draw
from fogline.publish.spots import key_of
from fogline.records import Situation

DAY = dt.timedelta(days=1)
MOST_COLUMNS = 400  # above the slider
MOST_DRAWN = 200  # places on the map of a page without scripts, those with most to say


def show(view: View, query: Query) -> Lines:
    first, last = view.span
    on = query.on or last
    if on is None:
        nothing: Lines = dict.fromkeys(("on", "known", "first", "last", "place", "day"))
        empty = {
            "title": "Situation",
            "before": "",
            "after": "",
            "map": "",
            "legend": [],
            "places": [],
            "drawn": 0,
            "activity": {},
        }
        return {"kinds": [], "undated": len(view.record.events)} | nothing | paged([], query)[1] | empty
    situations, told = view.situations(on), tuple(told_of(view, on, query.days))
    drawn = replace(view.sitrep, on=on, situations=tuple(situations[:MOST_DRAWN]), events=told)
    drawing = draw(drawn, lambda found: _link(found, view, query, on), view.colours)
    return beside(view, query, on) | {
        "first": str(first) if first else None,
        "last": str(last) if last else None,
        "activity": view.lasting.once("activity", lambda: _activity(view)),
        "before": str(on - DAY) if on > dt.date.min else "",
        "after": str(on + DAY) if on < dt.date.max else "",
        "map": drawing.svg if drawing else "",
        "legend": [
            {"paint": key.paint, "colour": key.colour, "letter": key.letter, "label": key.label} for key in drawing.holders
        ]
        if drawing
        else [],
        "drawn": min(len(situations), MOST_DRAWN),
        "kinds": [{"id": family.id, "label": family.label, "path": family.path} for family in FAMILIES],
    }


def around(view: View, query: Query) -> Lines:
    """What stands around the moving map, without the still one: it is asked for at every step."""
    on = query.on or view.span[1]
    if on is None:
        raise NotHere("no report can be dated, so no day can be shown", "the list of reports shows what is read")
    return beside(view, query, on) | {"path": PAGE.path, "drawn": 0}


def beside(view: View, query: Query, on: dt.date) -> Lines:
    """The table of the places, and all about one of them or about the day."""
    situations = view.situations(on)
    named = situations.where(view.places.of_name(folded(query.words))) if query.words else situations
    shown, paging = paged(named, query)
    chosen = at(query.place, view, on)
    return paging | {
        "title": f"Situation on {words.day(on)}",
        "on": str(on),
        "known": str(query.known) if query.known else None,
        "places": [_row(found, view, query, on) for found in shown],
        "all": len(situations),
        "place": panel(chosen, view, query) if chosen else None,
        "day": day.panel(view, on, query.days),
    }


def _row(found: Situation, view: View, query: Query, on: dt.date) -> Lines:
    return {
        "id": key_of(found.place),
        "name": words.place_name(found.place),
        "status": found.status,
        "says": words.STATUS[found.status],
        "holder": holder(found, view),
        "evidence": words.EVIDENCE[found.evidence] if found.status != "unknown" else "",
        "access": words.ACCESS[found.access],
        "since": words.day(found.since),
        "claims": len(found.claims),
        "unplaced": found.place.lat is None,
        "address": _link(found, view, query, on),
    }


def _link(found: Situation, view: View, query: Query, on: dt.date) -> str:
    return view.address("/situation", query.kept() | {"on": str(on)}, place=key_of(found.place)) + "#place"


def _activity(view: View) -> Lines:
    """How many events, and reports by their publication, each day of the sliders has: of all reports, whatever was known. Days
    stand together where they are more than a slider can tell apart."""
    known = view.whole or view
    first, last = known.span
    if first is None or last is None:
        return {"columns": 0, "events": [], "reports": [], "first": None, "last": None}
    wide = -(-((last - first).days + 1) // MOST_COLUMNS)
    happened = {on: len(events) for on, events in known.happened.items()}
    published = Counter(r.published.end for r in known.record.reports.values() if r.published and r.published.end)
    return {
        "columns": (last - first).days // wide + 1,
        "events": _bars(happened, first, last, wide),
        "reports": _bars(published, first, last, wide),
        "first": str(first),
        "last": str(last),
    }


def _bars(by_day: Mapping[dt.date, int], first: dt.date, last: dt.date, wide: int) -> list[Lines]:
    counted: Counter[int] = Counter()
    for on, number in by_day.items():
        if first <= on <= last:
            counted[(on - first).days // wide] += number
    most = max(counted.values(), default=1)
    return [{"column": column, "number": n, "high": round(n / most, 3)} for column, n in sorted(counted.items())]


PAGE = Page(path="/situation", template="situation.html", name="Situation", show=show, of_a_day=True)
AROUND = Page(path="/around", template="around.html", name="", show=around, of_a_day=True)
