"""Addresses of pages: a path and a query that restores the whole view."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlencode

WITHIN = re.compile(r"(/[\w?=&%.:~+@,-]+)+")  # a path of the desk with its query: nothing that a browser takes for another site


def address(path: str, query: Mapping[str, str] | None = None, **changed: object) -> str:
    """An address with a query, some of it changed; what is changed to nothing is left out."""
    told = {**(query or {}), **{name: str(value) for name, value in changed.items() if value}}
    told = {name: value for name, value in told.items() if name not in changed or changed[name]}
    return f"{path}?{urlencode(told)}" if told else path


def within(told: str) -> str:
    """An address that somebody handed in, "" where it is none of the desk's."""
    return told if WITHIN.fullmatch(told) else ""
