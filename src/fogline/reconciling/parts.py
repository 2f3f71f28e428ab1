"""Which incident is part of a summary: as the claims say, else the narrowest that holds it in place, time, family and sides
(a protest in one town of a country-wide one)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from fogline.reconciling import meeting
from fogline.reconciling.features import POINTS, Row, Spot, is_wide, known, span
from fogline.reconciling.meeting import Meetings
from fogline.reconciling.told import Told
from fogline.records import Event

Above = Mapping[str, str]
"""A cluster → the one that it is part of, each by its first claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The clusters as they are now: `home` gives the cluster of each claim, `clusters` its event."""

    told: Told
    meetings: Meetings
    home: Mapping[str, str]
    clusters: Mapping[str, Event]

    def rows(self, first: str) -> list[Row]:
        return [row for claim in self.clusters[first].claims if (row := self.told.row(claim)) is not None]


def updated(before: Above, new: Collection[str], stale: Collection[str], ground: Ground) -> dict[str, str]:
    """What is part of what, where the clusters `new` have come for those that are `stale`: worked out for the new ones, for the
    parts of the stale ones, and for what the new ones hold or say is a part."""
    again = {*new, *(part for part, whole in before.items() if whole in stale and part in ground.clusters)}
    for first in new:
        for row in ground.rows(first):
            again.update(_below(row, ground, again))
    found = {part: whole for part, whole in before.items() if part not in stale and part not in again}
    return found | {part: whole for part in sorted(again) if (whole := _whole(part, ground)) is not None}


def circle(start: str, above: Above) -> frozenset[str]:
    """The clusters on the way up from one that leads back to it; none where it does not."""
    at, seen = above.get(start), {start}
    while at is not None and at not in seen:
        seen.add(at)
        at = above.get(at)
    return frozenset(seen) if at == start else frozenset()


def _below(row: Row, ground: Ground, known: Collection[str]) -> Iterator[str]:
    """The clusters of which a row says that they are parts, or that it may hold; not those that are known."""
    for link in row.claim.links:
        if link.type == "summary_of" and link.claim in ground.home:
            yield ground.home[link.claim]
    if is_wide(row):
        for claim in meeting.under(ground.meetings, meeting.months(row, "part")):
            part = ground.told.row(claim) if ground.home[claim] not in known else None
            if part is not None and _holds(row, part):
                yield ground.home[claim]


def _whole(first: str, ground: Ground) -> str | None:
    """The cluster that one is part of: what is said, in the order of the clusters, claims and links that say it; else what is
    narrowest."""
    stated: dict[tuple[str, str, int], str] = {}
    holding: set[tuple[tuple[int, int], str]] = set()
    for row in ground.rows(first):
        for n, link in enumerate(row.claim.links):
            if link.type == "part_of" and ground.home.get(link.claim, first) != first:
                stated[first, row.id, n] = ground.home[link.claim]
        for claim in ground.meetings.get(("whole", row.id), ()):
            home = ground.home[claim]
            for n, link in enumerate(ground.told.claims[claim].links):
                if (link.type, link.claim) == ("summary_of", row.id) and home != first:
                    stated[home, claim, n] = home
        for claim in meeting.under(ground.meetings, meeting.beginning(row, "summary")):
            whole = ground.told.row(claim) if ground.home[claim] != first else None
            if whole is not None and _holds(whole, row):
                holding.add((_width(whole), ground.home[claim]))
    return stated[min(stated)] if stated else min(holding)[1] if holding else None


def _width(row: Row) -> tuple[int, int]:
    within = span(row)
    return int(any(spot.precision == "country" for spot in row.spots)), (within[1] - within[0]).days if within else 0


def _holds(whole: Row, part: Row) -> bool:
    outer, inner = span(whole), span(part)
    if whole.family != part.family or outer is None or inner is None or not (outer[0] <= inner[0] and inner[1] <= outer[1]):
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
