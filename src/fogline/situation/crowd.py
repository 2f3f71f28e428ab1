"""What changes of hands leave of what was said before, at a place of which thousands of claims tell.

Pair by pair, thousands of items by thousands of changes are millions. But an item asks of each voice only for the strongest
change after its day, and days are few: that is a table of days by voices (and parties), filled once and read by all items.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from fogline.situation.grouped import Floats, Ints, Mask, runs

NO_CLAIM = -1
CELLS = 2_000_000  # of items by columns that are looked at in one go


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Changes of hands, by voice. What ended before the day `reach` is undone by them: of the party where it `lost` the place,
    else of all others; nothing of the claim `own`. `taken` is how much of it, 0..1."""

    voice: Ints
    party: Ints
    lost: Mask
    own: Ints
    reach: Ints
    taken: Floats

    def of(self, some: slice) -> Changes:
        return Changes(**{field.name: getattr(self, field.name)[some] for field in fields(self)})


def left_of(party: Ints, claim: Ints, end: Ints, changes: Changes) -> Floats:
    """What all the changes leave of items: the product over voices of what the strongest of each leaves."""
    own = np.where(_is_of_an_item(changes, party, claim), changes.own, NO_CLAIM)
    order = np.lexsort((own, changes.lost, changes.party, changes.voice))
    column = runs(changes.voice[order], changes.party[order], changes.lost[order].astype(np.int8), own[order])
    head = order[column]  # a change that stands for its column
    of = np.empty(len(order), np.int64)
    of[order] = np.repeat(np.arange(len(column)), np.diff([*column, len(order)]))
    table = _strongest(changes, of, len(column), int(end.min()), int(end.max()))
    voices = runs(changes.voice[head])
    found = np.ones(len(party))
    for some in np.array_split(np.arange(len(party)), -(-len(party) * len(column) // CELLS)):
        undone = (party[some, None] == changes.party[head]) == changes.lost[head]
        undone &= claim[some, None] != own[head]
        most = np.maximum.reduceat(np.where(undone, table[end[some] - end.min()], 0.0), voices, axis=1)
        for voice in range(len(voices)):  # one after the other, so that the last bit does not depend on how many there are
            found[some] *= 1.0 - most[:, voice]
    return found


def _is_of_an_item(changes: Changes, party: Ints, claim: Ints) -> Mask:
    """Whether a change may meet another half of its own claim."""
    parties = int(max(party.max(), changes.party.max())) + 1
    found: Mask = np.isin(changes.own.astype(np.int64) * parties + changes.party, claim.astype(np.int64) * parties + party)
    found &= changes.own != NO_CLAIM
    return found


def _strongest(changes: Changes, column: Ints, columns: int, first: int, last: int) -> Floats:
    """By day from `first` to `last` and column the most that a change takes of what ended on that day."""
    table = np.zeros((last - first + 1, columns))
    day = np.minimum(changes.reach - 1, last) - first
    some = np.flatnonzero(day >= 0)
    np.maximum.at(table, (day[some], column[some]), changes.taken[some])
    found: Floats = np.maximum.accumulate(table[::-1], axis=0)[::-1]
    return found
