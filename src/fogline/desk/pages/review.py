"""What nobody has decided yet, one event after the other, the most doubtful first, with what may be the same incident.

An event is out of the queue once all its claims were accepted, or anything was decided of it; undoing brings it back.
"""

from __future__ import annotations

import datetime as dt

from fogline.desk.opened import View
from fogline.desk.pages.event import claim_row
from fogline.desk.pages.events import asked_for, row
from fogline.desk.pages.page import Lines, Page, Query
from fogline.mending import SLOTS
from fogline.reconciling import place_key
from fogline.records import Event

DOUBT = ("denied", "disputed", "single-origin", "corroborated")  # most doubtful first
FIGURES = ("killed", "wounded")  # offered beside the slots for a new value
MOST_NEAR = 5
DAYS = 1  # between two events that may be one


def show(view: View, query: Query) -> Lines:
    decided = {claim for each in view.log if each.id in view.in_force for claim in each.subjects}
    waiting = [event for event in view.newest if _waits(event, decided) and asked_for(event, view, query)]
    ordered = sorted(waiting, key=lambda event: (DOUBT.index(event.status), -len(event.claims)))
    at = min(query.page, len(ordered))
    event = ordered[at - 1] if ordered else None
    return {
        "title": "Review",
        "left": len(ordered),
        "at": at,
        "kinds": view.kinds,
        "slots": [*SLOTS, *FIGURES],
        "event": _event(event, view) if event else None,
        "aliases": _aliases(view),
    }


def _waits(event: Event, decided: set[str]) -> bool:
    return not decided.issuperset(event.claims) and (decided.isdisjoint(event.claims) or event.status in DOUBT[:2])


def _event(event: Event, view: View) -> Lines:
    claims = [view.record.claims[id] for id in event.claims]
    near = [other for other in view.record.events if _near(event, other)][:MOST_NEAR]
    return row(event, view) | {
        "claims": [claim_row(claim, view) | _around(claim.report, claim.start, claim.end, view) for claim in claims],
        "near": [row(other, view) for other in near],
    }


def _around(report: str, start: int, end: int, view: View) -> Lines:
    """What stands before and after a quote."""
    text = view.record.reports[report].text
    return {"before": text[max(0, start - 160) : start].split("\n")[-1], "after": text[end : end + 160].split("\n")[0]}


def _near(event: Event, other: Event) -> bool:
    """Whether two events are of neighbouring days and one place."""
    one, two = _days(event), _days(other)
    if event.id == other.id or not one or not two:
        return False
    together = {*map(place_key, event.places)} & {*map(place_key, other.places)}
    return bool(together) and max((two[0] - one[1]).days, (one[0] - two[1]).days) <= DAYS


def _days(event: Event) -> tuple[dt.date, dt.date] | None:
    time = event.time
    return (time.start, time.end) if time and time.start and time.end else None


def _aliases(view: View) -> list[Lines]:
    """Other spellings of the case's actors that nobody has decided on."""
    return [
        {"name": each.name, "actor": each.actor.name, "subjects": f"{each.name}\n{each.actor.id}", "beside": list(each.beside),
         "claims": [claim_row(view.record.claims[id], view) for id in each.claims[:3] if id in view.record.claims]}
        for each in view.aliases
    ]  # fmt: skip


PAGE = Page(path="/review", template="review.html", name="Review", show=show)
