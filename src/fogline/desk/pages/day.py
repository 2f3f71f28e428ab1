"""What is told of a day, or of some up to it: events in families as the map draws them, and what forces are told of."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right

from fogline.desk.opened import View
from fogline.desk.pages.events import row
from fogline.desk.pages.forces import strengths
from fogline.desk.pages.happened import first_of, precision, told_of
from fogline.desk.pages.page import Lines, Page, Query
from fogline.publish import words
from fogline.publish.families import FAMILIES, family_of


def show(view: View, query: Query) -> Lines:
    on = query.on or view.span[1]
    if on is None:
        return {"title": "No day", "on": "", "day": None}
    return {"title": f"Told of {words.days(first_of(on, query.days), on)}", "on": str(on), "day": panel(view, on, query.days)}


def panel(view: View, on: dt.date, days: int) -> Lines:
    first, events = first_of(on, days), told_of(view, on, days)
    told = [row(event, view) | {"family": family_of(event.kind).id, "precision": precision(event)} for event in events]
    families = [(family, [each for each in told if each["family"] == family.id]) for family in FAMILIES]
    return {
        "says": words.days(first, on),
        "many": first < on,
        "families": [
            {"id": family.id, "label": family.label, "path": family.path, "events": found}
            for family, found in families
            if found
        ],
        "quiet": _around(view, first, on, days) if not events else [],
        "strengths": strengths(view, on),
        "all": view.address("/events", since=first, until=on),
    }


def _around(view: View, first: dt.date, on: dt.date, days: int) -> list[Lines]:
    """The nearest days before and after some on which nothing is told, of which something is."""
    told = view.lasting.once("days told of", lambda: sorted(view.happened))
    before, after = bisect_left(told, first) - 1, bisect_right(told, on)
    near = [("before", told[before])] if before >= 0 else []
    near += [("after", told[after])] if after < len(told) else []
    return [
        {
            "when": when,
            "day": words.day(day),
            "events": words.count(len(view.happened[day]), "event"),
            "address": view.address("/situation", on=day, days=days if days > 1 else None),
        }
        for when, day in near
    ]


PAGE = Page(path="/day", template="day.html", name="", show=show, of_a_day=True)
