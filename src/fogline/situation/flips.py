"""Changes of hands: for each place the days on which another holds it than before, with the claims that say so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fogline.records import Place, Ref, Situation

DAY = dt.timedelta(days=1)
At = Callable[[dt.date], Situation]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """From `on` on `to` holds the place, before it was `since_by`, None where nobody was known to. `contested` are the days
    between, on which it was neither's; `claims` those behind the new holder."""

    place: Place
    on: dt.date
    was: Ref | None
    to: Ref
    status: str  # held | claimed
    contested: int
    claims: tuple[str, ...]
    reasons: tuple[str, ...]


def flips(at: At, first: dt.date, last: dt.date) -> Iterator[Flip]:
    """Those of one place within `first`..`last`; `at` gives its situation on a day. That a place is held at first is none."""
    holder: Ref | None = None
    contested = 0
    day = first
    while day <= last:
        now = at(day)
        if now.holder is None:
            contested += now.status == "contested"
        else:
            changed = holder is not None and _key(now.holder) != _key(holder)
            if changed or (holder is None and day > first):
                yield Flip(
                    place=now.place, on=day, was=holder, to=now.holder, status=now.status, contested=contested,
                    claims=now.claims, reasons=now.reasons,
                )  # fmt: skip
            holder, contested = now.holder, 0
        day += DAY


def _key(ref: Ref) -> str:
    return ref.id or ref.name
