"""All evidence as columns, kept so that what counts on a day is found without looking at what was ever said of it.

A row counts on the days `first`..`last`. Of what one voice says of one party with one weight, day after day, only the last
word by then counts: an earlier one has faded more and what came after it has taken more of it. What has faded to nothing
(FORGOTTEN) is left out. Days are ordinals, as of `datetime.date`; codes of places, parties, voices and claims are in the order
of their ids.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from operator import attrgetter
from typing import Any

import numpy as np

from fogline.records import Ref
from fogline.situation.borne_out import Words, borne_out
from fogline.situation.evidence import LONG_AGO, NEVER, Evidence
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
NO_SERIES = 0


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the codes of a ledger stand for, in order."""

    places: tuple[str, ...]
    parties: tuple[str, ...]
    voices: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Evidence by row."""

    place: Ints
    effect: Ints
    party: Ints
    voice: Ints
    claim: Ints
    side: Ints  # of a fight: the party that alone is known to take part, else SEVERAL
    start: Ints
    end: Ints
    first: Ints
    reach: Ints  # the last day on which it counts, if nothing else is said
    known: Ints  # the day by which the report was
    series: Ints  # a code, NO_SERIES for what has its days to itself
    weight: Floats
    state: Mask
    change: Mask
    holding: Mask  # the plain word that somebody has the place
    interested: Mask
    cited: Mask  # a claim stands behind it

    def in_series(self) -> Ints:
        """The rows in series, by place and in it one series after the other, by day; of one day the first claim comes last."""
        rows = np.flatnonzero(self.series != NO_SERIES)
        return rows[np.lexsort((-self.claim[rows], self.start[rows], self.series[rows], self.place[rows]))]


@dataclass(frozen=True, kw_only=True)
class Ledger(Columns):
    """Built once; answers for any day. The rows of place i are `bounds[i]`..`bounds[i + 1]`, in the order in which reasons give
    them; `items` are what they were made of. `told_in` are the rows in series, as `in_series` has them."""

    names_of: Names
    actors: tuple[Ref | None, ...]  # by party
    items: Sequence[Evidence]
    bounds: Ints
    told_in: Ints
    last: Ints

    @property
    def places(self) -> tuple[str, ...]:
        return self.names_of.places

    @property
    def parties(self) -> tuple[str, ...]:
        return self.names_of.parties

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
    def borne_out(self) -> tuple[Floats, Ints]:
        """The weights by row with those of what others bear out raised, and by row the row that does."""
        took, until = (self.effect == HOLD) & self.change, self.effect == HELD
        sound = (took | until | ((self.effect == HOLD) & self.holding)) & ~self.interested & self.cited
        return borne_out(self.weight, self._words(took & self.interested), self._words(sound))

    def _words(self, which: Mask) -> Words:
        row = np.flatnonzero(which)
        until = self.effect[row] == HELD  # speaks of the day before
        return Words(
            row=row,
            place=self.place[row].astype(np.int64),
            party=self.party[row],
            start=self.start[row].astype(np.int64) - until,
            weight=self.weight[row],
        )

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


def ledger(items: Sequence[Evidence], actors: Mapping[str, Ref]) -> Ledger:
    """All of some evidence, in its order, with the actors that its parties are."""
    places, parties = _codes(item.place for item in items), _codes(item.party for item in items)
    voices, claims = _codes(item.voice for item in items), _codes(item.claim for item in items)

    def whole(values: Iterable[int], kind: type[np.signedinteger[Any]] = np.int32) -> Ints:
        return np.fromiter(values, kind, len(items))

    def each(name: str) -> Mask:
        return np.fromiter(map(attrgetter(name), items), bool, len(items))

    effect = whole((EFFECTS.index(item.effect) for item in items), np.int8)
    start, end = whole(item.start.toordinal() for item in items), whole(item.end.toordinal() for item in items)
    first, reach = _reach(effect, start, end)
    columns = Columns(
        place=whole(places[item.place] for item in items),
        effect=effect,
        party=whole(parties[item.party] for item in items),
        voice=whole(voices[item.voice] for item in items),
        claim=whole(claims[item.claim] for item in items),
        side=whole(parties.get(min(item.sides), SEVERAL) if len(item.sides) == 1 else SEVERAL for item in items),
        start=start,
        end=end,
        first=first,
        reach=reach,
        known=whole(item.known for item in items),
        series=whole(_series(items), np.int64),
        weight=np.fromiter((item.weight for item in items), np.float64, len(items)),
        state=each("state"),
        change=each("change"),
        interested=each("interested"),
        holding=np.fromiter((item.kind == HOLDING for item in items), bool, len(items)),
        cited=np.fromiter((item.claim.startswith(CLAIM) for item in items), bool, len(items)),
    )
    names = Names(places=tuple(places), parties=tuple(parties), voices=tuple(voices), claims=tuple(claims))
    return made(columns, names, items, actors, columns.in_series())


def made(columns: Columns, names: Names, items: Sequence[Evidence], actors: Mapping[str, Ref], told: Ints) -> Ledger:
    """A ledger of rows that stand in order, each place with some; `told` are those in series, as `in_series` has them."""
    series, start, last = columns.series[told], columns.start[told], columns.reach.copy()
    same = series[1:] == series[:-1]
    earlier = told[:-1][same]
    last[earlier] = np.minimum(last[earlier], start[1:][same] - 1)
    return Ledger(
        names_of=names,
        actors=tuple(map(actors.get, names.parties)),
        items=items,
        bounds=np.concatenate([[0], np.cumsum(np.bincount(columns.place, minlength=len(names.places)), dtype=np.int64)]),
        told_in=told,
        last=last,
        **{field.name: getattr(columns, field.name) for field in fields(Columns)},
    )


def _reach(effect: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """The first and the last day on which evidence counts, whatever else is said later."""
    until, horizon = effect == HELD, np.array(HORIZON, np.int32)[effect]
    first, last = np.where(until, start - horizon, start), np.where(until, start - 1, end + horizon)
    afar = (effect == STRIKE) & (start == end)  # says nothing of who holds a place
    first[afar], last[afar] = NEVER, LONG_AGO
    return first, last


def _codes(ids: Iterable[str]) -> dict[str, int]:
    return {id: code for code, id in enumerate(sorted(set(ids)))}


def _series(items: Iterable[Evidence]) -> Iterator[int]:
    """What tells series apart: a code of what one voice says of one party with one weight on single days; none for the rest.
    The codes are those of this process, two get one with a chance of 2**-64."""
    losing = {(item.place, item.claim) for item in items if item.effect == "lose"}
    for item in items:
        is_boast = item.interested and item.change  # others may bear out one of several
        if item.start != item.end or item.effect in ("held", EFFECTS[STRIKE]) or is_boast:
            yield NO_SERIES
        else:  # a claim undoes what others say, not what it says itself
            own = item.claim if (item.place, item.claim) in losing else ""
            told = item.party, item.voice, item.weight, item.change, item.interested, item.sides, own
            yield hash((item.place, item.kind, item.effect, *told)) or 1
