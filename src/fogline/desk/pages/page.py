"""What a page is: an address, a template and a pure function from a case and a query to lines that JSON can hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from fogline.desk.answers import Answers
from fogline.desk.opened import View
from fogline.errors import ConfigError

Lines = dict[str, Any]
Day = Annotated[dt.date | None, BeforeValidator(lambda given: given or None)]
"""A day, or nothing: browsers send a field that is not filled in as an empty one."""
Words = Annotated[str, Field(max_length=300)]


DEFAULTS = (("page", 1), ("days", 1))
PASSING = ("done",)  # said once, no part of the view


class NotHere(ConfigError):
    """Nothing has the id that an address names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """All that an address can ask for. `on` is a day of the war, `days` how many up to it events are shown of, `known` a
    day by which reports were published, `done` a decision that was taken just now."""

    on: Day = None
    known: Day = None
    since: Day = None
    until: Day = None
    place: Words = ""
    actor: Words = ""
    kind: Words = ""
    status: Words = ""
    words: Words = ""
    language: Words = ""
    days: Annotated[int, BeforeValidator(lambda given: given or 1), Field(ge=1, le=366)] = 1
    page: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    about: Words = ""
    done: Words = ""

    def of(self, id: str | None) -> Query:
        """The same, about the thing that the path names."""
        return replace(self, about=id) if id else self

    def kept(self) -> dict[str, str]:
        """What was asked, for the addresses that lead on."""
        told = {field.name: getattr(self, field.name) for field in fields(self) if field.name not in PASSING}
        return {name: str(value) for name, value in told.items() if value and (name, value) not in DEFAULTS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`name` stands in the menu, "" for a page that others lead to. Without a template there is only the JSON. What is not
    `of_a_day` is the same whatever day was asked for."""

    path: str
    template: str
    name: str
    show: Callable[[View, Query], Lines]
    of_a_day: bool = False

    def answers(self, view: View) -> Answers:
        """Where what is told is held."""
        return view.of_days if self.of_a_day else view.lasting

    def told(self, view: View, query: Query) -> Lines:
        """What there is to show; of a page with a template, which its JSON shares, made once of a view."""
        asked = replace(query, done="") if self.of_a_day else replace(query, on=None, days=1, done="")
        if not self.template:
            return self.show(view, asked)
        return self.answers(view).once((self.path, asked), lambda: self.show(view, asked))
