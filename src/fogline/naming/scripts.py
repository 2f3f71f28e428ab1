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


_ARTICLE = re.compile(r"^(?:al|el|ar|as|ash|at|ad|an|az|ed|es|esh|ez)[- '\u2019](?=\w)", re.I)


def bare(name: str) -> str:
    """In lower case, without an Arabic article."""
    return _ARTICLE.sub("", name.strip()).lower()


def bones(name: str) -> str:
    """The consonants of all words of a name without its article: "al-Hasakah" and "Hassakeh" give the same."""
    return skeleton(re.sub(r"\W", "", bare(name)))
