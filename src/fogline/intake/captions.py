"""Captions and photo credits: lines that say what an image, a map or a film shows, and who took it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fogline.intake.phrases import Line, Phrases

MOST_WORDS = 80
MOST_CREDIT = 14  # words of a line that is a credit and nothing else
LEAST_SCENE = 4  # words before an agency in brackets: "CITY (Agency)" is a dateline
MOST_AFTER_LABEL = 8  # words from the label of a credit to the end of its line
MOST_WRAPPED = 6  # lines of a caption that was wrapped

_SIDES = re.compile(
    r"\((?:(?:far )?(?:left|right)|cent(?:re|er)|l|r|c|top|bottom|above|below|foreground|background|pictured)\)", re.IGNORECASE
)
_LAST_BRACKET = re.compile(r"[(\[]([^()\[\]]{2,80})[)\]][\s.]*$")
_NAME = r"[\w.’'&-]{2,30}"
_SLASHED = re.compile(rf"(?:^|[.\s©])((?:{_NAME} ){{0,4}}{_NAME}(?:\s?/\s?{_NAME}(?: {_NAME}){{0,4}}){{1,3}})$")
# A place, a date with its year and little more: "BAMAKO, 23 décembre 2023 (AFP)" is a dateline.
_DATELINE = re.compile(r"[^\W\d_][\w.’' -]{1,30},?\s+(?:\w+\s+)?\d{1,2}[\w. ]{0,30},?\s+(?:19|20)\d\d\b.{0,30}$")


def mark_captions(lines: Sequence[Line], known: Phrases) -> None:
    for i, line in enumerate(lines):
        if not line.kind and is_caption(line, known):
            line.kind = "caption"
            if line.text[0].islower():
                _mark_above(lines, i)


def is_caption(line: Line, known: Phrases) -> bool:
    """The line is a caption or a credit. An agency's name after the last full stop of a text is a signature, no credit.

    A sentence cut from a longer line needs a credit: a caption that was glued to the report cannot be told from it.
    """
    count = len(line.words)
    if not line.short or not count or count > MOST_WORDS:
        return False
    if line.whole and known.starts("caption", line):
        return True
    credited = is_credit(line, known)
    if known.starts("scene", line):
        return credited or (line.whole and not line.stopped)
    return credited or (line.whole and (len(_SIDES.findall(line.text)) >= 2 or _is_labelled_inside(line, known)))


def _is_labelled_inside(line: Line, known: Phrases) -> bool:
    """ "… on Wednesday. Image source: Name": the label of a credit near the end."""
    labels = known.found("caption", line, len(line.words) - MOST_AFTER_LABEL)
    return not line.stopped and any(phrase.mark or len(phrase.words) > 1 for phrase in labels)


def is_credit(line: Line, known: Phrases) -> bool:
    """The line ends in, or is, the name of who took an image."""
    if _DATELINE.match(line.text):
        return False
    if slashed := _SLASHED.search(line.text):
        before = line.text[: slashed.start(1)].rstrip()  # "… he said. - Reuters/AFP" is how a report is signed
        return not before.endswith(("-", "–", "—")) and _names_agency(slashed.group(1), known)
    if bracket := _LAST_BRACKET.search(line.text):
        before = line.text[: bracket.start()].rstrip()
        is_scene = not before or len(before.split()) >= LEAST_SCENE
        signed = before.endswith((".", "!", "?", '"', "”")) and "/" not in bracket.group(1)
        return is_scene and not signed and _names_agency(bracket.group(1), known)
    return known.ends("credit", line) and (len(line.words) <= MOST_CREDIT or not line.stopped)


def _names_agency(words: str, known: Phrases) -> bool:
    line = Line(start=0, end=len(words), text=words, block=0)
    forms = ("credit", "credited", "agency")
    return len(line.words) <= MOST_CREDIT and any(known.inside(form, line) for form in forms)


def _mark_above(lines: Sequence[Line], i: int) -> None:
    """The lines of a wrapped caption above its last one, up to the one that starts a sentence."""
    for above in reversed(lines[max(0, i - MOST_WRAPPED) : i]):
        if above.block != lines[i].block or above.kind or not above.whole:
            return
        above.kind = "caption"
        if not above.text[0].islower() and len(above.words) > 1:
            return
