"""What time and later changes leave of a piece of evidence on a day."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable

from fogline.situation.evidence import Evidence

# Days after which an item weighs half; set by hand on own stories: control is sticky, who is there and which way is open less.
HALF_LIFE = {"hold": 45.0, "held": 10.0, "present": 20.0, "cut": 14.0, "encircled": 14.0, "open": 14.0}
HOLDING = "control"
UNREPORTED = dt.timedelta(days=3)  # within which two words that two parties hold a place contradict each other
SURE = 0.95  # the most that one voice's change takes from what was before


def changing(items: Iterable[Evidence]) -> list[Evidence]:
    """Those that take from what was before."""
    return [
        item for item in items if item.effect == "lose" or (item.effect == "hold" and (item.change or item.kind == HOLDING))
    ]


def aged(item: Evidence, on: dt.date) -> float:
    """The weight of an item on a day: faded since its last day, and in part where its days are not over yet."""
    if on < item.start:
        return 0.0
    if on < item.end and not item.state:
        return item.weight * ((on - item.start).days + 1) / ((item.end - item.start).days + 1)
    return item.weight * math.pow(0.5, max(0, (on - item.end).days) / HALF_LIFE.get(item.effect, HALF_LIFE["hold"]))


def until(item: Evidence, items: Iterable[Evidence], on: dt.date) -> float:
    """The weight on a day of what ended later ("it lost the place"): back to the last change of hands before, by whomever, and
    soon faded, because nothing says since when it was so."""
    changes = [i.start for i in items if i.change and i.effect == "hold" and i.end < item.start]
    if on >= item.start or (changes and on < max(changes)):
        return 0.0
    return item.weight * math.pow(0.5, (item.start - on).days / HALF_LIFE["held"])


def taking(items: Iterable[Evidence], on: dt.date) -> list[tuple[Evidence, float]]:
    """The changes that have begun by a day, each with what it takes of what was before."""
    return [(item, min(SURE, SURE * _whole(item, on))) for item in changing(items) if item.start <= on]


def left_of(item: Evidence, changes: Iterable[tuple[Evidence, float]]) -> float:
    """What later changes (`taking`) leave of an item: the product over their voices of what each may be wrong by."""
    taken: dict[str, float] = {}
    for change, share in changes:
        if _undoes(change, item):
            taken[change.voice] = max(taken.get(change.voice, 0.0), share)
    if not taken:
        return 1.0
    left = 1.0
    for voice in sorted(taken):
        left *= 1.0 - taken[voice]
    return left


def _whole(change: Evidence, on: dt.date) -> float:
    """A change does not fade: what was lost stays lost until somebody takes it again."""
    if on < change.end and not change.state:
        return change.weight * ((on - change.start).days + 1) / ((change.end - change.start).days + 1)
    return change.weight


def _undoes(change: Evidence, item: Evidence) -> bool:
    """Whether a change comes after an item and takes from its actor. That an actor does not hold a place speaks of that day
    and those before; that it lost the place, of those before."""
    if change.effect == "lose" and change.party == item.party and change.claim != item.claim:
        return change.end > item.end or (not change.change and change.end == item.end)
    if change.effect != "hold" or change.party == item.party:
        return False
    return change.end > item.end if change.change else _is_later(change, item)


def _is_later(state: Evidence, item: Evidence) -> bool:
    """Whether a plain word that another holds a place comes so long after an item that hands must have changed unreported."""
    return state.kind == HOLDING and state.start - item.end >= UNREPORTED
