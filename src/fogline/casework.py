"""The case layer put together: readings and judgements to origins, events, disagreements and situations.

    compose(readings, judgements, case) → Record        a pure function of the set of both: any order gives the same
    record.with_readings(more), .with_judgements(log)    the same of others, worked out from this one (docs/reconciling.md)
    record.situations(on, known) and the like            for any day, as known on any day

What was known on a day K comes from the reports published by K alone: they are traced and reconciled by themselves, so that
nothing of a later report shows through. Judgements always apply.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from functools import cached_property
from operator import is_

from fogline import judgements as judging
from fogline.case_records import Case, CasePlace
from fogline.earlier import Past
from fogline.interests import Interests
from fogline.judgements import Decided, Lost
from fogline.keyed import replaced
from fogline.linked import ClaimsOf, Linked
from fogline.reconciling import Reconciled, TakenBack, Told, Voices, Withdrawn, reconcile, taken_back, withdrawn
from fogline.reconciling.subjects import CONTROL
from fogline.records import (
    Claim,
    Disagreement,
    Event,
    Judgement,
    Origin,
    Place,
    Reading,
    Ref,
    Report,
    Situation,
    Stance,
)
from fogline.situation import Ground, Known, Survey, gather, survey
from fogline.situation.coverage import Coverage, coverage
from fogline.situation.flips import Flip, all_flips
from fogline.situation.relations import Standing, Strength, Tie, alliances, roles, strengths
from fogline.standing import dated, stance
from fogline.tracing import Heard, Traced, retrace

KEPT = 4  # records of earlier days that are kept


@dataclass(frozen=True)
class Record:
    """All that the case layer knows. Derived parts are computed when they are first asked for, and once; `claims_of` gives the
    claims of each report."""

    decided: Decided
    case: Case | None
    interests: Interests
    reports: Mapping[str, Report]
    claims: Mapping[str, Claim]
    claims_of: ClaimsOf
    linked: Linked
    traced: Traced
    stances: Mapping[str, Stance]

    def with_readings(self, more: Iterable[Reading]) -> Record:
        """This record with more readings, or others of reports that it has: as composed anew, worked out from this one."""
        new = {reading.report.id: reading for reading in more}
        return _record(_decided(replaced(self.decided.given, (), new), self.decided.log, self.case), self, new)

    def with_judgements(self, log: Iterable[Judgement]) -> Record:
        """This record under another log of judgements, in the same manner."""
        return _record(_decided(self.decided.given, log, self.case), self, ())

    @property
    def origins(self) -> tuple[Origin, ...]:
        return self.traced.origins

    @property
    def events(self) -> tuple[Event, ...]:
        return self._reconciled.events

    @property
    def disagreements(self) -> tuple[Disagreement, ...]:
        return self._reconciled.disagreements

    @property
    def lost(self) -> tuple[Lost, ...]:
        """Judgements that found nothing to apply to."""
        return self.decided.lost

    @cached_property
    def events_by_any_id(self) -> Mapping[str, Event]:
        """Events by the id of every member, so that an id from an earlier day still leads to its event."""
        return judging.by_any_id(self.events)

    def event_of(self, claim: str) -> Event | None:
        """The incident that a claim tells of."""
        first = self._reconciled.home.get(claim)
        return self._reconciled.clusters[first] if first is not None else None

    def on_control(self, place: str) -> tuple[str, ...]:
        """The claims that tell who holds a place, by the place's key."""
        return self._reconciled.meetings.get((CONTROL, place), ())

    @cached_property
    def _about(self) -> Mapping[str, tuple[Disagreement, ...]]:
        found: dict[str, list[Disagreement]] = defaultdict(list)
        for each in self.disagreements:
            found[each.about].append(each)
        return {about: tuple(each) for about, each in found.items()}

    def disagreements_about(self, id: str) -> tuple[Disagreement, ...]:
        """What is in disagreement about an event, a claim or a place."""
        return self._about.get(id, ())

    # -------------------------------------------------------------------------------------------------------- situations

    def situations(self, on: dt.date, known: dt.date | None = None) -> tuple[Situation, ...]:
        """Who holds each place with evidence on `on`, as known on `known` (None: all reports)."""
        return self.survey_on(known).situations(on, known)

    def ground(self, on: dt.date, known: dt.date | None = None) -> Ground:
        """The same in columns, without reasons: for all places at once (`Survey.explained` gives those of one)."""
        return self.survey_on(known).ground(on)

    def everywhere(self, on: dt.date, known: dt.date | None = None) -> tuple[Situation, ...]:
        """The same, with the case's places of which nothing is said (`situation --all`)."""
        places = [_place(found) for found in self.case.places] if self.case else []
        return self.survey_on(known).everywhere(places, on, known)

    def flips(
        self,
        since: dt.date | None = None,
        until: dt.date | None = None,
        known: dt.date | None = None,
        shown: dt.date | None = None,
    ) -> tuple[Flip, ...]:
        """All changes of hands between two days (None: the first and the last with evidence), by place and day; of those before
        `shown` it is only known who had the place then."""
        return tuple(all_flips(self.survey_on(known), since, until, known, shown))

    def coverage(self, on: dt.date, known: dt.date | None = None) -> tuple[Coverage, ...]:
        """For the case's places and all that are named around a day: who named them, and who watches and did not."""
        places = {p.entity.id: p.entity.name for p in self.case.places if p.entity.precision != "country"} if self.case else {}
        readings = self.known_on(known).decided.readings
        return coverage([readings[id] for id in sorted(readings)], places, on)

    def strengths(self, on: dt.date, known: dt.date | None = None) -> tuple[Strength, ...]:
        return strengths(self.known_on(known).standing, on, known)

    def alliances(self, on: dt.date, known: dt.date | None = None) -> tuple[Tie, ...]:
        return alliances(self.known_on(known).standing, on, known)

    def roles(self, on: dt.date, known: dt.date | None = None) -> tuple[Tie, ...]:
        return roles(self.known_on(known).standing, on, known)

    def known_on(self, known: dt.date | None) -> Record:
        """The record as the reports published by a day make it; itself where none is given or all were. The last are kept."""
        if known is None:
            return self
        number = bisect_right(self._published, known)
        if number == len(self.decided.readings):
            return self
        if number not in self._earlier:
            while len(self._earlier) >= KEPT:
                self._earlier.pop(next(iter(self._earlier)))
            readings = published_by(self.decided.readings, known)
            decided, later = replace(self.decided, readings=readings), self.decided.readings.keys() - readings.keys()
            near = len(later) < len(readings)
            self._earlier[number] = _record(decided, self, later) if near else _composed(decided, self.case)
        return self._earlier[number]

    def survey_on(self, known: dt.date | None) -> Survey:
        """The survey of `known_on`, without the rest of that record: made of the survey of all, of which what was published
        later is taken away (earlier.py)."""
        number = len(self.decided.readings) if known is None else bisect_right(self._published, known)
        if known is None or number == len(self.decided.readings):
            return self.survey
        if number in self._earlier and "survey" in vars(self._earlier[number]):
            return self._earlier[number].survey
        if number not in self._surveys:
            while len(self._surveys) >= KEPT:
                self._surveys.pop(next(iter(self._surveys)))
            then = self._past.on(known)
            more = gather(then.evidence, self.reports, then.voices, then.stances, self.interests.party)
            found = self.survey.as_known(known, then.otherwise, more)
            self._surveys[number] = found or self._surveyed(then.all(), then.voices, then.stances)
        return self._surveys[number]

    @cached_property
    def _surveys(self) -> dict[int, Survey]:
        """The surveys of earlier days, by the number of readings."""
        return {}

    @cached_property
    def _past(self) -> Past:
        return Past(
            heard=self._heard,
            traced=self.traced,
            outside=self.linked.outside,
            stances=self.stances,
            back=self._taken_back,
            withdrawn=self.withdrawn,
            told=self._told,
            reconciled=self._reconciled,
            interests=self.interests,
        )

    @cached_property
    def _published(self) -> list[dt.date]:
        """The days by which the reports are known, in order."""
        return sorted(day for reading in self.decided.readings.values() if (day := reading.report.known_by))

    @cached_property
    def _earlier(self) -> dict[int, Record]:
        """By the number of readings, which tells them apart: they are those published by a day."""
        return {}

    @cached_property
    def survey(self) -> Survey:
        return self._surveyed(self.standing.claims, self.traced.voices, self.stances)

    def _surveyed(self, claims: Iterable[Claim], voices: Mapping[str, str], stances: Mapping[str, Stance]) -> Survey:
        parents = {place.entity.id: place.parent for place in self.case.places if place.parent} if self.case else {}
        given = _known(self.case) if self.case else ()
        return survey(claims, self.reports, voices, stances, self.interests.party, parents, given)

    @cached_property
    def standing(self) -> Standing:
        """The claims that are evidence of their own: those that repeat another's, or were taken back, are not. A claim that is
        dated loosely has the day of the event that it tells of, where that lies within its own days."""
        days = {claim: event.time for event in self.events for claim in event.claims if event.time}
        own = tuple(
            dated(claim, days.get(id))
            for id, claim in sorted(self.claims.items())
            if id not in self.traced.copied and id not in self.withdrawn.claims
        )
        return Standing(claims=own, reports=self.reports, origins=self.traced.voices, stances=self.stances)

    @cached_property
    def withdrawn(self) -> Withdrawn:
        """What outlets took back of what they had told."""
        return withdrawn(self._taken_back, self.traced.copied)

    @cached_property
    def _taken_back(self) -> TakenBack:
        denials = self.linked.retracting.values()
        return taken_back(denials, self.claims, self.reports, self.interests.outlet, self.party)

    @cached_property
    def _reconciled(self) -> Reconciled:
        return reconcile(self._told, self.reports, (), _empty(self.case)._told, Reconciled())

    @property
    def _heard(self) -> Heard:
        """What was traced."""
        return Heard(reports=self.reports, claims=self.claims, claims_of=self.claims_of, names=self.interests)

    @property
    def _told(self) -> Told:
        decided, traced = self.decided, self.traced
        return Told(
            claims=self.claims,
            by_report=self.claims_of,
            reports=self.reports,
            voices=Voices(said=traced.said, so=traced.voices, stances=self.stances, withdrawn=self.withdrawn),
            party=self.party,
            same=decided.same,
            different=decided.different,
            copied=traced.copied,
        )

    def party(self, ref: Ref) -> str:
        """The id of the party that an actor stands with; "name:..." where only a name is known."""
        return self.interests.actor(self.interests.party(ref))


