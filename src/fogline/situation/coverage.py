"""Who was looking: silence about a place is news only where somebody who writes of it wrote of other things meanwhile."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fogline.records import Reading

WINDOW = 7  # days up to the day asked for
MEMORY = 60  # days before the window in which an outlet that named the place is one that watches it


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Of one place within WINDOW days up to `on`. `naming` are outlets that name it, `silent` those that did in the MEMORY
    days before and published since without it. `word`: covered, silence, or nobody looking."""

    place: str
    name: str
    on: dt.date
    reports: int
    naming: tuple[str, ...]
    silent: tuple[str, ...]

    @property
    def word(self) -> str:
        return "covered" if self.reports else "silence" if self.silent else "nobody looking"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    day: dt.date
    outlet: str


def coverage(readings: Iterable[Reading], places: Mapping[str, str], on: dt.date) -> tuple[Coverage, ...]:
    """One for each of `places` (id → name) and each place that is named in the window or the memory before it."""
    since = on - dt.timedelta(days=WINDOW - 1)
    names, named = dict(places), defaultdict[str, list[_Seen]](list)
    published: set[str] = set()
    for reading in readings:
        report = reading.report
        day = report.published.end if report.published and report.published.basis != "page" else None
        if day is None or not on - dt.timedelta(days=WINDOW + MEMORY) < day <= on:
            continue
        outlet = report.source or report.name
        if day >= since:
            published.add(outlet)
        for id, name in _places(reading).items():
            names.setdefault(id, name)
            named[id].append(_Seen(day=day, outlet=outlet))
    return tuple(_one(id, names[id], on, since, named[id], published) for id in sorted(names))


def _one(id: str, name: str, on: dt.date, since: dt.date, seen: list[_Seen], published: set[str]) -> Coverage:
    now = {each.outlet for each in seen if each.day >= since}
    before = {each.outlet for each in seen if each.day < since}
    return Coverage(
        place=id, name=name, on=on, reports=sum(each.day >= since for each in seen), naming=tuple(sorted(now)),
        silent=tuple(sorted((before & published) - now)),
    )  # fmt: skip


def _places(reading: Reading) -> dict[str, str]:
    """The places that a report names, in a claim or not, areas wider than a province left out."""
    linked = (link.entity for link in reading.links if link.entity is not None)
    return {e.id: e.name for e in linked if e.precision not in ("unknown", "country") and e.lat is not None}
