"""Everything but claims as JSON: only ever out, for readers outside. Scores and weights leave as 0..1 with three digits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fogline import codes
from fogline.contract.claims import Line, date_line, document, place_line, ref_line, time_line
from fogline.records import (
    SCHEMA,
    Disagreement,
    Event,
    Judgement,
    Link,
    Mention,
    Origin,
    Range,
    Rejected,
    Report,
    Situation,
    Time,
)

if TYPE_CHECKING:  # only their names are needed: importing the case layer to print a claim would cost a third of a second
    from fogline.situation.coverage import Coverage
    from fogline.situation.flips import Flip
    from fogline.situation.relations import Bound, Strength, Tie
    from fogline.why import Ground


def dump(line: Mapping[str, Any]) -> str:
    """One line of JSON Lines without its line feed; keys stay in the order that the functions below give them."""
    return json.dumps(line, ensure_ascii=False)


# ------------------------------------------------------------------------------------ mentions, reports, rejected input


def mention_line(mention: Mention, report: Report, *, link: Link | None = None, time: Time | None = None) -> Line:
    """A mention; `link` is naming's choice for a place or an actor, `time` what dating made of time words."""
    line: Line = {"schema": SCHEMA, "document": document(report), "what": mention.what}
    line |= {"text": mention.text, "start": mention.start, "end": mention.end}
    if mention.what in ("place", "actor"):
        entity = link.entity if link else None
        line |= {"name": entity.name if entity else mention.text, "id": entity.id if entity else None}
        line |= {"type": (entity.type if entity else mention.type) or None}
        line |= {"lat": entity.lat, "lon": entity.lon} if entity else {"lat": None, "lon": None}
        line |= {"precision": entity.precision if entity else "unknown"}
        line |= {"country": entity.country, "admin1": entity.admin1} if entity else {"country": None, "admin1": None}
    elif mention.what == "time":
        line |= {"start_date": date_line(time.start if time else None), "end_date": date_line(time.end if time else None)}
        line |= {"precision": time.precision if time else "unknown"}
    else:
        number = mention.quantity
        line |= {"unit": number.what if number else (mention.type or None)}
        line |= {name: getattr(number, name) if number else None for name in ("low", "best", "high")}
    return line


def report_line(report: Report, *, claims: int, rejected: int = 0, read: bool = True) -> Line:
    """A report of a case: `claims` it holds, `rejected` parts of it, and whether it has been read at all."""
    line: Line = {"schema": SCHEMA, **document(report), "source": report.source, "url": report.url}
    segments: dict[str, int] = {}
    for segment in report.segments:
        segments[segment.kind] = segments.get(segment.kind, 0) + 1
    line |= {"characters": len(report.text), "segments": dict(sorted(segments.items()))}
    return line | {"claims": claims, "rejected": rejected, "read": read}


def rejected_line(rejected: Rejected) -> Line:
    return {"schema": SCHEMA, "name": rejected.name, "reason": rejected.reason, "advice": rejected.advice}


def judgement_line(judgement: Judgement) -> Line:
    return {
        "schema": SCHEMA,
        "id": judgement.id,
        "verb": judgement.verb,
        "subjects": list(judgement.subjects),
        "values": list(judgement.values),
        "by": judgement.by,
        "why": judgement.why,
        "at": judgement.at.isoformat(),
        "quotes": [{"document": report, "quote": quote} for report, quote in judgement.quotes],
    }


# ------------------------------------------------------------------------------------------------------ the case layer


def event_line(event: Event) -> Line:
    return {
        "schema": SCHEMA,
        "id": event.id,
        "kind": event.kind,
        "time": time_line(event.time),
        "places": [place_line(place) for place in event.places],
        "actors": [ref_line(ref) for ref in event.actors],
        "targets": [ref_line(ref) for ref in event.targets],
        "quantities": [_range_line(derived) for derived in event.quantities],
        "claims": list(event.claims),
        "reports": event.reports,
        "origins": event.origins,
        "status": event.status,
        "codes": codes.of_event(event),
        "reasons": list(event.reasons),
        "part_of": event.part_of,
    }


def _range_line(derived: Range) -> Line:
    return {
        "what": derived.what,
        "of": derived.of,
        "low": derived.low,
        "best": derived.best,
        "high": derived.high,
        "scope": derived.scope,
        "rule": derived.rule,
        "claims": list(derived.claims),
    }


