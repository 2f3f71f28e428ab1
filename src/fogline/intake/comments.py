"""Readers' comments: everything under a clear head of comments, and pingbacks wherever they stand.

A head that could be a button too ("Comments", "12 comments", "Leave a comment") counts only where a report stands above it and
what follows looks like comments; else it is one line of furniture.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from fogline.intake.phrases import Line, Phrases

LEAST_SENTENCE = 12  # words of a line that shows that a report stands above the head
MOST_MARK = 14  # words of a line that only comments have ("Anna says:", "2 days ago")
LEAST_SHARE = 4  # one such line in at most so many sentences below a head that could be a button

MOST_NAME = 3  # words before the colon with which a comment names its author
LEAST_STEM = 4  # letters that the forms of a word share

_NUMBERED = re.compile(r"\s*(?:#\s?)?\d{1,4}[.)]\s+\S")
_DATED = re.compile(r"(?:\bat|\bon|@)\s+\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\.?)?\W*$", re.IGNORECASE)
_NAMED = re.compile(r"(?P<name>[^\W\d_][^:：\n]{0,30})[:：]\s+\S")
_CUT = re.compile(r"\[\s?(?:…|\.\.\.)\s?\]")
_OPENS_CUT = re.compile(rf"(?:\d{{1,4}}[.)]\s+)?{_CUT.pattern}")
_ENDS_CUT = re.compile(rf"{_CUT.pattern}\W?$")


def mark_comments(lines: Sequence[Line], known: Phrases) -> None:
    """Marks pingbacks, then the zone of comments. Lines already marked as furniture stay so."""
    _mark_pingbacks(lines, known)
    start = _zone(lines, known)
    for line in lines[:start]:
        if not line.kind and not _is_title(line, known) and is_head(line, known):
            line.kind = "furniture"
    if start is None:
        return
    lines[start].kind = "furniture"
    for line in lines[start + 1 :]:
        is_form = known.whole("reply", line) or is_head(line, known)
        line.kind = "furniture" if line.kind == "furniture" or is_form else "comment"
        line.opens = line.opens or bool(_NUMBERED.match(line.text) or _names_author(line, known) or _is_named(line))


def _mark_pingbacks(lines: Sequence[Line], known: Phrases) -> None:
    opened: int | None = None  # the piece of a long line with which a pingback starts
    for i, line in enumerate(lines):
        if line.kind not in ("", "furniture"):
            continue
        if known.starts("pingback", line):
            line.kind, line.opens = "comment", True
        if _OPENS_CUT.match(line.text):
            opened = i
        if opened is not None and _ENDS_CUT.search(line.text[-8:]) and (opened < i or _cut_at_both_ends(line.text)):
            for each in lines[opened : i + 1]:
                each.kind = "comment"
            lines[opened].opens, opened = True, None
        if i + 1 < len(lines) and lines[i + 1].row != line.row:
            opened = None


def is_head(line: Line, known: Phrases) -> bool:
    """The line could be the head of comments, or a button that leads to them."""
    return _is_title(line, known) or _is_clear(line, known) or (line.whole and known.whole("discussion", line))


def _is_title(line: Line, known: Phrases) -> bool:
    """ "4 thoughts on …": nothing else reads like that."""
    return bool(known.starts("thoughts", line)) and not line.text.endswith(".")


def _is_clear(line: Line, known: Phrases) -> bool:
    return (bool(known.starts("comments", line)) and len(line.words) <= MOST_MARK) or _is_count(line, known)


def _is_count(line: Line, known: Phrases) -> bool:
    """ "2 комментария": a number and any form of the word for comments, alone on the line."""
    if not line.whole or len(line.words) != 2 or line.words[0] != "#" or len(line.words[1]) < LEAST_STEM:
        return False
    return any(line.words[1][:LEAST_STEM] == word[:LEAST_STEM] for word in known.words("discussion") | known.words("comments"))


def _zone(lines: Sequence[Line], known: Phrases) -> int | None:
    """The first line that opens comments: a report above it, and below it what only comments have.

    A clear head at the end of a text opens them without: nothing else comes there.
    """
    marks_below = sum(_only_in_comments(line, known) for line in lines)
    sentences = [line.kind in ("", "quote", "title") and len(line.words) >= LEAST_SENTENCE and line.stopped for line in lines]
    above, below = 0, sum(sentences)
    for i, line in enumerate(lines):
        marks_below -= _only_in_comments(line, known)
        below -= sentences[i]
        if above and line.kind in ("", "furniture") and is_head(line, known):
            clear = _is_clear(line, known) and (marks_below or above >= below)
            if _is_title(line, known) or clear or (marks_below and marks_below * LEAST_SHARE >= below):
                return i
        above += sentences[i]
    return None


def _only_in_comments(line: Line, known: Phrases) -> bool:
    if not line.short:
        return False
    if line.opens or known.whole("reply", line) or _NUMBERED.match(line.text) or _is_named(line):
        return True
    return (len(line.words) <= MOST_MARK and bool(known.inside("reply", line))) or _names_author(line, known)


def _names_author(line: Line, known: Phrases) -> bool:
    """ "Anna says:", "Mike on August 3, 2021 at 9:12 pm"."""
    return len(line.words) <= MOST_MARK and bool(known.ends("says", line) or _DATED.search(line.text))


def _is_named(line: Line) -> bool:
    """ "mike_80: …": below a head of comments, not by itself."""
    match = _NAMED.match(line.text) if line.whole else None
    return match is not None and len(match["name"].split()) <= MOST_NAME


def _cut_at_both_ends(text: str) -> bool:
    return sum(1 for _ in _CUT.finditer(text)) >= 2
