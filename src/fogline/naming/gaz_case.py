"""A case's own places, in front of the world's: what a global gazetteer lacks (valleys, passes, local spellings, scripts).

Rows are those of a case's places.tsv. A world place that is the same as one of the case (name, kind and whereabouts) steps
back behind it: it is no candidate any more, and areas of the world that contain something are answered by the case's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from fogline.errors import ConfigError
from fogline.naming.gaz_compile import ISO
from fogline.naming.gaz_names import fold
from fogline.naming.gazetteer import Gazetteer
from fogline.records import Entity
from fogline.tables import table

COLUMNS = ("id", "name", "type", "parent", "country", "admin1", "lat", "lon", "precision", "population", "aliases", "source")
# km: a world place of the same name and kind this near is the case's place. Two sources put a town a few kilometres apart, the
# point of a district or a province up to its own width; set by judgement, not fitted.
SAME_KM = {"admin1": 150.0, "admin2": 60.0, "settlement": 25.0}
_KIND = {
    "province": "admin1", "state": "admin1", "governorate": "admin1", "oblast": "admin1", "admin1": "admin1",
    "district": "admin2", "county": "admin2", "admin2": "admin2", "rayon": "admin2",
    "city": "settlement", "capital": "settlement", "town": "settlement", "village": "settlement", "settlement": "settlement",
}  # fmt: skip
DIVISIONS = frozenset({"province", "district", "governorate", "region", "county", "oblast", "state", "raion", "rayon"})
FEATURES = ("place", "road")  # classes of nouns.tsv: a name may be told without such a word ("Nerith" for "Nerith Causeway")
_PRECISION = {"admin1": "province", "admin2": "district", "settlement": "settlement", "country": "country"}


class CasePlaces:
    """The places of one case by name. ConfigError for a row that cannot be used, with its id."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self._entities: dict[str, Entity] = {}
        self._parents: dict[str, str] = {}
        self._names: dict[str, list[str]] = {}
        self._short: dict[str, list[str]] = {}
        self._starts: set[str] = set()
        self._common: list[str] = []
        for row in rows:
            entity = _entity(row)
            if entity.id in self._entities:
                raise ConfigError(f"places.tsv: the id {entity.id} stands twice", "give each place an id of its own")
            self._entities[entity.id] = entity
            self._parents[entity.id] = row.get("parent", "").strip()
            if (short := _short(entity.name)) is not None:
                self._short.setdefault(short, []).append(entity.id)
            for key in dict.fromkeys(fold(name) for name in (entity.name, *_bare(entity), *entity.aliases)):
                if key:
                    self._names.setdefault(key, []).append(entity.id)
                    words = key.split(" ")
                    self._starts.update(" ".join(words[:n]) for n in range(1, len(words)))
            self._common += [name for name in entity.aliases if " " in name and name[0].islower()]

    def __len__(self) -> int:
        return len(self._entities)

    def candidates(self, name: str) -> Sequence[Entity]:
        return tuple(self._entities[key] for key in self._names.get(fold(name), ()))

    def shortened(self, name: str) -> Sequence[Entity]:
        """The one place whose name this is without the word for what it is."""
        found = self._short.get(fold(name), [])
        return (self._entities[found[0]],) if len(found) == 1 else ()

    def begins(self, name: str) -> bool:
        return fold(name) in self._starts

    def common(self) -> Sequence[str]:
        """Names that begin with a small letter: "the bridge at Kesh", "pont de Kesh"."""
        return tuple(dict.fromkeys(self._common))

    def entity(self, id: str) -> Entity | None:
        return self._entities.get(id)

    def above(self, id: str) -> tuple[Entity, ...]:
        """By the column `parent`: an id or the name of another row; a parent that is no row ends the chain."""
        found: list[Entity] = []
        seen = {id}
        parent = self._find(self._parents.get(id, ""), seen)
        while parent is not None:
            found.append(parent)
            seen.add(parent.id)
            parent = self._find(self._parents[parent.id], seen)
        return tuple(found)

    def parent(self, id: str) -> str:
        """What the column `parent` says, also where no row of the case answers to it."""
        return self._parents.get(id, "")

    def _find(self, parent: str, seen: set[str]) -> Entity | None:
        if not parent:
            return None
        keys = [parent] if parent in self._entities else self._names.get(fold(parent), [])
        return next((self._entities[key] for key in keys if key not in seen), None)


