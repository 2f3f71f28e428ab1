"""What a sitrep of a case shows: the record of a case, cut to a span of days, as `publish` wants it."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from fogline.case_records import Boundary, Case
from fogline.casework import Record
from fogline.interests import Interests
from fogline.publish import Change, Sitrep, Source
from fogline.publish.outlines import Outline
from fogline.records import Disagreement, Ref, Situation, Time
from fogline.situation.coverage import Coverage

SURE = 6  # days within which a day of publication must be known for the day of the situation
ONE_DAY = dt.timedelta(days=1)


def collect(
    record: Record,
    case: Case,
    since: dt.date | None,
    until: dt.date | None,
    *,
    known: dt.date | None = None,
    unread: int = 0,
) -> Sitrep:
    """The sitrep of a case: the situation on `until` (else on the last day told of) and what happened in `since`..`until`.
    `known` is the day by which all of the record is known, `unread` how many reports of the case are not in it."""
    on = until or last_day(record)
    events = tuple(event for event in record.events if within(event.time, since, until))
    out = {id for event in record.events if not within(event.time, since, until) for id in (event.id, *event.claims)}
    disagreements = tuple(
        found for found in record.disagreements if found.about not in out and _touches(found, record, since, until)
    )
    changes = _changes(record, since, until)
    situations = record.situations(on) if on else ()
    told = {id for event in events for id in event.claims} | {id for found in situations for id in found.claims}
    told |= {id for change in changes for id in change.claims}
    told |= {id for found in disagreements for value in found.values for id in value.claims}
    looked = record.coverage(on) if on else ()
    return Sitrep(
        title=case.title,
        summary=case.summary,
        on=on,
        since=since,
        until=until,
        known=known,
        area=case.area,
        situations=situations,
        before=record.situations(since - ONE_DAY) if since and since > dt.date.min else (),
        events=events,
        speaking=_speaking(record),
        changes=changes,
        disagreements=disagreements,
        claims=record.claims,
        reports=record.reports,
        so=record.traced.voices,
        interested=_interested(record),
        public=_public(case),
        undated=sum(1 for event in record.events if _span(event.time) is None) if since or until else 0,
        silent=tuple(found.name for found in looked if found.word == "silence"),
        unwatched=_unwatched(looked, situations),
        sources=_sources(record, {record.claims[id].report for id in told if id in record.claims}, on),
        unread=unread,
        boundaries=tuple(map(_outline, case.boundaries)),
    )


def whole(record: Record, case: Case) -> Sitrep:
    """All events of a case on no day: what the words of names, speakers and voices are taken from. Nothing is worked out."""
    return Sitrep(
        title=case.title,
        summary=case.summary,
        on=None,
        since=None,
        until=None,
        area=case.area,
        situations=(),
        events=record.events,
        disagreements=record.disagreements,
        claims=record.claims,
        reports=record.reports,
        so=record.traced.voices,
        interested=_interested(record),
        public=_public(case),
        boundaries=tuple(map(_outline, case.boundaries)),
    )


def _touches(found: Disagreement, record: Record, since: dt.date | None, until: dt.date | None) -> bool:
    """Whether a disagreement about no event is of the span: any of its claims is, or no day is known of all of them."""
    told = [record.claims[id].time for value in found.values for id in value.claims if id in record.claims]
    days = [time for time in told if _span(time)]
    return found.about_type == "event" or not days or any(within(time, since, until) for time in days)


def _interested(record: Record) -> frozenset[str]:
    return frozenset(id for id, stance in record.stances.items() if stance.word in ("interested", "denial"))


def _public(case: Case) -> frozenset[str]:
    return frozenset(actor.entity.id for actor in case.actors)


def _changes(record: Record, since: dt.date | None, until: dt.date | None) -> tuple[Change, ...]:
    """Those of the span; who held a place before is known from all days up to it."""
    return tuple(
        Change(place=flip.place, on=flip.on, was=flip.was, to=flip.to, status=flip.status, claims=flip.claims)
        for flip in record.flips(None, until, shown=since)
    )


def _speaking(record: Record) -> Mapping[str, frozenset[str]]:
    gathered = record.survey.gathered
    found: dict[str, set[str]] = defaultdict(set)
    for item in gathered.items:
        if item.effect == "hold" and item.party in gathered.parties:
            party = gathered.parties[item.party]
            found[party.id or party.name].add(item.claim)
    return {party: frozenset(claims) for party, claims in found.items()}


def _unwatched(looked: Iterable[Coverage], situations: Iterable[Situation]) -> tuple[str, ...]:
    """Names of the places of which nobody was looking, first those that the situation tells something of."""
    told = {found.place.id for found in situations}
    found = sorted(
        (each for each in looked if each.word == "nobody looking"), key=lambda each: (each.place not in told, each.name)
    )
    return tuple(each.name for each in found)


def _sources(record: Record, used: Collection[str], on: dt.date | None) -> tuple[Source, ...]:
    """The outlets, those first whose reports tell of most of what is shown."""
    read: Counter[str] = Counter()
    telling: Counter[str] = Counter()
    names: dict[str, str] = {}
    for report in record.reports.values():
        outlet = record.interests.outlet(report.source or report.name)
        name = report.source or report.name
        names[outlet] = min(name, names.get(outlet, name))  # any of its spellings, but always the same
        read[outlet] += 1
        telling[outlet] += report.id in used
    found = (
        Source(name=names[id], reports=read[id], used=telling[id], leaning=_leaning(names[id], on, record.interests))
        for id in read
    )
    return tuple(sorted(found, key=lambda source: (-source.used, -source.reports, source.name)))


def _leaning(name: str, on: dt.date | None, interests: Interests) -> tuple[str, ...]:
    """Names of the actors in whose favour an outlet speaks."""
    ids = sorted(interests.leaning(name, on))
    return tuple(interests.ref(id, Ref(text=None, at=None, name=id)).name for id in ids)


def _outline(boundary: Boundary) -> Outline:
    """As maps draw the divisions of an atlas: holes are told by the even-odd rule."""
    rings = tuple(ring[:-1] for polygon in boundary.polygons for ring in polygon)
    return Outline(country="", id=boundary.place, name=boundary.name, rings=rings)


def last_day(record: Record) -> dt.date | None:
    """The last day of publication that is known to a week, else the last day that any report tells of."""
    published = [
        report.published.end
        for report in record.reports.values()
        if report.published and report.published.start and report.published.end
        and report.published.basis != "page" and (report.published.end - report.published.start).days <= SURE
    ]  # fmt: skip
    told = [claim.time.end for claim in record.claims.values() if claim.time and claim.time.end and claim.frame == "current"]
    return max(published or told, default=None)


def within(time: Time | None, since: dt.date | None, until: dt.date | None) -> bool:
    """Whether any day of a time lies in the span; what has no date does only where there is no span."""
    days = _span(time)
    if days is None:
        return since is None and until is None
    return (since is None or days[1] >= since) and (until is None or days[0] <= until)


def _span(time: Time | None) -> tuple[dt.date, dt.date] | None:
    """The days of a time, one that is open on a side by its known end; None where it has none."""
    start, end = (time.start, time.end) if time else (None, None)
    first, last = start or end, end or start
    return (first, last) if first and last else None
