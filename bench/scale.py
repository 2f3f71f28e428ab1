"""How reconciling grows: generated claims by the ten thousand, how long and how much memory.

20,000 places with Zipf weights, 1,500 days, six claims an incident, each in a report of its own by one of forty outlets, 30
per cent of them without a place; seeded. With --late a share of the reports comes up to LATEST days later and may copy the one
before, be dated to a week only, or take back what its outlet told. Printed for each size: seconds to reconcile all but the
last few, then to add these one by one, of which the record must be the same (of 10,000 claims or less it is compared); to say
who holds all places on a day, first with the survey that this needs, then the median of other days; the same as known on other
days, each when it is first asked for; to make the records of a day with their reasons; the greatest memory of the process; and
the exponent between the sizes.

    python bench/scale.py [--sizes 10000 30000 100000] [--late SHARE] [--seed N]
"""

from __future__ import annotations

import datetime as dt
import math
import random
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from statistics import median

from figures import Figure, finish, parser, script

from fogline.casework import Record, compose
from fogline.records import Claim, ClaimLink, Place, Published, Quantity, Reading, Ref, Report, Segment, Time, identify

PLACES, DAYS, PER_INCIDENT, OUTLETS = 20_000, 1_500, 6, 40
ADDED, COMPARED = 7, 10_000
LATEST, LATE = 30, (10, 10, 10, 1)  # days; how often which of the kinds of `_late`
WITHOUT_PLACE = 0.3
FIRST = dt.date(2020, 1, 1)
KINDS = ("armed_clash", "attack", "shelling", "air_strike", "territory_taken", "casualties", "protest", "abduction")
SIDES = ("case:north", "case:south", "case:league", "case:guard")


