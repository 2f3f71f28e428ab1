"""The trained tagger of triggers and roles: the second proposer beside the parse.

It is optional: where the encoder's package is not installed, `missing` says so and reading goes on without it.
"""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from fogline.errors import ConfigError
from fogline.reading.tagger import encoder_file, weights

if TYPE_CHECKING:
    from fogline.reading.tagger.proposer import TaggerProposer

MODULES = ("onnx", "onnxruntime")
ADVICE = "pip install 'fogline[tagger]'"


def missing() -> str:
    """Why the tagger cannot be used; the empty string where it can."""
    if encoder_file.installed() is None:
        return f"the package {encoder_file.PACKAGE} with the encoder's weights is not installed ({ADVICE})"
    for module in MODULES:
        if importlib.util.find_spec(module) is None:
            return f"the package {module} is not installed ({ADVICE})"
    if not weights.PATH.is_file():
        return f"{weights.PATH} is missing (`make train` writes it)"
    return ""


def available() -> bool:
    return not missing()


def build(folder: Path | None = None) -> Path:
    """Merge encoder and weights into the user's cache (or `folder`), once; for the installation.

    Raises ConfigError where `missing` has a reason.
    """
    from fogline.reading.tagger import model

    return model.build(_encoder(), weights.load(), folder)


@lru_cache(maxsize=4)
def load(threads: int = 1) -> TaggerProposer:
    """The proposer, built where it was not yet. Raises ConfigError where `missing` has a reason."""
    from fogline.reading.tagger import model
    from fogline.reading.tagger.proposer import TaggerProposer

    encoder, own = _encoder(), weights.load()
    return TaggerProposer(model.Tagger(encoder, own, model.build(encoder, own), threads))


def _encoder() -> encoder_file.EncoderFile:
    if reason := missing():
        raise ConfigError(f"the tagger cannot be used: {reason}", "read with the parse alone")
    where = encoder_file.installed()
    assert where is not None  # `missing` has looked
    return _opened(where)


@lru_cache(maxsize=1)
def _opened(where: Path) -> encoder_file.EncoderFile:
    return encoder_file.EncoderFile(where)
