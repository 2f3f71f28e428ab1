"""Merge the package's encoder and the tagger's own adapters into one int8 ONNX file, with numpy and onnx alone.

Arithmetic is chosen so that the result does not depend on the batch or the processor: activations are quantised to unsigned 8 bits
with fixed ranges measured in training (a range taken from the batch would make a sentence depend on its neighbours), and
weights to 7 bits per output column, so that the 16-bit intermediate sums of processors without a dot-product instruction
cannot saturate (255 · 64 · 2 < 2^15).
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

VERSION = 1  # of what is written here; part of the cached file's name
WEIGHT_STEPS = 64  # greatest magnitude of a 7-bit weight
ACTIVATION_STEPS = 255
MATRICES = ("q", "k", "v", "ao", "fi", "fo")
SITES = {"q": "in", "k": "in", "v": "in", "ao": "context", "fi": "middle", "fo": "inner"}  # whose activations a matrix reads
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

    def node(self, op: str, inputs: list[str], output: str | list[str], *, domain: str = "", **attributes: Any) -> str:
        from onnx import helper

        outputs = [output] if isinstance(output, str) else output
        self.nodes.append(helper.make_node(op, inputs, outputs, domain=domain, **attributes))
        return outputs[0]

    def quantised(self, x: str, bounds: Floats, name: str) -> tuple[str, str, str]:
        """`x` in steps over the fixed range `bounds`, with the names of step and zero."""
        low, high = min(float(bounds[0]), 0.0), max(float(bounds[1]), 1e-6)
        step = (high - low) / ACTIVATION_STEPS
        scale = self.constant(f"{name}.step", np.array(step, np.float32))
        zero = self.constant(f"{name}.zero", np.array(round(-low / step), np.uint8))
        return self.node("QuantizeLinear", [x, scale, zero], f"{name}.steps"), scale, zero

    def product(self, x: tuple[str, str, str], matrix: Floats, bias: Floats, name: str) -> str:
        """Float result of the quantised `x` times `matrix` (outputs x inputs) plus `bias`."""
        step = np.maximum(np.abs(matrix).max(axis=1), 1e-9) / WEIGHT_STEPS
        steps = np.rint(matrix / step[:, None]).astype(np.int8)
        inputs = [
            x[0],
            self.constant(f"{name}.w", steps.T),
            x[1],
            self.constant(f"{name}.step", step.astype(np.float32)),
            x[2],
            self.constant(f"{name}.zero", np.zeros(len(step), np.int8)),
            self.constant(f"{name}.b", bias),
        ]
        return self.node("MatMulIntegerToFloat", inputs, f"{name}.out", domain=CONTRIB)

    def added(self, x: str, y: str, encoder: EncoderFile, norm: str) -> str:
        gain, shift = (self.constant(f"{norm}.{part}", encoder.vector(f"{norm}.{part}")) for part in "wb")
        return self.node(
            "SkipLayerNormalization", [x, y, gain, shift], f"{norm}.out", domain=CONTRIB, epsilon=encoder.shape.epsilon
        )


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

    def quantised(value: str, site: str) -> tuple[str, str, str]:
        return g.quantised(value, weights.arrays[f"range.{layer}.{site}"], f"{name}.{site}")

    together = g.product(quantised(x, "in"), matrix("q", "k", "v"), bias("q", "k", "v"), f"{name}.qkv")
    parts = [f"{name}.{m}" for m in "qkv"]
    g.node("Split", [together], parts, axis=2)
    context = g.node(
        "MultiHeadAttention", [*parts, "", "mask"], f"{name}.context", domain=CONTRIB, num_heads=encoder.shape.heads
    )
    x = g.added(x, g.product(quantised(context, "context"), matrix("ao"), bias("ao"), f"{name}.ao"), encoder, f"{name}.aln")
    inner = g.node("Gelu", [g.product(quantised(x, "middle"), matrix("fi"), bias("fi"), f"{name}.fi")], f"{name}.g", domain=CONTRIB)
    return g.added(x, g.product(quantised(inner, "inner"), matrix("fo"), bias("fo"), f"{name}.fo"), encoder, f"{name}.oln")


def write(path: Path, content: bytes) -> None:
    """All or nothing: a reader never sees half a file, and two builders at once leave one whole one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except OSError as error:
        raise BackendError(f"{path}: the merged tagger cannot be written ({error})", "free space or set XDG_CACHE_HOME") from error
