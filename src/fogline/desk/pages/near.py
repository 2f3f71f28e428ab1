"""Events that may be the same incident as one: of one place and neighbouring days."""

from __future__ import annotations

import datetime as dt
from itertools import islice

from fogline.desk.opened import View
from fogline.publish import words
from fogline.publish.escaping import Clean
from fogline.publish.shortened import title_of
from fogline.reconciling import place_key
from fogline.records import Event

MOST = 5
DAYS = 1  # between two events that may be one


def near(event: Event, view: View) -> list[Event]:
    """The first few, in the record's order."""
    return list(islice((other for other in view.record.events if _near(event, other)), MOST))


def choices(event: Event, view: View) -> list[tuple[str, str]]:
    """The ids of these with what a form calls them."""
    return [(other.id, Clean(f"{title_of(other)}, {words.when(other.time)}")) for other in near(event, view)]


def _near(event: Event, other: Event) -> bool:
    one, two = _days(event), _days(other)
    if event.id == other.id or not one or not two:
        return False
    together = {*map(place_key, event.places)} & {*map(place_key, other.places)}
    return bool(together) and max((two[0] - one[1]).days, (one[0] - two[1]).days) <= DAYS


def _days(event: Event) -> tuple[dt.date, dt.date] | None:
    time = event.time
    return (time.start, time.end) if time and time.start and time.end else None
