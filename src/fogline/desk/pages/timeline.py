"""What is told of each day, what was said on it and what was published; a lane for each place and actor told of most."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from fogline.desk.opened import View
from fogline.desk.pages.events import exactly, is_at, is_of
from fogline.desk.pages.page import Lines, Page, Query
from fogline.desk.pages.statements import said
from fogline.publish import words
from fogline.records import Event

MOST_DAYS = 400
MOST_LANES = 8  # of places, and as many of actors

Names = Callable[[Event], Iterable[tuple[str, str]]]


def show(view: View, query: Query) -> Lines:
    first = view.span[0]
    asked = replace(query, since=query.since or first)
    events = [
        e
        for e in view.record.events
        if (day := _day(e)) and _asked(day, asked) and is_at(e, query.place) and is_of(e, query.actor, view)
    ]
    published = [r.published.end for r in view.record.reports.values() if r.published and r.published.end]
    counts = {
        "events": Counter(filter(None, map(_day, events))),
        "statements": Counter(day for day, _ in said(view, asked)),
        "reports": Counter(day for day in published if _asked(day, asked)),
    }
    days = sorted({day for counted in counts.values() for day in counted})[-MOST_DAYS:]
    return {
        "title": "Timeline",
        "since": str(asked.since or ""),
        "earlier": "" if query.since or first is None else view.address("/timeline", query.kept(), since=dt.date.min),
        "days": [
            {
                "day": str(day),
                **{what: counted[day] for what, counted in counts.items()},
                "situation": view.address("/situation", on=day, place=query.place.strip('"')),
                "address": view.address("/events", since=day, until=day, place=query.place, actor=query.actor),
                "said": view.address("/statements", since=day, until=day, place=query.place, actor=query.actor),
            }
            for day in days
        ],
        "most": max((n for counted in counts.values() for n in counted.values()), default=0),
        "lanes": [*_lanes("place", events, _places, view), *_lanes("actor", events, lambda e: _actors(e, view), view)],
    }


def _lanes(what: str, events: Iterable[Event], names: Names, view: View) -> list[Lines]:
    """Events by day for the places or actors that most of them name."""
    by_name: dict[tuple[str, str], Counter[dt.date]] = defaultdict(Counter)
    for event in events:
        for key in names(event):
            by_name[key][_day(event) or dt.date.min] += 1
    ranked = sorted(by_name, key=lambda key: (-by_name[key].total(), key))[:MOST_LANES]
    return [
        {
            "what": what,
            "id": id,
            "name": name,
            "total": by_name[id, name].total(),
            "first": words.day(min(by_name[id, name])),
            "last": words.day(max(by_name[id, name])),
            "address": view.address("/timeline", {what: id}),
            "events": view.address("/events", {what: id}),
            "days": {str(day): count for day, count in sorted(by_name[id, name].items())},
        }
        for id, name in ranked
    ]


def _places(event: Event) -> set[tuple[str, str]]:
    return {(exactly(place.id, place.name), place.name) for place in event.places if place.precision != "country"}


def _actors(event: Event, view: View) -> set[tuple[str, str]]:
    refs = (*event.actors, *event.targets)
    return {(ref.id, words.name(ref, view.sitrep)) for ref in refs if ref.id and words.is_named(ref)}


def _day(event: Event) -> dt.date | None:
    """The day of an event that is dated to one."""
    time = event.time
    return time.start if time and time.start and time.start == time.end else None


def _asked(day: dt.date, query: Query) -> bool:
    return (query.since is None or day >= query.since) and (query.until is None or day <= query.until)


PAGE = Page(path="/timeline", template="timeline.html", name="Timeline", show=show)
