"""What the files of a case say, as records; case.py reads them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from fogline.records import Entity

NEUTRAL = "neutral"  # the side of one who is on none


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A well-known dated event that reports date others by ("two days before 9/11"). `start`..`end` is inclusive."""

    name: str
    aliases: tuple[str, ...]
    start: dt.date
    end: dt.date
    precision: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePlace:
    """A row of places.tsv. `parent` is the id of another row, None at the top."""

    entity: Entity
    parent: str | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseActor:
    """An actor. `shared` are those of its aliases that also name another actor ("Massoud"), so that none is assumed.

    `since`..`until` is when it existed, lived or held the part it has here. `side` is the id of the party it stands with,
    "neutral" or empty; `interests` are actors in whose favour it speaks.
    """

    entity: Entity
    shared: tuple[str, ...]
    since: dt.date | None
    until: dt.date | None
    member_of: tuple[str, ...]
    leader_of: tuple[str, ...]
    side: str
    interests: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """`subject` `type` `object`, between actors, from `since` to `until`: "case:a backed_by case:b, alleged"."""

    subject: str
    type: str
    object: str
    since: dt.date | None
    until: dt.date | None
    status: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Who publishes: `interest` are actors in whose favour it speaks, within `since`..`until`."""

    id: str
    name: str
    aliases: tuple[str, ...]
    domains: tuple[str, ...]
    kind: str
    country: str | None
    owner: str
    sponsor: str
    interest: tuple[str, ...]
    since: dt.date | None
    until: dt.date | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A row of control.tsv: who is known beforehand to have held a place on a day. `place`, `holder`: ids of the case."""

    place: str
    holder: str
    on: dt.date
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundary:
    """An outline of boundaries.geojson: polygons of rings (the outer, then holes) of (longitude, latitude). `place` is the id
    of the case's place whose outline it is, empty where it is none's."""

    name: str
    place: str
    polygons: tuple[tuple[tuple[tuple[float, float], ...], ...], ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that a case's files say. Tuples keep the order of the files."""

    folder: Path
    title: str
    summary: str
    area: tuple[str, ...]  # ISO 3166-1 alpha-2 codes and ids of places
    languages: tuple[str, ...]
    time_zone: str
    licence: str
    anchors: tuple[Anchor, ...]
    places: tuple[CasePlace, ...]
    actors: tuple[CaseActor, ...]
    relations: tuple[Relation, ...]
    sources: tuple[Outlet, ...]
    held: tuple[Held, ...]
    digest: str  # of what reports are read by: not of the boundaries, which are only drawn
    boundaries: tuple[Boundary, ...] = ()

    @property
    def anchor_days(self) -> dict[str, tuple[dt.date, dt.date]]:
        """First and last day of the anchors by each of their names, lower-cased."""
        return {name.lower(): (a.start, a.end) for a in self.anchors for name in (a.name, *a.aliases)}
