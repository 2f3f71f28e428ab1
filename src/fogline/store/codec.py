"""Records as bytes and back: JSON of their fields, compressed. Works for any of our records, so a new field needs nothing here.

Dates are ISO strings, tuples lists; fields at their default are left out, so that a field added later changes no old bytes.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import types
import typing
import zlib
from functools import lru_cache
from typing import Any, TypeVar

from fogline.errors import BackendError

Record = TypeVar("Record")


def pack(record: Any) -> bytes:
    """The bytes of a record; equal records give equal bytes."""
    plain = json.dumps(_plain(record), ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return zlib.compress(plain.encode("ascii"), 6)


def unpack(kind: type[Record], raw: bytes) -> Record:
    """The record that `pack` was given. Raises BackendError where the bytes are damaged or of another version."""
    try:
        record: Record = _record(kind, json.loads(zlib.decompress(raw)))
    except (zlib.error, ValueError, TypeError, KeyError) as error:
        raise BackendError(
            f"a stored {kind.__name__} cannot be read back ({error})", "restore the database from a copy"
        ) from error
    return record


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        given = ((field, getattr(value, field.name)) for field in dataclasses.fields(value))
        return {field.name: _plain(content) for field, content in given if not _is_default(field, content)}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    return value


def _is_default(field: dataclasses.Field[Any], value: Any) -> bool:
    """At its default and of its type: 0 and False are equal but not the same."""
    return field.default is not dataclasses.MISSING and type(value) is type(field.default) and bool(value == field.default)


@lru_cache(maxsize=64)
def _types(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _record(kind: Any, plain: dict[str, Any]) -> Any:
    hints = _types(kind)
    return kind(**{name: _value(hints[name], content) for name, content in plain.items()})


def _value(hint: Any, plain: Any) -> Any:
    if plain is None:
        return None
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return _value(next(kind for kind in arguments if kind is not types.NoneType), plain)
    if origin is tuple:
        kinds = [arguments[0]] * len(plain) if arguments[-1] is Ellipsis else arguments
        return tuple(_value(kind, item) for kind, item in zip(kinds, plain, strict=True))
    if origin is dict:
        return {key: _value(arguments[1], item) for key, item in plain.items()}
    if hint is dt.datetime or hint is dt.date:
        return hint.fromisoformat(plain)
    return _record(hint, plain) if dataclasses.is_dataclass(hint) else plain
