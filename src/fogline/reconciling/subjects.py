"""Disagreements that are about a place or a person, not about an incident: who holds it, whose child, who has the office.

Claims that may disagree meet under a key: ("control", place), ("relation", which, somebody), ("office", which, body).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from fogline.reconciling.features import ELSEWHERE, Party, known, place_key, plain, standing, told
from fogline.reconciling.told import Told
from fogline.reconciling.voices import Voices
from fogline.records import Claim, Disagreement, Ref, Report

CONTROL, RELATION, OFFICE = "control", "relation", "office"
SUBJECTS = (CONTROL, RELATION, OFFICE)
HELD = ("control", "territory_taken")
# Relations of which one subject has one object. Two parents may be a father and a mother, which the words alone do not tell
# apart in every language: they are shown side by side, and a person decides.
ONE_OBJECT = ("child_of", "leader_of_state", "successor_of")
NEVER_BOTH_WAYS = ("child_of", "successor_of", "member_of")

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hold:
    """A claim that a party holds a place on some days, or that it does not."""

    claim: str
    party: str
    name: str
    denied: bool
    state: bool
    start: dt.date
    end: dt.date


def keys(claim: Claim, case: Told) -> set[Key]:
    """The subjects that a claim of what is said to hold tells of."""
    if not told(claim):
        return set()
    held = {(CONTROL, place) for place, _ in _holds(claim, case.reports.get(claim.report), case.party)}
    related = {(RELATION, which, who) for which, one, other, _ in _related(claim) for who in (one, other)}
    return held | related | {(OFFICE, which, body) for which, body, _, _ in _held(claim, case.party)}


def disagreements(key: Key, claims: Iterable[str], case: Told) -> Iterable[Disagreement]:
    """All disagreements about one subject among the claims that tell of it."""
    ordered = [case.claims[id] for id in sorted(claims)]
    if key[0] == CONTROL:
        return _control(key[1], ordered, case)
    if key[0] == RELATION:
        return _relations(key[1], key[2], ordered, case.voices)
    return _offices(key[1], key[2], ordered, case)


def _holds(claim: Claim, report: Report | None, party: Party) -> Iterator[tuple[str, _Hold]]:
    if claim.kind not in HELD or not claim.actors or claim.aspect not in ("done", "ongoing", "failed"):
        return
    days = standing(claim, report)
    if days is None:
        return
    holder, denied = claim.actors[0], claim.negated or claim.aspect == "failed"
    for place in claim.places:
        if place.role not in ELSEWHERE and place.precision != "country":
            yield (
                place_key(place),
                _Hold(
                    claim=claim.id,
                    party=party(holder),
                    name=holder.name,
                    denied=denied,
                    state=claim.kind == "control",
                    start=days[0],
                    end=days[1],
                ),
            )


def _control(place: str, claims: Sequence[Claim], case: Told) -> Iterable[Disagreement]:
    """A place said to be held by two parties, or by one and not by it, on one day."""
    holds = [h for claim in claims for key, h in _holds(claim, case.reports.get(claim.report), case.party) if key == place]
    against: dict[str, _Hold] = {}
    standing: list[_Hold] = []  # on the day on which the next begins: only holds whose days meet can be against each other
    for hold in sorted(holds, key=lambda hold: (hold.start, hold.claim)):
        standing = [other for other in standing if other.end >= hold.start]
        for other in standing:
            if _against(other, hold):
                against |= {other.claim: other, hold.claim: hold}
        standing.append(hold)
    if against:
        stated: dict[str, set[str]] = defaultdict(set)
        for hold in against.values():
            stated[f"not {hold.name}" if hold.denied else hold.name].add(hold.claim)
        yield case.voices.disagreement(place, "subject", "control", stated)


def _against(a: _Hold, b: _Hold) -> bool:
    if a.start > b.end or b.start > a.end or (a.denied and b.denied):
        return False
    if a.denied != b.denied:
        return a.party == b.party
    apart = bool(known(frozenset([a.party]))) and bool(known(frozenset([b.party]))) and a.party != b.party
    return apart and (a.state or b.state or (a.start, a.end) == (b.start, b.end))


def _related(claim: Claim) -> Iterator[tuple[str, str, str, str]]:
    """Relation, subject, object and the object's name."""
    relation = dict(claim.details).get("relation")
    if claim.kind != "relation" or not relation or claim.negated:
        return
    for subject in claim.actors:
        for other in (*claim.targets, *(ref for ref in claim.others if ref.role == "object")):
            if _key(subject) != _key(other):
                yield relation, _key(subject), _key(other), other.name


def _relations(relation: str, subject: str, claims: Sequence[Claim], voices: Voices) -> Iterable[Disagreement]:
    """Two objects where there can be one, and relations that hold both ways where they cannot."""
    objects: dict[str, tuple[str, set[str]]] = {}
    back: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        for which, one, other, name in _related(claim):
            if (which, one) == (relation, subject):
                objects.setdefault(other, (name, set()))[1].add(claim.id)
            elif (which, other) == (relation, subject):
                back[one].add(claim.id)
    if relation in ONE_OBJECT and len(known(frozenset(objects))) > 1:
        stated = {f"{name} ({id})": ids for id, (name, ids) in objects.items()}
        yield voices.disagreement(subject, "subject", relation, stated)
    for id, (name, ids) in sorted(objects.items()):
        if relation in NEVER_BOTH_WAYS and back.get(id) and subject < id:
            both = {f"{relation} {name}": ids, f"{name} {relation} it": back[id]}
            yield voices.disagreement(subject, "subject", f"{relation}, both ways", both)


def _key(ref: Ref) -> str:
    """Who somebody is: an id of the case or the world, else a name, which may be another's words for the same person."""
    return ref.id if ref.id and not ref.id.startswith("text:") else f"name:{plain(ref.name)}"


def _held(claim: Claim, party: Party) -> Iterator[tuple[str, str, str, str]]:
    """Office, the body or country whose it is, and who has it, by key and name."""
    office = dict(claim.details).get("office")
    if claim.kind not in ("role", "appointment") or not office or claim.negated or claim.time is None:
        return
    for person in claim.actors[:1]:
        for body in [party(ref) for ref in claim.targets] + [place_key(place) for place in claim.places]:
            yield plain(office), body, _key(person), person.name


def _offices(office: str, body: str, claims: Sequence[Claim], case: Told) -> Iterable[Disagreement]:
    """One office of one body or country, said to be two persons' on days that meet."""
    holders = [
        (claim, key, name) for claim in claims for *which, key, name in _held(claim, case.party) if which == [office, body]
    ]
    stated: dict[str, set[str]] = defaultdict(set)
    for (a, one, name), (b, other, second) in combinations(holders, 2):
        if known(frozenset([one])) and known(frozenset([other])) and one != other and _meet(a, b):
            stated[name].add(a.id)
            stated[second].add(b.id)
    if stated:
        yield case.voices.disagreement(body, "subject", f"office: {office}", stated)


def _meet(a: Claim, b: Claim) -> bool:
    if a.time is None or b.time is None or a.time.end is None or b.time.end is None:
        return False
    return (a.time.start or a.time.end) <= b.time.end and (b.time.start or b.time.end) <= a.time.end
