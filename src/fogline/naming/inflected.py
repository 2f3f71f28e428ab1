"""Place names as an inflecting language writes them: where the gazetteer does not know a form, its possible nominatives are
tried."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from fogline.naming.gazetteer import Gazetteer
from fogline.records import Entity


class Inflected:
    """A gazetteer that also knows the forms of which `nominatives` names the likely bases, the likeliest first."""

    def __init__(self, gazetteer: Gazetteer, nominatives: Callable[[str], Iterable[str]]) -> None:
        self._gazetteer, self._nominatives = gazetteer, nominatives

    def candidates(self, name: str) -> Sequence[Entity]:
        if found := self._gazetteer.candidates(name):
            return found
        return next((found for base in self._nominatives(name) if (found := self._gazetteer.candidates(base))), ())

    def begins(self, name: str) -> bool:
        return self._gazetteer.begins(name)

    def common(self) -> Sequence[str]:
        return self._gazetteer.common()

    def entity(self, id: str) -> Entity | None:
        return self._gazetteer.entity(id)

    def above(self, id: str) -> tuple[Entity, ...]:
        return self._gazetteer.above(id)

    def alike(self, country: str, consonants: str) -> Sequence[tuple[str, Entity]]:
        return self._gazetteer.alike(country, consonants)
