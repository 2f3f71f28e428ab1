"""People who are taken, not ground: "captured three soldiers in Orlan"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fogline.reading.native.speech import Told
from fogline.records import Claim, Quantity

PERSONNEL, CAPTURED = "personnel", "captured"
SEIZING = frozenset({"territory_taken", "arrest", "abduction"})
GROUND = "territory_taken"
RUNS_COURTS = frozenset({"state_forces", "police", "government"})


def prisoners(told: Sequence[Told]) -> None:
    """Whom a verb of taking has as its counted target is a prisoner; whoever runs no courts abducts."""
    for t in told:
        claim = t.claim
        if claim.kind in SEIZING and any(_is_taken(q, claim) for q in claim.quantities):
            kind = claim.kind if claim.kind != GROUND else _kind(claim)
            counted = tuple(replace(q, what=CAPTURED) if _is_taken(q, claim) else q for q in claim.quantities)
            t.claim = replace(claim, kind=kind, quantities=counted)


def _is_taken(counted: Quantity, claim: Claim) -> bool:
    return counted.what == PERSONNEL and any(counted.of == ref.name for ref in claim.targets)


def _kind(claim: Claim) -> str:
    doers = {ref.type for ref in claim.actors}
    return "arrest" if doers and doers <= RUNS_COURTS else "abduction"
