"""What a party says that it took, and others bear out.

An interested word that a place was taken weighs little: anybody may boast. Where the next to say who has the place, within
NEXT days, has no interest in it and says the same, the word was true, and the place changed hands on the day that it gave, not
on the day on which somebody else came to look.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fogline.situation.grouped import Floats, Ints, Mask, having, runs

NEXT = 14  # days
NOBODY_DOES = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is said of who has places, by row: sorted here by place and first day."""

    row: Ints
    place: Ints
    party: Ints
    start: Ints
    weight: Floats

    def where(self, wanted: Mask | Ints) -> Words:
        return Words(
            row=self.row[wanted],
            place=self.place[wanted],
            party=self.party[wanted],
            start=self.start[wanted],
            weight=self.weight[wanted],
        )


def borne_out(weight: Floats, boasts: Words, others: Words) -> tuple[Floats, Ints]:
    """The weights of all rows with those of `boasts` raised to what the next of `others` gives the same party, and by row the
    row that bears it out, else NOBODY_DOES. Of those who say the same, one after the other, the strongest counts, so that
    another who says it too never takes from it; where the next contradict each other on one day, none does."""
    by = np.full(len(weight), NOBODY_DOES)
    places = int(max(boasts.place.max(initial=0), others.place.max(initial=0))) + 1
    others = others.where(having(boasts.place, places)[others.place])
    if not len(others.row):
        return weight, by
    others = others.where(np.lexsort((others.row, others.party, others.start, others.place)))
    days = int(max(boasts.start.max(), others.start.max())) + 1
    on = others.place * days + others.start
    first, last = np.searchsorted(on, on, "left"), np.searchsorted(on, on, "right") - 1
    disputed = others.party[first] != others.party[last]
    at = np.searchsorted(on, boasts.place * days + boasts.start, "left")
    asked, at = np.flatnonzero(at < len(on)), at[at < len(on)]
    best = _strongest(others, disputed)[at]
    found = (others.place[at] == boasts.place[asked]) & (others.start[at] <= boasts.start[asked] + NEXT)
    found &= (others.party[at] == boasts.party[asked]) & ~disputed[at]
    found &= others.weight[best] > boasts.weight[asked]
    rows, best = boasts.row[asked[found]], best[found]
    raised = weight.copy()
    raised[rows], by[rows] = others.weight[best], others.row[best]
    return raised, by


def _strongest(others: Words, disputed: Mask) -> Ints:
    """Of each word the strongest from it on, of those about one place that name one party one after the other."""
    n = len(others.row)
    first = runs(others.place, others.party, np.where(disputed, np.arange(n), NOBODY_DOES))
    run = np.repeat(np.arange(len(first)), np.diff([*first, n]))
    order = np.lexsort((others.weight, run))
    rank = np.empty(n, np.int64)
    rank[order] = np.arange(n)
    key = (len(first) - run) * n + rank  # backwards each run's keys are above all of the run behind it
    best: Ints = order[np.maximum.accumulate(key[::-1])[::-1] % n]
    return best
