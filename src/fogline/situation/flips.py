"""Changes of hands: for each place the days on which another holds it than before, with the claims that say so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby
from operator import itemgetter

from fogline.records import Place, Ref, Situation
from fogline.situation import Survey

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


def flips(course: Iterable[tuple[dt.date, str, Ref | None]], at: At, shown: dt.date | None = None) -> Iterator[Flip]:
    """Those of one place within its `course`: day by day the status and the holder; `at` gives its situation on a day. That a
    place is held at first is none, and those before `shown` are left out."""
    before: Ref | None = None
    contested, is_first = 0, True
    for day, status, holder in course:
        if holder is None:
            contested += status == "contested"
        else:
            is_new = not is_first if before is None else _key(holder) != _key(before)
            if is_new and (shown is None or day >= shown):
                now = at(day)
                yield Flip(
                    place=now.place, on=day, was=before, to=holder, status=now.status, contested=contested,
                    claims=now.claims, reasons=now.reasons,
                )  # fmt: skip
            before, contested = holder, 0
        is_first = False


def all_flips(
    survey: Survey, since: dt.date | None, until: dt.date | None, known: dt.date | None, shown: dt.date | None = None
) -> Iterator[Flip]:
    """Those of all places between two days (None: the first and the last with evidence), by place and day."""
    spans = []
    for place, key in enumerate(survey.ledger.places):
        first, last = survey.ledger.span(place)
        spans.append((key, max(since or first, first), min(until or last, last)))
    for key, pieces in groupby(survey.courses(spans), key=itemgetter(0)):
        course = chain.from_iterable(days for _, days in pieces)
        yield from flips(course, lambda day, key=key: survey.at(key, day, known), shown)  # type: ignore[misc]


def _key(ref: Ref) -> str:
    return ref.id or ref.name