def compose(readings: Iterable[Reading], judgements: Iterable[Judgement], case: Case | None = None) -> Record:
    """The record of a case from its readings, one a report, and the log of judgements. Raises nothing for well-formed ones."""
    given = {reading.report.id: reading for reading in sorted(readings, key=lambda reading: reading.report.id)}
    return _composed(_decided(given, judgements, case), case)


def _decided(given: Mapping[str, Reading], log: Iterable[Judgement], case: Case | None) -> Decided:
    return judging.apply(given, log, case.anchor_days if case else {})


def published_by(readings: Mapping[str, Reading], day: dt.date) -> dict[str, Reading]:
    """Readings of reports whose latest publication day is on or before `day`; a report without one is known by none."""
    return {id: reading for id, reading in readings.items() if (known := reading.report.known_by) and known <= day}


def _empty(case: Case | None) -> Record:
    return Record(
        decided=_decided({}, (), case),
        case=case,
        interests=Interests.of_case(case),
        reports={},
        claims={},
        claims_of={},
        linked=Linked(),
        traced=Traced(),
        stances={},
    )


def _composed(decided: Decided, case: Case | None) -> Record:
    return _record(decided, _empty(case), decided.readings)


def _record(decided: Decided, before: Record, others: Iterable[str]) -> Record:
    """The record of what is decided, worked out from an earlier one of the same case, where only `others` are reports that were
    added, given otherwise or left out. What had been computed of it is computed at once, the rest when it is asked for."""
    interests, there = before.interests, decided.readings
    candidates = {*others, *before.decided.mended, *decided.mended}
    changed = {id for id in candidates if there.get(id) != before.decided.readings.get(id)}
    changed |= before.linked.reports(
        c for id in changed for c in (*before.claims_of.get(id, ()), *(there[id].claims if id in there else ()))
    )
    gone = [claim for report in changed for claim in before.claims_of.get(report, ())]
    new = {id: _own(there[id], interests) for id in changed if id in there}
    more = {claim.id: claim for own in new.values() for claim in own}
    claims = replaced(before.claims, (claim.id for claim in gone), more)
    reports = replaced(before.reports, changed, {id: there[id].report for id in new})
    claims_of = replaced(before.claims_of, changed, new)
    senses = {id: there[id].senses for id in new if there[id].senses}
    now = Heard(reports=reports, claims=claims, claims_of=claims_of, senses=senses, names=interests)
    traced, reached = retrace(now, changed, before._heard, before.traced)
    spoken = [claim for report in reached for claim in claims_of.get(report, ())]
    left = {claim.id for report in reached for claim in before.claims_of.get(report, ())}
    stances = replaced(
        before.stances, left, {claim.id: stance(claim, claims, reports, traced.copied, interests) for claim in spoken}
    )
    record = Record(
        decided=decided,
        case=before.case,
        interests=interests,
        reports=reports,
        claims=claims,
        claims_of=claims_of,
        linked=before.linked.replaced(gone, more.values()),
        traced=traced,
        stances=stances,
    )
    if "_reconciled" in vars(before):  # where a cached property keeps what it has computed
        otherwise = more.keys() | {claim.id for claim in gone}
        voiced = _voiced(before, record, left.union(claim.id for claim in spoken), otherwise)
        vars(record)["_reconciled"] = reconcile(record._told, changed, voiced, before._told, before._reconciled)
    return record


