"""What a format finds in the bytes of one input, before the rules for plain text look at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol, runtime_checkable

from fogline.records import Published, Rejected, Segment

MOST_CHARACTERS = 2_000_000  # of a report's stored text (CONTRACT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The stored text and what the format itself knows of it.

    `known` are segments that need no rule (sorted, disjoint); `published` comes from metadata; `stated` are short visible
    texts that stand outside the stored text and may name the publication date; `language` and `day_first` are declared.
    """

    text: str
    known: tuple[Segment, ...] = ()
    published: Published | None = None
    stated: tuple[str, ...] = ()
    language: str | None = None
    day_first: bool | None = None
    source: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One report inside a file of many: its own bytes and what its line says about it."""

    name: str
    raw: bytes
    suffix: str  # of the format that reads `raw`
    published: Published | None = None
    language: str | None = None
    source: str | None = None
    url: str | None = None


@runtime_checkable
class PageFormat(Protocol):
    """A format whose input is one report. `page` raises SourceError where the bytes cannot be read."""

    SUFFIXES: tuple[str, ...]
    MOST_BYTES: int

    def page(self, raw: bytes) -> Page: ...


@runtime_checkable
class ListFormat(Protocol):
    """A format whose input is a list of reports, read as a stream."""

    SUFFIXES: tuple[str, ...]

    def entries(self, stream: BinaryIO, name: str) -> Iterator[Entry | Rejected]: ...
