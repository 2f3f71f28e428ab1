"""Where claims of one event, of one claim or of one report stand against each other. Values are kept, never averaged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import combinations

from fogline.reconciling import ranges
from fogline.reconciling.clusters import Cluster
from fogline.reconciling.comparison import fits, gap, place_level
from fogline.reconciling.features import LOSSES, UNREAD, Party, Row, known
from fogline.reconciling.ranges import Figure
from fogline.reconciling.voices import Voices
from fogline.records import Claim, Disagreement, Quantity

NEARBY = 1500  # code points between two tolls of one report that may be of one loss


def of_event(event: str, found: Cluster, denials: Collection[str], party: Party, voices: Voices) -> Iterable[Disagreement]:
    """Tolls that cannot all be true, days that do not meet, doers that differ, and denials."""
    rows = found.rows
    held = ranges.figures((row.claim for row in rows), party, voices)
    for (what, side, scope), figures in held.items():
        if scope == "incident" and not all(fits(a.number, b.number) for a, b in combinations(figures, 2)):
            yield voices.disagreement(event, "event", f"{what} of {side}" if side else what, _by_figure(figures))
    if any(gap(a, b) for a, b in combinations(rows, 2)):
        days: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            time = row.claim.time
            if row.first is not None and time is not None:
                days[_days(time.start, time.end)].add(row.id)
        yield voices.disagreement(event, "event", "time", days)
    doers = {row.id: known(row.actors) for row in rows if known(row.actors) and row.claim.kind != "armed_clash"}
    if any(not a & b for a, b in combinations(doers.values(), 2)):
        by_doer: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            if row.id in doers:
                by_doer[", ".join(sorted(ref.name for ref in row.claim.actors))].add(row.id)
        yield voices.disagreement(event, "event", "actors", by_doer)
    if denials:
        yield voices.disagreement(event, "event", "occurred", {"yes": {row.id for row in rows}, "no": denials})


def of_claim(claim: Claim, voices: Voices) -> Iterable[Disagreement]:
    """A weekday that does not fit its date: two readings of one claim."""
    if claim.segment not in UNREAD and claim.time is not None and len(claim.time.readings) > 1:
        stated = {_days(start, end): {claim.id} for start, end in claim.time.readings}
        yield voices.disagreement(claim.id, "claim", "time", stated)


def within_report(rows: Iterable[Row], home: Mapping[str, str], party: Party, voices: Voices) -> Iterable[Disagreement]:
    """Tolls of one report that stand close by, may be of one loss and cannot both be true ("conflicting reports of ...")."""
    by_report: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.tolls:
            by_report[row.claim.report].append(row)
    for _, told in sorted(by_report.items()):
        ordered = sorted(told, key=lambda row: (row.claim.start, row.claim.end, row.id))
        for a, b in combinations(ordered, 2):
            if home.get(a.id) == home.get(b.id) or b.claim.start - a.claim.end > NEARBY or not _may_be_one(a, b):
                continue
            for x in a.tolls:
                for y in b.tolls:
                    if x.what == y.what and x.what in LOSSES and not fits(x, y) and _one_side(x, a, y, b, party):
                        stated = {_figure(x): {a.id}, _figure(y): {b.id}}
                        yield voices.disagreement(a.id, "claim", f"{x.what} ({b.id})", stated)


def _by_figure(figures: Iterable[Figure]) -> dict[str, set[str]]:
    stated: dict[str, set[str]] = defaultdict(set)
    for figure in figures:
        stated[_figure(figure.number)].add(figure.claim)
    return stated


def _figure(number: Quantity) -> str:
    """A figure in words: "12", "about 12", "at least 12", "at most 12", "12 to 99 (dozens)"."""
    low, best, high = number.low, number.best, number.high
    if number.vague:
        return f"{low} to {'more' if high is None else high} ({number.text})"
    if best is not None:
        return f"about {best}" if number.approximate else str(best)
    if low is not None and high is not None:
        return f"{low} to {high}"
    return f"at least {low}" if low is not None else f"at most {high}"


def _may_be_one(a: Row, b: Row) -> bool:
    """Whether nothing in place, time or links tells the losses of two claims apart."""
    linked = {(link.type, link.claim) for link in (*a.claim.links, *b.claim.links)}
    if linked & {("part_of", a.id), ("part_of", b.id), ("summary_of", a.id), ("summary_of", b.id)}:
        return False
    placed = a.spots and b.spots and place_level(a.spots, b.spots) == "apart"
    return bool(a.groups & b.groups) and not placed and gap(a, b) == 0


def _one_side(x: Quantity, a: Row, y: Quantity, b: Row, party: Party) -> bool:
    """Whether two losses may be one side's: the same name, or one that is neither a party's nor "civilians"."""
    sides = ranges.Sides((a.claim, b.claim), party)
    one, other = sides.of(x, a.claim), sides.of(y, b.claim)
    return one is None or one == other or not (sides.is_certain(one) and sides.is_certain(other))


def _days(start: object, end: object) -> str:
    return str(start) if start == end else f"{start} to {end}"
