"""Lines as JSON. What is the same for every day of a case is written once, and stands in a line as `Json`."""

from __future__ import annotations

import json
from collections.abc import Mapping


class Json(str):
    """Text that is JSON already."""

    __slots__ = ()


def text(value: object) -> str:
    """A value as compact JSON."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def written(lines: Mapping[str, object]) -> bytes:
    """The lines of a page as a JSON object."""
    members = (f"{text(name)}:{value if isinstance(value, Json) else text(value)}" for name, value in lines.items())
    return f"{{{','.join(members)}}}".encode()
