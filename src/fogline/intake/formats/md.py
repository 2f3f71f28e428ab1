"""Markdown: stored as written; front matter, the first heading and block quotes are told by their marks."""

from __future__ import annotations

import re

from fogline.intake import decode
from fogline.intake.page import Page
from fogline.records import Segment

SUFFIXES = (".md", ".markdown")
MOST_BYTES = decode.MOST_BYTES

_FRONT_MATTER = re.compile(r"\A---\n(?:[^\n]*\n){0,60}?---(?:\n|\Z)")
_HEADING = re.compile(r"^(#{1,6})[ \t]+([^\n]*[^\s#])", re.MULTILINE)
_STATED = re.compile(r"^(?:date|published|pubdate)[ \t]*:[ \t]*([^\n]+)", re.MULTILINE | re.IGNORECASE)


def page(raw: bytes) -> Page:
    text = decode.stored(decode.decoded(raw))
    front = _FRONT_MATTER.match(text)
    known, stated = [], ()
    if front:
        known.append(Segment(kind="furniture", start=0, end=front.end()))
        stated = tuple(_STATED.findall(front.group()))
    for number, heading in enumerate(_HEADING.finditer(text, front.end() if front else 0)):
        known.append(Segment(kind="furniture", start=heading.start(1), end=heading.end(1)))
        if number == 0 and heading.group(1) == "#":
            known.append(Segment(kind="title", start=heading.start(2), end=heading.end(2)))
    return Page(text=text, known=tuple(known), stated=stated)