def _own(reading: Reading, interests: Interests) -> tuple[Claim, ...]:
    """The claims of a reading, each once, with those whom only its speaker tells apart."""
    claims = tuple({claim.id: interests.with_own(claim, reading.report) for claim in reading.claims}.values())
    return reading.claims if len(claims) == len(reading.claims) and all(map(is_, claims, reading.claims)) else claims


def _voiced(before: Record, now: Record, spoken: set[str], otherwise: Set[str]) -> set[str]:
    """The claims that are in another's word than before, repeat one that is given `otherwise`, are taken back, or of which
    people decided otherwise; only of those that were `spoken` the word may be another."""
    a, b = before.traced, now.traced
    words = (a.said, b.said), (a.voices, b.voices), (a.copied, b.copied), (before.stances, now.stances)
    found = {claim for claim in spoken if any(one.get(claim) != other.get(claim) for one, other in words)}
    originals = found | otherwise
    found |= {claim for claim in spoken if a.copied.get(claim) in originals or b.copied.get(claim) in originals}
    back, again = before.withdrawn, now.withdrawn
    found |= {claim for claim, _ in back.claims.items() ^ again.claims.items()}
    found |= {claim for (claim, _), _ in back.figures.items() ^ again.figures.items()}
    decided = (before.decided.same ^ now.decided.same) | (before.decided.different ^ now.decided.different)
    return found.union(*decided)


def _known(case: Case) -> Iterable[Known]:
    """Who held what before any report, as the case's control.tsv says."""
    places = {found.entity.id: _place(found) for found in case.places}
    actors = {actor.entity.id: actor.entity for actor in case.actors}
    for held in case.held:
        e = actors[held.holder]
        holder = Ref(text=None, at=None, name=e.name, id=e.id, type=e.type, aliases=e.aliases)
        yield Known(place=places[held.place], holder=holder, on=held.on, source=held.source)


def _place(found: CasePlace) -> Place:
    entity = found.entity
    return Place(
        text=None,
        at=None,
        name=entity.name,
        id=entity.id,
        type=entity.type,
        lat=entity.lat,
        lon=entity.lon,
        country=entity.country,
        admin1=entity.admin1,
        precision=entity.precision,
    )
