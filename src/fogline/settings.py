"""Settings: one table (name, default, help), built once from a TOML file, then the environment, and passed down.

Libraries never read the environment: only `load` does, called by the command line. The environment's name of a setting is
`FOGLINE_` and the setting in capitals; the file is named by `FOGLINE_SETTINGS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from fogline import tables
from fogline.errors import ConfigError
from fogline.records import identify

FILE = "FOGLINE_SETTINGS"
PREFIX = "FOGLINE_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A row of the table. `answers` tells whether it changes what is answered, and so belongs to the hash."""

    name: str
    default: str | int | float
    least: float | None
    answers: bool
    help: str


TABLE = (
    Setting(
        name="reader",
        default="rules",
        least=None,
        answers=True,
        help="who reads reports: rules, parse, tagger, or a plug-in's name",
    ),
    Setting(
        name="workers",
        default=1,
        least=1,
        answers=False,
        help="processes that read reports side by side",
    ),
    Setting(
        name="patience",
        default=10.0,
        least=0,
        answers=False,
        help="seconds to wait for a store that another process holds",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The values of a run, one field a row of TABLE."""

    reader: str = str(TABLE[0].default)
    workers: int = int(TABLE[1].default)
    patience: float = float(TABLE[2].default)

    @property
    def digest(self) -> str:
        """A hash over the settings that change answers."""
        return identify("set", [part for row in TABLE if row.answers for part in (row.name, str(getattr(self, row.name)))])


def load(environment: Mapping[str, str]) -> Settings:
    """The settings of this run. Raises ConfigError for an unknown name or a value of the wrong kind, naming where it stands."""
    settings = Settings()
    if environment.get(FILE):
        path = Path(environment[FILE])
        for name, value in tables.toml(path).items():
            settings = _with(settings, name, value, str(path))
    for row in TABLE:
        told = environment.get(PREFIX + row.name.upper())
        if told:
            settings = _with(settings, row.name, told, f"the environment's {PREFIX}{row.name.upper()}")
    return settings


def _with(settings: Settings, name: str, value: object, where: str) -> Settings:
    row = next((row for row in TABLE if row.name == name), None)
    if row is None:
        raise ConfigError(f"{where}: no setting {name!r}", f"known are {', '.join(row.name for row in TABLE)}")
    kind = type(row.default)
    try:
        made = kind(str(value))
    except ValueError:
        raise ConfigError(f"{where}: {name} must be of type {kind.__name__}, not {value!r}") from None
    if row.least is not None and float(made) < row.least:
        raise ConfigError(f"{where}: {name} must be at least {row.least:g}, not {value!r}")
    match name:
        case "workers":
            return replace(settings, workers=int(made))
        case "patience":
            return replace(settings, patience=float(made))
        case _:
            return replace(settings, reader=str(made))


assert [row.name for row in TABLE] == [field.name for field in fields(Settings)]
