"""The wordings of all passages, where they stand and which word runs they hold, as arrays: the passages themselves are cut
again where they are needed, because of a million reports few repeat another.

Passages with the same words are one *wording*. Wordings and reports have numbers in the order in which they came; no number is
given twice, so that what an index says of one stays true of those that are made from it.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from fogline.records import Report
from fogline.tracing.passages import Run, cut
from fogline.tracing.shared import NO_CODES, NO_OWNERS, Codes, Owners, Postings, runs, spread

SHINGLE = 3  # words in a run; at 3, 20 % of words dropped at random leave .64 of the runs of what remains
COMMON = 100  # a run in more wordings, or reports, than this is a phrase of the trade and proposes no pair
CODES_AT_ONCE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wordings:
    """`ids`: of the reports, by number; `numbers`: hash of the id → report; `held`: run → wordings; `known`: hash of the words
    → wording; `standing`: wording → where it stands, twice the report's number and one more where it is direct speech;
    `lengths` and `sizes`: words and distinct runs of each wording; `most`: no report has more passages."""

    ids: tuple[str, ...] = ()
    numbers: Postings = field(default_factory=Postings)
    held: Postings = field(default_factory=Postings)
    known: Postings = field(default_factory=Postings)
    standing: Postings = field(default_factory=Postings)
    lengths: Owners = field(default_factory=lambda: NO_OWNERS)
    sizes: Owners = field(default_factory=lambda: NO_OWNERS)
    most: int = 0

    def passages_of(self, wanted: Collection[int], reports: Mapping[str, Report]) -> dict[int, list[Run]]:
        """The passages that have some wordings."""
        numbers = np.fromiter(wanted, dtype=np.int64, count=len(wanted))
        mine = np.isin(self.known.owners, numbers)
        wording = dict(zip(self.known.codes[mine].tolist(), self.known.owners[mine].tolist(), strict=True))
        found: dict[int, list[Run]] = {number: [] for number in wording.values()}
        for report in self.reports_of(numbers):
            for run in cut(reports[report]):
                number = wording.get(hash(run.words))
                if number is not None:
                    found[number].append(run)
        return found

    def reports_of(self, wordings: Codes) -> list[str]:
        """The reports in which some wordings stand."""
        return [self.ids[number] for number in np.unique(self.standing.of(wordings) >> 1).tolist()]

    def numbers_of(self, reports: Collection[str]) -> Codes:
        """The numbers of some reports, those left out that have none."""
        found = self.numbers.of(np.fromiter(map(hash, reports), dtype=np.int64, count=len(reports)))
        return np.array([number for number in found.tolist() if self.ids[number] in reports], dtype=np.int64)

    def standing_in(self, numbers: Codes) -> npt.NDArray[np.bool_]:
        """Which entries of `standing` are of some reports."""
        wanted = np.zeros(len(self.ids), dtype=np.bool_)
        wanted[numbers] = True
        marked: npt.NDArray[np.bool_] = wanted[self.standing.owners >> 1]
        return marked

    def are_common(self, codes: Codes) -> npt.NDArray[np.bool_]:
        """Whether the runs stand in more than COMMON wordings."""
        return self.held.where(codes)[1] > COMMON

    def tellers(self, codes: Codes) -> tuple[Owners, Codes, Codes]:
        """The reports that have each run outside direct speech, those of each together and in order, with where they start and
        how many they are; of runs in more than COMMON reports only that there are more."""
        starts, sizes = self.held.where(codes)
        tellers, counts = self._tellers(starts, np.minimum(sizes, COMMON * self.most + 1))
        left = (counts <= COMMON) & (sizes > COMMON * self.most + 1)  # the first that hold it hold it in direct speech
        if left.any():
            tellers, counts = self._tellers(starts, np.where(counts > COMMON, np.minimum(sizes, COMMON * self.most + 1), sizes))
        return tellers, np.cumsum(counts) - counts, counts

    def _tellers(self, starts: Codes, sizes: Codes) -> tuple[Owners, Codes]:
        wordings = self.held.owners[spread(starts, sizes)]
        at, many = self.standing.where(wordings)
        code = np.repeat(np.repeat(np.arange(len(starts)), sizes), many)
        told = self.standing.owners[spread(at, many)]
        own = told & 1 == 0
        total = max(len(self.ids), 1)
        pairs = np.unique(code[own] * total + (told[own] >> 1))
        return (pairs % total).astype(np.int32), np.bincount(pairs // total, minlength=len(starts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What changed from one index to the next: the runs of all passages that came or went, sorted; wordings and reports from a
    number on are new; `gone` wordings stand nowhere any more, the `shifted` stand in other places than before."""

    codes: Codes
    wordings: int
    reports: int
    gone: frozenset[int]
    shifted: Codes


