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

from fogline.reading.tagger import merge
from fogline.reading.tagger.embeddings import Embeddings
from fogline.reading.tagger.encoder_file import EncoderFile, Floats
from fogline.reading.tagger.heads import Heads
from fogline.reading.tagger.subwords import Subwords
from fogline.reading.tagger.syntax import Node
from fogline.reading.tagger.view import Tagged, View
from fogline.reading.tagger.weights import Weights
from fogline.reading.tagger.windows import MOST_PIECES, first_pieces, windows

PADDED_TO = 8  # pieces; a sentence is filled up to the next multiple
MOST_TOGETHER = 16  # sentences in one run of the encoder
MODEL_FILE = "model.onnx"
PIECES_FILE = "pieces.txt"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A sentence, its words (half-open code points of `text`) and their parse, which may be missing."""

    text: str
    words: tuple[Span, ...]
    nodes: tuple[Node, ...] = ()


def cache_folder() -> Path:
    """The user's cache of the XDG convention."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "fogline"


def build(encoder: EncoderFile, weights: Weights, folder: Path | None = None) -> Path:
    """Merge encoder and weights once; the folder of the result, whose name is the digest of all that it is made of."""
    key = hashlib.sha256(f"{weights.digest} {encoder.digest} {merge.VERSION}".encode()).hexdigest()[:16]
    made = (folder or cache_folder()) / f"tagger-{key}"
    if not (made / PIECES_FILE).is_file():
        merge.write(made / MODEL_FILE, merge.graph(encoder, weights))
        merge.write(made / PIECES_FILE, "\n".join(encoder.pieces).encode())
    return made


class Tagger:
    """Inference on one merged model. `threads` is for onnxruntime; the result does not depend on it."""

    def __init__(self, encoder: EncoderFile, weights: Weights, folder: Path, threads: int = 1) -> None:
        import onnxruntime
        from threadpoolctl import threadpool_limits

        # The heads' products are small: a second thread of numpy's would only spin, at the price of a whole processor.
        self._single_threaded = threadpool_limits(limits=1, user_api="blas")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session: Any = onnxruntime.InferenceSession(str(folder / MODEL_FILE), options, providers=["CPUExecutionProvider"])
        pieces = (folder / PIECES_FILE).read_text("utf-8").split("\n")
        self._subwords = Subwords(pieces, encoder.scores.tolist(), encoder.characters, encoder.unknown)
        self._embeddings = Embeddings(encoder)
        self._begin, self._end = encoder.begin, encoder.end
        self._heads = Heads(weights)
        self._outside = weights.outside
        self._vocabulary = weights.vocabulary
        self.digest = weights.digest

    def views(self, texts: Sequence[Text]) -> list[View]:
        """Every sentence as the tagger sees it."""
        states = [np.zeros((len(text.words), self._heads.hidden), np.float32) for text in texts]
        for window, found in self._encoded(
            [window for number, text in enumerate(texts) for window in self._windows(number, text)]
        ):
            states[window.text][window.word : window.word + len(found)] = found
        return [
            View(of, text.nodes, self._heads, self._vocabulary, self._outside) for of, text in zip(states, texts, strict=True)
        ]

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
            by_length.setdefault(-len(window.ids) // PADDED_TO * -PADDED_TO, []).append(window)
        for length, same in sorted(by_length.items()):
            for at in range(0, len(same), MOST_TOGETHER):
                together = same[at : at + MOST_TOGETHER]
                for window, states in zip(together, self._run(together, length), strict=True):
                    yield window, self._of_words(window, states)

    def _run(self, together: Sequence[_Window], length: int) -> Floats:
        hidden = self._heads.hidden
        states = np.zeros((len(together), length, hidden), np.float32)
        mask = np.zeros((len(together), length), np.int32)
        for row, window in enumerate(together):
            states[row, : len(window.ids)] = self._embeddings.of(window.ids)
            mask[row, : len(window.ids)] = 1
        return np.asarray(self._session.run(None, {"states": states, "mask": mask})[0], np.float32)

    def _of_words(self, window: _Window, states: Floats) -> Floats:
        first = np.array(window.first, np.int64)
        picked = self._heads.standardised(states[np.maximum(first, 0)])
        picked[first < 0] = 0.0
        return picked


@dataclass(frozen=True, slots=True, kw_only=True)
class _Window:
    """Words of sentence number `text` from `word` on, their pieces' ids with marks, and where each word's first piece is."""

    text: int
    word: int
    first: list[int]
    ids: tuple[int, ...]
