"""Attacks that fail, as reading/repelled.py has them on a parse: who repels one is its target, and whoever it belongs to
(owners.py) its actor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from fogline.reading.frames import VIOLENT
from fogline.reading.native.owners import Owners, owners, whole_phrases
from fogline.reading.native.phrases import Phrasing
from fogline.reading.native.seeds import Seed
from fogline.reading.native.speech import Told
from fogline.records import Claim

KIND = "attack"
REACH = 10  # tokens between the attack and the verb
STOPS = frozenset(".;:!?؛。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Repelled:
    """A verb and the attack that it repels, each as its first and last token."""

    verb: Seed
    attack: Seed

    def has(self, i: int) -> bool:
        return any(seed.first <= i <= seed.last for seed in (self.verb, self.attack))


def turned(told: Sequence[Told], phrasing: Phrasing) -> list[Told]:
    """The claims of a sentence with those about one repelled attack made one."""
    words, kept = owners(phrasing.pack.language), list(told)
    if words is None:
        return kept
    for found in _all(words, phrasing):
        about = [t for t in kept if any(found.has(i) for i in range(t.one.first, t.one.last + 1))]
        if about:
            main = min(about, key=lambda t: (not _is_at(t, found.attack), -(t.claim.confidence or 0)))
            main.claim = _whole(main, about, found, words, phrasing)
            kept = [t for t in kept if t is main or t not in about]
    return kept


def _all(words: Owners, phrasing: Phrasing) -> Iterator[Repelled]:
    """Each verb that repels with the nearest attack that no stop parts from it."""
    tokens, attacks = phrasing.sentence.tokens, words.all("attack", phrasing)
    for verb in words.all("repels", phrasing) if attacks else ():
        offers = []
        for attack in attacks:
            between = range(min(verb.last, attack.last) + 1, max(verb.first, attack.first))
            if len(between) <= REACH and not any(tokens[i].text in STOPS for i in between):
                offers.append((len(between), attack.first, attack))
        if offers:
            yield Repelled(verb=verb, attack=min(offers, key=lambda offer: offer[:2])[2])


def _is_at(t: Told, seed: Seed) -> bool:
    return t.one.first <= seed.last and seed.first <= t.one.last


def _whole(main: Told, about: Sequence[Told], found: Repelled, words: Owners, phrasing: Phrasing) -> Claim:
    claims = [main.claim, *(t.claim for t in about if t is not main)]
    parties = whole_phrases(r for c in claims for r in (*c.actors, *c.targets))
    author = words.of(found.attack, parties, phrasing, found.verb)
    first, start, end = main.claim, min(c.start for c in claims), max(c.end for c in claims)
    return replace(
        first,
        kind=first.kind if _is_at(main, found.attack) and first.kind in VIOLENT else KIND,
        aspect="failed",
        actors=(author,) if author else (),
        targets=tuple(r for r in parties if r is not author),
        places=next((c.places for c in claims if c.places), ()),
        time=next((c.time for c in claims if c.time), None),
        start=start,
        end=end,
        quote=phrasing.text((start, end)),
        attribution=next((c.attribution for c in claims if c.attribution), ()),
    )
