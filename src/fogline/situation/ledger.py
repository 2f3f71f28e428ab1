"""The evidence on one place, kept so that what counts on a day is found without looking at all that was ever said.

Of what one voice says of one party with one weight, day after day, only the last word by then counts: an earlier one has faded
more and what came after it has taken more of it. What has faded to nothing (FORGOTTEN) is left out.
"""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter

from fogline.situation.evidence import Evidence
from fogline.situation.fading import HALF_LIFE

FORGOTTEN = 0.0005  # a weight that no share shows
MOST = 1.5  # weight of an item
HORIZON = {effect: dt.timedelta(days=math.ceil(days * math.log2(MOST / FORGOTTEN))) for effect, days in HALF_LIFE.items()}
FROM_AFAR = "strike"  # what says nothing of who holds a place

_start: Callable[[Evidence], dt.date] = attrgetter("start")


class Ledger:
    """Built once for a place; answers for any day."""

    def __init__(self, items: Iterable[Evidence]) -> None:
        self.items = tuple(items)
        series: dict[tuple[object, ...], list[Evidence]] = defaultdict(list)
        self._spans: list[Evidence] = []
        for item in sorted(self.items, key=lambda item: item.claim, reverse=True):  # of one day the first claim comes last
            if item.effect == "held":
                continue
            if item.start != item.end:
                self._spans.append(item)
            elif item.effect != FROM_AFAR:
                key = item.kind, item.effect, item.party, item.voice, item.weight, item.change, item.interested, item.sides
                series[key].append(item)
        self._series = [tuple(sorted(told, key=_start)) for told in series.values()]
        self._held = sorted((i for i in self.items if i.effect == "held"), key=lambda i: i.start)
        self._holds = sorted((i for i in self.items if i.effect == "hold"), key=lambda i: (i.end, i.claim))
        self._hold_ends = [item.end for item in self._holds]
        self._changes = sorted((i for i in self._holds if i.change), key=lambda i: i.start)
        self._change_starts = [item.start for item in self._changes]
        self.first = min((item.start for item in self.items), default=dt.date.max)

    def speaks(self, on: dt.date) -> bool:
        """Whether anything is said of the place by a day."""
        return self.first <= on or bool(self._held)

    def on(self, day: dt.date) -> Iterator[Evidence]:
        """What counts on a day."""
        for told in self._series:
            last = bisect_right(told, day, key=_start) - 1
            if last >= 0 and day - told[last].start <= _horizon(told[last]):
                yield told[last]
        for item in self._spans:
            if item.start <= day and day - item.end <= _horizon(item):
                yield item
        yield from self._until(day)

    def _until(self, day: dt.date) -> Iterator[Evidence]:
        """What was held until a later day, and the next change of hands, before which nobody is known to have held it."""
        if not self._held:
            return
        after = bisect_right(self._change_starts, day)
        change = min(self._changes[after:], key=lambda item: (item.end, item.claim), default=None)
        if change is not None:
            yield change
        for item in self._held[bisect_right(self._held, day, key=_start) :]:
            if item.start - day > _horizon(item):
                break
            yield item

    def since(self, party: str | None, on: dt.date) -> dt.date | None:
        """The first day of a holder's time: of its capture as the finest dated claim has it, else of its first hold, after the
        last change by another."""
        others = max((i.end for i in self._changes if i.start <= on and i.party != party), default=dt.date.min)
        later = self._holds[bisect_left(self._hold_ends, others) :]
        own = [item for item in later if item.party == party and item.start <= on]
        captures = [((item.end - item.start).days, item.start) for item in own if item.change]
        return min(captures)[1] if captures else min((item.start for item in own), default=None)


def _horizon(item: Evidence) -> dt.timedelta:
    return HORIZON.get(item.effect) or HORIZON["hold"]
