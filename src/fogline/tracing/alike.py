"""Whether two claims can be one and the same, by what they say of place, day and figures."""

from __future__ import annotations

from functools import cache

from fogline import tables
from fogline.records import Claim


def differ(a: Claim, b: Claim) -> bool:
    """Whether two claims name places, or days, that have nothing in common."""
    here, there = places(a), places(b)
    if here and there and not here & there:
        return True
    if a.time is None or b.time is None or not (a.time.precision == b.time.precision == "day"):
        return False
    return (a.time.start, a.time.end) != (b.time.start, b.time.end)


def agree(a: Claim, b: Claim) -> bool:
    """Whether two claims name a place or a day in common and nothing against it."""
    dated = a.time is not None and b.time is not None and a.time.precision == b.time.precision == "day"
    return not differ(a, b) and (dated or bool(places(a) & places(b)))


def places(claim: Claim) -> frozenset[str]:
    return frozenset(place.id for place in claim.places if place.id)


def same_figures(a: Claim, b: Claim) -> bool:
    """Whether two claims have a figure in common, of one side where both say whose it is, or one has none."""
    if not a.quantities or not b.quantities:
        return True
    return any(
        (n.what, n.low, n.best, n.high) == (m.what, m.low, m.best, m.high) and (not n.side or not m.side or n.side == m.side)
        for n in a.quantities
        for m in b.quantities
    )


def tell_of_one(a: Claim, b: Claim) -> bool:
    """Whether two claims can be of one incident, told by two reports of which one has it from the other: kinds that may be of
    one, the same figures, nothing that speaks against it, and a place, a figure or somebody in common."""
    if differ(a, b) or a.negated != b.negated or not _groups(a.kind) & _groups(b.kind) or not same_figures(a, b):
        return False
    return bool(places(a) & places(b) or _people(a) & _people(b) or (a.quantities and b.quantities))


def _people(claim: Claim) -> set[str]:
    """The persons in a claim that a case or the world knows."""
    return {
        ref.id for ref in (*claim.actors, *claim.targets) if ref.id and ref.type == "person" and not ref.id.startswith("text:")
    }


def _groups(kind: str) -> frozenset[str]:
    return _families().get(kind, frozenset((kind,)))


@cache
def _families() -> dict[str, frozenset[str]]:
    return {row["kind"]: frozenset(row["groups"].split()) for row in tables.table("incidents.tsv")}
