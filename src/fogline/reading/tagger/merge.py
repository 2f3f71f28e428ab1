"""Merge the package's encoder and the tagger's own adapters into one int8 ONNX file, with numpy and onnx alone.

Arithmetic is chosen so that the result does not depend on the batch. Activations are quantised to 8 bits row by row, a row
being one piece of one sentence: the usual dynamic quantisation takes its range from the whole batch, so that a sentence would
depend on its neighbours; one fixed range for all rows loses too much, because a few pieces have activations thirty times the
others' (cosine to the unquantised states .86 against .997). Weights have 7 bits per output column, so that the 16-bit sums of
processors without a dot-product instruction cannot saturate (255 x 64 x 2 < 2^15).
"""

from __future__ import annotations

import numpy as np

from fogline.reading.tagger.encoder_file import EncoderFile, Floats
from fogline.reading.tagger.onnx_graph import CONTRIB, Graph, Shape
from fogline.reading.tagger.weights import Weights

VERSION = 7  # of what is written here; part of the cached file's name
WEIGHT_STEPS = 64  # greatest magnitude of a 7-bit weight
MIDDLE = 128  # the step that stands for an activation of zero
MATRICES = ("q", "k", "v", "ao", "fi", "fo")


def merged(encoder: EncoderFile, weights: Weights, layer: int, matrix: str) -> Floats:
    """The matrix (outputs x inputs) with its adapter added."""
    columns = encoder.shape.inner if matrix == "fo" else encoder.shape.hidden
    base = encoder.matrix(f"l{layer}.{matrix}.w", columns)
    a = weights.arrays.get(f"adapter.{layer}.{matrix}.a")
    return base if a is None else base + weights.arrays[f"adapter.{layer}.{matrix}.b"] @ a


class _Quantised(Graph):
    """With products of quantised activations."""

    def quantised(self, x: str, name: str) -> tuple[str, str]:
        """`x` in steps of its rows' greatest magnitude over 127, around 128; and the rows' steps."""
        size = self.node("ReduceMax", [self.node("Abs", [x], f"{name}.abs")], f"{name}.max", axes=[-1], keepdims=1)
        step = self.node("Mul", [size, self.once("per_step", np.array(1 / 127, np.float32))], f"{name}.step")
        scaled = self.node("Mul", [x, self.node("Reciprocal", [step], f"{name}.per")], f"{name}.scaled")
        one, zero = self.once("one", np.array(1, np.float32)), self.once("middle", np.array(MIDDLE, np.uint8))
        return self.node("QuantizeLinear", [scaled, one, zero], f"{name}.steps"), step

    def product(self, x: tuple[str, str], matrix: Floats, name: str) -> str:
        """Float result of the quantised `x` times `matrix` (outputs x inputs)."""
        step = np.maximum(np.abs(matrix).max(axis=1), 1e-9) / WEIGHT_STEPS
        inputs = [
            x[0],
            self.constant(f"{name}.w", np.rint(matrix / step[:, None]).astype(np.int8).T),
            self.once("one", np.array(1, np.float32)),
            self.constant(f"{name}.columns", step.astype(np.float32)),
            self.once("middle", np.array(MIDDLE, np.uint8)),
            self.constant(f"{name}.zero", np.zeros(len(step), np.int8)),
        ]
        steps = self.node("MatMulIntegerToFloat", inputs, f"{name}.sums", domain=CONTRIB)
        return self.node("Mul", [steps, x[1]], f"{name}.of_rows")


def graph(encoder: EncoderFile, weights: Weights) -> bytes:
    """The ONNX model. Pieces of all sentences stand one below the other, so that products know no filling; for attention they
    are laid out by sentence. Inputs: `states` (rows x hidden; embeddings), `layout` (sentences x places: the row of each place,
    any row where there is no piece), `back` (rows: the place of each row, counted through), `mask` (sentences x places: 1 where
    a piece stands), `kept` (rows whose states are wanted: the last layer is done for these alone). Output: kept x hidden."""
    g = _Quantised()
    hidden = encoder.shape.hidden
    g.constant("flat", np.array([-1, hidden], np.int64))
    x = "states"
    for layer in range(weights.layers):
        x = _layer(g, encoder, weights, layer, x, kept="kept" if layer == weights.layers - 1 else None)
    inputs: dict[str, tuple[str, Shape]] = {
        "states": ("FLOAT", ["rows", hidden]),
        "layout": ("INT64", ["sentences", "places"]),
        "back": ("INT64", ["rows"]),
        "mask": ("INT32", ["sentences", "places"]),
        "kept": ("INT64", ["kept"]),
    }
    return g.model(inputs, {x: ["kept", hidden]})


def _layer(g: _Quantised, encoder: EncoderFile, weights: Weights, layer: int, x: str, kept: str | None) -> str:
    name = f"l{layer}"

    def matrix(*which: str) -> Floats:
        return np.concatenate([merged(encoder, weights, layer, m) for m in which])

    def bias(*which: str) -> Floats:
        return np.concatenate([encoder.vector(f"{name}.{m}.b") for m in which])

    together = g.product(g.quantised(x, f"{name}.in"), matrix("q", "k", "v"), f"{name}.qkv")
    laid_out = g.node("Gather", [together, "layout"], f"{name}.laid_out", axis=0)
    parts = [f"{name}.{m}" for m in "qkv"]
    g.node("Split", [laid_out], parts, axis=2)
    biases = g.constant(f"{name}.qkv.b", bias("q", "k", "v"))
    context = g.node(
        "MultiHeadAttention", [*parts, biases, "mask"], f"{name}.context", domain=CONTRIB, num_heads=encoder.shape.heads
    )
    rows = g.node("Gather", [g.node("Reshape", [context, "flat"], f"{name}.flat"), "back"], f"{name}.rows", axis=0)
    if kept:
        rows = g.node("Gather", [rows, kept], f"{name}.kept", axis=0)
        x = g.node("Gather", [x, kept], f"{name}.kept_in", axis=0)
    mixed = g.biased(g.product(g.quantised(rows, f"{name}.mixed"), matrix("ao"), f"{name}.ao"), bias("ao"), f"{name}.ao")
    x = _added(g, encoder, x, mixed, f"{name}.aln")
    inner = g.product(g.quantised(x, f"{name}.middle"), matrix("fi"), f"{name}.fi")
    inner = g.node("FastGelu", [inner, g.constant(f"{name}.fi.b", bias("fi"))], f"{name}.g", domain=CONTRIB)
    outer = g.biased(g.product(g.quantised(inner, f"{name}.inner"), matrix("fo"), f"{name}.fo"), bias("fo"), f"{name}.fo")
    return _added(g, encoder, x, outer, f"{name}.oln")


def _added(g: Graph, encoder: EncoderFile, x: str, y: str, norm: str) -> str:
    total = g.node("Add", [x, y], f"{norm}.sum")
    return g.normed(total, encoder.vector(f"{norm}.w"), encoder.vector(f"{norm}.b"), encoder.shape.epsilon, norm)
