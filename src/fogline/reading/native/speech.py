"""Who says what a sentence tells: the tagger's speakers, and the speech verb's own subject where its content follows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fogline.reading.drafts import SPEECH_KINDS, UTTERED
from fogline.reading.native.elided import taken_up
from fogline.reading.native.phrases import QUOTING, Phrasing
from fogline.reading.tagger.view import Tagged
from fogline.records import Attribution, Claim, ClaimLink, Ref, Time

OPENING = QUOTING | frozenset(":：")  # signs behind which what is said stands
REACH = 8  # tokens behind a speech verb within which the word stands that opens its content


@dataclass(slots=True, kw_only=True)
class Told:
    """A claim with what the tagger saw of it."""

    one: Tagged
    claim: Claim

    def between(self, first: int, last: int) -> range:
        """The tokens between the predicate and words `first`..`last`."""
        return range(min(self.one.last, last) + 1, max(self.one.first, first))


def attributed(told: Sequence[Told], phrasing: Phrasing) -> None:
    """Fills the attribution of the claims of one sentence: a speaker that the tagger missed, the day, outlet and medium."""
    acts = [t for t in told if t.claim.kind in UTTERED and t.claim.actors]
    outlet, medium = _named(phrasing, "media"), _named(phrasing, "medium")
    for t in told:
        steps = t.claim.attribution or _steps(t, acts, told, phrasing)
        act = next((a for a in acts if a is not t and _same(a.claim.actors, steps)), None)
        said = act.claim.time if act else None
        steps = tuple(_filled(step, said, outlet, medium) for step in steps)
        if t.claim.kind in UTTERED and not steps and t.claim.actors and (outlet or medium):
            own = t.claim.actors[0]
            step = Attribution(speaker=own, basis=phrasing.basis(own), text=own.text or "", at=own.at)
            steps = (_filled(step, None, outlet, medium),)
        reported = t.claim.modality == "asserted" and bool(steps) and not _same(t.claim.actors, steps)
        t.claim = replace(t.claim, attribution=steps, modality="reported" if reported else t.claim.modality)


def heard(told: Sequence[Told], phrasing: Phrasing) -> list[Told]:
    """Without the utterances of nobody, and without those of people who are only counted in what is told: "five soldiers
    died, he added"."""
    claims = [t.claim for t in told if t.claim.kind not in UTTERED and t.claim.quantities]
    counted = [q.at for claim in claims for q in claim.quantities]
    counted += [
        ref.at for claim in claims for ref in claim.targets if ref.at and any(q.of == ref.name for q in claim.quantities)
    ]

    def speaks(ref: Ref) -> bool:
        inside = phrasing.tokens_of(ref.at) if ref.at else []
        if inside and all(phrasing.pack.is_a(phrasing.forms, i, "nobody") for i in inside):
            return False
        return ref.at is None or not any(start < ref.at[1] and ref.at[0] < end for start, end in counted)

    for t in told:
        steps = tuple(step for step in t.claim.attribution if step.speaker is None or speaks(step.speaker))
        actors = tuple(filter(speaks, t.claim.actors)) if t.claim.kind in UTTERED else t.claim.actors
        t.claim = replace(t.claim, attribution=steps, actors=actors)
    return [t for t in told if t.claim.kind not in UTTERED or t.claim.actors]


def _steps(t: Told, acts: Sequence[Told], told: Sequence[Told], phrasing: Phrasing) -> tuple[Attribution, ...]:
    """The subject of the only speech verb of the sentence, where what it says follows a "that" or a quotation mark, or is told
    as somebody's words: the tagger gives a phrase one role, and who admits his own loss is whose loss it is."""
    if t.claim.kind in UTTERED:
        return ()
    if not acts and (meant := taken_up(told, phrasing)) and t.claim.modality == "reported":
        return (Attribution(speaker=meant, basis="named", text=meant.text or "", at=meant.at),)
    if len(acts) != 1 or acts[0] is t:
        return ()
    verb, first = acts[0].one.last, t.one.first
    opened = verb < first and any(opens(phrasing, i) for i in range(verb + 1, min(first, verb + 1 + REACH)))
    if not opened and t.claim.modality != "reported":
        return ()
    own = acts[0].claim.actors[0]
    return (Attribution(speaker=own, basis=phrasing.basis(own), text=own.text or "", at=own.at),)


def linked(claims: Sequence[Claim]) -> list[Claim]:
    """The claims of one sentence with their ids, each utterance linked to what its speaker says in it: a denial to what it
    denies."""
    found = []
    for act in claims:
        if act.kind in SPEECH_KINDS and act.actors:
            said = [c for c in claims if c is not act and c.kind not in SPEECH_KINDS and _same(act.actors, c.attribution)]
            type_ = "denies" if act.kind == "denial" else "says"
            links = tuple(ClaimLink(type=type_, claim=c.id) for c in said if c.negated or type_ == "says")
            act = replace(act, links=links)
        found.append(act)
    return found


def opens(phrasing: Phrasing, i: int) -> bool:
    """Whether a token opens what is said: a "that" or a quotation mark."""
    return phrasing.sentence.tokens[i].text in OPENING or phrasing.pack.is_a(phrasing.forms, i, "that")


def _same(refs: Sequence[Ref], steps: Sequence[Attribution]) -> bool:
    spans = {r.at for r in refs}
    return any(step.speaker and step.speaker.at in spans for step in steps)


def _filled(step: Attribution, said: Time | None, outlet: str | None, medium: str | None) -> Attribution:
    """An outlet that is itself the speaker is no second one."""
    speaker = step.speaker.text if step.speaker and step.speaker.text else ""
    outlet = None if outlet and outlet in speaker else outlet
    return replace(step, said=step.said or said, outlet=step.outlet or outlet, medium=step.medium or medium)


def _named(phrasing: Phrasing, category: str) -> str | None:
    """The first words of a category in the sentence, with the name that they begin or end or stand beside ("la agencia Faro",
    "PNA hírügynökség") and without particles; of several the first that is a name."""
    names = []
    for i in range(len(phrasing.forms)):
        found = next((f for f in phrasing.pack.words.at(phrasing.forms, i) if f.role == category), None)
        span = phrasing.trimmed(*_with_name(phrasing, i, i + found.length - 1)) if found else None
        if span:
            names.append(phrasing.text(span))
    return next((name for name in names if not name.islower()), next(iter(names), None))


def _with_name(phrasing: Phrasing, first: int, last: int) -> tuple[int, int]:
    """Words in small letters with the words in capitals right behind them, else right before."""
    tokens = phrasing.sentence.tokens
    if any(not token.text.islower() for token in tokens[first : last + 1]):
        return first, last
    end = last
    while end + 1 < len(tokens) and (tokens[end + 1].text[0].isupper() or tokens[end + 1].text in OPENING):
        end += 1
    begin = first
    while end == last and begin > 1 and tokens[begin - 1].text[0].isupper():
        begin -= 1
    return begin, end
