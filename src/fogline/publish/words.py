"""The words of a sitrep in any form: how figures, dates, statuses and names are put, and what is not known."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence

from fogline.publish import Sitrep
from fogline.records import Attribution, Claim, Disagreement, Event, Place, Range, Ref, Report, Situation, Time

STATUS = {
    "held": "held",
    "claimed": "claimed, not confirmed",
    "contested": "contested",
    "unknown": "unknown",
}
RANK = {status: i for i, status in enumerate(("contested", "held", "claimed", "unknown"))}  # most to say first
EVIDENCE = {
    "corroborated": "several origins",
    "single": "one origin",
    "interested": "only those with an interest",
    "interpolated": "inferred from the area around",
}
EVENT_STATUS = {
    "denied": "denied",
    "disputed": "disputed",
    "corroborated": "corroborated",
    "single-origin": "one origin",
}
ACCESS = {"open": "open", "cut": "cut off", "encircled": "encircled", "unknown": ""}
PRIVATE = "a person (name withheld)"
BASIS = {
    "given": "given by hand",
    "metadata": "from the page's data",
    "text": "from the text",
    "page": "not after the page's own date",
    "inferred": "worked out from what it tells",
}
OF_A_CLAIM = re.compile(r"\s*\((?:clm|evt)_\w+\)")  # an attribute may name the claim that it is of


def count(number: int, noun: str) -> str:
    """`1 report`, `2 reports`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def day(date: dt.date | None) -> str:
    return f"{date.day} {date:%B %Y}" if date else ""


def days(start: dt.date | None, end: dt.date | None) -> str:
    """One day, both ends, or a side left open."""
    if start and end:
        return day(start) if start == end else f"{day(start)} to {day(end)}"
    if start:
        return f"{day(start)} or later"
    return f"{day(end)} or earlier" if end else "no date"


def when(time: Time | None) -> str:
    if time is None:
        return "no date"
    told = days(time.start, time.end)
    return f"{told} (the week before the report)" if time.basis == "implied" and time.start != time.end else told


def name(ref: Ref, sitrep: Sitrep) -> str:
    """An actor's name; a person of whom the case says nothing is private and stays unnamed."""
    if ref.type == "person" and ref.id not in sitrep.public:
        return PRIVATE
    return ref.name


def names(refs: Iterable[Ref], sitrep: Sitrep) -> str:
    return ", ".join(each_name(refs, sitrep))


def each_name(refs: Iterable[Ref], sitrep: Sitrep) -> list[str]:
    """The same one by one, each once, those first that go by a name."""
    return list(dict.fromkeys(name(ref, sitrep) for ref in sorted(refs, key=lambda ref: not is_named(ref))))


def is_named(ref: Ref) -> bool:
    """Whether the case or a gazetteer knows an actor; of another there is only a report's word for it: `fighters`."""
    return ref.id is not None and not ref.id.startswith("text:")


def place_name(place: Place) -> str:
    """A place with the division that it lies in."""
    inside = place.admin1 if place.admin1 and place.admin1 != place.name else None
    return f"{place.name} ({inside})" if inside else place.name


def kind(event_kind: str) -> str:
    return event_kind.replace("_", " ")


def figure(found: Range, named: Callable[[str], str] = str) -> str:
    """`killed: 15 to 17, best 15`; an open end is said to be open. `named` sets a report's words within ours."""
    low, best, high = found.low, found.best, found.high
    if low is not None and low == high:
        number = f"{low:,}"
    elif low is not None and high is not None:
        number = f"{low:,} to {high:,}"
    elif low is not None:
        number = f"{low:,} or more"
    else:
        number = f"up to {high:,}" if high is not None else "a number not given"
    middle = f", best {best:,}" if best is not None and low != high else ""
    of = f" ({named(found.of)})" if found.of else ""
    total = ", running total" if found.scope == "cumulative" else ""
    return f"{named(found.what)}{of}: {number}{middle}{total}"


def speaker(steps: Iterable[Attribution], report: Report, sitrep: Sitrep) -> str:
    """The chain of who says so, nearest first, ending with the report's outlet."""
    return ", as told by ".join(chain_of(steps, report, sitrep))


