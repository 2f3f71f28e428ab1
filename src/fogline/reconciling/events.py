"""Clusters of claims to Events: kind, time, places, sides, figures, status and what they are part of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from fogline.reconciling import ranges
from fogline.reconciling.clusters import Cluster
from fogline.reconciling.features import POINTS, Party, Row, Spot, known, place_key, plain
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
    rows = tuple(row for row in found.rows if row.id not in voices.withdrawn.claims) or found.rows
    claims, so = [row.claim for row in rows], voices.so
    kind = _kind(rows, so)
    reasons = list(found.reasons)
    reasons += [f"{row.id}: withdrawn by {by}" for row in found.rows if (by := voices.withdrawn.by(row.id))]
    reasons += [f"denied by {claim}" for claim in sorted(denials)]
    return Event(
        id=event_id(rows[0].id),
        kind=kind,
        time=_time(rows, so),
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


def _time(rows: Sequence[Row], so: Mapping[str, str]) -> Time | None:
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


# ------------------------------------------------------------------------------------------------- parts and summaries


def parents(found: Sequence[Cluster]) -> dict[str, str]:
    """Event id → the id of the summary that it is part of: as the claims say, else the narrowest that holds it in
    place, time, family and sides (a protest in one town of a country-wide one)."""
    home = {row.id: event_id(cluster.rows[0].id) for cluster in found for row in cluster.rows}
    told: dict[str, str] = {}
    for cluster in found:
        for row in cluster.rows:
            for link in row.claim.links:
                part, whole = (row.id, link.claim) if link.type == "part_of" else (link.claim, row.id)
                if link.type in ("part_of", "summary_of") and home.get(part) and home.get(whole) and home[part] != home[whole]:
                    told.setdefault(home[part], home[whole])
    wide = [(event_id(cluster.rows[0].id), row) for cluster in found for row in cluster.rows if _is_wide(row)]
    by_family: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for id, row in wide:
        by_family[row.family].append((id, row))
    for cluster in found:
        id = event_id(cluster.rows[0].id)
        holding = {
            (_width(row), summary)
            for part in cluster.rows
            for summary, row in by_family.get(part.family, ())
            if summary != id and _holds(row, part)
        }
        if holding and id not in told:
            told[id] = min(holding)[1]
    return {part: whole for part, whole in told.items() if not _circular(part, told)}


def _is_wide(row: Row) -> bool:
    coarse = bool(row.spots) and all(spot.precision in ("province", "country") for spot in row.spots)
    return coarse and _span(row) is not None


def _span(row: Row) -> tuple[int, int] | None:
    """The days of a claim, also of a month or a year."""
    time = row.claim.time
    if time is None or time.start is None or time.end is None:
        return None
    return time.start.toordinal(), time.end.toordinal()


def _width(row: Row) -> tuple[int, int]:
    span = _span(row) or (0, 0)
    return int(any(spot.precision == "country" for spot in row.spots)), span[1] - span[0]


def _holds(whole: Row, part: Row) -> bool:
    outer, inner = _span(whole), _span(part)
    if outer is None or inner is None or not (outer[0] <= inner[0] and inner[1] <= outer[1]):
        return False
    if not any(_inside(small, large) for small in part.spots for large in whole.spots):
        return False
    one, other = known(whole.actors), known(part.actors)
    return not one or not other or bool(one & other)


def _inside(small: Spot, large: Spot) -> bool:
    if small.id == large.id:
        return False
    if large.precision == "country":
        return bool(large.country) and small.country == large.country and small.precision != "country"
    return bool(large.area) and small.area == large.area and small.precision in (*POINTS, "district")


def _circular(start: str, told: Mapping[str, str]) -> bool:
    """Whether following the links from an event comes back to it."""
    at, seen = start, set[str]()
    while at in told and at not in seen:
        seen.add(at)
        at = told[at]
    return at in seen and at == start
