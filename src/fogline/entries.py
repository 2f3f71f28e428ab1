"""An entry of a file that a person wrote, with the place where it stands: every look-up checks, every fault says where.

`rows` reads a TSV table, `listed` the `[[kind]]` tables of a TOML file; both give `Line`s, and none where there is no file.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fogline import tables
from fogline.errors import ConfigError

_ID = re.compile(r"case:[a-z0-9]+(-[a-z0-9]+)*")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a TOML table with the line that it starts on; every look-up checks and every fault says where."""

    path: Path
    number: int
    values: Mapping[str, Any]

    def fault(self, message: str, advice: str = "") -> ConfigError:
        return ConfigError(f"{self.path}:{self.number}: {message}", advice)

    def only(self, *keys: str) -> None:
        unknown = sorted(set(self.values) - set(keys))
        if unknown:
            raise self.fault(f"unknown key {unknown[0]!r}", f"known are {', '.join(keys)}")

    def text(self, key: str) -> str:
        value = self.values.get(key, "")
        if isinstance(value, dt.date):
            return value.isoformat()
        if not isinstance(value, str):
            raise self.fault(f"{key} must be text in quotes, not {value!r}")
        return unicodedata.normalize("NFC", value).strip()

    def need(self, key: str) -> str:
        value = self.text(key)
        if not value:
            raise self.fault(f"{key} is missing or empty")
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts: a TOML array, or a cell with `|` between them; doubles and empty ones fall out."""
        value = self.values.get(key, ())
        parts = value.split("|") if isinstance(value, str) else value
        if not isinstance(parts, list | tuple) or not all(isinstance(part, str) for part in parts):
            raise self.fault(f"{key} must be a list of texts, not {value!r}")
        return tuple(dict.fromkeys(unicodedata.normalize("NFC", part).strip() for part in parts if part.strip()))

    def one_of(self, key: str, known: tuple[str, ...]) -> str:
        if self.text(key) not in known:
            raise self.fault(f"{key} {self.text(key)!r} is unknown", f"known are {', '.join(known)}")
        return self.text(key)

    def match(self, key: str, value: str, form: re.Pattern[str], expected: str) -> str:
        if not form.fullmatch(value):
            raise self.fault(f"{key} {value!r} is not {expected}")
        return value

    def actor(self, key: str, known: frozenset[str]) -> str:
        value = self.need(key)
        if value not in known:
            raise self.fault(f"{key} {value!r} is not the id of an actor in actors.toml")
        return value

    def actors(self, key: str, known: frozenset[str]) -> tuple[str, ...]:
        for value in self.words(key):
            if value not in known:
                raise self.fault(f"{key} {value!r} is not the id of an actor in actors.toml")
        return self.words(key)

    def point(self) -> tuple[float | None, float | None]:
        """`lat` and `lon` in degrees, or neither."""
        lat, lon = self.text("lat"), self.text("lon")
        if not lat and not lon:
            return None, None
        try:
            point = float(lat), float(lon)
        except ValueError:
            raise self.fault(f"lat {lat!r} and lon {lon!r} must both be decimal degrees, or both be empty") from None
        if not (abs(point[0]) <= 90 and abs(point[1]) <= 180) or point == (0, 0):
            raise self.fault(
                f"{lat}, {lon} is no place on land", "latitude comes first (-90 to 90), then longitude (-180 to 180)"
            )
        return point

    def dates(self, first: str, last: str) -> tuple[dt.date | None, dt.date | None]:
        """The first day of `first` and the last of `last`, in order; None where empty."""
        start, end = self._span(first)[0], self._span(last)[1]
        if start and end and start > end:
            raise self.fault(f"{first} {start} is later than {last} {end}")
        return start, end

    def _span(self, key: str) -> tuple[dt.date | None, dt.date | None]:
        text = self.text(key)
        if not text:
            return None, None
        found = _DATE.fullmatch(text)
        try:
            if not found:
                raise ValueError
            year, month, day = (int(part) if part else None for part in found.groups())
            start = dt.date(year or 0, month or 1, day or 1)
            end = dt.date(start.year, month or 12, day or calendar.monthrange(start.year, month or 12)[1])
        except ValueError:
            raise self.fault(f"{key} {text!r} is no date", "write 2021, 2021-08 or 2021-08-17") from None
        return start, end


def rows(path: Path, columns: tuple[str, ...]) -> Iterator[Line]:
    """The rows of an optional table with their line numbers."""
    if not path.exists():
        return
    found = tuple(tables.header(path)["columns"].split())
    if found != columns:
        raise ConfigError(f"{path}: the columns are {' '.join(found)}", f"they must be: {' '.join(columns)}")
    text = path.read_text("utf-8-sig").split("\n")
    numbers = (n for n, line in enumerate(text, 1) if line.strip() and not line.startswith("#"))
    for number, row in zip(numbers, tables.rows(path), strict=True):
        yield Line(path, number, row)


def listed(path: Path, kinds: tuple[str, ...]) -> dict[str, list[Line]]:
    """The `[[kind]]` tables of an optional file, each with the line of its heading."""
    if not path.exists():
        return {kind: [] for kind in kinds}
    content = tables.toml(path)
    Line(path, 1, content).only(*kinds)
    text = path.read_text("utf-8").split("\n")
    found: dict[str, list[Line]] = {}
    for kind in kinds:
        entries = content.get(kind, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise ConfigError(f"{path}:1: {kind} must be written as [[{kind}]] tables")
        heading = re.compile(rf"\s*\[\[\s*{kind}\s*\]\]\s*(#.*)?")
        numbers = [n for n, line in enumerate(text, 1) if heading.fullmatch(line)]
        if len(numbers) != len(entries):  # headings inside long strings or inline arrays: no line can be told
            numbers = [1] * len(entries)
        found[kind] = [Line(path, number, entry) for number, entry in zip(numbers, entries, strict=True)]
    return found


def unique(lines: list[Line], taken: frozenset[str] = frozenset()) -> dict[str, Line]:
    """Entries by id; ids are `case:` and a slug, none twice and none that another file of the case has `taken`."""
    by_id: dict[str, Line] = {}
    for line in lines:
        key = line.match("id", line.need("id"), _ID, "`case:` and a slug of a-z, 0-9 and -")
        if key in by_id:
            raise line.fault(f"id {key} is there already, on line {by_id[key].number}")
        if key in taken:
            raise line.fault(f"id {key} names something else in another file of the case", "an id is one thing: lengthen it")
        by_id[key] = line
    return by_id
