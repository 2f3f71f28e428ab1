"""A day without its year at the head of a report ("VELMAR, 5 September (AW) –", "Koldar, 7 Eylül —") or alone on its last line:
agencies write no year.

The year is that of the first such day, on the weekday that stands beside it, after the last event that is known to be past.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from fogline.calendars import LUNAR_DOUBT, SOLAR_AHEAD, lunar_day, lunar_year, solar_day
from fogline.records import Report
from fogline.tables import DATA, folder_of, table

HEAD = 260  # code points in which a dateline stands
LAST, LINE = 80, 5  # code points in which a last line begins, and its words
LINES = 4  # from the first, of which one may be it
PLACE = 70  # code points of place and outlet before the day
YEARS = 12  # in which a weekday falls on each day of the year
ENDS = re.compile(  # behind the day: a weekday, a time, then the sign between a dateline and its text
    r"[.,\u060c]?\s{0,2}(?:[^\W\d_]{2,12}\.?|\d{1,2}[.:]\d\d)?\s{0,2}(?:\((?:[^()\n]{2,60})\)|[\u2013\u2014:.]|-\s|\n|$)"
)
RANGE = re.compile(r"\s?[-\u2013\u2014]\s?\d")  # "26 May–2 June"


@dataclass(frozen=True, slots=True)
class Day:
    """A day of some year; `weekday` where one stands beside it (0 is Monday)."""

    month: int
    day: int
    weekday: int | None
    calendar: str = "month"  # or solar-month, lunar-month, as the tables call them

    def after(self, known: dt.date) -> dt.date | None:
        """The first such day from one on."""
        return next((found for year in range(-1, YEARS) for found in self._in(known, year) if found >= known), None)

    def before(self, known: dt.date) -> dt.date | None:
        """The last such day up to one."""
        return next((found for year in range(1, -YEARS, -1) for found in self._in(known, year) if found <= known), None)

    def _in(self, known: dt.date, years: int) -> Iterator[dt.date]:
        """The day in the year that lies some years from that of a known day, none where it falls on another weekday."""
        try:
            if self.calendar == "solar-month":
                days = [solar_day(known.year - SOLAR_AHEAD + years, self.month, self.day)]
            elif self.calendar == "lunar-month":
                reckoned = lunar_day(lunar_year(known) + years, self.month, self.day)
                days = [reckoned] if self.weekday is None else [reckoned - LUNAR_DOUBT, reckoned, reckoned + LUNAR_DOUBT]
            else:
                days = [dt.date(known.year + years, self.month, self.day)]
        except ValueError:  # 29 February
            return
        yield from (day for day in days if self.weekday in (None, day.weekday()))


def dateline(report: Report) -> Day | None:
    """The day at the head of a report, None where there is none or it has its year."""
    months, weekdays, pattern = _words(folder_of(report.language))
    head, tail = report.text[:HEAD].lower(), report.text.rstrip()[-LAST:].lower()
    if len(head) != len(report.text[:HEAD]):
        return None
    last = tail[tail.rfind("\n") + 1 :] if "\n" in tail else ""
    for line, behind in [*_lines(head), (last, "")]:
        for match in pattern.finditer(line):
            at_end = ENDS.match(line[match.end() :] + behind) and not RANGE.match(line, match.end())
            alone = len(line.split()) <= LINE if line is last else match.start() <= PLACE
            if not (at_end and alone):
                continue
            day, (calendar, month) = int(match["d"] or match["e"]), months[match["m"] or match["n"]]
            behind_it = re.split(r"[.!?\u06d4]\s", line[match.end() : match.end() + 16])[0]  # not the next sentence's weekday
            beside = line[max(0, match.start() - 16) : match.end()] + behind_it
            named = next((n for word, n in weekdays if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", beside)), None)
            return Day(month=month, day=day, weekday=named, calendar=calendar) if 1 <= day <= 31 else None
    return None


def _lines(head: str) -> Iterator[tuple[str, str]]:
    """The first lines with a word, each with what ends it."""
    told = [line for line in head.split("\n") if line.strip()][:LINES]
    yield from ((line, "\n") for line in told)


@lru_cache(maxsize=32)
def _words(language: str) -> tuple[dict[str, tuple[str, int]], list[tuple[str, int]], re.Pattern[str]]:
    """Months, each of its calendar, and weekdays by their words, and the pattern of a day without a year."""
    forms: dict[str, dict[str, int]] = {"month": {}, "weekday": {}, "solar-month": {}, "lunar-month": {}}
    for name in ("en/dates.tsv", f"{language}/dates.tsv", f"{language}/time.tsv"):
        for row in table(name) if (DATA / name).is_file() else ():
            if row["form"] in forms and row["value"].isdecimal():
                forms[row["form"]][row["words"].lower()] = int(row["value"])
    named = {word: (form, n) for form in ("lunar-month", "solar-month", "month") for word, n in forms[form].items()}
    months = "|".join(re.escape(word) for word in sorted(named, key=lambda word: (-len(word), word)))
    number, no_year = r"(?<![\d.,:/])(?P<{}>\d{{1,2}})", r"(?![\w])(?!\.?,?\s{0,2}(?:de\s|of\s)?\d{2}(?![:.h]\d))"
    pattern = re.compile(
        rf"{number.format('d')}(?:st|nd|rd|th|er|\.|º)?\s?(?:de\s|of\s)?(?P<m>{months}){no_year}"
        rf"|(?<!\w)(?P<n>{months})\.?\s{number.format('e')}(?:st|nd|rd|th|\.)?{no_year}"
    )
    weekdays = sorted(forms["weekday"].items(), key=lambda item: (-len(item[0]), item[0]))
    return named, weekdays, pattern
