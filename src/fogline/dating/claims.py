"""The times of a report's claims, from the day on which it was published; once more where that day turns out to be another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

from fogline.dating.narrative import Narrative
from fogline.dating.resolve import AHEAD, Frame, dated
from fogline.records import STATES, Attribution, Claim, Mention, Published, Reading, Report, Time

# Kinds that tell what happened: without time words they belong to the week before publication (contract: basis "implied").
TIMELESS = frozenset({
    "role", "relation", "statement", "vow", "rejection", "offer", "demand", "appeal", "threat", "accusation", "denial",
    "responsibility_claimed", "assessment", "forecast",
})  # fmt: skip
IMPLIED_DAYS = 7
HISTORY = dt.timedelta(days=2 * 365)  # before publication, from which on what happened is background
Anchors = Mapping[str, tuple[dt.date, dt.date]]  # first and last day of dated events, by lower-cased name


def dated_claims(claims: Iterable[Claim], report: Report, mentions: Iterable[Mention], anchors: Anchors) -> list[Claim]:
    """Claims of one language with their times, those of attributions too, as the report's day of publication has them."""
    passages = Narrative(Frame.of(report.published, dict(anchors)), mentions, report.text)
    return [_dated(claim, passages) for claim in claims]


def redated(reading: Reading, published: Published, anchors: Anchors) -> Reading:
    """A reading as it would be had its report been published then."""
    report = replace(reading.report, published=published)
    claims = (replace(claim, time=_told(claim.time)) for claim in reading.claims)
    return replace(reading, report=report, claims=tuple(dated_claims(claims, report, reading.mentions, anchors)))


def _told(time: Time | None) -> Time | None:
    """A time as its words, or people, tell it; None where it has neither."""
    if time is None or (time.text is None and time.basis != "explicit"):
        return None
    return replace(time, start=None, end=None, precision="unknown", readings=()) if time.expression else time


def _dated(claim: Claim, passages: Narrative) -> Claim:
    def of(time: Time, ahead: bool = False) -> Time:
        return dated(time, replace(passages.at(time.at[0] if time.at else claim.start), ahead=ahead))

    def step(a: Attribution) -> Attribution:
        return replace(a, said=of(a.said)) if a.said else a

    now = passages.at(claim.start)
    time = of(claim.time, claim.modality in AHEAD) if claim.time else _implied(claim, now, passages)
    past = claim.frame == "current" and time and time.end and now.earliest and now.earliest - time.end >= HISTORY
    frame = "historical" if past else claim.frame
    return replace(claim, time=time, frame=frame, attribution=tuple(step(a) for a in claim.attribution))


def _implied(claim: Claim, frame: Frame, passages: Narrative) -> Time | None:
    """The week before publication, for what a report tells as news without a date; what happened in a passage of long ago is of
    that time."""
    if frame.day is None or claim.kind in TIMELESS or claim.frame != "current" or claim.modality in AHEAD:
        return None
    if scene := passages.scene(claim.start):
        start, end, precision = scene
        return None if claim.kind in STATES else Time(start=start, end=end, precision=precision, basis="relative")
    earliest = (frame.earliest or frame.day) - dt.timedelta(days=IMPLIED_DAYS)
    return Time(start=earliest, end=frame.day, precision="week", basis="implied")
