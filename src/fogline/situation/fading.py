"""What time and later changes leave of evidence on a day. Arguments are arrays with an element for each thing that is asked
about: `row` of the ledger, `day` as ordinal."""

from __future__ import annotations

import math

import numpy as np

from fogline.situation import crowd
from fogline.situation.crowd import NO_CLAIM, Changes
from fogline.situation.grouped import Floats, Ints, Mask, runs, spread
from fogline.situation.ledger import HALVES, HELD, HOLD, HORIZON, LOSE, Ledger

UNREPORTED = 3  # days within which two words that two parties hold a place contradict each other
SURE = 0.95  # the most that one voice's change takes from what was before
CROWD = 100_000  # items by changes of one place from which they are not looked at pair by pair
PAIRS = 200_000  # of items and changes that are looked at in one go, so that they stay in the processor's cache

# By effect and days. A table, because powers of numpy are not the same to the last bit on every machine.
_LEFT = np.array([[math.pow(0.5, days / half) for days in range(max(HORIZON) + 2)] for half in HALVES])


def faded(effect: Ints, days: Ints) -> Floats:
    """What is left of 1 after some days."""
    found: Floats = _LEFT[effect, np.clip(days, 0, _LEFT.shape[1] - 1)]
    return found


def aged(ledger: Ledger, row: Ints, day: Ints) -> Floats:
    """The weight of what has begun: faded since its last day, and in part where its days are not over yet."""
    return _begun(ledger, row, day) * faded(ledger.effect[row], day - ledger.end[row])


def until(ledger: Ledger, row: Ints, day: Ints, change: Ints) -> Floats:
    """The weight of what ended later ("it lost the place"): back to the last change of hands before, by whomever, and soon
    faded, because nothing says since when it was so. `change` is the last day of the next one."""
    start = ledger.start[row]
    found: Floats = ledger.weight[row] * faded(np.full(len(row), HELD), start - day)
    return np.where(change < start, 0.0, found)


def is_change(ledger: Ledger, row: Ints) -> Mask:
    """Whether it takes from what was before."""
    effect = ledger.effect[row]
    found: Mask = (effect == LOSE) | ((effect == HOLD) & (ledger.change[row] | ledger.holding[row]))
    return found


def taking(ledger: Ledger, row: Ints, day: Ints) -> Floats:
    """What changes that have begun take of what was before. They do not fade: what was lost stays lost until somebody takes it
    again."""
    return np.minimum(SURE, SURE * _begun(ledger, row, day))


def _begun(ledger: Ledger, row: Ints, day: Ints) -> Floats:
    """The weight of what has begun, as far as its days are over."""
    weight, start, end = ledger.borne_out[0][row], ledger.start[row], ledger.end[row]
    partly = (day < end) & ~ledger.state[row]
    found: Floats = weight.copy()
    found[partly] = weight[partly] * (day - start + 1)[partly] / (end - start + 1)[partly]
    return found


def left_of(ledger: Ledger, row: Ints, scope: Ints, change: Ints, within: Ints, taken: Floats) -> Floats:
    """What later changes leave of items: the product over their voices of what each may be wrong by. `scope` tells which
    changes (rows `change`, each with its scope, `within`, and what it takes) an item meets. That an actor does not hold a place
    speaks of that day and those before; that it lost the place, of those before."""
    order = np.lexsort((ledger.voice[change], within))
    change, within, taken = change[order], within[order], taken[order]
    lost = ledger.effect[change] == LOSE
    changes = Changes(
        voice=ledger.voice[change],
        party=ledger.party[change],
        lost=lost,
        own=np.where(
            lost, ledger.claim[change], NO_CLAIM
        ),  # that somebody lost a place takes nothing of its claim's other half
        reach=_reach(ledger, change),
        taken=taken,
    )
    found = np.ones(len(row))
    low, high = np.searchsorted(within, scope, "left"), np.searchsorted(within, scope, "right")
    crowded = _crowded(scope, high - low)
    for some in _parts(np.where(crowded, 0, high - low)):
        _few(ledger, row, changes, low, np.where(crowded, low, high), some, found)
    for which in np.unique(scope[crowded]).tolist():
        items = np.flatnonzero(scope == which)
        here = slice(int(low[items[0]]), int(high[items[0]]))
        found[items] = crowd.left_of(
            ledger.party[row[items]], ledger.claim[row[items]], ledger.end[row[items]], changes.of(here)
        )
    return found


def _crowded(scope: Ints, changes: Ints) -> Mask:
    """Whether so many items meet so many changes that looking at each pair would take long."""
    _, of, items = np.unique(scope, return_inverse=True, return_counts=True)
    found: Mask = items[of] * changes > CROWD
    return found


def _few(ledger: Ledger, row: Ints, changes: Changes, low: Ints, high: Ints, some: Ints, found: Floats) -> None:
    """What is left of `some` of the items, each looked at beside each of its changes, low..high of them."""
    item, met = spread(low[some], high[some])
    row_of = row[some]
    later = np.flatnonzero(ledger.end[row_of][item] < changes.reach[met])
    item, met = item[later], met[later]
    undone = (ledger.party[row_of][item] == changes.party[met]) == changes.lost[met]
    undone &= ledger.claim[row_of][item] != changes.own[met]
    item, met = item[undone], met[undone]
    voices = runs(item, changes.voice[met])
    if len(voices):
        most = np.maximum.reduceat(changes.taken[met], voices)
        items = runs(item[voices])
        found[some[item[voices[items]]]] = np.multiply.reduceat(1.0 - most, items)


def _reach(ledger: Ledger, change: Ints) -> Ints:
    """The day up to which what ended before is undone by a change. A plain word that another holds a place must come so long
    after that hands must have changed unreported."""
    end, start = ledger.end[change], ledger.start[change]
    state = np.where(ledger.effect[change] == LOSE, end + 1, start - UNREPORTED + 1)
    return np.where(ledger.change[change], end, state)


def _parts(counts: Ints) -> list[Ints]:
    """Indices of `counts`, cut where they have come to PAIRS."""
    total = np.cumsum(counts)
    return np.split(np.arange(len(counts)), np.searchsorted(total, np.arange(PAIRS, counts.sum(), PAIRS)))
