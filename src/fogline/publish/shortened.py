"""Names and values in few words, for a page that has little room: cut, counted, and set apart from our own words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from fogline.publish import Sitrep, words
from fogline.publish.escaping import apart
from fogline.records import Event, Place, Ref, Time

LONGEST = 48  # letters of one name or value; the full list has all of it
MOST_NAMES = 3  # in one cell


def short(text: str) -> str:
    """One line of a report's words, no longer than LONGEST."""
    line = " ".join(text.split())
    return apart(line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…")


def few(told: Sequence[str], most: int = MOST_NAMES, between: str = ", ") -> str:
    """The first of some words, and how many more there are."""
    more = f" and {len(told) - most} more" if len(told) > most else ""
    return between.join(told[:most]) + more


def days(start: dt.date | None, end: dt.date | None) -> str:
    """`3 May 2030`, `3–9 May 2030`, `28 Apr – 3 May 2030`, `from 3 May 2030`, `by 3 May 2030`."""
    if start is None or end is None:
        return f"from {_day(start)}" if start else f"by {_day(end)}" if end else "no date"
    if start == end:
        return _day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{_day(end)}"
    first = _day(start) if start.year != end.year else f"{start.day} {start:%b}"
    return f"{first} – {_day(end)}"


def _day(day: dt.date | None) -> str:
    return f"{day.day} {day:%b %Y}" if day else ""


def when(time: Time | None) -> str:
    return days(time.start, time.end) if time else "no date"


def name_of(ref: Ref | None, sitrep: Sitrep) -> str:
    return short(words.name(ref, sitrep)) if ref else "nobody known"


def names_of(refs: Iterable[Ref], sitrep: Sitrep) -> str:
    """Actors by name; those for whom a report only has a word are counted beside them, and told where nobody has a name."""
    told = list(refs)
    named = words.each_name(filter(words.is_named, told), sitrep)
    others = [other for other in words.each_name(told, sitrep) if other not in named]
    if not named:
        return few(list(map(short, others)))
    return few(list(map(short, named))) + (f", {len(others)} unnamed" if others else "")


def sides_of(event: Event, sitrep: Sitrep) -> str:
    """`Reds against Blues`: by whom and against whom, `against Blues` where nobody says by whom."""
    by, against = names_of(event.actors, sitrep), names_of(event.targets, sitrep)
    return " ".join(filter(None, (by, f"against {against}" if against else "")))


def place_of(place: Place) -> str:
    return short(words.place_name(place))


def title_of(event: Event, most: int = 1) -> str:
    """`shelling, Orlin (Northmark) and 2 more`: what and where, those first that a map can show."""
    places = map(place_of, sorted(event.places, key=lambda place: place.lat is None))
    where = few(list(dict.fromkeys(places)), most) or "place not told"
    return f"{apart(words.kind(event.kind))}, {where}"
