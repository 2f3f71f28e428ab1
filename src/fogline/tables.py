"""The one loader of data tables: TSV with a provenance header, checked on reading.

A table is UTF-8 (NFC), one entry a line, tab-separated. Its header is `# key: value` lines, of which `title`, `source`,
`licence`, `date` and `columns` must be there; the next line that is no comment is the first row. Errors name file and line.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from fogline.errors import ConfigError

DATA = Path(__file__).parent / "data"
REQUIRED = ("title", "source", "licence", "date", "columns")


def header(path: Path) -> dict[str, str]:
    """The provenance of a table: its leading `# key: value` lines."""
    return _header(path, _lines(path))


def _header(path: Path, lines: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        if not line.startswith("#"):
            break
        key, colon, value = line[1:].partition(":")
        if colon:
            found[key.strip()] = value.strip()
    missing = [key for key in REQUIRED if key not in found]
    if missing:
        raise ConfigError(f"{path}: the header lacks {', '.join(missing)}", "add a line '# key: value' for each")
    return found


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table as column → value; every row must have all of its columns."""
    lines = _lines(path)
    columns = _header(path, lines)["columns"].split()
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#") or not line.strip():
            continue
        values = line.split("\t")
        if len(values) != len(columns):
            raise ConfigError(f"{path}:{number}: {len(values)} values for {len(columns)} columns ({' '.join(columns)})")
        yield dict(zip(columns, (value.strip() for value in values), strict=True))


def numbers(path: Path) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The rows of a table of a name and whole numbers: as `rows`, four times as fast, for tables of ten thousands of
    weights."""
    lines = _lines(path)
    width = len(_header(path, lines)["columns"].split())
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        name, *values = line.split("\t")
        try:
            found = tuple(map(int, values))
        except ValueError as error:
            raise ConfigError(f"{path}:{number}: {error}") from error
        if len(found) != width - 1:
            raise ConfigError(f"{path}:{number}: {len(found) + 1} values for {width} columns")
        yield name.strip(), found


@lru_cache(maxsize=64)
def table(name: str) -> tuple[dict[str, str], ...]:
    """A packaged table by its path below `data/`, e.g. `en/triggers.tsv`."""
    return tuple(rows(DATA / name))


@lru_cache(maxsize=64)
def folder_of(language: str) -> str:
    """The folder under `data/` that holds the tables of a language (BCP 47): that of the standard which they are kept under,
    whether or not there is one."""
    main = language.split("-")[0]
    return next((row["language"] for row in table("languages.tsv") if main in row["standards"].split()), main)


def toml(path: Path) -> dict[str, Any]:
    """A TOML file; ConfigError with file and line where it cannot be read."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: {error}", "mend the file; `fogline init DIR` writes a working example") from error


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read as UTF-8 ({error})") from error
    return unicodedata.normalize("NFC", text.removeprefix("\ufeff")).split("\n")
