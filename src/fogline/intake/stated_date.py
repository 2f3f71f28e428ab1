"""When a report was published, and what says so.

In this order: given with the input, the page's metadata, a date that the text states (at its head, in its dateline, beside a
label), else a day on which the page was rendered or printed, or on which somebody commented on it: only an upper bound, `page`.

A date alone on the first line can be either. It is the report's own unless something speaks against it: all dates inside the
report lie long before it, or it looks like a masthead (a weekday, and no title below it).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fogline.intake.dates import Printed, printed
from fogline.intake.stamps import BROWSER_PRINT
from fogline.records import Published, Segment

LONG_BEFORE = 60  # days by which a page's day may follow the last date that its report names and still be the report's own
SAME_EDITION = 7  # days up to which an update makes an interval of the publication date
PARAGRAPH = 25  # words from which on a body segment is the report and what stands above it is its head
DATELINE = 120  # characters
MOST_SMALL = 8  # words of a line below the headline that states the day of publication in a sentence
MOST_PLACE = 5  # words of a place before a date with which its line ends
MOST_TEXT = 200_000  # characters in which dates are looked for
MOST_FURNITURE = 300  # characters of a run of furniture that are looked at from either end

_DATELINE_END = re.compile(
    r"\.?[)\]]?\s*(?:\([^()\n]{2,40}\)\.?\s*)?(?:--?|[–—])"  # "… 2021 (Agency) –", "… 2021 (Agency).-"
    r"|[)\]]:?\s"
    r"|\.?\s*\([^()\n]{2,40}\)[.:]?\s"  # "… 1999 (our own)."
)
_SENTENCE_END = re.compile(r"(?:\s?\([^()\n]{2,40}\))?(?:[.:\u06d4](?:\s|$)|[ \t]*(?:\n|$))")
_GIVEN_YEAR = re.compile(r"(\d{4})(?:-(\d{2}))?")


def given(words: str) -> Published | None:
    """What a person wrote: YYYY-MM-DD (a time may follow), YYYY-MM, YYYY, or a date in words; None where it is none."""
    words = words.strip()
    if whole := _GIVEN_YEAR.fullmatch(words):
        year, month = int(whole.group(1)), whole.group(2)
        try:
            first = dt.date(year, int(month or 1), 1)
            after = dt.date(year + 1, 1, 1) if not month or month == "12" else dt.date(year, int(month) + 1, 1)
        except ValueError:
            return None
        return Published(start=first, end=after - dt.timedelta(days=1), basis="given")
    dates = printed(words[:200], 0, len(words[:200]), "en")
    return _published(dates[0].days, "given") if len(dates) == 1 and dates[0].start == 0 else None


def metadata(words: str) -> Published | None:
    """The day of a machine-written date (ISO 8601), as pages state it in their head."""
    dates = printed(words[:60], 0, len(words[:60]), "en")
    return _published(dates[0].days[:1], "metadata") if dates and dates[0].style != "numeric" else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """Dates by the place where they stand; `head` is in order of trust."""

    head: list[Printed]
    posts: list[Printed]
    printed: list[Printed]
    updated: list[Printed]
    comments: list[Printed]
    inside: list[Printed]
    first: Printed | None  # alone on the first line


def stated_date(
    text: str, segments: Sequence[Segment], language: str, stated: Iterable[str] = (), day_first: bool | None = None
) -> Published | None:
    """The publication date as the text itself gives it; None where it gives none."""
    found = _find(text, segments, language)
    order = _Order.told_by(text, language, day_first)
    bounds = [order.days(date)[-1] for date in found.printed] + [order.days(date)[-1] for date in found.comments]
    bound = min(bounds, default=None)
    for words in stated:
        dates = printed(words[:200], 0, len(words[:200]), language)
        if dates:
            return _dated(dates[0], found, order, bound)
    if len(found.posts) >= 3:
        days = [day for date in found.posts for day in order.days(date)]
        return Published(start=min(days), end=max(days), basis="text", note="several posts")
    own = [date for date in found.head if not (date is found.first and _is_pages(date, found, order, segments, bound))]
    if own:
        return _dated(own[0], found, order, bound)
    if found.head:
        bounds.append(order.days(found.head[0])[-1])
    if found.updated:
        last = found.updated[-1]
        if not _long_after(last, found, order):
            return _dated(last, found, order, bound)
        bounds.append(order.days(last)[-1])
    return Published(start=None, end=min(bounds), basis="page") if bounds else None


def _find(text: str, segments: Sequence[Segment], language: str) -> _Found:
    start = _start(text, segments)
    comments = next((each.start for each in segments if each.kind == "comment"), len(text))
    found = _Found(head=[], posts=[], printed=[], updated=[], comments=[], inside=[], first=None)
    first = None
    for each in segments:
        if each.start > MOST_TEXT:
            break
        dates = _dates_of(text, each, language)
        if each.kind == "comment" or (each.start > comments and each.kind == "furniture"):
            found.comments.extend(date for date in dates if not date.in_prose and date.style != "numeric")
        elif each.kind in ("furniture", "title", "caption"):
            for date in dates:
                if first is None and _alone_on_first_line(text, date):
                    first = date
                _sort_in(date, each, found, text, start)
        if each.kind in ("body", "quote", "caption"):
            found.inside.extend(dates)
            if each.start == start:
                found.head.extend(date for date in dates[:1] if _is_dateline(text, each, date))
    found.head.sort(key=lambda date: (date.label != "published", not date.has_time and date is first))
    return _Found(head=found.head, posts=found.posts, printed=found.printed, updated=found.updated,
                  comments=found.comments, inside=found.inside, first=first)  # fmt: skip


def _sort_in(date: Printed, segment: Segment, found: _Found, text: str, start: int) -> None:
    line = text.rfind("\n", 0, date.start) + 1
    if date.label == "printed" or BROWSER_PRINT.match(text, line):
        found.printed.append(date)
    elif date.label == "updated":
        found.updated.append(date)
    elif segment.kind == "caption" or (segment.kind == "title" and date.in_prose and not _is_small(text, segment)):
        found.inside.append(date)
    elif date.start < start or date.label == "published":
        found.head.append(date)
    is_print = date in found.printed[-1:]
    if segment.kind == "furniture" and not date.label and not date.in_prose and date.has_time and not is_print:
        found.posts.append(date)


def _is_small(text: str, title: Segment) -> bool:
    """A few words below the headline, such as "written on Sunday, 5 March 2023"."""
    return bool(text[: title.start].strip()) and len(text[title.start : title.end].split()) <= MOST_SMALL


def _dates_of(text: str, segment: Segment, language: str) -> list[Printed]:
    start, end = segment.start, min(segment.end, MOST_TEXT)
    if segment.kind == "furniture" and end - start > 4 * MOST_FURNITURE:
        first = printed(text, start, start + MOST_FURNITURE, language)
        return first + printed(text, end - MOST_FURNITURE, end, language)
    return printed(text, start, end, language)


def _start(text: str, segments: Sequence[Segment]) -> int:
    """Where the report begins and its head ends: its first paragraph, else its longest run of body."""
    body = [each for each in segments if each.kind == "body"]
    longest = max(body, key=lambda each: each.end - each.start, default=None)
    return next((each for each in body if _is_report(text, each)), longest).start if longest else len(text)


def _is_report(text: str, segment: Segment) -> bool:
    return len(text[segment.start : min(segment.end, segment.start + 40 * PARAGRAPH)].split()) >= PARAGRAPH


def _alone_on_first_line(text: str, date: Printed) -> bool:
    """Nothing stands before it but space, and nothing but a word or two after it on its line."""
    line = text[date.end : (text.find("\n", date.end) + 1 or len(text) + 1) - 1]
    return not text[: date.start].strip() and not date.label and len(line.split()) <= 2


def _is_dateline(text: str, body: Segment, date: Printed) -> bool:
    """ "CITY, August 25, 2021 (Agency) –" at the start of the report, or a date that is all of its first sentence."""
    before = text[body.start : date.start]
    if not before.strip() and _SENTENCE_END.match(text, date.end):
        return True
    if before.rstrip().endswith(",") and len(before.split()) <= MOST_PLACE and text[date.end : date.end + 1] in ("\n", ""):
        return True  # "Geneva, 5 March 2023", a line by itself
    is_near = date.end - body.start <= DATELINE and ". " not in before
    return is_near and not date.in_prose and bool(_DATELINE_END.match(text, date.end))


def _is_pages(date: Printed, found: _Found, order: _Order, segments: Sequence[Segment], bound: dt.date | None) -> bool:
    """A date alone on the first line is only the page's."""
    if bound is not None and order.days(date)[0] > bound:
        return True
    if found.inside:
        return _long_after(date, found, order)
    after = next((each for each in segments if each.start >= date.end), None)
    return date.weekday is not None and not date.has_time and after is not None and after.kind == "body"


