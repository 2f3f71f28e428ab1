"""Text as it is searched: case, width, vowel signs, accents and whose keyboard wrote a letter do not count, in any script."""

from __future__ import annotations

import unicodedata

SAME = str.maketrans({"ی": "ي", "ى": "ي", "ک": "ك", "ہ": "ه", "ۀ": "ه", "ة": "ه", "ـ": None})  # Arabic, Persian, Urdu keyboards


def folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(c for c in apart if unicodedata.category(c) not in ("Mn", "Cf"))).translate(
        SAME
    )
