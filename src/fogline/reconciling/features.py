"""One feature row per claim: all that matching looks at, in a form that is cheap to compare.

A row stands for a claim that tells of an incident. Claims that do not (states, words, other frames, negated ones, comments,
plans) are refused by `row` and serve elsewhere: as denials, as evidence of control, as disagreements.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from fogline import tables
from fogline.records import Claim, Place, Quantity, Ref, Report

HAPPENED = ("current", "historical")
NOT_YET = ("planned", "conditional", "forecast")
NOT_DONE = ("ordered", "able", "planned", "almost")
UNREAD = ("comment", "furniture")
ELSEWHERE = ("mentioned", "all_except")
LEAVING = ("withdrawal", "flight", "displacement")
POINTS = ("exact", "settlement")
FINE_PLACES = (*POINTS, "district", "province", "route", "area")
FINE_TIMES = ("day", "week")
LOSSES = ("killed", "wounded", "casualties", "captured", "surrendered", "missing")

Party = Callable[[Ref], str]
"""The id of the party that an actor stands with; "name:..." where only a name is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place as matching sees it. `area` is country and first-order division, empty where not known."""

    id: str
    name: str
    precision: str
    area: str
    country: str
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The features of one claim. Days are ordinals, both None where the claim is not dated finely enough to match. `scene` is
    the claim of the same report by which it is placed and dated, itself where it needs none (scenes.py)."""

    claim: Claim
    family: str
    groups: frozenset[str]
    directed: bool
    rank: int
    spots: tuple[Spot, ...]
    first: int | None
    last: int | None
    daily: bool
    actors: frozenset[str]
    targets: frozenset[str]
    tolls: tuple[Quantity, ...]
    cumulative: bool
    scene: str | None = None

    @property
    def id(self) -> str:
        return self.claim.id

    @property
    def fine(self) -> bool:
        """Fine enough in place and time to be one incident with another claim."""
        return self.first is not None and any(spot.precision in FINE_PLACES for spot in self.spots)


def span(row: Row) -> tuple[dt.date, dt.date] | None:
    """The days of a claim, also of a month or a year."""
    time = row.claim.time
    return None if time is None or time.start is None or time.end is None else (time.start, time.end)


def is_wide(row: Row) -> bool:
    """Whether a claim sums up what happened in a province or a country."""
    coarse = bool(row.spots) and all(spot.precision in ("province", "country") for spot in row.spots)
    return coarse and span(row) is not None


def told(claim: Claim) -> bool:
    """Whether a claim is of something that is said to have happened or to hold, negated or not."""
    return (
        claim.segment not in UNREAD
        and claim.frame in HAPPENED
        and claim.modality not in NOT_YET
        and claim.aspect not in NOT_DONE
    )


def row(claim: Claim, party: Party) -> Row | None:
    """The features of a claim that tells of an incident (negated ones too, for denials), else None."""
    incident = incidents().get(claim.kind)
    if incident is None or not told(claim):
        return None
    first, last = _days(claim)
    losses = claim.quantities
    if not all(_is_loss(number) for number in losses):
        losses = tuple(number for number in losses if _is_loss(number))
    return Row(
        claim=claim,
        family=incident.family,
        groups=incident.groups,
        directed=incident.directed,
        rank=incident.rank,
        spots=_one(tuple(_one(spot(place)) for place in claim.places if _is_there(place, claim.kind))),
        first=first,
        last=last,
        daily=first is not None and first == last,
        actors=_one(frozenset(party(ref) for ref in claim.actors)),
        targets=_one(frozenset(party(ref) for ref in claim.targets)),
        tolls=losses if all(number.scope == "incident" for number in losses) else _of_incident(losses),
        cumulative=bool(losses) and all(number.scope != "incident" for number in losses),
    )


def _is_loss(number: Quantity) -> bool:
    return number.what in LOSSES or number.what == "protesters"


def _of_incident(losses: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    return tuple(number for number in losses if number.scope == "incident")


def _is_there(place: Place, kind: str) -> bool:
    """Whether an incident is at a place of its claim: not at one only mentioned, nor at the one to which somebody leaves."""
    return place.role not in ELSEWHERE and not (place.role == "destination" and kind in LEAVING)


def spot(place: Place) -> Spot:
    country = place.country or ""
    admin1 = place.admin1 or (place.name if place.precision == "province" else "")
    return Spot(
        id=place_key(place),
        name=place.name,
        precision=place.precision,
        area=f"{country}/{plain(admin1)}" if admin1 else "",
        country=country or (plain(place.name) if place.precision == "country" else ""),
        lat=place.lat,
        lon=place.lon,
    )


def place_key(place: Place) -> str:
    """What makes two places one: the id or, without one, the name within its country."""
    return place.id or f"name:{place.country or ''}/{plain(place.name)}"


def plain(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name.casefold()).strip().removeprefix("the ")


def known(parties: frozenset[str]) -> frozenset[str]:
    """The parties that are more than a name in a text; two names may be one party."""
    return frozenset(party for party in parties if not party.startswith("name:"))


def standing(claim: Claim, report: Report | None) -> tuple[dt.date, dt.date] | None:
    """The days for which a claim of a state holds: its time, else the days on which its report may have been published."""
    if claim.time is not None and (claim.time.start or claim.time.end):
        start, end = claim.time.start or claim.time.end, claim.time.end or claim.time.start
    elif claim.time is None and report is not None and report.published and report.published.basis != "page":
        start, end = report.published.start, report.published.end
    else:
        return None
    return (start, end) if start is not None and end is not None else None


def _days(claim: Claim) -> tuple[int | None, int | None]:
    time = claim.time
    if time is None or time.start is None or time.end is None or time.precision not in FINE_TIMES:
        return None, None
    first = time.start.toordinal()
    return first, first if time.end == time.start else time.end.toordinal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """What a kind of incident is compared by; `groups` are kinds of things that may be one incident."""

    family: str
    groups: frozenset[str]
    directed: bool
    rank: int


@lru_cache(maxsize=1)
def incidents() -> dict[str, Incident]:
    """Kinds that tell of incidents, from data/incidents.tsv."""
    return {
        entry["kind"]: Incident(
            family=entry["family"],
            groups=frozenset(entry["groups"].split()),
            directed=entry["directed"] == "yes",
            rank=int(entry["rank"]),
        )
        for entry in tables.table("incidents.tsv")
    }


Value = TypeVar("Value", frozenset[str], Spot, tuple[Spot, ...])


@lru_cache(maxsize=1 << 16)
def _one(value: Value) -> Value:
    """One object for equal values: a million claims name few parties and places."""
    return value
