"""By whom something is done: "taken at dawn by the League". A language's words that mark the doer of what is told passively
(`by-before`, `by-behind` in owners.tsv) decide, whatever the tagger takes him for; who did it is never whom it was done to."""

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

REACH = 8  # tokens between a predicate and its doer
BETWEEN = 1  # words between the mark and the doer: an article


def doers(told: Sequence[Told], phrasing: Phrasing) -> None:
    """Makes whoever is marked as a doer the actor of what he was taken for the target of, where it has none, else of the
    nearest predicate without one."""
    words = owners(phrasing.pack.language)
    acts = [t for t in told if t.claim.kind not in SPEECH_KINDS]
    if words is None or not acts:
        return
    parties = whole_phrases([*(ref for t in acts for ref in t.claim.targets), *named(phrasing)])
    for ref in parties:
        known = ref.type != NOBODY_KNOWN or _is_name(ref, phrasing)
        if known and _is_marked(ref, words, phrasing):
            done_to = [t for t in acts if any(target.at == ref.at for target in t.claim.targets)]
            doing = any(actor.at == ref.at for t in acts for actor in t.claim.actors)
            for t in done_to or ([] if doing else _nearest(acts, ref, phrasing)):
                t.claim = _done_by(ref, t.claim)


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


def _is_marked(ref: Ref, words: Owners, phrasing: Phrasing) -> bool:
    inside = phrasing.tokens_of(ref.at) if ref.at else []
    before = any(0 <= inside[0] - mark.last - 1 <= BETWEEN for mark in words.all("by-before", phrasing))
    return before or any(mark.first == inside[-1] + 1 for mark in words.all("by-behind", phrasing))


def _reaches(t: Told, ref: Ref, phrasing: Phrasing) -> bool:
    between = _between(t, ref, phrasing)
    return len(between) <= REACH and not any(phrasing.sentence.tokens[i].text in STOPS for i in between)


def _apart(t: Told, ref: Ref, phrasing: Phrasing) -> int:
    return len(_between(t, ref, phrasing))


def _between(t: Told, ref: Ref, phrasing: Phrasing) -> range:
    inside = phrasing.tokens_of(ref.at) if ref.at else []
    return range(min(inside[-1], t.one.last) + 1, max(inside[0], t.one.first))
