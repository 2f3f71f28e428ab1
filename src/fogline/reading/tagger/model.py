"""The tagger at run time: sentences' words in, triggers with kinds, roles, numbers and flags out.

What comes out for a sentence does not depend on what it is read together with: quantisation is by rows (merge.py), and only
sentences of the same padded length, which is a property of each alone, share a run of the encoder.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from fogline.reading.arithmetic import on_one_thread
from fogline.reading.tagger import merge, parts_graph
from fogline.reading.tagger.embeddings import Embeddings
from fogline.reading.tagger.encoder_file import EncoderFile, Floats
from fogline.reading.tagger.heads import Heads
from fogline.reading.tagger.onnx_graph import write
from fogline.reading.tagger.subwords import Subwords
from fogline.reading.tagger.view import Tagged, View
from fogline.reading.tagger.weights import Weights
from fogline.reading.tagger.windows import MOST_PIECES, first_pieces, windows

PLACES = 24  # for attention a sentence is filled up to the next multiple
MOST_TOGETHER = 16  # sentences in one run of the encoder
MODEL_FILE = "model.onnx"
PARTS_FILE = "parts.onnx"
PIECES_FILE = "pieces.txt"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A sentence and its words (half-open code points of `text`)."""

    text: str
    words: tuple[Span, ...]


def cache_folder() -> Path:
    """The user's cache of the XDG convention."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "fogline"


def build(encoder: EncoderFile, weights: Weights, folder: Path | None = None) -> Path:
    """Merge encoder and weights once; the folder of the result, whose name is the digest of all that it is made of."""
    versions = f"{merge.VERSION} {parts_graph.VERSION}"
    key = hashlib.sha256(f"{weights.digest} {encoder.digest} {versions}".encode()).hexdigest()[:16]
    made = (folder or cache_folder()) / f"tagger-{key}"
    if not (made / PIECES_FILE).is_file():
        write(made / MODEL_FILE, merge.graph(encoder, weights))
        write(made / PARTS_FILE, parts_graph.graph(weights))
        write(made / PIECES_FILE, "\n".join(encoder.pieces).encode())
    return made


def _session(path: Path, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class Tagger:
    """Inference on one merged model. `threads` is for onnxruntime; the result does not depend on it."""

    def __init__(self, encoder: EncoderFile, weights: Weights, folder: Path, threads: int = 1) -> None:
        on_one_thread()
        self._session = _session(folder / MODEL_FILE, threads)
        pieces = (folder / PIECES_FILE).read_text("utf-8").split("\n")
        self._subwords = Subwords(pieces, encoder.scores.tolist(), encoder.characters, encoder.unknown)
        self._embeddings = Embeddings(encoder)
        self._begin, self._end = encoder.begin, encoder.end
        self._heads = Heads(weights, _session(folder / PARTS_FILE, threads))
        self._outside = weights.outside
        self.digest = weights.digest

    def views(self, texts: Sequence[Text]) -> list[View]:
        """Every sentence as the tagger sees it."""
        states = [np.zeros((len(text.words), self._heads.hidden), np.float32) for text in texts]
        for window, found in self._encoded(
            [window for number, text in enumerate(texts) for window in self._windows(number, text)]
        ):
            states[window.text][window.word : window.word + len(found)] = found
        return [View(of, self._heads, self._outside) for of in states]

    def read(self, texts: Sequence[Text]) -> list[list[Tagged]]:
        """The triggers of every sentence in the order of their words."""
        return [view.tagged for view in self.views(texts)]

    # ------------------------------------------------------------------------------------------------------ encoder

    def _windows(self, number: int, text: Text) -> Iterable[_Window]:
        encoded = self._subwords.encode(text.text)
        first = first_pieces(text.words, encoded.spans)
        starts = list(windows(first, len(encoded.ids)))
        for k, (a, b) in enumerate(starts):
            low = 0 if k == 0 else first[a] - 1
            high = len(encoded.ids) if k + 1 == len(starts) else first[starts[k + 1][0]] - 1
            high = min(high, low + MOST_PIECES)  # one word of a thousand letters is cut
            positions = [p - low if 0 < p <= high else -1 for p in first[a:b]]
            yield _Window(text=number, word=a, first=positions, ids=(self._begin, *encoded.ids[low:high], self._end))

    def _encoded(self, cut: Sequence[_Window]) -> Iterable[tuple[_Window, Floats]]:
        """Every window with the states of its words, standardised."""
        by_length: dict[int, list[_Window]] = {}
        for window in cut:
            by_length.setdefault(-len(window.ids) // PLACES * -PLACES, []).append(window)
        for places, same in sorted(by_length.items()):
            for at in range(0, len(same), MOST_TOGETHER):
                together = same[at : at + MOST_TOGETHER]
                yield from zip(together, self._run(together, places), strict=True)

    def _run(self, together: Sequence[_Window], places: int) -> list[Floats]:
        """The standardised states of each window's words, zeros where none of its pieces stands for one; merge.graph says what
        goes in."""
        lengths = np.array([len(window.ids) for window in together])
        mask = np.arange(places)[None] < lengths[:, None]
        back = np.flatnonzero(mask)
        layout = np.zeros(mask.shape, np.int64)
        layout[mask] = np.arange(len(back))
        firsts = np.concatenate([window.first for window in together]).astype(np.int64)
        words = np.array([len(window.first) for window in together])
        given = {
            "states": self._embeddings.of([window.ids for window in together]),
            "layout": layout,
            "back": back,
            "mask": mask.astype(np.int32),
            "kept": np.maximum(firsts, 0) + np.repeat(np.cumsum(lengths) - lengths, words),
        }
        states = self._heads.standardised(self._session.run(None, given)[0])
        states[firsts < 0] = 0.0
        return np.split(states, np.cumsum(words)[:-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Window:
    """Words of sentence number `text` from `word` on, their pieces' ids with marks, and where each word's first piece is."""

    text: int
    word: int
    first: list[int]
    ids: tuple[int, ...]
