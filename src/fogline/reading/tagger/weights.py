"""The tagger's own weights: adapters, activation ranges and heads, with their labels, for all languages.

`training/train.py` writes the file; data/tagger/DATASHEET.md says on what it was trained. Arrays:
  adapter.<layer>.<matrix>.a, .b   low-rank change of a matrix of the encoder: W + b @ a      (float16)
  mean, deviation                  of the encoder's word states, which the heads read standardised
  head.<head>.<part>               the heads (heads.py)
  meta                             JSON: `Labels`, `layers`, `outside`, and how it was trained
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from fogline.errors import ConfigError

Floats = npt.NDArray[np.float32]
FOLDER = Path(__file__).parents[2] / "data" / "tagger"
PATH = FOLDER / "weights.npz"
FORMAT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What the outputs of the heads stand for. `roles` and `numbers` are told apart word by word (outside, begin, inside)."""

    kinds: tuple[str, ...]  # the last one is "NONE": not a trigger after all
    roles: tuple[str, ...]
    numbers: tuple[str, ...]
    modalities: tuple[str, ...]
    aspects: tuple[str, ...]
    frames: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """`layers` is the number of the encoder's layers in use; `outside` is what the probability of a word's being no trigger is
    multiplied by before the best path is sought; `digest` names the file's content (16 hex digits)."""

    digest: str
    layers: int
    outside: float
    labels: Labels
    arrays: dict[str, Floats]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def _tuples(lists: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(values) for name, values in lists.items()}


@lru_cache(maxsize=1)
def load(path: Path = PATH) -> Weights:
    """Raises ConfigError where the file is missing, damaged or of another format."""
    try:
        with np.load(path, allow_pickle=False) as file:
            meta = json.loads(str(file["meta"]))
            arrays = {name: np.asarray(file[name], np.float32) for name in file.files if name != "meta"}
        if meta["format"] != FORMAT:
            raise ValueError(f"format {meta['format']}, expected {FORMAT}")
        return Weights(
            digest=digest(path),
            layers=meta["layers"],
            outside=meta["outside"],
            labels=Labels(**_tuples(meta["labels"])),
            arrays=arrays,
        )
    except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise ConfigError(f"{path}: not the tagger's weights ({error})", "`make train` writes them") from error
