"""What somebody denies was not so: by the verbs that deny (`denial` in words.tsv) and the side on which a language puts what is
denied. What one side claims and another denies stays claimed: its denial is a claim of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import replace

from fogline.reading.drafts import SPEECH_KINDS
from fogline.reading.native.phrases import ENDS, Phrasing
from fogline.reading.native.speech import Told, opens
from fogline.records import Claim, Span

DENIED = 14  # tokens between a denial and what is denied
OPENED = 5  # tokens behind a denial within which a "that" opens what is denied
OWN = 3  # tokens between a denial and the noun that it belongs to: "denied the accusations"
CLOSED = "encirclement"  # what was denied to have been lifted goes on

Words = tuple[int, int]  # first and last token
Involved = Callable[[Told], bool]


def denied(told: Sequence[Told], phrasing: Phrasing, behind: bool, involved: Involved) -> None:
    """Negates what is denied. `behind`: whoever denies stands behind what he denies; `involved` tells of a claim whether only a
    hand in it is denied."""
    for denial in _denials(phrasing):
        for t in _of(denial, told, phrasing, behind, involved):
            t.claim = replace(t.claim, negated=not (t.claim.kind == CLOSED and t.claim.negated))


def _denials(phrasing: Phrasing) -> list[Words]:
    """The words that deny, each phrase once and whole; those that are themselves negated ("did not deny") deny nothing."""
    found: list[Words] = []
    for i in range(len(phrasing.forms)):
        length = max((f.length for f in phrasing.pack.words.at(phrasing.forms, i) if f.role == "denial"), default=0)
        inside = any(first <= i <= last for first, last in found)
        if length and not inside and not (length == 1 and i and phrasing.pack.is_a(phrasing.forms, i - 1, "negation")):
            found.append((i, i + length - 1))
    return found


def _of(denial: Words, told: Sequence[Told], phrasing: Phrasing, behind: bool, involved: Involved) -> list[Told]:
    """The nearest claim of what happened on the side on which a language puts what is denied, or behind a "that" or a quotation
    mark, with what is told of the same words; nothing beyond another verb of speech, but for the denial's own noun ("denied
    accusations that ...")."""
    first, last = denial
    opened = any(opens(phrasing, i) for i in range(last + 1, min(last + OPENED, len(phrasing.forms))))
    ahead = opened or not behind
    near = []
    for t in told:
        between = range(last + 1, t.one.first) if ahead else range(t.one.last + 1, first)
        on_side = t.one.first > last if ahead else t.one.last < first
        own = t.claim.kind in SPEECH_KINDS and len(between) <= OWN
        if not on_side or own or len(between) > DENIED or any(phrasing.sentence.tokens[i].text in ENDS for i in between):
            continue
        near.append((len(between), t))
    nearest = min(near, key=lambda each: each[0], default=(0, None))[1]
    if nearest is None or nearest.claim.kind in SPEECH_KINDS or involved(nearest):
        return []
    same = (t for _, t in near if t.claim.start < nearest.claim.end and nearest.claim.start < t.claim.end)
    deniers = {ref.at for t in told if t.claim.kind in SPEECH_KINDS and _covers(t, denial) for ref in t.claim.actors}
    return [t for t in same if _may_be_denied(t.claim, deniers)]


def _covers(t: Told, words: Words) -> bool:
    return t.one.first <= words[1] and words[0] <= t.one.last


def _may_be_denied(claim: Claim, deniers: Set[Span | None]) -> bool:
    """Not what somebody else claims: the denial of it is another claim."""
    speakers = [step.speaker.at for step in claim.attribution if step.speaker]
    others = bool(speakers and deniers) and deniers.isdisjoint(speakers)
    over = claim.kind == CLOSED
    return claim.kind not in SPEECH_KINDS and (over or not claim.negated) and claim.frame == "current" and not others
