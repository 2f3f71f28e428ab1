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
from fogline.reading.tagger.decode import Run, runs
from fogline.reading.tagger.embeddings import Embeddings
from fogline.reading.tagger.encoder_file import EncoderFile, Floats
from fogline.reading.tagger.heads import Heads, OfTriggers
from fogline.reading.tagger.subwords import Subwords
from fogline.reading.tagger.syntax import Node, Syntax
from fogline.reading.tagger.weights import Weights
from fogline.reading.tagger.windows import MOST_PIECES, first_pieces, windows

PADDED_TO = 8  # pieces; a sentence is filled up to the next multiple
MOST_TOGETHER = 16  # sentences in one run of the encoder
KINDS_KEPT = 3
MODEL_FILE = "model.onnx"
PIECES_FILE = "pieces.txt"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A sentence, its words (half-open code points of `text`) and their parse, which may be missing."""

    text: str
    words: tuple[Span, ...]
    nodes: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A role or number of a trigger: words `first`..`last` inclusive; `score` is a probability."""

    label: str
    first: int
    last: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """One trigger. `kinds` are the likeliest with their probabilities, best first; `score` is that it is a trigger at all."""

    first: int
    last: int
    score: float
    kinds: tuple[tuple[str, float], ...]
    roles: tuple[Part, ...]
    numbers: tuple[Part, ...]
    negated: float
    modality: tuple[str, float]
    aspect: tuple[str, float]
    frame: tuple[str, float]


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
        self._outside = np.array([weights.outside, 1.0, 1.0], np.float32)
        self._vocabulary = weights.vocabulary
        self.digest = weights.digest

    def read(self, texts: Sequence[Text]) -> list[list[Tagged]]:
        """The triggers of every sentence in the order of their words."""
        found: list[list[Tagged]] = [[] for _ in texts]
        cut = [window for number, text in enumerate(texts) for window in self._windows(number, text)]
        for window, states in self._encoded(cut):
            found[window.text].extend(self._triggers(window, states, texts[window.text].nodes))
        return [sorted(triggers, key=lambda t: t.first) for triggers in found]

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

    # -------------------------------------------------------------------------------------------------------- heads

    def _triggers(self, window: _Window, words: Floats, nodes: Sequence[Node]) -> Iterable[Tagged]:
        if not len(words):
            return
        here = slice(window.word, window.word + len(words))
        parse = Syntax(nodes or _unparsed(here.stop), self._vocabulary)
        syntax = parse.words()[here]
        candidates = runs(self._heads.triggers(words, syntax) * self._outside)
        if not candidates:
            return
        whole = [(run.first + here.start, run.last + here.start) for run in candidates]
        pairs = [(parse.anchor(*span) - here.start, parse.pairs(*span)[here]) for span in whole]
        heads = self._heads.of_triggers(words, syntax, [(run.first, run.last) for run in candidates], pairs)
        for k, run in enumerate(candidates):
            if made := self._tagged(window.word, run, heads, k):
                yield made

    def _tagged(self, offset: int, run: Run, heads: OfTriggers, k: int) -> Tagged | None:
        labels = self._heads.labels
        order = np.argsort(-heads.kinds[k], kind="stable")[: KINDS_KEPT + 1]
        if labels.kinds[order[0]] == labels.kinds[-1]:
            return None
        kinds = [(labels.kinds[i], float(heads.kinds[k, i])) for i in order if i != len(labels.kinds) - 1]
        return Tagged(
            first=run.first + offset,
            last=run.last + offset,
            score=run.score * float(1.0 - heads.kinds[k, -1]),
            kinds=tuple(kinds[:KINDS_KEPT]),
            roles=_parts(heads.roles[k], labels.roles, offset),
            numbers=_parts(heads.numbers[k], labels.numbers, offset),
            negated=float(heads.negated[k, 1]),
            modality=_best(heads.modalities[k], labels.modalities),
            aspect=_best(heads.aspects[k], labels.aspects),
            frame=_best(heads.frames[k], labels.frames),
        )


def _unparsed(count: int) -> list[Node]:
    return [Node(lower="", pos="", dep="", head=i) for i in range(count)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Window:
    """Words of sentence number `text` from `word` on, their pieces' ids with marks, and where each word's first piece is."""

    text: int
    word: int
    first: list[int]
    ids: tuple[int, ...]


def _parts(probabilities: Floats, labels: Sequence[str], offset: int) -> tuple[Part, ...]:
    return tuple(
        Part(label=labels[r.label], first=r.first + offset, last=r.last + offset, score=r.score) for r in runs(probabilities)
    )


def _best(probabilities: Floats, labels: Sequence[str]) -> tuple[str, float]:
    at = int(probabilities.argmax())
    return labels[at], float(probabilities[at])