def _long_after(date: Printed, found: _Found, order: _Order) -> bool:
    """Every date inside the report lies long before `date`."""
    days = [day for each in found.inside for day in each.days]
    return bool(days) and (order.days(date)[0] - max(days)).days > LONG_BEFORE


def _dated(date: Printed, found: _Found, order: _Order, bound: dt.date | None) -> Published:
    days = order.days(date)
    if bound is not None and len(days) > 1:
        days = tuple(day for day in days if day <= bound) or days
    start, end = min(days), max(days)
    notes = []
    if not date.fits_weekday():
        notes.append(f"the weekday stated beside it is not that of {start.isoformat()}")
    for updated in found.updated:
        latest = order.days(updated)[-1]
        if end < latest and (latest - end).days <= SAME_EDITION:
            end = latest
        elif latest > end:
            notes.append(f"updated {latest.isoformat()}")
    if len(days) > 1:
        notes.append("day and month may be the other way round")
    return Published(start=start, end=end, basis="text", note="; ".join(notes))


@dataclass(frozen=True, slots=True)
class _Order:
    """Whether the text writes the day first in its numeric dates; None where nothing decides."""

    day_first: bool | None

    @staticmethod
    def told_by(text: str, language: str, declared: bool | None) -> _Order:
        """By dates that have one reading only, else by what the page declares, else by the language: only English has both."""
        dates = [date for date in printed(text, 0, min(len(text), MOST_TEXT), language) if date.style == "numeric"]
        one = [date for date in dates if len(date.days) == 1 and _separator(text, date) != "."]
        firsts = {_leads_with_day(text, date) for date in one}
        if len(firsts) == 1:
            return _Order(firsts.pop())
        if declared is not None and not firsts:
            return _Order(declared)
        return _Order(True if language not in ("en", "und") and not firsts else None)

    def days(self, date: Printed) -> tuple[dt.date, ...]:
        """The readings that remain, earliest first."""
        if len(date.days) < 2 or self.day_first is None:
            return tuple(sorted(date.days))
        return date.days[:1] if self.day_first else date.days[1:]


def _separator(text: str, date: Printed) -> str:
    match = re.search(r"\d{1,2}([-/.])\d", text[date.at : date.end])
    return match.group(1) if match else ""


def _leads_with_day(text: str, date: Printed) -> bool:
    match = re.search(r"(\d{1,2})[-/.](\d{1,2})", text[date.at : date.end])
    return match is not None and int(match.group(1)) == date.days[0].day and int(match.group(1)) != date.days[0].month


def _published(days: Sequence[dt.date], basis: str) -> Published:
    return Published(start=min(days), end=max(days), basis=basis)
