"""What was said, and by whom, newest first: statements, vows, threats, appeals, denials; what only repeats is left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from fogline.desk.opened import View
from fogline.desk.pages.event import claim_row
from fogline.desk.pages.events import called, named
from fogline.desk.pages.page import Lines, Page, Query
from fogline.desk.pages.paging import paged
from fogline.desk.searching import terms
from fogline.publish import words
from fogline.reconciling import place_key
from fogline.records import Claim, Ref

SAID = (
    *("statement", "vow", "rejection", "offer", "demand", "appeal", "threat", "accusation", "denial"),
    *("responsibility_claimed", "assessment", "forecast"),
)
Dated = tuple[dt.date, Claim]


def show(view: View, query: Query) -> Lines:
    found = [(day, claim) for day, claim in said(view, query) if not query.kind or claim.kind == query.kind]
    shown, paging = paged(found, query)
    return paging | {
        "title": "Statements",
        "kinds": sorted(SAID),
        "statements": [claim_row(claim, view) | {"day": words.day(day)} for day, claim in shown],
    }


def said(view: View, query: Query) -> Sequence[Dated]:
    """The statements that are asked for by days, place, actor and words, with the day of each; newest first."""
    told = view.lasting.once("said", lambda: _said(view))
    wanted = terms(query.words)
    return [
        (day, claim)
        for day, claim in told
        if (query.since is None or day >= query.since)
        and (query.until is None or day <= query.until)
        and (not query.place or called(query.place, ((place_key(place), place.name) for place in claim.places)))
        and (not query.actor or named(query.actor, _speakers(claim), view))
        and all(term in view.quotes[claim.id] for term in wanted)
    ]


def _said(view: View) -> list[Dated]:
    copied = view.record.traced.copied
    dated = [(_day(claim, view), claim) for id, claim in view.record.claims.items() if claim.kind in SAID and id not in copied]
    return sorted(((day, claim) for day, claim in dated if day), key=lambda told: (-told[0].toordinal(), told[1].id))


def _speakers(claim: Claim) -> tuple[Ref, ...]:
    return (*claim.actors, *(step.speaker for step in claim.attribution if step.speaker))


def _day(claim: Claim, view: View) -> dt.date | None:
    """When it was said: as its words have it, else the day of its report."""
    time = next((step.said for step in claim.attribution if step.said and step.said.start), claim.time)
    if time and time.start and time.start == time.end:
        return time.start
    published = view.record.reports[claim.report].published
    return published.end if published else None


PAGE = Page(path="/statements", template="statements.html", name="Statements", show=show)
