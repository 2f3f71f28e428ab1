"""Ground in somebody's hands: "passed into the hands of the rebels", "in army hands", "wrested from the hands of the militia".

Whose hands they are (owners.py) holds or takes the ground, or loses it, whatever the tagger makes of the phrase: a place is the
subject of such sentences, and often the only one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fogline.reading.native.owners import APOSTROPHES, NOBODY_KNOWN, Owners, owners, whole_phrases
from fogline.reading.native.phrases import SIDES, Phrasing
from fogline.reading.native.seeds import Seed
from fogline.reading.native.speech import Told
from fogline.reading.tagger.view import Part
from fogline.records import Claim, Ref

GROUND = frozenset({"territory_taken", "territory_transferred", "control"})
NEARLY = GROUND | {"advance", "presence"}  # what a tagger sees in the verb beside the hands
CHANGED = ("territory_taken", "advance")  # "est aux mains des rebelles" is control, "est passé aux mains" is not
KINDS = {"hands": "control", "into-hands": "territory_taken", "from-hands": "territory_taken"}
REACH = 4  # tokens between the hands and the words of the claim


def with_holders(told: Sequence[Told], phrasing: Phrasing) -> list[Told]:
    """The claims of a sentence with those about ground in somebody's hands made one, and whose hands they are filled in."""
    words, kept = owners(phrasing.pack.language), list(told)
    if words is None:
        return kept
    taken: set[int] = set()
    for part in ("from-hands", "into-hands", "hands"):
        for seed in words.all(part, phrasing):
            own = set(range(seed.first, seed.last + 1))
            near = [t for t in kept if (t.claim.kind in NEARLY and distance(t, seed) <= REACH) or _is_told_by(t, seed)]
            if near and not own & taken:
                taken |= own
                main = min(near, key=lambda t: (t.claim.kind not in GROUND, distance(t, seed), -(t.claim.confidence or 0)))
                doubled = [t for t in near if t is not main and _is_same(t.claim, main.claim)]
                main.claim = _held(main, doubled, part, seed, words, phrasing)
                kept = [t for t in kept if not any(t is other for other in doubled)]
    return kept


def flown(told: Sequence[Told], phrasing: Phrasing) -> None:
    """Whose flag flies shows himself: "the rebels' flag flies over the town"."""
    for t in told:
        flags = [ref.at for ref in t.claim.others if ref.role == "object" and ref.at]
        if t.claim.kind == "symbol_changed" and not t.claim.actors and flags:
            whose = [
                ref
                for ref in whole_phrases(named(phrasing))
                if any(a <= ref.at[0] and ref.at[1] <= b for a, b in flags if ref.at)
            ]
            t.claim = replace(t.claim, actors=tuple(whose[:1]))


def _is_told_by(t: Told, seed: Seed) -> bool:
    """Whether the hands are all that a claim is told by, whatever the tagger takes them for."""
    return seed.first <= t.one.first and t.one.last <= seed.last


def _beside(seed: Seed, words: Owners, phrasing: Phrasing) -> Ref | None:
    """A name right beside the hands that nobody knows: "M23'ün elinde"."""
    tokens = phrasing.sentence.tokens
    at = seed.last + 1 if words.is_behind else seed.first - 1
    if not words.is_behind and at >= 2 and tokens[at - 1].text in APOSTROPHES:
        at -= 2
    if not 0 <= at < len(tokens) or not tokens[at].text[0].isupper() or phrasing.pack.words.at(phrasing.forms, at):
        return None
    return phrasing.ref(Part(label="actor", first=at, last=at, score=1.0))


def _is_same(one: Claim, other: Claim) -> bool:
    """Whether two claims are about the same ground in the same words."""
    places = {p.at for p in one.places}, {p.at for p in other.places}
    return one.start < other.end and other.start < one.end and (not all(places) or bool(places[0] & places[1]))


def _held(main: Told, doubled: Sequence[Told], part: str, seed: Seed, words: Owners, phrasing: Phrasing) -> Claim:
    claim = main.claim
    others = [t.claim for t in doubled]
    own = [r for c in (claim, *others) for r in (*c.actors, *c.targets)]
    parties = whole_phrases([*own, *named(phrasing)])
    owner = words.of(seed, parties, phrasing) or _beside(seed, words, phrasing)
    if owner is None:
        return claim
    places = tuple(p for p in claim.places or next((c.places for c in others if c.places), ()) if p.at != owner.at)
    sure = max([claim, *others], key=lambda c: c.confidence or 0)
    fell = any(distance(t, verb) <= REACH for t in (main, *doubled) for verb in words.all("fell", phrasing))
    changed = fell or any(c.kind in CHANGED for c in (claim, *others))
    kept = part != "from-hands" and claim.kind in GROUND
    kept = kept and ((part == "hands" and not fell) or not changed or claim.kind == "territory_transferred")
    was = {r.at for r in own}
    rest = [r for r in parties if r.at in was and r is not owner]
    actors = {r.at for r in claim.actors}
    return replace(
        claim,
        kind=claim.kind if kept else KINDS["into-hands" if fell and part == "hands" else part],
        actors=tuple(r for r in rest if r.at in actors) if part == "from-hands" else (owner,),
        # The ground may be the subject: what nobody knows is left to where.on_ground.
        targets=(owner,)
        if part == "from-hands"
        else tuple(r for r in rest if r.at not in actors or (r.type == NOBODY_KNOWN and not places)),
        places=places,
        time=claim.time or next((c.time for c in others if c.time), None),
        confidence=sure.confidence,
    )


def named(phrasing: Phrasing) -> list[Ref]:
    """Names that the case knows and nouns of forces, whether the tagger saw them or not."""
    spans = [*phrasing.names, *((i, i) for i in range(len(phrasing.forms)) if phrasing.pack.is_a(phrasing.forms, i, *SIDES))]
    found = (phrasing.ref(Part(label="actor", first=first, last=last, score=1.0)) for first, last in spans)
    return [ref for ref in found if ref]


def distance(t: Told, seed: Seed) -> int:
    return max(t.one.first - seed.last, seed.first - t.one.last, 0)
