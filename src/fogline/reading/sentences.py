"""Analysed text: what an analyser gives and everything after it reads. Own types, so that no stage depends on a parser.

A Sentence is a run of tokens of one segment; `head` and `children` index into `tokens`. Analysers without a parse leave
`dep` empty and every head at the token itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol


@dataclass(slots=True, kw_only=True)
class Token:
    """One token; `start`/`end` are offsets into the report's text; `pos` is universal, `tag` the analyser's own."""

    i: int
    text: str
    start: int
    end: int
    lemma: str = ""
    pos: str = ""
    tag: str = ""
    dep: str = ""
    head: int = -1
    entity: str = ""  # label of a recogniser of names, where an analyser has one
    children: list[int] = field(default_factory=list)
    lower: str = ""

    def __post_init__(self) -> None:
        self.lower = self.text.lower()


@dataclass(slots=True, kw_only=True)
class Sentence:
    """`text` is `report.text[start:end]`."""

    text: str
    start: int
    end: int
    segment: str
    language: str
    tokens: list[Token]

    def subtree(self, i: int, skip: frozenset[str] = frozenset()) -> list[int]:
        """Token indices under `i` in text order, leaving out branches that hang by a relation in `skip`."""
        found, todo = [], [i]
        while todo:
            j = todo.pop()
            found.append(j)
            todo.extend(c for c in self.tokens[j].children if self.tokens[c].dep not in skip)
        return sorted(found)

    def words(self, first: int, last: int) -> tuple[str, int, int]:
        """The verbatim text from token `first` to token `last` inclusive, with its offsets."""
        start, end = self.tokens[first].start, self.tokens[last].end
        return self.text[start - self.start : end - self.start], start, end


class Analyser(Protocol):
    """Turns runs of text into sentences. Deterministic: the same run gives the same sentences in any batch."""

    def analyse(self, text: str, start: int, segment: str) -> list[Sentence]:
        """Sentences of `text`, which stands at offset `start` of the report."""
        ...
