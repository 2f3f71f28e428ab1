"""What exports to other catalogues share: one row an event, or a reason why it has none.

A catalogue wants one day, one place and one number where Fogline keeps intervals, several places and ranges. What is chosen
here is chosen in the open (docs/catalogues.md); an event that a catalogue cannot hold is left out with the reason, never bent.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from fogline import tables
from fogline.records import Claim, Event, Place, Range, Ref, Report, Stance

TIMES = {"day": 1, "week": 2, "month": 3}
FINEST = ("exact", "settlement", "district", "route", "area", "province")
STATES = ("state_forces", "government")
UNARMED = ("civilians", "people", "person")
CIVILIANS = "Civilians"

Row = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """What rows are made of. `so` gives each claim's origin on the layer *that it is so*; `public` are ids of actors whose
    names may be shown."""

    events: tuple[Event, ...]
    claims: Mapping[str, Claim]
    reports: Mapping[str, Report]
    so: Mapping[str, str]
    stances: Mapping[str, Stance]
    public: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """Rows under their columns; `left_out` are (event, why), `notes` (event, what its row cannot say), `problems` what the
    catalogue's own rules would refuse: there should be none."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    left_out: tuple[tuple[str, str], ...]
    notes: tuple[tuple[str, str], ...] = ()
    problems: tuple[str, ...] = ()


class NotCatalogued(Exception):
    """An event that a catalogue has no row for; the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """The finest place of an event that has a point, and the country's row of states.tsv."""

    place: Place
    state: Mapping[str, str]


def whereabouts(event: Event) -> Whereabouts:
    fine = [place for place in event.places if place.precision in FINEST and place.lat is not None and place.lon is not None]
    place = min(fine, key=lambda place: (FINEST.index(place.precision), place.name, place.id or ""), default=None)
    if place is None:
        raise NotCatalogued("no place finer than the country has a point")
    state = states().get(place.country or "")
    return Whereabouts(place=place, state=state or {"name": "", "numeric": "-", "gw": "-", "acled": "-", "ucdp": "-"})


def span(event: Event) -> tuple[dt.date, dt.date]:
    """The first and last day that the event may have been on."""
    time = event.time
    if time is None or time.start is None or time.end is None:
        raise NotCatalogued("no day is known on both sides")
    return time.start, time.end


def sides(refs: Sequence[Ref], country: str, public: frozenset[str]) -> list[str]:
    """Names as a catalogue writes them, each once; private persons and crowds as what they are."""
    found = []
    for ref in refs:
        private = ref.type in ("civilians", "people") or (ref.type == "person" and ref.id not in public)
        found.append(f"{CIVILIANS} ({country})" if private and country else CIVILIANS if private else ref.name)
    return list(dict.fromkeys(found))


def killed(event: Event) -> list[Range]:
    """The ranges of the dead of the incident, by side; running totals are of no incident."""
    return [found for found in event.quantities if found.what == "killed" and found.scope == "incident"]


def sources(event: Event, catalogue: Catalogue) -> list[Report]:
    """The reports of an event in order of publication."""
    found = {catalogue.claims[id].report for id in event.claims if id in catalogue.claims}
    reports = [catalogue.reports[id] for id in found if id in catalogue.reports]
    return sorted(reports, key=lambda report: (published(report) or dt.date.max, report.name, report.id))


def published(report: Report) -> dt.date | None:
    return report.published.end if report.published else None


def name_of(report: Report) -> str:
    return report.source or report.name


def first_words(event: Event, catalogue: Catalogue) -> str:
    """The words of the earliest report, on one line."""
    reports = {report.id: n for n, report in enumerate(sources(event, catalogue))}
    claims = [catalogue.claims[id] for id in event.claims if id in catalogue.claims]
    first = min(
        claims, key=lambda claim: (claim.kind != event.kind, reports.get(claim.report, 0), claim.start, claim.id), default=None
    )
    return " ".join(first.quote.split()) if first else ""


def summaries(events: Iterable[Event]) -> frozenset[str]:
    """Events of which others are parts: a catalogue counts the parts."""
    return frozenset(event.part_of for event in events if event.part_of)


@lru_cache(maxsize=1)
def states() -> dict[str, dict[str, str]]:
    """Rows of data/world/states.tsv by ISO 3166-1 alpha-2 code."""
    return {row["alpha2"]: row for row in tables.table("world/states.tsv")}
