"""Events in the columns of ACLED (2024): one row an event that has a sub-event, a day or month, and a place with a point.

Where ACLED wants one number of dead it gets the lowest that is borne out (CODEBOOK, Ranges): of each side the low end of what
two origins say or, where one speaks alone, what a voice without an interest says; else 0, and `notes` says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache

from fogline import codes, tables
from fogline.publish import catalogue as held
from fogline.publish.catalogue import Catalogue, Exported, NotCatalogued, Row, Whereabouts
from fogline.records import Event, Range, Ref

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region",
    "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale",
    "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
INTER = {
    "state_forces": "State forces", "government": "State forces", "rebel_group": "Rebel group", "militia": "Political militia",
    "civilians": "Civilians", "people": "Civilians", "person": "Civilians", "organisation": "External/Other forces",
}  # fmt: skip
CROWDS = dict.fromkeys(("protest", "protest_intervention"), "Protesters") | dict.fromkeys(
    ("violent_demonstration", "mob_violence"), "Rioters"
)
UNIDENTIFIED = "Unidentified Armed Group"
FORCES_FIRST = ("Excessive force against protesters",)
GEO = {"exact": 1, "settlement": 1, "district": 2, "route": 2, "area": 2, "province": 3}
ON_CIVILIANS = ("Violence against civilians",)
TARGETED = "Civilian targeting"
MOST_NOTES = 1000  # characters


def export(catalogue: Catalogue) -> Exported:
    """All rows in order of day and id."""
    rows, left = [], []
    whole = held.summaries(catalogue.events)
    for event in catalogue.events:
        try:
            if event.id in whole:
                raise NotCatalogued("a summary of other events")
            rows.append(_row(event, catalogue))
        except NotCatalogued as reason:
            left.append((event.id, str(reason)))
    rows.sort(key=lambda row: (row["event_date"], row["event_id_cnty"]))
    return Exported(columns=COLUMNS, rows=tuple(rows), left_out=tuple(sorted(left)), problems=tuple(problems(rows)))


def _row(event: Event, catalogue: Catalogue) -> Row:
    sub = codes.of_event(event)["acled"]
    if not isinstance(sub, str):
        raise NotCatalogued(f"ACLED has no sub-event for {event.kind.replace('_', ' ')}")
    start, end = held.span(event)
    precision = held.TIMES.get(event.time.precision if event.time else "")
    if precision is None:
        raise NotCatalogued("dated no finer than a year")
    where = held.whereabouts(event)
    kind = types()[sub]
    dead, why = fatalities(event, catalogue)
    day = start + dt.timedelta(days=(end - start).days // 2)
    country = where.state["name"]
    one, other = _sides(event, country, catalogue)
    if not one[0]:
        one = [f"{UNIDENTIFIED} ({country})" if country else UNIDENTIFIED], INTER["militia"]
    reports = held.sources(event, catalogue)
    latest = max((out for report in reports if (out := held.published(report))), default=None)
    return {
        "event_id_cnty": f"{where.place.country or ''}{event.id.removeprefix('evt_')}",
        "event_date": day.isoformat(),
        "year": str(day.year),
        "time_precision": str(precision),
        "disorder_type": kind["disorder"],
        "event_type": kind["event_type"],
        "sub_event_type": sub,
        "actor1": one[0][0] if one[0] else "",
        "assoc_actor_1": "; ".join(one[0][1:]),
        "inter1": one[1],
        "actor2": other[0][0] if other[0] else "",
        "assoc_actor_2": "; ".join(other[0][1:]),
        "inter2": other[1],
        "interaction": "-".join(filter(None, (one[1], other[1]))),
        "civilian_targeting": TARGETED if _on_civilians(event, kind["event_type"], sub) else "",
        "iso": where.state["numeric"].strip("-"),
        "region": where.state["acled"].strip("-"),
        "country": country,
        **_place(where),
        "source": "; ".join(dict.fromkeys(map(held.name_of, reports))),
        "source_scale": "",
        "notes": _notes(event, catalogue, why),
        "fatalities": str(dead),
        "tags": f"status={event.status}; origins={event.origins}; reports={event.reports}",
        "timestamp": str(int(dt.datetime(latest.year, latest.month, latest.day, tzinfo=dt.UTC).timestamp())) if latest else "",
    }


def _place(where: Whereabouts) -> Row:
    place = where.place
    district = place.name if place.precision == "district" else ""
    return {
        "admin1": place.admin1 or (place.name if place.precision == "province" else ""),
        "admin2": district,
        "admin3": "",
        "location": place.name,
        "latitude": f"{place.lat:.4f}",
        "longitude": f"{place.lon:.4f}",
        "geo_precision": str(GEO[place.precision]),
    }


Side = tuple[list[str], str]


def _sides(event: Event, country: str, catalogue: Catalogue) -> tuple[Side, Side]:
    """Who did it and to whom, in ACLED's order: a crowd is what it is in a demonstration."""

    def side(refs: tuple[Ref, ...], crowd: str | None) -> Side:
        if crowd:
            return [f"{crowd} ({country})" if country else crowd], crowd
        return held.sides(refs, country, catalogue.public), INTER.get(refs[0].type, "") if refs else ""

    if event.kind == "protest_repressed":
        return side(event.actors, None), side(event.targets, "Protesters")
    return side(event.actors, CROWDS.get(event.kind)), side(event.targets, None)


