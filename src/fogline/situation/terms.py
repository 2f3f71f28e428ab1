"""The terms of shares: what each voice gives each party at a spot, after time and later changes took theirs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from fogline.situation.fading import aged, left_of, taking, until
from fogline.situation.grouped import Floats, Ints, having, joined, runs
from fogline.situation.ledger import FORGOTTEN, HELD
from fogline.situation.spots import NOWHERE, BySpot, Sight, together

FLOWN = ("", "area", "parts")  # on the place itself, from the area around, from the places in it
HERE, FROM_AREA, FROM_PARTS = range(len(FLOWN))
AREA = 0.3  # of the evidence on the surrounding area that flows down to a place
PARTS = 0.4  # of the evidence on its places that an area of which nothing else is said shows
SHARE = np.array([1.0, AREA, PARTS])


@dataclass(frozen=True, kw_only=True)
class Terms(BySpot):
    """Parts of shares, by spot, party and voice. `left` is what later changes left of the item, 0..1."""

    row: Ints
    value: Floats
    left: Floats
    flown: Ints

    def of(self, spot: int) -> Iterator[tuple[int, float, float, int]]:
        """Row, value, what is left and whence it flew of each term at a spot."""
        here = self.at(spot)
        return zip(*(each[here].tolist() for each in (self.row, self.value, self.left, self.flown)), strict=True)


def terms(sight: Sight) -> Terms:
    """The strongest item of each voice for each party. Parts speak only where nothing else does."""
    every, around = np.arange(len(sight.spots)), np.flatnonzero(sight.area != NOWHERE)
    found = together(_told(sight, every, sight.own, HERE), _told(sight, around, sight.area[around], FROM_AREA))
    silent = ~having(found.spot, len(sight.spots))[sight.spots.inside[0]]
    if silent.any():
        found = together(found, _told(sight, sight.spots.inside[0][silent], sight.inside[silent], FROM_PARTS))
    ledger = sight.ledger
    party, voice, claim = ledger.party[found.row], ledger.voice[found.row], ledger.claim[found.row]
    order = np.lexsort((claim, -found.value, voice, party, found.spot))
    return found.where(order[runs(found.spot[order], party[order], voice[order])])


def _told(sight: Sight, spot: Ints, source: Ints, flown: int) -> Terms:
    """The terms of items that speak of who holds a place: each spot's are those of the group `source` beside it. What changed
    there or at the spot's own place takes from them."""
    own = np.full(len(spot), NOWHERE) if flown == HERE else sight.own[spot]
    found = together(_holds(sight, spot, source, own, flown), _held(sight, spot, source, own, flown))
    return found.where(found.value >= FORGOTTEN)


def _holds(sight: Sight, spot: Ints, source: Ints, own: Ints, flown: int) -> Terms:
    """What was said by then. Of spots at whose own place nothing changed it is the same for one source, and made once: a scope
    is a source with the changes that its items meet."""
    ledger = sight.ledger
    own = np.where(having(sight.changes.of(own)[0], len(own)), own, NOWHERE)
    pair = source * (own.max(initial=0) + 2) + own  # a number of its own for each two
    _, first, of = np.unique(pair, return_index=True, return_inverse=True)
    source, own, day = source[first], own[first], sight.spots.day[spot[first]]
    scope, row = sight.holds.of(source)
    value = SHARE[flown] * aged(ledger, row, day[scope])
    scope, row, value = (each[value >= FORGOTTEN] for each in (scope, row, value))
    (within, change), (also, more) = sight.changes.of(source), sight.changes.of(own)
    within, change = np.concatenate([within, also]), np.concatenate([change, more])
    left = left_of(ledger, row, scope, change, within, taking(ledger, change, day[within]))
    at, term = joined(scope, of)
    return Terms(
        spot=spot[at], row=row[term], value=(value * left)[term], left=left[term], flown=np.full(len(term), flown)
    )  # fmt: skip


def _held(sight: Sight, spot: Ints, source: Ints, own: Ints, flown: int) -> Terms:
    """What was held until a later day, back to the change of hands before."""
    ledger, day = sight.ledger, sight.spots.day[spot]
    at, row = sight.effect(HELD).of(source)
    ahead = np.minimum(ledger.next_change(sight.place(source), day), ledger.next_change(sight.place(own), day))
    value = SHARE[flown] * until(ledger, row, day[at], ahead[at])
    return Terms(spot=spot[at], row=row, value=value, left=np.ones(len(row)), flown=np.full(len(row), flown))
