"""Who holds a place on a day: the closed form, explained term by term.

share(actor) = Σ weight · λ^(days since) · what later changes left of it, over the actor's independent voices, divided by the
sum of all actors and a constant weight for "unknown". Each voice counts once, with the strongest that it has said; a copy
never counts, and all who speak in one interest are one voice. A later change by another (a capture, a withdrawal) leaves of
what was held before as much as it may be wrong. Constants are set by hand on own stories; no calibration set yet.

Classes in this order (DESIGN): unknown below a minimum of evidence; contested where two shares are ≥ .25 or fighting stands
there within 7 days and after the last change, or in the area around where another is said to have taken the place; held where
one share is ≥ .75 from two voices, one of them not interested, or from one that is not, with a concurring statement on the
area around; claimed otherwise.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fogline.records import Place, Ref, Situation
from fogline.situation.evidence import FOUGHT, NOBODY, Evidence
from fogline.situation.fading import aged, left_of, taking, until
from fogline.situation.ledger import FORGOTTEN, Ledger

UNKNOWN = 0.3  # weight of "we do not know": one fresh neutral claim stands at .77, two at .87
LEAST = 0.05  # sum of weights below which nothing is known: a lone neutral claim reaches it after half a year of silence
FIGHT_DAYS = 7
FIGHT_SPAN = 14  # days; what is dated no finer ("fighting in May") stands on none of them
LEAST_FIGHT = 0.3  # an opinion that there is fighting is none
CONTESTED, HELD, MOST = 0.25, 0.75, 0.5  # shares
PRESENT, CLOSED = 0.15, 0.15  # weights from which a presence, a cut or a siege is shown
AREA = 0.3  # of the evidence on the surrounding area that flows down to a place
PARTS = 0.4  # of the evidence on its places that an area of which nothing else is said shows

UNSAID = "unknown"
CLAIM = "clm_"  # how the ids of claims begin; what the case knows beforehand has none


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One voice's part of one actor's share."""

    party: str
    voice: str
    value: float
    item: Evidence
    left: float  # of the item after later changes, 0..1
    flown: str  # "": on this place; "area" or "parts": from the area around or the places in it


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What counts on a day: on one place, on the area around it and on the places in it; `ledger` has all that is said."""

    place: Place
    ledger: Ledger
    own: Sequence[Evidence]
    area: Sequence[Evidence]
    parts: Sequence[Evidence]
    parties: Mapping[str, Ref]
    undated: Sequence[str]


def judge(ground: Ground, on: dt.date, known: dt.date | None) -> Situation:
    """The situation of one place on a day, from evidence that is already restricted to what was known."""
    terms = _terms(ground, on)
    sums: dict[str, list[float]] = defaultdict(list)
    for term in terms:
        sums[term.party].append(term.value)
    weight = {party: math.fsum(values) for party, values in sorted(sums.items())}
    total = math.fsum(weight.values()) + UNKNOWN
    top = min(weight, key=lambda party: (-weight[party], party), default=None)
    fights = [item for item in _fights(ground.own, on) if item.sides != {top}]  # who fires in his own town contests nothing
    fights += _around(ground, top, on)
    status = _status(weight, total, top, terms, fights, ground, on)
    holder = top if status in ("held", "claimed") and top != NOBODY else None
    authority = _authority(status, weight, total, top, ground, on)
    access, closed = _access(ground.own, on)
    present = _present(ground.own, on)
    lost = [item for item in ground.own if item.effect == "lose" and item.start <= on]
    used = {term.item.claim for term in terms} | {item.claim for item in (*fights, *closed, *lost)}
    used |= {claim for claims in present.values() for claim in claims}
    return Situation(
        on=on,
        known=known,
        place=ground.place,
        status=status,
        authority=authority,
        holder=ground.parties.get(holder) if holder else None,
        evidence=_evidence(terms, top, (*fights, *closed)),
        access=access,
        presence=tuple(ground.parties[party] for party in sorted(present) if party in ground.parties),
        shares=_shares(weight, total, ground.parties),
        since=ground.ledger.since(top, on) if holder else None,
        claims=tuple(sorted(claim for claim in used if claim.startswith(CLAIM))),
        reasons=tuple(_reasons(ground, terms, fights, closed, lost, on)),
    )


# -------------------------------------------------------------------------------------------------------------- terms


def _terms(ground: Ground, on: dt.date) -> list[Term]:
    """The strongest item of each voice for each actor, by actor and voice. Parts speak only where nothing else does."""
    here = taking(ground.own, on)
    found = list(_told(ground.own, here, ground.own, on, 1.0, ""))
    if ground.area:
        around = (*ground.area, *ground.own)
        found += _told(ground.area, [*taking(ground.area, on), *here], around, on, AREA, "area")
    if not found and ground.parts:
        for place in dict.fromkeys(item.place for item in ground.parts):
            parts = [item for item in ground.parts if item.place == place]
            found += _told(parts, [*taking(parts, on), *here], (*parts, *ground.own), on, PARTS, "parts")
    best: dict[tuple[str, str], Term] = {}
    for term in found:
        key = (term.party, term.voice)
        if key not in best or _order(term) < _order(best[key]):
            best[key] = term
    return [best[key] for key in sorted(best)]


def _order(term: Term) -> tuple[float, str]:
    return -term.value, term.item.claim


def _told(
    items: Iterable[Evidence],
    changes: Sequence[tuple[Evidence, float]],
    around: Sequence[Evidence],
    on: dt.date,
    share: float,
    flown: str,
) -> Iterator[Term]:
    """The parts of their actors' shares that items have on a day, those that speak of who holds the place; `changes` are
    those of all evidence `around` that have begun."""
    for item in items:
        value, left = 0.0, 1.0
        if item.effect == "held":
            value = share * until(item, around, on)
        elif item.effect == "hold" and item.start <= on and (value := share * aged(item, on)) >= FORGOTTEN:
            left = left_of(item, changes)
            value *= left
        if value >= FORGOTTEN:
            yield Term(party=item.party, voice=item.voice, value=value, item=item, left=left, flown=flown)


# ------------------------------------------------------------------------------------------------------------ classes


def _fights(items: Iterable[Evidence], on: dt.date) -> list[Evidence]:
    """Fighting within FIGHT_DAYS that stands: not over by a later or same day's change of hands, nor the day after an attack
    was repelled, where one says so who has no interest in it; what is dated loosely must lie behind that with all its days."""
    changed = max((item.end for item in items if item.change and item.effect == "hold" and item.end <= on), default=dt.date.min)
    repelled = max(
        (item.end for item in items if item.effect == "repelled" and not item.interested and item.end < on), default=dt.date.min
    )
    first = on - dt.timedelta(days=FIGHT_DAYS)
    return [
        item
        for item in items
        if item.effect in FOUGHT
        and item.weight >= LEAST_FIGHT
        and (item.end - item.start).days <= FIGHT_SPAN
        and _fought_from(item) <= on
        and item.end >= first
        and (item.start if item.end > item.start else min(item.end, on)) > max(changed, repelled)
    ]


def _around(ground: Ground, top: str | None, on: dt.date) -> list[Evidence]:
    """Fighting in the area around, where another is said, however doubtfully, to have taken the place within FIGHT_DAYS."""
    rival = any(
        item.effect == "hold"
        and item.change
        and item.party != top
        and item.start <= on <= item.end + dt.timedelta(days=FIGHT_DAYS)
        for item in ground.own
    )
    return _fights(ground.area, on) if rival else []


def _fought_from(item: Evidence) -> dt.date:
    """The first day on which fighting stands: of what is dated loosely, the last day but one."""
    return max(item.start, item.end - dt.timedelta(days=1))


def _status(
    weight: Mapping[str, float],
    total: float,
    top: str | None,
    terms: Sequence[Term],
    fights: Sequence[Evidence],
    ground: Ground,
    on: dt.date,
) -> str:
    if (top is None or total - UNKNOWN < LEAST) and not fights:
        return UNSAID
    rivals = [party for party, value in weight.items() if value / total >= CONTESTED and party != top]
    if fights or any(_against(top, party, terms) for party in rivals):
        return "contested"
    own = [term for term in terms if term.party == top and not term.flown]
    sound = [term for term in own if not term.item.interested]
    concurring = any(item.effect == "hold" and item.party == top and item.start <= on for item in ground.area)
    if top is not None and weight[top] / total >= HELD and sound and (len(own) > 1 or concurring):
        return "held"
    return "claimed"


def _against(top: str | None, party: str, terms: Sequence[Term]) -> bool:
    """Whether two parties stand against each other: not where the same claims name both, as holders together, and not where
    only one is more than a name in a text ("fighters" may be the other's)."""
    claims = ({term.item.claim for term in terms if term.party == one} for one in (top, party))
    named = {one is not None and one.startswith(("text:", "name:")) for one in (top, party)}
    return next(claims) != next(claims) and len(named) == 1


def _authority(status: str, weight: Mapping[str, float], total: float, top: str | None, ground: Ground, on: dt.date) -> str:
    """The axis of authority alone: how much of the place the holder is said to have, whatever the evidence."""
    if status in (UNSAID, "contested"):
        return status
    if top == NOBODY:
        return "nobody"
    changes = taking(ground.parts, on) if ground.parts else []
    others = any(
        item.effect == "hold" and item.party != top and item.start <= on and aged(item, on) * left_of(item, changes) >= MOST
        for item in ground.parts
    )
    return "held" if top is not None and weight[top] / total >= MOST and not others else "partial"


def _evidence(terms: Sequence[Term], top: str | None, rest: Sequence[Evidence]) -> str:
    """How well the answer stands: by the holder's own voices, else by those of the fighting or the siege."""
    own = [term.item for term in terms if not term.flown and term.party == top] or ([] if terms else list(rest))
    if not own:
        return "interpolated"
    if all(item.interested for item in own):
        return "interested"
    return "corroborated" if len({item.voice for item in own}) > 1 else "single"


def _access(items: Iterable[Evidence], on: dt.date) -> tuple[str, list[Evidence]]:
    """The strongest of what is said of the ways in, a later word before an earlier one."""
    found = [item for item in items if item.effect in ("cut", "encircled", "open") and item.start <= on]
    fresh = [item for item in found if aged(item, on) >= CLOSED]
    if not fresh:
        return UNSAID, []
    last = max(fresh, key=lambda item: (min(item.end, on), aged(item, on), item.effect == "encircled", item.claim))
    same = [item for item in fresh if item.effect == last.effect]
    if last.effect == "cut" and any(item.effect == "encircled" and item.end >= last.start for item in fresh):
        return "encircled", [item for item in fresh if item.effect in ("cut", "encircled")]
    return last.effect, same


def _present(items: Sequence[Evidence], on: dt.date) -> dict[str, set[str]]:
    """Parties that are there, with the claims that say so; who left or lost the place since is not."""
    there = [item for item in items if item.effect == "present" and item.start <= on and aged(item, on) >= PRESENT]
    if not there:
        return {}
    gone: dict[str, dt.date] = {}
    for item in items:
        if item.effect == "lose" and item.change and item.end <= on:
            gone[item.party] = max(gone.get(item.party, item.end), item.end)
    found: dict[str, set[str]] = defaultdict(set)
    for item in there:
        if gone.get(item.party, dt.date.min) <= item.end:
            found[item.party].add(item.claim)
    return dict(found)


def _shares(weight: Mapping[str, float], total: float, parties: Mapping[str, Ref]) -> tuple[tuple[str, float], ...]:
    """Shares in thousandths that sum to one, the largest first, "unknown" last."""
    exact = {party: 1000 * value / total for party, value in weight.items()}
    points = {party: int(value) for party, value in exact.items()}
    spare = 1000 - sum(points.values()) - int(1000 * UNKNOWN / total)
    for party in sorted(exact, key=lambda party: (points[party] - exact[party], party))[: max(0, spare - 1)]:
        points[party] += 1
    names = [(parties[party].id or parties[party].name if party in parties else party, points[party]) for party in points]
    ordered = sorted((name for name in names if name[1]), key=lambda name: (-name[1], name[0]))
    rest = 1000 - sum(value for _, value in ordered)
    return (*((name, value / 1000) for name, value in ordered), (UNSAID, rest / 1000))


# ------------------------------------------------------------------------------------------------------------ in words


def _reasons(
    ground: Ground,
    terms: Sequence[Term],
    fights: Iterable[Evidence],
    closed: Iterable[Evidence],
    lost: Iterable[Evidence],
    on: dt.date,
) -> Iterable[str]:
    names = {party: ref.name for party, ref in ground.parties.items()}
    for term in sorted(terms, key=lambda term: (-term.value, term.party, term.item.claim)):
        flown = {"": "", "area": ", of the area around", "parts": ", of places in it"}[term.flown]
        left = f", {term.left:.2f} left after later changes" if term.left < 1 else ""
        name = names.get(term.party, term.party)
        yield f"{name} +{term.value:.2f}: {term.item.words}{flown}, {_ago(term.item, on)}{left} ({term.item.claim})"
    yield f"unknown +{UNKNOWN:.2f}: always"
    for item in sorted(lost, key=lambda item: (item.end, item.claim)):
        yield f"against {names.get(item.party, item.party)}: {item.words}, {_ago(item, on)} ({item.claim})"
    for item in fights:
        yield f"fighting: {item.words}, {_ago(item, on)} ({item.claim})"
    for item in closed:
        yield f"access {item.effect}: {item.words}, {_ago(item, on)} ({item.claim})"
    if ground.undated:
        yield f"left out, no date: {', '.join(ground.undated)}"


def _ago(item: Evidence, on: dt.date) -> str:
    if item.start > on:
        days = (item.start - on).days
        return f"until {days} day{'s' if days > 1 else ''} later"
    if item.start <= on <= item.end:
        return f"on {on}" if item.start == item.end else f"within {item.start} to {item.end}"
    days = (on - item.end).days
    return f"{days} day{'s' if days > 1 else ''} before"
