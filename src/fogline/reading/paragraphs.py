"""Runs of text that are parsed by themselves: paragraphs and lines, without the dateline that opens them."""

from __future__ import annotations

import re

from fogline.records import Segment

_CAPITAL = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u017d"  # with those of other Latin alphabets
_DAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = rf"(?:{_DAY}?\d{{1,2}}\s+{_MONTH},?(?:\s+\d{{4}})?|{_DAY}?{_MONTH}\s+\d{{1,2}}(?:,?\s+\d{{4}})?)(?:\s+at\s+\d{{3,4}})?"
DATELINE = re.compile(
    rf"(?:{_DATE}\s+(?=[A-Z\u201c\"])"  # "Tue 05 Jul 2016 Suicide bombing …"
    rf"|(?-i:[{_CAPITAL}][{_CAPITAL}'\u2019.]+(?:[ -][{_CAPITAL}][{_CAPITAL}'\u2019.]+)*)(?:,\s*[A-Z][\w. ]{{1,25}})?"
    rf"(?:,?\s+{_DATE})?\s*(?:\([^)\n]{{2,40}}\)\s*)?(?:-{{1,2}}|[\u2013\u2014:])\s+"
    rf"|[A-Z][\w' ]{{2,25}}(?:,\s*[A-Z][\w. ]{{1,25}})?,?\s+(?:{_DATE}\s*)?"
    r"\([^)\n]{2,40}\)\s*(?:-{1,2}|[\u2013\u2014])?\s+)",
    re.I,
)
# What opens a body in any language: "(Seoul=Agency) Name Surname reporter = The army …", "CITY, 5 May 2031 (Outlet) – …",
# "City, 5 mai – …".
OPENING = re.compile(
    r"(?:\([^()\n]{2,40}\)\s*)?[^\n.!?=]{2,30}\s=\s"
    r"|[^\n!?()]{2,60}\([^()\n]{2,40}\)\s*[-\u2013\u2014:]\s+"
    r"|(?=[^\n(]{0,60}\d{4})[^\n!?()]{2,60}\([^()\n]{2,40}\)\.\s+"
    r"|(?=[^\n\u2013\u2014]{0,50}\d)[^\W\d_][^\n!?()\u2013\u2014:;]{1,25},[^\n!?()\u2013\u2014:;,]{2,25}\s[-\u2013\u2014]\s+"
)
PARAGRAPH = re.compile(r"\n\s*\n")
WRAPPED_AT = (55, 100)  # code points; lines of a hard-wrapped text end here


def dateline(text: str) -> int:
    """The length of a dateline at the start of a paragraph: it is no part of the first sentence and breaks its parse."""
    match = DATELINE.match(text)
    return match.end() if match and match.end() < len(text) else 0


def opening(text: str) -> int:
    """As `dateline`, in any language, for the first paragraph of a body."""
    match = OPENING.match(text)
    return match.end() if match and match.end() < len(text) else 0


def paragraphs(text: str, segment: Segment) -> list[tuple[int, int]]:
    """Runs of a segment that are parsed by themselves: between blank lines, and between lines where text is not
    hard-wrapped."""
    found = []
    start = segment.start
    for match in [*PARAGRAPH.finditer(text, segment.start, segment.end), None]:
        end = match.start() if match else segment.end
        lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text[start:end])]
        if len(lines) > 1 and all(WRAPPED_AT[0] <= b - a <= WRAPPED_AT[1] for a, b in lines[:-1]):
            found.append((start, end))
        else:
            found += [(start + a, start + b) for a, b in lines]
        if match:
            start = match.end()
    return [(a, b) for a, b in found if text[a:b].strip()]
