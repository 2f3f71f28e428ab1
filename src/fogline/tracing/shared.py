"""How many word runs, or other things, pairs of passages or reports have in common: an index on arrays.

MinHash would lose what matters here: an excerpt of 1,200 characters has a Jaccard similarity of only .30 to its page.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.int64]

MIX = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9  # odd: two runs get one code with a chance of 2**-64
AT_ONCE = 4_000_000  # pairs that are counted together


class Vocabulary:
    """Words as numbers from 1 on."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def numbers(self, words: Iterable[str]) -> Codes:
        known = self._numbers
        return np.fromiter((known.setdefault(word, len(known) + 1) for word in words), dtype=np.int64)

    def runs(self, words: Sequence[str], length: int) -> Codes:
        """Codes of the distinct runs of `length` words, at most three, sorted; a shorter sequence is one run."""
        numbers = self.numbers(words).astype(np.uint64)
        count = max(len(numbers) - length + 1, 1)
        padded = np.zeros(count + length - 1, dtype=np.uint64)
        padded[: len(numbers)] = numbers
        codes = np.zeros(count, dtype=np.uint64)
        for k in range(length):
            codes += padded[k : k + count] * np.uint64(MIX[k])  # modulo 2**64
        return np.unique(codes.view(np.int64)) if len(numbers) else np.zeros(0, dtype=np.int64)


class Held:
    """The codes that each of some owners holds, each sorted and distinct, in one array: owner i has those from starts[i] on."""

    def __init__(self, held: Iterable[Codes]) -> None:
        codes, starts = array("q"), array("q", [0])
        for one in held:
            codes.frombytes(one.tobytes())
            starts.append(len(codes))
        self.codes, self.starts = np.frombuffer(codes, dtype=np.int64), np.frombuffer(starts, dtype=np.int64)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def of(self, owner: int) -> Codes:
        return self.codes[self.starts[owner] : self.starts[owner + 1]]

    def together(self, groups: Iterable[Sequence[int]]) -> Held:
        """What groups of owners hold, each group an owner of its own."""
        nothing = self.codes[:0]
        return Held(np.unique(np.concatenate([nothing, *(self.of(owner) for owner in group)])) for group in groups)

    def counts(self, common: int) -> Iterator[tuple[int, int, int]]:
        """(i, j, how many codes owners i and j share) for i < j, in order; of codes that at most `common` owners hold."""
        total = len(self)
        owners = np.repeat(np.arange(total, dtype=np.int32), np.diff(self.starts))
        order = np.argsort(self.codes, kind="stable")  # owners stay in order within a code
        codes, owners = self.codes[order], owners[order]
        del order
        starts = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]]) if len(codes) else np.zeros(0, dtype=np.int64)
        sizes = np.diff(np.r_[starts, len(codes)])
        del codes
        starts, sizes = starts[sizes > 1], sizes[sizes > 1]
        merged: tuple[Codes, Codes] = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        waiting: list[Codes] = []
        for size in range(2, common + 1):
            groups = starts[sizes == size]
            first, second = np.triu_indices(size, 1)
            step = max(AT_ONCE // len(first), 1)
            for at in range(0, len(groups), step):
                members = owners[groups[at : at + step, None] + np.arange(size)].astype(np.int64)
                waiting.append((members[:, first] * total + members[:, second]).ravel())
                if sum(map(len, waiting)) >= AT_ONCE:
                    merged, waiting = _merge(merged, waiting), []
        pairs, shared = _merge(merged, waiting)
        for at in range(0, len(pairs), AT_ONCE):
            for pair, count in zip(pairs[at : at + AT_ONCE].tolist(), shared[at : at + AT_ONCE].tolist(), strict=True):
                yield pair // total, pair % total, count


def _merge(merged: tuple[Codes, Codes], more: Sequence[Codes]) -> tuple[Codes, Codes]:
    pairs, counted = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *more]), return_counts=True)
    both, where = np.unique(np.concatenate([merged[0], pairs]), return_inverse=True)
    summed = np.bincount(where, weights=np.concatenate([merged[1], counted]), minlength=len(both))
    return both, summed.astype(np.int64)
