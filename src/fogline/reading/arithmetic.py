"""How the models' products are computed: by numpy's BLAS, on one thread."""

from __future__ import annotations

from functools import lru_cache
from typing import Any


@lru_cache(maxsize=1)
def on_one_thread() -> Any:
    """Limits numpy's BLAS, for good. The products here are small: a second thread would only spin, at the price of a whole
    processor."""
    from threadpoolctl import threadpool_limits

    return threadpool_limits(limits=1, user_api="blas")


def by_numpy(pipeline: Any) -> None:
    """Lets the layers of a spaCy pipeline multiply with numpy instead of the `blis` that spaCy brings, which takes twice the
    time of the word vectors and a third of the whole parse. The same parse comes out."""
    from thinc.api import NumpyOps

    on_one_thread()
    operations = NumpyOps(use_blis=False)
    for _, component in pipeline.pipeline:
        if model := getattr(component, "model", None):
            for layer in model.walk():
                layer.ops = operations
