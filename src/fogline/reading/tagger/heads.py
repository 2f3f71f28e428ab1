"""The heads: what the encoder's word states say about triggers, their kinds, roles, numbers and flags.

Shapes: W words, K triggers, H hidden. Word states come in as they leave the encoder and are standardised here. The same
arithmetic in PyTorch is training/network.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from fogline.reading.tagger.weights import Floats, Weights

NEAR = 6  # words told apart one by one on each side of a trigger; farther ones in growing steps
FAR = (9, 13, 19, 28)  # last word of each step but the last
DISTANCES = 1 + 2 * (NEAR + len(FAR) + 1)

Words = tuple[int, int]  # first and last word, inclusive
Integers = npt.NDArray[np.int64]


def distances(length: int, first: int, last: int) -> Integers:
    """For each of `length` words 0 inside the trigger, odd numbers before it and even ones after it, in growing steps."""
    words = np.arange(length)
    before, after = first - words, words - last
    away = np.maximum(np.maximum(before, after), 0)
    steps = np.where(away <= NEAR, away, NEAR + 1 + np.searchsorted(FAR, away))
    return 2 * steps - (before > 0)


def softmax(x: Floats) -> Floats:
    exponents = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(exponents / exponents.sum(axis=-1, keepdims=True), np.float32)


def gelu(x: Floats) -> Floats:
    """The form with tanh, with which the heads were trained too."""
    inner = np.tanh(np.float32(0.7978845608) * (x + np.float32(0.044715) * (x * x * x)))
    return np.asarray(0.5 * x * (1.0 + inner), np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfTriggers:
    """Probabilities for K triggers: kinds (K x kinds) and flags, each K x labels."""

    kinds: Floats
    negated: Floats
    modalities: Floats
    aspects: Floats
    frames: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsOfTriggers:
    """Probabilities for K triggers of roles and numbers, each K x W x labels."""

    roles: Floats
    numbers: Floats


class Heads:
    """`session` runs the heads of roles and numbers (parts_graph.py)."""

    def __init__(self, weights: Weights, session: Any) -> None:
        self._arrays = weights.arrays
        self._session = session
        self.labels = weights.labels
        self.hidden = len(weights.arrays["mean"])

    def _linear(self, x: Floats, name: str) -> Floats:
        y = x @ self._arrays[f"head.{name}.weight"].T
        bias = self._arrays.get(f"head.{name}.bias")
        return np.asarray(y if bias is None else y + bias, np.float32)

    def standardised(self, states: Floats) -> Floats:
        return np.asarray((states - self._arrays["mean"]) / self._arrays["deviation"], np.float32)

    def triggers(self, words: Floats) -> Floats:
        """Probabilities of outside, begin, inside (W x 3)."""
        return softmax(self._linear(gelu(self._linear(words, "trigger_in")), "trigger_out"))

    @staticmethod
    def _mean(words: Floats, triggers: Sequence[Words]) -> Floats:
        return np.stack([words[a] if a == b else words[a : b + 1].mean(axis=0) for a, b in triggers])

    def of_triggers(self, words: Floats, triggers: Sequence[Words]) -> OfTriggers:
        """`triggers` must not be empty."""
        inner = gelu(self._linear(self._mean(words, triggers), "kind_in"))
        flags = self._linear(inner, "flags_out")
        sizes = [2, len(self.labels.modalities), len(self.labels.aspects), len(self.labels.frames)]
        negated, modalities, aspects, frames = np.split(flags, np.cumsum(sizes)[:-1], axis=1)
        return OfTriggers(
            kinds=softmax(self._linear(inner, "kind_out")),
            negated=softmax(negated),
            modalities=softmax(modalities),
            aspects=softmax(aspects),
            frames=softmax(frames),
        )

    def parts(self, words: Floats, triggers: Sequence[Words]) -> PartsOfTriggers:
        """`triggers` must not be empty."""
        far = np.stack([distances(len(words), *trigger) for trigger in triggers])
        given = {"words": words, "of": self._mean(words, triggers), "far": far}
        roles, numbers = self._session.run(["roles", "numbers"], given)
        return PartsOfTriggers(roles=roles, numbers=numbers)
