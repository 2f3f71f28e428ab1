"""Texts through the whole report layer, as `fogline extract` would read them: bytes, intake, pipeline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from corpora import Document

from fogline.intake.read import report
from fogline.pipeline import Pipeline
from fogline.records import Reading, Rejected, Report

CHUNK = 8  # documents a worker takes at once

_made: dict[str, Pipeline] = {}


def taken(document: Document, published: dt.date | None = None) -> Report | Rejected:
    """The document as a .txt file of its own. Names must not hold a folder."""
    return report(document.text.encode(), name=f"{document.name.replace('/', '_')}.txt", suffix=".txt", published=published)


def readings(
    documents: Sequence[Document], *, reader: str = "rules", workers: int = 1
) -> Iterator[tuple[Document, Reading | Rejected]]:
    """Every document with its reading, in order; a pure function of the document, so workers change nothing but the time."""
    if workers == 1:
        for document in documents:
            yield document, _read((reader, document))
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from zip(documents, pool.map(_read, ((reader, d) for d in documents), chunksize=CHUNK), strict=True)


def _read(task: tuple[str, Document]) -> Reading | Rejected:
    reader, document = task
    if reader not in _made:
        _made[reader] = Pipeline(reader=reader)
    given = taken(document)
    return given if isinstance(given, Rejected) else _made[reader].read(given)
