"""Time words to intervals, from the report's own dates and the case's anchors; what cannot be known stays open.

A `Frame` says what is known of the day of speaking: its earliest and latest day. A weekday alone never picks a year; it is
resolved only within the week before a known latest day. Where weekday and date do not fit, both readings are kept.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, replace

from fogline.calendars import LUNAR_DOUBT, lunar_day, lunar_year
from fogline.records import Published, Time, TimeExpression

DAY = dt.timedelta(days=1)
LONGEST_MONTH = 31
WEEK = 7  # days between the first and the last of a span that is told to the week
Interval = tuple[dt.date | None, dt.date | None]
WEEKDAY_REACH = 6  # days before the day of speaking that a bare weekday may name
LAST_WEEKDAY_REACH = 13  # "last Friday"
COARSEST = {"day": WEEKDAY_REACH, "week": LONGEST_MONTH, "month": LONGEST_MONTH, "year": 366}  # days that a unit counts from
YEARS = {"day": 1 / 365, "week": 7 / 365, "month": 1 / 12, "year": 1.0}  # of a unit
YEAR_REACH = 340  # days before the day of speaking that a date without a year may lie
AHEAD = ("forecast", "planned", "conditional")  # modalities of what is still to come: a date without a year is the nearest one


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What is known of the day of speaking; `anchors` are dated events by lower-cased name; `narrative` the passage's own
    day, `near` where it stands close before; `ahead` where the time may be still to come."""

    earliest: dt.date | None = None
    latest: dt.date | None = None
    anchors: dict[str, tuple[dt.date, dt.date]] | None = None
    narrative: tuple[dt.date, dt.date] | None = None
    near: bool = False
    ahead: bool = False

    @staticmethod
    def of(published: Published | None, anchors: dict[str, tuple[dt.date, dt.date]]) -> Frame:
        if published is None:
            return Frame(anchors=anchors)
        return Frame(earliest=published.start, latest=published.end, anchors=anchors)

    @property
    def day(self) -> dt.date | None:
        """The day of speaking where it is known to a week: relative words need it."""
        if self.earliest and self.latest and (self.latest - self.earliest).days <= WEEKDAY_REACH:
            return self.latest
        return None


def dated(time: Time, frame: Frame) -> Time:
    """The same time words with their interval filled where the frame allows it."""
    if time.expression is None:
        return time
    found = resolve(time.expression, frame)
    if not found:
        return time
    (start, end), precision = found[0]
    readings = tuple((a, b) for (a, b), _ in found[1:] if a and b)
    return replace(time, start=start, end=end, precision=precision, readings=readings)


def resolve(e: TimeExpression, frame: Frame) -> list[tuple[Interval, str]]:
    """(interval, precision), the main reading first; empty where nothing can be said."""
    match e.form:
        case "calendar":
            return _calendar(e, frame)
        case "weekday":
            return _weekday(e, frame)
        case "offset":
            return _offset(e, frame)
        case "season":
            return _season(e, frame)
        case "lunar":
            return _lunar(e, frame)
        case _:
            return []


# ------------------------------------------------------------------------------------------------------------ calendar


def _calendar(e: TimeExpression, frame: Frame) -> list[tuple[Interval, str]]:
    if e.decade and e.year:
        return [((dt.date(e.year, 1, 1), dt.date(e.year + 9, 12, 31)), "decade")]
    if e.day and not e.month and not e.year:
        return _day_of_month(e.day, e.bound, frame)
    year = e.year or _year(e, frame)
    if year is None:
        return []
    if e.month is None:
        return [(_bounded((dt.date(year, 1, 1), dt.date(year, 12, 31)), e.bound), "year")]
    if e.day is None:
        last = calendar.monthrange(year, e.month)[1]
        return [(_bounded((dt.date(year, e.month, 1), dt.date(year, e.month, last)), e.bound), "month")]
    readings = [d for d in (_date(year, e.month, e.day), _date(year, e.month_end, e.day_end)) if d]
    readings = _in_order(readings, frame)
    if not readings:
        return []
    found: list[tuple[Interval, str]] = [(_bounded((d, d), e.bound), "day") for d in readings]
    if e.weekday is not None and readings[0].weekday() != e.weekday:
        # "Wednesday, 19 August" of a year in which that was a Thursday: the writer slipped in one of the two. The interval
        # covers both when they are neighbours; each is kept as a reading.
        near = min(readings[0] + k * DAY for k in range(-3, 4) if (readings[0] + k * DAY).weekday() == e.weekday)
        low, high = sorted((readings[0], near))
        found = [
            ((low, high), "week" if (high - low).days > 1 else "day"),
            ((readings[0], readings[0]), "day"),
            ((near, near), "day"),
        ]
    return found


