"""Strengths, alliances and offices on a day: ranges and dated, disputable relations, each with the claims behind it.

"Can send 100,000" is a floor (with aspect `able`), "no more than 5,000" a ceiling; a range never averages them. Of two words
on one relation or office the later stands first; both are kept, a denial too.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fogline.records import Claim, Quantity, Ref, Report, Stance
from fogline.situation.evidence import HAPPENED, UNREAD, party_key, plain

MEANS = ("personnel", "aircraft", "helicopters", "vehicles", "weapons", "equipment", "people")
FORCES = ("strength", "mobilisation", "troop_movement")  # the last two show a part of a force: always a floor
TIES = ("alliance", "agreement", "relation")
KIN = ("child_of", "parent_of", "sibling_of", "spouse_of")  # no alliance
OFFICES = ("role", "appointment")
FIRMNESS = ("declared", "reported", "alleged", "claimed")
NOT_YET = ("conditional", "forecast")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """One figure: a floor, a ceiling or both (`figure`), as one claim gives it."""

    type: str  # floor | ceiling | figure
    low: int | None
    best: int | None
    high: int | None
    aspect: str
    text: str
    since: dt.date | None
    claim: str
    origin: str
    interested: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """What an actor has of one kind of means: the lowest floor and the highest ceiling given, and every figure."""

    on: dt.date
    known: dt.date | None
    subject: Ref
    what: str
    low: int | None
    high: int | None
    bounds: tuple[Bound, ...]
    claims: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A relation between two actors as it was said by a day, or the office of a person (`type` is then the office)."""

    on: dt.date
    known: dt.date | None
    what: str  # alliance | role
    type: str
    subject: Ref
    object: Ref | None
    status: str  # declared | reported | alleged | claimed | denied | disputed
    since: dt.date | None
    origins: int
    claims: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Claims with what is known of their voices; they must be those that copy nothing."""

    claims: tuple[Claim, ...]
    reports: Mapping[str, Report]
    origins: Mapping[str, str]
    stances: Mapping[str, Stance]

    def dated(self, kinds: Iterable[str], on: dt.date) -> Iterable[tuple[Claim, dt.date | None]]:
        """Claims of some kinds that are told as so, with the day from which they hold; those that begin after `on` are not
        among them, those without any date are."""
        wanted = frozenset(kinds)
        for claim in sorted((claim for claim in self.claims if claim.kind in wanted), key=lambda claim: claim.id):
            if claim.segment in UNREAD or claim.frame not in HAPPENED or claim.modality in NOT_YET:
                continue
            day = _since(claim, self.reports.get(claim.report))
            if day is None or day <= on:
                yield claim, day

    def interested(self, claim: str) -> bool:
        return self.stances.get(claim, Stance(word="neutral")).word in ("interested", "denial")


def strengths(standing: Standing, on: dt.date, known: dt.date | None = None) -> tuple[Strength, ...]:
    """One for each actor and kind of means, by the actor's id and the means."""
    bounds: dict[tuple[str, str], list[Bound]] = defaultdict(list)
    subjects: dict[str, Ref] = {}
    for claim, day in standing.dated(FORCES, on):
        for number in claim.quantities:
            if number.what not in MEANS or claim.negated:
                continue
            whose = (Ref(text=number.of, at=None, name=number.of),) if number.of else ()
            for actor in claim.actors or whose:
                key = party_key(actor)
                subjects.setdefault(key, _bare(actor))
                bounds[key, number.what].append(_bound(claim, number, day, standing))
    return tuple(
        _strength(subjects[key], what, sorted(found, key=lambda bound: (bound.claim, bound.text)), on, known)
        for (key, what), found in sorted(bounds.items())
    )


def _bound(claim: Claim, number: Quantity, day: dt.date | None, standing: Standing) -> Bound:
    part = claim.kind != "strength" or claim.aspect == "able"  # what moves, gathers or can be sent is no more than a part
    low = number.low if number.low is not None else number.best
    high = None if part and low is not None else number.high
    type_ = "floor" if high is None else "ceiling" if low is None else "figure"
    return Bound(
        type=type_,
        low=low,
        best=number.best,
        high=high,
        aspect=claim.aspect,
        text=number.text,
        since=day,
        claim=claim.id,
        origin=standing.origins.get(claim.id, claim.id),
        interested=standing.interested(claim.id),
    )


def _strength(subject: Ref, what: str, bounds: list[Bound], on: dt.date, known: dt.date | None) -> Strength:
    lows = [bound.low for bound in bounds if bound.low is not None]
    highs = [bound.high for bound in bounds if bound.high is not None]
    reasons = [f"{bound.type}: {bound.text}, {bound.aspect} ({bound.claim})" for bound in bounds]
    return Strength(
        on=on,
        known=known,
        subject=subject,
        what=what,
        low=min(lows, default=None),
        high=None if highs and max(lows, default=0) > max(highs) else max(highs, default=None),
        bounds=tuple(bounds),
        claims=tuple(sorted({bound.claim for bound in bounds})),
        reasons=tuple(reasons),
    )


