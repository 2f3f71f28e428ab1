"""The heads in numpy: what the encoder's word states say about triggers, their kinds, roles, numbers and flags.

Shapes: W words, K triggers, H hidden. Word states come in as they leave the encoder and are standardised here. The same
arithmetic in PyTorch is training/network.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fogline.reading.tagger.syntax import Integers
from fogline.reading.tagger.weights import Floats, Weights

NEAR = 6  # words told apart one by one on each side of a trigger; farther ones in doubling steps
FAR = (9, 13, 19, 28)
DISTANCES = 1 + 2 * (NEAR + len(FAR) + 1)

MIX_HEADS = 4  # of the layers of attention between words and roles
NORM_EPSILON = np.float32(1e-5)

PAIR_TABLES = ("role_shape", "role_branch", "role_link", "role_marker")  # of the columns of Syntax.pairs

Words = tuple[int, int]  # first and last word, inclusive
NOTHING = np.zeros((0, 0, 0), np.float32)


def distance_class(word: int, first: int, last: int) -> int:
    """0 inside the trigger, odd numbers before it and even ones after it, in growing steps."""
    if first <= word <= last:
        return 0
    away = first - word if word < first else word - last
    step = away if away <= NEAR else NEAR + 1 + sum(away > far for far in FAR)
    return 2 * step - 1 if word < first else 2 * step


def softmax(x: Floats) -> Floats:
    exponents = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(exponents / exponents.sum(axis=-1, keepdims=True), np.float32)


def gelu(x: Floats) -> Floats:
    """The exact form, by Abramowitz and Stegun 7.1.26 for the error function (absolute error below 1.5e-7)."""
    z = np.abs(x) * np.float32(0.7071067811865476)
    t = 1.0 / (1.0 + 0.3275911 * z)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    error = np.sign(x) * (1.0 - series * np.exp(-z * z))
    return np.asarray(0.5 * x * (1.0 + error), np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfTriggers:
    """Probabilities for K triggers: kinds (K x kinds), roles and numbers (K x W x labels), flags each (K x labels)."""

    kinds: Floats
    roles: Floats
    numbers: Floats
    negated: Floats
    modalities: Floats
    aspects: Floats
    frames: Floats


class Heads:
    def __init__(self, weights: Weights) -> None:
        self._arrays = weights.arrays
        self.labels = weights.labels
        self.hidden = len(weights.arrays["mean"])
        self._mixers = sum(name.endswith(".attend.weight") for name in weights.arrays)

    def _linear(self, x: Floats, name: str) -> Floats:
        y = x @ self._arrays[f"head.{name}.weight"].T
        bias = self._arrays.get(f"head.{name}.bias")
        return np.asarray(y if bias is None else y + bias, np.float32)

    def standardised(self, states: Floats) -> Floats:
        return np.asarray((states - self._arrays["mean"]) / self._arrays["deviation"], np.float32)

    def _table(self, name: str, numbers: Integers) -> Floats:
        return self._arrays[f"head.{name}.weight"][numbers]

    def triggers(self, words: Floats, syntax: Integers) -> Floats:
        """Probabilities of outside, begin, inside (W x 3); `syntax` as Syntax.words has it."""
        said = self._table("trigger_part", syntax[:, 0]) + self._table("trigger_relation", syntax[:, 1])
        return softmax(self._linear(gelu(self._linear(words, "trigger_in") + said), "trigger_out"))

    def of_triggers(
        self,
        words: Floats,
        syntax: Integers,
        triggers: Sequence[Words],
        anchors: Sequence[int],
        pairs: Sequence[Integers] | None,
    ) -> OfTriggers:
        """`triggers` must not be empty; `anchors` are the words by which they hang in the parse, `pairs` what Syntax.pairs
        says of each (W x 4). Without `pairs` roles and numbers stay empty."""
        of = np.stack([words[a : b + 1].mean(axis=0) for a, b in triggers])
        hung = syntax[list(anchors)]
        said = self._table("kind_part", hung[:, 0]) + self._table("kind_relation", hung[:, 1])
        inner = gelu(self._linear(of, "kind_in") + said)
        flags = self._linear(inner, "flags_out")
        sizes = [2, len(self.labels.modalities), len(self.labels.aspects), len(self.labels.frames)]
        negated, modalities, aspects, frames = np.split(flags, np.cumsum(sizes)[:-1], axis=1)
        roles, numbers = (NOTHING, NOTHING) if pairs is None else self._parts(words, syntax, of, triggers, np.stack(pairs))
        return OfTriggers(
            kinds=softmax(self._linear(inner, "kind_out")),
            roles=roles,
            numbers=numbers,
            negated=softmax(negated),
            modalities=softmax(modalities),
            aspects=softmax(aspects),
            frames=softmax(frames),
        )

    def _parts(
        self, words: Floats, syntax: Integers, of: Floats, triggers: Sequence[Words], pairs: Integers
    ) -> tuple[Floats, Floats]:
        joint = self._joint(words, syntax, of, triggers, pairs)
        for layer in range(self._mixers):
            joint = self._mixed(joint, f"mix.{layer}")
        joint = self._normed(joint, "joint_norm")
        return softmax(self._linear(joint, "role_out")), softmax(self._linear(joint, "number_out"))

    def _joint(self, words: Floats, syntax: Integers, of: Floats, triggers: Sequence[Words], pairs: Integers) -> Floats:
        """What is known of every word for every trigger (K x W x width)."""
        left, right = self._linear(words, "word_in")[None], self._linear(of, "of_in")[:, None]
        far = np.array([[distance_class(w, a, b) for w in range(len(words))] for a, b in triggers])
        total = left + right + self._linear(left * right, "product_in") + self._table("distance", far)
        total = total + (self._table("role_part", syntax[:, 0]) + self._table("role_relation", syntax[:, 1]))[None]
        for column, name in enumerate(PAIR_TABLES):
            total = total + self._table(name, pairs[..., column])
        return np.asarray(total, np.float32)

    def _mixed(self, x: Floats, layer: str) -> Floats:
        """One layer of attention among the words of a sentence, for every trigger on its own (K x W x width)."""
        count, length, width = x.shape
        joined = self._linear(self._normed(x, f"{layer}.norm_in"), f"{layer}.attend")
        q, k, v = joined.reshape(count, length, 3, MIX_HEADS, -1).transpose(2, 0, 3, 1, 4)
        weights = softmax(np.asarray(q @ k.swapaxes(2, 3) / np.sqrt(np.float32(width // MIX_HEADS)), np.float32))
        context = (weights @ v).swapaxes(1, 2).reshape(count, length, width)
        x = x + self._linear(np.asarray(context, np.float32), f"{layer}.attended")
        inner = gelu(self._linear(self._normed(x, f"{layer}.norm_out"), f"{layer}.widen"))
        return np.asarray(x + self._linear(inner, f"{layer}.narrow"), np.float32)

    def _normed(self, x: Floats, name: str) -> Floats:
        centred = x - x.mean(axis=-1, keepdims=True)
        deviation = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + NORM_EPSILON)
        gain, shift = self._arrays[f"head.{name}.weight"], self._arrays[f"head.{name}.bias"]
        return np.asarray(centred / deviation * gain + shift, np.float32)
