"""What is told of each day, and what was published on it."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from fogline.desk.opened import View
from fogline.desk.pages.page import Lines, Page, Query, address
from fogline.records import Event

MOST_DAYS = 400


def show(view: View, query: Query) -> Lines:
    record = view.record
    events = [event for event in record.events if (day := _day(event)) and _asked(day, query) and _at(event, query)]
    happened = Counter(filter(None, map(_day, events)))
    published = Counter(
        report.published.end
        for report in record.reports.values()
        if report.published and report.published.end and _asked(report.published.end, query)
    )
    days = sorted({*happened, *published})[-MOST_DAYS:]
    return {
        "title": "Timeline",
        "place": query.place,
        "days": [
            {
                "day": str(day),
                "events": happened[day],
                "reports": published[day],
                "situation": address("/situation", on=day, place=query.place),
                "address": address("/events", since=day, until=day, place=query.place),
            }
            for day in days
        ],
        "most": max([*happened.values(), *published.values()], default=0),
    }


def _day(event: Event) -> dt.date | None:
    """The day of an event that is dated to one."""
    time = event.time
    return time.start if time and time.start and time.start == time.end else None


def _asked(day: dt.date, query: Query) -> bool:
    return (query.since is None or day >= query.since) and (query.until is None or day <= query.until)


def _at(event: Event, query: Query) -> bool:
    return not query.place or query.place in {name for place in event.places for name in (place.id, place.name)}


PAGE = Page(path="/timeline", template="timeline.html", name="Timeline", show=show)
