"""Stamps: lines that name the sender and the time of a post ("Channel, [25.08.2021 14:03]"), or the hour of a print-out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from fogline.intake.dates import Printed, printed
from fogline.intake.phrases import Line

MOST_WORDS = 8  # of a sender
MOST_PRINTED = 40  # words of a line that a browser prints above a page: its day, hour and title

BROWSER_PRINT = re.compile(r"\s*\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d{2}(?:\s?[AP]M)?(?!\w)")
_PARTED = re.compile(r"[\[|»›>•·#@]\s*$|^by\s|^from\s|^posted\s|^re:", re.IGNORECASE)


def mark_stamps(lines: Sequence[Line], language: str) -> None:
    """Marks stamps; a sender without a sign that parts it from the date counts where it sends twice."""
    found = [(line, _date(line, language)) for line in lines if not line.kind]
    senders = Counter(_sender(line, date) for line, date in found if date)
    for line, date in found:
        if is_stamp(line, language) or (date and senders[_sender(line, date)] > 1):
            line.kind = "furniture"


def is_stamp(line: Line, language: str) -> bool:
    if len(line.words) <= MOST_PRINTED and BROWSER_PRINT.match(line.text):
        return True
    date = _date(line, language)
    return date is not None and (not line.text[: date.start].strip() or bool(_PARTED.search(line.text[: date.start])))


def _date(line: Line, language: str) -> Printed | None:
    """The date with its hour that ends the line (or starts it), the rest being short enough for a sender."""
    if not line.whole or len(line.words) > MOST_WORDS + 8 or line.stopped:
        return None
    dates = printed(line.text, 0, len(line.text), language)
    if len(dates) != 1 or not dates[0].has_time or dates[0].in_prose:
        return None
    date = dates[0]
    before, after = line.text[: date.start].strip(" [(|»,"), line.text[date.end :].strip(" ])|,:")
    return date if len(before.split()) <= MOST_WORDS and not (before and after) and len(after.split()) <= 3 else None


def _sender(line: Line, date: Printed) -> str:
    return line.text[: date.start].strip() or line.text[date.end :].strip()
