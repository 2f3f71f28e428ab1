"""What the parse says about words and about pairs of a trigger and a word, as small integers for the heads.

Optional: where a sentence has no parse every feature is 0, "not known", and the heads, which are trained with and without them,
rely on the encoder. Features of a word: part of speech and relation. Of a pair: the shape of the path between trigger and word
(steps up, steps down), the relation by which the word's branch hangs, the relation of the trigger where the path goes up from
it, and the preposition on the way down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]

MOST_UP = 3
MOST_DOWN = 4
SHAPES = 1 + (MOST_UP + 1) * (MOST_DOWN + 1)
PREPOSITIONS = ("prep", "agent", "dative", "mark", "case")  # relations whose word is the marker of its branch


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A word of a parse: its head is a word of the same sentence, itself at the root. `dep` is empty without a parse."""

    lower: str
    pos: str
    dep: str
    head: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Labels that the heads know, in the order of their numbers from 1 on."""

    parts: tuple[str, ...]
    relations: tuple[str, ...]
    markers: tuple[str, ...]


class Syntax:
    """Looks words and pairs of one sentence up."""

    def __init__(self, nodes: Sequence[Node], vocabulary: Vocabulary) -> None:
        self._nodes = nodes
        self._parts = {label: i for i, label in enumerate(vocabulary.parts, 1)}
        self._relations = {label: i for i, label in enumerate(vocabulary.relations, 1)}
        self._markers = {label: i for i, label in enumerate(vocabulary.markers, 1)}
        self._parsed = any(node.dep for node in nodes)
        self._chains = [self._chain(i) for i in range(len(nodes))]

    def words(self) -> Integers:
        """Part of speech and relation of every word (W x 2)."""
        rows = [(self._parts.get(n.pos, 0), self._relations.get(n.dep, 0)) if self._parsed else (0, 0) for n in self._nodes]
        return np.array(rows, np.int64).reshape(-1, 2)

    def pairs(self, first: int, last: int) -> Integers:
        """Shape, branch, link and marker of every word for the trigger `first`..`last` (W x 4)."""
        if not self._parsed:
            return np.zeros((len(self._nodes), 4), np.int64)
        anchor = self.anchor(first, last)
        return np.array([self._pair(anchor, word) for word in range(len(self._nodes))], np.int64).reshape(-1, 4)

    def anchor(self, first: int, last: int) -> int:
        """The word of the run whose head lies outside it."""
        outside = [i for i in range(first, last + 1) if not first <= self._nodes[i].head <= last or self._nodes[i].head == i]
        return outside[0] if outside else last

    def _chain(self, word: int) -> list[int]:
        """The word and its ancestors up to the root; a broken parse that turns in a circle ends where it began."""
        chain, here = [word], self._nodes[word].head
        while 0 <= here < len(self._nodes) and here not in chain:
            chain.append(here)
            here = self._nodes[here].head
        return chain

    def _pair(self, anchor: int, word: int) -> tuple[int, int, int, int]:
        up = self._chains[anchor]
        down = self._chains[word]
        places = {node: steps for steps, node in enumerate(up)}
        meeting = next((steps for steps, node in enumerate(down) if node in places), None)
        if meeting is None:
            return 0, 0, 0, 0
        ups, downs = min(places[down[meeting]], MOST_UP), min(meeting, MOST_DOWN)
        branch = self._relations.get(self._nodes[down[meeting - 1]].dep, 0) if meeting else 0
        link = self._relations.get(self._nodes[anchor].dep, 0) if ups else 0
        on_way = [self._nodes[node] for node in reversed(down[:meeting])]
        marker = next((n.lower for n in on_way if n.dep in PREPOSITIONS), "")
        return 1 + ups * (MOST_DOWN + 1) + downs, branch, link, self._markers.get(marker, 0)
