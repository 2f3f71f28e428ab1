"""Ground that is told of by who loses it: "drove the army out of Kesh", "lost Kesh to the rebels". Whoever drives others out or
is lost to has it, whatever the tagger makes of him."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fogline.reading.native.given import receives
from fogline.reading.native.hands import GROUND, distance, named
from fogline.reading.native.owners import owners, whole_phrases
from fogline.reading.native.phrases import ARMED, Phrasing
from fogline.reading.native.speech import Told
from fogline.records import Claim, Ref

KIND = "territory_taken"
LEFT = ("withdrawal", "displacement")  # what a tagger takes driving out for
ABOUT = GROUND | {"withdrawal", "casualties"}  # and losing
REACH = 3  # tokens between the verb and the words of the claim


def driven_out(told: Sequence[Told]) -> None:
    """Who makes another side leave takes the ground that it leaves."""
    for t in told:
        claim = t.claim
        sides = {ref.type for ref in claim.actors}, {ref.type for ref in claim.targets}
        opposed = all(side and side <= set(ARMED) for side in sides) and sides[0].isdisjoint(sides[1])
        if claim.kind in LEFT and opposed:
            places = tuple(replace(p, role="event") if p.role == "origin" else p for p in claim.places)
            t.claim = replace(claim, kind=KIND, places=places)


def lost_to(told: Sequence[Told], phrasing: Phrasing) -> None:
    """To whom ground is lost takes it: whoever is marked as a receiver of it beside a verb of losing."""
    words = owners(phrasing.pack.language)
    if words is None or not words.marks_receivers:
        return
    for verb in words.all("lost", phrasing):
        near = [t for t in told if t.claim.kind in ABOUT and t.claim.places and distance(t, verb) <= REACH]
        for t in sorted(near, key=lambda t: distance(t, verb))[:1]:
            parties = whole_phrases([*t.claim.actors, *t.claim.targets, *t.claim.others, *named(phrasing)])
            takers = [ref for ref in parties if ref.type in ARMED and receives(ref, verb, words, phrasing)]
            if len(takers) == 1 and not t.claim.quantities:
                t.claim = _taken_by(takers[0], t.claim)


def _taken_by(taker: Ref, claim: Claim) -> Claim:
    losers = tuple(ref for ref in (*claim.actors, *claim.targets) if ref.at != taker.at)
    others = tuple(ref for ref in claim.others if ref.at != taker.at)
    return replace(claim, kind=KIND, actors=(replace(taker, role=None),), targets=losers, others=others)