def main(arguments: list[str]) -> int:
    made = parser(__doc__)
    made.add_argument("--sizes", type=int, nargs="+", default=[10_000, 30_000])
    made.add_argument("--late", type=float, default=0.0)
    options = made.parse_args(arguments)
    figures, before = [], None
    for size in options.sizes:
        readings = list(generated(size, options.seed, late=options.late))
        began = time.perf_counter()
        record = compose(readings[:-ADDED], [])
        events = len(record.events)
        seconds = time.perf_counter() - began
        added = []
        for reading in readings[-ADDED:]:
            began = time.perf_counter()
            record = record.with_readings([reading])
            added.append(time.perf_counter() - began)
        assert size > COMPARED or record.events == compose(readings, []).events
        cold, warm = _timed(record.ground, 0), median(_timed(record.ground, day) for day in range(0, DAYS, DAYS // 15))
        known = [_timed(partial(_known_then, record), day) for day in range(DAYS // 30, DAYS, DAYS // 15)]
        then = [_timed(record.survey_on, day) for day in range(DAYS // 40, DAYS, DAYS // 15)]
        records = median(_timed(record.situations, day) for day in range(0, DAYS, DAYS // 5))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        figures += [
            Figure(name=f"{size} claims: seconds to reconcile", value=seconds, of=events, most=True, note=f"{events} events"),
            Figure(
                name=f"{size} claims: one report added, warm, seconds", value=median(added), of=ADDED, most=True,
                note=f"at most {max(added):.3f}",
            ),
            Figure(name=f"{size} claims: the survey and all places of a day, seconds", value=cold, most=True),
            Figure(name=f"{size} claims: all places of another day, seconds", value=warm, most=True),
            Figure(
                name=f"{size} claims: as known on another day, seconds", value=median(known[1:]), of=len(known) - 1, most=True,
                note=f"at most {max(known[1:]):.3f}, of it {median(then):.3f} to know what was known; the first {known[0]:.3f}",
            ),
            Figure(name=f"{size} claims: with records and reasons, seconds", value=records, most=True),
            Figure(name=f"{size} claims: memory, GiB", value=memory, most=True),
        ]  # fmt: skip
        if before:
            exponent = math.log(seconds / before[1]) / math.log(size / before[0])
            figures.append(Figure(name=f"{before[0]} to {size}: exponent", value=exponent, most=True))
        before = size, seconds
    return finish("scale", figures, options)


def _known_then(record: Record, day: dt.date) -> object:
    return record.ground(day, day)


def _timed(asked: Callable[[dt.date], object], day: int) -> float:
    began = time.perf_counter()
    asked(FIRST + dt.timedelta(days=day))
    return time.perf_counter() - began


def generated(size: int, seed: int, per_incident: int = PER_INCIDENT, late: float = 0.0) -> Iterator[Reading]:
    """Readings of one claim each, of `size` claims in incidents of `per_incident`, a share of them `late`."""
    chance = random.Random(seed)
    weights = [1 / rank for rank in range(1, PLACES + 1)]
    places = chance.choices(range(PLACES), weights, k=size // per_incident + 1)
    before = None
    for n in range(size):
        if n % per_incident == 0:
            where, day, kind = places[n // per_incident], chance.randrange(DAYS), chance.choice(KINDS)
            sides, dead = chance.sample(SIDES, 2), chance.randrange(1, 60)
        reading = _reading(n, where, day, kind, sides, max(1, round(dead * chance.uniform(0.8, 1.2))), chance)
        if late and before is not None and n % per_incident and chance.random() < late:
            reading = _late(reading, before, chance)
        before = reading
        yield reading


def _reading(n: int, where: int, day: int, kind: str, sides: list[str], dead: int, chance: random.Random) -> Reading:
    text = f"Report {n}: {kind} of {sides[0]} at place {where}, {dead} killed, file {chance.random():.12f}."
    on = FIRST + dt.timedelta(days=day)
    report = Report(
        id=identify("rep", (text,)), name=f"{n}.txt", text=text, language="en", source=f"Outlet {chance.randrange(OUTLETS)}",
        segments=(Segment(kind="body", start=0, end=len(text)),),
        published=Published(start=on + dt.timedelta(days=1), end=on + dt.timedelta(days=1), basis="given"),
    )  # fmt: skip
    claim = Claim(
        id=identify("clm", (report.id,)), report=report.id, segment="body", language="en", kind=kind, quote=text, start=0,
        end=len(text), trigger=(0, 6), actors=(_side(sides[0]),), targets=(_side(sides[1]),),
        places=() if chance.random() < WITHOUT_PLACE else (_place(where),),
        time=Time(start=on, end=on, precision="day"),
        quantities=(Quantity(what="killed", low=dead, best=dead, high=dead, text=str(dead), at=(0, 1), side="state_forces"),),
    )  # fmt: skip
    return Reading(report=report, claims=(claim,))


def _late(reading: Reading, before: Reading, chance: random.Random) -> Reading:
    """A reading as of a later day: as it was, with the words of the one before, dated to a week, or such that its outlet takes
    back what it told."""
    how = chance.choices(range(4), LATE)[0]
    claim, text = (before if how == 1 else reading).claims[0], (before if how == 1 else reading).report.text
    on = reading.report.published.end + dt.timedelta(days=chance.randrange(1, LATEST))
    report = replace(
        reading.report, id=identify("rep", (text, reading.report.source, on.isoformat())), text=text,
        segments=(Segment(kind="body", start=0, end=len(text)),), published=Published(start=on, end=on, basis="given"),
    )  # fmt: skip
    claim = replace(claim, id=identify("clm", (report.id,)), report=report.id, links=(), negated=False)
    if how == 2:
        claim = replace(claim, time=Time(start=claim.time.start - dt.timedelta(days=3), end=claim.time.end, precision="week"))
    if how != 3:
        return Reading(report=report, claims=(claim,))
    back = replace(claim, id=identify("clm", (report.id, "back")), negated=True, quantities=())
    links = (ClaimLink(type="retracts", claim=back.id),)
    denial = replace(claim, id=identify("clm", (report.id, "denial")), kind="denial", links=links)
    return Reading(report=replace(report, source=before.report.source), claims=(back, denial))


@cache
def _side(id: str) -> Ref:
    return Ref(text=None, at=None, name=id.removeprefix("case:").title(), id=id, type="rebel_group")


@cache
def _place(n: int) -> Place:
    province = n % 30
    return Place(
        text=None, at=None, name=f"Place {n}", id=f"gn:{n}", lat=(n * 0.37) % 60, lon=(n * 0.73) % 90, country="XA",
        admin1=f"Province {province}", precision="settlement",
    )  # fmt: skip


if __name__ == "__main__":
    script(main)
