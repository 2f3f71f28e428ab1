"""Building ONNX models node by node, with numpy and onnx alone."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from fogline.errors import BackendError
from fogline.reading.tagger.weights import Floats

CONTRIB = "com.microsoft"
Shape = Sequence[str | int]


class Graph:
    """Collects nodes and constants; every method returns the name of its output."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, name: str, value: np.ndarray[Any, Any]) -> str:
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.asarray(value, order="C"), name))
        return name

    def once(self, name: str, value: np.ndarray[Any, Any]) -> str:
        """A constant that many nodes share."""
        return name if any(c.name == name for c in self.constants) else self.constant(name, value)

    def node(self, op: str, inputs: list[str], output: str | list[str], *, domain: str = "", **attributes: Any) -> str:
        from onnx import helper

        outputs = [output] if isinstance(output, str) else output
        self.nodes.append(helper.make_node(op, inputs, outputs, domain=domain, **attributes))
        return outputs[0]

    def biased(self, x: str, bias: Floats, name: str) -> str:
        return self.node("Add", [x, self.constant(f"{name}.b", bias)], f"{name}.out")

    def normed(self, x: str, gain: Floats, shift: Floats, epsilon: float, name: str) -> str:
        """Normalised row by row. Spelled out, because the runtime's own operator takes more than twice the time."""
        mean = self.node("ReduceMean", [x], f"{name}.mean", axes=[-1], keepdims=1)
        centred = self.node("Sub", [x, mean], f"{name}.centred")
        square = self.node("Mul", [centred, centred], f"{name}.square")
        variance = self.node("ReduceMean", [square], f"{name}.variance", axes=[-1], keepdims=1)
        least = self.constant(f"{name}.epsilon", np.array(epsilon, np.float32))
        deviation = self.node("Sqrt", [self.node("Add", [variance, least], f"{name}.positive")], f"{name}.deviation")
        unit = self.node("Mul", [centred, self.node("Reciprocal", [deviation], f"{name}.per")], f"{name}.unit")
        scaled = self.node("Mul", [unit, self.constant(f"{name}.w", gain)], f"{name}.gained")
        return self.node("Add", [scaled, self.constant(f"{name}.b", shift)], f"{name}.out")

    def model(self, inputs: dict[str, tuple[str, Shape]], outputs: dict[str, Shape]) -> bytes:
        """Inputs are name → (type, shape), outputs name → shape (of float)."""
        from onnx import TensorProto, helper

        given = [helper.make_tensor_value_info(n, getattr(TensorProto, kind), shape) for n, (kind, shape) in inputs.items()]
        made = [helper.make_tensor_value_info(n, TensorProto.FLOAT, shape) for n, shape in outputs.items()]
        graph = helper.make_graph(self.nodes, "tagger", given, made, self.constants)
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(CONTRIB, 1)]
        return bytes(helper.make_model(graph, opset_imports=opsets, ir_version=9).SerializeToString(deterministic=True))


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
