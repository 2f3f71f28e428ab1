"""By whom something is done, and from whom ground is won: "taken at dawn by the League", "cleared of rebels".

A language's words that mark the doer of what is told passively (`by-before`, `by-behind` in owners.tsv) decide, whatever the
tagger takes him for; so do those that mark the loser of ground (`from-before`, `from-behind`, `from-suffix`). A pronoun in a
case in which nobody acts ("with us") is no doer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from fogline.reading.drafts import SPEECH_KINDS
from fogline.reading.native.hands import named
from fogline.reading.native.owners import NOBODY_KNOWN, Owners, is_marked, owners, whole_phrases
from fogline.reading.native.phrases import ARMED, ENDS, Phrasing
from fogline.reading.native.speech import Told
from fogline.records import Claim, Ref

WON, RECEIVED = "territory_taken", "territory_transferred"
HOLDING = ("control", "presence", "strength")  # "the fort is with us": whoever it is with holds it
LEAVING = ("withdrawal", "advance", "surrender")  # what is done by those of whom it is told
REACH = 8  # tokens between a predicate and its doer


def doers(told: Sequence[Told], phrasing: Phrasing) -> None:
    """Makes whoever is marked as a doer the actor of what he was taken for the target of, where it has none, else of the
    nearest predicate without one."""
    words = owners(phrasing.pack.language)
    acts = [t for t in told if t.claim.kind not in SPEECH_KINDS]
    if words is None or not acts:
        return
    parties = whole_phrases([*(ref for t in acts for ref in t.claim.targets), *named(phrasing)])
    for t in acts:
        if t.claim.kind not in HOLDING:
            t.claim = replace(t.claim, actors=tuple(ref for ref in t.claim.actors if not phrasing.is_oblique(ref)))
        if t.claim.kind == WON:
            t.claim = _won_from(t.claim, words, phrasing)
            if any(seed.first <= t.one.last and t.one.first <= seed.last for seed in words.all("took", phrasing)):
                t.claim = _taken_by(t.claim, words, phrasing)
        elif t.claim.kind == RECEIVED:
            t.claim = _received_from(t.claim, words, phrasing)
        elif t.claim.kind in LEAVING and not t.claim.actors and all(r.type in ARMED for r in t.claim.targets):
            t.claim = replace(t.claim, actors=t.claim.targets, targets=())
    for ref in parties:
        known = ref.type != NOBODY_KNOWN or _is_name(ref, phrasing)
        if known and is_marked(ref, words, phrasing):
            done_to = [t for t in acts if any(target.at == ref.at for target in t.claim.targets)]
            doing = any(actor.at == ref.at for t in acts for actor in t.claim.actors)
            for t in done_to or ([] if doing else _nearest(acts, ref, phrasing)):
                t.claim = _done_by(ref, t.claim)


def _won_from(claim: Claim, words: Owners, phrasing: Phrasing) -> Claim:
    """Who lost the ground is no actor, and receives nothing."""
    losers = _from(words, phrasing, (*claim.actors, *claim.others))
    if not losers:
        return claim
    actors, others = (tuple(r for r in refs if r not in losers) for refs in (claim.actors, claim.others))
    return replace(claim, actors=actors, others=others, targets=(*claim.targets, *(replace(r, role=None) for r in losers)))


def _taken_by(claim: Claim, words: Owners, phrasing: Phrasing) -> Claim:
    """Who stands behind a verb of taking as its target, takes: "Orlan zauzeli su pobunjenici", where nobody else does."""
    takers = tuple(ref for ref in claim.targets if ref.type in ARMED or _is_name(ref, phrasing))
    if not takers or claim.actors or not claim.places or _from(words, phrasing, takers):
        return claim
    return replace(claim, actors=takers, targets=tuple(ref for ref in claim.targets if ref not in takers))


def _received_from(claim: Claim, words: Owners, phrasing: Phrasing) -> Claim:
    """ "The army took the town over from the rebels": they gave it, the army received."""
    givers = _from(words, phrasing, claim.targets)
    if not givers:
        return claim
    targets = tuple(ref for ref in claim.targets if ref not in givers)
    received = tuple(replace(ref, role="recipient") for ref in claim.actors)
    return replace(claim, actors=givers, targets=targets, others=(*claim.others, *received))


def _from(words: Owners, phrasing: Phrasing, refs: Iterable[Ref]) -> tuple[Ref, ...]:
    return tuple(ref for ref in refs if ref.type != NOBODY_KNOWN and is_marked(ref, words, phrasing, "from"))


def _done_by(ref: Ref, claim: Claim) -> Claim:
    targets = tuple(target for target in claim.targets if target.at != ref.at)
    return replace(claim, actors=claim.actors or (ref,), targets=targets)


def _nearest(acts: Sequence[Told], ref: Ref, phrasing: Phrasing) -> list[Told]:
    """The one predicate that may be what he did."""
    near = [(len(_between(t, ref, phrasing)), n) for n, t in enumerate(acts) if _reaches(t, ref, phrasing)]
    return [acts[n] for _, n in sorted(near)[:1] if not acts[n].claim.actors]


def _is_name(ref: Ref, phrasing: Phrasing) -> bool:
    inside = phrasing.tokens_of(ref.at) if ref.at else []
    return any(first <= i <= last for first, last in phrasing.names for i in inside)


def _reaches(t: Told, ref: Ref, phrasing: Phrasing) -> bool:
    between = _between(t, ref, phrasing)
    return len(between) <= REACH and not any(phrasing.sentence.tokens[i].text in ENDS for i in between)


def _between(t: Told, ref: Ref, phrasing: Phrasing) -> range:
    inside = phrasing.tokens_of(ref.at) if ref.at else []
    return t.between(inside[0], inside[-1])
