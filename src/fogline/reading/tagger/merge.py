"""Merge the package's encoder and the tagger's own adapters into one int8 ONNX file, with numpy and onnx alone.

Arithmetic is chosen so that the result does not depend on the batch. Activations are quantised to 8 bits row by row, a row
being one piece of one sentence: the usual dynamic quantisation takes its range from the whole batch, so that a sentence would
depend on its neighbours; one fixed range for all rows loses too much, because a few pieces have activations thirty times the
others' (cosine to the unquantised states .86 against .997). Weights have 7 bits per output column, so that the 16-bit sums of
processors without a dot-product instruction cannot saturate (255 x 64 x 2 < 2^15).
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from fogline.errors import BackendError
from fogline.reading.tagger.encoder_file import EncoderFile, Floats
from fogline.reading.tagger.weights import Weights

VERSION = 2  # of what is written here; part of the cached file's name
WEIGHT_STEPS = 64  # greatest magnitude of a 7-bit weight
MIDDLE = 128  # the step that stands for an activation of zero
MATRICES = ("q", "k", "v", "ao", "fi", "fo")
CONTRIB = "com.microsoft"


def merged(encoder: EncoderFile, weights: Weights, layer: int, matrix: str) -> Floats:
    """The matrix (outputs x inputs) with its adapter added."""
    columns = encoder.shape.inner if matrix == "fo" else encoder.shape.hidden
    base = encoder.matrix(f"l{layer}.{matrix}.w", columns)
    a = weights.arrays.get(f"adapter.{layer}.{matrix}.a")
    return base if a is None else base + weights.arrays[f"adapter.{layer}.{matrix}.b"] @ a


class _Graph:
    """Collects nodes and constants; every method returns the name of its output."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, name: str, value: np.ndarray[Any, Any]) -> str:
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def _once(self, name: str, value: np.ndarray[Any, Any]) -> str:
        """A constant that many nodes share."""
        return name if any(c.name == name for c in self.constants) else self.constant(name, value)

    def node(self, op: str, inputs: list[str], output: str | list[str], *, domain: str = "", **attributes: Any) -> str:
        from onnx import helper

        outputs = [output] if isinstance(output, str) else output
        self.nodes.append(helper.make_node(op, inputs, outputs, domain=domain, **attributes))
        return outputs[0]

    def quantised(self, x: str, name: str) -> tuple[str, str]:
        """`x` in steps of its rows' greatest magnitude over 127, around 128; and the rows' steps."""
        size = self.node("ReduceMax", [self.node("Abs", [x], f"{name}.abs")], f"{name}.max", axes=[-1], keepdims=1)
        step = self.node("Mul", [size, self._once("per_step", np.array(1 / 127, np.float32))], f"{name}.step")
        scaled = self.node("Div", [x, step], f"{name}.scaled")
        one, zero = self._once("one", np.array(1, np.float32)), self._once("middle", np.array(MIDDLE, np.uint8))
        return self.node("QuantizeLinear", [scaled, one, zero], f"{name}.steps"), step

    def product(self, x: tuple[str, str], matrix: Floats, name: str) -> str:
        """Float result of the quantised `x` times `matrix` (outputs x inputs)."""
        step = np.maximum(np.abs(matrix).max(axis=1), 1e-9) / WEIGHT_STEPS
        inputs = [
            x[0],
            self.constant(f"{name}.w", np.rint(matrix / step[:, None]).astype(np.int8).T),
            self._once("one", np.array(1, np.float32)),
            self.constant(f"{name}.columns", step.astype(np.float32)),
            self._once("middle", np.array(MIDDLE, np.uint8)),
            self.constant(f"{name}.zero", np.zeros(len(step), np.int8)),
        ]
        steps = self.node("MatMulIntegerToFloat", inputs, f"{name}.sums", domain=CONTRIB)
        return self.node("Mul", [steps, x[1]], f"{name}.of_rows")

    def biased(self, x: str, bias: Floats, name: str) -> str:
        return self.node("Add", [x, self.constant(f"{name}.b", bias)], f"{name}.out")

    def added(self, x: str, y: str, encoder: EncoderFile, norm: str) -> str:
        """The sum, normalised row by row. Spelled out, because the runtime's own operator takes more than twice the time."""
        gain, shift = (self.constant(f"{norm}.{part}", encoder.vector(f"{norm}.{part}")) for part in "wb")
        epsilon = self._once("epsilon", np.array(encoder.shape.epsilon, np.float32))
        total = self.node("Add", [x, y], f"{norm}.sum")
        mean = self.node("ReduceMean", [total], f"{norm}.mean", axes=[-1], keepdims=1)
        centred = self.node("Sub", [total, mean], f"{norm}.centred")
        square = self.node("Mul", [centred, centred], f"{norm}.square")
        variance = self.node("ReduceMean", [square], f"{norm}.variance", axes=[-1], keepdims=1)
        deviation = self.node("Sqrt", [self.node("Add", [variance, epsilon], f"{norm}.positive")], f"{norm}.deviation")
        scaled = self.node("Mul", [self.node("Div", [centred, deviation], f"{norm}.unit"), gain], f"{norm}.gained")
        return self.node("Add", [scaled, shift], f"{norm}.out")


