"""Annotated pages: a text with the part that each of its lines is, in one file.

`kind | words` is a line of the page; `+kind | words` goes on on the same line after a space; an empty line is empty. The
head says what is expected of the whole: `# language: en`, `# published: START END BASIS` with `-` for an open start,
or `-` for none.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PAGES = Path(__file__).parent / "pages"


@dataclass(frozen=True)
class AnnotatedPage:
    text: str
    parts: tuple[tuple[str, int, int], ...]  # kind, start, end
    language: str
    published: str


def annotated(path: Path) -> AnnotatedPage:
    head: dict[str, str] = {}
    text = ""
    parts = []
    for line in path.read_text("utf-8").split("\n")[:-1]:
        if line.startswith("# "):
            key, _, value = line[2:].partition(": ")
            head[key] = value
            continue
        kind, bar, words = line.partition(" | ")
        if not bar:
            text += "\n"
            continue
        text = text.removesuffix("\n") + " " if kind.startswith("+") else text
        parts.append((kind.lstrip("+"), len(text), len(text) + len(words)))
        text += words + "\n"
    return AnnotatedPage(text, tuple(parts), head["language"], head["published"])
