"""The gazetteer: which places have a name, what lies around them; the world's and, in front of it, the case's own.

`Gazetteer` is the seam; `World` reads the compiled tables (gaz_compile), gaz_case.Layered puts a case's places before it.
Names are compared in the form of gaz_names.fold, so case and marks do not matter; abbreviations ("U.S.") need theirs.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from fogline.naming.gaz_compile import EXACT, build
from fogline.naming.gaz_names import fold
from fogline.records import Entity

_SELECT = "select n, id, name, type, country, admin1, parent, lat, lon, population, precision, aliases from place where "


class Gazetteer(Protocol):
    """Deterministic and safe to share between threads."""

    def candidates(self, name: str) -> Sequence[Entity]:
        """Places with this name (any script, case and marks apart), the case's first, then by population."""
        ...

    def begins(self, name: str) -> bool:
        """Whether a longer known name starts with these words."""
        ...

    def common(self) -> Sequence[str]:
        """Names of several words that begin with a small letter, as only a case has them."""
        ...

    def entity(self, id: str) -> Entity | None:
        """The place with this id, with its aliases."""
        ...

    def above(self, id: str) -> tuple[Entity, ...]:
        """The areas that contain a place, nearest first."""
        ...

    def alike(self, country: str, consonants: str) -> Sequence[tuple[str, Entity]]:
        """Names with these consonants (scripts.bones) in a country (ISO code), each with its place."""
        ...


class World:
    """The packaged gazetteer, read from its compiled file (made at first use)."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or build()
        self._local = threading.local()
        self._places = lru_cache(maxsize=50_000)(self._read)
        self._found = lru_cache(maxsize=50_000)(self._numbers)
        self._around = lru_cache(maxsize=50_000)(self._chain)
        self._longer = lru_cache(maxsize=50_000)(self._starts)

    def candidates(self, name: str) -> Sequence[Entity]:
        return tuple(self._places(n)[0] for n in self._found(EXACT + name) or self._found(fold(name)))

    def begins(self, name: str) -> bool:
        key = fold(name)
        return bool(key) and self._longer(key)

    def common(self) -> Sequence[str]:
        return ()

    def entity(self, id: str) -> Entity | None:
        row = self._query(_SELECT + "id = ?", id)
        return replace(self._made(row[0]), aliases=tuple(row[0][11].split("|")) if row[0][11] else ()) if row else None

    def above(self, id: str) -> tuple[Entity, ...]:
        return self._around(id)

    def alike(self, country: str, consonants: str) -> Sequence[tuple[str, Entity]]:
        rows = self._query("select name, place from alike where country = ? and bones = ?", country, consonants)
        return [(name, self._places(number)[0]) for name, number in rows]

    def _chain(self, id: str) -> tuple[Entity, ...]:
        row = self._query("select parent from place where id = ?", id)
        found: list[Entity] = []
        number = row[0][0] if row else None
        while number is not None:
            entity, number = self._places(number)
            found.append(entity)
        return tuple(found)

    def _query(self, text: str, *values: object) -> list[tuple[Any, ...]]:
        store = getattr(self._local, "store", None)
        if store is None:
            store = self._local.store = sqlite3.connect(f"{self._path.as_uri()}?mode=ro&immutable=1", uri=True)
        rows: list[tuple[Any, ...]] = store.execute(text, values).fetchall()
        return rows

    def _numbers(self, key: str) -> tuple[int, ...]:
        row = self._query("select places from names where key = ?", key)
        return tuple(int(n) for n in str(row[0][0]).split()) if row else ()

    def _starts(self, key: str) -> bool:
        return bool(self._query("select 1 from names where key > ? and key < ? limit 1", key + " ", key + "!"))

    def _read(self, n: int) -> tuple[Entity, int | None]:
        row = self._query(_SELECT + "n = ?", n)[0]
        return self._made(row), row[6]

    @staticmethod
    def _made(row: tuple[Any, ...]) -> Entity:
        _, key, name, kind, country, admin1, _, lat, lon, population, precision, _ = row
        point = {"lat": lat, "lon": lon, "precision": precision}
        return Entity(id=key, name=name, type=kind, country=country, admin1=admin1, population=population, **point)