def _on_civilians(event: Event, event_type: str, sub: str) -> bool:
    return event_type in ON_CIVILIANS or sub in FORCES_FIRST or any(ref.type in held.UNARMED for ref in event.targets)


def fatalities(event: Event, catalogue: Catalogue) -> tuple[int, str]:
    """The dead by the rule of the module, and in words how they were counted."""
    found = held.killed(event)
    if not found:
        return 0, "no report gives a number of dead"
    borne = [(each, _lowest(each, catalogue)) for each in found]
    told = [f"{each.of or 'side not said'} {low}" for each, low in borne if low is not None]
    if not told:
        return 0, "the dead are given only by sides with an interest"
    return sum(low for _, low in borne if low is not None), "lowest borne out: " + ", ".join(told)


def _lowest(found: Range, catalogue: Catalogue) -> int | None:
    """The low end of a side's dead where two origins or a voice without an interest stand behind the range."""
    voices, sides = set(), set()
    for id in found.claims:
        stance = catalogue.stances.get(id)
        interested = stance is not None and stance.word in ("interested", "denial")
        voices.add(catalogue.so.get(id, id))
        sides.add(f"interest:{stance.side}" if stance and interested else "")
    borne_out = (len(voices) > 1 and sides != {""} and len(sides) > 1) or "" in sides
    return found.low if borne_out else None


def _notes(event: Event, catalogue: Catalogue, why: str) -> str:
    ranges = [
        f"{each.what} {'' if each.of is None else f'of {each.of} '}{_open(each.low)}-{_open(each.high)}"
        for each in event.quantities
    ]
    said = [held.first_words(event, catalogue), f"Fatalities: {why}."]
    said += [f"Ranges: {'; '.join(ranges)}."] if ranges else []
    said += ["Somebody denies that it happened."] if event.status == "denied" else []
    return " ".join(said)[:MOST_NOTES]


def _open(number: int | None) -> str:
    return "?" if number is None else str(number)


@lru_cache(maxsize=1)
def types() -> dict[str, dict[str, str]]:
    """Rows of data/acled.tsv by sub-event."""
    return {row["sub_event"]: row for row in tables.table("acled.tsv")}


# ------------------------------------------------------------------------------------------------------------ validator


def problems(rows: Iterable[Mapping[str, str]]) -> list[str]:
    """What ACLED's own codebook would refuse, row by row; empty where all is in order."""
    found, seen = [], set[str]()
    for n, row in enumerate(rows, 1):
        name = f"row {n} ({row.get('event_id_cnty', '')})"
        if tuple(row) != COLUMNS:
            found.append(f"{name}: columns are not ACLED's, in ACLED's order")
            continue
        kind = types().get(row["sub_event_type"])
        if kind is None or (kind["event_type"], kind["disorder"]) != (row["event_type"], row["disorder_type"]):
            found.append(f"{name}: {row['sub_event_type']!r} is no sub-event of {row['event_type']!r}")
        if row["event_id_cnty"] in seen:
            found.append(f"{name}: the id stands twice")
        seen.add(row["event_id_cnty"])
        if not _is_day(row["event_date"]) or row["year"] != row["event_date"][:4]:
            found.append(f"{name}: {row['event_date']!r} of {row['year']!r} is no day")
        for column in ("time_precision", "geo_precision"):
            if row[column] not in ("1", "2", "3"):
                found.append(f"{name}: {column} is {row[column]!r}")
        if not row["fatalities"].isdecimal():
            found.append(f"{name}: fatalities are {row['fatalities']!r}")
        if not (_within(row["latitude"], 90) and _within(row["longitude"], 180)):
            found.append(f"{name}: no point at {row['latitude']!r}, {row['longitude']!r}")
        found += [f"{name}: {column} is empty" for column in ("actor1", "location", "source", "notes") if not row[column]]
    return found


def _is_day(words: str) -> bool:
    try:
        return dt.date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False


def _within(words: str, bound: int) -> bool:
    try:
        return abs(float(words)) <= bound
    except ValueError:
        return False
