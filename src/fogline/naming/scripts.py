"""Names across spellings and scripts: Latin letters and the consonants that are left when vowels go."""

from __future__ import annotations

import re

from anyascii import anyascii

# Letters that transliterations of one name swap freely; doubled letters count once.
_SAME = str.maketrans({"q": "k", "c": "k", "w": "v", "j": "y", "z": "s", "x": "k"})


def skeleton(word: str) -> str:
    """Consonants of a word in Latin letters: "Massoud", "Masood" and "Масуд" give "msd". Words of one letter give
    themselves."""
    latin = anyascii(word).lower()
    consonants = re.sub(r"[^a-z]|[aeiouy']|(?<=[a-z])h", "", latin).translate(_SAME)
    return re.sub(r"(.)\1+", r"\1", consonants) or latin
