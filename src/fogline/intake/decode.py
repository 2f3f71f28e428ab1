"""Bytes to stored text: byte order mark, UTF-8, declared charset, then a trial of the common legacy charsets.

The trial decodes with each charset of `data/world/charsets.tsv` and asks py3langid which language the outcome is written in; a
charset counts only for the languages that were written in it. On 301 news documents in ten languages and twelve charsets (1,500
characters each) that found all, charset-normalizer 3.5 found 269; on their first 120 characters it finds 297 of 300.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from fogline.errors import SourceError
from fogline.intake.language import classify
from fogline.intake.page import MOST_CHARACTERS
from fogline.tables import table

MOST_BYTES = 4 * MOST_CHARACTERS + 4  # no encoding spends more on a character, and a byte order mark
MOST_MARKS = 256  # combining marks in a row; normalising a run takes quadratic time, real writing needs a dozen
SAMPLE = 3000  # characters that the trial of charsets looks at
LEAST_SCORE = 0.4  # confidence in the language, less the weight of odd words, under which a charset is not accepted
ODDITY_WEIGHT = 2.0
MOST_BROKEN = 0.001  # share of characters that may be broken in what is otherwise UTF-8 (a cut download)

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KNOWN_BINARY = (
    (b"%PDF-", "a PDF file", "give it the suffix .pdf"),
    (b"PK\x03\x04", "a ZIP or Office file", "save its text as .txt, or unpack it"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "save its text as .txt"),
    (b"\x1f\x8b", "a gzip file", "unpack it first"),
    (b"\x89PNG", "an image", "run text recognition on it and save the text"),
    (b"\xff\xd8\xff", "an image", "run text recognition on it and save the text"),
    (b"GIF8", "an image", "run text recognition on it and save the text"),
)
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_C1 = re.compile("[\x80-\x9f]")


def decoded(raw: bytes, declared: str | None = None) -> str:
    """The text of `raw`, as long as it may be; SourceError where it is binary or in no charset that can be told."""
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _strictly(raw[len(mark) :], name)
    _refuse_binary(raw)
    if b"\0" in raw:
        return _wide(raw)
    try:
        return raw.decode()
    except UnicodeDecodeError:
        pass
    text = _declared(raw, declared) or _nearly_utf8(raw) or _guessed(raw)
    if text is None:
        raise SourceError("its charset cannot be told", "convert it to UTF-8, e.g. `iconv -f CHARSET -t UTF-8`")
    return text


def stored(text: str) -> str:
    """Stored text (CONTRACT): byte order mark dropped, CR and CRLF to LF, NFC, nothing else."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MOST_CHARACTERS:
        raise too_long()
    if not text.isascii():
        _refuse_runs_of_marks(text)
        text = unicodedata.normalize("NFC", text)
        if len(text) > MOST_CHARACTERS:
            raise too_long()
    return text


def too_long() -> SourceError:
    return SourceError(f"its text is over the limit of {MOST_CHARACTERS:,} characters", "split it into its reports")


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        broken = f"byte {error.start} is not {encoding.upper()} although its byte order mark says so"
        raise SourceError(broken, "save it again as UTF-8") from error


def _refuse_binary(raw: bytes) -> None:
    for magic, what, advice in _KNOWN_BINARY:
        if raw.startswith(magic):
            raise SourceError(f"it is {what}, not text", advice)
    if len(_CONTROL.findall(raw, 0, 100_000)) > max(2, len(raw[:100_000]) // 100):
        raise SourceError("it is binary, not text", "leave it out, or save its text as .txt")


def _wide(raw: bytes) -> str:
    """UTF-16 without its mark: in most writing every second byte of it is the same, often NUL. Else NUL means binary."""
    for encoding, half in (("utf-16-le", raw[1::2]), ("utf-16-be", raw[0::2])):
        if half.count(0) * 2 > len(half) and len(raw) % 2 == 0:
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise SourceError("it is binary (it holds NUL bytes), not text", "leave it out, or save its text as .txt")


def _declared(raw: bytes, declared: str | None) -> str | None:
    try:
        name = codecs.lookup(declared or "").name
    except (LookupError, ValueError):
        return None
    if name not in _charsets():
        return None  # "utf-8" was tried; others (escapes, base64, UTF-7) are no charsets of pages
    try:
        return raw.decode(name)
    except UnicodeDecodeError:
        return None


def _nearly_utf8(raw: bytes) -> str | None:
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    foreign = sum(character > "\x7f" for character in text) - broken
    return text if broken <= max(1, MOST_BROKEN * len(text)) and foreign > 4 * broken else None


def _guessed(raw: bytes) -> str | None:
    sample = _telling_part(raw)
    best, chosen = 0.0, None
    for name, languages in _charsets().items():
        try:
            text = sample.decode(name, "ignore")
            if _C1.search(text) or not languages:
                continue
            language, confidence = classify(text)
            score = confidence - ODDITY_WEIGHT * _oddity(text)
            if language in languages and score > max(best, LEAST_SCORE):
                raw.decode(name)
                best, chosen = score, name
        except UnicodeDecodeError:
            continue
    return None if chosen is None else raw.decode(chosen)


def _telling_part(raw: bytes) -> bytes:
    """A run of whole lines round the first byte outside ASCII (the head of a page may be pure ASCII)."""
    first = next((i for i, byte in enumerate(raw) if byte > 0x7F), 0)
    start = raw.rfind(b"\n", 0, first) + 1 if first < SAMPLE else max(0, first - SAMPLE // 2)
    return raw[start : start + SAMPLE]


def _oddity(text: str) -> float:
    """How unlike real words its words look: share with a capital inside, letters of two alphabets or a sign between letters."""
    words = [word for word in text.split() if not word.isascii()]
    return sum(map(_is_odd, words)) / len(words) if words else 0.0


def _is_odd(word: str) -> bool:
    if any(a.islower() and b.isupper() for a, b in pairwise(word)):
        return True
    if any(unicodedata.category(sign).startswith("S") for sign in word[1:-1] if sign > "\x7f"):
        return True
    return len({unicodedata.name(letter, "").split(" ")[0] for letter in word if letter.isalpha()}) > 1


def _refuse_runs_of_marks(text: str) -> None:
    run = 0
    for character in text:
        run = run + 1 if character > "\u02ff" and unicodedata.combining(character) else 0
        if run > MOST_MARKS:
            what = f"it holds a run of more than {MOST_MARKS} combining marks"
            raise SourceError(what, "remove that run: no writing needs it")


@lru_cache(maxsize=1)
def _charsets() -> dict[str, frozenset[str]]:
    return {codecs.lookup(row["charset"]).name: frozenset(row["languages"].split()) for row in table("world/charsets.tsv")}
