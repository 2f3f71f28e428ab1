"""Evidence to situations: who holds what on a day, who is there, what is open; how strong, allied with whom, in which office.

`survey` weighs all claims once; the `Survey` then answers for any day, for all places at once (`ground`) or with the reasons.
What was known on a day K is the caller's to restrict: reports published later are left out before tracing, so that nothing of
them shows.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from operator import is_

import numpy as np

from fogline.keyed import Where
from fogline.records import Claim, Place, Ref, Report, Situation, Stance
from fogline.situation.control import STATUS, Ground, judge
from fogline.situation.earlier import Undated, as_known
from fogline.situation.evidence import LONG_AGO, Gathered, Known, Side, bare, gather, place_key, plain
from fogline.situation.explained import situation
from fogline.situation.forms import known_by
from fogline.situation.grouped import Ints
from fogline.situation.ledger import NO_PARTY, Ledger, ledger
from fogline.situation.spots import NOWHERE, Spots

__all__ = ["Ground", "Known", "Side", "Survey", "gather", "place_key", "survey"]

AT_ONCE = 4000  # days of places that are judged in one go

Standing = tuple[dt.date, str, Ref | None]
"""The status and the holder of a place on a day."""


@dataclass(frozen=True, kw_only=True)
class Survey:
    """All evidence by place. `parents`: place → the area that it lies in; `stated` are those that the case gives."""

    gathered: Gathered
    ledger: Ledger
    parents: Mapping[str, str]
    stated: Mapping[str, str] = field(default_factory=dict)

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
        for _, days in self.courses([(key, first, last)]):
            yield from days

    def courses(self, spans: Iterable[tuple[str, dt.date, dt.date]]) -> Iterator[tuple[str, list[Standing]]]:
        """The same of several places, each from a first to a last day, in pieces: many are judged in one go."""
        waiting: list[tuple[str, Ints]] = []
        count = 0
        for key, first, last in spans:
            for start in range(first.toordinal(), last.toordinal() + 1, AT_ONCE):
                days = np.arange(start, min(start + AT_ONCE, last.toordinal() + 1))
                waiting.append((key, days))
                count += len(days)
                if count >= AT_ONCE:
                    yield from self._judged(waiting)
                    waiting, count = [], 0
        yield from self._judged(waiting)

    def _judged(self, pieces: Sequence[tuple[str, Ints]]) -> Iterator[tuple[str, list[Standing]]]:
        if not pieces:
            return
        asked = np.concatenate([days for _, days in pieces])
        ground = judge(self.ledger, self._spots([key for key, days in pieces for _ in range(len(days))], asked))
        told = zip(asked.tolist(), ground.status.tolist(), ground.holder.tolist(), strict=True)
        for key, days in pieces:
            yield (
                key,
                [
                    (dt.date.fromordinal(day), STATUS[status], self.ledger.actors[holder] if holder != NO_PARTY else None)
                    for day, status, holder in islice(told, len(days))
                ],
            )

    def span(self, key: str) -> tuple[dt.date, dt.date] | None:
        """The first and the last day that are told of a place, None where nothing is."""
        place = self._index.get(key)
        return None if place is None else self.ledger.span(place)

    def explained(self, ground: Ground, spot: int, known: dt.date | None = None) -> Situation:
        """What stands at a spot of a `ground`, with its reasons."""
        return self._record(ground, spot, self.ledger.places[ground.spots.own[spot]], known)

    def as_known(self, known: dt.date, otherwise: Set[str], more: Gathered) -> Survey | None:
        """The survey of what was known by a day, when the claims `otherwise` were evidence of `more` and of nothing else; None
        where it takes all that was known to tell which form of a place or a party stood for it."""
        day, now = known.toordinal(), self.gathered
        places = known_by(now.place_forms, day, more.place_forms, otherwise)
        parties = known_by(now.party_forms, day, more.party_forms, otherwise)
        if places is None or parties is None:
            return None
        rows = as_known(self.ledger, day, otherwise, ledger(more.items, more.parties), parties)
        gathered = replace(
            now,
            items=rows.items,
            places=places,
            parties=parties,
            undated=Undated(now.undated, now.undated_known, day, otherwise, more.undated),
        )
        same = all(map(is_, places.values(), map(now.places.get, places))) or places.items() <= now.places.items()
        same = same and {item.place for item in more.items} <= self._index.keys()
        same = same and self._rivals.isdisjoint(now.places.keys() - places.keys())
        if not same:
            return Survey(gathered=gathered, ledger=rows, parents=_above(places, self.stated), stated=self.stated)
        parents = Where(
            self.parents, lambda key: key in self.stated or (key in places and self.parents[key] in places), len(self.parents)
        )
        found = Survey(gathered=gathered, ledger=rows, parents=parents, stated=self.stated)
        vars(found)["_all"] = self._all_of(rows.places)  # where a cached property keeps what it has computed
        return found

    def _all_of(self, places: Sequence[str]) -> Spots:
        """Some of all places with evidence, as spots of a ledger of these."""
        number = np.full(len(self.ledger.places) + 1, NOWHERE)
        kept = np.array([self._index[key] for key in places], np.int64)
        number[kept] = np.arange(len(kept))
        spot, place = (number[each] for each in self._all.inside)
        there = (spot != NOWHERE) & (place != NOWHERE)
        return Spots(
            own=np.arange(len(kept)),
            area=number[self._all.area[kept]],  # the last number is that of NOWHERE
            day=np.broadcast_to(LONG_AGO, len(kept)),
            inside=(spot[there], place[there]),
        )

    @cached_property
    def _rivals(self) -> frozenset[str]:
        """The provinces that share their name with another of their country, and the countries that the case puts around
        places: what is around a place depends on whether they are known."""
        named: dict[tuple[str | None, str], set[str]] = defaultdict(set)
        for name, key in _provinces(self.gathered.places):
            named[name].add(key)
        wide = {area for area in self.stated.values() if area in self.gathered.places}
        wide = {area for area in wide if self.gathered.places[area].precision == "country"}
        return frozenset(key for keys in named.values() if len(keys) > 1 for key in keys) | wide

    def _record(self, ground: Ground, spot: int, key: str, known: dt.date | None, place: Place | None = None) -> Situation:
        found = self.gathered.places.get(key) or bare(place or Place(text=None, at=None, name=key))
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
    return Survey(
        gathered=gathered,
        ledger=ledger(gathered.items, gathered.parties),
        parents=_above(gathered.places, parents or {}),
        stated=parents or {},
    )


def _provinces(places: Mapping[str, Place]) -> Iterator[tuple[tuple[str | None, str], str]]:
    """Provinces by country and name, the first of a name last."""
    found = [(key, place) for key, place in places.items() if place.precision == "province"]
    for key, place in sorted(found, key=lambda item: item[0], reverse=True):
        yield (place.country, plain(place.admin1 or place.name)), key


def _above(places: Mapping[str, Place], parents: Mapping[str, str]) -> dict[str, str]:
    """The area of each place: never a country, whose evidence is too far off to speak of a town."""
    provinces = dict(_provinces(places))
    found = dict(parents)
    for key, place in places.items():
        if key not in found and place.admin1 and place.precision not in ("province", "country"):
            area = provinces.get((place.country, plain(place.admin1)))
            if area and area != key:
                found[key] = area
    wide = {key for key, place in places.items() if place.precision == "country"}
    return {key: area for key, area in found.items() if area not in wide and area != key}
