"""Compiles the gazetteer's tables (data/world) into one SQLite file in the user's cache folder, once per content.

The file's name carries a hash of the tables and of the code that compiles them. It is written under a temporary name and
renamed, so that processes that start together do not disturb each other. Compiling takes 10 to 20 seconds of one core,
opening a millisecond; the file has about 90 MB.
"""

from __future__ import annotations

import gc
import hashlib
import lzma
import os
import sqlite3
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from fogline import tables
from fogline.errors import BackendError, ConfigError
from fogline.naming.gaz_names import folded
from fogline.naming.scripts import bones

WORLD = tables.DATA / "world"
PACKED = ("places", "names")
PLAIN = ("abbreviations", "countries", "exonyms", "regions")
EXACT = "="  # before the key of an abbreviation, which is matched with capitals and full stops
ISO = "ISO 3166 "  # a country answers to this and its code, so that it can be found without a name

PRECISION = {  # type of a place → precision of its point (CONTRACT)
    "country": "country", "admin1": "province", "admin2": "district", "city": "settlement", "capital": "settlement",
    "river": "route", "line": "route", "canal": "route", "strait": "route", "pass": "exact", "airport": "exact",
}  # fmt: skip
SCHEMA = """
create table place (n integer primary key, id text not null, name text not null, type text not null, country text, admin1 text,
  parent integer, lat real, lon real, population integer not null, precision text not null, aliases text not null);
create unique index place_id on place (id);
create table names (key text primary key, places text not null) without rowid;
create table alike (country text, bones text, name text, place integer, primary key (country, bones, name, place))
  without rowid;
"""
LEAST_CONSONANTS = 3  # of a name that other spellings are told by
LARGEST = 12_000  # places of a country; larger ones are written in Latin letters and spelt in one way


def build() -> Path:
    """The compiled file, made where it is missing. BackendError where neither the cache nor a temporary folder takes it."""
    name = f"gazetteer-{_digest()}.sqlite"
    folders = [_cache(), Path(tempfile.gettempdir()) / f"fogline-{os.getuid() if hasattr(os, 'getuid') else 'user'}"]
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    problems = []
    for folder in folders:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            return _compile(folder, name)
        except (OSError, sqlite3.Error) as error:
            problems.append(f"{folder}: {error}")
    raise BackendError("the gazetteer cannot be written: " + "; ".join(problems), "free some 200 MB or set XDG_CACHE_HOME")


