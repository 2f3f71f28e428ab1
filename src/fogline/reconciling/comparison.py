"""How alike two claims are: labelled levels with additive weights (data/match_weights.tsv), and what forbids that they are one.

A score unfolds into words: "same settlement +3.1, same day +2.4, toll differs -0.8".
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from fogline import tables
from fogline.reconciling.features import POINTS, Row, Spot, known
from fogline.records import Quantity

THRESHOLD = 5000  # thousandths; own stories. Same settlement, day and kind with nothing else known give 6300.
NEAR, AROUND = 5.0, 25.0  # km between points: one town in two gazetteers, and one district
FARTHEST_DAYS = 3  # beyond which two claims are never one incident
FARTHEST_DAILY = 1  # the same for two that both give their day: a night has two
PLURAL = 12  # lower end from which a vague word is a plural of its unit: "dozens" is no fewer than two dozen

Level = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The levels of two rows and their sum in thousandths."""

    levels: tuple[Level, ...]
    weight: int

    def __str__(self) -> str:
        table = weights()
        parts = (f"{table[level][1]} {table[level][0] / 1000:+.1f}" for level in self.levels if table[level][0])
        return ", ".join(parts)


def compare(a: Row, b: Row) -> Comparison:
    """All levels of a pair; the same for (b, a)."""
    return _weighed(
        ("place", place_level(a.spots, b.spots)),
        ("time", _time_level(a, b)),
        ("kind", _kind_level(a, b)),
        ("actors", _side_level(*_actors(a, b))),
        ("targets", _side_level(a.targets, b.targets)),
        ("toll", _toll_level(a, b)),
        ("scene", "same" if a.scene is not None and a.scene == b.scene else "unknown"),
    )


@lru_cache(maxsize=1 << 14)
def _weighed(*levels: Level) -> Comparison:
    """One record for each combination of levels: there are few."""
    return Comparison(levels=levels, weight=sum(weights()[level][0] for level in levels))


def forbidden(a: Row, b: Row) -> bool:
    """Whether two claims cannot be of one incident, however alike they are otherwise (DESIGN, cannot-links)."""
    if not a.groups & b.groups or a.cumulative != b.cumulative or _part_and_whole(a, b):
        return True
    if gap(a, b) > (FARTHEST_DAILY if a.daily and b.daily else FARTHEST_DAYS) or place_level(a.spots, b.spots) == "apart":
        return True
    if a.claim.report == b.claim.report and _told_apart(a, b):
        return True
    one, other = known(a.actors), known(b.actors)
    return a.directed and a.family == b.family and bool(one) and bool(other) and not one & other


def areas(row: Row) -> set[str]:
    """The areas of a row's places, of one without an area the place itself; not countries, which tell nothing apart."""
    return {spot.area or spot.id for spot in row.spots if spot.precision != "country"}


def _part_and_whole(a: Row, b: Row) -> bool:
    links = {(link.type, link.claim) for link in (*a.claim.links, *b.claim.links)}
    return any((kind, row.id) in links for kind in ("part_of", "summary_of") for row in (a, b))


def gap(a: Row, b: Row) -> int:
    """Days between two rows, 0 where they overlap or one is not dated."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return 0
    return max(a.first - b.last, b.first - a.last, 0)


def _told_apart(a: Row, b: Row) -> bool:
    """Two incidents of one report: another day each, or another settlement."""
    if a.daily and b.daily and a.first != b.first:
        return True
    one = {spot.id for spot in a.spots if spot.precision in POINTS}
    other = {spot.id for spot in b.spots if spot.precision in POINTS}
    return bool(one) and bool(other) and not one & other


# ------------------------------------------------------------------------------------------------------------- levels


def place_level(one: Iterable[Spot], other: Iterable[Spot]) -> str:
    """The best level that any pair of places reaches."""
    table = weights()
    levels = [_pair_level(a, b) for a in one for b in other]
    return max(levels, key=lambda level: (table["place", level][0], level), default="apart")


def _pair_level(a: Spot, b: Spot) -> str:
    if a.id == b.id:
        if a.precision in POINTS:
            return "same_point"
        return "same_district" if a.precision == "district" else "same_area"
    if a.area and b.area and a.area != b.area:
        return "apart"
    points = a.precision in POINTS and b.precision in POINTS
    km = distance(a, b)
    if km is not None and points:
        return "near" if km <= NEAR else "apart" if km > AROUND else "district_of"
    if a.area and a.area == b.area and "province" in (a.precision, b.precision):
        return "area_of"
    if km is not None and km <= AROUND:
        return "district_of"
    return "area_of" if a.area and a.area == b.area and not points else "apart"


def distance(a: Spot, b: Spot) -> float | None:
    """Kilometres between two points, None where one has none."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    phi, psi = math.radians(a.lat), math.radians(b.lat)
    h = math.sin((phi - psi) / 2) ** 2 + math.cos(phi) * math.cos(psi) * math.sin(math.radians(a.lon - b.lon) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(h))


def _time_level(a: Row, b: Row) -> str:
    if a.first is None or b.first is None:
        return "apart"
    days = gap(a, b)
    if days:
        return "next_day" if days == 1 else "apart"
    return "same_day" if a.daily and b.daily else "overlap"


def _kind_level(a: Row, b: Row) -> str:
    if a.claim.kind == b.claim.kind:
        return "same"
    if a.family == b.family:
        return "family"
    return "toll" if "toll" in (a.family, b.family) else "group"


def _actors(a: Row, b: Row) -> tuple[frozenset[str], frozenset[str]]:
    """The sides that are compared: who did it; of a clash, or of a clash and an attack, both parties together."""
    if "armed_clash" in (a.claim.kind, b.claim.kind):
        return a.actors | a.targets, b.actors | b.targets
    return a.actors, b.actors


def _side_level(one: frozenset[str], other: frozenset[str]) -> str:
    if one & other:
        return "same"
    return "other" if known(one) and known(other) else "unknown"


def _toll_level(a: Row, b: Row) -> str:
    levels = {
        "same" if (x.low, x.best, x.high) == (y.low, y.best, y.high) and not x.vague else "fits" if fits(x, y) else "differs"
        for x in a.tolls
        for y in b.tolls
        if x.what == y.what and (x.of is None or y.of is None or x.of.casefold() == y.of.casefold())
    }
    return next((level for level in ("same", "differs", "fits") if level in levels), "unknown")


def fits(a: Quantity, b: Quantity) -> bool:
    """Whether two figures can both be true. "Dozens" does not fit fifteen: a plural is at least two of its unit."""
    low_a, low_b = _floor(a), _floor(b)
    return (a.high is None or low_b <= a.high) and (b.high is None or low_a <= b.high)


def _floor(number: Quantity) -> int:
    low = number.low or 0
    return 2 * low if number.vague and low >= PLURAL else low


@lru_cache(maxsize=1)
def weights() -> dict[Level, tuple[int, str]]:
    """(field, level) → (weight in thousandths, label)."""
    return {(r["field"], r["level"]): (int(r["weight"]), r["label"]) for r in tables.table("match_weights.tsv")}
