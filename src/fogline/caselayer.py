"""The case layer, as the diagram reads: readings and judgements ─tracing▶ origins ─reconciling▶ events ─situation▶ who holds what.

Recomputed from what the store keeps, never edited: a pure function of the set of readings, the log of judgements and the
case's files.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fogline import judgements, reconciling, tracing
from fogline.case import Case
from fogline.errors import ConfigError
from fogline.interests import Interests
from fogline.judgements import Lost
from fogline.reconciling import Voices
from fogline.records import Claim, Disagreement, Event, Judgement, Origin, Reading, Ref, Report, Situation, Stance
from fogline.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLayer:
    """What the claims of a case add up to. `so` gives each claim's origin on the layer *that it is so*."""

    case: Case
    readings: tuple[Reading, ...]
    reports: Mapping[str, Report]
    claims: Mapping[str, Claim]
    stances: Mapping[str, Stance]
    so: Mapping[str, str]
    origins: tuple[Origin, ...]
    events: tuple[Event, ...]
    disagreements: tuple[Disagreement, ...]
    log: tuple[Judgement, ...]
    lost: tuple[Lost, ...]
    interests: Interests


def build(store: Store, case: Case, known: dt.date | None = None) -> CaseLayer:
    """The case layer of what a store holds now, of what was known on a day where one is given."""
    return of_readings(known_by(store.readings(), known), store.judgements(), case)


def of_readings(readings: Iterable[Reading], log: Iterable[Judgement], case: Case) -> CaseLayer:
    """The case layer of readings under judgements."""
    log = tuple(log)
    decided = judgements.apply(readings, log)
    interests = Interests.of_case(case)
    reports = {reading.report.id: reading.report for reading in decided.readings}
    claims = {claim.id: claim for reading in decided.readings for claim in reading.claims}
    stances = {id: interests.stance(claim, reports[claim.report]) for id, claim in claims.items()}
    traced = tracing.trace(reports.values(), claims.values(), interests.outlet)
    found = reconciling.reconcile(
        claims.values(),
        reports,
        Voices(said=traced.said, so=traced.so, stances=stances),
        lambda ref: interests.actor(interests.party(ref)),
        decided.same,
        decided.different,
    )
    return CaseLayer(
        case=case,
        readings=decided.readings,
        reports=reports,
        claims=claims,
        stances=stances,
        so=traced.so,
        origins=traced.origins,
        events=found.events,
        disagreements=found.disagreements,
        log=log,
        lost=decided.lost,
        interests=interests,
    )


def known_by(readings: Iterable[Reading], day: dt.date | None) -> list[Reading]:
    """Readings of reports whose latest publication day is not after `day`; all where it is None."""
    return [
        reading
        for reading in readings
        if day is None or (reading.report.published and reading.report.published.end and reading.report.published.end <= day)
    ]


def last_day(layer: CaseLayer) -> dt.date | None:
    """The last day that any report of the case can tell of: the latest day of publication, else of any claim."""
    published = [r.published.end for r in layer.reports.values() if r.published and r.published.end]
    told = [claim.time.end for claim in layer.claims.values() if claim.time and claim.time.end]
    return max(published or told, default=None)


def judge(store: Store, case: Case, verb: str, subjects: Sequence[str], values: Sequence[str], by: str, why: str) -> Judgement:
    """Check a decision against what the case holds and append it to the log. ConfigError says what is expected."""
    layer = build(store, case)
    if verb == "undo" and subjects[0] not in {judgement.id for judgement in layer.log}:
        raise ConfigError(f"no judgement {subjects[0]}", "its id was printed when it was made; `fogline why DIR ID` shows it")
    events = judgements.by_any_id(layer.events)
    with store.batch():
        made = judgements.make(
            verb, subjects, values, by=by, why=why, at=store.now(), claims=layer.claims, events=events
        )
        store.judge(made)
    return made
