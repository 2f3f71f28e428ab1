"""Which earlier claim a claim in a repeated passage repeats.

Passages that repeat each other are a group, in order of who had it first (copies.py). A claim repeats the first claim of its
kind, in the passages that its own repeats, that has its figures and names no other place or day, in a report of which nothing
else does; failing that, one whose figures another outlet changed within EDITED days. What finds neither is nobody's copy,
however alike the words: a ministry's bulletin has yesterday's words and today's dead.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from fogline.records import Claim, Report
from fogline.tracing.copies import Copy, Key, published
from fogline.tracing.passages import Run

EDITED = dt.timedelta(days=3)


class Repeats:
    """For the claims of some reports. `at` gives the repeated passage that a claim stands in, `outlets` a report's outlet."""

    def __init__(
        self,
        claims: Iterable[Claim],
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
        others = any(c.kind == claim.kind for earlier in copy.earlier for c in self.inside.get(earlier.key, ()))
        return copy if not others or self.of(claim) is not None else None

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
        yield from (c for c in told if _same_figures(claim, c))
        yield from (c for c in told if self._may_have_changed(claim, c))

    def _in_order(self, claim: Claim, run: Run, earlier: Run) -> list[Claim]:
        """The claims of an earlier passage that may be the same, the one at the claim's own rank first."""
        if self._tell_apart(run.report, earlier.report):
            return []
        rank = [c.id for c in self.inside[run.key] if c.kind == claim.kind].index(claim.id)
        told = [c for c in self.inside.get(earlier.key, ()) if c.kind == claim.kind]
        near = sorted(range(len(told)), key=lambda n: (abs(n - rank), n))
        return [told[n] for n in near if not _differ(claim, told[n])]

    def _tell_apart(self, a: str, b: str) -> bool:
        """Whether something in the shared passages of two reports tells of another place or day in each: then neither is a
        copy."""
        pair = (min(a, b), max(a, b))
        if pair not in self._apart:
            one, two = self._told[a], self._told[b]
            shared = [(one[key], two[key]) for key in one if key in two]
            self._apart[pair] = any(all(_differ(x, y) for x in here for y in there) for here, there in shared)
        return self._apart[pair]

    def _may_have_changed(self, claim: Claim, other: Claim) -> bool:
        one, two = (self._outlets.get(c.report) for c in (claim, other))
        if one is not None and one == two:
            return False
        days = [published(self._reports[c.report]) for c in (claim, other)]
        return dt.date.max in days or abs(days[0] - days[1]) <= EDITED


def _differ(a: Claim, b: Claim) -> bool:
    """Whether two claims name places, or days, that have nothing in common."""
    here, there = ({place.id for place in c.places if place.id} for c in (a, b))
    if here and there and not here & there:
        return True
    if a.time is None or b.time is None or not (a.time.precision == b.time.precision == "day"):
        return False
    return (a.time.start, a.time.end) != (b.time.start, b.time.end)


def _same_figures(a: Claim, b: Claim) -> bool:
    """Whether two claims have the same figures, or one has none."""
    one, two = ({(n.what, n.low, n.best, n.high) for n in c.quantities} for c in (a, b))
    return not one or not two or bool(one & two)
