"""Outlines of first-order divisions for maps, from the packaged table (Natural Earth, simplified)."""

from __future__ import annotations

import lzma
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from fogline import tables
from fogline.errors import ConfigError

TABLE = tables.DATA / "world" / "outlines.tsv.xz"
UNIT = 100  # of the table's whole numbers in a degree
KEPT = 4  # sets of countries: a table of half a megabyte is read for each

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A division: rings of (longitude, latitude) in degrees, outer and inner alike (even-odd rule)."""

    country: str
    id: str
    name: str
    rings: tuple[Ring, ...]

    def holds(self, lon: float, lat: float) -> bool:
        """Whether the point lies inside, by the even-odd rule."""
        odd = False
        for ring in self.rings:
            for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
                if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                    odd = not odd
        return odd


def of_countries(countries: Collection[str]) -> Sequence[Outline]:
    """The divisions of some countries (ISO codes), in the table's order."""
    return _of(frozenset(countries)) if countries else ()


@lru_cache(maxsize=KEPT)
def _of(countries: frozenset[str]) -> tuple[Outline, ...]:
    found = []
    try:
        with lzma.open(TABLE, "rt", encoding="utf-8", newline="\n") as lines:
            for line in lines:
                country, _, rest = line.partition("\t")
                if country in countries and not line.startswith("#"):
                    id, name, rings = rest.rstrip("\n").split("\t")
                    found.append(Outline(country=country, id=id, name=name, rings=tuple(map(_ring, rings.split("|")))))
    except (OSError, lzma.LZMAError, EOFError, ValueError) as error:
        raise ConfigError(f"{TABLE}: cannot be read ({error})", "install Fogline again") from error
    return tuple(outline for outline in found if outline.rings)


def _ring(text: str) -> Ring:
    x = y = 0
    points = []
    for step in text.split():
        dx, _, dy = step.partition(",")
        x, y = x + int(dx), y + int(dy)
        points.append((x / UNIT, y / UNIT))
    return tuple(points)
