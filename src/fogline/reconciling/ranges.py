"""Low, best and high of an event's figures (CODEBOOK, Ranges), each with the rule that gave it.

Per what and per side, from the claims of that incident only. Low is the lowest and high the highest figure given; a vague word
or "at least" gives a low and leaves the high to others, open where nobody closes it above that low. Best is the figure of the
most independent origins; on a tie an admission stands before a claim in the speaker's own interest, then the lower figure.
Running totals stand apart and are never added or merged in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fogline.reconciling.features import LOSSES, Party, known, plain
from fogline.records import Claim, Quantity, Range, Ref, Stance

RANK = {"admission": 0, "neutral": 1, "interested": 2, "denial": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number of one claim, with whose it is, the voice behind it and how that voice stands to it."""

    claim: str
    number: Quantity
    side: str | None
    origin: str
    said: str
    stance: Stance


Key = tuple[str, str | None, str]


def figures(
    claims: Iterable[Claim], party: Party, said: Mapping[str, str], so: Mapping[str, str], stances: Mapping[str, Stance]
) -> dict[Key, list[Figure]]:
    """The figures of some claims by (what, side, scope), in order of the claims' ids."""
    found: dict[Key, list[Figure]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: claim.id):
        for number in claim.quantities:
            side = side_of(number, claim, party)
            figure = Figure(
                claim=claim.id,
                number=number,
                side=side,
                origin=so.get(claim.id, claim.id),
                said=said.get(claim.id, claim.id),
                stance=stances.get(claim.id, Stance(word="neutral")),
            )
            found[number.what, side, number.scope].append(figure)
    return {key: found[key] for key in sorted(found, key=lambda key: (key[0], key[1] or "", key[2]))}


def side_of(number: Quantity, claim: Claim, party: Party) -> str | None:
    """Whose loss or number it is, by name: as written, as the claim's actor or target of that name, else its only target."""
    refs = (*claim.targets, *claim.actors, *claim.others)
    if number.of:
        words = plain(number.of)
        for ref in refs:
            names = (plain(name) for name in (ref.name, ref.text or "", *ref.aliases))
            if any(name and f" {name} " in f" {words} " for name in names):
                return _name(ref, party)
        return number.of
    if number.what in LOSSES and len(claim.targets) == 1 and claim.kind != "armed_clash":
        return _name(claim.targets[0], party)
    return None


def _name(ref: Ref, party: Party) -> str:
    """The actor's own name; one name for all who are known to be one party would hide whose figure it is."""
    return ref.name if known(frozenset([party(ref)])) else (ref.text or ref.name)


def derive(found: Mapping[Key, Sequence[Figure]]) -> tuple[Range, ...]:
    """A range for each what, side and scope."""
    return tuple(_range(key, given) for key, given in found.items())


def _range(key: Key, given: Sequence[Figure]) -> Range:
    what, of, scope = key
    lows = [figure.number.low for figure in given if figure.number.low is not None]
    highs = [figure.number.high for figure in given if figure.number.high is not None and not figure.number.vague]
    low, high = min(lows, default=None), max(highs, default=None)
    floor = max(lows, default=0)
    open_above = high is not None and floor > high
    if open_above:
        high = None
    best, reason = _best(given)
    rule = [
        f"low {low}: the lowest of {len(lows)}" if low is not None else "low open: nobody gives one",
        reason,
        f"high {high}: the highest of {len(highs)}" if high is not None else _open(open_above, floor),
    ]
    if scope != "incident":
        rule.append("a running total: never added to an incident")
    claims = tuple(sorted({figure.claim for figure in given}))
    return Range(what=what, of=of, low=low, best=best, high=high, scope=scope, rule="; ".join(rule), claims=claims)


def _open(open_above: bool, floor: int) -> str:
    return f"high open: one says at least {floor}" if open_above else "high open: only vague words or lower bounds"


def _best(given: Sequence[Figure]) -> tuple[int | None, str]:
    """The best figure and why; exact figures and "about n" count, vague words and bounds do not."""
    origins: dict[int, set[str]] = defaultdict(set)
    rank: dict[int, int] = {}
    for figure in given:
        number = figure.number.best
        if number is None or figure.number.vague:
            continue
        interested = figure.stance.word == "interested"  # all who speak in one interest are one voice
        origins[number].add(f"interest of {figure.stance.side}" if interested else figure.origin)
        rank[number] = min(rank.get(number, len(RANK)), RANK[figure.stance.word])
    if not origins:
        return None, "best open: no exact figure"
    best = min(origins, key=lambda number: (-len(origins[number]), rank[number], number))
    tied = [number for number in origins if len(origins[number]) == len(origins[best])]
    count = len(origins[best])
    voices = f"{count} origin{'s' if count > 1 else ''}"
    if len(tied) == 1:
        return best, f"best {best}: {voices}"
    admitted = any(rank[number] > rank[best] for number in tied)
    why = "the less interested of a tie" if admitted else "the lower of a tie"
    return best, f"best {best}: {voices}, {why}"
