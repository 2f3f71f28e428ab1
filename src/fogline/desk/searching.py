"""Text as it is searched, in any script: case, width, vowel signs, accents and the keyboard that wrote a letter do not count.

A word is found wherever its letters stand, within others too: so Arabic and Korean words are, whatever is written onto them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from itertools import groupby

from fogline.records import Span

SAME = str.maketrans(
    {"ی": "ي", "ى": "ي", "ک": "ك", "ہ": "ه", "ۀ": "ه", "ة": "ه", "ٱ": "ا", "ـ": None}  # Arabic, Persian, Urdu keyboards
    | {"ł": "l", "ø": "o", "đ": "d", "ı": "i"}  # letters with a stroke, and i without a dot, have no accent to take off
)
MORE = "…"  # where a line is cut, between two words
TERM = re.compile(r'"([^"]*)"|([^\s"]+)')


def folded(text: str) -> str:
    return "".join(map(_letter, unicodedata.normalize("NFC", text)))


@lru_cache(maxsize=1 << 14)
def _letter(letter: str) -> str:
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    apart = unicodedata.normalize("NFKD", letter.casefold())
    kept = "".join(c for c in apart if unicodedata.category(c) not in ("Mn", "Cf"))
    return unicodedata.normalize("NFC", kept).translate(SAME)


@lru_cache(maxsize=1 << 14)
def name(text: str) -> str:
    """A name as it is searched; events have few, again and again."""
    return folded(text)


def terms(words: str) -> tuple[str, ...]:
    """What was asked for, as it is searched: word by word, words between quotation marks together."""
    found = (folded(together or alone).strip() for together, alone in TERM.findall(words))
    return tuple(dict.fromkeys(filter(None, found)))


def found_in(text: str, wanted: Collection[str]) -> list[Span]:
    """Where the words that are searched stand in a text, in their order; the text is not changed first."""
    owner = [n for n, letter in enumerate(text) for _ in _letter(letter)]  # the letter of the text behind each that is searched
    searched = "".join(map(_letter, text))
    spans = [(owner[at.start()], owner[at.end() - 1] + 1) for term in wanted for at in re.finditer(re.escape(term), searched)]
    return sorted(spans)


def marked(text: str, wanted: Collection[str], around: int) -> list[tuple[str, bool]]:
    """A line in pieces, each with whether it was asked for, from about `around` letters before the first to as many after."""
    line = unicodedata.normalize("NFC", text)
    spans = found_in(line, wanted)
    if not spans:
        return []
    first, end = spans[0]
    start, stop = max(0, first - around), min(len(line), end + around)
    start = next((n for n in range(start, first) if not n or line[n - 1].isspace()), start)
    stop = next((n for n in range(stop, end, -1) if n == len(line) or line[n].isspace()), stop)
    hit = {at for span in spans for at in range(*span)}
    letters = [(letter, start + n in hit) for n, letter in enumerate(line[start:stop])]
    found = [("".join(letter for letter, _ in run), is_hit) for is_hit, run in groupby(letters, key=lambda each: each[1])]
    return [*([(MORE, False)] if start else []), *found, *([(MORE, False)] if stop < len(line) else [])]
