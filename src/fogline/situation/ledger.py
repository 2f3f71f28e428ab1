"""All evidence as columns, kept so that what counts on a day is found without looking at what was ever said of it.

A row counts on the days `first`..`last`. Of what one voice says of one party with one weight, day after day, only the last
word by then counts: an earlier one has faded more and what came after it has taken more of it. What has faded to nothing
(FORGOTTEN) is left out. Days are ordinals, as of `datetime.date`; codes of places, parties, voices and claims are in the order
of their ids.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any

import numpy as np

from fogline.records import Ref
from fogline.situation.evidence import Evidence
from fogline.situation.grouped import Floats, Ints, Mask, joined, spread

EFFECTS = ("hold", "held", "lose", "present", "fight", "repelled", "strike", "cut", "encircled", "open")
HOLD, HELD, LOSE, PRESENT, FIGHT, REPELLED, STRIKE, CUT, ENCIRCLED, OPEN = range(len(EFFECTS))
# Days after which an item weighs half; set by hand on own stories: control is sticky, who is there and which way is open less.
HALF_LIFE = {"hold": 45.0, "held": 10.0, "present": 20.0, "cut": 14.0, "encircled": 14.0, "open": 14.0}
HALVES = tuple(HALF_LIFE.get(effect, HALF_LIFE["hold"]) for effect in EFFECTS)
FORGOTTEN = 0.0005  # a weight that no share shows
MOST = 1.5  # weight of an item
HORIZON = tuple(math.ceil(days * math.log2(MOST / FORGOTTEN)) for days in HALVES)  # days
HOLDING = "control"
CLAIM = "clm_"  # how the ids of claims begin; what the case knows beforehand has none
NO_PARTY, SEVERAL = -1, -2
LONG_AGO, NEVER = 0, dt.date.max.toordinal() + 1  # before and after every day

_start: Callable[[Evidence], dt.date] = attrgetter("start")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """Rows that count on some days, by group: a place on a day, in order of both."""

    group: Ints
    row: Ints
    day: Ints

    def where(self, wanted: Mask | Ints) -> Counting:
        return Counting(group=self.group[wanted], row=self.row[wanted], day=self.day[wanted])

    def of(self, groups: Ints) -> tuple[Ints, Ints]:
        """The rows of each group: (index into `groups`, row)."""
        owner, found = joined(self.group, groups)
        return owner, self.row[found]


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """Built once; answers for any day. The rows of place i are `bounds[i]`..`bounds[i + 1]`, in the order in which reasons give
    them; `items` are what they were made of."""

    places: tuple[str, ...]
    parties: tuple[str, ...]
    actors: tuple[Ref | None, ...]  # by party
    items: tuple[Evidence, ...]
    bounds: Ints
    place: Ints
    effect: Ints
    party: Ints
    voice: Ints
    claim: Ints
    side: Ints  # of a fight: the party that alone is known to take part, else SEVERAL
    start: Ints
    end: Ints
    first: Ints
    last: Ints
    weight: Floats
    state: Mask
    change: Mask
    holding: Mask  # the plain word that somebody has the place
    interested: Mask

    @cached_property
    def told(self) -> Ints:
        """By place the first day on which anything is said of it: LONG_AGO where it is said who held it until then."""
        return np.minimum.reduceat(np.where(self.effect == HELD, LONG_AGO, self.start), self.bounds[:-1])

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What shares call the parties."""
        return tuple(actor.id or actor.name if actor else key for key, actor in zip(self.parties, self.actors, strict=True))

    @cached_property
    def name_rank(self) -> Ints:
        ranks = _codes(self.names)
        return np.array([ranks[name] for name in self.names], np.int64)

    @cached_property
    def only_named(self) -> Mask:
        """Parties that are no more than a name in a text."""
        return np.array([key.startswith(("text:", "name:")) for key in self.parties], bool)

    @cached_property
    def cited(self) -> Mask:
        """Rows that a claim stands behind."""
        return np.fromiter((item.claim.startswith(CLAIM) for item in self.items), bool, len(self.items))

    def span(self, place: int) -> tuple[dt.date, dt.date]:
        """The first and the last day that are told of."""
        rows = slice(self.bounds[place], self.bounds[place + 1])
        return dt.date.fromordinal(int(self.start[rows].min())), dt.date.fromordinal(int(self.end[rows].max()))

    def counting(self, days: Ints, places: Ints) -> Counting:
        """What counts on `days`, at least of `places` (sorted): groups are index of the day · number of places + place."""
        sizes = self.bounds[places + 1] - self.bounds[places]
        some = spread(self.bounds[places], self.bounds[places + 1])[1] if 2 * sizes.sum() < len(self.items) else slice(None)
        first, last, rows = self.first[some], self.last[some], self._rows[some]
        found = [np.flatnonzero((first <= day) & (day <= last)) for day in days.tolist()]
        which = np.repeat(np.arange(len(days)), [len(each) for each in found])
        row = rows[np.concatenate([*found, np.zeros(0, np.int64)])]
        return Counting(group=which * len(self.places) + self.place[row], row=row, day=days[which])

    @cached_property
    def _rows(self) -> Ints:
        return np.arange(len(self.items))

    def next_change(self, places: Ints, days: Ints) -> Ints:
        """Of a place on a day the change of hands to come that ends first: its last day, NEVER where nothing is told of who had
        the place before something or no change comes."""
        by_start, ends = self._changes
        at = np.searchsorted(by_start, places * NEVER + days, "right")
        here = (places >= 0) & (at < len(ends)) & self._until[places]
        here[here] &= by_start[at[here]] // NEVER == places[here]
        return np.where(here, ends[np.where(here, at, 0)] if len(ends) else NEVER, NEVER)

    @cached_property
    def _changes(self) -> tuple[Ints, Ints]:
        """Changes of hands by place and first day (place · NEVER + day), with the first last day from each on at its place."""
        rows = np.flatnonzero((self.effect == HOLD) & self.change)
        rows = rows[np.lexsort((self.start[rows], self.place[rows]))]
        keyed = self.place[rows] * NEVER + self.end[rows]  # of a later place greater, so that none takes another's
        ends = np.minimum.accumulate(keyed[::-1])[::-1] % NEVER
        return self.place[rows] * NEVER + self.start[rows], ends

    @cached_property
    def _until(self) -> Mask:
        """Places of which it is told who had them until something."""
        found = np.zeros(len(self.places) + 1, bool)
        found[self.place[self.effect == HELD]] = True
        return found

    def since(self, place: int, party: int, day: int) -> dt.date | None:
        """The first day of a holder's time: of its capture as the finest dated claim has it, else of its first hold, after the
        last change by another."""
        rows = np.arange(self.bounds[place], self.bounds[place + 1])
        rows = rows[(self.effect[rows] == HOLD) & (self.start[rows] <= day)]
        others = self.end[rows[self.change[rows] & (self.party[rows] != party)]].max(initial=LONG_AGO)
        own = rows[(self.party[rows] == party) & (self.end[rows] >= others)]
        captures = own[self.change[own]]
        if len(captures):
            own = captures[[np.lexsort((self.start[captures], self.end[captures] - self.start[captures]))[0]]]
        return dt.date.fromordinal(int(self.start[own].min())) if len(own) else None


