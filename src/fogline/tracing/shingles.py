"""Finding passages that share word runs: exact and edited copies, excerpts, quotations.

Wordings (wordings.py) are compared by the containment of their shingles (runs of SHINGLE words, single characters in scripts
that put no spaces between words). Reports that share shingles are compared as wholes by their *neighbours*,
pairs of words that stand close by in either order: of a copy in which every fourth word was dropped or moved a third of the
shingles is left but six in ten of the neighbours, and two accounts of one event share less than half (bench/copies.py).

A report more or less changes the shares of its own passages; and those of others where a run becomes, or is no more, one that
stands in more than COMMON wordings or reports. Both are found from its runs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations, pairwise

import numpy as np

from fogline.records import Report
from fogline.tracing.passages import Run, cut
from fogline.tracing.shared import NO_CODES, Codes, Counted, runs
from fogline.tracing.wordings import CODES_AT_ONCE, COMMON, SHINGLE, Added, Wordings, updated

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
            for r, s in _pairs(places, a, b, among):
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


def _pairs(places: Mapping[int, list[Run]], a: int, b: int, among: Collection[str]) -> Iterator[tuple[Run, Run]]:
    """The places of two wordings, each with each; of one that stands everywhere, only each with the next."""
    if a != b:
        found: Iterable[tuple[Run, Run]] = ((r, s) for r in places[a] for s in places[b])
    else:
        runs = sorted(places[a], key=lambda run: run.key)
        found = pairwise(runs) if len(runs) > COMMON else combinations(runs, 2)
    return ((r, s) for r, s in found if r.report in among or s.report in among)


# ------------------------------------------------------------------------------------------------------ which are alike


def _alike(before: Shingled, now: Wordings, added: Added, reports: Mapping[str, Report]) -> tuple[Alike, set[int]]:
    """Containment in thousandths of each pair of wordings that share a run, and the wordings of which it changed."""
    shared = Counted(len(now.lengths), added.wordings)
    for codes in _at_once(added.codes):
        starts, sizes = now.held.where(codes)
        shared.add(now.held.owners, starts[sizes <= COMMON], sizes[sizes <= COMMON])

    @lru_cache(maxsize=KEPT)
    def held(wording: int) -> Codes:
        ((run, *_),) = now.passages_of([wording], reports).values()
        return runs(run.words, SHINGLE)

    def count(a: int, b: int) -> int:
        both = np.intersect1d(held(a), held(b))
        return len(both) - int(now.are_common(both).sum())

    turned = added.codes[before.wordings.are_common(added.codes) != now.are_common(added.codes)]
    again = {
        pair
        for code, common in zip(turned, now.are_common(turned), strict=True)
        for pair in _old_pairs(now.held.of(np.array([code])).tolist(), added.wordings, before.alike if common else None)
    }

    def score(a: int, b: int, count: int) -> int | None:
        found = 1000 * count // min(now.sizes[[a, b]].tolist())
        return found if found >= EDITED and min(now.lengths[[a, b]].tolist()) >= SHINGLE else None

    scores = {(a, b): found for a, b, n in shared if (found := score(a, b, n)) is not None}
    return _merged(before.alike, added.gone, scores | {(a, b): score(a, b, count(a, b)) for a, b in again})


def _together(before: Shingled, now: Wordings, added: Added, reports: Mapping[str, Report]) -> tuple[Alike, set[int]]:
    """Pairs of reports of which one has BY_AND_LARGE of its neighbours in the other, without direct speech; how many, and the
    reports of which that changed."""
    shared = Counted(len(now.ids), added.reports)
    again = set[Pair]()
    for codes in _at_once(added.codes):
        tellers, starts, sizes = now.tellers(codes)
        few = sizes <= COMMON
        shared.add(tellers, starts[few], sizes[few])
        old, old_starts, old_sizes = before.wordings.tellers(codes)
        for n in np.flatnonzero((old_sizes <= COMMON) != few):
            common = not few[n]
            who = old[old_starts[n] : old_starts[n] + old_sizes[n]] if common else tellers[starts[n] : starts[n] + sizes[n]]
            there = [number for number in who.tolist() if now.ids[number]]
            again.update(_old_pairs(there, added.reports, before.together if common else None))

    @lru_cache(maxsize=KEPT)
    def near(report: int) -> frozenset[tuple[str, str]]:
        return frozenset(pair for run in cut(reports[now.ids[report]]) if not run.quoted for pair in neighbours(run.words))

    @lru_cache(maxsize=KEPT)
    def told(report: int) -> Codes:
        mine = (runs(run.words, SHINGLE) for run in cut(reports[now.ids[report]]) if not run.quoted)
        return np.unique(np.concatenate([NO_CODES, *mine]))

    def count(a: int, b: int) -> int:
        _, _, sizes = now.tellers(np.intersect1d(told(a), told(b)))
        return int((sizes <= COMMON).sum())

    def share(a: int, b: int, count: int) -> int | None:
        if count < LEAST_SHARED:
            return None
        one, other = near(a), near(b)
        least = min(len(one), len(other))
        found = 1000 * len(one & other) // least if least >= LEAST_NEIGHBOURS else 0
        return found if found >= BY_AND_LARGE else None

    shares = {(a, b): found for a, b, n in shared if (found := share(a, b, n)) is not None}
    gone = frozenset(n for n in before.together if not now.ids[n])
    return _merged(before.together, gone, shares | {(a, b): share(a, b, count(a, b)) for a, b in again})


def _at_once(codes: Codes) -> Iterator[Codes]:
    return (codes[at : at + CODES_AT_ONCE] for at in range(0, len(codes), CODES_AT_ONCE))


def _old_pairs(owners: Iterable[int], since: int, alike: Alike | None) -> Iterator[Pair]:
    """The pairs among owners with a number below `since`; where `alike` is given, of those that are alike in it: a run that has
    become common makes none alike that were not."""
    old = sorted(owner for owner in owners if owner < since)
    return ((a, b) for a, b in combinations(old, 2) if alike is None or b in alike.get(a, ()))


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