def updated(before: Wordings, gone: Collection[Report], more: Collection[Report]) -> tuple[Wordings, Added]:
    """The index without some reports and with others."""
    left, dead, touched, lost = _without(before, gone)
    since = len(before.lengths)
    ids = list(left.ids)
    new: dict[int, int] = {}  # hash → wording
    lengths, sizes, codes, owners = array("i"), array("i"), array("q"), array("i")
    worded, places = array("q"), array("i")
    again = [lost]
    most = left.most
    for report in more:
        count = 0
        for run in cut(report):
            key = hash(run.words)
            number = new.get(key)
            if number is None and (number := _find(left.known, key)) is not None:
                again.append(runs(run.words, SHINGLE))
            elif number is None:
                number = new[key] = since + len(new)
                held = runs(run.words, SHINGLE)
                lengths.append(len(run.words))
                sizes.append(len(held))
                codes.frombytes(held.tobytes())
                owners.extend([number] * len(held))
            worded.append(number)
            places.append(2 * len(ids) + run.quoted)
            count += 1
        ids.append(report.id)
        most = max(most, count)
    fresh = np.frombuffer(codes, dtype=np.int64)
    hashes = np.fromiter(new.keys(), dtype=np.int64, count=len(new))
    standing = np.frombuffer(worded, dtype=np.int64)
    fresh_ids = np.fromiter((hash(report.id) for report in more), dtype=np.int64, count=len(more))
    now = Wordings(
        ids=tuple(ids),
        numbers=left.numbers.with_more(fresh_ids, np.arange(len(left.ids), len(ids), dtype=np.int32)),
        held=left.held.with_more(fresh, np.frombuffer(owners, dtype=np.int32)),
        known=left.known.with_more(hashes, np.arange(since, since + len(new), dtype=np.int32)),
        standing=left.standing.with_more(standing, np.frombuffer(places, dtype=np.int32)),
        lengths=np.concatenate([left.lengths, np.frombuffer(lengths, dtype=np.int32)]),
        sizes=np.concatenate([left.sizes, np.frombuffer(sizes, dtype=np.int32)]),
        most=most,
    )
    added = Added(
        codes=np.unique(np.concatenate([fresh, *again])),
        wordings=since,
        reports=len(left.ids),
        gone=dead,
        shifted=np.unique(np.concatenate([touched, standing])),
    )
    return now, added


def _without(before: Wordings, gone: Collection[Report]) -> tuple[Wordings, frozenset[int], Codes, Codes]:
    """The index without some reports; the wordings that stand nowhere any more, all of theirs, and the runs of these."""
    if not gone:
        return before, frozenset(), NO_CODES, NO_CODES
    numbers = before.numbers_of({report.id for report in gone})
    marked = before.standing_in(numbers)
    standing = before.standing.without(marked)
    touched = np.unique(before.standing.codes[marked])
    dead = np.zeros(len(before.lengths), dtype=np.bool_)
    dead[touched] = standing.where(touched)[1] == 0
    ids = list(before.ids)
    for number in numbers.tolist():
        ids[number] = ""
    left = replace(
        before,
        ids=tuple(ids),
        numbers=before.numbers.without(np.isin(before.numbers.owners, numbers)),
        held=before.held.without(dead[before.held.owners]),
        known=before.known.without(dead[before.known.owners]),
        standing=standing,
    )
    codes = np.concatenate([NO_CODES, *(runs(run.words, SHINGLE) for report in gone for run in cut(report))])
    return left, frozenset(np.flatnonzero(dead).tolist()), touched, codes


def _find(known: Postings, key: int) -> int | None:
    at = int(np.searchsorted(known.codes, key)) if len(known.codes) else 0
    return int(known.owners[at]) if at < len(known.codes) and known.codes[at] == key else None
