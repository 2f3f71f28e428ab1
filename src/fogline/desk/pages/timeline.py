"""What is told of each day, and what was published on it; a lane for each of the places or actors told of most."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict

from fogline.desk.opened import View
from fogline.desk.pages.events import is_at
from fogline.desk.pages.page import Lines, Page, Query
from fogline.publish import words
from fogline.reconciling import place_key
from fogline.records import Event

MOST_DAYS = 400
MOST_LANES = 8  # of places, and as many of actors


def show(view: View, query: Query) -> Lines:
    record = view.record
    events = [event for event in record.events if (day := _day(event)) and _asked(day, query) and is_at(event, query.place)]
    happened = Counter(filter(None, map(_day, events)))
    published = Counter(
        report.published.end
        for report in record.reports.values()
        if report.published and report.published.end and _asked(report.published.end, query)
    )
    days = sorted({*happened, *published})[-MOST_DAYS:]
    return {
        "lanes": _lanes(events, view),
        "title": "Timeline",
        "place": query.place,
        "days": [
            {
                "day": str(day),
                "events": happened[day],
                "reports": published[day],
                "situation": view.address("/situation", on=day, place=query.place),
                "address": view.address("/events", since=day, until=day, place=query.place),
            }
            for day in days
        ],
        "most": max([*happened.values(), *published.values()], default=0),
    }


def _lanes(events: list[Event], view: View) -> list[Lines]:
    """Events by day for the places, then for the actors, that most of them name."""
    found = []
    for what, names in (("place", _places), ("actor", lambda event: _actors(event, view))):
        by_name: dict[tuple[str, str], Counter[dt.date]] = defaultdict(Counter)
        for event in events:
            for key in names(event):
                by_name[key][_day(event) or dt.date.min] += 1
        ranked = sorted(by_name, key=lambda key: (-by_name[key].total(), key))[:MOST_LANES]
        for id, name in ranked:
            days = {str(day): count for day, count in sorted(by_name[id, name].items())}
            found.append({"what": what, "id": id, "name": name, "days": days})
    return found


def _places(event: Event) -> set[tuple[str, str]]:
    return {(place_key(place), place.name) for place in event.places if place.precision != "country"}


def _actors(event: Event, view: View) -> set[tuple[str, str]]:
    refs = (*event.actors, *event.targets)
    return {(ref.id, words.name(ref, view.sitrep)) for ref in refs if ref.id and not ref.id.startswith("text:")}


def _day(event: Event) -> dt.date | None:
    """The day of an event that is dated to one."""
    time = event.time
    return time.start if time and time.start and time.start == time.end else None


def _asked(day: dt.date, query: Query) -> bool:
    return (query.since is None or day >= query.since) and (query.until is None or day <= query.until)


PAGE = Page(path="/timeline", template="timeline.html", name="Timeline", show=show)