def chain_of(steps: Iterable[Attribution], report: Report, sitrep: Sitrep) -> list[str]:
    """The same one by one."""
    chain = []
    for step in steps:
        who = name(step.speaker, sitrep) if step.speaker else step.outlet or ("" if step.basis == "unstated" else step.basis)
        via = f"{who} on {step.medium}" if step.medium and who else who or step.medium or ""
        if via and via not in chain:
            chain.append(via)
    outlet = report.source or report.name
    return [*chain, outlet] if outlet not in chain else chain


def voices(claims: Iterable[str], sitrep: Sitrep) -> str:
    """`2 origins in 3 reports, 1 with an interest`, of some claims."""
    known = [id for id in claims if id in sitrep.claims]
    found, interested = _independent(known, sitrep)
    reports = count(len({sitrep.claims[id].report for id in known}), "report")
    return f"{count(found, 'origin')} in {reports}{_interest(interested)}"


def origins(claims: Iterable[str], sitrep: Sitrep) -> str:
    """The same without the reports."""
    found, interested = _independent([id for id in claims if id in sitrep.claims], sitrep)
    return f"{count(found, 'origin')}{_interest(interested)}"


def _independent(claims: Sequence[str], sitrep: Sitrep) -> tuple[int, int]:
    """How many voices some claims go back to, and how many of these have an interest in all that they say."""
    found = {sitrep.so.get(id, id) for id in claims}
    free = {sitrep.so.get(id, id) for id in claims if id not in sitrep.interested}
    return len(found), len(found - free)


def _interest(number: int) -> str:
    return f", {number} with an interest" if number else ""


def hedges(claim: Claim) -> str:
    """What stands between a claim and a fact: modality, aspect, denial, hedged slots."""
    told = [] if claim.modality == "asserted" else [claim.modality]
    told += [] if claim.aspect == "done" else [claim.aspect]
    told += [] if claim.frame == "current" else [claim.frame]
    told += ["negated"] if claim.negated else []
    told += [f"hedged: {', '.join(claim.hedged)}"] if claim.hedged else []
    return "; ".join(told)


def published(report: Report) -> str:
    found = report.published
    return f"{days(found.start, found.end)}, {BASIS.get(found.basis, found.basis)}" if found else "date unknown"


def order(situations: Iterable[Situation]) -> list[Situation]:
    """Places with something to say first: by status, then by weight of evidence, then by name."""
    return sorted(situations, key=lambda s: (RANK[s.status], -len(s.claims), by_name(s.place)))


def by_name(place: Place) -> tuple[str, str]:
    """What orders places of which as much is told."""
    return place.name, place.id or ""


def newest_first(events: Iterable[Event]) -> list[Event]:
    """By the first day, newest first; what has no date stands last."""
    return sorted(events, key=lambda event: (-_ordinal(event), event.id))


def widest_first(found: Iterable[Disagreement]) -> list[Disagreement]:
    """Disagreements between voices before those within one, then by the number of claims."""
    return sorted(found, key=lambda d: (d.within_one_origin, -sum(len(value.claims) for value in d.values), d.id))


def headline(
    found: Disagreement, sitrep: Sitrep, dated: Callable[[Time | None], str] = when, named: Callable[[str], str] = str
) -> str:
    """`killed: shelling, Peshtol, 20 March 2023`: what the values are of, in words and without ids. `named` sets a report's
    words within ours."""
    event = next((event for event in sitrep.events if found.about in (event.id, *map(_event_id, event.claims))), None)
    claim = sitrep.claims.get(found.about)
    place = next((s.place.name for s in sitrep.situations if found.about in (s.place.id, s.place.name)), None)
    if event or claim:
        told = event or claim
        assert told is not None
        where = ", ".join(named(place.name) for place in told.places[:2])
        about = ", ".join(filter(None, [named(kind(told.kind)), where, dated(told.time)]))
    else:
        about = named(place or found.about)
    within = " (within one voice)" if found.within_one_origin else ""
    return f"{named(kind(OF_A_CLAIM.sub('', found.attribute)))}: {about}{within}"


def _event_id(claim: str) -> str:
    return f"evt_{claim.removeprefix('clm_')}"


def _ordinal(event: Event) -> int:
    first = event.time and (event.time.start or event.time.end)
    return first.toordinal() if first else 0
