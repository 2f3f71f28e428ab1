"""Text of reports as markup: nothing in it can act on a page, a renderer or the direction of what stands beside it."""

from __future__ import annotations

import html
import unicodedata

REPLACED = "\ufffd"
TURNING = frozenset(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)  # direction of all that follows; plain marks may stay
KEPT = "\n\t"


def plain(text: str) -> str:
    """The same text without what could act where it is shown: control characters and overrides of direction become U+FFFD."""
    if text.isprintable():
        return text  # nearly all: nothing of other categories than letters, marks, numbers, signs and the space
    clean = "".join(
        REPLACED if c in TURNING or (unicodedata.category(c) in ("Cc", "Cs") and c not in KEPT) else c for c in text
    )
    return clean.replace("\ufffe", REPLACED).replace("\uffff", REPLACED)


def escape(text: str) -> str:
    """HTML and XML text; what XML cannot hold is replaced."""
    return html.escape(plain(text))
