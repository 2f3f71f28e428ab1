"""JSON Lines: one report a line, `{"name", "text"|"html", "published"?, "language"?, "source"?, "url"?}` (CONTRACT).

A line's raw bytes, from which its report's id is made, are the bytes of its `text` or `html`, so that a text has one id
whether it comes as a line or as a file. A line that cannot be used is rejected by itself; the others are read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from fogline.errors import SourceError
from fogline.intake.page import MOST_CHARACTERS, Entry
from fogline.intake.stated_date import given
from fogline.records import Published, Rejected

SUFFIXES = (".jsonl", ".ndjson")
MOST_LINE = 12 * MOST_CHARACTERS + 100_000  # bytes: a character escapes to twelve at most (a surrogate pair)
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_FORM = 'a line is {"name", "text" or "html", "published"?, "language"?, "source"?, "url"?}'


def entries(stream: BinaryIO, name: str) -> Iterator[Entry | Rejected]:
    """The reports of a stream; blank lines are passed over."""
    for number, line in _lines(stream):
        at = f"{name}#{number}"
        try:
            if line is None:
                raise SourceError(f"the line is over the limit of {MOST_LINE:,} bytes", "split the report")
            if line.strip():
                yield _entry(line, at)
        except SourceError as error:
            yield Rejected(name=at, reason=error.args[0], advice=error.advice)


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines; None for one past the limit, which is skipped without being held in memory."""
    number = 0
    while line := stream.readline(MOST_LINE):
        number += 1
        whole = line.endswith(b"\n") or len(line) < MOST_LINE
        yield number, line.removeprefix(b"\xef\xbb\xbf") if whole else None
        while not whole:
            rest = stream.readline(MOST_LINE)
            whole = rest.endswith(b"\n") or len(rest) < MOST_LINE


def _entry(line: bytes, at: str) -> Entry:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"the line is no JSON ({type(error).__name__}: {str(error)[:80]})", _FORM) from error
    if not isinstance(fields, dict):
        raise SourceError(f"the line is a JSON {type(fields).__name__}, not an object", _FORM)
    text, html = _string(fields, "text"), _string(fields, "html")
    if (text is None) == (html is None):
        raise SourceError("the line must have one of text and html", _FORM)
    language = _string(fields, "language")
    if language is not None and not _TAG.fullmatch(language):
        raise SourceError(f"language {language!r} is no language tag", "write a BCP 47 tag such as en, ko or ps")
    return Entry(
        name=_string(fields, "name") or at,
        raw=(text or html or "").encode(errors="replace"),
        suffix=".txt" if html is None else ".html",
        published=_published(_string(fields, "published")),
        language=language,
        source=_string(fields, "source"),
        url=_string(fields, "url"),
    )


def _string(fields: dict[str, Any], key: str) -> str | None:
    value = fields.get(key)
    if value is None or isinstance(value, str):
        return value.encode(errors="replace").decode() if value else None
    raise SourceError(f"{key} is a {type(value).__name__}, not a string", _FORM)


def _published(words: str | None) -> Published | None:
    if words is None:
        return None
    published = given(words)
    if published is None:
        raise SourceError(f"published {words[:40]!r} is no date", "write YYYY-MM-DD, YYYY-MM or YYYY")
    return published
