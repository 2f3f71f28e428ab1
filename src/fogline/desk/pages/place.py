"""All about one place on a day: who holds it and why, changes of hands and by which report, forces, supply, who looked.

It stands at an address of its own, and within the situation for whoever has no scripts.
"""

from __future__ import annotations

import datetime as dt

from fogline.contract import coverage_line, flip_line, situation_line
from fogline.desk.citing import cited
from fogline.desk.opened import View
from fogline.desk.pages.event import claim_row
from fogline.desk.pages.events import exactly, row
from fogline.desk.pages.forces import strengths
from fogline.desk.pages.page import Lines, NotHere, Page, Query
from fogline.desk.privacy import withheld
from fogline.publish import words
from fogline.publish.families import family_of
from fogline.publish.spots import key_of
from fogline.reconciling import place_key
from fogline.records import Claim, Situation, Time
from fogline.situation.coverage import MEMORY, WINDOW, Coverage
from fogline.situation.flips import Flip, flips

BACK = dt.timedelta(days=366)  # within which changes of hands are looked for: each day of it is judged
MOST_CLAIMS = 5  # of a change of hands that are shown
MOST_EVENTS = 8  # the last ones
MOST_SUPPLY = 8


def show(view: View, query: Query) -> Lines:
    on = query.on or view.span[1]
    found = at(query.place, view, on) if on else None
    if on is None or found is None:
        raise NotHere(f"nothing is known of {query.place!r} on that day", "the table of the situation has all places")
    return {"title": f"{found.place.name} on {words.day(on)}", "on": str(on), "place": panel(found, view, query)}


def at(key: str, view: View, on: dt.date) -> Situation | None:
    """The situation of the place that an address names so, None where nothing is known of it or none is named."""
    found = view.situations(on).where(view.places.of_key(key))[:1] if key else ()
    return found[0] if found else None


def panel(found: Situation, view: View, query: Query) -> Lines:
    """Everything about the place of a situation."""
    key = key_of(found.place)
    line: Lines = withheld(situation_line(found), view)
    there = {view.record.party(ref) for ref in (*filter(None, [found.holder]), *found.presence)}
    return {
        "id": key,
        "asked": exactly(found.place.id, found.place.name),
        "situation": line,
        "says": words.STATUS[found.status],
        "holder": holder(found, view),
        "evidence": words.EVIDENCE[found.evidence] if found.status != "unknown" else "",
        "access": words.ACCESS[found.access],
        "since": words.day(found.since),
        "unplaced": found.place.lat is None,
        "shares": _shares(found, view),
        "why": [cited(reason, view) for reason in line["reasons"]],
        "flips": [_flip(flip, view) for flip in _flips(found, view, query)],
        "strengths": strengths(view, found.on, there),
        "supply": [claim_row(claim, view) for claim in _supply(found, view)],
        "coverage": [looked(each) for each in _looking(found.on, view) if each.place == key],
        "events": [
            row(event, view)
            for event in view.newest
            if place_key(found.place) in map(place_key, event.places) and _by(event.time, found.on)
        ][:MOST_EVENTS],
        "quotes": [claim_row(view.record.claims[id], view) for id in found.claims if id in view.record.claims],
    }


def holder(found: Situation, view: View) -> str:
    """Whose a place is; of a contested one those who are there."""
    if found.status == "contested" and found.presence:
        return words.names(found.presence, view.sitrep)
    return words.name(found.holder, view.sitrep) if found.holder else ""


def _shares(found: Situation, view: View) -> list[Lines]:
    """How much speaks for whom, in hundredths."""
    parties = view.record.survey.gathered.parties
    names = {ref.id or ref.name: words.name(ref, view.sitrep) for ref in parties.values()}
    names |= {key: words.name(ref, view.sitrep) for key, ref in parties.items()}
    return [
        {"name": names.get(key, key), "per_cent": round(100 * weight), "colour": view.colours.colour(key)[1]}
        for key, weight in found.shares
        if weight >= 0.005
    ]


def _flips(found: Situation, view: View, query: Query) -> list[Flip]:
    """Changes of hands in the year up to the day, the last one first."""
    survey, key = view.record.survey, place_key(found.place)
    span = survey.span(key)
    if span is None:
        return []
    first = max(span[0], found.on - BACK) if found.on - dt.date.min > BACK else span[0]
    return [*flips(survey.course(key, first, found.on), lambda day: survey.at(key, day, query.known))][::-1]


def _flip(flip: Flip, view: View) -> Lines:
    claims = [view.record.claims[id] for id in flip.claims if id in view.record.claims]
    first = [claim for claim in claims if claim.time and claim.time.start and claim.time.start <= flip.on]
    behind = sorted(first, key=lambda claim: (claim.kind not in ("territory_taken", "territory_transferred"), claim.id))
    line: Lines = withheld(flip_line(flip), view)
    return line | {
        "day": words.day(flip.on),
        "quotes": [claim_row(claim, view) for claim in (behind or claims)[:MOST_CLAIMS]],
    }


def _supply(found: Situation, view: View) -> list[Claim]:
    """What was told by then of roads, sieges and goods there, the last first."""
    key = place_key(found.place)
    here = [
        claim
        for claim in view.record.claims.values()
        if family_of(claim.kind).id == "supply" and any(place_key(place) == key for place in claim.places)
    ]
    days = {claim.id: _day(claim, view) for claim in here}
    told = [claim for claim in here if days[claim.id] <= found.on]
    return sorted(told, key=lambda claim: (days[claim.id], claim.id), reverse=True)[:MOST_SUPPLY]


def _day(claim: Claim, view: View) -> dt.date:
    """The first day that a claim tells of, else that of its report."""
    if claim.time and claim.time.start:
        return claim.time.start
    published = view.record.reports[claim.report].published
    return published.end if published and published.end else dt.date.min


def _by(time: Time | None, on: dt.date) -> bool:
    """Whether something had begun by a day, as far as is known."""
    return time is None or time.start is None or time.start <= on


def _looking(on: dt.date, view: View) -> tuple[Coverage, ...]:
    return view.of_days.once(("coverage", on), lambda: view.record.coverage(on, view.known))


def looked(found: Coverage) -> Lines:
    """Silence is told apart from nobody looking."""
    now, before = f"in the {WINDOW} days up to then", f"in the {MEMORY} days before"
    if found.reports:
        says = f"Named {now} by {len(found.naming)} of the outlets"
        says += f"; silent were {len(found.silent)} that had named it {before}" if found.silent else ""
    elif found.silent:
        says = f"Silence: nobody named it {now}, though {len(found.silent)} that had named it {before} went on publishing"
    else:
        says = f"Nobody looking: of those that had named it {before} none published {now}, so no news of it says nothing"
    return coverage_line(found) | {"says": f"{says}."}


PAGE = Page(path="/place", template="place.html", name="", show=show, of_a_day=True)
