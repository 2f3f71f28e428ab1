"""By whom something is done, and from whom ground is won: "taken at dawn by the League", "cleared of rebels".

A language's words that mark the doer of what is told passively (`by-before`, `by-behind` in owners.tsv) decide, whatever the
tagger takes him for; so do those that mark the loser of ground (`from-before`, `from-behind`, `from-suffix`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fogline.reading.drafts import SPEECH_KINDS
from fogline.reading.native.given import STOPS
from fogline.reading.native.hands import named
from fogline.reading.native.owners import NOBODY_KNOWN, Owners, owners, whole_phrases
from fogline.reading.native.phrases import Phrasing
from fogline.reading.native.speech import Told
from fogline.records import Claim, Ref

WON = "territory_taken"
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
        if t.claim.kind == WON:
            t.claim = _won_from(t.claim, words, phrasing)
    for ref in parties:
        known = ref.type != NOBODY_KNOWN or _is_name(ref, phrasing)
        if known and _is_marked(ref, words, phrasing):
            done_to = [t for t in acts if any(target.at == ref.at for target in t.claim.targets)]
            doing = any(actor.at == ref.at for t in acts for actor in t.claim.actors)
            for t in done_to or ([] if doing else _nearest(acts, ref, phrasing)):
                t.claim = _done_by(ref, t.claim)


def _won_from(claim: Claim, words: Owners, phrasing: Phrasing) -> Claim:
    """Who lost the ground is no actor."""
    losers = tuple(ref for ref in claim.actors if _is_marked(ref, words, phrasing, "from"))
    if not losers:
        return claim
    actors = tuple(ref for ref in claim.actors if ref not in losers)
    return replace(claim, actors=actors, targets=(*claim.targets, *losers))


def _done_by(ref: Ref, claim: Claim) -> Claim:
    targets = tuple(target for target in claim.targets if target.at != ref.at)
    return replace(claim, actors=claim.actors or (ref,), targets=targets)


def _nearest(acts: Sequence[Told], ref: Ref, phrasing: Phrasing) -> list[Told]:
    """The one predicate that may be what he did."""
    near = [(_apart(t, ref, phrasing), n) for n, t in enumerate(acts) if _reaches(t, ref, phrasing)]
    return [acts[n] for _, n in sorted(near)[:1] if not acts[n].claim.actors]


def _is_name(ref: Ref, phrasing: Phrasing) -> bool:
    inside = phrasing.tokens_of(ref.at) if ref.at else []
    return any(first <= i <= last for first, last in phrasing.names for i in inside)


def _is_marked(ref: Ref, words: Owners, phrasing: Phrasing, mark: str = "by") -> bool:
    inside = phrasing.tokens_of(ref.at) if ref.at else []
    if not inside:
        return False
    before = any(_opens(seed.last, inside[0], phrasing) for seed in words.all(f"{mark}-before", phrasing))
    behind = any(seed.first == inside[-1] + 1 for seed in words.all(f"{mark}-behind", phrasing))
    ends = mark == "from" and phrasing.forms[inside[-1]][0].endswith(words.from_suffixes or ("\0",))
    return before or behind or ends


def _opens(mark: int, first: int, phrasing: Phrasing) -> bool:
    """Whether a mark stands before a phrase, with no more than an article between."""
    between = range(mark + 1, first)
    return mark < first and len(between) <= 1 and all(phrasing.pack.is_a(phrasing.forms, i, "outer", "linker") for i in between)


def _reaches(t: Told, ref: Ref, phrasing: Phrasing) -> bool:
    between = _between(t, ref, phrasing)
    return len(between) <= REACH and not any(phrasing.sentence.tokens[i].text in STOPS for i in between)


def _apart(t: Told, ref: Ref, phrasing: Phrasing) -> int:
    return len(_between(t, ref, phrasing))


def _between(t: Told, ref: Ref, phrasing: Phrasing) -> range:
    inside = phrasing.tokens_of(ref.at) if ref.at else []
    return range(min(inside[-1], t.one.last) + 1, max(inside[0], t.one.first))
