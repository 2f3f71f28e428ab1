"""Who holds what on a day, as known on a day: a map, the same as a table, and all about one place."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from fogline.contract import coverage_line, flip_line, situation_line
from fogline.desk.opened import View
from fogline.desk.pages.event import claim_row
from fogline.desk.pages.page import Lines, Page, Query
from fogline.desk.pages.paging import paged
from fogline.desk.privacy import withheld
from fogline.publish import words
from fogline.publish.map import draw, key_of
from fogline.records import Situation
from fogline.situation.flips import flips

DAY = dt.timedelta(days=1)
MOST_DRAWN = 200  # places on the map of a page without scripts, those with most to say


def show(view: View, query: Query) -> Lines:
    first, last = view.span
    on = query.on or last
    if on is None:
        nothing: Lines = dict.fromkeys(("on", "known", "first", "last", "place"))
        empty = {"title": "Situation", "before": "", "after": "", "map": "", "legend": [], "places": [], "drawn": 0}
        return nothing | paged([], query)[1] | empty
    kept = query.kept() | {"on": str(on)}

    def link(found: Situation) -> str:
        return view.address("/situation", kept, place=key_of(found.place)) + "#place"

    situations = view.situations(on)
    drawing = draw(replace(view.sitrep, on=on, situations=tuple(situations[:MOST_DRAWN])), link, view.colours)
    named = situations.where(view.places.of_name(query.words.casefold())) if query.words else situations
    shown, paging = paged(named, query)
    places = [
        {
            "id": key_of(found.place),
            "name": words.place_name(found.place),
            "status": found.status,
            "says": words.STATUS[found.status],
            "holder": holder(found, view),
            "evidence": words.EVIDENCE[found.evidence] if found.status != "unknown" else "",
            "access": words.ACCESS[found.access],
            "since": words.day(found.since),
            "claims": len(found.claims),
            "address": link(found),
        }
        for found in shown
    ]
    chosen = situations.where(view.places.of_key(query.place))[:1] if query.place else ()
    return paging | {
        "title": f"Situation on {words.day(on)}",
        "on": str(on),
        "known": str(query.known) if query.known else None,
        "first": str(first) if first else None,
        "last": str(last) if last else None,
        "before": str(on - DAY) if on > dt.date.min else "",
        "after": str(on + DAY) if on < dt.date.max else "",
        "map": drawing.svg if drawing else "",
        "legend": [{"paint": key.paint, "colour": key.colour, "label": key.label} for key in drawing.holders]
        if drawing
        else [],
        "places": places,
        "drawn": min(len(situations), MOST_DRAWN),
        "all": len(situations),
        "place": _place(chosen[0], view, query, on) if chosen else None,
    }


def holder(found: Situation, view: View) -> str:
    """Whose a place is; of a contested one those who are there."""
    if found.status == "contested" and found.presence:
        return words.names(found.presence, view.sitrep)
    return words.name(found.holder, view.sitrep) if found.holder else ""


def _place(found: Situation, view: View, query: Query, on: dt.date) -> Lines:
    """Why it is so, what changed before, who was looking."""
    record = view.record
    key = key_of(found.place)
    survey = record.survey
    span = survey.span(key)
    course = survey.course(key, span[0], min(span[1], on)) if span else ()
    changed = flips(course, lambda day: survey.at(key, day, query.known))
    watching = [line for line in map(coverage_line, record.coverage(on, query.known)) if line["place"]["id"] == key]
    return {
        "situation": withheld(situation_line(found), view),
        "says": words.STATUS[found.status],
        "holder": holder(found, view),
        "access": words.ACCESS[found.access],
        "since": words.day(found.since),
        "flips": [withheld(flip_line(flip), view) for flip in changed],
        "coverage": watching,
        "quotes": [claim_row(record.claims[id], view) for id in found.claims if id in record.claims],
    }


PAGE = Page(path="/situation", template="situation.html", name="Situation", show=show, of_a_day=True)
