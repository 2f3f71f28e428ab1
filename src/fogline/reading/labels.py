"""Days in figures that open the lines of a digest: "12/09: The army retook the town", "— 13.09. Two men died". A pair of
figures is a day only where several lines begin so, in the order of a calendar."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fogline.records import Mention, Report, TimeExpression

# Behind a dot a figure may be a decimal: there a stop, a colon or a dash must follow.
LABEL = re.compile(
    r"^[ \t]*(?:[^\w\s]{1,3}[ \t]*)?(?P<label>(?P<one>\d{1,2})"
    r"(?:/(?P<other>\d{1,2})(?=[\s:)])|\.(?P<dotted>\d{1,2})(?=\.\s|[ \t]*[:\u2013\u2014-])))",
    re.MULTILINE,
)
LEAST = 2  # lines
LEAP = 2024  # a year that has every day


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    text: str
    start: int
    pair: tuple[int, int]


def labels(report: Report, order: str) -> list[Mention]:
    """The days, as mentions of time. `order` is that of the language's numeric dates: "dmy", or "ymd" and "mdy", which put the
    month first; where only the other makes days in order, that one."""
    found = list(_pairs(report))
    day_first = order == "dmy"
    if len(found) < LEAST:
        return []
    for first in (day_first, not day_first):
        days = [_day(label.pair, first) for label in found]
        if all(days) and _in_order([day for day in days if day]):
            return [_mention(label, day) for label, day in zip(found, days, strict=True) if day]
    return []


def _pairs(report: Report) -> Iterator[Label]:
    for match in LABEL.finditer(report.text):
        pair = int(match["one"]), int(match["other"] or match["dotted"])
        yield Label(text=match["label"], start=match.start("label"), pair=pair)


def _day(pair: tuple[int, int], day_first: bool) -> dt.date | None:
    day, month = pair if day_first else pair[::-1]
    try:
        return dt.date(LEAP, month, day)
    except ValueError:
        return None


def _in_order(days: Sequence[dt.date]) -> bool:
    """From first to last or back, but for one new year."""
    falls = sum(one > other for one, other in pairwise(days))
    rises = sum(one < other for one, other in pairwise(days))
    return min(falls, rises) <= 1


def _mention(label: Label, day: dt.date) -> Mention:
    end = label.start + len(label.text)
    expression = TimeExpression(form="calendar", month=day.month, day=day.day)
    return Mention(what="time", text=label.text, start=label.start, end=end, expression=expression)