def alliances(standing: Standing, on: dt.date, known: dt.date | None = None) -> tuple[Tie, ...]:
    """Relations between actors, by the ids of both and the type. Of an alliance or agreement all pairs that it names."""
    found: dict[tuple[str, str, str], list[tuple[Claim, dt.date | None]]] = defaultdict(list)
    known_as: dict[str, Ref] = {}
    for claim, day in standing.dated(TIES, on):
        relation = dict(claim.details).get("relation", claim.kind)
        if relation in KIN:
            continue
        others = (*claim.targets, *(ref for ref in claim.others if ref.role in ("object", "provider", "recipient", "host")))
        pairs = [(one, other) for one in claim.actors for other in others]
        if claim.kind != "relation":
            pairs = pairs or [(a, b) for i, a in enumerate(claim.actors) for b in claim.actors[i + 1 :]]
        for one, other in pairs:
            a, b = party_key(one), party_key(other)
            if claim.kind != "relation" and b < a:
                a, b, one, other = b, a, other, one
            if a != b:
                known_as.setdefault(a, _bare(one))
                known_as.setdefault(b, _bare(other))
                found[a, b, relation].append((claim, day))
    return tuple(
        _tie("alliance", relation, known_as[a], known_as[b], told, standing, on, known)
        for (a, b, relation), told in sorted(found.items())
    )


def roles(standing: Standing, on: dt.date, known: dt.date | None = None) -> tuple[Tie, ...]:
    """Offices and commands of persons, by the person's id, the office and the body."""
    found: dict[tuple[str, str, str], list[tuple[Claim, dt.date | None]]] = defaultdict(list)
    known_as: dict[str, Ref] = {}
    named: dict[str, str] = {}
    for claim, day in standing.dated(OFFICES, on):
        office = dict(claim.details).get("office", "")
        people = claim.targets if claim.kind == "appointment" and claim.targets else claim.actors
        bodies = [ref for ref in (*claim.targets, *claim.others) if ref not in people]
        for person in people:
            body = party_key(bodies[0]) if bodies else ""
            key = party_key(person), plain(office), body
            known_as.setdefault(key[0], _bare(person))
            if bodies:
                known_as.setdefault(body, _bare(bodies[0]))
            named.setdefault(key[1], office)
            found[key].append((claim, day))
    return tuple(
        _tie("role", named[office] or "leader", known_as[person], known_as.get(body), told, standing, on, known)
        for (person, office, body), told in sorted(found.items())
    )


def _tie(
    what: str,
    type_: str,
    subject: Ref,
    other: Ref | None,
    told: list[tuple[Claim, dt.date | None]],
    standing: Standing,
    on: dt.date,
    known: dt.date | None,
) -> Tie:
    said_no = [claim for claim, _ in told if claim.negated]
    said_yes = [claim for claim, _ in told if not claim.negated]
    days = [day for claim, day in told if day is not None and not claim.negated]
    ordered = sorted(told, key=lambda item: (str(item[1] or ""), item[0].id), reverse=True)
    return Tie(
        on=on,
        known=known,
        what=what,
        type=type_,
        subject=subject,
        object=other,
        status="disputed" if said_no and said_yes else "denied" if said_no else _status(said_yes),
        since=min(days, default=None),
        origins=len({standing.origins.get(claim.id, claim.id) for claim in said_yes}),
        claims=tuple(sorted(claim.id for claim, _ in told)),
        reasons=tuple(
            f"{day or 'no date'}: {claim.modality}{', denied' if claim.negated else ''} ({claim.id})" for claim, day in ordered
        ),
    )


def _status(claims: Iterable[Claim]) -> str:
    """The firmest that is said: declared, reported, alleged or only claimed by the one concerned."""
    found = set()
    for claim in claims:
        stated = dict(claim.details).get("status")
        hedged = claim.hedged or claim.modality in ("unconfirmed", "opinion")
        found.add(stated or ("alleged" if hedged else "reported" if claim.modality == "reported" else "declared"))
    return next(
        (word for word in ("declared", "reported", "alleged", "claimed") if word in found), min(found, default="reported")
    )


def _since(claim: Claim, report: Report | None) -> dt.date | None:
    if claim.time is not None:
        return claim.time.start or claim.time.end
    published = report.published if report else None
    return published.end if published and published.basis != "page" else None


def _bare(ref: Ref) -> Ref:
    return Ref(text=None, at=None, name=ref.name, id=ref.id, type=ref.type, aliases=ref.aliases)
