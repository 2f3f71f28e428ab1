"""Whose losses a number is of: "the army lost 12 men, the rebels 40". A neutral noun says nothing of it, so that the nearest
party before the number does; what goes on without a verb is a claim of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from fogline.reading.measures import LOSSES, quantity
from fogline.reading.native.amounts import Amount
from fogline.reading.native.phrases import ARMED, ENDS, STOPS, Phrasing
from fogline.reading.native.speech import Told
from fogline.reading.tagger.view import Part
from fogline.records import Claim, Quantity, Ref, Span

SIDED = ("state", "rebel")  # categories of nouns that are a party
SHORT = 6  # tokens of a clause without a verb
LESS_SURE = 0.8  # of what goes on without a verb, by that of what it goes on from
TAKEN = ("killed", "wounded", "captured")  # what a clause without a verb goes on with


def with_sides(told: Sequence[Told], phrasing: Phrasing, amounts: Sequence[Amount]) -> list[Told]:
    """The claims of a sentence, their losses with the party whose they are where one stands before the number."""
    for t in told:
        t.claim = replace(t.claim, quantities=tuple(_sided(q, t.claim) for q in t.claim.quantities))
    return [*told, *_gone_on(told, phrasing, amounts)]


def _sided(number: Quantity, claim: Claim) -> Quantity:
    if number.what not in LOSSES or number.of is not None:
        return number
    parties = [ref for ref in (*claim.targets, *claim.actors) if ref.at and ref.type in ARMED]
    before = [ref for ref in parties if ref.at and ref.at[1] <= number.at[0]]
    whose = max(before, key=lambda ref: ref.at or (0, 0), default=None)
    others = (q for q in claim.quantities if q is not number and q.what in LOSSES)
    if whose is None or whose.at is None or any(whose.at[1] <= q.at[0] < number.at[0] for q in others):
        return number
    is_doer = whose in claim.actors and claim.kind != "casualties"
    return number if is_doer else replace(number, of=whose.name, side=whose.type)


def _gone_on(told: Sequence[Told], phrasing: Phrasing, amounts: Sequence[Amount]) -> Iterator[Told]:
    """Parties with a number and no verb, behind losses of another's."""
    used = {q.at for t in told for q in t.claim.quantities}
    spans = {a: phrasing.sentence.words(a.first, a.last)[1:] for a in amounts}
    for amount in (a for a in amounts if spans[a] not in used and not a.is_article):
        before = [t for t in told if _counts(t.claim) and t.claim.end <= spans[amount][0]]
        source = max(before, key=lambda t: t.claim.end, default=None)
        party = _party(amount, phrasing)
        if source is None or party is None or party.at is None or party.at[0] < source.claim.end:
            continue
        verbs = (t.one.first for t in told if t is not source)
        if _is_parted(source, party.at, phrasing) and not any(source.one.last < verb < amount.first for verb in verbs):
            yield _another(source, party, amount, phrasing)


def _counts(claim: Claim) -> bool:
    return claim.kind == "casualties" and any(q.what in TAKEN for q in claim.quantities)


def _party(amount: Amount, phrasing: Phrasing) -> Ref | None:
    """The noun of a side right before a number, a dash or a comma between at most."""
    tokens = phrasing.sentence.tokens
    last = amount.first - 1
    while last >= 0 and not tokens[last].text[0].isalpha() and tokens[last].text not in ENDS:
        last -= 1
    if last < 0 or amount.first - last > 2 or not phrasing.pack.is_a(phrasing.forms, last, *SIDED):
        return None
    return phrasing.ref(Part(label="target", first=last, last=last, score=1.0))


def _is_parted(source: Told, party: Span, phrasing: Phrasing) -> bool:
    """Whether a comma or an "and", which may be written together with its word, parts a party from the losses before it."""
    tokens = phrasing.sentence.tokens
    gap = [i for i, t in enumerate(tokens) if source.claim.end <= t.start < party[0]]
    first = tokens[phrasing.tokens_of(party)[0]].text
    joins = any(tokens[i].text in STOPS or phrasing.pack.is_a(phrasing.forms, i, "and") for i in gap)
    return len(gap) <= SHORT and (joins or first.startswith(phrasing.pack.prefixes))


def _another(source: Told, party: Ref, amount: Amount, phrasing: Phrasing) -> Told:
    """The claim of another party's losses, all else as in the one that it goes on from."""
    what = next(q.what for q in source.claim.quantities if q.what in TAKEN)
    number = replace(quantity(phrasing.sentence, what, amount, None, False, party.type), of=party.name)
    start, end = party.at[0] if party.at else number.at[0], number.at[1]
    first = phrasing.tokens_of((start, end))[0]
    claim = replace(
        source.claim,
        actors=tuple(ref for ref in source.claim.actors if ref.at != party.at),
        targets=(party,),
        quantities=(number,),
        start=start,
        end=end,
        quote=phrasing.text((start, end)),
        trigger=number.at,
        confidence=round((source.claim.confidence or 0) * LESS_SURE),
    )
    return Told(one=replace(source.one, first=first, last=amount.last), claim=claim)
