"""Captions and photo credits: lines that say what an image, a map or a film shows, and who took it."""

from __future__ import annotations

import re

from fogline.intake.phrases import Line, Phrases

MOST_WORDS = 80
MOST_CREDIT = 14  # words of a line that is a credit and nothing else

_SIDES = re.compile(r"\((?:left|right|centre|center|l|r|c|top|bottom|above|below|far left|far right|foreground|background|pictured)\)", re.I)
_LAST_BRACKET = re.compile(r"[(\[]([^()\[\]]{2,80})[)\]]\s*$")
_SLASHED = re.compile(r"(?:^|[.\s(\[©])((?:[\w.’'&-]{1,30} ){0,4}[\w.’'&-]{2,30}(?:\s?/\s?[\w.’'&-]{2,30}(?: [\w.’'&-]{1,30}){0,4}){1,3})\W{0,3}$")


def is_caption(line: Line, known: Phrases) -> bool:
    """The line is a caption or a credit. An agency's name after the last full stop of a text is a signature, no credit."""
    count = len(line.words)
    if not line.short or not count or count > MOST_WORDS:
        return False
    if known.starts("caption", line):
        return True
    credited = is_credit(line, known)
    if known.starts("scene", line):
        return credited or not line.stopped
    return credited or len(_SIDES.findall(line.text)) >= 2


def is_credit(line: Line, known: Phrases) -> bool:
    """The line ends in, or is, the name of who took an image."""
    if slashed := _SLASHED.search(line.text):
        return _names_agency(slashed.group(1), known) and _reads_like_a_caption(line, slashed.start(1))
    if bracket := _LAST_BRACKET.search(line.text):
        before = line.text[: bracket.start()].rstrip()
        return _names_agency(bracket.group(1), known) and not before.endswith((".", "!", "?", '"', "”"))
    if known.ends("credit", line):
        return len(line.words) <= MOST_CREDIT or not line.stopped
    return False


def _reads_like_a_caption(line: Line, credit: int) -> bool:
    """A credit alone, or words before it: "… he said. - Reuters/AFP" is how a report is signed, not an image."""
    before = line.text[:credit].rstrip()
    return not before.endswith(("-", "–", "—"))


def _names_agency(words: str, known: Phrases) -> bool:
    line = Line(start=0, end=len(words), text=words, block=0)
    return bool(known.inside("credit", line) or known.inside("agency", line)) and len(line.words) <= MOST_CREDIT