def graph(encoder: EncoderFile, weights: Weights) -> bytes:
    """The ONNX model: `states` (batch x pieces x hidden; embeddings in) and `mask` (1 where a piece stands) to `out`."""
    from onnx import TensorProto, helper

    g = _Graph()
    x = "states"
    for layer in range(weights.layers):
        x = _layer(g, encoder, weights, layer, x)
    hidden = encoder.shape.hidden
    inputs = [
        helper.make_tensor_value_info("states", TensorProto.FLOAT, ["batch", "pieces", hidden]),
        helper.make_tensor_value_info("mask", TensorProto.INT32, ["batch", "pieces"]),
    ]
    outputs = [helper.make_tensor_value_info(x, TensorProto.FLOAT, ["batch", "pieces", hidden])]
    made = helper.make_graph(g.nodes, "tagger", inputs, outputs, g.constants)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(CONTRIB, 1)]
    return bytes(helper.make_model(made, opset_imports=opsets, ir_version=9).SerializeToString(deterministic=True))


def _layer(g: _Graph, encoder: EncoderFile, weights: Weights, layer: int, x: str) -> str:
    name = f"l{layer}"

    def matrix(*which: str) -> Floats:
        return np.concatenate([merged(encoder, weights, layer, m) for m in which])

    def bias(*which: str) -> Floats:
        return np.concatenate([encoder.vector(f"{name}.{m}.b") for m in which])

    together = g.product(g.quantised(x, f"{name}.in"), matrix("q", "k", "v"), f"{name}.qkv")
    parts = [f"{name}.{m}" for m in "qkv"]
    g.node("Split", [together], parts, axis=2)
    biases = g.constant(f"{name}.qkv.b", bias("q", "k", "v"))
    context = g.node(
        "MultiHeadAttention", [*parts, biases, "mask"], f"{name}.context", domain=CONTRIB, num_heads=encoder.shape.heads
    )
    mixed = g.biased(g.product(g.quantised(context, f"{name}.mixed"), matrix("ao"), f"{name}.ao"), bias("ao"), f"{name}.ao")
    x = g.added(x, mixed, encoder, f"{name}.aln")
    inner = g.product(g.quantised(x, f"{name}.middle"), matrix("fi"), f"{name}.fi")
    inner = g.node("BiasGelu", [inner, g.constant(f"{name}.fi.b", bias("fi"))], f"{name}.g", domain=CONTRIB)
    outer = g.biased(g.product(g.quantised(inner, f"{name}.inner"), matrix("fo"), f"{name}.fo"), bias("fo"), f"{name}.fo")
    return g.added(x, outer, encoder, f"{name}.oln")


def write(path: Path, content: bytes) -> None:
    """All or nothing: a reader never sees half a file, and two builders at once leave one whole one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except OSError as error:
        advice = "free space or set XDG_CACHE_HOME to a folder that can be written"
        raise BackendError(f"{path}: the merged tagger cannot be written ({error})", advice) from error
