"""What people decided, applied: a pure function from readings and the log of judgements to readings and constraints.

    same CLAIM CLAIM       one incident            different CLAIM CLAIM   two incidents
    wrong CLAIM...         leave it out            edit CLAIM slot=value   mend a slot
    alias A B              actor A is actor B      dated ID START [END]    when a claim's event was, or a report was published
    undo JUDGEMENT         as if it had never been    accept CLAIM...         looked at and right: changes nothing

An event's id stands for its members: `make` turns it into claims. After a re-read a judgement finds its claim again by report,
kind and at least half of the words; where it cannot, it is reported as lost and has no effect. The log is ordered by time and
id, so that any order of reading it gives the same; of two judgements on one slot or pair the later holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, pairwise
from operator import is_

from fogline import mending
from fogline.dating.claims import Anchors, redated
from fogline.errors import ConfigError
from fogline.keyed import replaced
from fogline.records import Claim, Event, Judgement, Published, Reading, identify

VERBS = ("same", "different", "wrong", "alias", "dated", "edit", "accept", "undo")
LEAST_OVERLAP = 0.5  # of the longer of two spans (CONTRACT)
SEVERAL = 99
OF_OTHERS = ("rep_", "jud_")  # how ids of what is not looked up here begin: a report may not be read yet
COUNTS = {  # ids that each verb takes, at least and at most
    "same": (2, SEVERAL),
    "different": (2, SEVERAL),
    "wrong": (1, SEVERAL),
    "alias": (2, 2),
    "dated": (1, 1),
    "edit": (1, 1),
    "accept": (1, SEVERAL),
    "undo": (1, 1),
}

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A judgement that found nothing to apply to, and why."""

    judgement: Judgement
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """Readings by report as people have mended them, of which reports, and the pairs of claims that they put together or apart;
    `given` and `log` are what that was made of."""

    given: Mapping[str, Reading]
    log: tuple[Judgement, ...]
    readings: Mapping[str, Reading]
    mended: frozenset[str]
    same: frozenset[Pair]
    different: frozenset[Pair]
    lost: tuple[Lost, ...]


def make(
    verb: str,
    subjects: Sequence[str],
    values: Sequence[str],
    *,
    by: str,
    why: str,
    at: dt.datetime,
    claims: Mapping[str, Claim],
    events: Mapping[str, Event],
) -> Judgement:
    """A judgement, checked; `events` as `by_any_id` gives them. Raises ConfigError with what is expected."""
    if verb not in VERBS:
        raise ConfigError(f"no judgement {verb!r}", f"choose one of {', '.join(VERBS)}")
    least, most = COUNTS[verb]
    if not least <= len(subjects) <= most:
        raise ConfigError(f"{verb} takes {least}{'' if most == least else ' or more'} ids, {len(subjects)} given")
    if not by.strip() or not why.strip():
        raise ConfigError(f"{verb}: a judgement needs a name and a reason", "give --by NAME and --why TEXT")
    _check_values(verb, values)
    if verb == "alias" and not all(subject.strip() for subject in subjects):
        raise ConfigError("alias takes two names or ids", "the name in the texts, then whom it stands for")
    named: list[str] = []
    for subject in subjects:
        if subject in events:
            members = events[subject].claims
            named.extend(members if verb in ("wrong", "accept") else members[:1])
        elif verb != "alias" and not subject.startswith(OF_OTHERS) and subject not in claims:
            raise ConfigError(f"{verb}: no claim or event {subject}", "`fogline claims DIR` and `fogline events DIR` list them")
        else:
            named.append(subject)
    found = [claims.get(subject) for subject in named]
    judgement = Judgement(
        id="",
        verb=verb,
        subjects=tuple(named),
        values=tuple(values),
        by=by,
        why=why,
        at=at,
        quotes=tuple((claim.report, claim.quote) if claim else ("", "") for claim in found),
        spans=tuple((claim.kind, claim.start, claim.end) if claim else ("", 0, 0) for claim in found),
    )
    parts = (verb, str(len(named)), *named, *values, by, why, at.isoformat())
    return replace(judgement, id=identify("jud", parts))


def by_any_id(events: Iterable[Event]) -> dict[str, Event]:
    """Events by the id of every member: an event's id is its first member's, so that links to what it grew from live."""
    return {f"evt_{claim.removeprefix('clm_')}": event for event in events for claim in event.claims}


