"""Private persons by role: whoever the case says nothing of is not named outside the words of reports."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from fogline.desk.opened import View
from fogline.publish.words import PRIVATE

TOLD = ("reasons", "before", "after")  # lists and words of lines that are made here and may name somebody


def withheld(line: Any, view: View) -> Any:
    """A line of JSON with private persons' names and ids taken out of its actors and of what is said in words about them."""
    return _without(line, view.private, _pattern(view.private))


def _without(line: Any, names: frozenset[str], pattern: re.Pattern[str] | None, told: bool = False) -> Any:
    if isinstance(line, dict):
        if line.get("type") == "person" and line.get("name") in names:
            return line | {"name": PRIVATE, "id": None, "text": None, "aliases": []}
        return {
            key: PRIVATE if key == "actor" and value in names else _without(value, names, pattern, told or key in TOLD)
            for key, value in line.items()
        }
    if isinstance(line, (list, tuple)):
        return [_without(each, names, pattern, told) for each in line]
    return pattern.sub(PRIVATE, line) if told and pattern and isinstance(line, str) else line


@lru_cache(maxsize=8)
def _pattern(names: frozenset[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True)))) if names else None
