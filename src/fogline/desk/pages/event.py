"""One event: what, who, where, when; each figure with the claims behind it; who only repeats whom; where the claims differ."""

from __future__ import annotations

from collections.abc import Iterable

from fogline.bearing import Bearing, bearing
from fogline.contract import event_line
from fogline.desk.citing import unfolded
from fogline.desk.opened import View
from fogline.desk.pages import lineage
from fogline.desk.pages.decisions import judgement_row
from fogline.desk.pages.events import row
from fogline.desk.pages.happened import precision
from fogline.desk.pages.near import choices
from fogline.desk.pages.page import Lines, NotHere, Page, Query
from fogline.desk.privacy import withheld
from fogline.publish import words
from fogline.publish.escaping import Clean, apart, listed
from fogline.publish.shortened import title_of
from fogline.publish.spots import spot
from fogline.records import Claim, Event, Passage, Range

TOLD_BY = ", as told by "


def show(view: View, query: Query) -> Lines:
    record = view.record
    event = record.events_by_any_id.get(query.about)
    if event is None:
        raise NotHere(f"no event {query.about}", "it may have been joined, or be told by no report of that day")
    claims = {id: record.claims[id] for id in event.claims}
    line: Lines = withheld(event_line(event), view)
    day, place, title = event.time and event.time.start, spot(event), title_of(event)
    return {
        "title": Clean(f"{title[0].upper()}{title[1:]}, {words.when(event.time)}"),
        "event": line,
        "row": row(event, view),
        "ranges": [
            {
                "says": words.figure(found),
                "of": _of(found),
                "low": found.low,
                "best": found.best,
                "high": found.high,
                "rule": found.rule,
                "claims": [claim_row(claims[id], view) for id in found.claims],
            }
            for found in event.quantities
        ],
        "claims": [claim_row(claim, view) for claim in claims.values()],
        "origins": _origins(event, view),
        "lineage": lineage.lineage(event, view),
        "why": [unfolded(reason, view) for reason in line["reasons"]],
        "precision": precision(event),
        "map": view.address("/situation", on=day, place=place.id or place.name if place else None) if day else "",
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
        "others": choices(event, view),
        "beside": [
            {"how": found.words, "claims": [claim_row(record.claims[each.claim], view) for each in each_of]}
            for found, each_of in _by_manner(bearing(record, event))
        ],
        "history": [judgement_row(judgement, view) for judgement in view.log if set(judgement.subjects) & set(event.claims)],
    }


def _by_manner(found: Iterable[Bearing]) -> list[tuple[Bearing, list[Bearing]]]:
    """What bears on an event by how it does, the first of each with all."""
    by: dict[str, list[Bearing]] = {}
    for each in found:
        by.setdefault(each.how, []).append(each)
    return [(each[0], each) for each in by.values()]


def claim_row(claim: Claim, view: View) -> Lines:
    """A claim with who says so and where its words stand."""
    report = view.record.reports[claim.report]
    chain = [apart(who) for who in words.chain_of(claim.attribution, report, view.sitrep)]
    return {
        "id": claim.id,
        "kind": words.kind(claim.kind),
        "actors": listed(words.each_name(claim.actors, view.sitrep)),
        "targets": listed(words.each_name(claim.targets, view.sitrep)),
        "places": listed(dict.fromkeys(place.name for place in claim.places)),
        "when": words.when(claim.time) if claim.time else "",
        "figures": [f"{number.what}: {number.text}" for number in claim.quantities],
        "quote": claim.quote,
        "language": claim.language,
        "speaker": Clean(TOLD_BY.join(chain)),
        "within": Clean(TOLD_BY.join(chain[:-1])),  # its report, whose outlet need not be told there
        "published": words.published(report),
        "hedges": words.hedges(claim),
        "interested": claim.id in view.sitrep.interested,
        "report": report.id,
        "document": report.name,
        "address": f"{view.address(f'/reports/{report.id}')}#{claim.id}",
    }


def _of(found: Range) -> str:
    """What a range counts, and of whom."""
    return words.figure(found).partition(": ")[0] + (", running total" if found.scope == "cumulative" else "")


def _origins(event: Event, view: View) -> list[Lines]:
    """The voices behind an event, each with its passages: in which language, and what changed."""
    return [
        {
            "id": voice[0].id,
            "name": lineage.name(voice, event, view),
            "reports": len({member.report for member in voice[1]}),
            "dependence": round(voice[0].dependence, 3),
            "members": [_member(member, event, view) for member in voice[1]],
        }
        for voice in lineage.voices(event, view)
    ]


def _member(member: Passage, event: Event, view: View) -> Lines:
    report = view.record.reports[member.report]
    told = [view.record.claims[id] for id in event.claims]
    inside = next((c.id for c in told if c.report == member.report and member.start < c.end and c.start < member.end), "")
    return {
        "report": member.report,
        "document": member.document,
        "language": report.language,
        "published": words.published(report),
        "relation": member.relation,
        "changed": list(member.changed),
        "quote": member.quote,
        "address": f"{view.address(f'/reports/{member.report}')}#{inside}",
    }


PAGE = Page(path="/events/{id}", template="event.html", name="", show=show)
