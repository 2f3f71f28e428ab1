"""The form in which place names are compared: lower case, no marks, no punctuation, in every script."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that do not decompose, and variants of one letter between Arabic, Persian, Pashto and Urdu keyboards.
_LETTERS = str.maketrans(
    {
        "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ı": "i", "ħ": "h", "ŧ": "t", "ə": "a", "ɓ": "b", "ɗ": "d", "ŋ": "n",
        "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th",
        "ي": "ی", "ى": "ی", "ې": "ی", "ۍ": "ی", "ئ": "ی", "ك": "ک", "ګ": "گ", "ة": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه",
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و", "ټ": "ت", "ډ": "د", "ړ": "ر", "ښ": "ش", "ځ": "ز", "څ": "س", "ڼ": "ن",
        "'": None, "’": None, "‘": None, "`": None, "ʿ": None, "ʾ": None, "ʻ": None, "ʼ": None, "ʹ": None, "´": None, ".": None,
        "\u0640": None, "\u200c": " ", "\u200d": None, "\u200e": None, "\u200f": None, "\u00ad": None,
    }
)  # fmt: skip
# Latin, Greek and Cyrillic accents; Hebrew points; Arabic vowel signs. Marks of other scripts are letters there.
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]")
# Words of the scripts that write vowels as marks are not cut at these.
_GAPS = re.compile(r"[^\w\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff]+|_")
_ASCII = str.maketrans({chr(n): None if chr(n) in "'`." else " " for n in range(128) if not chr(n).isalnum()})


def folded(name: str) -> str:
    """The key of a name; words apart by one space: `Ra's al-ʿAyn` → `ras al ayn`, `Chārīkār` → `charikar`.

    Idempotent. Empty where the name has neither letters nor digits.
    """
    if name.isascii():
        return " ".join(name.lower().translate(_ASCII).split())
    marked = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS)).casefold()  # "𝛢" is a capital only then
    bare = unicodedata.normalize("NFC", _MARKS.sub("", marked)).translate(_LETTERS)
    return " ".join(_GAPS.sub(" ", bare).split())


fold = lru_cache(maxsize=65536)(folded)
"""The same with a memory, for names in running text."""
