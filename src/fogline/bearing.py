"""What else bears on an incident than the claims that tell of it: who says so or denies it in so many words, and who is said
to hold, afterwards, the ground that changed hands in it.

A claim that somebody holds a place tells of no incident, and so belongs to none; but who asks whether the town fell wants it
read beside the capture. It bears on the last change of hands there before its day, or on the one from which on it says that the
place was held.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fogline.casework import Record
from fogline.reconciling.features import place_key, standing
from fogline.records import Claim, Event, Ref

CHANGES = ("territory_taken", "territory_transferred")
WORDS = {
    "says": "says so",
    "denies": "denies it",
    "retracts": "takes it back",
    "holds": "says that who took the place has it",
    "holds not": "says that another has the place",
}
SAID = ("says", "denies", "retracts")
NEAR = 1  # days between the day that a place is said to be held from and that of its capture
LATER = 14  # days after a change of hands within which a word on who has the place is taken to speak of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """A claim that bears on an event. `how`: says | denies | retracts (in so many words, what a claim of the event tells),
    holds | holds not (who took the place is said to have it afterwards, or another)."""

    claim: str
    how: str

    @property
    def words(self) -> str:
        return WORDS[self.how]


def bearing(record: Record, event: Event) -> tuple[Bearing, ...]:
    """All that bears on an event, none of its own claims among it, by report and place in it."""
    own = {*event.claims, *_denying(record, event)}
    found = {claim: how for claim, how in (*_said(record, own), *_held(record, event)) if claim not in event.claims}
    claims = sorted((record.claims[id] for id in found), key=lambda claim: (claim.report, claim.start, claim.id))
    return tuple(Bearing(claim=claim.id, how=found[claim.id]) for claim in claims)


def _denying(record: Record, event: Event) -> Iterator[str]:
    for found in record.disagreements_about(event.id):
        if found.attribute == "occurred":
            yield from (claim for value in found.values for claim in value.claims)


def _said(record: Record, own: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The acts of speech whose words some claims are."""
    wanted = frozenset(own)
    for report in sorted({record.claims[id].report for id in wanted}):
        for claim in record.claims_of.get(report, ()):
            for link in claim.links:
                if link.type in SAID and link.claim in wanted:
                    yield claim.id, link.type


def _held(record: Record, event: Event) -> Iterator[tuple[str, str]]:
    """Who is said to have the ground of a change of hands after it and before the next."""
    when = _day(event)
    if event.kind not in CHANGES or when is None:
        return
    takers = {record.party(ref) for ref in _takers(record, event)}
    for key in sorted({place_key(place) for place in event.places}):
        told = [record.claims[id] for id in record.on_control(key)]
        changes = {day for claim in told if (day := _changed(record, claim))}
        for claim in told:
            if claim.kind == "control" and _speaks_of(record, claim, when, changes):
                same = bool(takers & {record.party(ref) for ref in claim.actors})
                yield claim.id, "holds" if same != claim.negated else "holds not"


def _takers(record: Record, event: Event) -> Iterator[Ref]:
    """Who has the ground after it, as its claims have it."""
    for id in event.claims:
        claim = record.claims[id]
        if claim.kind in CHANGES:
            given = [ref for ref in claim.others if ref.role == "recipient"]
            yield from given or (claim.actors if claim.kind == CHANGES[0] else ())


def _speaks_of(record: Record, claim: Claim, when: dt.date, changes: Iterable[dt.date]) -> bool:
    days = standing(claim, record.reports.get(claim.report))
    if days is None or claim.frame != "current":
        return False
    since, until = days
    near = [day for day in changes if abs((day - since).days) <= NEAR]
    last = max((day for day in changes if day <= until), default=None)
    of = min(near, key=lambda day: (abs((day - since).days), day)) if near and since < until else last
    return of is not None and abs((of - when).days) <= NEAR and (until - when).days >= 0 and (since - when).days <= LATER


def _changed(record: Record, claim: Claim) -> dt.date | None:
    """The day of the change of hands that a claim tells of, as its incident has it."""
    event = record.event_of(claim.id) if claim.kind in CHANGES else None
    return _day(event) if event else None


def _day(event: Event) -> dt.date | None:
    time = event.time
    return time.start if time and time.start and time.start == time.end else None
