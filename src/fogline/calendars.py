"""Calendars beside the Gregorian: the solar Hijri one of Iran and Afghanistan and the lunar one of Islam. Arithmetic alone."""

from __future__ import annotations

import calendar
import datetime as dt

HIJRI_YEARS = range(1300, 1500)  # of the Gregorian twentieth and twenty-first centuries, of the sun or the moon
SOLAR_AHEAD = 621  # the Gregorian year in which a solar one begins, less the solar
_MONTH_STARTS = tuple(31 * min(m, 6) + 30 * max(m - 6, 0) for m in range(12))  # days of a solar year before its months
_EARLY_NEW_YEAR = 1996  # from then on a solar year that begins in a leap year begins on 20 March, any other on the 21st


def solar_day(year: int, month: int, day: int) -> dt.date:
    """The Gregorian day of a solar one (month 1 to 12, day 1 to 31, not checked against the month's length)."""
    begins = year + SOLAR_AHEAD
    first = dt.date(begins, 3, 20 if calendar.isleap(begins) and begins >= _EARLY_NEW_YEAR else 21)
    return first + dt.timedelta(days=_MONTH_STARTS[month - 1] + day - 1)


LUNAR_EPOCH = dt.date(622, 7, 19)  # 1 Muharram of the year 1, civil reckoning, in the proleptic Gregorian calendar
LUNAR_DOUBT = dt.timedelta(days=1)  # by which sighting the moon differs from reckoning, either way
_CYCLE, _LEAP_SHIFT, _LEAPS = 30, 14, 11  # of 30 years 11 have one day more


def lunar_day(year: int, month: int, day: int) -> dt.date:
    """The Gregorian day of a lunar one by the tabular calendar (month 1 to 12, day 1 to 30); right to LUNAR_DOUBT."""
    leaps = (_LEAPS * (year - 1) + _LEAP_SHIFT) // _CYCLE
    days = 354 * (year - 1) + leaps + 30 * (month // 2) + 29 * ((month - 1) // 2) + day - 1
    return LUNAR_EPOCH + dt.timedelta(days=days)


def lunar_year(day: dt.date) -> int:
    """The lunar year in which a Gregorian day lies."""
    year = (day - LUNAR_EPOCH).days // 355 + 1
    while lunar_day(year + 1, 1, 1) <= day:
        year += 1
    return year