def packed(path: Path) -> Iterator[list[str]]:
    """Rows of a `.tsv.xz` table as lists in the order of its columns; ConfigError names file and line."""
    try:
        lines = lzma.decompress(path.read_bytes()).decode("utf-8").split("\n")
    except (OSError, lzma.LZMAError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read ({error})", "install Fogline again") from error
    width = 0
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            if line.startswith("# columns:"):
                width = len(line.partition(":")[2].split())
        elif line:
            values = line.split("\t")
            if len(values) != width:
                raise ConfigError(f"{path}:{number}: {len(values)} values for {width} columns", "install Fogline again")
            yield values


def _cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "fogline"


@lru_cache(maxsize=1)
def _digest() -> str:
    digest = hashlib.sha256()
    for path in (*_sources(), *(Path(__file__).with_name(name) for name in ("gaz_compile.py", "gaz_names.py", "scripts.py"))):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _sources() -> list[Path]:
    return [WORLD / f"{name}.tsv.xz" for name in PACKED] + [WORLD / f"{name}.tsv" for name in PLAIN]


def _compile(folder: Path, name: str) -> Path:
    handle, temporary = tempfile.mkstemp(prefix=name, suffix=".part", dir=folder)
    os.close(handle)
    path = Path(temporary)
    collecting = gc.isenabled()
    gc.disable()  # a million small lists without a cycle: collecting them takes a third of the time
    try:
        store = sqlite3.connect(path)
        store.executescript("pragma journal_mode=off; pragma synchronous=off; pragma cache_size=-200000;" + SCHEMA)
        world = _World()
        store.executemany(f"insert into place values ({','.join('?' * 12)})", world.places())
        store.executemany("insert into names values (?, ?)", world.names())
        store.executemany("insert into alike values (?, ?, ?, ?)", world.alike())
        store.commit()
        store.close()
        path.chmod(0o644)
        path.replace(folder / name)
    finally:
        if collecting:
            gc.enable()
        path.unlink(missing_ok=True)
    return folder / name


class _World:
    """All tables in memory, joined."""

    def __init__(self) -> None:
        points = {row["id"]: row for row in tables.rows(WORLD / "countries.tsv")}
        self.rows = [[*row, ""] for row in packed(WORLD / "places.tsv.xz")]
        for region in tables.rows(WORLD / "regions.tsv"):
            fixed = [region[key] for key in ("id", "name", "type", "country")]
            self.rows.append([*fixed, "", region["lat"], region["lon"], "0", region["names"]])
        self.number = {row[0]: n for n, row in enumerate(self.rows, 1)}
        self.country = {row[3]: n for n, row in enumerate(self.rows, 1) if row[2] == "country"}
        for key, point in points.items():
            row = self.rows[self.number[key] - 1]
            row[5], row[6], row[8] = point["lat"], point["lon"], point["names"]
        for key, names in packed(WORLD / "names.tsv.xz"):
            row = self.rows[self.number[key] - 1]
            row[8] = f"{row[8]}|{names}" if row[8] else names

    def places(self) -> Iterator[tuple[object, ...]]:
        for n, (key, name, kind, country, parent, lat, lon, population, aliases) in enumerate(self.rows, 1):
            above = self.number[parent] if parent else self.country.get(country)
            point = (float(lat), float(lon)) if lat else (None, None)
            precision = PRECISION.get(kind, "area") if lat else "unknown"
            admin1 = self._admin1(n)
            people = int(population)
            yield n, key, name, kind, country or None, admin1, above if above != n else None, *point, people, precision, aliases

    def _admin1(self, n: int) -> str | None:
        row = self.rows[n - 1]
        while row[2] != "admin1" and row[4]:
            row = self.rows[self.number[row[4]] - 1]
        return row[1] if row[2] == "admin1" else None

    def names(self) -> list[tuple[str, str]]:
        """Key → numbers of places, the most populous first."""
        found: dict[str, list[int]] = defaultdict(list)
        for n, row in enumerate(self.rows, 1):
            first = folded(row[1])
            if first:
                found[first].append(n)
            if row[8]:
                for alias in {folded(alias) for alias in row[8].split("|")} - {first, ""}:
                    found[alias].append(n)
        for other in tables.rows(WORLD / "exonyms.tsv"):  # found, but no evidence for another spelling of an English name
            number = self.number[other["id"]]
            for alias in {folded(name) for name in other["names"].split("|")} - {""}:
                if number not in found[alias]:
                    found[alias].append(number)
        for short in tables.rows(WORLD / "abbreviations.tsv"):
            found[EXACT + short["form"]].append(self.number[short["place"]])
        for code, number in self.country.items():
            found[EXACT + ISO + code].append(number)
        people = [0, *(int(row[7]) for row in self.rows)]
        return [(key, _joined(numbers, people)) for key, numbers in sorted(found.items())]

    def alike(self) -> Iterator[tuple[str, str, str, int]]:
        """Country, consonants, name and number of the place, in the order of the table's key."""
        sizes = Counter(row[3] for row in self.rows)
        found = {
            (row[3], consonants, name, n)
            for n, row in enumerate(self.rows, 1)
            if row[3] and sizes[row[3]] <= LARGEST
            for name in {row[1], *row[8].split("|")}
            if len(consonants := bones(name)) >= LEAST_CONSONANTS
        }
        return iter(sorted(found))


def _joined(numbers: list[int], people: list[int]) -> str:
    if len(numbers) == 1:
        return str(numbers[0])
    return " ".join(map(str, sorted(numbers, key=lambda n: (-people[n], n))))
