"""Text of reports as markup: nothing in it can act on a page, a renderer or the direction of what stands beside it."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterable

REPLACED = "\ufffd"
TURNING = frozenset(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)  # direction of all that follows; plain marks may stay
KEPT = "\n\t"
ISOLATE, END = "\u2068", "\u2069"  # what stands between them has a direction of its own and turns nothing beside it
RIGHT_TO_LEFT = ("R", "AL")


class Clean(str):
    """Words of ours and of reports in one line, of which the latter have passed `apart`."""

    __slots__ = ()


def plain(text: str) -> str:
    """The same text without what could act where it is shown: control characters and overrides of direction become U+FFFD."""
    if text.isprintable():
        return text  # nearly all: nothing of other categories than letters, marks, numbers, signs and the space
    clean = "".join(
        REPLACED if c in TURNING or (unicodedata.category(c) in ("Cc", "Cs") and c not in KEPT) else c for c in text
    )
    return clean.replace("\ufffe", REPLACED).replace("\uffff", REPLACED)


def apart(text: str) -> str:
    """Words of a report on one line, as they can stand within a sentence of ours in any form: `plain`, and isolated where some
    of them run from right to left. What comes out is not to be made `plain` again."""
    line = " ".join(plain(text).split())
    turned = not line.isascii() and any(unicodedata.bidirectional(c) in RIGHT_TO_LEFT for c in line)
    return f"{ISOLATE}{line}{END}" if turned else line


def listed(texts: Iterable[str]) -> Clean:
    """Names side by side in one line, each with a direction of its own."""
    return Clean(", ".join(map(apart, texts)))


def spelled(texts: Iterable[str]) -> str:
    """Names as markup, side by side: each has a direction of its own."""
    return html.escape(listed(texts))


def escape(text: str) -> str:
    """HTML and XML text; what XML cannot hold is replaced."""
    return html.escape(plain(text))
