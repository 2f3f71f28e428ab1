"""Lines that belong to the page and not to the report: bars, buttons, sign-up lines, cookie notices, left-over mark-up.

In doubt a line is not furniture: a claim lost to furniture is worse than furniture that is kept. So a phrase counts only in a
short line, and ordinary words only where the whole line is made of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from fogline.intake.dates import printed
from fogline.intake.phrases import LONG, Line, Phrases
from fogline.records import Segment

MOST_WORDS = 45  # of a line that one strong or two weak phrases make furniture
MOST_WORDS_START = 40  # of a line that the words at its start make furniture
MOST_BAR = 25  # words of a share bar or menu
MOST_LINK = 25  # words of a link in a list of links
MOST_AFTER_DATE = 8  # words after a labelled date that is glued to the end of a text
LEAST_ITEMS, MOST_ITEM = 4, 4  # items of a menu between bars, words of each
LEAST_NAV = 5  # words of a menu that is glued to the end of a text

_MARKUP = re.compile(
    r"</?(?:p|div|span|br|hr|li|ul|ol|h[1-6]|td|tr|th|table|tbody|thead|script|style|img|figure|figcaption|section|article|aside"
    r"|header|footer|nav|iframe|blockquote|a|b|i|em|strong|font|center|input|form|button|label|meta|link|svg|path|video|source"
    r"|html|body|head|title)\b[^<>]{0,2000}>"
    r"|<!--[^<>]{0,500}-->|&(?:nbsp|amp|quot|lt|gt|#\d{1,6}|#x[0-9a-f]{1,5});"
    r"|\[/?[a-z_]{3,20}(?:[ _][^\[\]\n]{0,300})?/?\](?=\s|\[|$)",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"(?:^|[\s;])(?:function\s*\(|var\s+\w+\s*=|window\.|document\.|googletag|dataLayer|\$\(|@media|@import)|[{};]\s*$|^\s*[{}]"
)
_CODE_SIGN = re.compile(r"[{}();=<>]")
_ADDRESS = re.compile(
    r"(?:https?://|www\.|\b[\w-]{1,64}(?:\.[\w-]{2,64}){1,4}/)\S{1,2000}|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"[@#]\w{1,60}")
_CLOCK = re.compile(
    r"(?:posted at )?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m)?(?:\s?(?:gmt|utc|bst|est|edt|cet|local time))?",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\d+(?:[.,]\d+)?\s?[kкm]?", re.IGNORECASE)
_BETWEEN_ITEMS = re.compile(r"\s*[|•·»▸►]\s*")
_SYMBOLS = re.compile(r"^\W+|\W+$")
_STYLE = re.compile(r"[.#@\w\s,:>-]{1,80}\{[^{}]{0,400}\}?")
_RIGHTS = re.compile(r"\s*(?:©|\(c\)\s+(?:copyright|\d{4})|copyright\s*(?:©|\(c\)|\d{4}))", re.IGNORECASE)


def is_furniture(line: Line, known: Phrases) -> bool:
    """The line as a whole is furniture, wherever it stands."""
    if not line.short:
        return _is_markup(line.text)
    words = line.words
    if not words or set(words) == {"#"}:
        return line.whole
    if _RIGHTS.match(line.text):
        return True
    if known.whole("whole", line) or (line.whole and known.whole("section", line) and len(words) <= 3 and not line.stopped):
        return True
    if len(words) <= MOST_BAR and (_is_bar(line, known) or _is_menu(line)):
        return True
    if len(words) <= MOST_WORDS_START and known.starts("start", line):
        return True
    if len(words) <= MOST_WORDS and (known.inside("strong", line) or known.inside("weak", line) >= 2):
        return True
    return _is_markup(line.text) or _is_address(line.text)


def _is_bar(line: Line, known: Phrases) -> bool:
    """All of its words are words of bars; glue alone ("on this") makes none."""
    bars = [known.words(form) for form in ("bar", "section", "nav")]
    return all(word == "#" or any(word in bar for bar in bars) for word in line.words) and not line.stopped


def _is_menu(line: Line) -> bool:
    """ "Home | Maps | Archive | About me"."""
    items = [item.split() for item in _BETWEEN_ITEMS.split(line.text) if item]
    return line.whole and len(items) >= LEAST_ITEMS and all(len(item) <= MOST_ITEM for item in items) and not line.stopped


def _is_address(text: str) -> bool:
    """Nothing but addresses, handles, hash tags, a time of day or counts."""
    rest = _HANDLE.sub(" ", _ADDRESS.sub(" ", text))
    if rest != text and not re.search(r"[^\W\d_]", rest):
        return True
    bare = _SYMBOLS.sub("", text)
    return bool(_CLOCK.fullmatch(bare) or _COUNT.fullmatch(bare))


def _is_markup(text: str) -> bool:
    bare = _MARKUP.sub("", text)
    if bare != text and not re.search(r"[^\W_]", bare):
        return True
    if len(text) <= LONG and _STYLE.fullmatch(text):
        return True
    signs = len(_CODE_SIGN.findall(text))
    return bool(_CODE.search(text)) and (signs >= 6 or (signs >= 2 and signs * 12 > len(text)))


def mark_links(lines: Sequence[Line], known: Phrases) -> None:
    """Marks the lists of links under a heading such as "Related articles", and single links such as "Read more: …".

    A list ends with the first line that reads like a sentence or is longer than a headline.
    """
    listing = False
    for line in lines:
        if line.kind not in ("", "furniture"):
            listing = False
        elif known.whole("teasers", line) and line.whole:
            line.kind, listing = "furniture", True
        elif line.kind == "" and known.starts("teaser", line) and len(line.words) <= MOST_LINK:
            line.kind = "furniture" if line.whole or not line.stopped else ""
        elif listing and line.kind == "":
            listing = line.whole and not line.text.endswith((".", "…")) and len(line.words) <= MOST_LINK
            line.kind = "furniture" if listing else ""


def tail(lines: Sequence[Line], known: Phrases, language: str) -> Segment | None:
    """Furniture glued to the end of the text, after its last sentence: a menu, a closing phrase, a date of the page."""
    last = next((line for line in reversed(lines) if line.kind != "furniture"), None)
    if last is None or last.kind not in ("", "body"):
        return None
    end = max(last.text.rfind(mark) for mark in '.!?"”') + 1
    if end == 0 and last.whole:
        return None  # a line of its own is no tail
    text = last.text[end:]
    start = last.start + end + len(text) - len(text.lstrip())
    rest = Line(start=start, end=last.end, text=text.strip(), block=last.block)
    if not rest.words:
        return None
    nav = known.words("nav")
    is_menu = len(rest.words) >= LEAST_NAV and sum(word in nav for word in rest.words) * 2 > len(rest.words)
    dates = printed(rest.text, 0, len(rest.text), language)
    dated = bool(dates) and dates[0].start == 0 and dates[0].label and len(rest.text[dates[0].end :].split()) <= MOST_AFTER_DATE
    if is_menu or known.whole("tail", rest) or dated:
        return Segment(kind="furniture", start=rest.start, end=rest.end)
    return None
