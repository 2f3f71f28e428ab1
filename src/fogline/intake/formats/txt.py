"""Plain text, often a page that somebody copied: the rules of `parts` do the work."""

from __future__ import annotations

from fogline.intake import decode
from fogline.intake.page import Page

SUFFIXES = (".txt", ".text")
MOST_BYTES = decode.MOST_BYTES


def page(raw: bytes) -> Page:
    return Page(text=decode.stored(decode.decoded(raw)))
