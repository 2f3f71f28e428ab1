"""Finding passages that share word runs: exact and edited copies, excerpts, quotations.

Passages with the same words are one *wording*; wordings are compared by the
containment of their shingles (runs of SHINGLE words, single characters in scripts that put no spaces between words), found
through an index of all shingles (shared.py). Reports that share shingles are compared as wholes by their *neighbours*,
pairs of words that stand close by in either order: of a copy in which every fourth word was dropped or moved a third of the
shingles is left but six in ten of the neighbours, and two accounts of one event share less than half (bench/copies.py).
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations, pairwise

import numpy as np

from fogline.records import Report
from fogline.tracing.passages import Run, cut
from fogline.tracing.shared import Held, Vocabulary

SHINGLE = 3  # words in a run; at 3, 20 % of words dropped at random leave .64 of the runs of what remains
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
COMMON = 100  # a run in more wordings than this is a phrase of the trade and proposes no pair


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Two passages that share their words; `score` is the larger containment in thousandths."""

    first: Run
    second: Run
    score: int
    whole: bool  # one of the two reports is by and large in the other


def matches(reports: Iterable[Report]) -> list[Match]:
    """All pairs of passages that repeat each other, within one report too, ordered by their places."""
    index = Index(reports)
    whole = index.copied_reports()
    scores = [*index.scores(), *((w, w, 1000) for w in np.flatnonzero(np.bincount(index.worded) > 1).tolist())]
    places = index.places({w for a, b, _ in scores for w in (a, b)})
    found = {}
    for a, b, score in scores:
        least, enough = min(index.lengths[a], index.lengths[b]), LEAST_WORDS if a == b else LEAST_EDITED
        for r, s in _pairs(places, a, b):
            together = (min(r.report, s.report), max(r.report, s.report)) in whole
            if score >= (EDITED if together else COPIED) and (together or least >= enough):
                first, second = sorted((r, s), key=lambda run: run.key)
                found[first.key, second.key] = Match(first=first, second=second, score=score, whole=together)
    for pair in sorted(whole):
        for match in _aligned(*(index.passages(report) for report in pair)):
            found.setdefault((match.first.key, match.second.key), match)
    return [found[key] for key in sorted(found)]


def neighbours(tokens: Sequence[str]) -> set[tuple[str, str]]:
    """Pairs of words within REACH of each other, in either order."""
    return {(min(one, other), max(one, other)) for i, one in enumerate(tokens) for other in tokens[i + 1 : i + 1 + REACH]}


def _pairs(places: Mapping[int, list[Run]], a: int, b: int) -> Iterable[tuple[Run, Run]]:
    """The places of two wordings, each with each; of one that stands everywhere, only each with the next."""
    if a != b:
        return ((r, s) for r in places[a] for s in places[b])
    runs = sorted(places[a], key=lambda run: run.key)
    return pairwise(runs) if len(runs) > COMMON else combinations(runs, 2)


class Index:
    """The wordings of all passages and what they hold, as arrays: the passages themselves are cut again where they are needed,
    because of a million reports few repeat another."""

    def __init__(self, reports: Iterable[Report]) -> None:
        self.reports = {report.id: report for report in reports}
        self.worded, self.lengths = array("q"), array("q")  # the wording of each passage, the words of each wording
        self.ends = array("q")  # of each report, the passages up to and with its own
        self._quoted = bytearray()
        numbers: dict[bytes, int] = {}
        vocabulary = Vocabulary()

        def distinct() -> Iterator[Sequence[str]]:
            for report in self.reports.values():
                for run in cut(report):
                    digest = blake2b(" ".join(run.words).encode(), digest_size=16).digest()
                    number = numbers.setdefault(digest, len(numbers))
                    self.worded.append(number)
                    self._quoted.append(run.quoted)
                    if number == len(self.lengths):
                        self.lengths.append(len(run.words))
                        yield run.words
                self.ends.append(len(self.worded))

        self._held = Held(vocabulary.runs(tokens, SHINGLE) for tokens in distinct())

    def passages(self, report: str) -> list[Run]:
        return list(cut(self.reports[report]))

    def places(self, wordings: set[int]) -> dict[int, list[Run]]:
        """Where some wordings stand."""
        found: dict[int, list[Run]] = defaultdict(list)
        start = 0
        for report, end in zip(self.reports, self.ends, strict=True):
            if any(w in wordings for w in self.worded[start:end]):
                for w, run in zip(self.worded[start:end], self.passages(report), strict=True):
                    if w in wordings:
                        found[w].append(run)
            start = end
        return found

    def scores(self) -> Iterator[tuple[int, int, int]]:
        """Containment in thousandths of each pair of wordings that share a run."""
        sizes = np.diff(self._held.starts).tolist()
        for i, j, count in self._held.counts(COMMON):
            score = 1000 * count // min(sizes[i], sizes[j])
            if score >= EDITED and min(self.lengths[i], self.lengths[j]) >= SHINGLE:
                yield i, j, score

    def copied_reports(self) -> dict[tuple[str, str], int]:
        """Pairs of reports of which one has BY_AND_LARGE of its neighbours in the other, without direct speech; how many."""
        ids = list(self.reports)
        told, start = [], 0
        for end in self.ends:
            told.append([w for w, quoted in zip(self.worded[start:end], self._quoted[start:end], strict=True) if not quoted])
            start = end

        @lru_cache(maxsize=KEPT)
        def near(report: int) -> frozenset[tuple[str, str]]:
            return frozenset(pair for run in self.passages(ids[report]) if not run.quoted for pair in neighbours(run.words))

        copied = {}
        for i, j, count in self._held.together(told).counts(COMMON):
            if count >= LEAST_SHARED:
                one, other = near(i), near(j)
                least = min(len(one), len(other))
                if least >= LEAST_NEIGHBOURS and (share := 1000 * len(one & other) // least) >= BY_AND_LARGE:
                    copied[min(ids[i], ids[j]), max(ids[i], ids[j])] = share
        return copied


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
