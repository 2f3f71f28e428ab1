"""The shares of parties at spots: the closed form.

share(actor) = Σ weight · λ^(days since) · what later changes left of it, over the actor's independent voices, divided by the
sum of all actors and a constant weight for "unknown". Each voice counts once, with the strongest that it has said; a copy
never counts, and all who speak in one interest are one voice. A later change by another (a capture, a withdrawal) leaves of
what was held before as much as it may be wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from fogline.situation.grouped import Floats, Ints, runs, sums
from fogline.situation.ledger import NO_PARTY, Ledger
from fogline.situation.spots import BySpot
from fogline.situation.terms import Terms

UNKNOWN = 0.3  # weight of "we do not know": one fresh neutral claim stands at .77, two at .87


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The weight of each party at each spot, by spot and party. By spot: `total`, the sum of all with the unknown, and `top`,
    the party with the most. By term: `of`, the weight that it is part of."""

    spot: Ints
    party: Ints
    weight: Floats
    total: Floats
    top: Ints
    of: Ints

    @property
    def share(self) -> Floats:
        return self.weight / self.total[self.spot]


def standing(told: Terms, ledger: Ledger, n: int) -> Standing:
    """The weights at n spots."""
    parties = ledger.party[told.row]
    first = runs(told.spot, parties)
    of = np.repeat(np.arange(len(first)), np.diff([*first, len(told)]))
    spot, party, weight = told.spot[first], parties[first], sums(of, told.value, len(first))
    ranked = np.lexsort((party, -weight, spot))
    best = ranked[runs(spot[ranked])]
    top = np.full(n, NO_PARTY)
    top[spot[best]] = party[best]
    return Standing(spot=spot, party=party, weight=weight, total=sums(spot, weight, n) + UNKNOWN, top=top, of=of)


@dataclass(frozen=True, kw_only=True)
class Shares(BySpot):
    """Of the parties at spots the thousandths (`points`), the greatest first."""

    party: Ints
    points: Ints

    def of(self, spot: int) -> Iterator[tuple[int, int]]:
        here = self.at(spot)
        return zip(self.party[here].tolist(), self.points[here].tolist(), strict=True)


def shares(ledger: Ledger, stand: Standing) -> Shares:
    """Thousandths that with the unknown sum to a thousand: what rounding down leaves goes to those who lost most by it."""
    exact = 1000 * stand.weight / stand.total[stand.spot]
    points = exact.astype(np.int64)
    unknown = (1000 * UNKNOWN / stand.total).astype(np.int64)
    spare = 1000 - unknown - np.bincount(stand.spot, points, len(stand.total)).astype(np.int64)
    order = np.lexsort((stand.party, points - exact, stand.spot))
    rank = np.arange(len(order)) - np.searchsorted(stand.spot, stand.spot[order], "left")
    points[order] += rank < spare[stand.spot[order]] - 1
    order = np.lexsort((ledger.name_rank[stand.party], -points, stand.spot))
    order = order[points[order] > 0]
    return Shares(spot=stand.spot[order], party=stand.party[order], points=points[order])
