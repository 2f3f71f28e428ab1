"""The public corpora of corpora.toml: where they are, whether they are the pinned ones, and their rows as text.

A corpus is never part of this repository. Every benchmark takes `--data FOLDER`; where the folder or a file is missing it stops
with a message that names the original (repository, commit) and the file expected. `load` gives rows in file order or, with a
limit, a seeded draw in file order.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from fogline import tables
from fogline.errors import SourceError

Row = dict[str, Any]
HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """An entry of corpora.toml."""

    name: str
    file: str
    sha256: str
    repository: str
    commit: str
    licence: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text of a corpus with its gold; `name` is unique in the corpus (ids that repeat get `#2`)."""

    name: str
    text: str
    row: Row


@lru_cache(maxsize=1)
def corpora() -> dict[str, Corpus]:
    return {name: Corpus(name=name, **entry) for name, entry in tables.toml(HERE / "corpora.toml").items()}


def located(name: str, data: Path) -> Path:
    """The file of a corpus below `data`. SourceError tells how to get the original where it is not there."""
    corpus = corpora()[name]
    path = data / corpus.file
    if path.is_file():
        return path
    raise SourceError(
        f"{path} is not there: {name} ({corpus.what}; {corpus.licence})",
        f"the original is {corpus.repository} at commit {corpus.commit}; `python bench/fetch.py --to DIR {name}` downloads it; "
        f"the pinned figures were measured on a file of SHA-256 {corpus.sha256}",
    )


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def is_pinned(name: str, data: Path) -> bool:
    """Whether the file is the one that pinned floors were measured on."""
    return digest(located(name, data)) == corpora()[name].sha256


def load(name: str, data: Path, *, limit: int | None = None, seed: int = 0) -> list[Document]:
    """The documents of a corpus; with `limit` that many, drawn by `seed`, in file order."""
    path = located(name, data)
    try:
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise SourceError(f"{path}: not JSON Lines ({error})", "take the original again") from error
    made, seen = [], dict[str, int]()
    for row in rows:
        key, text = FORMS[name]
        id = str(row[key])
        seen[id] = seen.get(id, 0) + 1
        made.append(Document(name=id if seen[id] == 1 else f"{id}#{seen[id]}", text=text(row), row=row))
    return drawn(made, limit, seed)


def drawn(documents: list[Document], limit: int | None, seed: int) -> list[Document]:
    if limit is None or limit >= len(documents):
        return documents
    chosen = sorted(random.Random(seed).sample(range(len(documents)), limit))
    return [documents[i] for i in chosen]


def _plain(row: Row) -> str:
    return str(row["text"])


def _collapsed(row: Row) -> str:
    """muc4 marks paragraphs by runs of spaces; offsets of its annotations count one space for each."""
    return re.sub(r"\s+", " ", row["doctext"])


def _joined(row: Row) -> str:
    """gun_violence comes in tokens: a sentence a line, tokens one space apart, as its annotations count offsets."""
    return "\n".join(" ".join(words) for words in row["full_text"])


# corpus → the field with the document's id, and its text
FORMS: dict[str, tuple[str, Callable[[Row], str]]] = {
    "syria_outlets": ("id", _plain),
    "muc4": ("docid", _collapsed),
    "muc4_train": ("docid", _collapsed),
    "plover_gsr": ("id", _plain),
    "gun_violence": ("doc_key", _joined),
    "lgl": ("id", _plain),
    "tr_news": ("id", _plain),
}
