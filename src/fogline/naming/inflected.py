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
        """Those of the form as it stands, or of its likeliest nominative where none is known; where none of them is large,
        those of the first nominative that is come before: Serbian "Gomu" is Goma before it is a village Gom."""
        found = self._gazetteer.candidates(name)
        if any(each.is_large for each in found):
            return found
        bases = dict.fromkeys(base for base in self._nominatives(name) if base != name)
        others = [each for base in bases if (each := self._gazetteer.candidates(base))]
        large = next((each for each in others if any(one.is_large for one in each)), ())
        small = found or next(iter(others), ())
        known = {entity.id for entity in large}
        return (*large, *(entity for entity in small if entity.id not in known))

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
