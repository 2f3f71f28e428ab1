"""What nobody has decided yet, one event after the other, the most doubtful first, with what may be the same incident.

An event is out of the queue once all its claims were accepted, or anything was decided of it; undoing brings it back.
"""

from __future__ import annotations

from fogline.desk.opened import View
from fogline.desk.pages.event import claim_row
from fogline.desk.pages.events import asked_for, row
from fogline.desk.pages.near import choices, near
from fogline.desk.pages.page import Lines, Page, Query
from fogline.desk.verbs import OFFERED
from fogline.records import Event

DOUBT = ("denied", "disputed", "single-origin", "corroborated")  # most doubtful first
LONGEST = 50  # letters of a claim where one is chosen


def show(view: View, query: Query) -> Lines:
    decided = {claim for each in view.log if each.id in view.in_force for claim in each.subjects}
    waiting = [event for event in view.newest if _waits(event, decided) and asked_for(event, view, query)]
    ordered = sorted(waiting, key=lambda event: (DOUBT.index(event.status), -len(event.claims)))
    event = view.record.events_by_any_id.get(query.about) or (ordered[0] if ordered else None)
    at = next((n for n, each in enumerate(ordered) if event and each.id == event.id), None)
    before = ordered[at - 1] if at else None
    after = next(iter(ordered[0 if at is None else at + 1 :]), None)
    return {
        "title": "Review",
        "left": len(ordered),
        "at": None if at is None else at + 1,
        "before": _address(before, view, query) if before else "",
        "after": _address(after, view, query) if after else "",
        "then": _address(after, view, query) if after else view.address("/review", query.kept(), about=""),
        "kinds": view.kinds,
        "slots": OFFERED,
        "event": _event(event, view) if event else None,
        "aliases": _aliases(view),
    }


def _address(event: Event, view: View, query: Query) -> str:
    """By its event, so that it shows the same whatever was decided of others meanwhile."""
    return view.address("/review", query.kept(), about=event.id)


def _waits(event: Event, decided: set[str]) -> bool:
    return not decided.issuperset(event.claims) and (decided.isdisjoint(event.claims) or event.status in DOUBT[:2])


def _event(event: Event, view: View) -> Lines:
    claims = [view.record.claims[id] for id in event.claims]
    return row(event, view) | {
        "claims": [claim_row(claim, view) | _around(claim.report, claim.start, claim.end, view) for claim in claims],
        "near": [row(other, view) for other in near(event, view)],
        "others": choices(event, view),
        "of": [(event.id, "the event"), *((claim.id, f"claim {n}: {_cut(claim.quote)}") for n, claim in enumerate(claims, 1))],
    }


def _cut(quote: str) -> str:
    line = " ".join(quote.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _around(report: str, start: int, end: int, view: View) -> Lines:
    """What stands before and after a quote."""
    text = view.record.reports[report].text
    return {"before": text[max(0, start - 160) : start].split("\n")[-1], "after": text[end : end + 160].split("\n")[0]}


def _aliases(view: View) -> list[Lines]:
    """Other spellings of the case's actors that nobody has decided on."""
    return [
        {"name": each.name, "actor": each.actor.name, "subjects": f"{each.name}\n{each.actor.id}", "beside": list(each.beside),
         "claims": [claim_row(view.record.claims[id], view) for id in each.claims[:3] if id in view.record.claims]}
        for each in view.aliases
    ]  # fmt: skip


PAGE = Page(path="/review", template="review.html", name="Review", show=show)
