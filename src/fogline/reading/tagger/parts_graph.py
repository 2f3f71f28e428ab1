"""The heads of roles and numbers as an ONNX model: every word of a sentence against every trigger, with a layer of attention
among the words. In numpy the many small steps would take three times as long. The same arithmetic is training/network.py's
`roles`.

K triggers of one sentence, W words, H hidden. Inputs: `words` (W x H, standardised), `of` (K x H, the triggers' means) and
`far` (K x W, heads.distances). Outputs: the probabilities `roles` and `numbers` (K x W x labels)."""

from __future__ import annotations

import numpy as np

from fogline.reading.tagger.onnx_graph import CONTRIB, Graph, Shape
from fogline.reading.tagger.weights import Weights

VERSION = 2  # of what is written here; part of the cached file's name
MIX_HEADS = 4  # of the layers of attention
NORM_EPSILON = 1e-5


class _Heads(Graph):
    def __init__(self, weights: Weights) -> None:
        super().__init__()
        self.arrays = weights.arrays

    def linear(self, x: str, name: str) -> str:
        """`x` times the head's matrix, with its bias where it has one."""
        y = self.node("MatMul", [x, self.constant(f"{name}.w", self.arrays[f"head.{name}.weight"].T)], f"{name}.product")
        bias = self.arrays.get(f"head.{name}.bias")
        return y if bias is None else self.biased(y, bias, name)

    def norm(self, x: str, name: str) -> str:
        gain, shift = self.arrays[f"head.{name}.weight"], self.arrays[f"head.{name}.bias"]
        return self.normed(x, gain, shift, NORM_EPSILON, name)

    def looked_up(self, name: str, numbers: str) -> str:
        """Rows of the head's table, by numbers."""
        table = self.constant(f"{name}.table", self.arrays[f"head.{name}.weight"])
        return self.node("Gather", [table, numbers], f"{name}.rows", axis=0)

    def sum(self, terms: list[str], name: str) -> str:
        total = terms[0]
        for number, term in enumerate(terms[1:]):
            total = self.node("Add", [total, term], f"{name}.{number}")
        return total

    def joint(self) -> str:
        """What is known of every word for every trigger (K x W x width)."""
        first = self.constant("first", np.array([0], np.int64))
        second = self.constant("second", np.array([1], np.int64))
        left = self.linear("words", "word_in")
        left_alone = self.node("Unsqueeze", [left, first], "left")
        right = self.node("Unsqueeze", [self.linear("of", "of_in"), second], "right")
        product = self.linear(self.node("Mul", [left_alone, right], "left_right"), "product_in")
        return self.sum([product, left_alone, right, self.looked_up("distance", "far")], "joint")

    def mixed(self, x: str, layer: str) -> str:
        """One layer of attention among the words of the sentence, for every trigger on its own."""
        together = self.linear(self.norm(x, f"{layer}.norm_in"), f"{layer}.attend")
        parts = [f"{layer}.{m}" for m in "qkv"]
        self.node("Split", [together], parts, axis=2)
        context = self.node("MultiHeadAttention", parts, f"{layer}.context", domain=CONTRIB, num_heads=MIX_HEADS)
        x = self.node("Add", [x, self.linear(context, f"{layer}.attended")], f"{layer}.seen")
        wide = self.linear(self.norm(x, f"{layer}.norm_out"), f"{layer}.widen")
        inner = self.node("FastGelu", [wide], f"{layer}.gelu", domain=CONTRIB)
        return self.node("Add", [x, self.linear(inner, f"{layer}.narrow")], f"{layer}.out")


def graph(weights: Weights) -> bytes:
    """The ONNX model."""
    g = _Heads(weights)
    x = g.joint()
    for layer in range(sum(name.endswith(".attend.weight") for name in weights.arrays)):
        x = g.mixed(x, f"mix.{layer}")
    x = g.norm(x, "joint_norm")
    for output, head in (("roles", "role_out"), ("numbers", "number_out")):
        g.node("Softmax", [g.linear(x, head)], output, axis=-1)
    hidden = len(weights.arrays["mean"])
    inputs: dict[str, tuple[str, Shape]] = {
        "words": ("FLOAT", ["words", hidden]),
        "of": ("FLOAT", ["triggers", hidden]),
        "far": ("INT64", ["triggers", "words"]),
    }
    labels = weights.labels
    outputs: dict[str, Shape] = {
        name: ["triggers", "words", 1 + 2 * len(of)] for name, of in (("roles", labels.roles), ("numbers", labels.numbers))
    }
    return g.model(inputs, outputs)
