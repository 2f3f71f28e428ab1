"""Evidence to situations: who holds what on a day, who is there, what is open; how strong, allied with whom, in which office.

`survey` weighs all claims once; the `Survey` then answers for any day, for all places at once (`ground`) or with the reasons.
What was known on a day K is the caller's to restrict: reports published later are left out before tracing, so that nothing of
them shows.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from fogline.records import Claim, Place, Ref, Report, Situation, Stance
from fogline.situation.control import STATUS, Ground, judge
from fogline.situation.evidence import Gathered, Known, Side, gather, place_key, plain
from fogline.situation.explained import situation
from fogline.situation.grouped import Ints
from fogline.situation.ledger import LONG_AGO, NO_PARTY, Ledger, ledger
from fogline.situation.spots import NOWHERE, Spots

__all__ = ["Ground", "Known", "Side", "Survey", "place_key", "survey"]

AT_ONCE = 200  # days of a place that are judged in one go


@dataclass(frozen=True, kw_only=True)
class Survey:
    """All evidence by place. `parents`: place → the area that it lies in."""

    gathered: Gathered
    ledger: Ledger
    parents: Mapping[str, str]

    def ground(self, on: dt.date) -> Ground:
        """Who holds each place with evidence on `on`, by the place's id: columns, without reasons."""
        return judge(self.ledger, self._all.where(self.ledger.told <= on.toordinal(), on.toordinal()))

    def situations(self, on: dt.date, known: dt.date | None = None) -> tuple[Situation, ...]:
        """One for each place with evidence on `on`, by the place's id."""
        ground = self.ground(on)
        return tuple(self.explained(ground, spot, known) for spot in range(len(ground.spots)))

    def everywhere(self, places: Iterable[Place], on: dt.date, known: dt.date | None = None) -> tuple[Situation, ...]:
        """One for each place with evidence and each of `places`, by the place's id; the rest is interpolated or unknown."""
        more = {place_key(place): place for place in places}
        told = (self.ledger.places[i] for i in np.flatnonzero(self.ledger.told <= on.toordinal()))
        keys = sorted({*told, *more})
        ground = judge(self.ledger, self._spots(keys, on.toordinal()))
        return tuple(self._record(ground, spot, key, known, more.get(key)) for spot, key in enumerate(keys))

    def at(self, key: str, on: dt.date, known: dt.date | None = None, place: Place | None = None) -> Situation:
        """The situation of one place by its key; `place` stands for it where no claim names it."""
        ground = judge(self.ledger, self._spots([key], on.toordinal()))
        return self._record(ground, 0, key, known, place)

    def course(self, key: str, first: dt.date, last: dt.date) -> Iterator[tuple[dt.date, str, Ref | None]]:
        """Of one place day by day the status and the holder."""
        for start in range(first.toordinal(), last.toordinal() + 1, AT_ONCE):
            days = np.arange(start, min(start + AT_ONCE, last.toordinal() + 1))
            ground = judge(self.ledger, self._spots([key] * len(days), days))
            for day, status, holder in zip(days.tolist(), ground.status.tolist(), ground.holder.tolist(), strict=True):
                yield dt.date.fromordinal(day), STATUS[status], self.ledger.actors[holder] if holder != NO_PARTY else None

    def span(self, key: str) -> tuple[dt.date, dt.date] | None:
        """The first and the last day that are told of a place, None where nothing is."""
        place = self._index.get(key)
        return None if place is None else self.ledger.span(place)

    def explained(self, ground: Ground, spot: int, known: dt.date | None = None) -> Situation:
        """What stands at a spot of a `ground`, with its reasons."""
        return self._record(ground, spot, self.ledger.places[ground.spots.own[spot]], known)

    def _record(self, ground: Ground, spot: int, key: str, known: dt.date | None, place: Place | None = None) -> Situation:
        found = self.gathered.places.get(key) or _bare(place or Place(text=None, at=None, name=key))
        return situation(ground, spot, found, self.gathered.undated.get(key, ()), known)

    @cached_property
    def _all(self) -> Spots:
        """All places with evidence, on no day."""
        return self._spots(self.ledger.places, LONG_AGO)

    def _spots(self, keys: Sequence[str], day: int | Ints) -> Spots:
        own = [self._index.get(key, NOWHERE) for key in keys]
        area = [self._index.get(self.parents.get(key, ""), NOWHERE) for key in keys]
        inside = [(spot, place) for spot, key in enumerate(keys) for place in self._children.get(key, ())]
        pairs = np.array(inside, np.int64).reshape(-1, 2)
        return Spots(
            own=np.array(own, np.int64),
            area=np.array(area, np.int64),
            day=np.broadcast_to(np.asarray(day, np.int64), len(keys)),
            inside=(pairs[:, 0], pairs[:, 1]),
        )

    @cached_property
    def _index(self) -> Mapping[str, int]:
        return {key: index for index, key in enumerate(self.ledger.places)}

    @cached_property
    def _children(self) -> Mapping[str, Sequence[int]]:
        """The places with evidence in each area."""
        found: dict[str, list[int]] = defaultdict(list)
        for child, parent in sorted(self.parents.items()):
            if child in self._index:
                found[parent].append(self._index[child])
        return found


def survey(
    claims: Iterable[Claim],
    reports: Mapping[str, Report],
    origins: Mapping[str, str],
    stances: Mapping[str, Stance],
    side: Side,
    parents: Mapping[str, str] | None = None,
    given: Iterable[Known] = (),
) -> Survey:
    """Weigh claims that copy nothing; `origins` are of the layer `so`. `parents` (place id → id of the area around) are the
    case's; where they are silent, a province of the same name as a place's first-order division is its area. `given` is what
    the case knows before any report."""
    gathered = gather(claims, reports, origins, stances, side, given)
    places = {key: _bare(place) for key, place in gathered.places.items()}
    return Survey(
        gathered=replace(gathered, places=places),
        ledger=ledger(gathered.items, gathered.parties),
        parents=_above(places, parents or {}),
    )


def _above(places: Mapping[str, Place], parents: Mapping[str, str]) -> dict[str, str]:
    """The area of each place: never a country, whose evidence is too far off to speak of a town."""
    provinces = {
        (place.country, plain(place.admin1 or place.name)): key
        for key, place in sorted(places.items(), reverse=True)
        if place.precision == "province"
    }
    found = dict(parents)
    for key, place in places.items():
        if key not in found and place.admin1 and place.precision not in ("province", "country"):
            area = provinces.get((place.country, plain(place.admin1)))
            if area and area != key:
                found[key] = area
    wide = {key for key, place in places.items() if place.precision == "country"}
    return {key: area for key, area in found.items() if area not in wide and area != key}


def _bare(place: Place) -> Place:
    """A place as such, not as one claim's words have it."""
    return replace(place, text=None, at=None, role="event")
