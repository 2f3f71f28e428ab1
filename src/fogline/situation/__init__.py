"""Evidence to situations: who holds what on a day, who is there, what is open; how strong, allied with whom, in which office.

`survey` weighs all claims once; the `Survey` then answers for any day. What was known on a day K is the caller's to restrict:
reports published later are left out before tracing, so that nothing of them shows.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from fogline.records import Claim, Place, Report, Situation, Stance
from fogline.situation import control
from fogline.situation.control import Ground
from fogline.situation.evidence import Evidence, Gathered, Known, Side, gather, place_key, plain
from fogline.situation.ledger import Ledger

__all__ = ["Known", "Side", "Survey", "place_key", "survey"]


NOTHING = Ledger(())


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """All evidence by place. `parents`: place → the area that it lies in; `children` the other way."""

    gathered: Gathered
    by_place: Mapping[str, Ledger]
    parents: Mapping[str, str]
    children: Mapping[str, tuple[str, ...]]

    def situations(self, on: dt.date, known: dt.date | None = None) -> tuple[Situation, ...]:
        """One for each place with evidence on `on`, by the place's id."""
        return tuple(self.at(key, on, known) for key in self.places(on))

    def everywhere(self, places: Iterable[Place], on: dt.date, known: dt.date | None = None) -> tuple[Situation, ...]:
        """One for each place with evidence and each of `places`, by the place's id; the rest is interpolated or unknown."""
        more = {place_key(place): place for place in places}
        keys = sorted({*self.places(on), *more})
        return tuple(self.at(key, on, known, more.get(key)) for key in keys)

    def places(self, on: dt.date) -> tuple[str, ...]:
        return tuple(key for key, ledger in sorted(self.by_place.items()) if ledger.speaks(on))

    def at(self, key: str, on: dt.date, known: dt.date | None = None, place: Place | None = None) -> Situation:
        """The situation of one place by its key; `place` stands for it where no claim names it."""
        parts = [item for child in self.children.get(key, ()) for item in self.ledger(child).on(on)]
        ground = Ground(
            place=self.gathered.places.get(key) or _bare(place or Place(text=None, at=None, name=key)),
            ledger=self.ledger(key),
            own=tuple(self.ledger(key).on(on)),
            area=tuple(self.ledger(self.parents.get(key, "")).on(on)),
            parts=sorted(parts, key=lambda item: (item.place, item.end, item.claim, item.effect, item.party)),
            parties=self.gathered.parties,
            undated=self.gathered.undated.get(key, ()),
        )
        return control.judge(ground, on, known)

    def ledger(self, key: str) -> Ledger:
        """All evidence on a place, empty where there is none."""
        return self.by_place.get(key, NOTHING)


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
    by_place: dict[str, list[Evidence]] = defaultdict(list)
    for item in gathered.items:
        by_place[item.place].append(item)
    gathered = replace(gathered, places={key: _bare(place) for key, place in gathered.places.items()})
    above = _above(gathered.places, parents or {})
    below: dict[str, list[str]] = defaultdict(list)
    for child, parent in sorted(above.items()):
        below[parent].append(child)
    return Survey(
        gathered=gathered,
        by_place={key: Ledger(items) for key, items in by_place.items()},
        parents=above,
        children={key: tuple(found) for key, found in below.items()},
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
