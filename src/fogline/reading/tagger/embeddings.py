"""What goes into the encoder's first layer: word, position and type embeddings, normalised."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from fogline.reading.tagger.encoder_file import EncoderFile, Floats


class Embeddings:
    """Rows of the word table are read from the mapped file when they are needed."""

    def __init__(self, encoder: EncoderFile) -> None:
        self._encoder = encoder
        self._hidden = encoder.shape.hidden
        self._epsilon = np.float32(encoder.shape.epsilon)
        self._fixed = encoder.matrix("emb.pos", self._hidden) + encoder.matrix("emb.type", self._hidden)[0]
        self._gain, self._shift = encoder.vector("emb.ln.w"), encoder.vector("emb.ln.b")

    def of(self, runs: Sequence[Sequence[int]]) -> Floats:
        """The pieces of all runs one below the other x hidden; ids with begin and end marks, of each run at most as many as the
        encoder has positions."""
        places = np.concatenate([np.arange(len(ids)) for ids in runs])
        rows = self._encoder.matrix("emb.word", self._hidden, np.array([i for ids in runs for i in ids], np.int64))
        x = rows + self._fixed[places]
        centred = x - x.mean(axis=1, keepdims=True)
        deviation = np.sqrt((centred * centred).mean(axis=1, keepdims=True) + self._epsilon)
        return np.asarray(centred / deviation * self._gain + self._shift, np.float32)
