"""How many word runs, or other things, pairs of passages or reports have in common: an index on arrays.

MinHash would lose what matters here: an excerpt of 1,200 characters has a Jaccard similarity of only .30 to its page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.int64]
Owners = npt.NDArray[np.int32]

MIX = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9  # odd: two runs get one code with a chance of 2**-64
AT_ONCE = 4_000_000  # pairs that are counted together

NO_CODES, NO_OWNERS = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int32)


def runs(words: Sequence[str], length: int) -> Codes:
    """Codes of the distinct runs of `length` words, at most three, sorted; a shorter sequence is one run. The codes are those
    of this process: Python hashes words anew in each."""
    count = max(len(words) - length + 1, 1)
    padded = np.zeros(count + length - 1, dtype=np.uint64)
    padded[: len(words)] = np.fromiter(map(hash, words), dtype=np.int64, count=len(words)).view(np.uint64)
    codes = np.zeros(count, dtype=np.uint64)
    for k in range(length):
        codes += padded[k : k + count] * np.uint64(MIX[k])  # modulo 2**64
    return np.unique(codes.view(np.int64)) if len(words) else NO_CODES


@dataclass(frozen=True, slots=True)
class Postings:
    """Who holds which codes: both arrays are sorted by code, the owners of one code by their number. Never changed: what is
    added or gone makes others."""

    codes: Codes = field(default_factory=lambda: NO_CODES)
    owners: Owners = field(default_factory=lambda: NO_OWNERS)

    def where(self, codes: npt.NDArray[np.integer]) -> tuple[Codes, Codes]:
        """Where the owners of each code start, and how many there are."""
        starts = np.searchsorted(self.codes, codes, side="left")
        return starts, np.searchsorted(self.codes, codes, side="right") - starts

    def of(self, codes: npt.NDArray[np.integer]) -> Owners:
        """The owners of all of some codes, one after the other."""
        found: Owners = self.owners[spread(*self.where(codes))]
        return found

    def without(self, gone: npt.NDArray[np.bool_]) -> Postings:
        """Without the entries that are marked."""
        return Postings(self.codes[~gone], self.owners[~gone]) if gone.any() else self

    def with_more(self, codes: Codes, owners: Owners) -> Postings:
        """With more entries, of owners whose numbers are greater than all others of their codes."""
        order = np.argsort(codes, kind="stable")
        codes, owners = codes[order], owners[order]
        if not len(self.codes):
            return Postings(codes, owners)
        places = np.searchsorted(self.codes, codes, side="right")
        return Postings(np.insert(self.codes, places, codes), np.insert(self.owners, places, owners))

    def renamed(self, number: Owners) -> Postings:
        """The same with another number for some owners, in their order and greater than all others."""
        others = number[self.owners] != self.owners
        return self.without(others).with_more(self.codes[others], number[self.owners[others]])

    def recoded(self, code: Owners) -> Postings:
        """The same with other codes for some, that nobody holds yet."""
        others = code[self.codes] != self.codes
        return self.without(others).with_more(code[self.codes[others]].astype(np.int64), self.owners[others])


def spread(starts: Codes, sizes: Codes) -> Codes:
    """The places of all of some stretches, one after the other."""
    ends = np.cumsum(sizes)
    places: Codes = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - (ends - sizes), sizes)
    return places


class Counted:
    """How many codes pairs of owners share, of whom one has a number from `since` on."""

    def __init__(self, total: int, since: int) -> None:
        self._total, self._since = total, since
        self._merged: tuple[Codes, Codes] = NO_CODES, NO_CODES
        self._waiting: list[Codes] = []

    def add(self, code: Codes, owners: npt.NDArray[np.integer]) -> None:
        """Count the owners of some codes; those of each stand together, by their number."""
        sizes = np.bincount(code)
        starts = np.cumsum(sizes) - sizes
        for size in np.unique(sizes[sizes > 1]).tolist():
            groups = starts[sizes == size]
            first, second = np.triu_indices(size, 1)
            step = max(AT_ONCE // len(first), 1)
            for at in range(0, len(groups), step):
                members = owners[groups[at : at + step, None] + np.arange(size)].astype(np.int64)
                members = members[members[:, -1] >= self._since]
                pairs = members[:, first] * self._total + members[:, second]
                self._waiting.append(pairs[members[:, second] >= self._since] if self._since else pairs.ravel())
                if sum(map(len, self._waiting)) >= AT_ONCE:
                    self._merge()

    def __iter__(self) -> Iterator[tuple[int, int, int]]:
        """(i, j, how many codes owners i and j share) for i < j, in order."""
        self._merge()
        pairs, shared = self._merged
        for at in range(0, len(pairs), AT_ONCE):
            for pair, count in zip(pairs[at : at + AT_ONCE].tolist(), shared[at : at + AT_ONCE].tolist(), strict=True):
                yield pair // self._total, pair % self._total, count

    def _merge(self) -> None:
        pairs, counted = np.unique(np.concatenate([NO_CODES, *self._waiting]), return_counts=True)
        both, where = np.unique(np.concatenate([self._merged[0], pairs]), return_inverse=True)
        summed = np.bincount(where, weights=np.concatenate([self._merged[1], counted]), minlength=len(both))
        self._merged, self._waiting = (both, summed.astype(np.int64)), []
