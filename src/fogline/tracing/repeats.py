"""Which earlier claim a claim in a repeated passage repeats.

Passages that repeat each other are a group, in order of who had it first (copies.py). A claim repeats the first claim of its
kind, in the passages that its own repeats, that has its figures and names no other place or day, in a report that by and
large tells of the same; failing that, one whose figures another outlet changed within EDITED days. What finds neither is
nobody's copy, however alike the words: a ministry's bulletin has yesterday's words and today's dead. A short sentence alone is
a formula ("12 soldiers were killed, residents said"): its figures must be the same and its place, where it has none, that of
its report.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from fogline.records import Claim, Report
from fogline.tracing import alike
from fogline.tracing.copies import Copy, Key, published
from fogline.tracing.passages import Run

EDITED = dt.timedelta(days=3)
FORMULA = 20  # words; what is shorter several people write of themselves


class Repeats:
    """For the claims of some reports. `at` gives the repeated passage that a claim stands in, `outlets` a report's outlet."""

    def __init__(
        self,
        claims: Sequence[Claim],
        at: Mapping[str, Run],
        copies: Mapping[Key, Copy],
        reports: Mapping[str, Report],
        outlets: Mapping[str, str],
    ) -> None:
        self._copies, self._reports, self._outlets = copies, reports, outlets
        self.inside: dict[Key, list[Claim]] = defaultdict(list)
        for claim in claims:
            if claim.id in at:
                self.inside[at[claim.id].key].append(claim)
        self._at = at
        self._there: dict[str, frozenset[str]] = {}
        for claim in claims:
            self._there[claim.report] = self._there.get(claim.report, frozenset()) | alike.places(claim)
        self._told: dict[str, dict[tuple[Key, str], list[Claim]]] = defaultdict(lambda: defaultdict(list))
        for key, told in self.inside.items():
            for claim in told if key in copies else ():
                self._told[claim.report][copies[key].original.key, claim.kind].append(claim)
        self._apart: dict[tuple[str, str], bool] = {}
        self._found: dict[str, Claim | None] = {}

    def copy(self, claim: Claim) -> Copy | None:
        """The copy in which a claim stands and of which it is a part; None where it stands in none or tells of something else
        than those whose words it has."""
        run = self._at.get(claim.id)
        copy = self._copies.get(run.key) if run else None
        if copy is None or copy.is_first:
            return copy
        if self.of(claim) is not None:
            return copy
        others = any(c.kind == claim.kind for run in copy.earlier for c in self.inside.get(run.key, ()))
        return None if others or all(self._tell_apart(claim.report, run.report) for run in copy.earlier) else copy

    def of(self, claim: Claim) -> Claim | None:
        """The claim that a claim repeats, None for the first of its kind."""
        if claim.id not in self._found:
            run = self._at.get(claim.id)
            copy = self._copies.get(run.key) if run else None
            found = next(self._offers(claim, copy), None) if copy else None
            self._found[claim.id] = (self.of(found) or found) if found else None
        return self._found[claim.id]

    def _offers(self, claim: Claim, copy: Copy) -> Iterator[Claim]:
        told = [c for earlier in copy.earlier for c in self._in_order(claim, copy.run, earlier)]
        yield from (c for c in told if alike.same_figures(claim, c))
        if copy.whole or len(copy.run.words) >= FORMULA:
            yield from (c for c in told if self._may_have_changed(claim, c))

    def _in_order(self, claim: Claim, run: Run, earlier: Run) -> list[Claim]:
        """The claims of an earlier passage that may be the same, the one at the claim's own rank first."""
        if self._tell_apart(run.report, earlier.report):
            return []
        rank = [c.id for c in self.inside[run.key] if c.kind == claim.kind].index(claim.id)
        told = [c for c in self.inside.get(earlier.key, ()) if c.kind == claim.kind]
        near = sorted(range(len(told)), key=lambda n: (abs(n - rank), n))
        found = [told[n] for n in near if not alike.differ(claim, told[n])]
        return found if len(run.words) >= FORMULA else [c for c in found if self._may_be_there(claim, c)]

    def _may_be_there(self, a: Claim, b: Claim) -> bool:
        """Whether two claims, of which one has no place of its own, stand in reports that have one in common or name none."""
        here, there = (alike.places(c) or self._there[c.report] for c in (a, b))
        return not here or not there or bool(here & there)

    def _tell_apart(self, a: str, b: str) -> bool:
        """Whether more in the shared passages of two reports tells of other places or days than of the same: then neither is a
        copy. A single difference may be an error of reading."""
        pair = (min(a, b), max(a, b))
        if pair not in self._apart:
            one, two = self._told[a], self._told[b]
            shared = [[(x, y) for x in one[key] for y in two[key]] for key in one if key in two]
            others = sum(all(alike.differ(x, y) for x, y in pairs) for pairs in shared)
            same = sum(any(alike.agree(x, y) for x, y in pairs) for pairs in shared)
            self._apart[pair] = others > same
        return self._apart[pair]

    def _may_have_changed(self, claim: Claim, other: Claim) -> bool:
        one, two = (self._outlets.get(c.report) for c in (claim, other))
        if one is not None and one == two:
            return False
        days = [published(self._reports[c.report]) for c in (claim, other)]
        return dt.date.max in days or abs(days[0] - days[1]) <= EDITED
