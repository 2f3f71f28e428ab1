"""Clusters of claims to Events: kind, time, places, sides, figures, status and what they are part of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from fogline.reconciling import ranges
from fogline.reconciling.clusters import Cluster
from fogline.reconciling.features import Party, Row, place_key, plain
from fogline.reconciling.voices import Voices
from fogline.records import Event, Place, Ref, Time

FINEST = ("exact", "settlement", "district", "route", "area", "province", "country", "unknown")
TIMES = ("day", "week", "month", "year", "decade", "unknown")

Slot = TypeVar("Slot", Ref, Place)


def event_id(claim: str) -> str:
    """An event answers to the id of any of its members; its own is its first member's."""
    return f"evt_{claim.removeprefix('clm_')}"


def assemble(
    found: Cluster,
    party: Party,
    voices: Voices,
    denials: Collection[str],
    disputed: bool,
) -> Event:
    """One event of one cluster. `denials` are the claims that deny it; `disputed`: a disagreement is about it. Claims that
    their outlet took back have no say, unless nobody else tells of it."""
    rows = having_say(found, voices.withdrawn.claims.__contains__)
    claims, so = [row.claim for row in rows], voices.so
    kind = _kind(rows, so)
    reasons = list(found.reasons)
    reasons += [f"{row.id}: withdrawn by {by}" for row in found.rows if (by := voices.withdrawn.by(row.id))]
    reasons += [f"denied by {claim}" for claim in sorted(denials)]
    return Event(
        id=event_id(rows[0].id),
        kind=kind,
        time=time(rows, so),
        places=_merged(
            (p for c in claims for p in c.places if p.role not in ("mentioned", "all_except")), place_key, _fineness
        ),
        actors=_merged((ref for claim in claims for ref in claim.actors), party, _knownness),
        targets=_merged((ref for claim in claims for ref in claim.targets), party, _knownness),
        quantities=ranges.derive(ranges.figures(claims, party, voices)),
        claims=tuple(row.id for row in found.rows),
        reports=len({row.claim.report for row in found.rows}),
        origins=len({so.get(claim.id, claim.id) for claim in claims}),
        status=_status(bool(denials), disputed, rows, voices),
        reasons=tuple(reasons),
    )


def having_say(found: Cluster, is_back: Callable[[str], bool]) -> tuple[Row, ...]:
    """The rows of an incident that were not taken back, all of them where each was."""
    return tuple(row for row in found.rows if not is_back(row.id)) or found.rows


def _status(denied: bool, disputed: bool, rows: Sequence[Row], voices: Voices) -> str:
    """The first that holds. Those who speak in one interest corroborate nothing among themselves."""
    if denied:
        return "denied"
    if disputed:
        return "disputed"
    origins, sides = set(), set()
    for row in rows:
        stance, origin = voices.stance(row.id), voices.so.get(row.id, row.id)
        origins.add(origin)
        sides.add(f"interest:{stance.side}" if stance.word in ("interested", "denial") else origin)
    return "corroborated" if len(origins) > 1 and len(sides) > 1 else "single-origin"


def _kind(rows: Sequence[Row], so: Mapping[str, str]) -> str:
    """The kind that tells most; a toll alone names an event only where there is nothing else."""
    origins: dict[tuple[int, str], set[str]] = defaultdict(set)
    for row in rows:
        origins[row.rank, row.claim.kind].add(so.get(row.id, row.id))
    return min(origins, key=lambda kind: (kind[0], -len(origins[kind]), kind[1]))[1]


def time(rows: Sequence[Row], so: Mapping[str, str]) -> Time | None:
    """The finest time, of several as fine the one of most origins, then the earlier."""
    times = {row.id: row.claim.time for row in rows if row.claim.time is not None and row.claim.time.end is not None}
    if not times:
        return next((row.claim.time for row in rows if row.claim.time is not None), None)
    backing: dict[tuple[str, str], set[str]] = defaultdict(set)
    for id, time in times.items():
        backing[str(time.start), str(time.end)].add(so.get(id, id))

    def order(item: tuple[str, Time]) -> tuple[int, int, str, str, str]:
        id, time = item
        span = str(time.start), str(time.end)
        return TIMES.index(time.precision), -len(backing[span]), *span, id

    _, best = min(times.items(), key=order)
    return Time(start=best.start, end=best.end, precision=best.precision, basis=best.basis, text=best.text)


def _merged(slots: Iterable[Slot], key: Callable[[Slot], str], order: Callable[[Slot], tuple[Any, ...]]) -> tuple[Slot, ...]:
    """One of each, the best form first; their words are left in the claims, which have the quotes."""
    best: dict[str, Slot] = {}
    for slot in sorted(slots, key=order):
        best.setdefault(key(slot), replace(slot, at=None))
    return tuple(sorted(best.values(), key=order))


def _actor_key(ref: Ref) -> str:
    return ref.id or plain(ref.name)


def _fineness(place: Place) -> tuple[Any, ...]:
    return FINEST.index(place.precision), place.id or "~", plain(place.name), place.text or "", place.at or (0, 0)


def _knownness(ref: Ref) -> tuple[Any, ...]:
    return ref.id is None, ref.id or "", plain(ref.name), ref.text or "", ref.at or (0, 0)
