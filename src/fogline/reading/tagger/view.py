"""One sentence as the tagger sees it: what the heads say of its words, and of any words that are asked about.

The heads are asked when somebody wants to know, so that a sentence in which nothing happens costs the encoder and no more.
Shapes: W words of the sentence, K spans asked about, H hidden.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from fogline.reading.tagger.decode import Run, runs
from fogline.reading.tagger.heads import Heads, OfTriggers, PartsOfTriggers
from fogline.reading.tagger.weights import Floats

KINDS_KEPT = 8

Span = tuple[int, int]  # first and last word, inclusive


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A role or number of a trigger: words `first`..`last` inclusive; `score` is a probability."""

    label: str
    first: int
    last: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """One trigger. `kinds` are the likeliest with their probabilities, best first; `score` is the probability that it is a
    trigger at all; `is_claim` where its best kind is likelier than that it is none."""

    first: int
    last: int
    score: float
    kinds: tuple[tuple[str, float], ...]
    is_claim: bool
    roles: tuple[Part, ...]
    numbers: tuple[Part, ...]
    negated: float
    modality: tuple[str, float]
    aspect: tuple[str, float]
    frame: tuple[str, float]


class View:
    """`states` are the standardised states of the words (W x H)."""

    def __init__(self, states: Floats, heads: Heads, outside: float) -> None:
        self._states, self._heads, self._outside = states, heads, outside
        self.labels = heads.labels

    @cached_property
    def _begun(self) -> Floats:
        return self._heads.triggers(self._states) if len(self._states) else np.zeros((0, 3), np.float32)

    @cached_property
    def triggers(self) -> Floats:
        """The probability of every word that it is part of a trigger (W)."""
        return np.asarray(1.0 - self._begun[:, 0], np.float32)

    @cached_property
    def runs(self) -> list[Run]:
        """The likeliest triggers."""
        return runs(self._begun * np.array([self._outside, 1.0, 1.0], np.float32))

    def of(self, spans: Sequence[Span]) -> OfTriggers:
        """What the heads say of `spans` as triggers: kinds and flags. At least one span."""
        return self._heads.of_triggers(self._states, spans)

    def parts(self, spans: Sequence[Span]) -> PartsOfTriggers:
        """What the heads say of every word as a part of `spans`: the costly half. At least one span."""
        return self._heads.parts(self._states, spans)

    @cached_property
    def tagged(self) -> list[Tagged]:
        """The triggers in the order of their words, with their likeliest roles, numbers and flags."""
        return [one for one in self.told(self.runs) if one.is_claim]

    def told(self, triggers: Sequence[Run]) -> list[Tagged]:
        """What the heads say of each of `triggers`, also where it is likeliest none."""
        if not triggers:
            return []
        spans = [(run.first, run.last) for run in triggers]
        said, parts = self.of(spans), self.parts(spans)
        return [self._tagged(run, said, parts, k) for k, run in enumerate(triggers)]

    def _tagged(self, run: Run, said: OfTriggers, parts: PartsOfTriggers, k: int) -> Tagged:
        labels = self.labels
        nothing = float(said.kinds[k, -1])
        order = np.argsort(-said.kinds[k, :-1], kind="stable")[:KINDS_KEPT]
        kinds = tuple((labels.kinds[i], float(said.kinds[k, i])) for i in order)
        return Tagged(
            first=run.first,
            last=run.last,
            score=run.score * (1.0 - nothing),
            kinds=kinds,
            is_claim=kinds[0][1] > nothing,
            roles=_parts(parts.roles[k], labels.roles),
            numbers=_parts(parts.numbers[k], labels.numbers),
            negated=float(said.negated[k, 1]),
            modality=_best(said.modalities[k], labels.modalities),
            aspect=_best(said.aspects[k], labels.aspects),
            frame=_best(said.frames[k], labels.frames),
        )


def _parts(probabilities: Floats, labels: Sequence[str]) -> tuple[Part, ...]:
    return tuple(Part(label=labels[r.label], first=r.first, last=r.last, score=r.score) for r in runs(probabilities))


def _best(probabilities: Floats, labels: Sequence[str]) -> tuple[str, float]:
    at = int(probabilities.argmax())
    return labels[at], float(probabilities[at])
