"""Two triggers for one thing ("the army lost 38 men killed") are told once, with all that either of them says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from fogline.reading.measures import LOSSES
from fogline.reading.native.speech import Told
from fogline.records import Claim


def without_doubles(told: Iterable[Told]) -> list[Told]:
    """The claims of one sentence in their order. Of two of one kind over the same words that nothing sets apart the surer is
    kept, and of two that count the same losses, where they are of one kind or one tells losses alone; else the less sure loses
    the number."""
    kept: list[Told] = []
    for t in sorted(told, key=lambda t: -(t.claim.confidence or 0)):
        twin = next((k for k in kept if _are_one(k.claim, t.claim)), None)
        if twin is not None:
            twin.claim = _joined(twin.claim, t.claim)
            continue
        same = next((k for k in kept if _losses(k.claim) & _losses(t.claim)), None)
        if same is None:
            kept.append(t)
        elif same.claim.kind == t.claim.kind or "casualties" in (same.claim.kind, t.claim.kind):
            same.claim = _joined(same.claim, t.claim)
        else:
            counted = _losses(same.claim)
            left = tuple(q for q in t.claim.quantities if (q.what, q.at) not in counted)
            kept.append(Told(one=t.one, claim=replace(t.claim, quantities=left)))
    return sorted(kept, key=lambda t: (t.one.first, t.one.last))


def _are_one(first: Claim, second: Claim) -> bool:
    """Whether two claims over the same words say nothing that the other may not say as well."""
    apart = first.end <= second.start or second.end <= first.start
    if apart or any(getattr(first, name) != getattr(second, name) for name in ("kind", "negated", "modality", "aspect")):
        return False
    return all(_within(a, b) for a, b in zip(_slots(first), _slots(second), strict=True))


def _slots(claim: Claim) -> tuple[set[object], ...]:
    """The words of each slot."""
    return (
        {r.at for r in claim.actors},
        {r.at for r in claim.targets},
        {(p.role, p.at) for p in claim.places},
        {q.at for q in claim.quantities},
        {claim.time.at} if claim.time else set(),
    )


def _within(one: set[object], other: set[object]) -> bool:
    return one <= other or other <= one


def _losses(claim: Claim) -> set[tuple[str, tuple[int, int]]]:
    return {(q.what, q.at) for q in claim.quantities if q.what in LOSSES}


def _joined(first: Claim, second: Claim) -> Claim:
    """`first` with what only `second` knows."""
    actors = first.actors or second.actors
    acting = {r.at for r in actors}
    known = acting | {r.at for r in first.targets}
    targets = first.targets + tuple(r for r in second.targets if r.at not in known)
    numbers = {(q.what, q.at) for q in first.quantities}
    return replace(
        first,
        actors=actors,
        targets=targets,
        places=first.places or second.places,
        time=first.time or second.time,
        quantities=first.quantities + tuple(q for q in second.quantities if (q.what, q.at) not in numbers),
        attribution=first.attribution or second.attribution,
    )
