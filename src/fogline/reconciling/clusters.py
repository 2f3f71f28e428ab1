"""Which claims are one incident: blocking, links above the threshold, agglomeration under cannot-links.

Links are taken strongest first, ties by the claims' ids, so that the result depends on the set of claims alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from fogline.reconciling.comparison import THRESHOLD, Comparison, compare, forbidden
from fogline.reconciling.features import Row

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """The rows of one incident, by id, and why each link holds them together."""

    rows: tuple[Row, ...]
    reasons: tuple[str, ...]


def cluster(rows: Iterable[Row], same: Collection[Pair], different: Collection[Pair]) -> list[Cluster]:
    """Clusters by the id of their first row. `same` and `different` are pairs of claim ids that people decided (sorted)."""
    by_id = {row.id: row for row in sorted(rows, key=lambda row: row.id)}
    said = {(a, b) for row in by_id.values() for a, b in _stated(row) if a in by_id and b in by_id}
    members = {id: [row] for id, row in by_id.items()}
    home = {id: id for id in by_id}
    reasons: dict[str, list[str]] = defaultdict(list)
    apart = set(different)

    def join(a: str, b: str, reason: str, checked: bool) -> None:
        one, other = sorted((home[a], home[b]))
        if one == other:
            reasons[one].append(reason)
            return
        for x in members[one]:
            for y in members[other]:
                pair = (x.id, y.id) if x.id < y.id else (y.id, x.id)
                if pair in apart or (checked and pair not in said and forbidden(x, y)):
                    return
        members[one] += members.pop(other)
        for row in members[one]:
            home[row.id] = one
        reasons[one] += [*reasons.pop(other, []), reason]

    for a, b in sorted(same):
        if a in by_id and b in by_id:
            join(a, b, f"{a} and {b}: one incident by judgement", checked=False)
    for a, b in sorted(said):
        join(a, b, f"{a} and {b}: the report tells one incident twice", checked=False)
    for (a, b), link in links(by_id.values()):
        join(a, b, f"{a} and {b}: {link}", checked=True)
    return [
        Cluster(rows=tuple(sorted(found, key=lambda row: row.id)), reasons=tuple(sorted(reasons[first])))
        for first, found in sorted(members.items())
    ]


def links(rows: Iterable[Row]) -> list[tuple[Pair, Comparison]]:
    """Pairs of rows that are alike enough, strongest first."""
    found = {}
    for block in _blocks(row for row in rows if row.fine):
        for a, b in combinations(block, 2):
            pair = (a.id, b.id)
            if pair not in found:
                found[pair] = compare(a, b)
    above = ((pair, link) for pair, link in found.items() if link.weight >= THRESHOLD)
    return sorted(above, key=lambda item: (-item[1].weight, item[0]))


def _blocks(rows: Iterable[Row]) -> Iterable[Sequence[Row]]:
    """Rows that share a group of kinds, an area (or a place without one) and a day or its neighbour, sorted by id."""
    blocks: dict[tuple[str, str, int], list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.id):
        if row.first is None or row.last is None:
            continue
        areas = {spot.area or spot.id for spot in row.spots if spot.precision != "country"}
        for group in row.groups:
            for area in areas:
                for day in range(row.first, row.last + 2):  # its days and the one after meet the next day's block
                    blocks[group, area, day].append(row)
    return [blocks[key] for key in sorted(blocks)]


def _stated(row: Row) -> Iterable[Pair]:
    for link in row.claim.links:
        if link.type == "same_as":
            yield (row.id, link.claim) if row.id < link.claim else (link.claim, row.id)
