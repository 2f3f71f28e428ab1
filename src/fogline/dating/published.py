"""When an undated report was published, from the well-known events that it tells with a weekday or a date.

"They captured Kabul on Sunday" with an anchor that dates the fall of Kabul on a Sunday puts publication within six days after
it; a date without a year beside it raises the lower bound, and a dateline without a year ("VELMAR, 5 September") is the next
such day. What quotes somebody with the day is of that day or soon after. Nothing is taken from other reports.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from fogline.dating.dateline import dateline
from fogline.dating.resolve import WEEKDAY_REACH, Frame, resolve
from fogline.records import Mention, Published, Report

NEAR = 120  # code points between an anchor's words and the weekday that goes with them
SOON_AFTER = dt.timedelta(days=2)  # of a quotation, within which news has it
TIME_OF_A_CASE = dt.timedelta(days=3 * 365)  # before its last dated event; what is older is history to its reports
SHORTLY = dt.timedelta(days=60)
LEAST_NAMED = 2  # words before the day of a quotation, which name who is quoted
STEM = 5  # letters by which a noun and its verb are matched (capture, captured)


def anchor_hits(text: str, anchors: dict[str, tuple[dt.date, dt.date]]) -> list[tuple[int, int, str]]:
    """Where names of anchors stand in the text: (start, end, name), longest first at each place."""
    if not anchors:
        return []
    pattern = re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(a) for a in sorted(anchors, key=lambda a: (-len(a), a))) + r")(?!\w)"
    )
    lowered = text.lower()
    if len(lowered) != len(text):
        return []
    return [(m.start(), m.end(), m.group()) for m in pattern.finditer(lowered)]


def inferred(report: Report, mentions: Sequence[Mention], anchors: dict[str, tuple[dt.date, dt.date]]) -> Published | None:
    """Bounds of the day of publication with basis "inferred", or the report's own where they are better."""
    own = report.published
    if own is not None and own.basis != "page":
        return own
    hits = anchor_hits(report.text, anchors)
    if (stated := _without_year(report, own, hits, anchors) or _quoted(report, own, mentions)) is not None:
        return stated
    near = [*hits, *_told(report.text, anchors, [m for m in mentions if m.expression and m.expression.form == "weekday"])]
    times = [m for m in mentions if m.what == "time" and m.expression is not None]
    lowest: dt.date | None = None
    highest: dt.date | None = own.end if own else None
    for start, end, name in near:
        first, last = anchors[name]
        if (last - first).days > 31:
            continue
        for m in times:
            e = m.expression
            if e is None or e.form != "weekday" or not (start - NEAR <= m.start <= end + NEAR):
                continue
            if "\n" in report.text[min(end, m.end) : max(start, m.start)] or e.weekday != first.weekday() or e.toward > 0:
                continue
            reach = first + dt.timedelta(days=WEEKDAY_REACH + (7 if e.toward < 0 else 0))
            lowest = max(lowest, first) if lowest else first
            highest = min(highest, reach) if highest else reach
    if lowest is None or highest is None or lowest > highest:
        return _from_mentions(own, hits, anchors)
    frame = Frame(earliest=lowest, latest=highest)
    for day in _days(times, frame):
        if lowest < day <= highest:
            lowest = day
    return Published(start=lowest, end=highest, basis="inferred")


def _without_year(
    report: Report, own: Published | None, hits: list[tuple[int, int, str]], anchors: dict[str, tuple[dt.date, dt.date]]
) -> Published | None:
    """The day of a dateline without a year: the last one before the page was rendered, else the first one after the last event
    of the time of the case that the report names; where it names none, the first one after the last that the case knows, or
    shortly before."""
    day = dateline(report)
    if day is None:
        return None
    if own is not None and own.end is not None:
        found, year_of = day.before(own.end), "the last before the page was rendered"
        return Published(start=found, end=found, basis="inferred", note=year_of) if found else None
    last = max(anchors, key=lambda name: (anchors[name][0], name), default=None)
    if last is None:
        return None
    recent = [name for _, _, name in hits if anchors[last][0] - anchors[name][0] <= TIME_OF_A_CASE]
    named = max(recent, key=lambda name: (anchors[name][0], name), default=None)
    found = day.after(anchors[named][0] if named else anchors[last][0] - SHORTLY)
    return Published(start=found, end=found, basis="inferred", note=f"the first after {named or last}") if found else None


def _quoted(report: Report, own: Published | None, mentions: Sequence[Mention]) -> Published | None:
    """What quotes somebody with the day ("Ada Voss on 07/09/21:") was published on it or soon after: the last such day. A day
    alone on its line heads what happened then."""
    days = []
    for m in mentions:
        e, line_end = m.expression, report.text.find("\n", m.end)
        behind = report.text[m.end : line_end if line_end >= 0 else len(report.text)]
        before = report.text[report.text.rfind("\n", 0, m.start) + 1 : m.start]
        names = len(before.split()) >= LEAST_NAMED and behind.strip() == ":"
        if names and e is not None and e.form == "calendar" and e.day and e.month and e.year:
            days += [start for (start, _), _ in resolve(e, Frame())[:1] if start]
    last = max(days, default=None)
    if last is None or (own is not None and own.end is not None and own.end < last):
        return None
    end = last + SOON_AFTER
    return Published(start=last, end=min(end, own.end) if own and own.end else end, basis="inferred", note="a quotation's day")


def _told(text: str, anchors: dict[str, tuple[dt.date, dt.date]], weekdays: Sequence[Mention]) -> list[tuple[int, int, str]]:
    """Anchors told in a verb's words beside a weekday: "they captured Kabul on Sunday" for "capture of Kabul". All content
    words of the anchor's name must begin like a word of that sentence; the weekday itself is the check."""
    found = []
    for m in weekdays:
        start = max(text.rfind(stop, 0, m.start) for stop in ".!?\n") + 1
        ends = [i for i in (text.find(stop, m.end) for stop in ".!?\n") if i >= 0]
        end = min(ends, default=len(text))
        stems = {word[:STEM] for word in re.findall(r"[^\W\d_]+", text[start:end].lower())}
        for name in anchors:
            words = [w for w in re.findall(r"[^\W\d_]+", name) if len(w) > 3]
            if len(words) > 1 and all(w[:STEM] in stems for w in words):
                found.append((m.start, m.end, name))
    return found


def _from_mentions(
    own: Published | None, hits: list[tuple[int, int, str]], anchors: dict[str, tuple[dt.date, dt.date]]
) -> Published | None:
    """A report that names a dated event is not older than it: only the lower bound moves."""
    latest = max((anchors[name][0] for _, _, name in hits), default=None)
    if latest is None:
        return own
    if own is None:
        return Published(start=latest, end=None, basis="inferred")
    if own.end is not None and latest <= own.end:
        return Published(start=latest, end=own.end, basis="page")
    return own


def _days(times: Iterable[Mention], frame: Frame) -> list[dt.date]:
    """Days stated without a year, read inside the frame."""
    found = []
    for m in times:
        e = m.expression
        if e and e.form == "calendar" and e.day is not None and e.year is None:
            for (start, _), _ in resolve(e, frame)[:1]:
                if start:
                    found.append(start)
    return sorted(found)
