"""Finding passages that share word runs: exact and edited copies, excerpts, quotations.

Wordings (wordings.py) are compared by the containment of their shingles (runs of SHINGLE words, single characters in scripts
that put no spaces between words). Reports that share shingles are compared as wholes by their *neighbours*,
pairs of words that stand close by in either order: of a copy in which every fourth word was dropped or moved a third of the
shingles is left but six in ten of the neighbours, and two accounts of one event share less than half (bench/copies.py).

A report more or less changes the shares of its own passages; and those of others where one of its runs becomes common earlier
or later than it did (wordings.py). Both are found from its runs. No report changes what those share that were known before it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain, combinations, pairwise

import numpy as np

from fogline.records import Report
from fogline.tracing.passages import Run, cut
from fogline.tracing.shared import NO_CODES, Codes, Counted, runs
from fogline.tracing.wordings import CODES_AT_ONCE, COMMON, SHINGLE, Added, Holding, Wordings, updated

LEAST_WORDS = 8  # a shorter passage is a phrase that two people may write ("he said on Friday")
LEAST_EDITED = 12  # the same for a passage that is not word for word the same
COPIED = 600  # thousandths: containment of one passage in another that is a copy whatever stands around it
EDITED = 300  # thousandths: enough inside a pair of reports of which one is by and large in the other
BY_AND_LARGE = 480  # thousandths of a report's neighbours; different outlets' own accounts of one event share up to .43
ALIGNED = 450  # thousandths of a passage's neighbours within such a pair of reports
LEAST_SHARED = 5  # shingles from which on two reports are compared as wholes
LEAST_NEIGHBOURS = 45  # of a report that can be by and large another; below, only the same passage makes a copy
KEPT = 4096  # reports whose neighbours are kept while pairs are compared
REACH = 3  # words within which two are neighbours

Pair = tuple[int, int]
Alike = Mapping[int, Mapping[int, int]]
"""Number → the numbers that it is compared with, and how much alike they are; each pair from both sides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Two passages that share their words; `score` is the larger containment in thousandths."""

    first: Run
    second: Run
    score: int
    whole: bool  # one of the two reports is by and large in the other


@dataclass(frozen=True, slots=True, kw_only=True)
class Shingled:
    """The wordings of some reports, those that are `alike` and the reports of which one is by and large in the other
    (`together`), each with the share in thousandths."""

    wordings: Wordings = field(default_factory=Wordings)
    alike: Alike = field(default_factory=dict)
    together: Alike = field(default_factory=dict)

    def matches(self, among: Collection[str], reports: Mapping[str, Report]) -> list[Match]:
        """The pairs of passages that repeat each other, of which one is of the reports `among`, ordered by their places."""
        numbers = self.wordings.numbers_of(among)
        own = np.unique(self.wordings.standing.codes[self.wordings.standing_in(numbers)])
        several = self.wordings.standing.where(own)[1] > 1
        mine = [w for w, again in zip(own.tolist(), several.tolist(), strict=True) if again or w in self.alike]
        scores = {(min(w, v), max(w, v)): score for w in mine for v, score in {w: 1000, **self.alike.get(w, {})}.items()}
        places = self.wordings.passages_of({w for pair in scores for w in pair}, reports)
        whole = {self._pair(a, b) for a in numbers.tolist() for b in self.together.get(a, ())}
        found = {}
        for (a, b), score in scores.items():
            least, enough = min(self.wordings.lengths[[a, b]].tolist()), LEAST_WORDS if a == b else LEAST_EDITED
            for r, s in _pairs(places, a, b, among, reports):
                is_whole = (min(r.report, s.report), max(r.report, s.report)) in whole
                if score >= (EDITED if is_whole else COPIED) and (is_whole or least >= enough):
                    first, second = sorted((r, s), key=lambda run: run.key)
                    found[first.key, second.key] = Match(first=first, second=second, score=score, whole=is_whole)
        for pair in sorted(whole):
            for match in _aligned(*(list(cut(reports[report])) for report in pair)):
                found.setdefault((match.first.key, match.second.key), match)
        return [found[key] for key in sorted(found)]

    def _pair(self, a: int, b: int) -> tuple[str, str]:
        one, other = self.wordings.ids[a], self.wordings.ids[b]
        return min(one, other), max(one, other)


def shingled(
    before: Shingled, gone: Mapping[str, Report], more: Mapping[str, Report], reports: Mapping[str, Report]
) -> tuple[Shingled, set[str]]:
    """The same without some of the reports before and with others, `reports` in all; and the reports that have other matches
    than before."""
    wordings, added = updated(before.wordings, gone.values(), more.values())
    alike, changed = _alike(before, wordings, added, reports)
    together, apart = _together(before, wordings, added, reports)
    most = np.maximum(*(each.standing.where(added.shifted)[1] for each in (before.wordings, wordings)))
    crowded = added.shifted[most > COMMON].tolist()  # of a wording that stands everywhere each place is compared with the next
    touched = {*gone, *more, *wordings.reports_of(_codes({*changed, *crowded})), *(wordings.ids[number] for number in apart)}
    return Shingled(wordings=wordings, alike=alike, together=together), touched - {""}


def matches(reports: Iterable[Report]) -> list[Match]:
    """All pairs of passages that repeat each other, within one report too, ordered by their places."""
    by_id = {report.id: report for report in reports}
    found, _ = shingled(Shingled(), {}, by_id, by_id)
    return found.matches(by_id.keys(), by_id)


def neighbours(tokens: Sequence[str]) -> set[tuple[str, str]]:
    """Pairs of words within REACH of each other, in either order."""
    return {(min(one, other), max(one, other)) for i, one in enumerate(tokens) for other in tokens[i + 1 : i + 1 + REACH]}


def _codes(numbers: Collection[int]) -> Codes:
    return np.fromiter(numbers, dtype=np.int64, count=len(numbers))


def _pairs(
    places: Mapping[int, list[Run]], a: int, b: int, among: Collection[str], reports: Mapping[str, Report]
) -> Iterator[tuple[Run, Run]]:
    """The places of two wordings, each with each; of one that stands everywhere, each with the next after the first COMMON."""
    if a != b:
        found: Iterable[tuple[Run, Run]] = ((r, s) for r in places[a] for s in places[b])
    else:
        runs = sorted(places[a], key=lambda run: (reports[run.report].known_by or dt.date.max, run.key))
        found = chain(combinations(runs[:COMMON], 2), pairwise(runs[COMMON - 1 :]))
    return ((r, s) for r, s in found if r.report in among or s.report in among)


# ------------------------------------------------------------------------------------------------------ which are alike


def _alike(before: Shingled, now: Wordings, added: Added, reports: Mapping[str, Report]) -> tuple[Alike, set[int]]:
    """Containment in thousandths of each pair of wordings that share a run, and the wordings of which it changed."""
    shared, again = Counted(len(now.lengths), added.wordings), set[Pair]()
    for codes in _at_once(added.codes):
        holding = now.holders(codes)
        shared.add(holding.code, holding.owner)
        again |= _again(before.wordings.holders(codes), holding, added.wordings, added.gone, before.alike)

    @lru_cache(maxsize=KEPT)
    def held(wording: int) -> Codes:
        ((run, *_),) = now.passages_of([wording], reports).values()
        return runs(run.words, SHINGLE)

    @cache
    def holders(code: int) -> frozenset[int]:
        return frozenset(now.holders(np.array([code])).owner.tolist())

    def count(a: int, b: int) -> int:
        return sum(holders(code).issuperset((a, b)) for code in np.intersect1d(held(a), held(b)).tolist())

    def score(a: int, b: int, count: int) -> int | None:
        found = 1000 * count // min(now.sizes[[a, b]].tolist())
        return found if found >= EDITED and min(now.lengths[[a, b]].tolist()) >= SHINGLE else None

    scores = {(a, b): found for a, b, n in shared if (found := score(a, b, n)) is not None}
    return _merged(before.alike, added.gone, scores | {(a, b): score(a, b, count(a, b)) for a, b in again})


def _together(before: Shingled, now: Wordings, added: Added, reports: Mapping[str, Report]) -> tuple[Alike, set[int]]:
    """Pairs of reports of which one has BY_AND_LARGE of its neighbours in the other, without direct speech; how many, and the
    reports of which that changed."""
    shared, again = Counted(len(now.ids), added.reports), set[Pair]()
    for codes in _at_once(added.codes):
        telling = now.tellers(codes)
        shared.add(telling.code, telling.owner)
        again |= _again(before.wordings.tellers(codes), telling, added.reports, added.left, before.together)

    @lru_cache(maxsize=KEPT)
    def near(report: int) -> frozenset[tuple[str, str]]:
        return frozenset(pair for run in cut(reports[now.ids[report]]) if not run.quoted for pair in neighbours(run.words))

    @lru_cache(maxsize=KEPT)
    def told(report: int) -> Codes:
        mine = (runs(run.words, SHINGLE) for run in cut(reports[now.ids[report]]) if not run.quoted)
        return np.unique(np.concatenate([NO_CODES, *mine]))

    @cache
    def tellers(code: int) -> frozenset[int]:
        return frozenset(now.tellers(np.array([code])).owner.tolist())

    def count(a: int, b: int) -> int:
        return sum(tellers(code).issuperset((a, b)) for code in np.intersect1d(told(a), told(b)).tolist())

    def share(a: int, b: int, count: int) -> int | None:
        if count < LEAST_SHARED:
            return None
        one, other = near(a), near(b)
        least = min(len(one), len(other))
        found = 1000 * len(one & other) // least if least >= LEAST_NEIGHBOURS else 0
        return found if found >= BY_AND_LARGE else None

    shares = {(a, b): found for a, b, n in shared if (found := share(a, b, n)) is not None}
    return _merged(before.together, added.left, shares | {(a, b): share(a, b, count(a, b)) for a, b in again})


def _at_once(codes: Codes) -> Iterator[Codes]:
    return (codes[at : at + CODES_AT_ONCE] for at in range(0, len(codes), CODES_AT_ONCE))


def _again(before: Holding, now: Holding, since: int, gone: Collection[int], alike: Alike) -> set[Pair]:
    """The pairs of owners with a number below `since` that hold some code in common and did not, and of those that did and do
    not any more, or hold it with others, the ones that were `alike`: with less in common none becomes so."""
    one, two = before.pairs(since), Holding(code=now.code[now.owner < since], owner=now.owner[now.owner < since]).pairs(since)
    found = set[Pair]()
    for pair in np.setdiff1d(one, two).tolist():
        code, owner = divmod(pair, since)
        if owner not in gone and owner in alike:
            found.update(_ordered(owner, other) for other in before.of(code) if other in alike[owner] and other not in gone)
    for pair in np.setdiff1d(two, one).tolist():
        code, owner = divmod(pair, since)
        found.update(_ordered(owner, other) for other in now.of(code) if other < since and other != owner)
    return found


def _ordered(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)


def _merged(before: Alike, gone: frozenset[int], scores: Mapping[Pair, int | None]) -> tuple[Alike, set[int]]:
    """What is alike without the numbers `gone` and with other scores, None for what is not; and the numbers whose changed."""
    changed: dict[int, dict[int, int]] = {}

    def own(number: int) -> dict[int, int]:
        return changed.setdefault(number, dict(before.get(number, {})))

    for number in gone & before.keys():
        for other in before[number]:
            own(other).pop(number, None)
    for (a, b), score in scores.items():
        for one, other in ((a, b), (b, a)):
            if score is None:
                own(one).pop(other, None)
            else:
                own(one)[other] = score
    changed = {number: found for number, found in changed.items() if found != before.get(number, {})}
    found = {**before, **changed}
    for number in (*gone, *(number for number, left in changed.items() if not left)):
        found.pop(number, None)
    return found, changed.keys() - gone


def _aligned(one: Sequence[Run], other: Sequence[Run]) -> Iterator[Match]:
    """Each passage of the shorter of two copied reports with the one of the longer that has most of its neighbours."""
    short, long = sorted(
        ([(r, neighbours(r.words)) for r in runs if len(r.words) >= SHINGLE] for runs in (one, other)), key=len
    )
    for run, own in short:
        share, _, that = max(
            ((1000 * len(own & their) // max(min(len(own), len(their)), 1), -n, run) for n, (run, their) in enumerate(long)),
            key=lambda found: found[:2],
        )
        if share >= ALIGNED:
            first, second = sorted((run, that), key=lambda run: run.key)
            yield Match(first=first, second=second, score=share, whole=True)
