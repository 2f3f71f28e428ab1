"""Text as it is searched: case, width, vowel signs and accents do not count, in any script."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(c for c in apart if unicodedata.category(c) not in ("Mn", "Cf")))
