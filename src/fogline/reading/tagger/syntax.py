"""What the parse says about words and about pairs of a trigger and a word, as small integers for the heads.

Optional: where a sentence has no parse every feature is 0, "not known", and the heads, which are trained with and without them,
rely on the encoder. Features of a word: part of speech and relation. Of a pair: the shape of the path between trigger and word
(steps up, steps down), the relation by which the word's branch hangs, the relation of the trigger where the path goes up from
it, and the preposition on the way down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

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


def unparsed(count: int) -> list[Node]:
    """The words of a sentence without a parse."""
    return [Node(lower="", pos="", dep="", head=i) for i in range(count)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Labels that the heads know, in the order of their numbers from 1 on."""

    parts: tuple[str, ...]
    relations: tuple[str, ...]
    markers: tuple[str, ...]


class _Path(NamedTuple):
    """From a trigger up `ups` steps and down `downs` to a word: relation of the branch, first preposition on the way down."""

    ups: int
    downs: int = 0
    branch: int = 0
    marker: int | None = None

    def row(self, link: int) -> tuple[int, int, int, int]:
        if self is _APART:
            return 0, 0, 0, 0
        shape = 1 + min(self.ups, MOST_UP) * (MOST_DOWN + 1) + min(self.downs, MOST_DOWN)
        return shape, self.branch, link if self.ups else 0, self.marker or 0


_APART = _Path(ups=-1)


@lru_cache(maxsize=16)
def _numbers(labels: tuple[str, ...]) -> dict[str, int]:
    return {label: i for i, label in enumerate(labels, 1)}


class Syntax:
    """Looks words and pairs of one sentence up."""

    def __init__(self, nodes: Sequence[Node], vocabulary: Vocabulary) -> None:
        self._nodes = nodes
        self._parts, self._relations = _numbers(vocabulary.parts), _numbers(vocabulary.relations)
        self._markers = _numbers(vocabulary.markers)
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
        steps = {node: number for number, node in enumerate(self._chains[anchor])}
        link = self._relations.get(self._nodes[anchor].dep, 0)
        found: dict[int, _Path] = {}
        for chain in self._chains:
            self._descend(chain, steps, found)
        rows = [found[word].row(link) for word in range(len(self._nodes))]
        return np.array(rows, np.int64).reshape(-1, 4)

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

    def _descend(self, chain: Sequence[int], steps: Mapping[int, int], found: dict[int, _Path]) -> None:
        """The paths to the words of a chain, from the top down; `steps` are those up from the trigger to its ancestors."""
        known = next((k for k, word in enumerate(chain) if word in found), len(chain))
        for k in range(known - 1, -1, -1):
            word = chain[k]
            if word in steps:
                found[word] = _Path(ups=steps[word])
            elif k + 1 == len(chain):  # another root
                found[word] = _APART
            else:
                found[word] = self._below(found[chain[k + 1]], self._nodes[word])

    def _below(self, above: _Path, node: Node) -> _Path:
        if above is _APART:
            return _APART
        marker = above.marker
        if marker is None and node.dep in PREPOSITIONS:
            marker = self._markers.get(node.lower, 0)
        branch = above.branch if above.downs else self._relations.get(node.dep, 0)
        return _Path(ups=above.ups, downs=above.downs + 1, branch=branch, marker=marker)