def _day_of_month(number: int, bound: str, frame: Frame) -> list[tuple[Interval, str]]:
    """A day without its month, "24일": of the month told of just before where that is not the month of speaking, else the last
    such day before the day of speaking, or the next of what is to come; without that day, of the month told of before."""
    day = frame.day
    of_a_month = frame.narrative is not None and (frame.narrative[1] - frame.narrative[0]).days <= LONGEST_MONTH
    if frame.narrative and of_a_month and (day is None or (frame.near and (day - frame.narrative[1]).days > LONGEST_MONTH)):
        months = [(frame.narrative[0].year, frame.narrative[0].month)]
    elif day is not None:
        other = day.replace(day=1) + (LONGEST_MONTH + 1 if frame.ahead else -1) * DAY
        months = [(day.year, day.month), (other.year, other.month)]
    else:
        return []
    days = [found for year, month in months if (found := _date(year, month, number))]
    told = next((found for found in days if day is None or (found >= day if frame.ahead else found <= day)), None)
    return [(_bounded((told, told), bound), "day")] if told else []


def _season(e: TimeExpression, frame: Frame) -> list[tuple[Interval, str]]:
    """A run of days between two months, in the year that is given for its end, else in the latest that has begun; in the latest
    that is over where that is said, if it does not lie ahead."""
    ends = [e.year] if e.year else [frame.latest.year + k for k in (1, 0, -1)] if frame.latest else []
    for year in ends:
        end = _date(year, e.month_end, e.day_end)
        start = _date(year - ((e.month, e.day) > (e.month_end, e.day_end)), e.month, e.day)
        told = end if e.toward < 0 and not frame.ahead else start
        if start and end and told and (e.year or (frame.latest and told <= frame.latest)):
            return [(_bounded((start, end), e.bound), "week" if (end - start).days <= WEEK else "month")]
    return []


