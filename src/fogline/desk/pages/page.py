"""What a page is: an address, a template and a pure function from a case and a query to lines that JSON can hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from fogline.desk.opened import View

Lines = dict[str, Any]
MOST_WORDS = 200  # characters of a search


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """All that an address can ask for. `on` is a day of the war, `known` one by which reports were published."""

    on: dt.date | None = None
    known: dt.date | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    place: str = ""
    kind: str = ""
    status: str = ""
    words: str = ""
    page: int = 1
    about: str = ""

    def of(self, id: str | None) -> Query:
        """The same, about the thing that the path names."""
        return replace(self, about=id) if id else self

    def kept(self) -> dict[str, str]:
        """What was asked, for the addresses that lead on."""
        told = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: str(value) for name, value in told.items() if value and (name, value) != ("page", 1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`name` stands in the menu, "" for a page that others lead to. Without a template there is only the JSON."""

    path: str
    template: str
    name: str
    show: Callable[[View, Query], Lines]


def address(path: str, query: Mapping[str, str] | None = None, **changed: object) -> str:
    """An address with a query, some of it changed; what is changed to nothing is left out."""
    told = {**(query or {}), **{name: str(value) for name, value in changed.items() if value}}
    told = {name: value for name, value in told.items() if name not in changed or changed[name]}
    return f"{path}?{urlencode(told)}" if told else path
