"""One event: what, who, where, when; each figure with the claims behind it; who only repeats whom; where the claims differ."""

from __future__ import annotations

from fogline.contract import event_line, judgement_line
from fogline.desk.opened import View
from fogline.desk.pages.events import row
from fogline.desk.pages.page import Lines, NotHere, Page, Query
from fogline.desk.privacy import withheld
from fogline.publish import words
from fogline.records import Claim, Event, Passage


def show(view: View, query: Query) -> Lines:
    record = view.record
    event = record.events_by_any_id.get(query.about)
    if event is None:
        raise NotHere(f"no event {query.about}", "it may have been joined, or be told by no report of that day")
    claims = {id: record.claims[id] for id in event.claims}
    return {
        "title": f"{words.kind(event.kind).capitalize()}, {words.when(event.time)}",
        "event": withheld(event_line(event), view),
        "row": row(event, view),
        "ranges": [
            {"says": words.figure(found), "rule": found.rule, "claims": [claim_row(claims[id], view) for id in found.claims]}
            for found in event.quantities
        ],
        "claims": [claim_row(claim, view) for claim in claims.values()],
        "origins": _origins(event, view),
        "disagreements": [
            {
                "id": found.id,
                "attribute": words.kind(found.attribute),
                "within_one_voice": found.within_one_origin,
                "sides": [
                    {
                        "value": value.value,
                        "interested": value.interested,
                        "voices": words.voices(value.claims, view.sitrep),
                        "claims": [claim_row(record.claims[id], view) for id in value.claims if id in record.claims],
                    }
                    for value in found.values
                ],
            }
            for found in words.widest_first(record.disagreements)
            if found.about == event.id or found.about in claims
        ],
        "history": [
            judgement_line(judgement) | {"in_force": judgement.id in view.in_force}
            for judgement in view.log
            if set(judgement.subjects) & set(event.claims)
        ],
    }


def claim_row(claim: Claim, view: View) -> Lines:
    """A claim with who says so and where its words stand."""
    report = view.record.reports[claim.report]
    return {
        "id": claim.id,
        "kind": words.kind(claim.kind),
        "actors": words.names(claim.actors, view.sitrep),
        "targets": words.names(claim.targets, view.sitrep),
        "places": ", ".join(dict.fromkeys(place.name for place in claim.places)),
        "quote": claim.quote,
        "language": claim.language,
        "speaker": words.speaker(claim.attribution, report, view.sitrep),
        "published": words.published(report),
        "hedges": words.hedges(claim),
        "interested": claim.id in view.sitrep.interested,
        "report": report.id,
        "document": report.name,
        "address": f"{view.address(f'/reports/{report.id}')}#{claim.id}",
    }


def _origins(event: Event, view: View) -> list[Lines]:
    """The voices behind an event, each with the passages that repeat it: in which language, and what changed."""
    record = view.record
    found = []
    for origin in record.origins:
        if origin.layer != "so" or not set(origin.claims) & set(event.claims):
            continue
        own = {record.claims[id].report for id in origin.claims if id in event.claims}
        members = [member for member in origin.members if member.report in own]
        found.append(
            {"id": origin.id, "dependence": round(origin.dependence, 3), "members": [_member(m, view) for m in members]}
        )
    return found


def _member(member: Passage, view: View) -> Lines:
    report = view.record.reports[member.report]
    return {
        "report": member.report,
        "document": member.document,
        "language": report.language,
        "published": words.published(report),
        "relation": member.relation,
        "changed": list(member.changed),
        "quote": member.quote,
        "address": f"{view.address(f'/reports/{member.report}')}",
    }


PAGE = Page(path="/events/{id}", template="event.html", name="", show=show)
