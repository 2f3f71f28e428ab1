"""What a sitrep of a case shows: the record of a case, cut to a span of days, as `publish` wants it."""

from __future__ import annotations

import datetime as dt

from fogline.case_records import Boundary, Case
from fogline.casework import Record
from fogline.publish import Sitrep
from fogline.publish.outlines import Outline
from fogline.records import Event

SURE = 6  # days within which a day of publication must be known for the day of the situation


def collect(record: Record, case: Case, since: dt.date | None, until: dt.date | None, unread: int = 0) -> Sitrep:
    """The sitrep of a case: the situation on `until` (else on the last day told of) and the events of `since`..`until`."""
    on = until or last_day(record)
    events = tuple(event for event in record.events if within(event, since, until))
    out = {event.id for event in record.events} - {event.id for event in events}
    return Sitrep(
        title=case.title,
        summary=case.summary,
        on=on,
        since=since,
        until=until,
        area=case.area,
        situations=record.situations(on) if on else (),
        events=events,
        disagreements=tuple(found for found in record.disagreements if found.about not in out),
        claims=record.claims,
        reports=record.reports,
        so=record.traced.voices,
        interested=frozenset(id for id, stance in record.stances.items() if stance.word in ("interested", "denial")),
        public=frozenset(actor.entity.id for actor in case.actors),
        unread=unread,
        boundaries=tuple(map(_outline, case.boundaries)),
    )


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


def within(event: Event, since: dt.date | None, until: dt.date | None) -> bool:
    """Whether any day of the event lies in the span; an event without a date does only where there is no span."""
    if event.time is None:
        return since is None and until is None
    start, end = event.time.start or event.time.end, event.time.end or event.time.start
    if start is None or end is None:
        return since is None and until is None
    return (since is None or end >= since) and (until is None or start <= until)
