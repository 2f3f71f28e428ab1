"""Ground that is handed over: "the town was handed over to the rebels". Who is marked as the receiver (`to-` in owners.tsv) has
it from then on, whatever the tagger makes of him; where a language marks him by case alone, who stands behind the verb. Of a
verb of receiving it is who does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fogline.reading.native.hands import GROUND, distance, named
from fogline.reading.native.owners import Owners, is_marked, owners, whole_phrases
from fogline.reading.native.phrases import ENDS, Phrasing
from fogline.reading.native.seeds import Seed
from fogline.reading.native.speech import Told
from fogline.records import Claim, Ref

KIND = "territory_transferred"
ABOUT = GROUND | {"supply", "withdrawal", "surrender"}  # what a tagger takes it for
REACH = 3  # tokens between the verb and the words of the claim
WORDS = 2  # before a receiver among which the mark stands: "a los rebeldes"


def received(told: Sequence[Told], phrasing: Phrasing) -> None:
    """Gives claims of ground that is handed over who receives it."""
    words = owners(phrasing.pack.language)
    ground = [t for t in told if _may_be_ground(t.claim)]
    if words is None or not ground:
        return
    for seed in words.all("given", phrasing):
        near = [t for t in ground if distance(t, seed) <= REACH]
        for t in sorted(near, key=lambda t: distance(t, seed))[:1]:
            t.claim = _given(t.claim, seed, words, phrasing)
    for seed in words.all("received", phrasing):
        near = [t for t in ground if t.claim.kind == KIND and distance(t, seed) <= REACH]
        for t in sorted(near, key=lambda t: distance(t, seed))[:1]:
            t.claim = _taken_over(t.claim, seed, words, phrasing)


def _may_be_ground(claim: Claim) -> bool:
    """Not where things or men are handed over: "delivered 20 tanks to the city"."""
    things = bool(claim.quantities) or any(ref.role == "object" for ref in claim.others)
    return claim.kind in ABOUT and bool(claim.places) and not things


def _given(claim: Claim, seed: Seed, words: Owners, phrasing: Phrasing) -> Claim:
    parties = whole_phrases([*claim.actors, *claim.targets, *named(phrasing)])
    fitting = [ref for ref in parties if receives(ref, seed, words, phrasing)]
    if not fitting:
        return claim
    receiver = min(fitting, key=lambda ref: _apart(ref, seed, phrasing))
    return replace(
        claim,
        kind=KIND,
        actors=tuple(r for r in claim.actors if r.at != receiver.at),
        targets=tuple(r for r in claim.targets if r.at != receiver.at),
        others=(*(r for r in claim.others if r.role != "recipient"), replace(receiver, role="recipient")),
    )


def _taken_over(claim: Claim, seed: Seed, words: Owners, phrasing: Phrasing) -> Claim:
    parties = whole_phrases([*claim.actors, *claim.targets, *named(phrasing)])
    fitting = [ref for ref in parties if ref.at and not is_marked(ref, words, phrasing, "from")]
    if not fitting:
        return claim
    receiver = min(fitting, key=lambda ref: _apart(ref, seed, phrasing))
    givers = (*claim.actors, *claim.targets, *(r for r in claim.others if r.role == "recipient"))
    return replace(
        claim,
        actors=tuple(replace(r, role=None) for r in givers if r.at != receiver.at),
        targets=(),
        others=(*(r for r in claim.others if r.role != "recipient"), replace(receiver, role="recipient")),
    )


def receives(ref: Ref, seed: Seed, words: Owners, phrasing: Phrasing) -> bool:
    """Whether a party is marked as who is given something by a verb: before or behind it, no end of a clause between."""
    inside = phrasing.tokens_of(ref.at) if ref.at else []
    if not inside or any(phrasing.sentence.tokens[i].text in ENDS for i in _gap(inside, seed)):
        return False
    first, last, forms = inside[0], inside[-1], phrasing.forms
    if not words.marks_receivers:
        return first > seed.last
    before = {form for i in range(max(first - WORDS, 0), first + 1) for form in forms[i]}
    behind = set(forms[last + 1]) if last + 1 < len(forms) else set()
    return bool(words.to_before & before or words.to_behind & behind) or forms[last][0].endswith(words.to_suffixes or ("\0",))


def _gap(inside: Sequence[int], seed: Seed) -> range:
    return range(min(inside[-1], seed.last) + 1, max(inside[0], seed.first))


def _apart(ref: Ref, seed: Seed, phrasing: Phrasing) -> int:
    return len(_gap(phrasing.tokens_of(ref.at or (0, 0)), seed))
