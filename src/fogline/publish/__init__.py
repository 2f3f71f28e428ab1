"""Files for others, one form a file. This one holds what a sitrep is made of; `html` and `markdown` write it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from fogline.publish.outlines import Outline
from fogline.records import Claim, Disagreement, Event, Report, Situation


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitrep:
    """All that a sitrep shows, as records; writing it down is a pure function of this.

    `on` is the day of the situation (None where nothing is dated), `since`..`until` what the events are limited to. `area`
    are the country codes that the map may show, all where empty. `so` gives each claim's origin on the layer *that it is
    so*; `interested` are claims in their speaker's own interest; `public` are ids of actors whose names may be shown.
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
