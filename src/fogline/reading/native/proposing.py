"""The tagger's triggers and the language's seeds together: log-odds of both are added up."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from fogline.reading.native.seeds import NOTHING, WORD, Seed
from fogline.reading.tagger.decode import Run
from fogline.reading.tagger.view import Span, Tagged, View

# Log-odds that a seed adds: a word, and a phrase or a word with a class beside it. AGAINST and FOR_KIND are the best of
# training/fit_seeds.py on the development sentences of all languages together; FOR_TRIGGER lies between what is best there
# (0.5) and what finds most on coded reports (2.0), where a toll that two claims tell is told once (docs/measurements.md).
FOR_TRIGGER, FOR_PHRASE, AGAINST, FOR_KIND, FOR_SECOND = 1.5, 2.0, -3.0, 4.0, 2.0
UNSPECIFIC = ("attack",)  # what the tagger may know better: an air strike
SURER = 2.0  # more, where a phrase speaks for one kind alone
LEAST_SEEN = 0.02  # probability from which on words that the tagger did not mark are asked about because of a seed
LEAST = 0.12  # of a trigger's probability after all was added
MOST = 1 - 1e-6  # of a probability
# "In the army 24,000 soldiers": without a verb nothing looks like a trigger. What is counted is taken for one where no word of
# the sentence has the first probability, and tells of strength where the tagger, asked, says so with the second.
VERBLESS, STRONG, BARE = 0.3, 0.5, "strength"


def proposed(view: View, seeds: Sequence[Seed], share: float = 1.0, forces: Sequence[Span] = ()) -> list[Tagged]:
    """Triggers in the order of their words, those that are likelier none left out. `share` is how far the report is an account
    of a war, 0 to 1: elsewhere the same words mean other things, and seeds say nothing. `forces` are the words of numbers that
    count armed people."""
    if not share:
        return view.tagged
    found = [*view.runs, *_missed(view, seeds)]
    made = [weighed(one, [s for s in seeds if s.first <= one.last and one.first <= s.last], share) for one in view.told(found)]
    told = [one for one in made if one.is_claim] or list(_verbless(view, forces))
    return sorted(told, key=lambda one: one.first)


def _verbless(view: View, forces: Sequence[Span]) -> Iterator[Tagged]:
    """Counted forces in a sentence in which nothing else happens."""
    if forces and float(view.triggers.max()) < VERBLESS:
        for one in view.told([Run(label=0, first=first, last=last, score=STRONG) for first, last in forces]):
            kind, probability = one.kinds[0]
            if kind == BARE and probability >= STRONG:
                yield one


def _missed(view: View, seeds: Sequence[Seed]) -> Iterator[Run]:
    """Seeds where the tagger saw something, too little to mark it."""
    taken = {i for run in view.runs for i in range(run.first, run.last + 1)}
    for seed in seeds:
        words = range(seed.first, seed.last + 1)
        if seed.kinds[0] == NOTHING or taken & set(words):
            continue
        seen = [float(view.triggers[i]) for i in words]
        if max(seen) >= LEAST_SEEN:
            at = [i for i, p in zip(words, seen, strict=True) if p >= LEAST_SEEN]
            taken |= set(words)
            yield Run(label=0, first=at[0], last=at[-1], score=max(seen))


def weighed(one: Tagged, seeds: Sequence[Seed], share: float = 1.0) -> Tagged:
    """With what the seeds on its words say, so far as `share` lets them. The longest seed speaks."""
    if not seeds:
        return one
    longest = max(seed.size for seed in seeds)
    kinds = [kind for seed in seeds if seed.size == longest for kind in seed.kinds]
    speaks = FOR_PHRASE if longest > WORD else FOR_TRIGGER
    lift = AGAINST if kinds == [NOTHING] else speaks if NOTHING not in kinds else 0.0
    score = _moved(one.score, lift * share)
    surer = SURER if longest > WORD and len(set(kinds)) == 1 and kinds[0] not in UNSPECIFIC else 0.0
    weights = {kind: p * math.exp((_lift(kind, kinds) + (surer if kind in kinds else 0.0)) * share) for kind, p in one.kinds}
    whole = sum(weights.values()) or 1.0
    order = sorted(weights, key=lambda kind: -weights[kind])
    return replace(
        one,
        score=score,
        is_claim=(one.is_claim or lift > 0) and score >= LEAST,
        kinds=tuple((kind, weights[kind] / whole) for kind in order),
    )


def _lift(kind: str, kinds: Sequence[str]) -> float:
    return 0.0 if kind not in kinds else FOR_KIND if kinds[0] == kind else FOR_SECOND


def _moved(p: float, lift: float) -> float:
    p = min(max(p, 1 - MOST), MOST)
    return 1 / (1 + math.exp(-(math.log(p / (1 - p)) + lift)))
