"""How claims stand as evidence: in whose interest they are, and on which day what they tell of was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from fogline.interests import Interests
from fogline.records import Attribution, Claim, Report, Stance, Time


def stance(
    claim: Claim, claims: Mapping[str, Claim], reports: Mapping[str, Report], copied: Mapping[str, str], interests: Interests
) -> Stance:
    """A claim's stance; a copied claim has its original's, a denial that of the denied claim turned about."""
    first = claims[copied.get(claim.id, claim.id)]
    denied = next((link.claim for link in first.links if link.type == "denies" and link.claim in claims), None)
    if denied is not None and first.kind == "denial":
        speaker = tuple(Attribution(speaker=ref) for ref in first.actors[:1])
        first = replace(claims[denied], negated=not claims[denied].negated, attribution=speaker, report=first.report)
    return _one(interests.stance(first, reports[first.report]))


@lru_cache(maxsize=1 << 12)
def _one(found: Stance) -> Stance:
    """One object for equal stances: a million claims have few."""
    return found


def is_loose(claim: Claim) -> bool:
    """Whether a claim may have been on any of several days."""
    return claim.time is not None and claim.time.start is not None is not claim.time.end and claim.time.start != claim.time.end


def dated(claim: Claim, event: Time | None) -> Claim:
    """The claim with its event's time where that lies within its own and is narrower."""
    own = claim.time
    if own is None or event is None or not (own.start and own.end and event.start and event.end):
        return claim
    narrower = event.end - event.start < own.end - own.start
    return replace(claim, time=event) if narrower and own.start <= event.start and event.end <= own.end else claim