def origin_line(origin: Origin, reports: Mapping[str, Report]) -> Line:
    """An origin; `reports` (by id) give the members' documents, a document that is not there is named only."""
    members = []
    for member in origin.members:
        report = reports.get(member.report)
        known = document(report) if report else {"id": member.report, "name": member.document}
        line: Line = {"document": known, "start": member.start, "end": member.end, "quote": member.quote}
        line |= {"relation": member.relation, "score": round(member.score / 1000, 3), "changed": list(member.changed)}
        members.append(line)
    return {
        "schema": SCHEMA,
        "id": origin.id,
        "layer": origin.layer,
        "dependence": round(origin.dependence, 3),
        "members": members,
        "claims": list(origin.claims),
    }


def disagreement_line(disagreement: Disagreement) -> Line:
    values = [
        {"value": value.value, "claims": list(value.claims), "origins": value.origins, "interested": value.interested}
        for value in disagreement.values
    ]
    return {
        "schema": SCHEMA,
        "id": disagreement.id,
        "about": disagreement.about,
        "about_type": disagreement.about_type,
        "within_one_origin": disagreement.within_one_origin,
        "attribute": disagreement.attribute,
        "values": values,
    }


def situation_line(situation: Situation) -> Line:
    """The situation of a place. Shares are thousandths that sum to 1 exactly before they are printed."""
    return {
        "schema": SCHEMA,
        "on": situation.on.isoformat(),
        "known": date_line(situation.known),
        "place": place_line(situation.place),
        "status": situation.status,
        "authority": situation.authority,
        "holder": situation.holder and ref_line(situation.holder),
        "evidence": situation.evidence,
        "access": situation.access,
        "presence": [ref_line(ref) for ref in situation.presence],
        "shares": [{"actor": actor, "weight": round(weight, 3)} for actor, weight in situation.shares],
        "since": date_line(situation.since),
        "claims": list(situation.claims),
        "reasons": list(situation.reasons),
    }


def flip_line(flip: Flip) -> Line:
    """A change of hands (`fogline flips`)."""
    return {
        "schema": SCHEMA,
        "place": place_line(flip.place),
        "on": flip.on.isoformat(),
        "from": flip.was and ref_line(flip.was),
        "to": ref_line(flip.to),
        "status": flip.status,
        "contested_days": flip.contested,
        "claims": list(flip.claims),
        "reasons": list(flip.reasons),
    }


def coverage_line(found: Coverage) -> Line:
    """Who was looking at a place (`fogline coverage`)."""
    return {
        "schema": SCHEMA,
        "place": {"id": found.place, "name": found.name},
        "on": found.on.isoformat(),
        "status": found.word,
        "reports": found.reports,
        "naming": list(found.naming),
        "silent": list(found.silent),
    }


def strength_line(strength: Strength) -> Line:
    """What an actor has of one kind of means (`situation --what strength`): a range and each figure behind it."""
    return {
        "schema": SCHEMA,
        "on": strength.on.isoformat(),
        "known": date_line(strength.known),
        "what": "strength",
        "subject": ref_line(strength.subject),
        "measure": strength.what,
        "low": strength.low,
        "high": strength.high,
        "bounds": [_bound_line(bound) for bound in strength.bounds],
        "claims": list(strength.claims),
        "reasons": list(strength.reasons),
    }


def _bound_line(bound: Bound) -> Line:
    return {
        "type": bound.type,
        "low": bound.low,
        "best": bound.best,
        "high": bound.high,
        "aspect": bound.aspect,
        "text": bound.text,
        "since": date_line(bound.since),
        "claim": bound.claim,
        "origin": bound.origin,
        "interested": bound.interested,
    }


def tie_line(tie: Tie) -> Line:
    """A relation between two actors, or a person's office (`situation --what alliance|role`)."""
    return {
        "schema": SCHEMA,
        "on": tie.on.isoformat(),
        "known": date_line(tie.known),
        "what": tie.what,
        "type": tie.type,
        "subject": ref_line(tie.subject),
        "object": tie.object and ref_line(tie.object),
        "status": tie.status,
        "since": date_line(tie.since),
        "origins": tie.origins,
        "claims": list(tie.claims),
        "reasons": list(tie.reasons),
    }


def ground_line(ground: Ground) -> Line:
    """A passage behind an id (`fogline why`)."""
    return {
        "schema": SCHEMA,
        "id": ground.id,
        "role": ground.role,
        "claim": ground.claim,
        "document": document(ground.report),
        "start": ground.start,
        "end": ground.end,
        "quote": ground.quote,
    }
