"""The ground at one spot as a record: with its shares, the claims behind it and the reasons, term by term."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from fogline.records import Place, Situation
from fogline.situation.borne_out import NOBODY_DOES
from fogline.situation.control import ACCESS, AUTHORITY, EVIDENCE, STATUS, Ground
from fogline.situation.evidence import Evidence
from fogline.situation.ledger import NO_PARTY
from fogline.situation.shares import UNKNOWN
from fogline.situation.terms import FLOWN

FROM = {"": "", "area": ", of the area around", "parts": ", of places in it"}


def situation(ground: Ground, spot: int, place: Place, undated: Sequence[str], known: dt.date | None) -> Situation:
    """The record of a spot. `place` is what stands for it, `undated` are claims on it that no day could be found for."""
    ledger, day, holder = ground.ledger, int(ground.spots.day[spot]), int(ground.holder[spot])
    on = dt.date.fromordinal(day)
    return Situation(
        on=on,
        known=known,
        place=place,
        status=STATUS[ground.status[spot]],
        authority=AUTHORITY[ground.authority[spot]],
        holder=ledger.actors[holder] if holder != NO_PARTY else None,
        evidence=EVIDENCE[ground.evidence[spot]],
        access=ACCESS[ground.access[spot]],
        presence=tuple(actor for party in ground.there(spot) if (actor := ledger.actors[party]) is not None),
        shares=_shares(ground, spot),
        since=ledger.since(int(ground.spots.own[spot]), holder, day) if holder != NO_PARTY else None,
        claims=tuple(ledger.items[row].claim for row in ground.used.of(spot)),
        reasons=tuple(_reasons(ground, spot, undated, on)),
    )


def _shares(ground: Ground, spot: int) -> tuple[tuple[str, float], ...]:
    """The largest first, "unknown" last."""
    found = [(ground.ledger.names[party], points) for party, points in ground.shares.of(spot)]
    rest = 1000 - sum(points for _, points in found)
    return (*((name, points / 1000) for name, points in found), (STATUS[0], rest / 1000))


def _reasons(ground: Ground, spot: int, undated: Sequence[str], on: dt.date) -> Iterator[str]:
    ledger = ground.ledger
    items = ledger.items

    def name(item: Evidence, party: int) -> str:
        actor = ledger.actors[party]
        return actor.name if actor else item.party

    told = [(-value, items[row].party, items[row].claim, row, left, flown) for row, value, left, flown in ground.terms.of(spot)]
    for value, _, _, row, left, flown in sorted(told):
        item = items[row]
        after = f", {left:.2f} left after later changes" if left < 1 else ""
        who, whence, by = name(item, ledger.party[row]), FROM[FLOWN[flown]], ledger.borne_out[1][row]
        words = item.words if by == NOBODY_DOES else f"{item.words}, borne out by {items[by].claim}"
        yield f"{who} +{-value:.2f}: {words}{whence}, {_ago(item, on)}{after} ({item.claim})"
    yield f"unknown +{UNKNOWN:.2f}: always"
    for row in sorted(ground.lost.of(spot), key=lambda row: (items[row].end, items[row].claim)):
        yield f"against {name(items[row], ledger.party[row])}: {items[row].words}, {_ago(items[row], on)} ({items[row].claim})"
    for row in ground.fights.of(spot):
        yield f"fighting: {items[row].words}, {_ago(items[row], on)} ({items[row].claim})"
    for row in ground.closed.of(spot):
        yield f"access {items[row].effect}: {items[row].words}, {_ago(items[row], on)} ({items[row].claim})"
    if undated:
        yield f"left out, no date: {', '.join(undated)}"


def _ago(item: Evidence, on: dt.date) -> str:
    if item.start > on:
        days = (item.start - on).days
        return f"until {days} day{'s' if days > 1 else ''} later"
    if item.start <= on <= item.end:
        return f"on {on}" if item.start == item.end else f"within {item.start} to {item.end}"
    days = (on - item.end).days
    return f"{days} day{'s' if days > 1 else ''} before"
