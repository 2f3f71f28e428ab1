"""Mappings and sequences that are replaced and never changed: to copy a million entries takes a twentieth of a second, to sort
them or to work them out again far more."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Protocol, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class HasId(Protocol):
    @property
    def id(self) -> str: ...


Item = TypeVar("Item", bound=HasId)


@dataclass(frozen=True, slots=True)
class Where(Mapping[Key, Value]):
    """Of a mapping the keys that are wanted, `size` of them or fewer: looked up, not copied."""

    held: Mapping[Key, Value]
    wanted: Callable[[Key], bool]
    size: int

    def __getitem__(self, key: Key) -> Value:
        if not self.wanted(key):
            raise KeyError(key)
        return self.held[key]

    def __iter__(self) -> Iterator[Key]:
        return filter(self.wanted, self.held)

    def __len__(self) -> int:
        return self.size


@dataclass(frozen=True, slots=True)
class Over(Mapping[Key, Value]):
    """A mapping with others in the place of some: looked up, not copied."""

    others: Mapping[Key, Value]
    held: Mapping[Key, Value]

    def __getitem__(self, key: Key) -> Value:
        return self.others[key] if key in self.others else self.held[key]

    def __iter__(self) -> Iterator[Key]:
        return iter({**self.held, **self.others})

    def __len__(self) -> int:
        return len({**self.held, **self.others})


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
