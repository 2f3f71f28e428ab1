"""Disagreements that are about a place or a person, not about an incident: who holds it, whose child, who has the office."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from fogline.reconciling.features import ELSEWHERE, Party, known, place_key, plain, standing, told
from fogline.reconciling.voices import Voices
from fogline.records import Claim, Disagreement, Ref, Report

HELD = ("control", "territory_taken")
# Relations of which one subject has one object. Two parents may be a father and a mother, which the words alone do not tell
# apart in every language: they are shown side by side, and a person decides.
ONE_OBJECT = ("child_of", "leader_of_state", "successor_of")
NEVER_BOTH_WAYS = ("child_of", "successor_of", "member_of")


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


def disagreements(
    claims: Iterable[Claim], reports: Mapping[str, Report], party: Party, voices: Voices
) -> Iterable[Disagreement]:
    """All disagreements about subjects among claims of what is said to hold."""
    held = sorted((claim for claim in claims if told(claim)), key=lambda claim: claim.id)
    yield from _control(held, reports, party, voices)
    yield from _relations(held, party, voices)
    yield from _offices(held, party, voices)


def _control(claims: Sequence[Claim], reports: Mapping[str, Report], party: Party, voices: Voices) -> Iterable[Disagreement]:
    """A place said to be held by two parties, or by one and not by it, on one day."""
    by_place: dict[str, list[_Hold]] = defaultdict(list)
    for claim in claims:
        days = standing(claim, reports.get(claim.report))
        if claim.kind not in HELD or days is None or not claim.actors or claim.aspect not in ("done", "ongoing", "failed"):
            continue
        holder, denied = claim.actors[0], claim.negated or claim.aspect == "failed"
        for place in claim.places:
            if place.role not in ELSEWHERE and place.precision != "country":
                hold = _Hold(
                    claim=claim.id,
                    party=party(holder),
                    name=holder.name,
                    denied=denied,
                    state=claim.kind == "control",
                    start=days[0],
                    end=days[1],
                )
                by_place[place_key(place)].append(hold)
    for place_id, holds in sorted(by_place.items()):
        against = {hold.claim: hold for a, b in combinations(holds, 2) if _against(a, b) for hold in (a, b)}
        if against:
            stated: dict[str, set[str]] = defaultdict(set)
            for hold in against.values():
                stated[f"not {hold.name}" if hold.denied else hold.name].add(hold.claim)
            yield voices.disagreement(place_id, "subject", "control", stated)


def _against(a: _Hold, b: _Hold) -> bool:
    if a.start > b.end or b.start > a.end or (a.denied and b.denied):
        return False
    if a.denied != b.denied:
        return a.party == b.party
    apart = bool(known(frozenset([a.party]))) and bool(known(frozenset([b.party]))) and a.party != b.party
    return apart and (a.state or b.state or (a.start, a.end) == (b.start, b.end))


def _relations(claims: Sequence[Claim], party: Party, voices: Voices) -> Iterable[Disagreement]:
    """Two objects where there can be one, and relations that hold both ways where they cannot."""
    objects: dict[tuple[str, str], dict[str, tuple[str, set[str]]]] = defaultdict(dict)
    for claim in claims:
        relation = dict(claim.details).get("relation")
        if claim.kind != "relation" or not relation or claim.negated:
            continue
        for subject in claim.actors:
            for other in (*claim.targets, *(ref for ref in claim.others if ref.role == "object")):
                key, object_key = _key(subject), _key(other)
                if key != object_key:
                    objects[key, relation].setdefault(object_key, (other.name, set()))[1].add(claim.id)
    for (subject_id, relation), found in sorted(objects.items()):
        if relation in ONE_OBJECT and len(known(frozenset(found))) > 1:
            stated = {f"{name} ({id})": ids for id, (name, ids) in found.items()}
            yield voices.disagreement(subject_id, "subject", relation, stated)
        for id, (name, ids) in sorted(found.items()):
            back = objects.get((id, relation), {}).get(subject_id)
            if relation in NEVER_BOTH_WAYS and back and subject_id < id:
                both = {f"{relation} {name}": ids, f"{name} {relation} it": back[1]}
                yield voices.disagreement(subject_id, "subject", f"{relation}, both ways", both)


def _key(ref: Ref) -> str:
    """Who somebody is: an id of the case or the world, else a name, which may be another's words for the same person."""
    return ref.id if ref.id and not ref.id.startswith("text:") else f"name:{plain(ref.name)}"


def _offices(claims: Sequence[Claim], party: Party, voices: Voices) -> Iterable[Disagreement]:
    """One office of one body or country, said to be two persons' on days that meet."""
    held: dict[tuple[str, str], list[tuple[Claim, str, str]]] = defaultdict(list)
    for claim in claims:
        office = dict(claim.details).get("office")
        if claim.kind not in ("role", "appointment") or not office or claim.negated or claim.time is None:
            continue
        bodies = [party(ref) for ref in claim.targets] + [place_key(place) for place in claim.places]
        for person in claim.actors[:1]:
            for body in bodies:
                held[plain(office), body].append((claim, _key(person), person.name))
    for (office, body), holders in sorted(held.items()):
        stated: dict[str, set[str]] = defaultdict(set)
        for (a, one, name), (b, other, second) in combinations(holders, 2):
            if known(frozenset([one])) and known(frozenset([other])) and one != other and _meet(a, b):
                stated[name].add(a.id)
                stated[second].add(b.id)
        if stated:
            yield voices.disagreement(body, "subject", f"office: {office}", stated)


def _meet(a: Claim, b: Claim) -> bool:
    if a.time is None or b.time is None or a.time.end is None or b.time.end is None:
        return False
    return (a.time.start or a.time.end) <= b.time.end and (b.time.start or b.time.end) <= a.time.end