def active(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements in force, oldest first; an undo that is itself undone has no effect."""
    retired: set[str] = set()
    held = []
    for judgement in sorted(judgements, key=lambda judgement: (judgement.at, judgement.id), reverse=True):
        if judgement.id in retired:
            continue
        if judgement.verb == "undo":
            retired.update(judgement.subjects)
        else:
            held.append(judgement)
    return held[::-1]


def published(judgements: Iterable[Judgement]) -> dict[str, Published]:
    """The publication dates that people gave to reports, by report id: what a reader should date by on the next read."""
    return {
        judgement.subjects[0]: Published(start=start, end=end, basis="given")
        for judgement in active(judgements)
        if judgement.verb == "dated" and judgement.subjects[0].startswith("rep_")
        for start, end in [mending.interval(judgement.values)]
    }


def apply(given: Mapping[str, Reading], judgements: Iterable[Judgement], anchors: Anchors) -> Decided:
    """Readings, by report, and constraints as the judgements in force have them. A reading of which nothing was decided is the
    one that was given."""
    log = tuple(sorted(judgements, key=lambda judgement: (judgement.at, judgement.id)))
    decisions = _Decisions(given, anchors)
    known = {judgement.id for judgement in log}
    for judgement in log:
        if judgement.verb == "undo" and judgement.subjects[0] not in known:
            decisions.lost.append(Lost(judgement=judgement, reason=f"no judgement {judgement.subjects[0]}"))
    for judgement in active(log):
        reason = decisions.take(judgement)
        if reason:
            decisions.lost.append(Lost(judgement=judgement, reason=reason))
    mended = decisions.mended()
    return Decided(
        given=given,
        log=log,
        readings=replaced(given, (), mended) if mended else given,
        mended=frozenset(mended),
        same=frozenset(pair for pair, verb in decisions.pairs.items() if verb == "same"),
        different=frozenset(pair for pair, verb in decisions.pairs.items() if verb == "different"),
        lost=tuple(sorted(decisions.lost, key=lambda lost: (lost.judgement.at, lost.judgement.id))),
    )


class _Decisions:
    """The state between the first judgement and the last: only what was decided of, as most readings have nothing decided."""

    def __init__(self, given: Mapping[str, Reading], anchors: Anchors) -> None:
        self._anchors = anchors
        self.pairs: dict[Pair, str] = {}
        self.lost: list[Lost] = []
        self._given = given
        self._published: dict[str, Published] = {}  # of the reports that people dated
        self._now: dict[str, Claim | None] = {}  # claims as they are mended, None for those left out
        self._touched: set[str] = set()  # the reports of these
        self._renamed: dict[str, str] = {}

    def take(self, judgement: Judgement) -> str:
        """Apply one judgement; a reason where it finds nothing to apply to."""
        if judgement.verb == "alias":
            self._renamed[mending.key(judgement.subjects[0])] = judgement.subjects[1]
            return ""
        if judgement.verb == "dated" and judgement.subjects[0].startswith("rep_"):
            return self._date_report(judgement)
        found: list[Claim] = []
        for i, subject in enumerate(judgement.subjects):
            claim = self._find(judgement, i)
            if claim is None:
                return f"claim {subject} is gone and nothing of its kind stands where it stood"
            found.append(claim)
        if judgement.verb in ("same", "different"):
            ids = [claim.id for claim in found]
            for one, other in pairwise(ids) if judgement.verb == "same" else combinations(ids, 2):
                self.pairs[_pair(one, other)] = judgement.verb
        elif judgement.verb == "wrong":
            self._now |= {claim.id: None for claim in found}
            self._touched |= {claim.report for claim in found}
        elif judgement.verb != "accept":
            now = self._now.get(found[0].id, found[0])
            if now is not None:
                self._now[now.id] = self._mended(now, judgement)
                self._touched.add(now.report)
        return ""

    def mended(self) -> dict[str, Reading]:
        """The readings whose claims or reports are others now."""
        rename = self._mender.renaming(self._renamed) if self._renamed else None
        changed = {}
        for id in self._given if rename else self._touched | self._published.keys():
            reading = self._given[id]
            kept = (now for claim in reading.claims if (now := self._now.get(claim.id, claim)) is not None)
            claims = tuple(map(rename, kept)) if rename else tuple(kept)
            if len(claims) < len(reading.claims) or not all(map(is_, claims, reading.claims)):
                changed[id] = replace(reading, claims=claims)
            if id in self._published:
                changed[id] = redated(changed.get(id, reading), self._published[id], self._anchors)
        return changed

    def _mended(self, claim: Claim, judgement: Judgement) -> Claim:
        if judgement.verb == "dated":
            return replace(claim, time=mending.dated(judgement.values))
        for value in judgement.values:
            claim = self._mender.edit(claim, value)
        return claim

    def _find(self, judgement: Judgement, i: int) -> Claim | None:
        """The claim that a subject stands for: itself, or what is of its kind and over half of its words now."""
        report = judgement.quotes[i][0] if i < len(judgement.quotes) else ""
        told = self._given[report].claims if report in self._given else ()
        for claim in reversed(told):
            if claim.id == judgement.subjects[i]:
                return claim
        if not report:
            return self._claims.get(judgement.subjects[i])
        if i >= len(judgement.spans):
            return None
        kind, start, end = judgement.spans[i]
        near = []
        for claim in told:
            if claim.kind == kind:
                shared = min(end, claim.end) - max(start, claim.start)
                if shared > 0 and shared >= LEAST_OVERLAP * max(end - start, claim.end - claim.start):
                    near.append((-shared, claim.id, claim))
        return min(near)[2] if near else None

    def _date_report(self, judgement: Judgement) -> str:
        reading = self._given.get(judgement.subjects[0])
        if reading is None:
            return f"report {judgement.subjects[0]} is not read"
        start, end = mending.interval(judgement.values)
        self._published[reading.report.id] = Published(start=start, end=end, basis="given")
        return ""

    @cached_property
    def _claims(self) -> Mapping[str, Claim]:
        """All claims by id, for what does not say of which report it is."""
        return {claim.id: claim for reading in self._given.values() for claim in reading.claims}

    @cached_property
    def _mender(self) -> mending.Mender:
        return mending.Mender(self._claims.values())


def _check_values(verb: str, values: Sequence[str]) -> None:
    if verb == "dated":
        mending.interval(values)
    elif verb == "edit":
        if not values:
            raise ConfigError("edit: nothing to change", "give slot=value, e.g. killed=12 or places=Orlin")
        for told in values:
            slot, sign, value = told.partition("=")
            if not sign or (slot not in mending.SLOTS and not value.isdecimal()):
                raise ConfigError(
                    f"edit: {told!r} is no slot=value", f"slots: {', '.join(mending.SLOTS)}, or a quantity=number"
                )
            if slot == "time":
                mending.interval(value.split("/"))
    elif values:
        raise ConfigError(f"{verb} takes no values, {' '.join(values)!r} given")


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)
