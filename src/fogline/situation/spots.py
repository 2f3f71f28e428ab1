"""What counts at spots. A *spot* is a place on a day that is asked about; beside what is said of the place itself, what is said
of the area around it and of the places in it may bear on it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Self, TypeVar

import numpy as np

from fogline.situation.fading import is_change
from fogline.situation.grouped import Ints, Mask
from fogline.situation.ledger import HOLD, LOSE, Counting, Ledger

NOWHERE = -1  # a place of which nothing is said


@dataclass(frozen=True, slots=True, kw_only=True)
class Spots:
    """By spot the place and the area around it, as indices of the ledger's places or NOWHERE, and the day. `inside` are pairs
    of a spot and a place in it, by spot."""

    own: Ints
    area: Ints
    day: Ints
    inside: tuple[Ints, Ints]

    def __len__(self) -> int:
        return len(self.own)

    def where(self, wanted: Mask, day: int) -> Spots:
        """Some of them, on a day."""
        spot, place = self.inside
        number = np.cumsum(wanted) - 1
        return Spots(
            own=self.own[wanted],
            area=self.area[wanted],
            day=np.full(int(wanted.sum()), day),
            inside=(number[spot[wanted[spot]]], place[wanted[spot]]),
        )


@dataclass(frozen=True, kw_only=True)
class BySpot:
    """A table of what bears on spots, in their order."""

    spot: Ints

    def __len__(self) -> int:
        return len(self.spot)

    def where(self, wanted: Mask | Ints) -> Self:
        return replace(self, **{field.name: getattr(self, field.name)[wanted] for field in fields(self)})

    def at(self, spot: int) -> slice:
        """Where a spot's part of the table is."""
        bounds = self._bounds
        return slice(bounds[spot], bounds[spot + 1]) if spot + 1 < len(bounds) else slice(0)

    @cached_property
    def _bounds(self) -> list[int]:
        found: list[int] = np.searchsorted(self.spot, np.arange(self.spot.max(initial=-1) + 2)).tolist()
        return found


@dataclass(frozen=True, kw_only=True)
class Rows(BySpot):
    """Rows of the ledger that bear on spots."""

    row: Ints

    def of(self, spot: int) -> list[int]:
        found: list[int] = self.row[self.at(spot)].tolist()
        return found


Table = TypeVar("Table", bound=BySpot)


def together(*tables: Table) -> Table:
    """Several as one, by spot; of one spot the first table's stand first."""
    order = np.argsort(np.concatenate([table.spot for table in tables]), kind="stable")
    names = [field.name for field in fields(tables[0])]
    return replace(tables[0], **{name: np.concatenate([getattr(t, name) for t in tables])[order] for name in names})


@dataclass(frozen=True, kw_only=True)
class Sight:
    """What counts on the days of spots, and in which of its groups: of each spot's own place, of the area around, of each place
    inside."""

    ledger: Ledger
    spots: Spots
    counting: Counting
    own: Ints
    area: Ints
    inside: Ints

    def here(self, counting: Counting) -> Rows:
        """What is said of the spots' own places."""
        spot, row = counting.of(self.own)
        return Rows(spot=spot, row=row)

    def around(self, counting: Counting) -> Rows:
        """What is said of the areas around."""
        spot, row = counting.of(self.area)
        return Rows(spot=spot, row=row)

    def effect(self, *effects: int) -> Counting:
        """What counts of some effects."""
        low, high = np.searchsorted(self._effects, effects, "left"), np.searchsorted(self._effects, effects, "right")
        found = [self._by_effect[start:stop] for start, stop in zip(low, high, strict=True)]
        return self.counting.where(found[0] if len(found) == 1 else np.sort(np.concatenate(found)))

    @cached_property
    def holds(self) -> Counting:
        return self.effect(HOLD)

    @cached_property
    def lost(self) -> Rows:
        """That somebody has the spots' own places no longer."""
        return self.here(self.effect(LOSE))

    @cached_property
    def changes(self) -> Counting:
        """What takes from what was before."""
        found = self.effect(HOLD, LOSE)
        return found.where(is_change(self.ledger, found.row))

    @cached_property
    def _by_effect(self) -> Ints:
        return np.argsort(self.ledger.effect[self.counting.row], kind="stable")

    @cached_property
    def _effects(self) -> Ints:
        return self.ledger.effect[self.counting.row][self._by_effect]

    def place(self, group: Ints) -> Ints:
        return np.where(group == NOWHERE, NOWHERE, group % max(len(self.ledger.places), 1))


def sight(ledger: Ledger, spots: Spots) -> Sight:
    """All that counts at some spots."""
    days, which = np.unique(spots.day, return_inverse=True)
    places = np.unique(np.concatenate([spots.own, spots.area, spots.inside[1]]))

    def group(place: Ints, spot: Ints) -> Ints:
        return np.where(place == NOWHERE, NOWHERE, which[spot] * len(ledger.places) + place)

    every = np.arange(len(spots))
    return Sight(
        ledger=ledger,
        spots=spots,
        counting=ledger.counting(days, places[places != NOWHERE]),
        own=group(spots.own, every),
        area=group(spots.area, every),
        inside=group(spots.inside[1], spots.inside[0]),
    )