def ledger(items: Iterable[Evidence], actors: Mapping[str, Ref]) -> Ledger:
    """All of some evidence, with the actors that its parties are."""
    by_place: dict[str, list[Evidence]] = defaultdict(list)
    for item in items:
        by_place[item.place].append(item)
    places = sorted(by_place)
    rows = [row for place in places for row in _rows(by_place[place])]
    told = [item for item, _, _ in rows]
    parties = _codes(item.party for item in told)
    voices, claims = _codes(item.voice for item in told), _codes(item.claim for item in told)
    counts = [len(by_place[place]) for place in places]

    def whole(values: Iterable[int], kind: type[np.signedinteger[Any]] = np.int32) -> Ints:
        return np.fromiter(values, kind, len(told))

    def each(name: str) -> Mask:
        return np.fromiter(map(attrgetter(name), told), bool, len(told))

    return Ledger(
        places=tuple(places),
        parties=tuple(parties),
        actors=tuple(map(actors.get, parties)),
        items=tuple(told),
        bounds=np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]),
        place=np.repeat(np.arange(len(places)), counts),
        effect=whole((EFFECTS.index(item.effect) for item in told), np.int8),
        party=whole(parties[item.party] for item in told),
        voice=whole(voices[item.voice] for item in told),
        claim=whole(claims[item.claim] for item in told),
        side=whole(parties.get(min(item.sides), SEVERAL) if len(item.sides) == 1 else SEVERAL for item in told),
        start=whole(item.start.toordinal() for item in told),
        end=whole(item.end.toordinal() for item in told),
        first=whole(first for _, first, _ in rows),
        last=whole(last for _, _, last in rows),
        weight=np.fromiter((item.weight for item in told), np.float64, len(told)),
        state=each("state"),
        change=each("change"),
        interested=each("interested"),
        holding=np.fromiter((item.kind == HOLDING for item in told), bool, len(told)),
    )


def _codes(ids: Iterable[str]) -> dict[str, int]:
    return {id: code for code, id in enumerate(sorted(set(ids)))}


def _rows(items: Sequence[Evidence]) -> Iterator[tuple[Evidence, int, int]]:
    """The items of one place with the first and the last day on which each counts."""
    series: dict[tuple[object, ...], list[Evidence]] = defaultdict(list)
    spans, until, afar = [], [], []
    losing = {item.claim for item in items if item.effect == "lose"}  # undo what others say, not what they say themselves
    for item in sorted(items, key=lambda item: item.claim, reverse=True):  # of one day the first claim comes last
        if item.effect == "held":
            until.append(item)
        elif item.start != item.end:
            spans.append(item)
        elif item.effect == EFFECTS[STRIKE]:  # says nothing of who holds a place
            afar.append(item)
        else:
            own = item.claim if item.claim in losing else ""
            key = item.kind, item.effect, item.party, item.voice, item.weight, item.change, item.interested, item.sides, own
            series[key].append(item)
    for told in series.values():
        told.sort(key=_start)
        for item, later in zip(told, [*(item.start.toordinal() for item in told[1:]), NEVER], strict=True):
            yield item, item.start.toordinal(), min(later - 1, item.end.toordinal() + _horizon(item))
    for item in spans:
        yield item, item.start.toordinal(), item.end.toordinal() + _horizon(item)
    for item in sorted(until, key=_start):
        yield item, item.start.toordinal() - _horizon(item), item.start.toordinal() - 1
    for item in afar:
        yield item, NEVER, LONG_AGO


def _horizon(item: Evidence) -> int:
    return HORIZON[EFFECTS.index(item.effect)]
