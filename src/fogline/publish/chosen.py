"""What matters most in a sitrep, by rules that stand on the page and are the same for all parties.

No rule asks who did or says something: they count the dead, independent origins and days. Numbers of rows are what one A4
page holds where names are not long; what is over is counted by whoever writes it down.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from fogline.publish import Change, Sitrep
from fogline.publish.spots import key_of
from fogline.records import Disagreement, Event, Ref, Situation

MOST_CHANGES = 6
MOST_EVENTS = 6
MOST_DISAGREEMENTS = 4
MOST_SOURCES = 9
NUMBER = re.compile(r"\d+")
COUNTED = (
    *("killed", "wounded", "casualties", "captured", "surrendered", "missing", "displaced", "personnel", "protesters"),
    *("aircraft", "helicopters", "vehicles", "weapons", "equipment", "settlements", "districts", "operations", "people"),
)  # attributes whose values are numbers

CHANGES_RULE = (
    "A line a place. Changes of hands first, then places that came to be held, contested, cut off or open; in each of these "
    "held before claimed, then most independent origins, then the latest."
)
EVENTS_RULE = (
    "One rule for all parties: most killed first (all sides together, the best figure, else the lowest; running totals do not "
    "count), then most independent origins, then the latest. Ranges run from the lowest to the highest figure given by anybody."
    " Unnamed are those for whom reports only have a word such as fighters."
)
DISAGREEMENTS_RULE = (
    "Those between voices before those within one, those about days last in each; then most independent origins, then the "
    "widest spread (highest figure over lowest)."
)
SOURCES_RULE = "Most reports that tell of what is shown here first."


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What changed at one place: its changes of hands in order, else what its situation became in the span."""

    situation: Situation | None
    changes: tuple[Change, ...] = ()
    was: Situation | None = None


def news(sitrep: Sitrep) -> list[News]:
    """All that changed, those that matter most first."""
    now = {key_of(found.place): found for found in sitrep.situations}
    before = {key_of(found.place): found for found in sitrep.before}
    hands: dict[str, list[Change]] = {}
    for change in sorted(sitrep.changes, key=lambda change: change.on):
        hands.setdefault(key_of(change.place), []).append(change)
    changed = [News(situation=now.get(key), changes=tuple(found)) for key, found in hands.items()]
    became = [
        News(situation=found, was=before.get(key))
        for key, found in now.items()
        if key not in hands and found.evidence != "interpolated" and _stands(found) != _stands(before.get(key))
    ]
    return sorted(changed, key=lambda one: _of_hands(one, sitrep)) + sorted(became, key=lambda one: _of_state(one, sitrep))


def events(sitrep: Sitrep) -> list[Event]:
    """Those of the span, those that matter most first."""
    return sorted(sitrep.events, key=lambda event: (-killed(event), -event.origins, -_last(event), event.id))


def killed(event: Event) -> int:
    """The dead by which an event is ranked, all sides together: the best figure, else the lowest; an upper end is none."""
    found = (each for each in event.quantities if each.what == "killed" and each.scope == "incident")
    return sum(each.low or 0 if each.best is None else each.best for each in found)


def disagreements(sitrep: Sitrep) -> list[Disagreement]:
    """Those that matter most first."""

    def rank(found: Disagreement) -> tuple[bool, bool, int, float, str]:
        return found.within_one_origin, found.attribute == "time", -origins(found), -spread(found), found.id

    return sorted(sitrep.disagreements, key=rank)


def origins(found: Disagreement) -> int:
    """Independent voices, counted once for each value that they give."""
    return sum(value.origins for value in found.values)


def spread(found: Disagreement) -> float:
    """The highest figure over the lowest (one for none), 1 where the values are no figures: dates and names have no spread."""
    if not found.attribute.startswith(COUNTED):
        return 1.0
    numbers = sorted(int(number) for value in found.values for number in NUMBER.findall(value.value)[:2])
    return max(numbers[-1], 1) / max(numbers[0], 1) if numbers else 1.0


def behind(claims: tuple[str, ...], holder: Ref | None, sitrep: Sitrep) -> tuple[str, ...]:
    """Of the claims about a place those that say that its holder has it; all where none does alone."""
    speaking = sitrep.speaking.get(holder.id or holder.name, frozenset()) if holder else frozenset()
    return tuple(claim for claim in claims if claim in speaking) or claims


def origins_of(claims: Iterable[str], sitrep: Sitrep) -> int:
    """How many independent voices some claims go back to."""
    return len({sitrep.so.get(id, id) for id in claims if id in sitrep.claims})


def _stands(found: Situation | None) -> tuple[str, str, bool]:
    """What of a situation is news when it differs."""
    if found is None or found.status == "unknown":
        return "unknown", "", found is not None and found.access in ("cut", "encircled")
    holder = found.holder.id or found.holder.name if found.holder else ""
    state = "contested" if found.status == "contested" else "held"
    return state, holder, found.access in ("cut", "encircled")


def _of_hands(one: News, sitrep: Sitrep) -> tuple[bool, int, int, str]:
    last = one.changes[-1]
    return (
        last.status != "held",
        -origins_of(behind(last.claims, last.to, sitrep), sitrep),
        -last.on.toordinal(),
        key_of(last.place),
    )


def _of_state(one: News, sitrep: Sitrep) -> tuple[bool, int, float, str]:
    assert one.situation is not None
    found = one.situation
    since = found.since.toordinal() if found.since else -math.inf
    claims = behind(found.claims, found.holder, sitrep)
    return found.status != "held", -origins_of(claims, sitrep), -since, key_of(found.place)


def _last(event: Event) -> int:
    last = event.time and (event.time.end or event.time.start)
    return last.toordinal() if last else 0
