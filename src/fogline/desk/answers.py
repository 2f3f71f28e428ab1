"""Answers that are worth keeping: each is made once, the last ones asked for are held. Safe to ask from several threads."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

KEPT = 64

Made = TypeVar("Made")


class Answers:
    """Of one kind, so that those of many days do not push out what no day changes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: OrderedDict[Hashable, _Answer] = OrderedDict()

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` makes, a pure function of `key`: made once, for all who ask meanwhile too."""
        with self._lock:
            answer = self._held.setdefault(key, _Answer())
            self._held.move_to_end(key)
            while len(self._held) > KEPT:
                self._held.popitem(last=False)
        return cast(Made, answer.made(make))


class _Answer:
    """Made by the first who asks, while the others wait; where that fails, by the next."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: list[object] = []

    def made(self, make: Callable[[], object]) -> object:
        with self._lock:
            if not self._found:
                self._found.append(make())
            return self._found[0]
