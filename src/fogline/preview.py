"""What a decision would change in the record of a case, before it is taken: one line an event, disagreement or place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from fogline.casework import Record
from fogline.records import Disagreement, Event, Situation

NONE = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """`what` is event, disagreement or situation; `before` and `after` are in words, NONE where there is nothing."""

    what: str
    id: str
    before: str
    after: str


def changes(before: Record, after: Record, on: dt.date | None) -> tuple[Change, ...]:
    """All that differs between two records; situations on a day, where there is one."""
    found = [
        *_compared("event", _events(before.events), _events(after.events)),
        *_compared("disagreement", _disagreements(before.disagreements), _disagreements(after.disagreements)),
    ]
    if on is not None:
        found += _compared("situation", _situations(before.situations(on)), _situations(after.situations(on)))
    return tuple(found)


def _compared(what: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    for id in sorted(before.keys() | after.keys()):
        one, other = before.get(id, NONE), after.get(id, NONE)
        if one != other:
            yield Change(what=what, id=id, before=one, after=other)


def _events(events: Iterable[Event]) -> dict[str, str]:
    return {event.id: _event(event) for event in events}


def _event(event: Event) -> str:
    """ "armed clash, Orlin, 2030-05-03, killed of Blues 12-15, 3 claims of 2 origins, disputed"."""
    time = event.time
    days = (
        f"{time.start}" if time and time.start == time.end else f"{time.start or '..'}/{time.end or '..'}" if time else "no day"
    )
    figures = [f"{f.what}{f' of {f.of}' if f.of else ''} {_open(f.low)}-{_open(f.high)}" for f in event.quantities]
    places = [place.name for place in event.places] or ["no place"]
    voices = f"{len(event.claims)} claims of {event.origins} origins"
    return ", ".join([event.kind.replace("_", " "), *places, days, *figures, voices, event.status])


def _open(number: int | None) -> str:
    return ".." if number is None else str(number)


def _disagreements(disagreements: Iterable[Disagreement]) -> dict[str, str]:
    return {d.id: f"{d.attribute}: {' against '.join(value.value for value in d.values)}" for d in disagreements}


def _situations(situations: Iterable[Situation]) -> dict[str, str]:
    return {
        s.place.id or s.place.name: f"{s.place.name}: {s.status}{f' by {s.holder.name}' if s.holder else ''}, access {s.access}"
        for s in situations
    }
