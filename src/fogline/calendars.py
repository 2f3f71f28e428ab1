"""Calendars beside the Gregorian: the solar Hijri one of Iran and Afghanistan. Arithmetic alone, no tables."""

from __future__ import annotations

import calendar
import datetime as dt

SOLAR_YEARS = range(1300, 1500)  # of the Gregorian twentieth and twenty-first centuries
SOLAR_AHEAD = 621  # the Gregorian year in which a solar one begins, less the solar
_MONTH_STARTS = tuple(31 * min(m, 6) + 30 * max(m - 6, 0) for m in range(12))  # days of a solar year before its months
_EARLY_NEW_YEAR = 1996  # from then on a solar year that begins in a leap year begins on 20 March, any other on the 21st


def solar_day(year: int, month: int, day: int) -> dt.date:
    """The Gregorian day of a solar one (month 1 to 12, day 1 to 31, not checked against the month's length)."""
    begins = year + SOLAR_AHEAD
    first = dt.date(begins, 3, 20 if calendar.isleap(begins) and begins >= _EARLY_NEW_YEAR else 21)
    return first + dt.timedelta(days=_MONTH_STARTS[month - 1] + day - 1)
