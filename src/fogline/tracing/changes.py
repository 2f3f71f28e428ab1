"""What a copy changed on the way: slots of a claim that differ from the same claim in the original.

Each change is "slot: what happened", e.g. "hedged: lost", "attribution: gained", "quantities: changed".
"""

from __future__ import annotations

from collections.abc import Iterable

from fogline.records import Claim

HEDGES = ("reported", "unconfirmed", "opinion", "conditional", "forecast", "planned")


def changed(original: Iterable[Claim], copy: Iterable[Claim]) -> tuple[str, ...]:
    """The slots in which the claims of a copied passage differ from those of its original, kind by kind in text order."""
    before, after = _by_kind(original), _by_kind(copy)
    found: set[str] = set()
    for kind in before.keys() & after.keys():
        for one, other in zip(before[kind], after[kind], strict=False):
            found.update(_differences(one, other))
    found.update(f"claim: {kind} lost" for kind in before.keys() - after.keys())
    found.update(f"claim: {kind} gained" for kind in after.keys() - before.keys())
    return tuple(sorted(found))


def _by_kind(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    grouped: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=lambda claim: (claim.start, claim.end, claim.id)):
        grouped.setdefault(claim.kind, []).append(claim)
    return grouped


def _differences(one: Claim, other: Claim) -> Iterable[str]:
    if (was := _hedged(one)) != _hedged(other):
        yield f"hedged: {'lost' if was else 'gained'}"
    if one.negated != other.negated:
        yield "negated: changed"
    slots = _slots(one), _slots(other)
    for slot in slots[0]:
        was_there, is_there = slots[0][slot], slots[1][slot]
        if was_there != is_there:
            yield f"{slot}: {'gained' if not was_there else 'lost' if not is_there else 'changed'}"


def _slots(claim: Claim) -> dict[str, set[object]]:
    dated = claim.time is not None and claim.time.end is not None
    return {
        "attribution": {(step.speaker.name if step.speaker else None, step.outlet) for step in claim.attribution},
        "actors": {ref.id or ref.name for ref in claim.actors},
        "targets": {ref.id or ref.name for ref in claim.targets},
        "places": {place.id or place.name for place in claim.places},
        "quantities": {(number.what, number.low, number.high) for number in claim.quantities},
        "time": {(claim.time.start, claim.time.end)} if claim.time and dated else set(),
    }


def _hedged(claim: Claim) -> bool:
    return bool(claim.hedged) or claim.modality in HEDGES
