"""The wordings of all passages, where they stand and which word runs they hold, as arrays: the passages themselves are cut
again where they are needed, because of a million reports few repeat another.

Passages with the same words are one *wording*, born on the day of the first report that has it. Wordings and reports have
numbers in the order in which they came; no number is given twice, so that what an index says of one stays true of those that
are made from it.

A run that stands in many wordings is a phrase of the trade from the day on which it does: what is born until then has it in
common, what is born later does not. So what two passages share is settled on the day of the later one, and no later report
changes it.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from fogline.records import Report
from fogline.tracing.passages import Run, cut
from fogline.tracing.shared import NO_CODES, NO_OWNERS, Codes, Owners, Postings, runs, spread

SHINGLE = 3  # words in a run; at 3, 20 % of words dropped at random leave .64 of the runs of what remains
COMMON = 100  # a run in more wordings, or reports, than this is from then on a phrase of the trade and proposes no pair
NEVER = dt.date.max.toordinal() + 1  # the day of a report that has none, and of what does not happen
CODES_AT_ONCE = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Of some codes those who hold each in common, by code and number: `code` is an index into what was asked for."""

    code: Codes
    owner: npt.NDArray[np.integer]

    def of(self, code: int) -> list[int]:
        first, last = np.searchsorted(self.code, [code, code + 1])
        found: list[int] = self.owner[first:last].tolist()
        return found

    def pairs(self, total: int) -> Codes:
        """Code and owner as one number; there are `total` owners."""
        found: Codes = self.code * total + self.owner
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Wordings:
    """`ids` and `days`: of the reports, by number; `numbers`: hash of the id → report; `held`: run → wordings; `known`: hash of
    the words → wording; `standing`: wording → where it stands, twice the report's number and one more where it is direct
    speech; `lengths`, `sizes` and `born`: words, distinct runs and first day of each wording; `most`: no report has more
    passages."""

    ids: tuple[str, ...] = ()
    days: Owners = field(default_factory=lambda: NO_OWNERS)
    numbers: Postings = field(default_factory=Postings)
    held: Postings = field(default_factory=Postings)
    known: Postings = field(default_factory=Postings)
    standing: Postings = field(default_factory=Postings)
    lengths: Owners = field(default_factory=lambda: NO_OWNERS)
    sizes: Owners = field(default_factory=lambda: NO_OWNERS)
    born: Owners = field(default_factory=lambda: NO_OWNERS)
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

    def holders(self, codes: Codes) -> Holding:
        """The wordings that have each run in common: those that were born before more than COMMON had it."""
        starts, sizes = self.held.where(codes)
        return _in_common(np.repeat(np.arange(len(codes)), sizes), self.held.owners[spread(starts, sizes)], self.born)

    def tellers(self, codes: Codes) -> Holding:
        """The same of the reports that have each run outside direct speech."""
        starts, sizes = self.held.where(codes)
        until = np.full(len(codes), NEVER)
        for n in np.flatnonzero(sizes > COMMON * self.most).tolist():
            until[n] = self._enough(self.held.owners[starts[n] : starts[n] + sizes[n]])
        code, wording = np.repeat(np.arange(len(codes)), sizes), self.held.owners[spread(starts, sizes)]
        soon = self.born[wording] <= until[code]
        told = self._telling(code[soon], wording[soon])
        return _in_common(told.code, told.owner, self.days)

    def _enough(self, wordings: Owners) -> int:
        """A day by which more than COMMON reports told some of very many wordings, found from those that were born first."""
        born = self.born[wordings]
        day = int(np.partition(born, COMMON * self.most)[COMMON * self.most])
        told = self._telling(np.zeros((born <= day).sum(), dtype=np.int64), wordings[born <= day])
        return day if (self.days[told.owner] <= day).sum() > COMMON else NEVER

    def _telling(self, code: Codes, wording: Owners) -> Holding:
        at, many = self.standing.where(wording)
        told = self.standing.owners[spread(at, many)]
        own = told & 1 == 0
        total = max(len(self.ids), 1)
        pairs = np.unique(np.repeat(code, many)[own] * total + (told[own] >> 1))
        return Holding(code=pairs // total, owner=pairs % total)


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What changed from one index to the next: the runs of all passages that came or went, sorted; wordings and reports from a
    number on are new; `left` reports are not there any more, `gone` wordings stand nowhere any more, the `shifted` stand in
    other places than before."""

    codes: Codes
    wordings: int
    reports: int
    left: frozenset[int]
    gone: frozenset[int]
    shifted: Codes


def updated(before: Wordings, gone: Collection[Report], more: Collection[Report]) -> tuple[Wordings, Added]:
    """The index without some reports and with others."""
    left, dead, touched, lost = _without(before, gone)
    since = len(before.lengths)
    ids, days = list(left.ids), array("i", left.days.tobytes())
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
        days.append(report.known_by.toordinal() if report.known_by else NEVER)
        most = max(most, count)
    fresh = np.frombuffer(codes, dtype=np.int64)
    hashes = np.fromiter(new.keys(), dtype=np.int64, count=len(new))
    standing = np.frombuffer(worded, dtype=np.int64)
    fresh_ids = np.fromiter((hash(report.id) for report in more), dtype=np.int64, count=len(more))
    unborn = np.full(len(new), NEVER, dtype=np.int32)
    now = Wordings(
        ids=tuple(ids),
        days=np.frombuffer(days, dtype=np.int32),
        numbers=left.numbers.with_more(fresh_ids, np.arange(len(left.ids), len(ids), dtype=np.int32)),
        held=left.held.with_more(fresh, np.frombuffer(owners, dtype=np.int32)),
        known=left.known.with_more(hashes, np.arange(since, since + len(new), dtype=np.int32)),
        standing=left.standing.with_more(standing, np.frombuffer(places, dtype=np.int32)),
        lengths=np.concatenate([left.lengths, np.frombuffer(lengths, dtype=np.int32)]),
        sizes=np.concatenate([left.sizes, np.frombuffer(sizes, dtype=np.int32)]),
        born=np.concatenate([left.born, unborn]),
        most=most,
    )
    now, moved, shifted = _born(now, np.unique(np.concatenate([touched, standing])), since)
    added = Added(
        codes=np.unique(np.concatenate([fresh, *again])),
        wordings=since,
        reports=len(left.ids),
        left=frozenset(before.numbers_of({report.id for report in gone}).tolist()),
        gone=dead.union(moved),
        shifted=shifted,
    )
    return now, added


def _born(index: Wordings, shifted: Codes, since: int) -> tuple[Wordings, list[int], Codes]:
    """The index with the days on which the `shifted` wordings were born. One from before `since` that was born on another day
    than it was is another wording now: those that went, and the shifted ones with those that came in their place."""
    starts, sizes = index.standing.where(shifted)
    there, starts = shifted[sizes > 0], starts[sizes > 0]
    sizes = sizes[sizes > 0]
    days = index.days[index.standing.owners[spread(starts, sizes)] >> 1]
    born = np.minimum.reduceat(days, np.cumsum(sizes) - sizes) if len(there) else NO_OWNERS
    other = (there < since) & (born != index.born[there])
    now = index.born.copy()
    now[there[~other]] = born[~other]
    if not other.any():
        return replace(index, born=now), [], shifted
    went = there[other]
    number = np.arange(len(now), dtype=np.int32)  # of each wording, by what it was
    number[went] = np.arange(len(now), len(now) + len(went))
    moved = replace(
        index,
        held=index.held.renamed(number),
        known=index.known.renamed(number),
        standing=index.standing.recoded(number),
        lengths=np.concatenate([index.lengths, index.lengths[went]]),
        sizes=np.concatenate([index.sizes, index.sizes[went]]),
        born=np.concatenate([now, born[other]]),
    )
    return moved, went.tolist(), np.union1d(shifted, number[went])


def _in_common(code: Codes, owner: npt.NDArray[np.integer], born: Owners) -> Holding:
    """Of those that hold codes, together by code, the ones that were born before more than COMMON were."""
    kept = np.ones(len(code), dtype=np.bool_)
    counts = np.bincount(code)
    ends = np.cumsum(counts)
    for n in np.flatnonzero(counts > COMMON).tolist():
        days = born[owner[ends[n] - counts[n] : ends[n]]]
        kept[ends[n] - counts[n] : ends[n]] = days < np.partition(days, COMMON)[COMMON]
    return Holding(code=code[kept], owner=owner[kept])


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
