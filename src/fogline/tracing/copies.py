"""Passages that repeat each other, and which of them was first.

Who copied whom follows from a citation of one by the other, then from the dates of publication, then from nothing.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fogline.records import Claim, Report
from fogline.tracing import voices
from fogline.tracing.passages import Run
from fogline.tracing.shingles import Match

Key = tuple[str, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A run that repeats others: the `group`, itself among them, in order of precedence; of those that had it before, the ones
    that it repeats itself and not by way of others (`earlier`); the score of the best match that ties it to the others."""

    run: Run
    group: tuple[Run, ...]
    earlier: tuple[Run, ...]
    score: int
    whole: bool

    @property
    def original(self) -> Run:
        return self.group[0]

    @property
    def is_first(self) -> bool:
        return not self.earlier


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedence:
    """Which of some reports that share a passage had it first: not one that cites another of them, then the earliest."""

    reports: Mapping[str, Report]
    outlets: Mapping[str, str]  # report → its outlet
    cites: Mapping[str, frozenset[str]]  # report → the outlets that its claims name

    @staticmethod
    def of(reports: Mapping[str, Report], claims: Iterable[Claim], names: voices.Names) -> Precedence:
        cites: dict[str, frozenset[str]] = {}
        for claim in claims:
            cites[claim.report] = cites.get(claim.report, frozenset()) | voices.cited(claim, names)
        outlets = {id: names.outlet(report.source) for id, report in reports.items() if report.source}
        return Precedence(reports=reports, outlets=outlets, cites=cites)

    def in_order(self, runs: Sequence[Run]) -> tuple[Run, ...]:
        among = {self.outlets[run.report] for run in runs if run.report in self.outlets}

        def order(run: Run) -> tuple[bool, bool, dt.date, str, int]:
            others = among - {self.outlets.get(run.report, "")}
            citing = bool(self.cites.get(run.report, frozenset()) & others)
            return run.segment == "comment", citing, published(self.reports[run.report]), run.report, run.start

        return tuple(sorted(runs, key=order))


def published(report: Report) -> dt.date:
    """The day of publication, the last of all where it is not known; the day that a page was rendered says nothing."""
    published = report.published
    if published is None or published.basis == "page" or published.end is None:
        return dt.date.max
    return published.start or published.end


def copies_of(found: Iterable[Match], precedence: Precedence) -> dict[Key, Copy]:
    """For each run that repeats another: the first run of its group (the original is its own)."""
    parent: dict[Key, Key] = {}
    runs: dict[Key, Run] = {}
    best: dict[Key, tuple[int, bool]] = {}
    beside: dict[Key, set[Key]] = defaultdict(set)

    def root(key: Key) -> Key:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for match in found:
        for run in (match.first, match.second):
            parent.setdefault(run.key, run.key)
            runs[run.key] = run
            best[run.key] = max(best.get(run.key, (0, False)), (match.score, match.whole))
        beside[match.first.key].add(match.second.key)
        beside[match.second.key].add(match.first.key)
        a, b = sorted((root(match.first.key), root(match.second.key)))
        parent[b] = a
    groups: dict[Key, list[Run]] = defaultdict(list)
    for key in sorted(runs):
        groups[root(key)].append(runs[key])
    copies = {}
    for group in groups.values():
        ordered = precedence.in_order(group)
        for n, run in enumerate(ordered):
            score, whole = best[run.key]
            earlier = tuple(other for other in ordered[:n] if other.key in beside[run.key])
            copies[run.key] = Copy(run=run, group=ordered, earlier=earlier, score=score, whole=whole)
    return copies
