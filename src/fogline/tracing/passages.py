"""Cutting reports into passages: sentence-like runs of one segment, with their words."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from fogline import tables
from fogline.records import Report

_WORD = re.compile(
    "[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"  # Thai, kana, Han: one character a word
    "|[^\\W_\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
)
_STOP = re.compile('(?<=[.!?。！？؟۔…])["”’»)\\]]*\\s+|\\n+')
SERBIAN = "sr"
_OPEN, _CLOSE = "“„«「『‹", "”«»」』›"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A passage where it stands. `quoted`: most of it is direct speech. `words` are folded."""

    report: str
    segment: str
    start: int
    end: int
    words: tuple[str, ...]
    quoted: bool

    @property
    def key(self) -> tuple[str, int, int]:
        return self.report, self.start, self.end


def fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def words(text: str) -> tuple[str, ...]:
    """The words of a text, folded; each different word is one object, as a million reports have few."""
    return tuple(map(sys.intern, _WORD.findall(fold(text))))


def cut(report: Report) -> Iterator[Run]:
    """The passages of a report in order; furniture has no voice and gives none."""
    for segment in report.segments:
        if segment.kind == "furniture":
            continue
        deep, is_serbian = False, tables.folder_of(segment.language or report.language) == SERBIAN
        for start, end in _sentences(report.text, segment.start, segment.end):
            text = report.text[start:end]
            tokens = words(latin(text) if is_serbian else text)
            quoted, deep = _quoted(text, deep)
            if tokens:
                yield Run(
                    report=report.id,
                    segment=segment.kind,
                    start=start,
                    end=end,
                    words=tokens,
                    quoted=quoted or segment.kind == "quote",
                )


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Runs between stops and line ends, without the white space around them."""
    at = start
    for stop in [*_STOP.finditer(text, start, end), None]:
        to = stop.start() if stop else end
        if stop is not None and "\n" not in stop.group():
            to = stop.start() + len(stop.group().rstrip())
        first, last = at, to
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        if first < last:
            yield first, last
        at = stop.end() if stop else end


def _quoted(text: str, deep: bool) -> tuple[bool, bool]:
    """Whether most of `text` lies between quotation marks, and whether a quotation is still open after it."""
    inside = 0
    for char in text:
        if char == '"':
            deep = not deep
        elif char in _OPEN and not (deep and char in _CLOSE):
            deep = True
        elif char in _CLOSE:
            deep = False
        elif deep:
            inside += 1
    return inside * 2 > len(text), deep


def latin(text: str) -> str:
    """Serbian, which is written in either script, in Latin letters."""
    return text.translate(_letters())


@lru_cache(maxsize=1)
def _letters() -> dict[int, str]:
    pairs = [(row["cyrillic"], row["latin"]) for row in tables.table("sr/letters.tsv")]
    return {ord(one): other for one, other in pairs} | {ord(one.upper()): other.capitalize() for one, other in pairs}
