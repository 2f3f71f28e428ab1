"""Files for others, one form a file. This one holds what a sitrep is made of; `html` and `markdown` write it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from fogline.publish.outlines import Outline
from fogline.records import Claim, Disagreement, Event, Place, Ref, Report, Situation


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """From `on` on `to` holds a place, before it was `was`, None where nobody was known to. `claims` are all
    evidence of that day."""

    place: Place
    on: dt.date
    was: Ref | None
    to: Ref
    status: str  # held | claimed
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An outlet under one of its names (a report's where it names none): how many reports of it were read, how many tell of
    what the sitrep shows, and in whose favour it speaks."""

    name: str
    reports: int
    used: int
    leaning: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitrep:
    """All that a sitrep shows, as records; writing it down is a pure function of this.

    `on` is the day of the situation (None where nothing is dated), `since`..`until` what the events are limited to, `known` the
    day by which all reports were published (None: all that were read). `area` are the country codes that the map may show, all
    where empty. `so` gives each claim's origin on the layer *that it is so*; `interested` are claims in their speaker's own
    interest; `public` are ids of actors whose names may be shown.

    `speaking` gives of an actor (by id, else by name) the claims that say that it has some place. `changes` are those of the
    span by place and day, `before` the situations of the day before it (none where it has no first
    day). `undated` counts the events that no span can hold. `silent` are places that outlets which used to name them left out
    in the week up to `on`, `unwatched` those of which no outlet that named them published.
    """

    title: str
    summary: str
    on: dt.date | None
    since: dt.date | None
    until: dt.date | None
    area: tuple[str, ...]
    situations: tuple[Situation, ...]
    events: tuple[Event, ...]
    disagreements: tuple[Disagreement, ...]
    claims: Mapping[str, Claim]
    reports: Mapping[str, Report]
    so: Mapping[str, str]
    interested: frozenset[str]
    public: frozenset[str]
    unread: int = 0
    boundaries: tuple[Outline, ...] = ()  # the case's own; `id` is the place's whose outline it is
    known: dt.date | None = None
    speaking: Mapping[str, frozenset[str]] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    before: tuple[Situation, ...] = ()
    undated: int = 0
    silent: tuple[str, ...] = ()
    unwatched: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
