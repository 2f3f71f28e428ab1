"""How a judgement mends claims: slots edited, actors renamed. Pure; what a name stands for is found in the case's claims."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from fogline.errors import ConfigError
from fogline.records import Claim, Place, Quantity, Ref, Time

SLOTS = ("kind", "modality", "aspect", "frame", "negated", "time", "actors", "targets", "places")


class Mender:
    """Edits and renames by what `claims` know of actors and places."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._refs: dict[str, Ref] = {}
        self._places: dict[str, Place] = {}
        for claim in sorted(claims, key=lambda claim: claim.id):
            for ref in (*claim.actors, *claim.targets, *claim.others):
                for name in (ref.id or ref.name, ref.name):
                    self._refs.setdefault(key(name), ref)
            for place in claim.places:
                for name in (place.id or place.name, place.name):
                    self._places.setdefault(key(name), place)

    def edit(self, claim: Claim, told: str) -> Claim:
        """`claim` with one slot changed by "slot=value"; a slot that is none is a quantity."""
        slot, _, value = told.partition("=")
        names = [name.strip() for name in value.split(",") if name.strip()]
        match slot:
            case "kind":
                return replace(claim, kind=value)
            case "modality":
                return replace(claim, modality=value)
            case "aspect":
                return replace(claim, aspect=value)
            case "frame":
                return replace(claim, frame=value)
            case "negated":
                return replace(claim, negated=value == "true")
            case "time":
                return replace(claim, time=dated(value.split("/")))
            case "actors":
                return replace(claim, actors=tuple(self._ref(name) for name in names))
            case "targets":
                return replace(claim, targets=tuple(self._ref(name) for name in names))
            case "places":
                return replace(claim, places=tuple(self._place(name) for name in names))
        number = Quantity(what=slot, low=int(value), best=int(value), high=int(value), text=value, at=claim.trigger)
        return replace(claim, quantities=(*(old for old in claim.quantities if old.what != slot), number))

    def renaming(self, renamed: Mapping[str, str]) -> Callable[[Claim], Claim]:
        """What aliases (folded name or id → the name or id that it stands for) make of a claim; chains are followed."""

        def of(ref: Ref) -> Ref:
            name = _end(renamed, key(ref.id or ref.name)) or _end(renamed, key(ref.name))
            if not name:
                return ref
            like = self._refs.get(key(name))
            if like is None:
                return replace(ref, name=name, id=name if ":" in name else None)
            return replace(ref, name=like.name, id=like.id, type=like.type)

        def rename(claim: Claim) -> Claim:
            spoken = [step.speaker for step in claim.attribution if step.speaker]
            if all(of(ref) is ref for ref in (*claim.actors, *claim.targets, *claim.others, *spoken)):
                return claim
            return replace(
                claim,
                actors=tuple(of(ref) for ref in claim.actors),
                targets=tuple(of(ref) for ref in claim.targets),
                others=tuple(of(ref) for ref in claim.others),
                attribution=tuple(replace(step, speaker=step.speaker and of(step.speaker)) for step in claim.attribution),
            )

        return rename

    def _ref(self, name: str) -> Ref:
        like = self._refs.get(key(name))
        return replace(like, text=None, at=None, role=None) if like else Ref(text=None, at=None, name=name)

    def _place(self, name: str) -> Place:
        like = self._places.get(key(name))
        return replace(like, text=None, at=None, role="event") if like else Place(text=None, at=None, name=name)


@lru_cache(maxsize=1 << 16)
def key(name: str) -> str:
    """What two spellings of one name have in common: case and spaces do not tell names apart."""
    return " ".join(name.casefold().split())


def interval(values: Sequence[str]) -> tuple[dt.date, dt.date]:
    """One day, or a first and a last. Raises ConfigError for anything else."""
    try:
        start, end = dt.date.fromisoformat(values[0]), dt.date.fromisoformat(values[-1])
    except (ValueError, IndexError) as error:
        raise ConfigError(f"{' '.join(values)!r} is no date or two", "give days such as 2021-08-19") from error
    if len(values) > 2 or end < start:
        raise ConfigError(f"{' '.join(values)!r}: one day, or a first and a last")
    return start, end


def dated(values: Sequence[str]) -> Time:
    """The time that a person gave, as fine as its length."""
    start, end = interval(values)
    length = (end - start).days
    precision = "day" if length == 0 else "week" if length < 7 else "month" if length < 31 else "year"
    return Time(start=start, end=end, precision=precision)


def _end(renamed: Mapping[str, str], start: str) -> str:
    """Where a chain of aliases ends; a circle ends before it closes, and nothing is its own alias."""
    name, seen, at = "", {start}, start
    while at in renamed and key(renamed[at]) not in seen:
        name = renamed[at]
        at = key(name)
        seen.add(at)
    return name
