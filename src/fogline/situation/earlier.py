"""Evidence as it was on an earlier day: what was known by then, without weighing all of it again.

Rows of reports that were published later are left out, and those of claims that were evidence of something else then; what they
were evidence of stands in its place. Codes stay in the order of what they stand for. What is read off several rows, which word
of a voice is the last by a day, is read again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, fields
from itertools import pairwise

import numpy as np

from fogline.records import Ref
from fogline.situation.evidence import Evidence, in_order
from fogline.situation.grouped import Ints
from fogline.situation.ledger import SEVERAL, Columns, Ledger, Names, made


@dataclass(frozen=True, slots=True)
class Picked(Sequence[Evidence]):
    """Some items, and some of more, by row: numbers from the first of one to the last of the other."""

    items: Sequence[Evidence]
    more: Sequence[Evidence]
    rows: Ints

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, at: int) -> Evidence:  # type: ignore[override]
        row = int(self.rows[at])
        return self.items[row] if row < len(self.items) else self.more[row - len(self.items)]


@dataclass(frozen=True, slots=True)
class Undated(Mapping[str, tuple[str, ...]]):
    """Of the claims on places that have no day those that were known by a day and not `otherwise`, with `more`."""

    held: Mapping[str, tuple[str, ...]]
    known: Mapping[str, int]
    day: int
    otherwise: Set[str]
    more: Mapping[str, tuple[str, ...]]

    def __getitem__(self, place: str) -> tuple[str, ...]:
        found = [claim for claim in self.held.get(place, ()) if self.known[claim] <= self.day and claim not in self.otherwise]
        found += self.more.get(place, ())
        if not found:
            raise KeyError(place)
        return tuple(sorted(found))

    def __iter__(self) -> Iterator[str]:
        return (place for place in {**self.held, **self.more} if place in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def as_known(now: Ledger, day: int, otherwise: Set[str], more: Ledger, actors: Mapping[str, Ref]) -> Ledger:
    """The ledger of what was known by a day, when the claims `otherwise` were evidence of `more` and of nothing else."""
    there = now.known <= day
    names = now.names_of
    codes = [code for claim in otherwise if (code := _find(names.claims, claim)) is not None]
    if codes:
        other = np.zeros(len(names.claims), np.bool_)
        other[codes] = True
        there &= ~other[now.claim]
    kept = np.flatnonzero(there)
    told = now.told_in[there[now.told_in]]
    places = [bisect_left(now.items, in_order(item), key=in_order) for item in more.items]
    rows = np.insert(kept, np.searchsorted(kept, places), len(there) + np.arange(len(more.items)))
    columns, names = _columns(now, more, rows)
    number = np.zeros(len(there) + len(more.items), np.int64)
    number[rows] = np.arange(len(rows))
    told = number[np.insert(told, _behind(now, more, told), len(there) + more.told_in)]
    return made(columns, names, Picked(now.items, more.items, rows), actors, told)


def _columns(now: Ledger, more: Ledger, rows: Ints) -> tuple[Columns, Names]:
    """Rows of two ledgers under common codes; of places only those that have some."""
    one, two = now.names_of, more.names_of
    places, parties, voices, claims = (_Codes(*pair) for pair in zip(_each(one), _each(two), strict=True))
    columns = {field.name: (getattr(now, field.name), getattr(more, field.name)) for field in fields(Columns)}
    if len(more.items):
        for name, codes in (("place", places), ("party", parties), ("voice", voices), ("claim", claims)):
            columns[name] = codes.of(*columns[name])
        columns["side"] = _sides(now, more, parties)
    found = {name: np.concatenate(pair)[rows] if len(pair[1]) else pair[0][rows] for name, pair in columns.items()}
    has_rows = np.bincount(found["place"], minlength=len(places.names)) > 0
    if not has_rows.all():
        found["place"] = (np.cumsum(has_rows, dtype=np.int32) - 1)[found["place"]]
    named = tuple(name for name, has in zip(places.names, has_rows.tolist(), strict=True) if has)
    return Columns(**found), Names(places=named, parties=parties.names, voices=voices.names, claims=claims.names)


def _each(names: Names) -> tuple[tuple[str, ...], ...]:
    return names.places, names.parties, names.voices, names.claims


class _Codes:
    """Two lists of names in order as one, and what becomes of their codes."""

    def __init__(self, one: tuple[str, ...], two: tuple[str, ...]) -> None:
        self.new = [name for name in two if _find(one, name) is None]
        self.names, self._one = one, np.zeros(0, np.int64)
        if self.new:
            self._insert(one)
        self._two = np.array([bisect_left(self.names, name) for name in two], np.int64)

    def _insert(self, one: tuple[str, ...]) -> None:
        at = [bisect_left(one, name) for name in self.new]
        cuts = pairwise([0, *at, len(one)])
        parts = [[*one[a:b], *name] for (a, b), name in zip(cuts, [*([name] for name in self.new), []], strict=True)]
        self.names = tuple(name for part in parts for name in part)
        self._one = np.arange(len(one)) + np.cumsum(np.bincount(at, minlength=len(one) + 1)[: len(one)])

    def of(self, one: Ints, two: Ints) -> tuple[Ints, Ints]:
        """Codes of both as those of the one list."""
        return (self._one[one].astype(np.int32) if self.new else one), self._two[two].astype(np.int32)


def _sides(now: Ledger, more: Ledger, parties: _Codes) -> tuple[Ints, Ints]:
    """The parties that alone take part in fights, those among them that only the other ledger knows as parties."""
    codes = {name: code for code, name in enumerate(parties.names)}

    def side(item: Evidence) -> int:
        return codes.get(min(item.sides), SEVERAL) if len(item.sides) == 1 else SEVERAL

    one = now.side
    if parties.new:
        one = np.where(one >= 0, parties.of(np.maximum(one, 0), np.zeros(0, np.int64))[0], one)
        for row in np.flatnonzero(one == SEVERAL).tolist():
            one[row] = side(now.items[row])
    return one, np.fromiter(map(side, more.items), np.int32, len(more.items))


def _behind(now: Ledger, more: Ledger, told: Ints) -> Ints:
    """Before which of the rows `told` in series each of `more` belongs."""
    found = list[int]()
    places = now.place[told] if len(more.told_in) else told
    for row in more.told_in.tolist():
        item, place = more.items[row], _find(now.names_of.places, more.items[row].place)
        before = bisect_left(now.names_of.places, item.place)
        low = int(np.searchsorted(places, before, "left"))
        high = int(np.searchsorted(places, before, "right")) if place is not None else low
        for held, value in ((now.series, more.series[row]), (now.start, more.start[row])):
            here = held[told[low:high]]
            low, high = (low + int(np.searchsorted(here, value, side)) for side in ("left", "right"))
        claims = [now.items[n].claim for n in told[low:high].tolist()]  # the last first
        found.append(low + sum(claim > item.claim for claim in claims))
    return np.array(found, np.int64)


def _find(names: Sequence[str], name: str) -> int | None:
    at = bisect_left(names, name)
    return at if at < len(names) and names[at] == name else None