class Layered:
    """A Gazetteer of the case's places and behind them the world's."""

    def __init__(self, case: CasePlaces, world: Gazetteer) -> None:
        self._case = case
        self._world = world
        self._same: dict[str, Entity | None] = {}

    def candidates(self, name: str) -> Sequence[Entity]:
        own = tuple(self._case.candidates(name))
        others = tuple(entity for entity in self._world.candidates(name) if self._own(entity) is None)
        return (own + others) or self._case.shortened(name)

    def begins(self, name: str) -> bool:
        return self._case.begins(name) or self._world.begins(name)

    def common(self) -> Sequence[str]:
        return self._case.common()

    def entity(self, id: str) -> Entity | None:
        return self._case.entity(id) or self._world.entity(id)

    def above(self, id: str) -> tuple[Entity, ...]:
        own = self._case.entity(id)
        if own is None:
            return tuple(self._own(area) or area for area in self._world.above(id))
        chain = [own, *self._case.above(id)]
        return tuple(chain[1:]) + self._outer(chain)

    def alike(self, country: str, consonants: str) -> Sequence[tuple[str, Entity]]:
        """Of the world; the case lists all spellings of its own."""
        return self._world.alike(country, consonants)

    def _outer(self, chain: list[Entity]) -> tuple[Entity, ...]:
        """The world's areas around the last link of a chain of case places: its parent by id, its admin-1, its country."""
        last = chain[-1]
        named = self._world.entity(self._case.parent(last.id)) or self._world.entity(last.id)
        if named is not None:
            start = () if named.id == last.id else (named,)
            return start + tuple(self._own(area) or area for area in self._world.above(named.id))
        first = last.admin1 if _KIND.get(last.type) != "admin1" else None
        wanted = [name for name in (first,) if name and all(fold(name) != fold(area.name) for area in chain)]
        for name in wanted:
            for area in self.candidates(name):
                if area.country == last.country and _KIND.get(area.type) == "admin1":
                    return (area, *self.above(area.id))
        return tuple(area for area in self._countries(last.country) if area.id != last.id)

    def _countries(self, country: str | None) -> tuple[Entity, ...]:
        """The country as the case's rows have it, else the world's."""
        return tuple(self._own(entity) or entity for entity in self._world.candidates(ISO + country)) if country else ()

    def _own(self, entity: Entity) -> Entity | None:
        """The case's place that a world place is, if any."""
        if entity.id not in self._same:
            near = (own for own in self._case.candidates(entity.name) if _same(own, entity))
            self._same[entity.id] = self._case.entity(entity.id) or next(near, None)
        return self._same[entity.id]


def _bare(entity: Entity) -> tuple[str, ...]:
    """The name of a division without the word for one: "Orlin district" is told as "Orlin" beside the noun."""
    before, _, noun = entity.name.rpartition(" ")
    return (before,) if before and _KIND.get(entity.type, "").startswith("admin") and noun.lower() in DIVISIONS else ()


def _short(name: str) -> str | None:
    """A name of two words and more without a feature's noun at its end, None where there is none."""
    words = name.split()
    return (
        fold(" ".join(words[:-1])) if len(words) > 1 and words[-1].lower() in _features() and words[-2][0].isupper() else None
    )


@lru_cache(maxsize=1)
def _features() -> frozenset[str]:
    return frozenset(row["noun"] for row in table("en/nouns.tsv") if row["class"] in FEATURES)


def _same(own: Entity, other: Entity) -> bool:
    kind, theirs = _KIND.get(own.type, own.type), _KIND.get(other.type, other.type)
    if kind != theirs or (own.country and other.country and own.country != other.country):
        return False
    if kind == "country" or own.lat is None or other.lat is None:
        return kind in ("country", "admin1")
    return kilometres(own, other) <= SAME_KM.get(kind, 0.0)


def kilometres(a: Entity, b: Entity) -> float:
    """Great-circle distance on a sphere of 6,371 km; infinite where a point is missing."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return float("inf")
    x, y = radians(a.lat), radians(b.lat)
    half = sin((y - x) / 2) ** 2 + cos(x) * cos(y) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(min(1.0, half)))


def _entity(row: Mapping[str, str]) -> Entity:
    missing = [column for column in COLUMNS if column not in row]
    if missing:
        raise ConfigError(f"places.tsv lacks the columns {', '.join(missing)}", "the header's `# columns:` line must name them")
    key, name, kind = (row[column].strip() for column in ("id", "name", "type"))
    if not key or not name:
        raise ConfigError(f"places.tsv: a row without id or name ({dict(row)})", "fill both columns")
    lat, lon = _degrees(row, "lat", 90.0), _degrees(row, "lon", 180.0)
    if (lat is None) != (lon is None):
        raise ConfigError(f"places.tsv: {key} has only one of lat and lon", "give both or leave both empty")
    people = row["population"].strip()
    if people and not people.isdecimal():
        raise ConfigError(f"places.tsv: {key} has the population {people!r}", "write digits only, or leave it empty")
    default = _PRECISION.get(_KIND.get(kind, kind), "area") if lat is not None else "unknown"
    return Entity(
        id=key if ":" in key else f"case:{key}",
        name=name,
        type=kind or "place",
        aliases=tuple(alias.strip() for alias in row["aliases"].split("|") if alias.strip()),
        lat=lat,
        lon=lon,
        country=row["country"].strip() or None,
        admin1=row["admin1"].strip() or None,
        precision=row["precision"].strip() or default,
        population=int(people or 0),
    )


def _degrees(row: Mapping[str, str], column: str, most: float) -> float | None:
    text = row[column].strip()
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not -most <= value <= most:
        raise ConfigError(f"places.tsv: {row['id']} has {column} {text!r}", f"write degrees between -{most:g} and {most:g}")
    return value
