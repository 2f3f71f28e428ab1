"""Mappings and sequences that are replaced and never changed: to copy a million entries takes a twentieth of a second, to sort
them or to work them out again far more."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Any, Protocol, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class HasId(Protocol):
    @property
    def id(self) -> str: ...


Item = TypeVar("Item", bound=HasId)


def replaced(held: Mapping[Key, Value], gone: Iterable[Any], more: Mapping[Key, Value]) -> dict[Key, Value]:
    """A copy without some keys, whether or not it has them, and with others."""
    found = dict(held)
    for key in gone:
        found.pop(key, None)
    found.update(more)
    return found


def in_order(held: tuple[Item, ...], gone: Iterable[str], more: Iterable[Item]) -> tuple[Item, ...]:
    """Items by their ids without some, whether or not they are there, and with others."""
    by_id = attrgetter("id")
    if not held:
        return tuple(sorted(more, key=by_id))
    edits: list[tuple[int, str, Item | None]] = [(bisect_left(held, id, key=by_id), id, None) for id in gone]
    edits += [(bisect_left(held, item.id, key=by_id), item.id, item) for item in more]
    found: list[Item] = []
    at = 0
    for place, id, item in sorted(edits, key=lambda edit: edit[:2]):
        found += held[at:place]
        at = max(at, place)
        if item is not None:
            found.append(item)
        elif place < len(held) and held[place].id == id:
            at = place + 1
    return (*found, *held[at:])