def _lunar(e: TimeExpression, frame: Frame) -> list[tuple[Interval, str]]:
    """A day or month of the lunar year that is given, else of the latest in which it had begun; wider by a day at either end,
    as the moon is sighted in one country and reckoned in another."""
    month, day = e.month or 1, e.day or 1
    years = [e.year] if e.year else [lunar_year(frame.latest) - k for k in (0, 1)] if frame.latest and frame.earliest else []
    for year in years:
        start = lunar_day(year, month, day)
        end = start if e.day else lunar_day(year + month // 12, month % 12 + 1, 1) - DAY
        if e.year or (frame.latest and start - LUNAR_DOUBT <= frame.latest):
            interval = (start - LUNAR_DOUBT, end + LUNAR_DOUBT)
            return [(_bounded(interval, e.bound), "week" if e.day else "month")]
    return []


def _in_order(readings: list[dt.date], frame: Frame) -> list[dt.date]:
    """Of two readings of 07/09 those that the report's own dates allow, the likelier first."""
    if len(readings) < 2 or readings[0] == readings[1]:
        return readings[:1]
    fitting = [
        d
        for d in readings
        if not (frame.latest and d > frame.latest) and not (frame.earliest and d < frame.earliest - dt.timedelta(days=30))
    ]
    return fitting or readings


def _year(e: TimeExpression, frame: Frame) -> int | None:
    """The year of a date without one: the latest that is not after the day of speaking, where that day is known."""
    latest = frame.latest
    if latest is None or e.month is None or frame.earliest is None:
        return None
    if e.unit == "year" and e.count:  # "in March last year"
        return latest.year + e.count if frame.earliest.year == latest.year else None
    if e.toward < 0 and e.day is None:  # "last December", said in November
        return latest.year - (e.month >= latest.month)
    if frame.ahead:
        days = [day for year in (latest.year - 1, latest.year, latest.year + 1) if (day := _date(year, e.month, e.day or 1))]
        return min(days, key=lambda day: abs((day - latest).days)).year if days else None
    for year in (latest.year, latest.year - 1):
        day = _date(year, e.month, e.day or 1)
        if day and day <= latest and (latest - day).days <= YEAR_REACH:
            return year
    ahead = _date(latest.year, e.month, e.day or 1)
    return latest.year if ahead and (ahead - latest).days <= 60 else None


def _date(year: int, month: int | None, day: int | None) -> dt.date | None:
    try:
        return dt.date(year, month or 0, day or 0)
    except ValueError:
        return None


# ------------------------------------------------------------------------------------------------------------ relative


def _weekday(e: TimeExpression, frame: Frame) -> list[tuple[Interval, str]]:
    latest = frame.latest
    if latest is None or frame.day is None or e.weekday is None:
        return []
    if e.toward > 0:
        day = latest + ((e.weekday - latest.weekday()) % 7 or 7) * DAY
    elif frame.ahead and e.toward == 0 and e.day_end is None:  # "talks are to resume on Monday"
        day = latest + (e.weekday - latest.weekday()) % 7 * DAY
    else:
        day = latest - ((latest.weekday() - e.weekday) % 7) * DAY
        if e.day_end is not None:  # "the weekend": Saturday and Sunday
            end = day + DAY if day + DAY <= latest else day
            return [((day, end), "day" if day == end else "week")]
    return [(_bounded((day, day), e.bound), "day")]


def _offset(e: TimeExpression, frame: Frame) -> list[tuple[Interval, str]]:
    base: tuple[dt.date, dt.date] | None
    if e.base == "utterance":
        base = (frame.day, frame.day) if frame.day else None
        if base is None and frame.latest and e.unit == "year":
            base = (frame.earliest or frame.latest, frame.latest)
    elif e.base == "narrative":
        base = frame.narrative
    else:
        base = (frame.anchors or {}).get(e.base)
    if base is None or (e.base == "narrative" and (base[1] - base[0]).days > COARSEST.get(e.unit or "", 0)):
        return []
    start, end = base
    if not dt.MINYEAR < start.year + e.count * YEARS.get(e.unit or "", 0) < dt.MAXYEAR:
        return []
    match e.unit:
        case "day":
            interval, precision = (start + e.count * DAY, end + e.count * DAY), "day"
        case "week":
            monday = start - start.weekday() * DAY + 7 * e.count * DAY
            if e.base in ("utterance",) and e.count == -1:  # "last week" may mean the last seven days: both are covered
                interval = (min(monday, end - 10 * DAY), end - DAY)
            elif e.base in ("utterance",) and e.count == 0:
                interval = (monday, end)
            else:
                interval = (start + 7 * e.count * DAY - 3 * DAY, end + 7 * e.count * DAY + 3 * DAY)
            precision = "week"
        case "month":
            interval, precision = _month(start, e.count), "month"
        case "year":
            interval, precision = (dt.date(start.year + e.count, 1, 1), dt.date(end.year + e.count, 12, 31)), "year"
        case _:
            return []
    if e.base not in ("utterance", "narrative") and e.count == 0:
        precision = "day" if start == end else "month"
    if e.base == "narrative" and frame.latest and interval[0] > frame.latest and not frame.ahead:
        return []  # counted from something else
    if e.bound == "since" and e.base == "utterance" and e.count < 0:  # "in the past three days": up to now
        return [((interval[0], end), precision)]
    return [(_bounded(interval, e.bound), precision)]


def _month(day: dt.date, count: int) -> tuple[dt.date, dt.date]:
    month = day.year * 12 + day.month - 1 + count
    year, index = divmod(month, 12)
    return dt.date(year, index + 1, 1), dt.date(year, index + 1, calendar.monthrange(year, index + 1)[1])


def _bounded(interval: tuple[dt.date, dt.date], bound: str) -> Interval:
    if bound == "since":
        return interval[0], None
    if bound == "until":
        return None, interval[1]
    return interval
