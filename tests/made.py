"""Small hand-made records for tests of the store and the case layer. All text is the tests' own."""

from __future__ import annotations

import datetime as dt
from typing import Any

from fogline.records import (
    Attribution,
    Claim,
    Place,
    Published,
    Quantity,
    Reading,
    Ref,
    Report,
    Segment,
    Time,
    identify,
)

DAY = dt.date(2030, 5, 10)

TYPES = {"Reds": "rebel_group", "Blues": "state_forces", "Greens": "militia", "Ada Voss": "person", "villagers": "people"}

# Two settlements of one province 40 km apart, a third in another province, and the province itself.
PLACES: dict[str, dict[str, Any]] = {
    "Orlin": {"lat": 10.0, "lon": 20.0, "admin1": "Northmark", "precision": "settlement"},
    "Besk": {"lat": 10.36, "lon": 20.0, "admin1": "Northmark", "precision": "settlement"},
    "Tarn": {"lat": 12.0, "lon": 23.0, "admin1": "Southmark", "precision": "settlement"},
    "Northmark": {"admin1": "Northmark", "precision": "province"},
    "Rivonia": {"precision": "country"},
}


def day(number: int) -> dt.date:
    """The `number`th of the month in which all the stories play."""
    return DAY.replace(day=number)


def report(text: str, *, name: str = "", on: int | None = None, source: str | None = None, comment: str = "") -> Report:
    """A report of one body and, if given, one comment under it, published on a day of the month."""
    body = text if not comment else f"{text}\n\n{comment}"
    segments = [Segment(kind="body", start=0, end=len(text))]
    if comment:
        segments.append(Segment(kind="comment", start=len(text) + 2, end=len(body)))
    return Report(
        id=identify("rep", (body, source or "")),
        name=name or f"{body[:12].strip()}.txt",
        text=body,
        language="en",
        segments=tuple(segments),
        published=Published(start=day(on), end=day(on), basis="given") if on else None,
        source=source,
    )


def ref(name: str, **more: Any) -> Ref:
    known = {"id": f"case:{name.casefold().replace(' ', '_')}", "type": TYPES.get(name, "organisation")}
    return Ref(**{"text": name, "at": None, "name": name, **known, **more})


def place(name: str, **more: Any) -> Place:
    known = {"id": f"case:{name.casefold()}", "country": "RV", **PLACES.get(name, {})}
    return Place(**{"text": name, "at": None, "name": name, **known, **more})


def when(start: int, end: int | None = None, **more: Any) -> Time:
    last = start if end is None else end
    precision = "day" if start == last else "week" if last - start < 8 else "month"
    return Time(**{"start": day(start), "end": day(last), "precision": precision, "text": f"{start} May", **more})


def implied(start: int, end: int) -> Time:
    """The days that a claim has which says nothing of when."""
    return when(start, end, text=None, basis="implied")


def number(what: str, best: int, **more: Any) -> Quantity:
    """Exactly `best`, unless `low` and `high` say otherwise."""
    bounds = {"low": best, "best": best, "high": best}
    return Quantity(**{"what": what, **bounds, "text": str(best), "at": (0, 1), **more})


def said_by(name: str | None, **more: Any) -> Attribution:
    return Attribution(**{"speaker": ref(name) if name else None, "text": f"{name} said", **more})


def claim(report: Report, quote: str, kind: str, **slots: Any) -> Claim:
    """A claim at the first place where `quote` stands; names in actors, targets and places become refs."""
    start = report.text.index(quote)
    end = start + len(quote)
    for slot, make in (("actors", ref), ("targets", ref), ("places", place)):
        given = slots.get(slot, ())
        slots[slot] = tuple(make(value) if isinstance(value, str) else value for value in given)
    for slot in ("quantities", "attribution", "links", "details", "hedged"):
        slots[slot] = tuple(slots.get(slot, ()))
    segment = next(s.kind for s in report.segments if s.start <= start < s.end)
    slots.setdefault("id", identify("clm", (report.id, str(start), str(end), kind, str(slots.get("negated", False)))))
    return Claim(
        report=report.id,
        segment=segment,
        language="en",
        kind=kind,
        quote=quote,
        start=start,
        end=end,
        trigger=(start, end),
        **slots,
    )


def reading(report: Report, *claims: Claim) -> Reading:
    return Reading(
        report=report, claims=tuple(sorted(claims, key=lambda claim: (claim.start, claim.end, claim.kind, claim.id)))
    )
