"""Events in the columns of UCDP GED 24.1: one row an event of organised violence with at least one death.

UCDP adds up the dead of either side, civilians and unknown to `best`, and wants three numbers where a range may be open: an
open `high` repeats `best`, an open `best` is `low`, and both are noted, because the columns cannot say so. Its own numbers of
conflicts, dyads and sides are UCDP's to give and stay empty.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from fogline import codes
from fogline.publish import catalogue as held
from fogline.publish.catalogue import Catalogue, Exported, NotCatalogued, Row, Whereabouts
from fogline.records import Event, Range

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id",
    "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date", "source_headline",
    "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude",
    "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end",
    "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
WHERE = {"exact": 1, "settlement": 1, "area": 2, "district": 3, "province": 4, "route": 5}
CIVILIANS = 3  # the type of violence against them
DATES = ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5))  # days up to which a date has a precision
GRID = 2  # cells a degree, of PRIO-GRID
MOST_WORDS = 300


def export(catalogue: Catalogue) -> Exported:
    """All rows in order of day and id."""
    rows, left, notes = [], [], []
    whole = held.summaries(catalogue.events)
    for event in catalogue.events:
        try:
            if event.id in whole:
                raise NotCatalogued("a summary of other events")
            row, unsaid = _row(event, catalogue)
        except NotCatalogued as reason:
            left.append((event.id, str(reason)))
        else:
            rows.append(row)
            notes += [(event.id, words) for words in unsaid]
    rows.sort(key=lambda row: (row["date_start"], row["relid"]))
    return Exported(
        columns=COLUMNS, rows=tuple(rows), left_out=tuple(sorted(left)), notes=tuple(notes), problems=tuple(problems(rows))
    )


def _row(event: Event, catalogue: Catalogue) -> tuple[Row, list[str]]:
    violence = codes.of_event(event)["ucdp"]
    if not isinstance(violence, int):
        raise NotCatalogued("no organised violence with two sides and a death")
    start, end = held.span(event)
    precision = next((code for days, code in DATES if (end - start).days < days), None)
    if precision is None:
        raise NotCatalogued("dated no finer than several years")
    where = held.whereabouts(event)
    country = where.state["name"]
    a, b = held.sides(event.actors, country, catalogue.public), held.sides(event.targets, country, catalogue.public)
    side_a = a[0] if a else "Unknown"
    side_b = "Civilians" if violence == CIVILIANS else b[0] if b else "Unknown"
    numbers, unsaid = _deaths(event)
    reports = held.sources(event, catalogue)
    first = reports[0] if reports else None
    day = held.published(first) if first else None
    row = {
        "id": str(int(event.id.removeprefix("evt_")[:7], 16)),
        "relid": event.id,
        "year": str(start.year),
        "active_year": "",
        "code_status": "Clear" if event.status == "corroborated" else "Check",
        "type_of_violence": str(violence),
        "dyad_name": f"{side_a} - {side_b}",
        "side_a": side_a,
        "side_b": side_b,
        "number_of_sources": str(event.origins),
        "source_article": " ".join(held.first_words(event, catalogue).split())[:MOST_WORDS],
        "source_office": "; ".join(dict.fromkeys(map(held.name_of, reports))),
        "source_date": day.isoformat() if day else "",
        "source_headline": "",
        "source_original": _speakers(event, catalogue),
        "event_clarity": "1" if violence == CIVILIANS or (a and b) else "2",
        "date_prec": str(precision),
        "date_start": start.isoformat(),
        "date_end": end.isoformat(),
        **_place(where),
        **numbers,
    }
    return {column: row.get(column, "") for column in COLUMNS}, unsaid


def _place(where: Whereabouts) -> Row:
    place, state = where.place, where.state
    lat, lon = place.lat or 0.0, place.lon or 0.0
    cell = int((lat + 90) * GRID) * 360 * GRID + int((lon + 180) * GRID) + 1
    return {
        "where_prec": str(WHERE[place.precision]),
        "where_coordinates": place.name,
        "where_description": place.text or place.name,
        "adm_1": place.admin1 or (place.name if place.precision == "province" else ""),
        "adm_2": place.name if place.precision == "district" else "",
        "latitude": f"{lat:.6f}",
        "longitude": f"{lon:.6f}",
        "geom_wkt": f"POINT ({lon:.6f} {lat:.6f})",
        "priogrid_gid": str(cell),
        "country": state["name"],
        "country_id": state["gw"].strip("-"),
        "region": state["ucdp"].strip("-"),
    }


def _deaths(event: Event) -> tuple[Row, list[str]]:
    """The dead by whose they are: best of each range, else its low; the sums of low and high beside it."""
    deaths = dict.fromkeys(("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"), 0)
    low = high = 0
    unsaid = []
    for found in held.killed(event):
        best = found.best if found.best is not None else found.low
        if best is None:
            unsaid.append(f"killed of {found.of or 'a side not said'}: only an upper bound, not counted")
            continue
        deaths[_column(found, event)] += best
        low += min(found.low if found.low is not None else best, best)
        high += max(found.high if found.high is not None else best, best)
        if found.best is None:
            unsaid.append(f"killed of {found.of or 'a side not said'}: no best figure, the low end stands for it")
        if found.high is None:
            unsaid.append(f"killed of {found.of or 'a side not said'}: open above, high repeats best")
    total = sum(deaths.values())
    if not total:
        raise NotCatalogued("no death is counted")
    return {**{name: str(n) for name, n in deaths.items()}, "best": str(total), "high": str(high), "low": str(low)}, unsaid


def _column(found: Range, event: Event) -> str:
    for column, refs in (("deaths_a", event.actors), ("deaths_b", event.targets)):
        for ref in refs:
            if found.of is not None and found.of in (ref.name, *ref.aliases, ref.text):
                return "deaths_civilians" if ref.type in held.UNARMED else column
    return "deaths_unknown"


def _speakers(event: Event, catalogue: Catalogue) -> str:
    """Who says so, apart from who publishes it."""
    claims = [catalogue.claims[id] for id in event.claims if id in catalogue.claims]
    steps = [step for claim in claims for step in claim.attribution]
    names = [step.speaker.name if step.speaker else step.outlet or "" for step in steps]
    return "; ".join(dict.fromkeys(filter(None, names)))


# ------------------------------------------------------------------------------------------------------------ validator


def problems(rows: Iterable[Mapping[str, str]]) -> list[str]:
    """What UCDP's own codebook would refuse, row by row; empty where all is in order."""
    found, seen = [], set[str]()
    for n, row in enumerate(rows, 1):
        name = f"row {n} ({row.get('relid', '')})"
        if tuple(row) != COLUMNS:
            found.append(f"{name}: columns are not GED's, in GED's order")
            continue
        if row["relid"] in seen:
            found.append(f"{name}: the id stands twice")
        seen.add(row["relid"])
        try:
            a, b, c, u, best, high, low = (
                int(row[column])
                for column in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low")
            )
        except ValueError:
            found.append(f"{name}: deaths are no numbers")
            continue
        if not low <= best <= high:
            found.append(f"{name}: low {low}, best {best} and high {high} are out of order")
        if best != a + b + c + u or best < 1:
            found.append(f"{name}: best {best} is not the sum of its parts, or nobody died")
        if row["type_of_violence"] not in ("1", "2", "3") or row["event_clarity"] not in ("1", "2"):
            found.append(f"{name}: type {row['type_of_violence']!r}, clarity {row['event_clarity']!r}")
        if not ("1" <= row["where_prec"] <= "7" and "1" <= row["date_prec"] <= "5"):
            found.append(f"{name}: where_prec {row['where_prec']!r}, date_prec {row['date_prec']!r}")
        days = (dt.date.fromisoformat(row["date_end"]) - dt.date.fromisoformat(row["date_start"])).days
        if days < 0 or next((str(code) for most, code in DATES if days < most), "") != row["date_prec"]:
            found.append(f"{name}: {days + 1} days have not the precision {row['date_prec']}")
        if not 1 <= int(row["priogrid_gid"]) <= 360 * GRID * 180 * GRID:
            found.append(f"{name}: no cell {row['priogrid_gid']}")
        found += [
            f"{name}: {column} is empty" for column in ("side_a", "side_b", "source_office", "country") if not row[column]
        ]
    return found
