"""Low, best and high of an event's figures (CODEBOOK, Ranges), each with the rule that gave it.

Per what and per side, from the claims of that incident only. Low is the lowest and high the highest figure given; a vague word
or "at least" gives a low and leaves the high to others, open where nobody closes it above that low. Best is the figure of the
most independent origins; on a tie an admission stands before a claim in the speaker's own interest, then the lower figure.
Running totals stand apart and are never added or merged in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from fogline.reconciling.features import LOSSES, Party, known, plain
from fogline.reconciling.voices import Voices
from fogline.records import Claim, Quantity, Range, Ref, Stance

UNARMED = "civilians"
SORTS = {
    "state_forces": "state forces", "government": "state forces", "rebel_group": "fighters", "militia": "fighters",
    "civilians": UNARMED,
}  # fmt: skip
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


def figures(claims: Iterable[Claim], party: Party, voices: Voices) -> dict[Key, list[Figure]]:
    """The figures of the claims of one incident by (what, side, scope), in order of the claims' ids; not those withdrawn."""
    ordered = sorted(claims, key=lambda claim: claim.id)
    sides, found = Sides(ordered, party), defaultdict[Key, list[Figure]](list)
    for claim in ordered:
        for number in claim.quantities:
            if (claim.id, number.what) in voices.withdrawn.figures or claim.id in voices.withdrawn.claims:
                continue
            side = sides.of(number, claim)
            figure = Figure(
                claim=claim.id,
                number=number,
                side=side,
                origin=voices.so.get(claim.id, claim.id),
                said=voices.said.get(claim.id, claim.id),
                stance=voices.stance(claim.id),
            )
            found[number.what, side, number.scope].append(figure)
    for what, side, scope in list(found):
        others = [key for key in found if key[0] == what and key[1] is not None and key[2] == scope]
        if side is None and len(others) == 1:  # "15 dead", where only one side is said to have any: of that side
            whose = others[0][1]
            merged = found[others[0]] + [replace(figure, side=whose) for figure in found.pop((what, None, scope))]
            found[others[0]] = sorted(merged, key=lambda figure: figure.claim)
    return {key: found[key] for key in sorted(found, key=lambda key: (key[0], key[1] or "", key[2]))}


class Sides:
    """Whose the numbers of some claims are. "Soldiers" are of the one state that takes part, "fighters" of the one group that
    does; where there are several, or none is known, they are told apart by their sort alone."""

    def __init__(self, claims: Iterable[Claim], party: Party) -> None:
        self._party = party
        self._names: dict[str, str] = {}
        self._sorts: dict[str, set[str]] = defaultdict(set)
        members: dict[str, set[tuple[bool, str]]] = defaultdict(set)
        for claim in claims:
            for ref in (*claim.actors, *claim.targets):
                id = party(ref)
                if known(frozenset([id])):
                    members[id].add((ref.id != id, ref.name))
                    self._sorts[SORTS.get(ref.type, "")].add(id)
        self._names = {id: min(named)[1] for id, named in members.items()}  # its own name before one of its people's

    def of(self, number: Quantity, claim: Claim) -> str | None:
        """The name of a party or a sort, else the words as written; None where nothing says whose the number is."""
        ref = _whose(number, claim)
        if ref is not None and (name := self._names.get(self._party(ref))):
            return name
        sort = SORTS.get(number.side or (ref.type if ref else ""), "")
        if sort == UNARMED:
            return sort
        parties = self._sorts.get(sort, set()) if sort else set()
        if len(parties) == 1:
            return self._names[next(iter(parties))]
        if ref is not None and ref.type == "person":
            return sort or None  # a person is no side, and none of ours to name beside a figure
        return sort or number.of or (ref.text or ref.name if ref else None)

    def is_certain(self, side: str | None) -> bool:
        """Whether a side's name is a party's or says that they were unarmed, not only a sort or a word of the text."""
        return side == UNARMED or side in self._names.values()


def _whose(number: Quantity, claim: Claim) -> Ref | None:
    """The actor or target that a number is of: the one whose words hold what it counts, of losses else the only target."""
    if number.of:
        words = plain(number.of)
        for ref in (*claim.targets, *claim.actors, *claim.others):
            names = (plain(name) for name in (ref.name, ref.text or "", *ref.aliases))
            if any(name and (f" {name} " in f" {words} " or f" {words} " in f" {name} ") for name in names):
                return ref
        return None
    if number.what in LOSSES and len(claim.targets) == 1 and claim.kind != "armed_clash":
        return claim.targets[0]
    return None


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
